# SPDX-License-Identifier: EUPL-1.2
"""Definition of how terms are computed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="terms",
        title=_("Terms: until when can the council say something?"),
        definition=_(
            "A term of weeks begins on the day after receipt and ends on the same day of the week. "
            "If that is a Saturday, a Sunday or a public holiday, the term runs on until the next "
            "day that is none of these. Public holidays are those of article 3 of the General "
            "Terms Act: New Year’s Day, Easter Monday, Whit Monday, both days of Christmas, "
            "Ascension Day, King’s Day and 5 May; Good Friday counts as one. So do the days that a "
            "royal decree names: the Friday after Ascension Day every year, and in some years a "
            "day between a holiday and a weekend. A term does not run on when it is counted back "
            "from a meeting, when it is longer than twelve weeks, and when the law names a fixed "
            "day. A term that an arrangement sets itself is no term of the law and does not run "
            "on. When both the law and the arrangement set a term, the later day counts for "
            "councils, and the earlier day for a board that must be ready. Flanders has rules of "
            "its own; the Dutch act does not hold there."
        ),
        unit=_("a day"),
        example=_(
            "A draft budget is received on Monday 8 January 2024. Twelve weeks later is Monday 1 "
            "April 2024, Easter Monday. So the last day is Tuesday 2 April 2024. The board meets "
            "on Monday 14 September 2026: twelve weeks before it is Monday 22 June 2026, and that "
            "stays."
        ),
        source=_(
            "Joint Arrangements Act (Wet gemeenschappelijke regelingen), articles 1, 34, 34b and "
            "35, as amended on 1 July 2022 (Staatsblad 2022, 18) and as they were before; General "
            "Terms Act (Algemene termijnenwet), articles 1, 3 and 4; for Flanders the decree on "
            "local government (Decreet over het lokaal bestuur). The table has the period in which "
            "each rule holds."
        ),
        limits=_(
            "It is a computation, no legal advice. Other acts may set other terms for some bodies. "
            "Royal decrees are known until 2028; after that the Friday after Ascension Day is "
            "expected, which is said each time. Days of 2020 to 2022 between a holiday and a "
            "weekend are not in the table. Before July 2022 the law set no term for the opinion on "
            "a draft: councils gave their consent."
        ),
    ),
)
