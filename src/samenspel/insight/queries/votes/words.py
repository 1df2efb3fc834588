# SPDX-License-Identifier: EUPL-1.2
"""Who can decide and who can block, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.analysis.voting_power import (
    Game,
    Part,
    Pattern,
    TooLargeError,
    count_minimal_winning,
    minimal_winning_patterns,
)
from samenspel.insight.queries.votes.board import Line, Measured
from samenspel.insight.queries.votes.measure import MOST_BITS
from samenspel.register.labels import in_words

SHOWN = 5
"""Patterns of coalitions in a list."""
NAMED = 4
"""Members called by their names rather than by their number."""
CLEARLY = Fraction(1, 100)
"""Power and votes that differ less than this are called about the same."""


@dataclass(frozen=True)
class Way:
    """One way to decide, or to block: who together, and in how many combinations of members."""

    text: str
    members: int
    votes: int
    coalitions: int


@dataclass(frozen=True)
class Ways:
    """The smallest groups that decide, or block; ``number`` is of all of them, None is unknown."""

    ways: tuple[Way, ...]
    number: int | None
    is_complete: bool


@dataclass(frozen=True)
class Group:
    """Members with equal power: their names, their votes from low to high, the power of each."""

    names: tuple[str, ...]
    least_votes: int
    most_votes: int
    banzhaf: Fraction

    @property
    def has_different_votes(self) -> bool:
        """Whether members with more votes than others have no more power."""
        return self.least_votes < self.most_votes


@dataclass(frozen=True)
class Difference:
    """Members whose part of the power differs most from their part of the votes."""

    names: tuple[str, ...]
    share: Fraction
    banzhaf: Fraction

    @property
    def text(self) -> str:
        """The members: a few by name, many by their number."""
        if len(self.names) <= NAMED:
            return in_words(self.names)
        return _("%(names)s and %(others)s others") % {
            "names": ", ".join(self.names[:2]),
            "others": len(self.names) - 2,
        }


@dataclass(frozen=True)
class Words:
    """What stands out: names of members, and ways to decide and to block.

    ``forbidden`` has more than half of all votes, ``alone`` decides whatever the others do; both
    are empty when nobody does. ``above`` have clearly (a percentage point or more) more power than
    votes, ``below`` less: those that differ most. On a board that was changed ``gains`` and
    ``loses`` are the members whose power rises and falls most, ``merged`` is one that several
    became; None where nobody does.
    """

    blockers: tuple[str, ...]
    dummies: tuple[str, ...]
    alone: str
    forbidden: str
    winning: Ways
    blocking: Ways
    groups: tuple[Group, ...]
    above: Difference | None
    below: Difference | None
    largest_difference: Fraction
    gains: Line | None = None
    loses: Line | None = None
    merged: Line | None = None

    @property
    def equal_with_different_votes(self) -> tuple[Group, ...]:
        """Groups in which more votes give no more power; without those who have none."""
        return tuple(g for g in self.groups if g.has_different_votes and g.banzhaf)


def words_of(found: Measured) -> Words:
    """What stands out in a board."""
    game, power = found.board.game, found.power
    by_difference = sorted(found.lines, key=lambda line: line.more_than_votes)
    low, high = by_difference[0], by_difference[-1]
    return Words(
        blockers=found.named(game.vetoers),
        dummies=found.named(power.dummies),
        alone=_name(found, game.dictator),
        forbidden=_name(found, game.majority_holder),
        winning=_listed(found, game),
        blocking=_listed(found, game.dual),
        groups=tuple(_group(found, places) for places in power.groups),
        above=_difference(found, high) if high.more_than_votes >= CLEARLY else None,
        below=_difference(found, low) if low.more_than_votes <= -CLEARLY else None,
        largest_difference=max(high.more_than_votes, -low.more_than_votes),
        **_changes(found),
    )


def _changes(found: Measured) -> dict[str, Line | None]:
    if not found.is_changed:
        return {}
    compared = [line for line in found.lines if line.change is not None]
    by_change = sorted(compared, key=lambda line: line.change or Fraction(0))
    return {
        "gains": next((line for line in reversed(by_change) if (line.change or 0) > 0), None),
        "loses": next((line for line in by_change if (line.change or 0) < 0), None),
        "merged": next((line for line in compared if line.seat.merged_from), None),
    }


def _difference(found: Measured, one: Line) -> Difference:
    alike = [line.seat.name for line in found.lines if line.power.votes == one.power.votes]
    return Difference(tuple(alike), one.power.share, one.power.banzhaf)


def _name(found: Measured, place: int | None) -> str:
    return "" if place is None else found.board.seats[place].name


def _listed(found: Measured, game: Game) -> Ways:
    """The smallest groups that win in a game of these members."""
    patterns = minimal_winning_patterns(game, most=SHOWN)
    try:
        number = count_minimal_winning(game, most_bits=MOST_BITS)
    except TooLargeError:
        number = None
    return Ways(_ways(found, patterns.patterns), number, patterns.is_complete)


def _ways(found: Measured, patterns: Sequence[Pattern]) -> tuple[Way, ...]:
    names: dict[int, list[str]] = {}
    for line in found.lines:
        names.setdefault(line.seat.votes, []).append(line.seat.name)
    return tuple(
        Way(
            text=" + ".join(_part(part, names[part.votes]) for part in pattern.parts),
            members=pattern.size,
            votes=pattern.votes,
            coalitions=pattern.coalitions,
        )
        for pattern in patterns
    )


def _part(part: Part, names: Sequence[str]) -> str:
    if part.taken == part.members <= NAMED:
        return in_words(names)
    if part.taken == part.members:
        return ngettext(
            "all %(members)s members with %(votes)s vote",
            "all %(members)s members with %(votes)s votes",
            part.votes,
        ) % {"members": part.members, "votes": part.votes}
    if part.members <= NAMED:
        return _("%(taken)s of the %(members)s (%(names)s)") % {
            "taken": part.taken,
            "members": part.members,
            "names": ", ".join(names),
        }
    return ngettext(
        "%(taken)s of the %(members)s members with %(votes)s vote",
        "%(taken)s of the %(members)s members with %(votes)s votes",
        part.votes,
    ) % {"taken": part.taken, "members": part.members, "votes": part.votes}


def _group(found: Measured, places: Sequence[int]) -> Group:
    members = [found.power.members[place] for place in places]
    votes = [member.votes for member in members]
    return Group(
        names=tuple(sorted(found.named(places))),
        least_votes=min(votes),
        most_votes=max(votes),
        banzhaf=members[0].banzhaf,
    )
