# SPDX-License-Identifier: EUPL-1.2
"""What a board decided: quorum, weighted votes, majorities, ties and who was decisive.

Exact: whole numbers only. A majority is held against the votes that were cast; who abstains casts
none. That follows article 30 of the Gemeentewet (an absolute majority of those who cast a vote),
which article 22 of the Wet gemeenschappelijke regelingen applies to a general board. More than
half of the members must be there (article 20) and take part (article 29). At a tie nothing is
decided yet (article 32): it is voted on again, and what then happens is for the arrangement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class DecisionError(ValueError):
    """A rule or a vote that cannot be."""


class Outcome(StrEnum):
    """How a ballot ends; void: too few members took part."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    TIED = "tied"
    VOID = "void"


class Result(StrEnum):
    """Whether one condition was met; tied: as many against as in favour, where more were needed."""

    MET = "met"
    TIED = "tied"
    MISSED = "missed"


@dataclass(frozen=True)
class Quorum:
    """More than ``members`` per cent of the members, and of all ``votes`` where that is asked.

    Both 0 to 99; ``votes`` None asks nothing of the votes.
    """

    members: int = 50
    votes: int | None = None

    def __post_init__(self) -> None:
        if not all(0 <= share < 100 for share in (self.members, self.votes or 0)):
            raise DecisionError("a quorum is more than 0 to 99 per cent")


@dataclass(frozen=True)
class QuorumCount:
    """Who is there against who must be; ``votes_needed`` None: not asked."""

    members: int
    present: int
    needed: int
    votes: int
    votes_present: int
    votes_needed: int | None

    @property
    def is_reached(self) -> bool:
        """Whether enough members and votes are there."""
        return not self.lacking and not self.votes_lacking

    @property
    def lacking(self) -> int:
        """How many more members must be there."""
        return max(0, self.needed - self.present)

    @property
    def votes_lacking(self) -> int:
        """How many more votes must be there."""
        return max(0, (self.votes_needed or 0) - self.votes_present)


def quorum_count(
    weights: Sequence[int], present: Sequence[bool], quorum: Quorum | None = None
) -> QuorumCount:
    """Whether enough of the board is there.

    Parameters
    ----------
    weights
        Votes of each member, whole numbers of 0 or more, shape (n,).
    present
        Whether each is there, shape (n,).
    quorum
        How much must be there; without one more than half of the members.
    """
    asked = quorum or Quorum()
    total = sum(weights)
    return QuorumCount(
        members=len(weights),
        present=sum(present),
        needed=least(len(weights), asked.members, 100, is_strict=True),
        votes=total,
        votes_present=sum(w for w, here in zip(weights, present, strict=True) if here),
        votes_needed=None
        if asked.votes is None
        else least(total, asked.votes, 100, is_strict=True),
    )


def least(base: int, share: int, of: int, *, is_strict: bool) -> int:
    """The fewest of ``base`` that are more than ``share/of`` of it (at least, when not strict).

    Parameters
    ----------
    base
        Votes or members, 0 or more.
    share, of
        The part that is asked, as a fraction; ``of`` above 0.
    """
    return base * share // of + 1 if is_strict else -(-base * share // of)


@dataclass(frozen=True)
class MajorityRule:
    """What must be in favour: ``votes`` out of ``of`` of the votes cast, likewise of the members.

    More than that share where ``is_strict``, at least it otherwise. ``members`` None: heads are
    not counted. ``is_unanimous``: nobody against, instead of shares. Two thirds is (2, of 3).

    Raises
    ------
    DecisionError
        A share below 0 or above the whole, or more than the whole.
    """

    votes: int = 50
    members: int | None = None
    of: int = 100
    is_strict: bool = True
    is_unanimous: bool = False

    def __post_init__(self) -> None:
        shares = [self.votes, self.members or 0]
        if self.of < 1 or not all(0 <= share <= self.of for share in shares):
            raise DecisionError("a majority is a share between nothing and the whole")
        if self.is_strict and not self.is_unanimous and self.of in shares:
            raise DecisionError("more than the whole can never be in favour")

    @property
    def is_simple(self) -> bool:
        """Whether more than half of the votes is enough."""
        half = 2 * self.votes == self.of
        return half and self.is_strict and self.members is None and not self.is_unanimous

    def quota(self, total: int) -> int:
        """The votes that a proposal needs when nobody abstains, of ``total``; at least 1."""
        if self.is_unanimous:
            return max(1, total)
        return max(1, least(total, self.votes, self.of, is_strict=self.is_strict))


@dataclass(frozen=True)
class Cast:
    """The votes of one member, whole numbers of 0 or more; split when two of them are not 0."""

    in_favour: int = 0
    against: int = 0
    abstained: int = 0

    def __post_init__(self) -> None:
        if min(self.in_favour, self.against, self.abstained) < 0:
            raise DecisionError("votes are whole numbers of 0 or more")

    @property
    def flipped(self) -> Cast:
        """The same votes the other way."""
        return Cast(self.against, self.in_favour, self.abstained)


