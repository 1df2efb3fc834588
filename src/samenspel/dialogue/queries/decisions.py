# SPDX-License-Identifier: EUPL-1.2
"""The meetings of a round as everybody may see them: proposals, votes, decisions.

Votes of a ballot that is open are not in here, only whose votes are in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from samenspel.analysis.decision import (
    Cast,
    MajorityRule,
    QuorumCount,
    decisive,
    majority_alone,
    quorum_count,
)
from samenspel.dialogue.majorities import quorum_of, rule_of
from samenspel.dialogue.models import (
    Ballot,
    Decision,
    Mandate,
    Meeting,
    Proposal,
    Round,
)
from samenspel.dialogue.queries.ballot_rows import BallotRows, Given, Told
from samenspel.dialogue.queries.board_members import Member, members_of
from samenspel.dialogue.queries.board_power import board_power


@dataclass(frozen=True)
class CastLine:
    """How one member voted; ``cast`` None: it did not.

    ``differs``: the council asked for something else than most of the votes say.
    ``power`` at the majority of this proposal, None where the board is too large to count at once.
    """

    member: Member
    cast: Cast | None
    is_recorded: bool
    is_decisive: bool
    mandate: Told | None
    differs: bool
    power: Fraction | None

    @property
    def power_shown(self) -> float | None:
        """The power, for a page."""
        return None if self.power is None else float(self.power)

    @property
    def has_note(self) -> bool:
        """Whether there is something to say about this vote."""
        return self.differs or self.is_decisive or self.is_recorded

    @property
    def position(self) -> str:
        """``for``, ``against``, ``split``, ``abstained`` or empty."""
        if self.cast is None:
            return ""
        given = {
            "for": self.cast.in_favour,
            "against": self.cast.against,
            "abstained": self.cast.abstained,
        }
        names = [name for name, votes in given.items() if votes]
        return "split" if len(names) > 1 else (names or ["abstained"])[0]

    @property
    def voted(self) -> str:
        """The same in words."""
        if self.cast is None:
            return _("did not vote")
        position = self.position
        if position == "split":
            return _(
                "split: %(in_favour)s in favour, %(against)s against, %(abstained)s abstained"
            ) % {
                "in_favour": self.cast.in_favour,
                "against": self.cast.against,
                "abstained": self.cast.abstained,
            }
        if position == "abstained":
            return _("abstained")
        return _("in favour") if position == "for" else _("against")


@dataclass(frozen=True)
class BallotResult:
    """One ballot. While it is open ``lines`` is empty and ``tally`` too."""

    pk: int
    number: int
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    label: str
    tally: Mapping[str, Any]
    lines: tuple[CastLine, ...]
    voted: frozenset[int]
    present: frozenset[int]

    @property
    def identifier(self) -> str:
        """A name that is unique in a page."""
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether members can still vote."""
        return self.closed_at is None


@dataclass(frozen=True)
class ProposalResult:
    """A proposal with what became of it."""

    pk: int
    number: int
    title: str
    text: str
    document_number: int | None
    document_title: str
    state: str
    state_label: str
    rule: MajorityRule
    tie_rule: str
    tie_label: str
    majority_source: str
    quota: int
    ballots: tuple[BallotResult, ...]
    mandates: Mapping[int, Told]
    decision_pk: int | None
    outcome: str
    outcome_label: str
    by_chair: bool
    decided_at: datetime | None

    @property
    def open_ballot(self) -> BallotResult | None:
        """The ballot in which can be voted now."""
        return next((ballot for ballot in self.ballots if ballot.is_open), None)

    @property
    def last_closed(self) -> BallotResult | None:
        """The last ballot that was counted."""
        return next((ballot for ballot in reversed(self.ballots) if not ballot.is_open), None)

    @property
    def ties(self) -> int:
        """How often it was a tie."""
        return sum(1 for ballot in self.ballots if ballot.outcome == Ballot.Outcome.TIED)

    @property
    def awaits_chair(self) -> bool:
        """Whether it is for the chair now."""
        is_chairs = self.tie_rule == Proposal.TieRule.AGAIN_THEN_CHAIR
        return self.state == Proposal.State.TIED and self.ties > 1 and is_chairs


@dataclass(frozen=True)
class MeetingResult:
    """A meeting with its members and proposals.

    ``alone``: the member that has the majority by itself, which the law does not allow.
    """

    pk: int
    name: str
    begins_at: datetime
    place: str
    state: str
    state_label: str
    source: str
    quorum_members: int
    quorum_votes: int | None
    allows_split: bool
    members: tuple[Member, ...]
    quorum: QuorumCount
    alone: str
    proposals: tuple[ProposalResult, ...]

    @property
    def identifier(self) -> str:
        """A name that is unique in a page."""
        return str(self.pk)

    @property
    def votes(self) -> int:
        """All votes together."""
        return self.quorum.votes

    @property
    def open_proposal(self) -> ProposalResult | None:
        """What is voted on now."""
        return next((proposal for proposal in self.proposals if proposal.open_ballot), None)


