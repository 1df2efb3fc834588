# SPDX-License-Identifier: EUPL-1.2
"""The points that need a reply, in their order, of which a page at a time is read.

A round may have twenty thousand of them. So the database does not put them all in order: opinions
are counted and ordered, which are some hundreds, and only the points of a page are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from django.db.models import Count, Q

from samenspel.dialogue.models import OpinionPoint, Round
from samenspel.dialogue.queries.counted import (
    NEEDS_REPLY,
    Body,
    PointRow,
    Progress,
    bodies_of,
    counting_versions,
    point_rows,
)

GENERAL = "algemeen"
"""The filter for points that are about no clause."""


@dataclass(frozen=True)
class PointFilter:
    """Which points are shown: of a clause (or GENERAL), a body, a position, only open ones."""

    clause: str = ""
    addressee: int | None = None
    position: str = ""
    only_open: bool = False

    @property
    def of_points(self) -> Q:
        """What it asks of a point itself; whose point it is, is not in here."""
        found = NEEDS_REPLY
        if self.clause:
            general = self.clause == GENERAL
            found &= Q(clause__isnull=True) if general else Q(clause__key=self.clause)
        if self.position:
            found &= Q(position=self.position)
        if self.only_open:
            found &= Q(reply__isnull=True)
        return found


@dataclass(frozen=True)
class _Opinion:
    """A version that counts, and how many of its points pass."""

    version: int
    number: int


class PointList(Sequence[PointRow]):
    """The points that pass a filter, for a ``Paginator``: a slice reads only what is in it."""

    def __init__(self, round_: Round, asked: PointFilter) -> None:
        """Counts the points of every opinion; one query."""
        self._asked = asked
        rows = OpinionPoint.objects.filter(version__in=counting_versions(round_).order_by())
        told = (
            rows.order_by()
            .values_list("version")
            .annotate(
                total=Count("pk", filter=NEEDS_REPLY),
                answered=Count("reply", filter=NEEDS_REPLY),
                number=Count("pk", filter=asked.of_points),
            )
        )
        held = list(told)
        self.progress = Progress(sum(row[1] for row in held), sum(row[2] for row in held))
        """How far the replies are, whatever the filter."""
        self._numbers = {version: number for version, _total, _answered, number in held if number}

    @cached_property
    def _bodies(self) -> dict[int, tuple[Body, ...]]:
        return bodies_of(self._numbers)

    @cached_property
    def _opinions(self) -> list[_Opinion]:
        """The opinions with points that pass, by the place of the leading body; one query."""

        def place(version: int) -> tuple[int, str, int]:
            leading = self._bodies[version][0]
            return leading.place, leading.name, version

        body = self._asked.addressee
        return [
            _Opinion(version, self._numbers[version])
            for version in sorted(self._bodies, key=place)
            if body is None or any(one.pk == body for one in self._bodies[version])
        ]

    def __len__(self) -> int:
        """How many points pass."""
        return sum(one.number for one in self._opinions)

    @overload
    def __getitem__(self, places: int) -> PointRow: ...

    @overload
    def __getitem__(self, places: slice) -> tuple[PointRow, ...]: ...

    def __getitem__(self, places: int | slice) -> PointRow | tuple[PointRow, ...]:
        """The points at these places, which are next to each other; one query.

        Raises
        ------
        IndexError
            There is no such place.
        """
        if isinstance(places, int):
            place = range(len(self))[places]
            return self[place : place + 1][0]
        start, stop, _step = places.indices(len(self))
        wanted: list[int] = []
        before = skipped = 0
        for one in self._opinions:
            if before + one.number <= start:
                skipped += one.number
            elif before < stop:
                wanted.append(one.version)
            before += one.number
        rows = point_rows(
            OpinionPoint.objects.filter(self._asked.of_points, version__in=wanted), self._bodies
        )
        rank = {version: place for place, version in enumerate(wanted)}
        ordered = sorted(rows, key=lambda row: (rank[row.version], row.order))
        return tuple(ordered[start - skipped : stop - skipped])
