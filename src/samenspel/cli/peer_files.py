# SPDX-License-Identifier: EUPL-1.2
"""What ``samenspel peers`` reads from a package, shows and writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from samenspel.analysis.likeness import (
    BY_KEY,
    THEMES,
    IndicatorTable,
    Peers,
    Vintage,
    indicator_table,
    peer_columns,
    peer_rows,
)
from samenspel.cli.region_files import as_json as written_as_json
from samenspel.cli.region_files import table

if TYPE_CHECKING:
    from samenspel.datapackage import Package

Names = Mapping[str, str]


def indicators_of(package: Package, *, codes: Sequence[str], on: date) -> IndicatorTable:
    """The table of indicators of a package, for municipalities of a day."""
    return indicator_table(_vintages(package), codes=codes, on=on)


def _vintages(package: Package) -> Iterator[Vintage]:
    """Figures as they are loaded: of two columns of one day the last one counts."""
    from samenspel.datapackage.indicators import figure_of

    found: dict[tuple[str, date | None], dict[str, float]] = {}
    rows = package.table("municipalities")
    codes = rows["code"].to_list()
    for column in rows.columns:
        figure = figure_of(column)
        if figure is None or figure.indicator.key not in BY_KEY:
            continue
        values = found.setdefault((figure.indicator.key, package.figure_dates.get(column)), {})
        for code, value in zip(codes, rows[column].to_list(), strict=True):
            if value is not None:
                values[code] = float(value)
    for (key, on), values in found.items():
        yield Vintage(key, on, package.name, values)


def peers_table(found: Peers, names: Names) -> bytes:
    """A row per peer after that of the municipality itself; an empty cell is unknown."""
    rows = peer_rows(found, names)
    return table(peer_columns(found), (["" if v is None else v for v in row] for row in rows))


def as_json(found: Peers, names: Names, package: Package, on: date) -> bytes:
    """Everything that was found, with what it was found by."""
    document: dict[str, Any] = {
        "municipality": {"code": found.code, "name": names[found.code]},
        "reference_date": on.isoformat(),
        "sources": [source.title for source in package.sources],
        "licences": [licence.title for licence in package.licences],
        "weights": dict(found.weights),
        "indicators": [
            {
                "key": vintage.indicator,
                "theme": BY_KEY[vintage.indicator].theme,
                "logarithm": BY_KEY[vintage.indicator].logarithm,
                "date": vintage.on.isoformat() if vintage.on else None,
                "reason": BY_KEY[vintage.indicator].reason_en,
                "value": difference.value,
                "score": difference.score,
            }
            for vintage, difference in zip(found.table.vintages, found.own, strict=True)
        ],
        "indicators_left_out": list(found.table.left_out),
        "compared": found.compared,
        "not_compared": list(found.not_compared),
        "weightings": found.tried,
        "peers": [
            {
                "rank": peer.rank,
                "code": peer.code,
                "name": names.get(peer.code),
                "distance": peer.distance,
                "squared_distance": peer.squared,
                "coverage": peer.coverage,
                "stays": peer.stays,
                "best_rank": peer.best,
                "worst_rank": peer.worst,
                "parts": peer.by_theme,
                "indicators": [asdict(difference) for difference in peer.differences],
            }
            for peer in found.places
        ],
    }
    return written_as_json(document)


def as_text(found: Peers, names: Names, package: Package, on: date) -> str:
    """The peers and where their distances come from, for people."""
    themes = found.themes
    wide = max(len(names.get(peer.code, "")) for peer in found.places)
    head = "  ".join(f"{key:>9}" for key in themes) + ("   in the list" if found.tried else "")
    number, name = found.compared, names[found.code]
    lines = [
        f"Most like {name} ({found.code}) on {on}, of {number} municipalities in {package.name}.",
        f"Weights: {', '.join(f'{key} {found.weights[key]:g}' for key in themes)}.",
        "",
        f"{'':>3}  {'':{wide}}  {'':8}  distance  {head}",
    ]
    for peer in found.places:
        parts = "  ".join(f"{_share(peer.by_theme[key], peer.squared):>9}" for key in themes)
        sure = f"   {peer.stays} of {found.tried}" if found.tried else ""
        lines.append(
            f"{peer.rank:>3}  {names.get(peer.code, ''):{wide}}  {peer.code:8}  "
            f"{peer.distance:8.3f}  {parts}{sure}"
        )
    lines += ["", "Under a theme stands what part of the squared distance comes from it."]
    if found.tried:
        lines.append(
            f"In the list: in how many of {found.tried} random weightings it is among the first "
            f"{len(found.places)}."
        )
    unused = [THEMES[key].label_en.lower() for key in THEMES if key not in themes]
    if unused:
        lines.append(f"The package has no figures on {', '.join(unused)}.")
    if found.not_compared:
        lines.append(f"Not compared, too little is known: {len(found.not_compared)}.")
    return "\n".join(lines)


def _share(part: float | None, whole: float) -> str:
    if part is None:
        return "unknown"
    return f"{part / whole:.0%}" if whole else "0%"
