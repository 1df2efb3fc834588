# SPDX-License-Identifier: EUPL-1.2
"""What ``samenspel partners`` reads from a package and from a file of entries, and writes."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samenspel.analysis.complementarity import (
    FIGURES,
    RANK_ONE,
    Column,
    Entries,
    Partner,
    Partners,
    partner_columns,
    partner_rows,
)
from samenspel.analysis.likeness import Vintage
from samenspel.cli.region_files import as_json as written_as_json
from samenspel.cli.region_files import table

if TYPE_CHECKING:
    from samenspel.cli.partner_conditions import Conditions, Ground
    from samenspel.datapackage import Package

Names = Mapping[str, str]
KINDS = {
    "challenge": "challenges",
    "offer": "offers",
    "strength": "offers",
    "need": "needs",
    "weakness": "needs",
}
HEADER = ("code", "kind", "theme")


class EntriesError(ValueError):
    """A file of entries that cannot be used; the message says where and why."""


def vintages_of(package: Package) -> Iterator[Vintage]:
    """Figures as they are loaded: of two columns of one day the last one counts."""
    from samenspel.datapackage.indicators import figure_of

    found: dict[tuple[str, date | None], dict[str, float]] = {}
    rows = package.table("municipalities")
    codes = rows["code"].to_list()
    for column in rows.columns:
        figure = figure_of(column)
        if figure is None or figure.indicator.key not in FIGURES:
            continue
        values = found.setdefault((figure.indicator.key, package.figure_dates.get(column)), {})
        for code, value in zip(codes, rows[column].to_list(), strict=True):
            if value is not None:
                values[code] = float(value)
    for (key, on), values in found.items():
        yield Vintage(key, on, package.name, values)


def read_entries(path: Path, codes: Collection[str]) -> Entries:
    """What municipalities say of themselves, from a CSV file with code, kind and theme.

    Raises
    ------
    EntriesError
        It cannot be read, or has a wrong column, code, kind or theme.
    """
    from samenspel.analysis.policy_areas import THEMES

    try:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    except (OSError, ValueError, csv.Error) as error:
        raise EntriesError(f"{path} cannot be read as a CSV file in UTF-8: {error}.") from error
    if not rows or tuple(name.strip() for name in rows[0]) != HEADER:
        raise EntriesError(f"{path}: the first line must be {','.join(HEADER)}.")
    said: dict[str, dict[str, set[str]]] = {part: defaultdict(set) for part in KINDS.values()}
    for line, row in enumerate(rows[1:], start=2):
        if not row:
            continue
        if len(row) != len(HEADER):
            raise EntriesError(f"{path}, line {line}: write code, kind and theme.")
        code, kind, theme = (cell.strip() for cell in row)
        for what, word, known in (
            ("municipality", code, codes),
            ("kind", kind, KINDS),
            ("theme", theme, THEMES),
        ):
            if word not in known:
                raise EntriesError(f"{path}, line {line}: {_unknown(what, word, known)}")
        said[KINDS[kind]][code].add(theme)
    return Entries(
        **{
            part: {code: frozenset(themes) for code, themes in sorted(by_code.items())}
            for part, by_code in said.items()
        }
    )


def _unknown(what: str, word: str, known: Collection[str]) -> str:
    if what == "municipality":
        return f"there is no municipality with the code {word} in the package on the day."
    return f"there is no {what} {word}; {what}s are {', '.join(known)}."


def partners_table(found: Partners, names: Names) -> bytes:
    """A row for each that was compared, after that of the municipality itself; empty is unknown."""
    rows = partner_rows(found, names)
    return table(partner_columns(found), (["" if v is None else v for v in row] for row in rows))


def as_json(found: Partners, names: Names, ground: Ground, asked: Conditions) -> bytes:
    """Everything that was found, with what it was found by."""
    package, own = ground.package, found.table.row(found.code)
    weights = found.weights.of(found.table.indicators).tolist()
    document: dict[str, Any] = {
        "municipality": {"code": found.code, "name": names[found.code]},
        "reference_date": ground.on.isoformat(),
        "sources": [source.title for source in package.sources],
        "licences": [licence.title for licence in package.licences],
        "weights": dict(found.weights.themes),
        "factors": dict(found.weights.factors),
        "without": sorted(found.weights.without),
        "conditions": asdict(asked),
        "rank_one": RANK_ONE,
        "indicators": [
            _indicator(column, weight, own)
            for column, weight in zip(found.table.columns, weights, strict=True)
        ],
        "indicators_left_out": list(found.table.left_out),
        "entered": sorted(found.table.entries.codes),
        "compared": len(found.places),
        "not_compared": list(found.not_compared),
        "weightings": found.tried,
    }
    partners = [
        json.dumps(
            {**_partner(partner, names), **_distance(found.code, partner.code, ground, asked)},
            ensure_ascii=False,
            allow_nan=False,
        )
        for partner in found.places
    ]
    # One partner on a line: laying out all their numbers would take longer than computing them.
    head = written_as_json(document).decode().removesuffix("\n}\n")
    return (head + ',\n  "partners": [\n    ' + ",\n    ".join(partners) + "\n  ]\n}\n").encode()


def _indicator(column: Column, weight: int, own: int) -> dict[str, Any]:
    indicator = column.indicator
    return {
        "key": indicator.key,
        "side": indicator.side,
        "theme": indicator.theme,
        "figure": indicator.figure or None,
        "is_reversed": indicator.is_reversed,
        "weight": weight,
        "reason": indicator.reason_en,
        "editions": [
            {
                "date": edition.on.isoformat() if edition.on else None,
                "since": edition.since.isoformat() if edition.since else None,
                "source": edition.source,
            }
            for edition in column.editions.values()
        ],
        "value": None if column.values[own] != column.values[own] else float(column.values[own]),
        "rank": int(column.ranks[own]) if column.ranks[own] >= 0 else None,
    }


def _partner(partner: Partner, names: Names) -> dict[str, Any]:
    pair = partner.pair
    factors = pair.factors
    return {
        "rank": partner.rank,
        "code": partner.code,
        "name": names.get(partner.code),
        "score": exact(pair.score),
        "score_before_conditions": exact(pair.value),
        "alike": exact(factors.alike),
        "unlike": exact(factors.unlike),
        "reciprocity": exact(factors.reciprocity),
        "gain": exact(factors.gain),
        "gain_of_partner": exact(factors.back),
        "conditions": {"met": not pair.fails, "fails": list(pair.fails)},
        "coverage": exact(pair.coverage),
        "stays": partner.stays,
        "best_rank": partner.best,
        "worst_rank": partner.worst,
        "indicators": [
            {
                "key": part.key,
                "value": part.other_value,
                "rank": part.other_rank,
                "shared": part.shared,
                "either": part.either,
                "gain": part.gain,
                "gain_of_partner": part.back,
                "contribution": exact(part.contribution),
            }
            for part in pair.parts
        ],
        "figures": {key: exact(part) for key, part in pair.figure_contributions.items()},
    }


def _distance(code: str, other: str, ground: Ground, asked: Conditions) -> dict[str, float | None]:
    """The distance, where somebody asked about it: finding the middles takes a second."""
    if asked.least_km is None and asked.most_km is None:
        return {}
    return {"distance_km": ground.distance_km(code, other)}


def exact(number: Fraction) -> dict[str, str | float]:
    """A fraction as it is, and the decimal nearest to it."""
    return {"exact": str(number), "decimal": float(number)}


def as_text(found: Partners, names: Names, ground: Ground) -> str:
    """The first ones and what their score is made of, for people."""
    themes = found.table.themes
    wide = max(len(names.get(partner.code, "")) for partner in found.first)
    number, name, where = len(found.places), names[found.code], ground.package.name
    on_themes = ", ".join(f"{key} {found.weights.themes[key]}" for key in themes)
    on_factors = ", ".join(f"{key} {weight}" for key, weight in found.weights.factors.items())
    lines = [
        f"Partners of {name} ({found.code}) on {ground.on}, of {number} municipalities in {where}.",
        f"Weights: {on_themes}; {on_factors}.",
        "",
        f"{'':>3}  {'':{wide}}  {'':8}   score   alike  unlike  recipr.    gain  partner's"
        + ("   in the list" if found.tried else ""),
    ]
    lines += [_line(found, partner, names.get(partner.code, ""), wide) for partner in found.first]
    lines += [
        "",
        "The score is alike in problem × unlike in means × reciprocity of what both gain.",
    ]
    if found.tried:
        lines.append(
            f"In the list: in how many of {found.tried} random weightings it is among the first "
            f"{found.top}."
        )
    failing = sum(1 for partner in found.places if partner.pair.fails)
    if failing:
        lines.append(f"Do not meet your conditions, and score 0: {failing}.")
    if found.table.left_out:
        lines.append(f"The package has no figures for {', '.join(found.table.left_out)}.")
    if found.not_compared:
        lines.append(f"Not compared, too little is known: {len(found.not_compared)}.")
    return "\n".join(lines)


def _line(found: Partners, partner: Partner, name: str, wide: int) -> str:
    factors = partner.pair.factors
    numbers = (
        partner.pair.score,
        factors.alike,
        factors.unlike,
        factors.reciprocity,
        factors.gain,
        factors.back,
    )
    told = "  ".join(f"{float(number):6.4f}" for number in numbers)
    sure = "" if partner.stays is None else f"     {partner.stays} of {found.tried}"
    fails = f"   {', '.join(partner.pair.fails)}" if partner.pair.fails else ""
    return f"{partner.rank:>3}  {name:{wide}}  {partner.code:8}  {told}   {sure}{fails}"
