# SPDX-License-Identifier: EUPL-1.2
"""Flows between places: a sparse origin-destination matrix with named zones.

Commuting, moving, students, shopping: the origin is where people live, the destination where they
work, move to, learn or shop. A flow is a number of people (or jobs); the words are those of
commuting: ``residents`` of a zone are all that leave from it, ``jobs`` all that arrive in it, its
own inhabitants that stay included.

Amounts are kept as whole numbers of a decimal unit, so that every sum is exact and the same in
whatever order it is made, on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import polars as pl

IntVector: TypeAlias = NDArray[np.int64]
FloatVector: TypeAlias = NDArray[np.float64]

# Decimals that an amount may have; and what all of them together must stay under, in units, so
# that a product with a double stays exact to the unit.
DECIMALS = 6
LARGEST_TOTAL = 2**53


class FlowsError(ValueError):
    """Flows that cannot be used; the message names the first case and how many there are."""


@dataclass(frozen=True, eq=False)
class Flows:
    """A sparse origin-destination matrix; pairs sorted by origin, then destination, each once.

    Attributes
    ----------
    zones
        Codes, each once, in ascending order: as numbers if all are whole numbers, else as text.
    origin, destination
        Index in ``zones`` of each pair, shape (m,).
    count
        The flow of each pair in units of ``1 / denominator``, shape (m,), 1 or more.
    denominator
        1 for whole numbers; a power of ten up to 10**6 for amounts with decimals.
    """

    zones: tuple[str, ...]
    origin: IntVector
    destination: IntVector
    count: IntVector
    denominator: int = 1

    @classmethod
    def of(
        cls,
        origins: Sequence[str] | ArrayLike,
        destinations: Sequence[str] | ArrayLike,
        amounts: Sequence[float] | ArrayLike,
        *,
        zones: Iterable[str] | None = None,
    ) -> Flows:
        """Flows from three columns of equal length; pairs of amount 0 are left out.

        Parameters
        ----------
        origins, destinations
            Codes of the zones, shape (m,).
        amounts
            0 or more, with at most six decimals, shape (m,).
        zones
            All zones there are, where some may have no flow; a code outside them is an error.
            Without it the zones are those of the pairs, those of amount 0 included.

        Raises
        ------
        FlowsError
            Columns of unequal length; an empty code; an amount that is negative, not a number,
            infinite or too precise; a pair twice; an unknown zone; a total of 2**53 units or more.
        """
        from_codes, from_index = _codes(origins, "origin")
        to_codes, to_index = _codes(destinations, "destination")
        values = np.asarray(amounts, dtype=np.float64).reshape(-1)
        if not len(from_index) == len(to_index) == len(values):
            raise FlowsError(
                f"{len(from_index)} origins, {len(to_index)} destinations and {len(values)} "
                "amounts: the columns must be equally long"
            )
        found = set(from_codes) | set(to_codes)
        if zones is None:
            names = in_order(found)
        else:
            given = list(zones)
            names = in_order(given)
            if len(names) != len(given):
                raise FlowsError(f"{len(given) - len(names)} zones are listed twice")
            _refuse_unknown(found, names)
        place = {code: i for i, code in enumerate(names)}
        origin = np.array([place[c] for c in from_codes], dtype=np.int64)[from_index]
        destination = np.array([place[c] for c in to_codes], dtype=np.int64)[to_index]
        _refuse_amounts(values, names, origin, destination)
        count, denominator = _whole(values, names, origin, destination)
        return cls._sorted(names, origin, destination, count, denominator, once=True)

    @classmethod
    def from_frame(
        cls,
        frame: pl.DataFrame,
        *,
        origin: str = "origin",
        destination: str = "destination",
        flow: str = "flow",
        zones: Iterable[str] | None = None,
    ) -> Flows:
        """Flows from three columns of a polars frame; see :meth:`of`.

        Raises
        ------
        FlowsError
            A column is missing or has an empty cell, the flow is not a number; or as in ``of``.
        """
        for name in (origin, destination, flow):
            if name not in frame.columns:
                raise FlowsError(f"there is no column {name!r}, only {', '.join(frame.columns)}")
            empty = frame[name].null_count()
            if empty:
                raise FlowsError(f"column {name!r} has {empty} empty cells")
        if not frame[flow].dtype.is_numeric():
            raise FlowsError(f"column {flow!r} does not hold numbers")
        return cls.of(
            _column(frame[origin]), _column(frame[destination]), frame[flow].to_numpy(), zones=zones
        )

    @classmethod
    def _sorted(
        cls,
        zones: tuple[str, ...],
        origin: IntVector,
        destination: IntVector,
        count: IntVector,
        denominator: int,
        *,
        once: bool = False,
    ) -> Flows:
        """Sort the pairs without those of 0; double ones are added, or refused if ``once``."""
        key = origin * max(len(zones), 1) + destination
        order = np.argsort(key, kind="stable")
        key = key[order]
        first = np.ones(len(key), dtype=bool)
        first[1:] = key[1:] != key[:-1]
        if once and not first.all():
            at = order[int(np.argmin(first))]
            pair = f"{zones[origin[at]]} to {zones[destination[at]]}"
            raise FlowsError(f"{int((~first).sum())} pairs come twice, the first is {pair}")
        starts = np.flatnonzero(first)
        summed = np.add.reduceat(count[order], starts) if len(starts) else count[order]
        keep = summed > 0
        kept = order[starts][keep]
        return cls(zones, origin[kept], destination[kept], summed[keep], denominator)

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.count)

    @cached_property
    def index(self) -> dict[str, int]:
        """Place of each code in ``zones``."""
        return {code: i for i, code in enumerate(self.zones)}

    @cached_property
    def residents(self) -> IntVector:
        """All that leave from each zone, those that stay included; units, shape (n,)."""
        return self._sum_by(self.origin)

    @cached_property
    def jobs(self) -> IntVector:
        """All that arrive in each zone, those that stay included; units, shape (n,)."""
        return self._sum_by(self.destination)

    @cached_property
    def inside(self) -> IntVector:
        """Those that stay in each zone; units, shape (n,)."""
        own = self.origin == self.destination
        found = np.zeros(len(self.zones), dtype=np.int64)
        found[self.origin[own]] = self.count[own]
        return found

    @property
    def total(self) -> int:
        """All flows together, in units."""
        return int(self.count.sum())

    @property
    def amount(self) -> FloatVector:
        """The flow of each pair as a number of people, shape (m,)."""
        return self.count / self.denominator

    def self_containment(self) -> tuple[FloatVector, FloatVector]:
        """Share of the residents that stay (supply side), and of the jobs held by residents.

        Returns
        -------
        Two vectors of fractions in [0, 1], shape (n,); nan where a zone has no residents or jobs.
        """
        with np.errstate(invalid="ignore"):
            return self.inside / self.residents, self.inside / self.jobs

    def between(self, origin: str, destination: str) -> float:
        """The flow from one zone to another, 0 when there is none.

        Raises
        ------
        KeyError
            One of them is no zone.
        """
        key = self.origin * len(self.zones) + self.destination
        wanted = self.index[origin] * len(self.zones) + self.index[destination]
        at = int(np.searchsorted(key, wanted))
        found = at < len(key) and key[at] == wanted
        return float(self.count[at]) / self.denominator if found else 0.0

    def aggregate(self, grouping: Mapping[str, str]) -> Flows:
        """Flows between groups of zones; zones of the same group become one.

        Parameters
        ----------
        grouping
            Group of every zone, by code. Codes that are no zone are let be.

        Raises
        ------
        FlowsError
            A zone has no group.
        """
        missing = [code for code in self.zones if code not in grouping]
        if missing:
            raise FlowsError(f"{len(missing)} zones have no group, the first is {missing[0]}")
        names = in_order({grouping[code] for code in self.zones})
        place = {name: i for i, name in enumerate(names)}
        group = np.array([place[grouping[code]] for code in self.zones], dtype=np.int64)
        return self._sorted(
            names, group[self.origin], group[self.destination], self.count, self.denominator
        )

    def select(self, zones: Iterable[str]) -> Flows:
        """The flows among some zones only; flows from and to all others are left out.

        Raises
        ------
        FlowsError
            One of them is no zone.
        """
        names = in_order(zones)
        _refuse_unknown(names, self.zones)
        place = np.full(len(self.zones), -1, dtype=np.int64)
        place[[self.index[code] for code in names]] = np.arange(len(names))
        keep = (place[self.origin] >= 0) & (place[self.destination] >= 0)
        return Flows(
            names,
            place[self.origin[keep]],
            place[self.destination[keep]],
            self.count[keep],
            self.denominator,
        )

    def pairs(self) -> Iterable[tuple[str, str, float]]:
        """Origin, destination and amount of each pair, in order."""
        for a, b, amount in zip(
            self.origin.tolist(), self.destination.tolist(), self.amount.tolist(), strict=True
        ):
            yield self.zones[a], self.zones[b], amount

    def _sum_by(self, side: IntVector) -> IntVector:
        # bincount adds doubles: exact, because the total is under 2**53.
        return np.bincount(side, weights=self.count, minlength=len(self.zones)).astype(np.int64)


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes, each once, as numbers where all are whole numbers (2 before 10), else as text."""
    found = set(codes)
    if found and all(code.isascii() and code.isdigit() for code in found):
        return tuple(sorted(found, key=lambda code: (int(code), code)))
    return tuple(sorted(found))


