# SPDX-License-Identifier: EUPL-1.2
"""Memberships of regions, carried from the day of the source to another through municipal changes.

A merger passes the place on to the successor; a municipality that was divided passes it on to
nobody, because the source does not say who would have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias

import polars as pl

from samenspel.datapackage.municipal_history import MunicipalHistory, Resolution

# Shares of a territory this close to all of it are rounding in the maps they were measured on.
WHOLE = 0.9995


@dataclass(frozen=True)
class Passage:
    """A municipality of the source that is another one, or several, on the date of the page.

    ``passed``: its place in the division went to those others; ``absorbed``: it became part of a
    municipality that has a place of its own and keeps that; ``divided``: its territory was parted,
    so that no place can be given.
    """

    outcome: Literal["passed", "absorbed", "divided"]
    name: str
    others: tuple[str, ...]


Heading: TypeAlias = tuple[str, str, str]
"""Slug, name and code of a region."""


@dataclass(frozen=True)
class Placed:
    """Codes per region on the date, codes the source has in several, and the passages."""

    regions: Mapping[Heading, frozenset[str]]
    recorded_twice: frozenset[str]
    passages: tuple[Passage, ...]


def placed_on(
    memberships: Collection[tuple[str, str, str, str]],
    history: MunicipalHistory,
    *,
    recorded_on: date,
    on: date,
    alive: Collection[str],
) -> Placed:
    """Memberships as the source gives them, carried to the date through municipal changes.

    A municipality that the source names itself keeps what the source says of it, also when it took
    in a municipality of another region.
    """
    own: dict[str, set[Heading]] = defaultdict(set)
    for slug, name, region_code, municipality in memberships:
        own[municipality].add((slug, name, region_code))
    regions: dict[Heading, set[str]] = {
        (slug, name, region_code): set() for slug, name, region_code, _ in memberships
    }
    passages = []
    for municipality, headings in own.items():
        answer = history.resolve_code(municipality, on=recorded_on, target=on)
        # A code that no table of changes or municipalities knows can only be itself.
        whole = (municipality,) if answer.outcome == "unknown" else _whole(answer)
        kept_out = False
        for code in whole:
            wanted = headings if code == municipality or code not in own else headings & own[code]
            kept_out = kept_out or wanted != headings
            for heading in wanted if code in alive else ():
                regions[heading].add(code)
        passage = _passage(municipality, whole, answer, history, recorded_on)
        if passage is not None:
            passages.append(replace(passage, outcome="absorbed") if kept_out else passage)
    return Placed(
        regions={heading: frozenset(codes) for heading, codes in regions.items()},
        recorded_twice=frozenset(code for code, those in own.items() if len(those) > 1),
        passages=tuple(sorted(passages, key=lambda p: p.name)),
    )


def _whole(answer: Resolution) -> tuple[str, ...]:
    """The municipalities that surely have the place: all of the territory, not a part of it."""
    if answer.outcome == "found":
        return tuple(successor.code for successor in answer.codes)
    if answer.outcome == "predecessors":
        return tuple(s.code for s in answer.codes if s.share is not None and s.share >= WHOLE)
    return ()


def _passage(
    code: str,
    whole: tuple[str, ...],
    answer: Resolution,
    history: MunicipalHistory,
    recorded_on: date,
) -> Passage | None:
    """What to tell of a membership that did not simply stay where it was."""
    if whole == (code,) and len(answer.codes) == 1:
        return None
    name = history.name_on(code, recorded_on)
    parted = answer.outcome == "divided" or len(whole) < len(answer.codes)
    others = tuple(successor.name for successor in answer.codes)
    return Passage("divided" if parted else "passed", name, others)


@lru_cache(maxsize=4)
def history_of(
    changes: tuple[tuple[object, ...], ...], municipalities: tuple[tuple[object, ...], ...]
) -> MunicipalHistory:
    """The history of these rows; kept per process."""
    return MunicipalHistory(
        pl.DataFrame(
            changes,
            schema={
                "date": pl.Date, "kind": pl.String, "old_code": pl.String, "old_name": pl.String,
                "new_code": pl.String, "new_name": pl.String, "area_share": pl.Float64,
            },
            orient="row",
        ),
        pl.DataFrame(
            municipalities,
            schema={
                "code": pl.String, "name": pl.String, "valid_from": pl.Date, "valid_to": pl.Date,
            },
            orient="row",
        ),
    )  # fmt: skip
