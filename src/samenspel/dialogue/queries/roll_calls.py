# SPDX-License-Identifier: EUPL-1.2
"""Every vote of every closed ballot of a round, as an open table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.decisions import CastLine, meetings_of
from samenspel.register.open_data import Field, OpenTable, Value


def roll_call_table(round_: Round, on: date) -> OpenTable:
    """A row for each member in each ballot that was counted, whether it voted or not."""
    return OpenTable(
        name=f"{round_.slug}-stemmen",
        title=_("Votes in the board: %(round)s") % {"round": round_.title},
        fields=_fields(),
        rows=list(_rows(round_)),
        on=on,
        sources=(round_.organisation.name,),
        licences=("CC0",),
        methods=("board-decision", "voting-power"),
    )


def _fields() -> tuple[Field, ...]:
    return (
        Field("meeting", _("Meeting")),
        Field("proposal", _("Proposal")),
        Field("title", _("Title")),
        Field("ballot", _("Ballot"), _("1 is the first time, 2 the vote after a tie.")),
        Field("outcome", _("Outcome of the ballot")),
        Field("member", _("Member")),
        Field("code", _("Municipal code")),
        Field("votes", _("Votes")),
        Field("votes_for", _("In favour")),
        Field("votes_against", _("Against")),
        Field("votes_abstained", _("Abstained")),
        Field("mandate", _("Mandate of the council")),
        Field("differs", _("Voted otherwise than the mandate")),
        Field("decisive", _("Decisive"), _("Another vote would have changed the outcome.")),
        Field("power", _("Power (Banzhaf)"), _("Part of 1, at the majority of this proposal.")),
        Field("is_recorded", _("Called out in the room")),
    )


def _rows(round_: Round) -> Iterator[tuple[Value, ...]]:
    for meeting in meetings_of(round_):
        for proposal in meeting.proposals:
            for ballot in proposal.ballots:
                head = (
                    meeting.name,
                    proposal.number,
                    proposal.title,
                    ballot.number,
                    ballot.outcome,
                )
                for line in ballot.lines:
                    yield (*head, *_cells(line))


def _cells(line: CastLine) -> tuple[Value, ...]:
    cast = line.cast
    return (
        line.member.name,
        line.member.code or None,
        line.member.votes,
        cast.in_favour if cast else None,
        cast.against if cast else None,
        cast.abstained if cast else None,
        line.mandate.position if line.mandate else None,
        line.differs,
        line.is_decisive,
        line.power,
        line.is_recorded,
    )
