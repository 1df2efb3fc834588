# SPDX-License-Identifier: EUPL-1.2
"""The map of functional regions: colours, cores, what is in doubt, and borders of a division.

Colours only say "not the same region as the neighbour". Lines between the regions, a dot and the
name of each core, hatches and dashes say the same without colour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from samenspel.analysis.region_borders import (
    Border,
    colour_numbers,
    line_path,
    neighbours_by_border,
    neighbours_by_place,
)
from samenspel.places.queries.circles import LETTER_WIDTH, Circle, PlaceName, place_names
from samenspel.places.queries.division_maps import COLOURS, borders_of
from samenspel.places.queries.maps import DrawnArea, MapGround, Mark, Picture, draw

OUTSIDE = "region-none"
"""The class of what is in no region."""
# Letters in pixels of a map 700 pixels wide, for a screen and for a telephone; a dot likewise.
LETTER, NARROW_LETTER, DOT = 17.0, 27.0, 4.5
NARROW_NAMES = 18


@dataclass(frozen=True)
class MapRegion:
    """A region to draw; ``core`` is the code of the municipality that it is named after."""

    key: str
    name: str
    core: str
    href: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class MapTexts:
    """The words of a map: ``of_zone`` is what a municipality says of itself, by code."""

    title: str
    description: str
    of_zone: Mapping[str, str]


@dataclass(frozen=True)
class Doubt:
    """What is not sure: municipalities, and borders between two of them, both by code."""

    zones: frozenset[str] = frozenset()
    borders: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class DrawnSystem:
    """What is drawn of one region (or of what is in none: then without ``href``)."""

    key: str
    name: str
    href: str
    css: str
    shapes: tuple[DrawnArea, ...]
    circles: tuple[DrawnArea, ...]

    @property
    def shapes_svg(self) -> SafeString:
        """The shapes as SVG; made here, for a template is slow at hundreds of them."""
        rows = ((path, area.mark.text) for area in self.shapes for path in area.paths)
        return format_html_join("", '<path d="{}"><title>{}</title></path>', rows)

    @property
    def circles_svg(self) -> SafeString:
        """The same of those of which only the middle is known."""
        return format_html_join(
            "",
            '<circle class="circle" cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
            ((c.x, c.y, c.radius, c.mark.text) for c in self.circles),
        )


@dataclass(frozen=True)
class Dot:
    """The middle of a core, in units of the view."""

    x: int
    y: int


@dataclass(frozen=True)
class RegionPicture:
    """A map of functional regions, ready to be drawn by ``mobility/regions_drawing.html``.

    ``colour`` is the class of each region by key. ``sure`` and ``unsure`` are the lines between
    regions, ``division`` those of another division, ``doubtful`` the shapes to hatch; all in the
    scale of the picture's paths. Names come twice, for a wide and for a narrow screen.
    """

    picture: Picture
    regions: tuple[DrawnSystem, ...]
    colour: Mapping[str, str]
    sure: str
    unsure: str
    doubtful: tuple[str, ...]
    division: str
    dots: tuple[Dot, ...]
    names: tuple[PlaceName, ...]
    letter: int
    narrow_names: tuple[PlaceName, ...]
    narrow_letter: int
    has_outside: bool = field(default=False)

    @property
    def radius(self) -> int:
        """Of a dot."""
        return round(DOT * self.picture.unit)

    @property
    def is_empty(self) -> bool:
        """Whether nobody knows where the municipalities lie."""
        return self.picture.is_empty


def region_picture(
    regions: Sequence[MapRegion],
    ground: MapGround,
    *,
    texts: MapTexts,
    outside: Collection[str] = (),
    doubt: Doubt | None = None,
    other: Mapping[str, object] | None = None,
    key: str = "regions",
) -> RegionPicture:
    """Draw regions; deterministic.

    Parameters
    ----------
    outside
        Codes of municipalities in no region.
    other
        Region by municipality in another division, of which the borders are drawn upon the map.
    """
    region_of = {code: region.key for region in regions for code in region.members}
    borders = borders_of(ground)
    colour = _colours(regions, region_of, ground, borders)
    marks = [Mark(c, texts.of_zone.get(c, c), colour[key]) for c, key in region_of.items()]
    marks += [Mark(code, texts.of_zone.get(code, code), OUTSIDE) for code in outside]
    picture = draw(
        ground, marks, key=key, title=texts.title, description=texts.description, zoom=True
    )
    if picture.scale == 1:
        borders = borders_of(ground, in_detail=True)
    doubt = doubt or Doubt()
    between = [b for b in borders if len(b.codes) > 1]
    lines = [b for b in between if _apart(b, region_of)]
    unsure = [b for b in lines if (b.codes[0], b.codes[1]) in doubt.borders]
    sure = [b for b in lines if (b.codes[0], b.codes[1]) not in doubt.borders]
    dots, names = _cores(regions, picture)
    return RegionPicture(
        picture=picture,
        regions=_drawn(picture, regions, region_of),
        colour=colour,
        sure=_path(sure),
        unsure=_path(unsure),
        doubtful=tuple(p for a in picture.areas if a.mark.code in doubt.zones for p in a.paths),
        division=_path([b for b in between if _apart(b, other)]) if other else "",
        dots=dots,
        names=names_inside(names, picture, LETTER),
        letter=round(LETTER * picture.unit),
        narrow_names=names_inside(names[:NARROW_NAMES], picture, NARROW_LETTER),
        narrow_letter=round(NARROW_LETTER * picture.unit),
        has_outside=bool(outside),
    )


def names_inside(
    circles: Sequence[Circle], picture: Picture, letter: float
) -> tuple[PlaceName, ...]:
    """As many names as have room, moved inward where the edge of the map would cut them off."""
    size, view = letter * picture.unit, picture.view
    found: list[tuple[PlaceName, float]] = []
    for name in place_names(circles, letter=size):
        half = len(name.text) * size * LETTER_WIDTH / 2
        x = round(min(max(name.x, view.left + half), view.left + view.width - half))
        is_clear = all(
            abs(x - other.x) >= half + other_half or abs(name.y - other.y) >= size
            for other, other_half in found
        )
        if x == name.x or is_clear:
            found.append((PlaceName(name.text, x, name.y), half))
    return tuple(name for name, _half in found)


def _apart(border: Border, region_of: Mapping[str, object]) -> bool:
    """Whether a line is between two regions, or between a region and what is in none."""
    return len({region_of.get(code) for code in border.codes}) > 1


def _path(borders: Sequence[Border]) -> str:
    return "".join(line_path(border.points) for border in borders)


def _colours(
    regions: Sequence[MapRegion],
    region_of: Mapping[str, str],
    ground: MapGround,
    borders: Sequence[Border],
) -> dict[str, str]:
    # Lines lie between municipalities; where only points are known, neighbours are those nearby.
    pairs = neighbours_by_border(borders)
    points = {code: place for code, place in ground.points.items() if code in region_of}
    if len(points) > 2:
        pairs |= neighbours_by_place(points)
    touching = {
        (region_of[a], region_of[b])
        for a, b in pairs
        if a in region_of and b in region_of and region_of[a] != region_of[b]
    }
    numbers = colour_numbers([region.key for region in regions], touching)
    return {key: f"region-{number % COLOURS + 1}" for key, number in numbers.items()}


def _drawn(
    picture: Picture, regions: Sequence[MapRegion], region_of: Mapping[str, str]
) -> tuple[DrawnSystem, ...]:
    """What is drawn, region by region; first what is in none."""
    of_key = {region.key: region for region in regions}
    parts: dict[str, tuple[list[DrawnArea], list[DrawnArea]]] = defaultdict(lambda: ([], []))
    for kind, areas in enumerate((picture.areas, picture.circles)):
        for area in areas:
            parts[region_of.get(area.mark.code, "")][kind].append(area)
    found = []
    for key, (shapes, circles) in sorted(parts.items()):
        region = of_key.get(key)
        css = (*shapes, *circles)[0].mark.css
        name, href = (region.name, region.href) if region else ("", "")
        found.append(DrawnSystem(key, name, href, css, tuple(shapes), tuple(circles)))
    return tuple(found)


def _cores(regions: Sequence[MapRegion], picture: Picture) -> tuple[tuple[Dot, ...], list[Circle]]:
    """A dot for every core, and their names, those of the largest regions first."""
    spots = {a.mark.code: (a.x, a.y) for a in (*picture.areas, *picture.circles)}
    ordered = sorted(regions, key=lambda region: (-len(region.members), region.name))
    shown = [region for region in ordered if region.core in spots]
    radius = DOT * picture.unit
    circles = [Circle(region.name, *spots[region.core], radius) for region in shown]
    return tuple(Dot(circle.x, circle.y) for circle in circles), circles
