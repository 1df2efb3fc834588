# SPDX-License-Identifier: EUPL-1.2
"""Maps of municipalities on a date: boundaries where they are loaded, circles where not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samenspel.analysis.cartography import Box, ViewBox, proportional_radii, view_box
from samenspel.places.models import Boundary, BoundarySet, Municipality, on_date
from samenspel.places.queries.circles import Circle, PlaceName, moved_apart, place_names
from samenspel.places.queries.history import Changes
from samenspel.places.queries.history import changes as changes_of

# The largest circle, as a part of the longer side of the map.
LARGEST_CIRCLE = 0.03
KEYBOARD_LINKS = 60
# Pixels of a map on a wide screen, for the step of the hatch.
PIXELS = 700
UNKNOWN = "shade-none"
OWN = "shade-self"
# Size of the names of places in pixels.
LETTER = 18


@dataclass(frozen=True)
class Shape:
    """The drawn territory of one municipality; several paths when mergers put it together."""

    code: str
    country_paths: tuple[str, ...]
    detail_paths: tuple[str, ...]
    x: int
    y: int
    box: Box


@dataclass(frozen=True)
class Mark:
    """What a map says about one municipality.

    ``css`` is a class of the style sheet (``shade-0`` to ``shade-5``, ``shade-none``,
    ``shade-self``); ``value`` sets the size where only a circle can be drawn.
    """

    code: str
    text: str
    css: str
    href: str = ""
    value: float = 1.0


@dataclass(frozen=True)
class DrawnArea:
    """One municipality on the map, as paths or (with a radius) as a circle."""

    mark: Mark
    paths: tuple[str, ...] = ()
    x: int = 0
    y: int = 0
    radius: float = 0.0


class LegendItem(NamedTuple):
    """One line of a legend: the class of the style sheet and what it means."""

    css: str
    label: str


@dataclass(frozen=True)
class Picture:
    """A map ready to be drawn by ``places/map.html``.

    ``scale`` is that of the paths: 10 for the country, 1 in detail. ``land`` are shapes without a
    mark, for the surroundings; ``drawn_on`` the dates of the boundaries, one per set.
    """

    key: str
    title: str
    description: str
    view: ViewBox
    scale: int
    land: tuple[str, ...]
    areas: tuple[DrawnArea, ...]
    circles: tuple[DrawnArea, ...]
    legend_title: str = ""
    legend: tuple[LegendItem, ...] = ()
    sources: tuple[str, ...] = field(default=())
    drawn_on: tuple[date, ...] = field(default=())
    names: tuple[PlaceName, ...] = field(default=())

    @property
    def name_size(self) -> int:
        """Letter size of the names, in units of the view."""
        return round(LETTER * self.unit)

    @property
    def has_unknown_areas(self) -> bool:
        """Whether the map needs a hatch for shapes without data."""
        return any(area.mark.css == UNKNOWN for area in self.areas)

    @property
    def has_unknown_circles(self) -> bool:
        """Whether the map needs a hatch for circles without data."""
        return any(circle.mark.css == UNKNOWN for circle in self.circles)

    @property
    def unit(self) -> float:
        """Units of the view per pixel on a wide screen."""
        return max(self.view.width, self.view.height) / PIXELS

    @property
    def area_unit(self) -> float:
        """Units of the paths per pixel on a wide screen."""
        return self.unit / self.scale

    @property
    def areas_svg(self) -> SafeString:
        """The shapes as SVG; made here, for a template is slow at hundreds of shapes."""
        hatch = f"{self.key}-hatch"
        walk = "" if self.is_keyboard_walk else ' tabindex="-1"'
        return mark_safe("\n".join(_area_svg(area, hatch, walk) for area in self.areas))  # noqa: S308 - escaped

    @property
    def has_links(self) -> bool:
        return any(area.mark.href for area in (*self.areas, *self.circles))

    @property
    def is_keyboard_walk(self) -> bool:
        """Whether the links are few enough to step through; else the table beside serves that."""
        return len(self.areas) + len(self.circles) <= KEYBOARD_LINKS

    @property
    def is_empty(self) -> bool:
        return not self.areas and not self.circles


def _area_svg(area: DrawnArea, hatch: str, walk: str) -> str:
    mark = area.mark
    text, css, code = (str(escape(value)) for value in (mark.text, mark.css, mark.code))
    fill = f' fill="url(#{escape(hatch)})"' if mark.css == UNKNOWN else ""
    paths = "".join(
        f'<path class="{css}" data-code="{code}"{fill} d="{escape(path)}">'
        f"<title>{text}</title></path>"
        for path in area.paths
    )
    if not mark.href:
        return paths
    return f'<a href="{escape(mark.href)}" aria-label="{text}"{walk}>{paths}</a>'


@dataclass(frozen=True)
class MapGround:
    """The shapes of all municipalities on a date, and points for those without a shape."""

    shapes: Mapping[str, Shape]
    points: Mapping[str, tuple[int, int]]
    sources: tuple[str, ...]
    drawn_on: tuple[date, ...] = ()


@lru_cache(maxsize=8)
def _stored_shapes(set_id: int, fingerprint: str) -> tuple[Shape, ...]:
    """The shapes of one set; kept per process, renewed when the fingerprint changes."""
    del fingerprint
    rows = Boundary.objects.filter(boundary_set_id=set_id).values_list(
        "code", "path_country", "path_detail", "x", "y", "left", "top", "right", "bottom"
    )
    return tuple(
        Shape(code, (country,), (detail,), x, y, Box(*box))
        for code, country, detail, x, y, *box in rows.order_by("code")
    )


def map_ground(
    *,
    on: date,
    marked: Collection[str],
    countries: Collection[str] = ("nl", "be"),
    changes: Changes | None = None,
) -> MapGround:
    """What a map of a date is drawn on; up to three queries, one more per set once in a process.

    The last set of boundaries of each country on or before the date is used, else its first one;
    municipalities that merged since then are drawn from their parts. ``marked`` are the codes that
    the map will say something about: centres are looked up only where one of them has no shape.
    ``changes`` of these countries saves a query where the caller has them already.
    """
    sets = _sets_for(on, countries)
    moves = _moves(changes or changes_of(countries)) if any(s.valid_on < on for s in sets) else []
    shapes: dict[str, Shape] = {}
    for chosen in sets:
        successor = _successors(moves, after=chosen.valid_on, until=on)
        parts: dict[str, list[Shape]] = defaultdict(list)
        for shape in _stored_shapes(chosen.pk, chosen.fingerprint):
            parts[_follow(shape.code, successor)].append(shape)
        shapes.update((code, _together(code, found)) for code, found in parts.items())
    shapeless = [code for code in marked if code not in shapes]
    return MapGround(
        shapes=shapes,
        points=_centres(shapeless, on) if shapeless else {},
        sources=tuple(f"{s.source}, {s.valid_on:%Y}" for s in sets),
        drawn_on=tuple(s.valid_on for s in sets),
    )


def _centres(codes: Collection[str], on: date) -> dict[str, tuple[int, int]]:
    """Centres, as far as known, of the municipalities that exist on the date."""
    rows = Municipality.objects.filter(on_date(on), code__in=codes).values_list("code", "x", "y")
    return {code: (x, y) for code, x, y in rows if x is not None and y is not None}


def _sets_for(on: date, countries: Collection[str]) -> list[BoundarySet]:
    chosen: dict[str, BoundarySet] = {}
    for candidate in BoundarySet.objects.filter(country__in=countries).order_by("valid_on", "pk"):
        if candidate.country not in chosen or candidate.valid_on <= on:
            chosen[candidate.country] = candidate
    return list(chosen.values())


def _moves(changes: Changes) -> list[tuple[date, str, str, float]]:
    """Changes that move all or most of a territory: date, old code, new code, share."""
    return [
        (c.on, c.old.code, c.new.code, 1.0 if c.share is None else c.share)
        for c in changes.all
        if not c.is_transfer
    ]


def _successors(
    moves: Iterable[tuple[date, str, str, float]], *, after: date, until: date
) -> dict[str, str]:
    """The code that most of a territory went to, for changes after one date up to another."""
    best: dict[str, tuple[float, str]] = {}
    for day, old, new, share in moves:
        if after < day <= until and share > best.get(old, (0.0, ""))[0]:
            best[old] = (share, new)
    return {old: new for old, (_, new) in best.items()}


def _follow(code: str, successor: Mapping[str, str]) -> str:
    seen = {code}
    while code in successor and successor[code] not in seen:
        code = successor[code]
        seen.add(code)
    return code


def _together(code: str, parts: Sequence[Shape]) -> Shape:
    if len(parts) == 1 and parts[0].code == code:
        return parts[0]
    own = next((p for p in parts if p.code == code), parts[0])
    return Shape(
        code=code,
        country_paths=tuple(path for part in parts for path in part.country_paths),
        detail_paths=tuple(path for part in parts for path in part.detail_paths),
        x=own.x,
        y=own.y,
        box=_around(part.box for part in parts),
    )


def _around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def draw(
    ground: MapGround,
    marks: Iterable[Mark],
    *,
    key: str,
    title: str,
    description: str,
    zoom: bool,
    legend_title: str = "",
    legend: Sequence[LegendItem] = (),
) -> Picture:
    """Draw marks on the ground; deterministic.

    With ``zoom`` the map shows the marked municipalities and what lies around them in detail; else
    everything, with shapes made for the size of a country. Marks of municipalities that can be
    drawn in no way are left to the table.
    """
    wanted = sorted(marks, key=lambda mark: mark.code)
    shaped = [m for m in wanted if m.code in ground.shapes]
    pointed = [m for m in wanted if m.code in ground.points and m.code not in ground.shapes]
    boxes = [ground.shapes[m.code].box for m in shaped]
    boxes += [Box(*ground.points[m.code], *ground.points[m.code]) for m in pointed]
    if not zoom:
        boxes += [shape.box for shape in ground.shapes.values()]
    view = view_box(boxes, margin=0.08 if pointed else 0.04) if boxes else ViewBox(0, 0, 1, 1)
    marked = {m.code for m in shaped}
    # Below this width of the view (in 10 m) coarse shapes would look broken.
    detailed = zoom and max(view.width, view.height) < 15_000
    areas = [
        DrawnArea(
            mark=m,
            paths=_paths(ground.shapes[m.code], detailed),
            x=ground.shapes[m.code].x,
            y=ground.shapes[m.code].y,
        )
        for m in shaped
    ]
    largest = LARGEST_CIRCLE * max(view.width, view.height)
    radii = proportional_radii([m.value for m in pointed], largest) if pointed else ()
    circles = _circles(pointed, ground.points, [max(r, largest / 5) for r in radii])
    land = [
        path
        for code, shape in sorted(ground.shapes.items())
        if code not in marked and _meets(shape.box, view)
        for path in _paths(shape, detailed)
    ]
    return Picture(
        key=key,
        title=title,
        description=description,
        view=view,
        scale=1 if detailed else 10,
        land=tuple(land),
        areas=tuple(areas),
        circles=tuple(sorted(circles, key=lambda c: (-c.radius, c.mark.code))),
        legend_title=legend_title,
        legend=tuple(legend),
        sources=ground.sources,
        drawn_on=ground.drawn_on,
        # Without borders names are what tells where one looks.
        names=()
        if ground.shapes
        else _names(circles, LETTER * max(view.width, view.height) / PIXELS),
    )


def _circles(
    marks: Sequence[Mark], points: Mapping[str, tuple[int, int]], radii: Sequence[float]
) -> list[DrawnArea]:
    places = moved_apart([points[mark.code] for mark in marks], radii)
    return [
        DrawnArea(mark=mark, x=x, y=y, radius=radius)
        for mark, (x, y), radius in zip(marks, places, radii, strict=True)
    ]


def _names(circles: Sequence[DrawnArea], letter: float) -> tuple[PlaceName, ...]:
    """The names of one's own place and of the others where there is room, the largest first."""
    ordered = sorted(circles, key=lambda c: (c.mark.css != OWN, -c.radius))
    named = [
        Circle(c.mark.text.partition(":")[0], c.x, c.y, c.radius, is_needed=c.mark.css == OWN)
        for c in ordered
    ]
    return place_names(named, letter=letter)


def _paths(shape: Shape, detailed: bool) -> tuple[str, ...]:
    return shape.detail_paths if detailed else shape.country_paths


def _meets(box: Box, view: ViewBox) -> bool:
    return not (
        box.right < view.left
        or box.left > view.left + view.width
        or box.bottom < view.top
        or box.top > view.top + view.height
    )
