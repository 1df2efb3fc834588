# SPDX-License-Identifier: EUPL-1.2
"""The nucleolus of a cost game, exactly.

Of the divisions in which nobody pays more than alone, the nucleolus is the one that makes the
smallest advantage of any coalition as large as possible, then the second smallest, and so on. It
exists whenever together is not dearer than everybody alone, there is only one, and it lies in the
core when the core is not empty.

It is found by a row of linear programs. Each makes the smallest advantage of the coalitions that
are still free as large as it can be; those that hold it back (a positive amount in the dual) are
settled, and so are all whose amount follows from the settled ones. There are fewer programs than
players. They are solved in exact fractions, from the dual side: a basis then has a row per player
and one more, and the coalitions are only looked at to find the one that enters.

References
----------
D. Schmeidler (1969), SIAM J. Appl. Math. 17(6), 1163-1170.
M. Maschler, B. Peleg, L. Shapley (1979), Math. Oper. Res. 4(4), 303-338: the row of programs.
E. Kohlberg (1971), SIAM J. Appl. Math. 20(1), 62-66: the test by which a nucleolus is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from samenspel.analysis.cost_sharing.errors import NoAgreementError
from samenspel.analysis.cost_sharing.games import CostGame, sums
from samenspel.analysis.cost_sharing.simplex import Column, Solution, minimised
from samenspel.analysis.cost_sharing.span import Span


class _Settled(NamedTuple):
    """A coalition and what its members pay in the nucleolus."""

    coalition: int
    paid: Fraction


def nucleolus(game: CostGame) -> dict[str, Fraction]:
    """The division that leaves the worst off coalition as well off as it can be.

    Raises
    ------
    NoAgreementError
        Together costs more than everybody alone.
    """
    number = len(game.players)
    alone = [game.costs[1 << place] for place in range(number)]
    if game.total > sum(alone):
        raise NoAgreementError("together costs more than everybody alone")
    settled = [_Settled(game.everybody, game.total)]
    span = Span(number)
    span.add(game.everybody)
    free = [coalition for coalition in range(1, game.everybody) if coalition not in span]
    amounts: Sequence[Fraction] = (game.total,)
    while free:
        program = _Program(game, alone, free, settled)
        solution = program.solved()
        *amounts, smallest = solution.prices
        settled += [
            _Settled(coalition, game.costs[coalition] - smallest)
            for coalition in program.holding_back(solution)
            if span.add(coalition)
        ]
        free = [coalition for coalition in free if coalition not in span]
    return dict(zip(game.players, amounts, strict=True))


class _Program:
    """One of the linear programs; its prices are the amounts and the smallest advantage.

    Rows of the dual: a player each, and one for the advantage. Columns: the free coalitions, each
    player alone (nobody pays more than that), and each settled coalition twice, as its amount is
    exactly known and its dual may have either sign.
    """

    def __init__(
        self,
        game: CostGame,
        alone: Sequence[Fraction],
        free: Sequence[int],
        settled: Sequence[_Settled],
    ) -> None:
        self._game = game
        self._number = len(alone)
        self._free = free
        others = [(self._vector(1 << place), cost) for place, cost in enumerate(alone)]
        for coalition, paid in settled:
            vector = self._vector(coalition)
            others += [(vector, paid), (tuple(-value for value in vector), -paid)]
        self._others = [
            Column(len(game.costs) + place, vector, cost)
            for place, (vector, cost) in enumerate(others)
        ]

    def solved(self) -> Solution:
        """Begins with one free coalition, its others alone, and everybody with a minus."""
        first = self._free[0]
        # The member whose column alone is not needed, because the free coalition has its row.
        spare = (first & -first).bit_length() - 1
        start = [self._others[place] for place in range(self._number)]
        start[spare] = self._others[self._number + 1]
        start.append(self._coalition(first))
        right = [Fraction(0)] * self._number + [Fraction(1)]
        return minimised(start, right, self._inverse(first, spare), self._entering)

    def holding_back(self, solution: Solution) -> list[int]:
        """Free coalitions whose advantage is the smallest in every best division."""
        return sorted(
            column.place
            for column, amount in solution.used
            if amount and column.place < len(self._game.costs)
        )

    def _inverse(self, first: int, spare: int) -> list[list[Fraction]]:
        """The inverse of the first basis, written down: its columns are nearly units."""
        size = self._number + 1
        inverse = []
        for row in range(self._number):
            line = [Fraction(0)] * size
            if row == spare:  # minus everybody
                line[spare], line[-1] = Fraction(-1), Fraction(1)
            else:  # a player alone
                line[row], line[spare] = Fraction(1), Fraction(-1)
                line[-1] = Fraction(1 - (first >> row & 1))
            inverse.append(line)
        inverse.append([Fraction(0)] * self._number + [Fraction(1)])
        return inverse

    def _entering(self, prices: Sequence[Fraction], take_first: bool) -> Column | None:
        *amounts, smallest = prices
        paid = sums(amounts)
        best, saves = None, Fraction(0)
        for coalition in self._free:
            reduced = self._game.costs[coalition] - paid[coalition] - smallest
            if reduced < saves:
                best, saves = self._coalition(coalition), reduced
                if take_first:
                    return best
        for column in self._others:
            due = sum(
                (p * v for p, v in zip(amounts, column.vector[:-1], strict=True)), Fraction(0)
            )
            if column.cost - due < saves:
                best, saves = column, column.cost - due
                if take_first:
                    return best
        return best

    def _coalition(self, coalition: int) -> Column:
        members = self._vector(coalition)[:-1]
        return Column(coalition, (*members, 1), self._game.costs[coalition])

    def _vector(self, coalition: int) -> tuple[int, ...]:
        return (*(coalition >> place & 1 for place in range(self._number)), 0)