@dataclass(frozen=True)
class Counts:
    """Votes and heads. A member that splits counts for what most of its votes say.

    ``members_divided``: as many in favour as against. Who only abstains takes part without
    being one of these.
    """

    votes_for: int = 0
    votes_against: int = 0
    votes_abstained: int = 0
    members_for: int = 0
    members_against: int = 0
    members_divided: int = 0
    members_abstained: int = 0

    @property
    def votes_base(self) -> int:
        """The votes cast: in favour and against."""
        return self.votes_for + self.votes_against

    @property
    def members_base(self) -> int:
        """The members that cast a vote."""
        return self.members_for + self.members_against + self.members_divided

    def changed(self, cast: Cast, by: int) -> Counts:
        """These counts with the votes of one member more (1) or less (-1)."""
        head = _head(cast)
        return replace(
            self,
            votes_for=self.votes_for + by * cast.in_favour,
            votes_against=self.votes_against + by * cast.against,
            votes_abstained=self.votes_abstained + by * cast.abstained,
            **{head: getattr(self, head) + by},
        )


def _head(cast: Cast) -> str:
    if not cast.in_favour and not cast.against:
        return "members_abstained"
    if cast.in_favour == cast.against:
        return "members_divided"
    return "members_for" if cast.in_favour > cast.against else "members_against"


def counts_of(cast: Iterable[Cast]) -> Counts:
    """All votes and heads together."""
    counts = Counts()
    for votes in cast:
        counts = counts.changed(votes, 1)
    return counts


@dataclass(frozen=True)
class Condition:
    """One thing that was asked: ``what`` is votes, members or unanimity.

    ``counted`` of ``base`` in favour, where ``needed`` are asked; for unanimity ``counted`` is how
    many votes are against and ``needed`` 0.
    """

    what: str
    counted: int
    base: int
    needed: int
    result: Result


@dataclass(frozen=True)
class Tally:
    """A ballot that was counted."""

    counts: Counts
    conditions: tuple[Condition, ...]
    outcome: Outcome


def tally(cast: Iterable[Cast], rule: MajorityRule) -> Tally:
    """Count the votes of a ballot; void is for who knows the members (:func:`quorum_count`).

    Adopted when every condition is met and somebody is in favour; tied when the only thing that
    keeps it from that are as many against as in favour where more than half was asked.

    Parameters
    ----------
    cast
        The votes of each member that voted, in any order.
    rule
        What must be in favour.
    """
    return judged(counts_of(cast), rule)


def judged(counts: Counts, rule: MajorityRule) -> Tally:
    """The outcome of these counts."""
    conditions = tuple(_conditions(counts, rule))
    results = {condition.result for condition in conditions}
    if not counts.votes_for or Result.MISSED in results:
        outcome = Outcome.REJECTED
    else:
        outcome = Outcome.TIED if Result.TIED in results else Outcome.ADOPTED
    return Tally(counts, conditions, outcome)


def _conditions(counts: Counts, rule: MajorityRule) -> Iterable[Condition]:
    if rule.is_unanimous:
        against = counts.votes_against
        result = Result.MISSED if against else Result.MET
        yield Condition("unanimity", against, counts.votes_base, 0, result)
        return
    yield _share("votes", counts.votes_for, counts.votes_against, counts.votes_base, rule)
    if rule.members is not None:
        heads = replace(rule, votes=rule.members)
        base = counts.members_base
        yield _share("members", counts.members_for, counts.members_against, base, heads)


def _share(what: str, in_favour: int, against: int, base: int, rule: MajorityRule) -> Condition:
    needed = least(base, rule.votes, rule.of, is_strict=rule.is_strict)
    if in_favour >= needed:
        result = Result.MET
    elif in_favour == against and 2 * rule.votes == rule.of:
        result = Result.TIED
    else:
        result = Result.MISSED
    return Condition(what, in_favour, base, needed, result)


def decisive(cast: Sequence[Cast], rule: MajorityRule) -> tuple[bool, ...]:
    """Of each member whether the outcome were another one had it voted the other way.

    Parameters
    ----------
    cast
        The votes of each member that voted, shape (n,).
    rule
        What must be in favour.

    Returns
    -------
    In the order of ``cast``, shape (n,). Who only abstained is not: it has no other way.
    """
    counts = counts_of(cast)
    outcome = judged(counts, rule).outcome
    return tuple(
        judged(counts.changed(votes, -1).changed(votes.flipped, 1), rule).outcome != outcome
        for votes in cast
    )


def majority_alone(weights: Sequence[int]) -> int | None:
    """The place of the member that has more than half of all votes by itself; None: nobody.

    In a joint arrangement that is not allowed: no municipality may have the majority alone.

    Parameters
    ----------
    weights
        Votes of each member, whole numbers of 0 or more, shape (n,).
    """
    total = sum(weights)
    return next((place for place, votes in enumerate(weights) if 2 * votes > total), None)
