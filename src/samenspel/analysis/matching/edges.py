# SPDX-License-Identifier: EUPL-1.2
"""Large places and places at the edge: small and not growing, or with few addresses nearby.

"At the edge" is not on a map but in figures, so that everybody can see why a place is called that,
and choose other borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from samenspel.analysis.matching.pairings import BoolMatrix

Side = Literal["large", "edge", ""]
Reason = Literal["not_growing", "few_addresses"]

LARGE = 100_000
SMALL = 50_000
MOST_GROWTH = 0
FEW_ADDRESSES = 500
"""The lowest of the five classes of urbanity ends here: not urban."""


@dataclass(frozen=True)
class EdgeRule:
    """When a place is large, and when it is at the edge.

    ``large``: from so many residents. ``small`` and ``growth``: with fewer residents than
    ``small`` and a growth of at most so many per cent it is at the edge. ``addresses``: and with
    fewer addresses per square kilometre nearby than this. A large place is never at the edge.
    """

    large: int = LARGE
    small: int = SMALL
    growth: int = MOST_GROWTH
    addresses: int = FEW_ADDRESSES


@dataclass(frozen=True)
class PlaceFigures:
    """Residents, growth in per cent, addresses per square kilometre nearby; None is unknown."""

    people: float | None
    growth: float | None
    addresses: float | None


def edge_reasons(place: PlaceFigures, rule: EdgeRule) -> tuple[Reason, ...]:
    """Why a place is at the edge; empty for one that is not. What is unknown is no reason."""
    if place.people is not None and place.people >= rule.large:
        return ()
    found: list[Reason] = []
    is_small = place.people is not None and place.people < rule.small
    if is_small and place.growth is not None and place.growth <= rule.growth:
        found.append("not_growing")
    if place.addresses is not None and place.addresses < rule.addresses:
        found.append("few_addresses")
    return tuple(found)


def sides_of(places: Sequence[PlaceFigures], rule: EdgeRule) -> tuple[Side, ...]:
    """The side of each place; empty for one that is neither large nor at the edge."""

    def side(place: PlaceFigures) -> Side:
        if place.people is not None and place.people >= rule.large:
            return "large"
        return "edge" if edge_reasons(place, rule) else ""

    return tuple(map(side, places))


def between(sides: Sequence[Side]) -> BoolMatrix:
    """Which pairs have one large end and one at the edge, shape (n, n), symmetric."""
    large = np.array([side == "large" for side in sides], dtype=np.bool_)
    edge = np.array([side == "edge" for side in sides], dtype=np.bool_)
    one_way = np.outer(large, edge)
    both: BoolMatrix = one_way | one_way.T
    return both
