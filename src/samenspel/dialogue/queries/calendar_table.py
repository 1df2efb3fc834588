# SPDX-License-Identifier: EUPL-1.2
"""The days of a round as open data."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.round_calendar import RoundCalendar
from samenspel.register.open_data import Field, OpenTable


def calendar_table(page: RoundCalendar, round_: Round) -> OpenTable:
    """A row for each day or period: kind, first and last day, what, who, why."""
    return OpenTable(
        name=f"kalender-{round_.slug[:80]}",
        title=_("Calendar: %(title)s") % {"title": round_.title},
        fields=(
            Field("kind", _("Kind of day")),
            Field("begins", _("First day")),
            Field("ends", _("Last day")),
            Field("what", _("What")),
            Field("who", _("Who")),
            Field("why", _("Why on this day")),
        ),
        rows=[
            [
                moment.kind,
                moment.on,
                moment.last,
                moment.title,
                "; ".join(moment.who),
                " ".join(moment.explanation.lines) if moment.explanation else "",
            ]
            for moment in page.moments
        ],
        on=round_.sent_on or page.first,
        sources=(round_.organisation.name,),
        licences=(),
        methods=("terms",),
    )
