# SPDX-License-Identifier: EUPL-1.2
"""Peers of a municipality: those most like it, to compare a figure with."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias, TypeVar

from samenspel.analysis.likeness import Peers, peers_in
from samenspel.register.queries.facts import KEPT_FACTS, CountryFacts
from samenspel.register.queries.indicators import indicators_of

TOP = 10
_MOST = 512

_Question: TypeAlias = "tuple[str, tuple[tuple[str, float], ...], int, bool]"
Number = TypeVar("Number", int, float, Fraction)


def peers_of(
    facts: CountryFacts,
    code: str,
    *,
    weights: Mapping[str, float] | None = None,
    top: int = TOP,
    robust: bool = False,
) -> Peers:
    """The municipalities most like one on the day of the facts; at most one query.

    With ``robust`` also how they hold under random weightings.

    Raises
    ------
    KeyError
        The municipality does not exist on the day.
    analysis.likeness.WeightsError
        A weight that cannot be used.
    """
    kept = _kept(facts)
    question = (code, tuple(sorted((weights or {}).items())), top, robust)
    found = kept.get(question)
    if found is None:
        found = peers_in(indicators_of(facts), code, weights=weights, top=top, robust=robust)
        if len(kept) >= _MOST:
            kept.clear()
        kept[question] = found
    return found


@lru_cache(maxsize=KEPT_FACTS)
def _kept(facts: CountryFacts) -> dict[_Question, Peers]:
    """What was asked before of these facts; goes when they go."""
    del facts
    return {}


def median_of_peers(
    values_by_code: Mapping[str, Number | None], peers: Peers
) -> Number | float | None:
    """The median over the peers of which the value is known; None where none is.

    Exact: with an even number it lies halfway between the middle two.
    """
    found = [values_by_code.get(code) for code in peers.codes]
    known = sorted(value for value in found if value is not None)
    return statistics.median(known) if known else None