def _column(series: pl.Series) -> list[str] | NDArray[np.int64]:
    if series.dtype.is_integer():
        return series.to_numpy().astype(np.int64)
    import polars as pl

    texts: list[str] = series.cast(pl.String).to_list()
    return texts


def _codes(given: Sequence[str] | ArrayLike, side: str) -> tuple[list[str], IntVector]:
    """The codes there are, and for each row which; quick for columns of whole numbers."""
    if isinstance(given, np.ndarray) and given.dtype.kind in "iu":
        numbers, index = np.unique(given, return_inverse=True)
        return [str(number) for number in numbers.tolist()], index.astype(np.int64)
    place: dict[str, int] = {}
    index = np.array([place.setdefault(str(code), len(place)) for code in given], dtype=np.int64)  # type: ignore[union-attr]
    if any(not code.strip() for code in place):
        raise FlowsError(f"an {side} is empty" if side == "origin" else f"a {side} is empty")
    return list(place), index


def _refuse_unknown(codes: Iterable[str], zones: Sequence[str]) -> None:
    unknown = in_order(set(codes) - set(zones))
    if unknown:
        raise FlowsError(f"{len(unknown)} zones are unknown, the first is {unknown[0]}")


def _refuse_amounts(
    values: FloatVector, zones: Sequence[str], origin: IntVector, destination: IntVector
) -> None:
    for wrong, what in (
        (np.isnan(values), "not a number"),
        (np.isinf(values), "infinite"),
        (values < 0, "negative"),
    ):
        if wrong.any():
            raise FlowsError(_first(wrong, what, zones, origin, destination))


def _whole(
    values: FloatVector, zones: Sequence[str], origin: IntVector, destination: IntVector
) -> tuple[IntVector, int]:
    """Amounts as whole numbers of the largest decimal unit that fits them all, and its inverse."""
    total = float(values.sum())
    for power in range(DECIMALS + 1):
        denominator = 10**power
        if total * denominator >= LARGEST_TOTAL:
            raise FlowsError(f"the flows add up to {total:g}: too much to count exactly")
        scaled = values * denominator
        rounded = np.rint(scaled)
        # The double nearest to the decimal number, and nothing else.
        if np.array_equal(rounded / denominator, values):
            return rounded.astype(np.int64), denominator
    wrong = rounded / denominator != values
    what = f"more precise than {DECIMALS} decimals"
    raise FlowsError(_first(wrong, what, zones, origin, destination))


def _first(
    wrong: NDArray[np.bool_],
    what: str,
    zones: Sequence[str],
    origin: IntVector,
    destination: IntVector,
) -> str:
    at = int(np.argmax(wrong))
    pair = f"{zones[origin[at]]} to {zones[destination[at]]}"
    return f"{int(wrong.sum())} flows are {what}, the first is {pair}"
