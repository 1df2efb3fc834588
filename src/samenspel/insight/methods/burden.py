# SPDX-License-Identifier: EUPL-1.2
"""Definition of the burden of arrangements."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="burden",
        title=_("Administrative burden"),
        definition=_(
            "What taking part in arrangements asks of a municipality in a year: seats to fill, "
            "meetings, hours of members, hours of officials, and pages of papers. Hours of members "
            "are seats × meetings × hours of one member for one meeting. Hours of officials and "
            "pages are meetings × what one meeting asks. All arrangements in force in which the "
            "municipality takes part are added up. For each legal form we assume an amount; the "
            "page of assumptions shows them all. What an arrangement told itself goes before the "
            "assumption, and so do the seats in its general board that the source states. Figures "
            "of a year count from that year on, until there are newer ones. Per 10,000 inhabitants "
            "the sum is divided by the inhabitants and multiplied by 10,000."
        ),
        unit=_("seats, meetings, hours and pages a year"),
        extent=_("0 and more"),
        example=_(
            "A municipality of 40,000 inhabitants is in two arrangements. One has 1 seat, 4 "
            "meetings and 6 hours of a member for each: 1 × 4 × 6 = 24 hours. The other has 1 seat "
            "and 2 meetings of 2 hours: 4 hours. Together 28 hours a year, and 28 / 40,000 × "
            "10,000 = 7 hours per 10,000 inhabitants."
        ),
        source=_(
            "Samenspel's own definition. Participations and legal forms of the source that we "
            "follow; assumptions and real figures as told on this site."
        ),
        limits=_(
            "Most of it is assumed: compare municipalities, do not count on the hours. It does not "
            "say whether the work is worth it. Executive boards, committees, and talks in light "
            "forms that no register names are missing, so the real burden is higher. "
            "Municipalities differ in who does the work."
        ),
    ),
)
