# SPDX-License-Identifier: EUPL-1.2
"""Maps of a division: regions in colours of which neighbours never share one, with their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from samenspel.analysis.cartography import ViewBox
from samenspel.analysis.region_borders import (
    Border,
    chain,
    colour_numbers,
    find_borders,
    line_path,
    neighbours_by_border,
    neighbours_by_place,
    parting,
    simplified,
)
from samenspel.places.models import RegionMembership
from samenspel.places.queries.divisions import (
    DivisionOnDate,
    DivisionSummary,
    Member,
    RegionMembers,
)
from samenspel.places.queries.maps import DrawnArea, MapGround, Mark, Picture, draw

COLOURS = 8  # classes region-1 to region-8 of the style sheet
# A bend of a small map, in units of its paths (100 m): about one pixel at 190 pixels wide.
SMALL_TOLERANCE = 14.0
# Letters are so wide as part of their height, on average.
LETTER_WIDTH = 0.54
# Height of labels as part of the width of the map: for a screen, and for a telephone.
WIDE_LABEL, NARROW_LABEL = 1 / 52, 1 / 24


@dataclass(frozen=True)
class Label:
    """The name of a region on the map, centred at a place in plane units."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class DrawnRegion:
    """What is drawn of one region: municipalities as paths and as circles, in one colour.

    ``slug`` is empty for those in several regions (which lead nowhere in particular) and in none.
    """

    slug: str
    name: str
    css: str
    shapes: tuple[DrawnArea, ...]
    circles: tuple[DrawnArea, ...]

    @property
    def shapes_svg(self) -> SafeString:
        """The shapes as paths with their titles: a template would take long over hundreds."""
        rows = ((path, area.mark.text) for area in self.shapes for path in area.paths)
        return format_html_join("", '<path d="{}"><title>{}</title></path>', rows)


@dataclass(frozen=True)
class DivisionPicture:
    """A map of regions; ``borders`` is the path of the lines between them, in the picture's scale.

    ``colour`` is the class of each region by slug; labels and their height come twice, for a wide
    and for a narrow screen, each so many as fit.
    """

    picture: Picture
    regions: tuple[DrawnRegion, ...]
    colour: Mapping[str, str]
    borders: str
    labels: tuple[Label, ...]
    label_size: int
    narrow_labels: tuple[Label, ...]
    narrow_label_size: int
    shows_outside: bool


def division_picture(
    shown: DivisionOnDate,
    ground: MapGround,
    *,
    title: str,
    description: str,
    text_several: str,
    text_outside: str,
) -> DivisionPicture:
    """The map of a division on a date.

    Municipalities in several regions have the class ``region-several``, those in none
    ``region-outside``; the last two texts say so in their title.
    """
    region_of = _region_of(shown)
    borders = _borders(_drawn(ground))
    # Lines lie between municipalities; where only points are known, neighbours are those nearby.
    pairs = neighbours_by_border(borders)
    points = {code: place for code, place in ground.points.items() if code in region_of}
    if len(points) > 2:
        pairs |= neighbours_by_place(points)
    colour = _colours(shown.regions, region_of, pairs)
    several = {item.member.code for item in shown.several}
    region_names = {region.slug: region.name for region in shown.regions}
    members = {m.code: m for region in shown.regions for m in region.members}
    marks = [
        _mark(
            member,
            [region_names[slug] for slug in region_of[code]],
            colour[region_of[code][0]],
            text_several if code in several else "",
        )
        for code, member in sorted(members.items())
    ]
    if shown.division.is_complete is not False:
        # A division of a part of the country says nothing by leaving out the rest: zoom in.
        marks += [
            Mark(member.code, f"{member.name}: {text_outside}", "region-outside")
            for member in shown.outside
        ]
    picture = draw(ground, marks, key="division", title=title, description=description, zoom=True)
    if picture.scale == 1:
        borders = _borders(_drawn(ground, in_detail=True))
    lines = parting(borders, lambda code: region_of.get(code, ()))
    places = _label_places(shown.regions, ground)
    wide, narrow = (round(picture.view.width * part) for part in (WIDE_LABEL, NARROW_LABEL))
    return DivisionPicture(
        picture=picture,
        regions=_drawn_regions(picture, shown.regions, region_of),
        colour=colour,
        borders="".join(line_path(b.points) for b in lines),
        labels=_fitting(places, picture.view, wide),
        label_size=wide,
        narrow_labels=_fitting(places, picture.view, narrow),
        narrow_label_size=narrow,
        shows_outside=bool(shown.outside)
        and (bool(picture.land) or shown.division.is_complete is not False),
    )


