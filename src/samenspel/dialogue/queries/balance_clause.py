# SPDX-License-Identifier: EUPL-1.2
"""One clause of the balance at length, and the general points: who says what, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from samenspel.analysis.positions import Stand
from samenspel.dialogue.models import BalancePart
from samenspel.dialogue.queries.balance import BalancePage, BodyLine, ClauseLine, Pair
from samenspel.dialogue.queries.balance_content import LETTERS
from samenspel.dialogue.queries.balance_facts import BalanceFacts
from samenspel.dialogue.queries.balance_points import GENERAL, clause_part, general_part
from samenspel.dialogue.queries.balance_words import KEYS, label

ORDER = (Stand.OBJECT, Stand.WISH, Stand.AGREE, Stand.NONE)
"""Objections first: they ask for an answer."""


@dataclass(frozen=True)
class _Positioned:
    """What bodies that take one position have in common."""

    stand: Stand
    bodies: tuple[BodyLine, ...]

    @property
    def key(self) -> str:
        """The position, for classes."""
        return KEYS[self.stand]

    @property
    def label(self) -> str:
        """The position in words."""
        return label(self.stand)


@dataclass(frozen=True)
class PointLine(_Positioned):
    """What one or more bodies wrote."""

    text: str


@dataclass(frozen=True)
class StandGroup(_Positioned):
    """Who says the same of a clause; ``aside`` are those that do not count."""

    aside: tuple[BodyLine, ...]


@dataclass(frozen=True)
class ClausePage:
    """One clause: ``points`` are ordered by position, objections first."""

    page: BalancePage
    clause: ClauseLine
    groups: tuple[StandGroup, ...]
    points: tuple[PointLine, ...]
    differing: tuple[tuple[Pair, str, str], ...]
    """Municipalities whose executive says something else: what the council says, what it says."""


@dataclass(frozen=True)
class GeneralPage:
    """The points about no clause: first groups of points that are alike, then the others."""

    page: BalancePage
    groups: tuple[tuple[PointLine, ...], ...]
    others: tuple[PointLine, ...]


def clause_page(page: BalancePage, key: str, facts: BalanceFacts | None) -> ClausePage | None:
    """A clause of a balance, or None when it has none with this key; one query.

    ``facts`` are those that a working page was made of; None for a published version.
    """
    clause = next((clause for clause in page.clauses if clause.key == key), None)
    if clause is None:
        return None
    part = clause_part(facts, key) if facts else _kept(page, key)
    points = sorted(point_lines(page, part), key=lambda point: ORDER.index(point.stand))
    return ClausePage(
        page=page,
        clause=clause,
        groups=_groups(page.bodies, clause.place),
        points=tuple(points),
        differing=tuple(
            (pair, council, executive)
            for pair in page.pairs
            for place, council, executive in pair.clauses
            if place.key == key
        ),
    )


def general_page(page: BalancePage, facts: BalanceFacts | None) -> GeneralPage:
    """The general points of a balance; one query. ``facts`` as above."""
    part = general_part(facts) if facts else _kept(page, GENERAL)
    points = point_lines(page, part)
    groups = [tuple(points[place] for place in group) for group in part["groups"]]
    return GeneralPage(
        page=page,
        groups=tuple(group for group in groups if len(group) > 1),
        others=tuple(group[0] for group in groups if len(group) == 1),
    )


def every_point(
    page: BalancePage, parts: Mapping[str, Mapping[str, Any]]
) -> tuple[tuple[ClauseLine | None, PointLine], ...]:
    """All points of a balance, by clause in the order of the text; the general ones last."""
    found: list[tuple[ClauseLine | None, PointLine]] = [
        (clause, point) for clause in page.clauses for point in point_lines(page, parts[clause.key])
    ]
    return (*found, *((None, point) for point in point_lines(page, parts[GENERAL])))


def kept_parts(page: BalancePage) -> dict[str, Mapping[str, Any]]:
    """The parts of a published version, by key; one query."""
    return dict(_rows(page).values_list("key", "content"))


def point_lines(page: BalancePage, part: Mapping[str, Any]) -> list[PointLine]:
    """The points of a part with the bodies that made them."""
    return [
        PointLine(
            bodies=tuple(page.bodies[place] for place in point["bodies"]),
            stand=Stand(LETTERS.index(point["position"])),
            text=point["text"],
        )
        for point in part["points"]
    ]


def _kept(page: BalancePage, key: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = _rows(page).values_list("content", flat=True).get(key=key)
    return content


def _rows(page: BalancePage) -> QuerySet[BalancePart]:
    number = page.whose.number or 0
    return BalancePart.objects.filter(balance__round=page.round, balance__number=number)


def _groups(bodies: Sequence[BodyLine], place: int) -> tuple[StandGroup, ...]:
    """Bodies by what they say of a clause; positions that nobody has are left out."""
    found = []
    for stand in (*ORDER, Stand.SILENT):
        those = [body for body in bodies if body.letters[place] == LETTERS[stand]]
        if those:
            found.append(
                StandGroup(
                    stand=stand,
                    bodies=tuple(body for body in those if body.counts),
                    aside=tuple(body for body in those if not body.counts),
                )
            )
    return tuple(found)
