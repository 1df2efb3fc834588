# SPDX-License-Identifier: EUPL-1.2
"""A small round that is being decided: a board, delegates, a meeting that is open or planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from samenspel.accounts.rules import Actor
from samenspel.dialogue import chain
from samenspel.dialogue.actions import meetings as actions
from samenspel.dialogue.actions.meetings import DelegationValues, MeetingValues, ProposalValues
from samenspel.dialogue.models import Ballot, Delegation, Meeting, Proposal, Vote
from samenspel.dialogue.payloads import PAYLOADS
from tests.dialogue.small_round import AT, World, make_world

VALUES = MeetingValues(name="Regioraad", begins_at=AT + timedelta(days=60), place="Stadhuis")
ASKED = ProposalValues(title="Vaststellen", text="De regeling wordt vastgesteld.")


@dataclass(frozen=True)
class Board:
    """A meeting in a small world; member number n is the council of municipality n."""

    world: World
    meeting: Meeting
    members: tuple[Delegation, ...]
    proposal: Proposal
    secretariat: Actor

    def delegate(self, index: int) -> Actor:
        return self.world.actor("councillor", index)

    def fresh(self, row: object) -> object:
        """A row as it is in the database now."""
        return type(row)._default_manager.get(pk=row.pk)  # type: ignore[attr-defined]

    def ask(self, **changes: object) -> Proposal:
        """Another proposal."""
        values = replace(ASKED, **changes)  # type: ignore[arg-type]
        return actions.add_proposal(meeting=self.meeting, values=values, by=self.secretariat, at=AT)

    def open_ballot(self, proposal: Proposal | None = None, at: datetime = AT) -> Ballot:
        asked = proposal or self.proposal
        return actions.open_ballot(proposal=asked, by=self.secretariat, at=at)

    def vote(self, ballot: Ballot, index: int, *cast: int, at: datetime = AT) -> Vote:
        """The delegate of a member votes: so many in favour, against, abstained."""
        votes = (*cast, 0, 0, 0)[:3]
        return actions.vote(
            ballot=ballot,
            delegation=self.members[index],
            votes_for=votes[0],
            votes_against=votes[1],
            votes_abstained=votes[2],
            by=self.delegate(index),
            at=at,
        )

    def close(self, ballot: Ballot, at: datetime = AT) -> Ballot:
        return actions.close_ballot(ballot=ballot, by=self.secretariat, at=at)

    def ballot(self, choices: str, proposal: Proposal | None = None) -> Ballot:
        """A whole ballot: one sign per member: + in favour, - against, 0 abstains, . does not."""
        ballot = self.open_ballot(proposal)
        for index, sign in enumerate(choices):
            votes = self.members[index].votes
            if sign != ".":
                cast = {"+": (votes,), "-": (0, votes), "0": (0, 0, votes)}[sign]
                self.vote(ballot, index, *cast)
        return self.close(ballot)


def make_board(
    votes: Sequence[int] = (3, 2, 1),
    *,
    is_open: bool = True,
    stage: str = "deciding",
    slug: str = "proef",
    **values: object,
) -> Board:
    """A board with these votes, all there with a delegate each; the first one takes the chair."""
    world = make_world(councils=len(votes), stage=stage, slug=slug)
    seal(world)
    by = world.actor("secretariat")
    planned = replace(VALUES, **values)  # type: ignore[arg-type]
    meeting = actions.plan_meeting(round_=world.round, values=planned, by=by, at=AT)
    members = []
    for index, number in enumerate(votes):
        row = Delegation.objects.get(meeting=meeting, addressee=world.councils[index])
        told = DelegationValues(row.name, number, is_chair=index == 0)
        members.append(actions.set_delegation(meeting=meeting, values=told, by=by, at=AT))
    proposal = actions.add_proposal(meeting=meeting, values=ASKED, by=by, at=AT)
    board = Board(world, meeting, tuple(members), proposal, by)
    if is_open:
        begin(board)
    return replace(board, meeting=Meeting.objects.get(pk=meeting.pk))


def seal(world: World) -> None:
    """Put what the small world has in its tables directly into the chain."""
    for kind in ("text_published", "round_sent", "opinion_sent"):
        recipe = PAYLOADS[kind]
        path = "pk" if kind == "round_sent" else recipe.round_path
        for row in recipe.model._default_manager.filter(recipe.required, **{path: world.round.pk}):
            chain.append(
                round_=world.round, kind=kind, key=row.pk, payload=recipe.payload(row), at=AT
            )


def begin(board: Board) -> None:
    """Everybody is there and has a delegate; the meeting opens."""
    for index, member in enumerate(board.members):
        actions.name_delegate(
            delegation=member,
            user=board.world.user("councillor", index),
            by=board.world.actor("clerk", index),
            at=AT,
        )
        actions.set_present(delegation=member, is_present=True, by=board.secretariat, at=AT)
    actions.open_meeting(meeting=board.meeting, by=board.secretariat, at=AT)
