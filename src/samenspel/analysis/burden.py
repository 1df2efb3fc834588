# SPDX-License-Identifier: EUPL-1.2
"""Administrative burden (bestuurlijke drukte): the work of taking part in everything.

For one municipality in one arrangement, in a year, from five amounts (an :class:`Assumption` for
its legal form, each replaced by the real amount where that is known):

- **seats** it fills in the general board, or in the meeting that takes its place;
- **meetings** a year of that board;
- **member hours** = seats * meetings * hours of one member for one meeting, reading and travel
  included;
- **official hours** = meetings * hours of the municipality's officials for one meeting;
- **pages** = meetings * pages of papers for one meeting.

The burden of a municipality is the sum over its arrangements; per 10,000 inhabitants it is
``total * 10,000 / inhabitants``. A figure is *known* when every amount it is made of is known, else
*assumed*; the result keeps both sums apart.

Amounts are decimals of at most two places, so that all sums are of whole numbers: exact, whatever
the order, and rounded once at the end.

Source: Samenspel's own definition; the default amounts (``burden_assumptions``) are estimates, made
to be replaced. What it does not say: whether the work is worth it; and light forms of cooperation
that no register names weigh nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from samenspel.analysis.participation import Participations

FigureName = Literal["seats", "meetings", "member_hours", "official_hours", "pages"]
FIGURES: tuple[FigureName, ...] = get_args(FigureName)
"""What is measured, in order; the five amounts of a form have the same names."""
UNKNOWN_FORM = "unknown"
PLACES = 2
MOST = Decimal(10_000)
"""Largest amount, far above what anybody needs."""

# Which amounts each figure is the product of.
_FACTORS: Mapping[FigureName, tuple[FigureName, ...]] = {
    "seats": ("seats",),
    "meetings": ("meetings",),
    "member_hours": ("seats", "meetings", "member_hours"),
    "official_hours": ("meetings", "official_hours"),
    "pages": ("meetings", "pages"),
}
_INHABITANTS = 10_000
_HALF = 2**30


def checked_amount(value: Decimal) -> Decimal:
    """The amount, when it is one.

    Raises
    ------
    ValueError
        It is not a number from 0 to 10,000 with at most two decimals.
    """
    if not value.is_finite() or not 0 <= value <= MOST or value != round(value, PLACES):
        raise ValueError(f"{value} is not a number from 0 to {MOST} with at most two decimals")
    return value


@dataclass(frozen=True)
class Assumption:
    """What one legal form is taken to ask of one municipality, and why.

    ``seats`` to fill; ``meetings`` a year; ``member_hours`` of one member and ``official_hours`` of
    the municipality's officials for one meeting; ``pages`` of papers for one meeting.
    """

    seats: Decimal
    meetings: Decimal
    member_hours: Decimal
    official_hours: Decimal
    pages: Decimal
    note: str = ""

    def __post_init__(self) -> None:
        for name in FIGURES:
            checked_amount(getattr(self, name))


@dataclass(frozen=True)
class Known:
    """Real amounts, where known; the same as those of an :class:`Assumption`."""

    seats: Decimal | None = None
    meetings: Decimal | None = None
    member_hours: Decimal | None = None
    official_hours: Decimal | None = None
    pages: Decimal | None = None

    def __post_init__(self) -> None:
        for name in FIGURES:
            if getattr(self, name) is not None:
                checked_amount(getattr(self, name))

    def over(self, other: Known) -> Known:
        """These amounts, and those of the other where these are not known."""
        mine = ((item.name, getattr(self, item.name)) for item in fields(self))
        return Known(**{name: getattr(other, name) if own is None else own for name, own in mine})


NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Amount:
    """One figure: the parts that are known and assumed, exact."""

    known: Fraction = Fraction(0)
    assumed: Fraction = Fraction(0)

    @property
    def total(self) -> Fraction:
        """Both parts together."""
        return self.known + self.assumed

    def per(self, inhabitants: int | None) -> Fraction | None:
        """The total per 10,000 inhabitants; None when their number is not known, or 0."""
        return self.total * _INHABITANTS / inhabitants if inhabitants else None


@dataclass(frozen=True)
class Load:
    """The five figures of a municipality, or of one arrangement for a municipality."""

    seats: Amount
    meetings: Amount
    member_hours: Amount
    official_hours: Amount
    pages: Amount

    def __getitem__(self, figure: FigureName) -> Amount:
        found: Amount = getattr(self, figure)
        return found


def load_of(assumption: Assumption, known: Known = NOTHING_KNOWN) -> Load:
    """What one arrangement asks of one municipality in a year."""
    figures = {}
    for figure, factors in _FACTORS.items():
        product, is_known = Fraction(1), True
        for factor in factors:
            real = getattr(known, factor)
            is_known = is_known and real is not None
            product *= Fraction(getattr(assumption, factor) if real is None else real)
        figures[figure] = Amount(known=product) if is_known else Amount(assumed=product)
    return Load(**figures)


@dataclass(frozen=True, eq=False)
class Burden:
    """The burden of every municipality.

    Attributes
    ----------
    participations
        Who takes part in what.
    forms
        Legal form of each arrangement as it was counted, in order: ``unknown`` where there is no
        assumption for its own.
    loads
        What each arrangement asks of a member of whom nothing special is known, in order.
    special
        By (code, arrangement): what it asks of a member of whom something is known.
    """

    participations: Participations
    forms: tuple[str, ...]
    loads: tuple[Load, ...]
    special: Mapping[tuple[str, str], Load] = field(default_factory=dict)

    def of(self, code: str) -> Load:
        """The burden of one municipality; zero without arrangements.

        Raises
        ------
        KeyError
            No municipality of that day has this code.
        """
        place = self.participations.index_of(code)
        return Load(**{figure: self.amounts(figure)[place] for figure in FIGURES})

    def part(self, code: str, arrangement: str) -> Load:
        """What one arrangement asks of one of its members; KeyError for who is not in it."""
        if code not in self.participations.members_of(arrangement):
            raise KeyError(code)
        ordinary = self.loads[self.participations.column_of(arrangement)]
        return self.special.get((code, arrangement), ordinary)

    def amounts(self, figure: FigureName) -> tuple[Amount, ...]:
        """One figure of every municipality, in order."""
        return self._amounts[figure]

    @cached_property
    def _amounts(self) -> dict[FigureName, tuple[Amount, ...]]:
        found = {}
        for figure in FIGURES:
            unit = 10 ** (PLACES * len(_FACTORS[figure]))
            known, assumed = (self._sums(figure, part, unit) for part in ("known", "assumed"))
            found[figure] = tuple(
                Amount(Fraction(one, unit), Fraction(other, unit))
                for one, other in zip(known, assumed, strict=True)
            )
        return found

    def _sums(self, figure: FigureName, part: Literal["known", "assumed"], unit: int) -> list[int]:
        """The sums of a part of a figure over the arrangements, in units."""

        def units(load: Load) -> int:
            return int(getattr(load[figure], part) * unit)

        ordinary = [units(load) for load in self.loads]
        # In two halves: products of three large amounts would not fit in 64 bits when added up.
        halves = np.array([divmod(number, _HALF) for number in ordinary], dtype=np.int64)
        high, low = (self.participations.matrix @ halves.reshape(-1, 2)).T.tolist()
        sums = [int(one) * _HALF + int(other) for one, other in zip(high, low, strict=True)]
        for (code, arrangement), load in self.special.items():
            place = self.participations.index_of(code)
            sums[place] += units(load) - ordinary[self.participations.column_of(arrangement)]
        return sums


def burden(
    participations: Participations,
    forms: Sequence[str],
    assumptions: Mapping[str, Assumption],
    *,
    known: Mapping[str, Known] | None = None,
    known_of_member: Mapping[tuple[str, str], Known] | None = None,
) -> Burden:
    """The burden of all municipalities at once; see the module for the definitions.

    Parameters
    ----------
    forms
        Legal form of each arrangement, in order; one without an assumption, and an empty one,
        count as the form ``unknown``.
    assumptions
        By legal form; ``unknown`` is one of them.
    known
        By arrangement, what is known of it for each of its members.
    known_of_member
        By (code, arrangement), what is known of one member; goes before ``known``. Of who is not a
        member it counts for nothing.

    Raises
    ------
    ValueError
        The number of forms is not that of the arrangements, or ``unknown`` has no assumption.
    """
    if len(forms) != len(participations.arrangements):
        raise ValueError(f"{len(participations.arrangements)} forms are needed, not {len(forms)}")
    if UNKNOWN_FORM not in assumptions:
        raise ValueError("there must be an assumption for the form unknown")
    counted = tuple(form if form in assumptions else UNKNOWN_FORM for form in forms)
    of_all = known or {}
    real = tuple(of_all.get(key, NOTHING_KNOWN) for key in participations.arrangements)
    special = {}
    for (code, arrangement), own in (known_of_member or {}).items():
        if _takes_part(participations, code, arrangement):
            column = participations.column_of(arrangement)
            assumption = assumptions[counted[column]]
            special[code, arrangement] = load_of(assumption, own.over(real[column]))
    return Burden(
        participations=participations,
        forms=counted,
        loads=tuple(
            load_of(assumptions[form], one) for form, one in zip(counted, real, strict=True)
        ),
        special=special,
    )


def _takes_part(participations: Participations, code: str, arrangement: str) -> bool:
    try:
        return arrangement in participations.arrangements_of(code)
    except KeyError:
        return False