def _region_of(shown: DivisionOnDate) -> dict[str, tuple[str, ...]]:
    """Slugs of the regions of each municipality that is in any, by code."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for region in shown.regions:
        for member in region.members:
            found[member.code] += (region.slug,)
    return dict(found)


def _mark(member: Member, regions: Sequence[str], css: str, several: str) -> Mark:
    text = f"{member.name}: {', '.join(regions)}"
    if several:
        return Mark(member.code, f"{text} ({several})", "region-several")
    return Mark(member.code, text, css)


def _drawn_regions(
    picture: Picture, regions: Iterable[RegionMembers], region_of: Mapping[str, tuple[str, ...]]
) -> tuple[DrawnRegion, ...]:
    """What is drawn, region by region; first those in several regions or in none."""
    names = {region.slug: region.name for region in regions}
    groups: dict[tuple[str, str], tuple[list[DrawnArea], list[DrawnArea]]] = defaultdict(
        lambda: ([], [])
    )
    for kind, drawn in enumerate((picture.areas, picture.circles)):
        for area in drawn:
            own = region_of.get(area.mark.code, ())
            groups[(own[0] if len(own) == 1 else "", area.mark.css)][kind].append(area)
    return tuple(
        DrawnRegion(slug, names.get(slug, ""), css, tuple(shapes), tuple(circles))
        for (slug, css), (shapes, circles) in sorted(groups.items())
    )


def _colours(
    regions: Sequence[RegionMembers],
    region_of: Mapping[str, tuple[str, ...]],
    pairs: Iterable[tuple[str, str]],
) -> dict[str, str]:
    touching = {
        (one, other)
        for a, b in pairs
        for one in region_of.get(a, ())
        for other in region_of.get(b, ())
        if one != other
    }
    numbers = colour_numbers((region.slug for region in regions), touching)
    return {slug: f"region-{number % COLOURS + 1}" for slug, number in numbers.items()}


def _label_places(regions: Iterable[RegionMembers], ground: MapGround) -> list[tuple[Label, int]]:
    """Where the name of each region would stand, with its number of municipalities.

    In the member that lies nearest the middle of all members, so that it stands inside the region.
    """
    found = []
    for region in regions:
        spots = [
            (ground.shapes[m.code].x, ground.shapes[m.code].y)
            if m.code in ground.shapes
            else ground.points[m.code]
            for m in region.members
            if m.code in ground.shapes or m.code in ground.points
        ]
        if not spots:
            continue
        middle_x = sum(x for x, _ in spots) / len(spots)
        middle_y = sum(y for _, y in spots) / len(spots)
        x, y = min(spots, key=lambda p: ((p[0] - middle_x) ** 2 + (p[1] - middle_y) ** 2, p))
        found.append((Label(region.name, x, y), len(spots)))
    return found


def _fitting(places: Iterable[tuple[Label, int]], view: ViewBox, size: int) -> tuple[Label, ...]:
    """As many labels as stand clear of each other, those of the largest regions first."""
    kept: list[tuple[Label, float]] = []
    for label, _ in sorted(places, key=lambda place: (-place[1], place[0].text)):
        half = len(label.text) * size * LETTER_WIDTH / 2
        # Names at the edge move inward.
        x = round(min(max(label.x, view.left + half), view.left + view.width - half))
        clear = all(
            abs(x - other.x) > half + other_half + size * 0.3
            or abs(label.y - other.y) > size * 1.15
            for other, other_half in kept
        )
        if clear:
            kept.append((Label(label.text, x, label.y), half))
    return tuple(sorted((label for label, _ in kept), key=lambda label: (label.y, label.x)))


Drawn = tuple[tuple[str, tuple[str, ...]], ...]


def borders_of(ground: MapGround, *, in_detail: bool = False) -> tuple[Border, ...]:
    """All borders of the shapes of a map, of a whole country or in detail; kept per process."""
    return _borders(_drawn(ground, in_detail=in_detail))


def _drawn(ground: MapGround, *, in_detail: bool = False) -> Drawn:
    return tuple(
        (code, shape.detail_paths if in_detail else shape.country_paths)
        for code, shape in sorted(ground.shapes.items())
    )


@lru_cache(maxsize=8)
def _borders(drawn: Drawn) -> tuple[Border, ...]:
    """Borders of the drawn shapes; kept per process, as finding them takes longer than a page."""
    return find_borders(dict(drawn))


@dataclass(frozen=True)
class SmallMaps:
    """Small maps that share one outline of the country; ``lines`` by primary key of the division.

    All paths are in units of 100 m.
    """

    view: ViewBox
    outline: str
    lines: Mapping[int, str]


def small_maps(divisions: Sequence[DivisionSummary], ground: MapGround) -> SmallMaps | None:
    """A map for each division, one query; None where no boundaries are loaded.

    Memberships are drawn as the source gives them: ``ground`` is that of the year of the division.
    """
    drawn = _drawn(ground)
    if not drawn:
        return None
    regions: dict[int, dict[str, frozenset[int]]] = defaultdict(dict)
    rows = RegionMembership.objects.filter(
        region__division__in=[division.pk for division in divisions]
    ).values_list("region__division_id", "region_id", "municipality__code")
    for division, region, code in rows:
        of = regions[division]
        of[code] = of.get(code, frozenset()) | {region}
    small, outline, view = _small_borders(drawn)
    return SmallMaps(
        view=view,
        outline=outline,
        lines={division.pk: _lines(small, regions[division.pk]) for division in divisions},
    )


def _lines(borders: Iterable[tuple[str, str, str]], region_of: Mapping[str, frozenset[int]]) -> str:
    """The lines between two municipalities that are not in the same regions."""
    return "".join(
        line for one, other, line in borders if region_of.get(one) != region_of.get(other)
    )


@lru_cache(maxsize=8)
def _small_borders(drawn: Drawn) -> tuple[tuple[tuple[str, str, str], ...], str, ViewBox]:
    """Coarse borders (two codes and a path), the coast as closed rings, and the view."""
    borders = _borders(drawn)
    between = [b for b in borders if len(b.codes) > 1]
    coast = chain(
        (min(ends), max(ends))
        for b in borders
        if len(b.codes) == 1
        for ends in zip(b.points, b.points[1:], strict=False)
    )
    rings = [Border((), line) for line in coast if len(line) > 3]
    coarse = [b for b in simplified(rings, SMALL_TOLERANCE) if len(b.points) > 3]
    xs = [x for ring in coarse for x, _ in ring.points]
    ys = [y for ring in coarse for _, y in ring.points]
    edge = 30
    view = ViewBox(
        min(xs) - edge, min(ys) - edge, max(xs) - min(xs) + 2 * edge, max(ys) - min(ys) + 2 * edge
    )
    outline = "".join(f"{line_path(ring.points)}z" for ring in coarse)
    lines = tuple(
        (border.codes[0], border.codes[1], line_path(border.points))
        for border in simplified(between, SMALL_TOLERANCE)
    )
    return lines, outline, view
