# SPDX-License-Identifier: EUPL-1.2
"""Linear programs in exact fractions: the revised simplex method, columns made when asked for.

Minimises the cost of amounts of columns, each 0 or more, whose vectors add up to a right-hand side.
The column that saves most enters. After a step that saved nothing it is the first one that saves
(R. Bland, 1977, Math. Oper. Res. 2(2), 103-107), so that it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from samenspel.analysis.cost_sharing.keys import Number


class Column(NamedTuple):
    """A column: its fixed place among all, its vector and its cost."""

    place: int
    vector: tuple[int, ...]
    cost: Fraction


Pricing = Callable[[Sequence[Fraction], bool], "Column | None"]
"""The column to enter at these prices, None when none saves; ``True`` asks for the first one."""


@dataclass(frozen=True)
class Solution:
    """Prices of the rows (the solution of the dual), the columns used and how much of each."""

    prices: tuple[Fraction, ...]
    used: tuple[tuple[Column, Fraction], ...]


def minimised(
    start: Sequence[Column],
    right: Sequence[Fraction],
    inverse: list[list[Fraction]],
    price: Pricing,
) -> Solution:
    """The cheapest combination of columns.

    Parameters
    ----------
    start
        A column for each row that together form a feasible basis.
    right
        The right-hand side.
    inverse
        The inverse of the matrix of ``start``.
    price
        Finds the column that enters; it knows them all.
    """
    columns = list(start)
    amounts = [_product(row, right) for row in inverse]
    saved_nothing = False
    while True:
        prices = [
            _product([column.cost for column in columns], [row[place] for row in inverse])
            for place in range(len(right))
        ]
        entering = price(prices, saved_nothing)
        if entering is None:
            return Solution(tuple(prices), tuple(zip(columns, amounts, strict=True)))
        rates = [_product(row, entering.vector) for row in inverse]
        step, _place, leaving = min(
            (amounts[row] / rate, columns[row].place, row)
            for row, rate in enumerate(rates)
            if rate > 0
        )
        saved_nothing = not step
        _pivot(inverse, amounts, rates, leaving)
        columns[leaving] = entering


def _pivot(
    inverse: list[list[Fraction]], amounts: list[Fraction], rates: list[Fraction], leaving: int
) -> None:
    unit = rates[leaving]
    inverse[leaving] = [value / unit for value in inverse[leaving]]
    amounts[leaving] /= unit
    for row, rate in enumerate(rates):
        if row != leaving and rate:
            pairs = zip(inverse[row], inverse[leaving], strict=True)
            inverse[row] = [value - rate * other for value, other in pairs]
            amounts[row] -= rate * amounts[leaving]


def _product(one: Sequence[Fraction], other: Sequence[Number]) -> Fraction:
    return sum((a * b for a, b in zip(one, other, strict=True) if a and b), Fraction(0))
