# SPDX-License-Identifier: EUPL-1.2
"""The partners of a municipality as one table, the same in every channel."""

from __future__ import annotations

import math
from collections.abc import Mapping

from samenspel.analysis.complementarity.partners import Partner, Partners

Value = str | int | float | None

FIXED = (
    "rank", "code", "name", "score", "score_exact", "score_before_conditions", "alike", "unlike",
    "reciprocity", "gain", "gain_of_partner", "coverage", "fails", "stays", "weightings",
    "best_rank", "worst_rank",
)  # fmt: skip


def partner_columns(found: Partners) -> tuple[str, ...]:
    """Keys of the columns of :func:`partner_rows`: fixed ones, contributions, ranks, figures."""
    keys = [indicator.key for indicator in found.table.indicators]
    return (
        *FIXED,
        *(f"contribution_{key}" for key in keys),
        *(f"rank_{key}" for key in keys),
        *_figures(found),
    )


def partner_rows(found: Partners, names: Mapping[str, str]) -> list[tuple[Value, ...]]:
    """The municipality itself with rank 0, then all that were compared; None is unknown.

    Fractions are decimals, but for ``score_exact``; ranks are in millionths; ``fails`` are the
    conditions that are not met, with blanks between them.
    """
    keys = found.table.indicators
    own: tuple[Value, ...] = (
        0, found.code, names.get(found.code, ""), *(None for _ in FIXED[3:]),
        *(None for _ in keys),
        *_told(found, found.code),
    )  # fmt: skip
    return [own, *(_row(found, partner, names) for partner in found.places)]


def _row(found: Partners, partner: Partner, names: Mapping[str, str]) -> tuple[Value, ...]:
    pair, factors = partner.pair, partner.pair.factors
    return (
        partner.rank,
        partner.code,
        names.get(partner.code, ""),
        float(pair.score),
        str(pair.score),
        float(pair.value),
        float(factors.alike),
        float(factors.unlike),
        float(factors.reciprocity),
        float(factors.gain),
        float(factors.back),
        float(pair.coverage),
        " ".join(pair.fails),
        partner.stays,
        found.tried if partner.stays is not None else None,
        partner.best,
        partner.worst,
        *(float(part.contribution) for part in pair.parts),
        *_told(found, partner.code),
    )


def _figures(found: Partners) -> dict[str, int]:
    """Figures of the table with the first column that has them."""
    places: dict[str, int] = {}
    for place, indicator in enumerate(found.table.indicators):
        if indicator.figure:
            places.setdefault(indicator.figure, place)
    return places


def _told(found: Partners, code: str) -> tuple[Value, ...]:
    """Ranks of all indicators, then the figures as published."""
    row = found.table.row(code)
    ranks = [int(column.ranks[row]) for column in found.table.columns]
    values = [float(found.table.columns[place].values[row]) for place in _figures(found).values()]
    return (
        *(rank if rank >= 0 else None for rank in ranks),
        *(value if math.isfinite(value) else None for value in values),
    )
