# SPDX-License-Identifier: EUPL-1.2
"""What bodies wrote: the points of a clause by position, and the general ones by likeness.

As plain values, as they are kept with a published balance: bodies are places in the list of
``balance_content``; a joint point has several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from samenspel.analysis.like_points import like_groups
from samenspel.dialogue.models import OpinionPoint
from samenspel.dialogue.queries.balance_content import LETTERS
from samenspel.dialogue.queries.balance_facts import STANDS, BalanceFacts

GENERAL = ""
"""The key of the part with the general points."""


def clause_part(facts: BalanceFacts, key: str) -> dict[str, Any]:
    """The points with a text about one clause, by its key; one query."""
    return _parts(facts, _written(facts).filter(clause__key=key))[key]


def general_part(facts: BalanceFacts) -> dict[str, Any]:
    """The points with a text that are about no clause, and which of them are alike; one query."""
    return _with_groups(_parts(facts, _written(facts).filter(clause__isnull=True))[GENERAL])


def all_parts(facts: BalanceFacts) -> dict[str, dict[str, Any]]:
    """The points of every clause and the general ones, by key; one query."""
    parts = _parts(facts, _written(facts))
    found = {clause.key: parts[clause.key] for clause in facts.clauses}
    return {**found, GENERAL: _with_groups(parts[GENERAL])}


def _written(facts: BalanceFacts) -> Any:
    versions = sorted({body.version for body in facts.bodies if body.version is not None})
    return OpinionPoint.objects.filter(version__in=versions).exclude(text="")


def _parts(facts: BalanceFacts, rows: Any) -> dict[str, dict[str, Any]]:
    """The points by key: every clause and the general ones, empty where nobody wrote any."""
    bodies: defaultdict[int, list[int]] = defaultdict(list)
    for place, body in enumerate(facts.bodies):
        if body.version is not None:
            bodies[body.version].append(place)
    found: dict[str, list[dict[str, Any]]] = {clause.key: [] for clause in facts.clauses}
    found[GENERAL] = []
    columns = ("version_id", "clause__key", "position", "text", "order")
    points: Iterable[tuple[int, str | None, str, str, int]] = rows.values_list(*columns)
    # By the place of the (first) body, then as it wrote them.
    for version, key, position, text, _order in sorted(
        points, key=lambda row: (bodies[row[0]], row[4])
    ):
        found[key or GENERAL].append(
            {"bodies": bodies[version], "position": LETTERS[STANDS[position]], "text": text}
        )
    return {key: {"points": held} for key, held in found.items()}


def _with_groups(part: Mapping[str, Any]) -> dict[str, Any]:
    """The same with groups: places of points that are about the same."""
    points: Sequence[Mapping[str, Any]] = part["points"]
    return {
        "points": list(points),
        "groups": [list(group) for group in like_groups([point["text"] for point in points])],
    }
