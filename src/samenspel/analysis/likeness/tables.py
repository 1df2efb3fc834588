# SPDX-License-Identifier: EUPL-1.2
"""The peers of a municipality as one table, the same in every channel."""

from __future__ import annotations

from collections.abc import Mapping

from samenspel.analysis.likeness.peers import Difference, Peers

Value = str | int | float | None

FIXED = (
    "rank", "code", "name", "distance", "squared_distance", "coverage", "stays", "weightings",
    "best_rank", "worst_rank",
)  # fmt: skip


def peer_columns(found: Peers) -> tuple[str, ...]:
    """Heads of the columns: fixed ones, parts of the themes, parts and values of indicators."""
    indicators = found.table.indicators
    parts = (f"part_{key}" for key in (*found.themes, *indicators))
    return (*FIXED, *parts, *indicators)


def peer_rows(found: Peers, names: Mapping[str, str]) -> list[tuple[Value, ...]]:
    """The municipality itself with rank 0, then its peers; None is unknown."""
    own: tuple[Value, ...] = (
        0, found.code, names.get(found.code, ""), 0.0, 0.0, None, None, None, None, None,
        *(None for _ in (*found.themes, *found.table.indicators)),
        *_values(found.own),
    )  # fmt: skip
    return [
        own,
        *(
            (
                peer.rank,
                peer.code,
                names.get(peer.code, ""),
                peer.distance,
                peer.squared,
                peer.coverage,
                peer.stays,
                found.tried or None,
                peer.best,
                peer.worst,
                *(peer.by_theme[key] for key in found.themes),
                *(difference.part for difference in peer.differences),
                *_values(peer.differences),
            )
            for peer in found.places
        ),
    ]


def _values(differences: tuple[Difference, ...]) -> tuple[float | None, ...]:
    return tuple(difference.value for difference in differences)