def meetings_of(round_: Round) -> tuple[MeetingResult, ...]:
    """The meetings of a round that were not called off, the last one first; six queries."""
    meetings = list(
        Meeting.objects.filter(round=round_)
        .exclude(state=Meeting.State.CANCELLED)
        .order_by("-begins_at", "-pk")
    )
    if not meetings:
        return ()
    pks = [meeting.pk for meeting in meetings]
    members = members_of(pks)
    ballots = BallotRows(pks)
    proposals: dict[int, list[Proposal]] = defaultdict(list)
    rows = Proposal.objects.filter(meeting__in=pks).select_related("document", "decision")
    for proposal in rows.order_by("number"):
        proposals[proposal.meeting_id].append(proposal)
    return tuple(
        _meeting(meeting, members[meeting.pk], proposals[meeting.pk], ballots)
        for meeting in meetings
    )


def _meeting(
    row: Meeting, members: tuple[Member, ...], proposals: Sequence[Proposal], ballots: BallotRows
) -> MeetingResult:
    weights = [member.votes for member in members]
    alone = majority_alone(weights)
    return MeetingResult(
        pk=row.pk,
        name=row.name,
        begins_at=row.begins_at,
        place=row.place,
        state=row.state,
        state_label=str(row.get_state_display()),
        source=row.source,
        quorum_members=row.quorum_members,
        quorum_votes=row.quorum_votes,
        allows_split=row.allows_split,
        members=members,
        quorum=quorum_count(weights, [m.is_present for m in members], quorum_of(row)),
        alone="" if alone is None else members[alone].name,
        proposals=tuple(_proposal(proposal, members, ballots) for proposal in proposals),
    )


def _proposal(row: Proposal, members: tuple[Member, ...], ballots: BallotRows) -> ProposalResult:
    rule = rule_of(row)
    mandates = ballots.mandates[row.pk]
    power = powers(members, rule)
    found = tuple(
        _ballot(ballot, members, ballots.votes[ballot.pk], mandates, rule, power)
        for ballot in ballots.of_proposal[row.pk]
    )
    decision: Decision | None = getattr(row, "decision", None)
    return ProposalResult(
        pk=row.pk,
        number=row.number,
        title=row.title,
        text=row.text,
        document_number=row.document.number if row.document else None,
        document_title=row.document.title if row.document else "",
        state=row.state,
        state_label=str(row.get_state_display()),
        rule=rule,
        tie_rule=row.tie_rule,
        tie_label=str(row.get_tie_rule_display()),
        majority_source=row.majority_source,
        quota=rule.quota(sum(member.votes for member in members)),
        ballots=found,
        mandates=mandates,
        decision_pk=decision.pk if decision else None,
        outcome=decision.outcome if decision else "",
        outcome_label=str(decision.get_outcome_display()) if decision else "",
        by_chair=decision.by_chair if decision else False,
        decided_at=decision.at if decision else None,
    )


def powers(members: Sequence[Member], rule: MajorityRule) -> Mapping[int, Fraction]:
    """The power (Banzhaf) of each member when nobody abstains; empty where it cannot be said.

    A majority of heads is left out of it: it is the power by votes.
    """
    weights = tuple(member.votes for member in members)
    found = board_power(weights, rule.quota(sum(weights)))
    return {m.pk: one for m, one in zip(members, found, strict=True)} if found else {}


def _ballot(
    row: Ballot,
    members: tuple[Member, ...],
    votes: Mapping[int, Given],
    mandates: Mapping[int, Told],
    rule: MajorityRule,
    power: Mapping[int, Fraction],
) -> BallotResult:
    is_open = row.closed_at is None
    cast = {pk: given.cast for pk, given in votes.items()}
    turning = dict(zip(cast, decisive(list(cast.values()), rule), strict=True))
    lines = tuple(
        CastLine(
            member=member,
            cast=cast.get(member.pk),
            is_recorded=member.pk in votes and votes[member.pk].is_recorded,
            is_decisive=turning.get(member.pk, False),
            mandate=mandates.get(member.pk),
            differs=_differs(cast.get(member.pk), mandates.get(member.pk)),
            power=power.get(member.pk),
        )
        for member in members
    )
    return BallotResult(
        pk=row.pk,
        number=row.number,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        outcome=row.outcome,
        label=str(row.get_outcome_display()),
        tally=row.tally,
        lines=() if is_open else lines,
        voted=frozenset(votes),
        present=frozenset(row.present),
    )


def _differs(cast: Cast | None, mandate: Told | None) -> bool:
    if cast is None or mandate is None or mandate.position == Mandate.Position.FREE:
        return False
    if mandate.position == Mandate.Position.FOR:
        return bool(cast.against or cast.abstained)
    return bool(cast.in_favour or cast.abstained)
