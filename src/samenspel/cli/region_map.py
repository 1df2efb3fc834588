# SPDX-License-Identifier: EUPL-1.2
"""A map of regions as SVG: one file that needs nothing else, for a screen, a report or print.

Colours only say "not the same region as the neighbour"; strong lines between the regions, a dot
and the name of each core say the same without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TypeAlias

import shapely

from samenspel.analysis.cartography import MapShape, ViewBox, shapes_for_storage, view_box
from samenspel.analysis.functional_regions import PartitionStatistics
from samenspel.analysis.functional_regions.neighbourhood import neighbours_from_borders
from samenspel.analysis.region_borders import (
    Border,
    colour_numbers,
    find_borders,
    line_path,
    parting,
)

Label: TypeAlias = int | str
Shapes: TypeAlias = Mapping[str, shapely.Geometry]

# Light, and apart in lightness as well as in hue; those of the maps of divisions on the site.
FILLS = (
    "#a9d3d6", "#f3dfae", "#d9a988", "#86a9cf", "#dfe8c6", "#b79cc4", "#f6cfd6", "#8fb08a",
)  # fmt: skip
_OUTSIDE, _INK = "#dfe4e6", "#1d2b30"
_WIDE = 960  # pixels; of what is drawn the longer side
_LEAST_WIDE = 800  # pixels
# Under this extent, in plane units (80 km), the country level is too coarse.
_SMALL = 8_000
# Plane units (5 km): what lies so close across water looks like a neighbour.
_NARROW = 500.0
_LABEL_PX, _LEGEND_PX = 13, 15
_LETTER = 0.54  # width of a letter as part of its height, on average


@dataclass(frozen=True)
class MapTexts:
    """What the map says: a title, a longer description, and the source of what it shows."""

    title: str
    description: str
    source: str


def svg_map(
    shapes: Shapes,
    region_of: Mapping[str, Label],
    statistics: PartitionStatistics,
    *,
    named: Callable[[str], str],
    texts: MapTexts,
) -> bytes:
    """The map as SVG in UTF-8; the same input gives the same bytes.

    Parameters
    ----------
    shapes
        Boundaries in degrees (WGS84), by code. Those of no zone are drawn as surroundings.
    region_of
        Region of each zone; 0 is none. Zones without a shape are not drawn.
    named
        The name of a zone.

    Raises
    ------
    CartographyError
        A shape cannot be drawn, or no zone has one.
    """
    drawn = {shape.code: shape for shape in shapes_for_storage(shapes)}
    view = view_box((s.box for code, s in drawn.items() if code in region_of), margin=0.03)
    short = round(_LEAST_WIDE / _WIDE * max(view.width, view.height)) - view.width
    if short > 0:  # a high and narrow country: room for the legend
        view = view._replace(left=view.left - short // 2, width=view.width + short)
    in_detail = max(view.width, view.height) < _SMALL
    paths = {c: s.path_detail if in_detail else s.path_country for c, s in drawn.items()}
    borders = find_borders({code: [path] for code, path in paths.items()})
    unit = 1 if in_detail else 10
    pixel = max(view.width, view.height) / _WIDE
    some_outside = any(region_of.get(code, 0) == 0 for code in drawn)
    core_of = {region.region: region.core for region in statistics.regions}
    cores = _cores(statistics, drawn, named)
    # Also across narrow water two regions have different colours.
    beside = neighbours_from_borders(borders, across=_NARROW / unit)
    colours = _colours(core_of, region_of, ((a, b) for a, others in beside.items() for b in others))
    parts = [
        *_head(view, pixel, texts),
        f'<g transform="scale({unit})" stroke-linejoin="round">',
        *_areas(paths, region_of, colours, named, core_of, 0.5 * pixel / unit),
        _lines(borders, region_of, 2 * pixel / unit),
        "</g>",
        *_core_marks(cores, view, pixel),
        *_legend(view, pixel, len(core_of), texts, some_outside=some_outside),
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode()


def is_svg(path: Path) -> bool:
    """Whether a file of this name is to be an SVG map (else GeoJSON)."""
    return path.suffix.casefold() == ".svg"


@dataclass(frozen=True)
class _Core:
    """The core of a region and where it lies; the larger the region, the sooner it has a name."""

    name: str
    x: int
    y: int
    residents: float


def _cores(
    statistics: PartitionStatistics, drawn: Mapping[str, MapShape], named: Callable[[str], str]
) -> list[_Core]:
    return [
        _Core(named(region.core), drawn[region.core].x, drawn[region.core].y, region.residents)
        for region in statistics.regions
        if region.core in drawn
    ]


def _head(view: ViewBox, pixel: float, texts: MapTexts) -> list[str]:
    shown = view._replace(height=view.height + _legend_height(pixel))
    wide, high = round(shown.width / pixel), round(shown.height / pixel)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{shown}" width="{wide}" height="{high}"'
        ' role="img" aria-labelledby="map-title map-description" lang="en"'
        f' font-family="sans-serif" fill="{_INK}">'
    )
    return [
        root,
        f'<title id="map-title">{escape(texts.title)}</title>',
        f'<desc id="map-description">{escape(texts.description)}</desc>',
        _rectangle(shown.left, shown.top, shown.width, shown.height, 'fill="#ffffff"'),
    ]


def _rectangle(x: float, y: float, wide: float, high: float, rest: str) -> str:
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" {rest}/>'


def _areas(
    paths: Mapping[str, str],
    region_of: Mapping[str, Label],
    colours: Mapping[Label, str],
    named: Callable[[str], str],
    cores: Mapping[Label, str],
    width: float,
) -> list[str]:
    """Shapes by region, each with its title; surroundings and zones in no region first."""
    groups: dict[Label, list[str]] = {label: [] for label in (0, *colours)}
    for code in paths:
        groups[region_of.get(code, 0)].append(code)
    found = _group(paths, groups.pop(0), _OUTSIDE, width, named, "in no region")
    for label, codes in groups.items():
        what = f"region of {named(cores[label])}"
        found += _group(paths, codes, colours[label], width, named, what)
    return found


def _group(
    paths: Mapping[str, str],
    codes: Sequence[str],
    fill: str,
    width: float,
    named: Callable[[str], str],
    what: str,
) -> list[str]:
    if not codes:
        return []
    return [
        f'<g fill="{fill}" stroke="#ffffff" stroke-width="{width:.3g}">',
        *(
            f'<path d="{paths[code]}"><title>{escape(named(code))}: {escape(what)}</title></path>'
            for code in codes
        ),
        "</g>",
    ]


def _colours(
    labels: Iterable[Label], region_of: Mapping[str, Label], pairs: Iterable[tuple[str, str]]
) -> dict[Label, str]:
    # Labels as text of one length, so that the order does not depend on their kind.
    key = {label: f"{label:>12}" for label in labels}
    touching = {
        (key[a], key[b])
        for a, b in ((region_of.get(one, 0), region_of.get(other, 0)) for one, other in pairs)
        if a in key and b in key and a != b
    }
    numbers = colour_numbers(key.values(), sorted(touching))
    return {label: FILLS[numbers[text] % len(FILLS)] for label, text in key.items()}


def _lines(borders: Sequence[Border], region_of: Mapping[str, Label], width: float) -> str:
    between = parting(borders, lambda code: region_of.get(code, ""))
    edges = [b for b in borders if len(b.codes) == 1 and b.codes[0] in region_of]
    path = "".join(line_path(border.points) for border in between)
    coast = "".join(line_path(border.points) for border in edges)
    return (
        f'<g fill="none" stroke="{_INK}"><path d="{coast}" stroke-width="{width / 3:.3g}"/>'
        f'<path d="{path}" stroke-width="{width:.3g}"/></g>'
    )


def _core_marks(cores: Sequence[_Core], view: ViewBox, pixel: float) -> list[str]:
    """A dot for each core, and as many names as stand clear of each other."""
    radius = round(3.5 * pixel, 1)
    dots = [
        f'<circle cx="{core.x}" cy="{core.y}" r="{radius}"><title>{escape(core.name)}: core</title>'
        "</circle>"
        for core in cores
    ]
    size = round(_LABEL_PX * pixel)
    names = [
        f'<text x="{x}" y="{y}">{escape(name)}</text>'
        for name, x, y in _fitting(cores, view, size, radius)
    ]
    halo = (
        f'<g font-size="{size}" text-anchor="middle" font-weight="600" stroke="#ffffff"'
        f' stroke-width="{3 * pixel:.3g}" stroke-linejoin="round" paint-order="stroke">'
    )
    edge = f'<g stroke="#ffffff" stroke-width="{pixel:.3g}">'
    return [edge, *dots, "</g>", halo, *names, "</g>"]


def _fitting(
    cores: Iterable[_Core], view: ViewBox, size: int, radius: float
) -> list[tuple[str, int, int]]:
    kept: list[tuple[str, int, int, float]] = []
    for core in sorted(cores, key=lambda c: (-c.residents, c.name, c.x, c.y)):
        half = len(core.name) * size * _LETTER / 2
        # Names at the edge move inward.
        x = round(max(min(core.x, view.left + view.width - half), view.left + half))
        y = round(core.y - radius - size * 0.3)
        if all(
            abs(x - other_x) > half + other_half + size * 0.3 or abs(y - other_y) > size * 1.1
            for _, other_x, other_y, other_half in kept
        ):
            kept.append((core.name, x, y, half))
    return [(name, x, y) for name, x, y, _ in kept]


def _legend_height(pixel: float) -> int:
    return round(2 * 1.6 * _LEGEND_PX * pixel + 12 * pixel)


def _legend(
    view: ViewBox,
    pixel: float,
    regions: int,
    texts: MapTexts,
    *,
    some_outside: bool,
) -> list[str]:
    """What the marks mean, and the source, on a ground of its own: shapes may go on under it."""
    size = _LEGEND_PX * pixel
    left, top = view.left + 12 * pixel, view.top + view.height
    y = top + size
    dot = f'<circle cx="{{x:.0f}}" cy="{y - size * 0.35:.0f}" r="{4 * pixel:.3g}"/>'
    line = (
        f'<path d="M{{left:.0f}} {y - size * 0.35:.0f}h{size:.0f}" stroke="{_INK}"'
        f' stroke-width="{2 * pixel:.3g}"/>'
    )
    square = _rectangle(0, y - size * 0.85, size, size, f'fill="{_OUTSIDE}"')
    square = square.replace('x="0"', 'x="{left:.0f}"')
    entries = [(dot, f"core of a region ({regions})"), (line, "border of regions")]
    if some_outside:
        entries.append((square, "in no region"))
    ground = _rectangle(view.left, top, view.width, _legend_height(pixel), 'fill="#ffffff"')
    found, x = [ground, f'<g font-size="{size:.0f}">'], left
    for mark, text in entries:
        found.append(mark.format(left=x, x=x + size / 2))
        found.append(f'<text x="{x + 1.4 * size:.0f}" y="{y:.0f}">{escape(text)}</text>')
        x += (len(text) * _LETTER + 3) * size
    found.append(f'<text x="{left:.0f}" y="{y + 1.6 * size:.0f}">{escape(texts.source)}</text></g>')
    return found
