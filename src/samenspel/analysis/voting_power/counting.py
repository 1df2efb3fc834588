# SPDX-License-Identifier: EUPL-1.2
"""Count the sets of members by their votes (and their size), exactly.

The sets of members are the terms of a product over all members: prod (1 + x^w) counts them by
votes, prod (1 + z x^w) by votes and size. The coefficients are kept side by side in ONE whole
number, each in a slot wide enough for the largest, so that a member is taken in with one shift and
one addition of that number, and nothing is ever rounded.

Sets WITHOUT a member of weight w need no second product. With F(t) the number of sets with at most
t votes, and G(t) that of the sets without the member, F(t) = G(t) + G(t - w); so
G(t) = F(t) - F(t - w) + F(t - 2w) - ..., and the sets that the member turns from losing into
winning are G(q - 1) - G(q - 1 - w). With sizes every step also moves one place up in size.

References
----------
Brams, Affuso (1976), Power and size: a new paradox, Theory and Decision 7, 29-56 (generating
function for Banzhaf). Mann, Shapley (1962), Values of large games VI, RAND RM-3158 (the same for
Shapley-Shubik, by Cantor). Bilbao et al. (2000), Generating functions for computing power indices
efficiently, TOP 8, 191-213.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

from samenspel.analysis.voting_power.errors import TooLargeError

MOST_BITS = 1 << 30
"""Memory that one table may take, in bits: 128 megabytes."""
_MANY = 5_000


class SetCounts:
    """Sets of members with at most t votes, for t from 0 to ``upto``, by size or all together.

    Parameters
    ----------
    weights
        Votes of each member, 1 or more.
    upto
        The most votes to count, 0 or more.
    by_size
        Count sets of 0, 1, 2 ... members apart.
    most_bits
        Refuse more memory than this.

    Raises
    ------
    TooLargeError
        The table would be larger than ``most_bits``.
    """

    def __init__(
        self,
        weights: Sequence[int],
        upto: int,
        *,
        by_size: bool,
        most_bits: int = MOST_BITS,
    ) -> None:
        members = len(weights)
        bits = table_bits(members, upto + 1, by_size=by_size)
        if bits > most_bits:
            raise TooLargeError(members, sum(weights), bits, most_bits)
        self.sizes = members + 1 if by_size else 1
        self.slot = slot_bits(members, by_size=by_size)
        self._row, self._rows = row_bytes(members, by_size=by_size), upto + 1
        self._table = self._at_most(sorted(weights)).to_bytes(self._row * self._rows, "little")

    def _at_most(self, weights: Sequence[int]) -> int:
        row, whole = 8 * self._row, 8 * self._row * self._rows
        size = self.slot if self.sizes > 1 else 0
        table = 1
        for weight in weights:
            table += _shifted(table, row * weight + size, whole)
        step = row
        while step < whole:  # 1 / (1 - x) = (1 + x)(1 + x^2)(1 + x^4) ...
            table += _shifted(table, step, whole)
            step *= 2
        return table

    def at_most(self, votes: int) -> int:
        """Sets with at most this many votes: a slot for each size; 0 below zero votes."""
        if votes < 0:
            return 0
        begin = votes * self._row
        return int.from_bytes(self._table[begin : begin + self._row], "little")

    def turned(self, weight: int, quota: int) -> list[int]:
        """Sets that a member of this weight turns into winning, by size from 0.

        ``weight`` is that of one of the members, ``quota`` from 1 to ``upto`` + 1. Without sizes
        the list has one number.
        """
        size = self.slot if self.sizes > 1 else 0
        shown = max(self.sizes - 1, 1)
        mask = (1 << shown * self.slot) - 1
        found, sign = 0, 1
        above = self.at_most(quota - 1)
        for step, votes in enumerate(range(quota - 1, -1, -weight)):
            if size * step >= shown * self.slot:
                break
            below = self.at_most(votes - weight)
            found += sign * ((above - below) << size * step)
            above, sign = below, -sign
        found &= mask
        one = (1 << self.slot) - 1
        return [found >> place * self.slot & one for place in range(shown)]


def slot_bits(members: int, *, by_size: bool) -> int:
    """Bits for the largest number of sets of so many members, of one size or of all."""
    return comb(members, members // 2).bit_length() if by_size else members + 1


def row_bytes(members: int, *, by_size: bool) -> int:
    """Bytes for the sets with one number of votes; whole ones, so that a row reads by itself."""
    return -(-(members + 1 if by_size else 1) * slot_bits(members, by_size=by_size) // 8)


def table_bits(members: int, rows: int, *, by_size: bool) -> int:
    """Memory for the sets with each of ``rows`` numbers of votes; the time goes with it.

    Of thousands of members it is a lower bound, found without the numbers themselves.
    """
    if members > _MANY:
        return rows * members * (members // 2 if by_size else 1)
    return 8 * rows * row_bytes(members, by_size=by_size)


def _shifted(table: int, bits: int, whole: int) -> int:
    """The table moved up, without what falls off at ``whole`` bits."""
    if bits >= whole:
        return 0
    kept = whole - bits
    if table.bit_length() > kept:
        table &= (1 << kept) - 1
    return table << bits


def window_sum(table: int, slot: int, first: int, last: int) -> int:
    """The sum of the slots from ``first`` to ``last``, both included, of a packed table.

    The sum itself fits in a slot. Halves are laid upon each other until one slot is left.
    """
    length = last - first + 1
    part = (table >> first * slot) & ((1 << length * slot) - 1)
    while length > 1:
        half = (length + 1) // 2
        part = (part >> half * slot) + (part & ((1 << half * slot) - 1))
        length = half
    return part
