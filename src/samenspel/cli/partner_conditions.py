# SPDX-License-Identifier: EUPL-1.2
"""What a partner must be, as far as a data package can tell: who fails which condition.

What is not known does not meet a condition; it fails with a key of its own.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from samenspel.analysis.participation import Participations
    from samenspel.datapackage import Package

# The plane of the maps has units of ten metres.
UNITS_PER_KM = 100
Spot = tuple[int, int]


@dataclass(frozen=True)
class Conditions:
    """What is asked of a partner; an empty one asks nothing.

    Distances in whole kilometres between centres, sizes in residents, both ends included.
    ``is_apart``: shares no arrangement of ``largest`` municipalities or fewer.
    ``without_mergers``: does not merge, and did not merge, into one with it.
    """

    least_km: int | None = None
    most_km: int | None = None
    other_province: bool = False
    least_people: int | None = None
    most_people: int | None = None
    is_apart: bool = False
    largest: int = 50
    without_mergers: bool = False


@dataclass(frozen=True, eq=False)
class Ground:
    """A package on a day, for the conditions; ``people`` are residents by code."""

    package: Package
    on: date
    codes: tuple[str, ...]
    people: Mapping[str, float]

    @cached_property
    def spots(self) -> dict[str, Spot]:
        """Where each lies, in units of ten metres: by its boundary, else as the package says."""
        from samenspel.analysis.cartography import points_for_storage, shapes_for_storage

        given = self.package.table("municipalities").select("code", "latitude", "longitude")
        points = {code: (lat, lon) for code, lat, lon in given.drop_nulls().iter_rows()}
        spots = {point.code: (point.x, point.y) for point in points_for_storage(points)}
        for boundaries in sorted(self.package.boundaries, key=lambda item: item.valid_on):
            shapes = shapes_for_storage(boundaries.shapes)
            spots.update((shape.code, (shape.x, shape.y)) for shape in shapes)
        return spots

    @cached_property
    def provinces(self) -> dict[str, str]:
        """Province by code, of those that have one."""
        from samenspel.datapackage.named_municipalities import municipalities_of

        known = municipalities_of(self.package).items()
        return {code: one.province for code, one in known if one.province}

    @cached_property
    def participations(self) -> Participations:
        """Who takes part in what on the day."""
        from samenspel.cli.package_participation import facts_of

        return facts_of(self.package, on=self.on).participations

    @cached_property
    def named(self) -> frozenset[str]:
        """Municipalities that the package names as participants at some time."""
        column = self.package.table("participations")["municipality_code"]
        return frozenset(column.drop_nulls().to_list())

    def distance_km(self, one: str, other: str) -> float | None:
        """Between centres as the crow flies, in tenths of a kilometre; None where unknown."""
        if one not in self.spots or other not in self.spots:
            return None
        return round(math.isqrt(_square(self.spots[one], self.spots[other])) / UNITS_PER_KM, 1)

    def merged_with(self, code: str) -> frozenset[str]:
        """Who comes from, or goes on in, the same municipality as ``code``."""
        rows = self.package.table("municipality_changes").iter_rows(named=True)
        steps = [
            (row["old_code"], row["new_code"]) for row in rows if row["kind"] != "transfer"
        ]  # fmt: skip
        back = [(new, old) for old, new in steps]
        found: set[str] = set()
        for direction, other_way in ((steps, back), (back, steps)):
            found |= _reached(_reached({code}, direction), other_way)
        return frozenset(found - {code})


def failing(ground: Ground, code: str, asked: Conditions) -> dict[str, tuple[str, ...]]:
    """Keys of the conditions that each other municipality fails, as seen from ``code``."""
    apart = _together(ground, code, asked) if asked.is_apart else frozenset()
    merged = ground.merged_with(code) if asked.without_mergers else frozenset()
    return {
        other: (
            *_by_distance(ground, code, other, asked),
            *_by_province(ground, code, other, asked),
            *_by_size(ground, other, asked),
            *_by_arrangements(ground, code, other, asked, apart),
            *(("merger",) if other in merged else ()),
        )
        for other in ground.codes
        if other != code
    }


def _by_distance(ground: Ground, code: str, other: str, asked: Conditions) -> Iterator[str]:
    if asked.least_km is None and asked.most_km is None:
        return
    if code not in ground.spots or other not in ground.spots:
        yield "place_unknown"
        return
    square = _square(ground.spots[code], ground.spots[other])
    if asked.least_km is not None and square < (asked.least_km * UNITS_PER_KM) ** 2:
        yield "too_near"
    if asked.most_km is not None and square > (asked.most_km * UNITS_PER_KM) ** 2:
        yield "too_far"


def _by_province(ground: Ground, code: str, other: str, asked: Conditions) -> Iterator[str]:
    if not asked.other_province:
        return
    own, its = ground.provinces.get(code), ground.provinces.get(other)
    if own is None or its is None:
        yield "province_unknown"
    elif own == its:
        yield "own_province"


def _by_size(ground: Ground, other: str, asked: Conditions) -> Iterator[str]:
    if asked.least_people is None and asked.most_people is None:
        return
    people = ground.people.get(other)
    if people is None:
        yield "size_unknown"
        return
    if asked.least_people is not None and people < asked.least_people:
        yield "too_small"
    if asked.most_people is not None and people > asked.most_people:
        yield "too_large"


def _by_arrangements(
    ground: Ground, code: str, other: str, asked: Conditions, apart: Collection[str]
) -> Iterator[str]:
    if not asked.is_apart:
        return
    if code not in ground.named or other not in ground.named:
        yield "arrangements_unknown"
    elif other in apart:
        yield "together"


def _together(ground: Ground, code: str, asked: Conditions) -> frozenset[str]:
    """Who is in an arrangement with it, of not too many municipalities."""
    found = ground.participations
    chosen = found.select(found.members <= asked.largest)
    return frozenset(
        member for key in chosen.arrangements_of(code) for member in chosen.members_of(key)
    )


def _square(one: Spot, other: Spot) -> int:
    """The square of a distance in whole units: no rounding at the border of a condition."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _reached(begin: Iterable[str], steps: Collection[tuple[str, str]]) -> set[str]:
    found = set(begin)
    while new := {to for at, to in steps if at in found} - found:
        found |= new
    return found
