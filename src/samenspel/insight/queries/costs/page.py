# SPDX-License-Identifier: EUPL-1.2
"""What if the costs of an arrangement were shared otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from samenspel.analysis.cost_sharing import (
    CostSharingError,
    Effect,
    by_weight,
    divided,
    effects,
    equally,
    growth_in,
    mixed,
    with_fixed_part,
)
from samenspel.insight.queries.arrangement.page import ArrangementInsight

EXAMPLE_TOTAL = 100_000_000
"""Cents to begin with where the costs are not known: a million euro."""
FEWEST = 2


class FixedTooMuchError(CostSharingError):
    """The fixed amounts together are more than the costs."""


@dataclass(frozen=True)
class Question:
    """A division to try.

    ``total`` and ``fixed`` (for each municipality) are in cents; ``old`` is ``bekend``,
    ``inwoners`` or ``gelijk``; the parts are weights of 0 or more, ``use`` is by code.
    """

    total: int
    old: str
    by_inhabitants: int
    by_equal: int
    by_use: int
    fixed: int
    years: int
    use: Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """One municipality: what it pays before and after, and in the years between, in cents."""

    code: str
    name: str
    slug: str
    effect: Effect
    years: tuple[int, ...]

    @property
    def old(self) -> Decimal:
        """Euro before."""
        return Decimal(self.effect.old or 0) / 100

    @property
    def new(self) -> Decimal:
        """Euro afterwards."""
        return Decimal(self.effect.new) / 100

    @property
    def difference(self) -> Decimal:
        """Euro more; below 0 is less."""
        return Decimal(self.effect.difference or 0) / 100

    @property
    def old_per_inhabitant(self) -> Fraction | None:
        """Euro per inhabitant before."""
        return _euro(self.effect.old_per_inhabitant)

    @property
    def new_per_inhabitant(self) -> Fraction | None:
        """Euro per inhabitant afterwards."""
        return _euro(self.effect.new_per_inhabitant)

    @property
    def difference_per_inhabitant(self) -> Fraction | None:
        """Euro per inhabitant more; below 0 is less."""
        return _euro(self.effect.difference_per_inhabitant)

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """Euro in each of the years, the old division first."""
        return tuple(Decimal(amount) / 100 for amount in self.years)


@dataclass(frozen=True)
class Answer:
    """What the question leads to; ``lines`` from who pays most more to who pays most less."""

    question: Question
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        """The costs in euro."""
        return Decimal(self.question.total) / 100

    @property
    def moved(self) -> Decimal:
        """Euro that some pay more and others less."""
        return sum((line.difference for line in self.lines if line.difference > 0), Decimal(0))

    @property
    def more(self) -> int:
        """How many pay more."""
        return sum(line.difference > 0 for line in self.lines)

    @property
    def less(self) -> int:
        """How many pay less."""
        return sum(line.difference < 0 for line in self.lines)


def _euro(cents: Fraction | None) -> Fraction | None:
    return None if cents is None else cents / 100


def can_be_shared(page: ArrangementInsight) -> bool:
    """Whether there are at least two municipalities to share costs."""
    return len(page.members) >= FEWEST


def answer(page: ArrangementInsight, question: Question) -> Answer:
    """The division now and afterwards, for each municipality.

    Raises
    ------
    FixedTooMuchError
        The fixed amounts are more than the total.
    CostSharingError
        A key that cannot be, such as payments of which all are 0.
    """
    people = {member.code: member.population for member in page.members}
    old = divided(question.total, _old_shares(page, question))
    new = _new(page, question)
    steps = growth_in(old, new, years=question.years)
    members = {member.code: member for member in page.members}
    lines = [
        Line(
            code=effect.code,
            name=members[effect.code].name,
            slug=members[effect.code].slug,
            effect=effect,
            years=tuple(step[effect.code] for step in steps),
        )
        for effect in effects(old, new, inhabitants=people)
    ]
    return Answer(question, tuple(sorted(lines, key=_order)))


def _order(line: Line) -> tuple[Fraction, Decimal, str]:
    return -(line.difference_per_inhabitant or Fraction(0)), -line.difference, line.code


def _old_shares(page: ArrangementInsight, question: Question) -> dict[str, Fraction]:
    if question.old == "bekend":
        return by_weight({member.code: member.paid or 0 for member in page.members})
    if question.old == "inwoners":
        return _by_inhabitants(page)
    return equally(member.code for member in page.members)


def _by_inhabitants(page: ArrangementInsight) -> dict[str, Fraction]:
    return by_weight({member.code: member.population or 0 for member in page.members})


def _new(page: ArrangementInsight, question: Question) -> dict[str, int]:
    """First the fixed amounts, then the keys; as one division, so that cents are rounded once."""
    parts = []
    if question.by_inhabitants:
        parts.append((question.by_inhabitants, _by_inhabitants(page)))
    if question.by_equal:
        parts.append((question.by_equal, equally(member.code for member in page.members)))
    if question.by_use:
        parts.append((question.by_use, by_weight(question.use)))
    fixed = question.fixed * len(page.members)
    if fixed > question.total:
        raise FixedTooMuchError("the fixed amounts are more than the total")
    part = Fraction(fixed, question.total) if question.total else Fraction(0)
    return divided(question.total, with_fixed_part(mixed(parts), fixed=part))
