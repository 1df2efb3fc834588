# SPDX-License-Identifier: EUPL-1.2
"""Pictures of a country to keep: files that stand by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from samenspel.insight.queries.country.bars import bars
from samenspel.insight.queries.country.map import country_map
from samenspel.insight.queries.country.page import CountryPage
from samenspel.insight.queries.country.strips import strips
from samenspel.mobility.views.drawings import drawing
from samenspel.places.queries.maps import UNKNOWN, Picture
from samenspel.register.open_data import OpenTable

# On the site the style sheet says the same.
MAP = """path, circle, rect { stroke: #7f9296; }
path:not(.hatch__line), circle, rect { vector-effect: non-scaling-stroke; }
.shade-0 { fill: #f4f1ea; }
.shade-1 { fill: #d2e6e6; }
.shade-2 { fill: #a2cccf; }
.shade-3 { fill: #66a7af; stroke: #fff; }
.shade-4 { fill: #2b7b87; stroke: #fff; }
.shade-5 { fill: #0a4852; stroke: #fff; }
.less-1 { fill: #f3cfa6; stroke-dasharray: 3 2; }
.less-2 { fill: #c96a1d; stroke-dasharray: 3 2; }
.less-3 { fill: #8a3f0a; stroke-dasharray: 3 2; }
.sea { stroke: none; }
.hatch__ground { fill: #fff; stroke: none; }
.hatch__line { stroke: #8a979b; stroke-width: 1; }
.shade-self { fill: #f2b684; stroke: #16262b; stroke-width: 1.75; }
a { text-decoration: none; }
"""
CHART = """.paper { fill: #fff; }
.chart text { font-size: 14px; stroke: none; font-weight: 400; }
.chart .tick-label { fill: #51646a; font-size: 13px; }
.chart .bars__count { font-weight: 650; }
.gridline { stroke: #dbe3e5; }
.axis { stroke: #7f9296; }
.bar { fill: #66a7af; stroke: #2b7b87; }
.bar--ended { fill: #d5dcde; stroke: #8a979b; }
.bar--self { fill: #e2873b; stroke: #8f420b; }
.fit-chart__dot { fill: #1b7681; fill-opacity: .55; stroke: #08404a; stroke-width: .75; }
.strip-median { stroke: #16262b; stroke-width: 3.5; }
.reference-line { stroke: #b4540f; stroke-dasharray: 5 3; stroke-width: 2; }
"""


def part_drawing(page: CountryPage, part: str, table: OpenTable) -> HttpResponse:
    """The picture of a part of the page; Http404 where there is nothing to draw."""
    source = _("Source: %(source)s") % {"source": "; ".join(table.sources)}
    if part == "gemeenten":
        # A file cannot lead to other pages.
        return map_file(country_map(page, address=lambda _slug: ""), table.name, source)
    context: dict[str, object] = {"page": page, "title": table.title, "description": source}
    if part == "verdeling":
        drawn = bars(page)
        context |= {"bars": drawn, "drawn": "insight/country_bars_drawing.html"}
        return chart_file(drawn, context, table.name)
    of_size = part == "grootte"
    groups = page.sizes if of_size else page.provinces
    lines = strips(page, groups, key=part, of_size=of_size)
    context |= {"strips": lines, "drawn": "insight/country_strips_drawing.html"}
    return chart_file(lines, context, table.name)


def chart_file(box: object, context: dict[str, object], name: str) -> HttpResponse:
    """A chart with what its template needs; Http404 for none (``box`` is None)."""
    if box is None:
        raise Http404(name)
    return drawing("insight/country_svg.html", {**context, "box": box}, name, CHART)


def map_file(picture: Picture, name: str, source: str) -> HttpResponse:
    """A map with its legend; Http404 where nothing can be drawn."""
    if picture.is_empty:
        raise Http404(name)
    context: dict[str, object] = {
        "picture": picture,
        "source": source,
        "legend": _legend(picture),
    }
    return drawing("insight/country_map_svg.html", context, name, MAP)


@dataclass(frozen=True)
class LegendLine:
    """A line of the legend in the drawing."""

    css: str
    label: str
    y: str
    text_y: str


@dataclass(frozen=True)
class DrawnLegend:
    """The legend in the upper left corner, in units of the view."""

    letter: str
    x: str
    title_y: str
    text_x: str
    wide: str
    high: str
    lines: tuple[LegendLine, ...]
    has_unknown: bool


def _legend(picture: Picture) -> DrawnLegend:
    unit, view = picture.unit, picture.view
    left, top = view.left + 12 * unit, view.top + 28 * unit

    def at(value: float) -> str:
        return str(round(value))

    return DrawnLegend(
        letter=at(16 * unit),
        x=at(left),
        title_y=at(top),
        text_x=at(left + 36 * unit),
        wide=at(28 * unit),
        high=at(16 * unit),
        lines=tuple(
            LegendLine(
                item.css,
                item.label,
                at(top + (14 + 24 * place) * unit),
                at(top + (27 + 24 * place) * unit),
            )
            for place, item in enumerate(picture.legend)
        ),
        has_unknown=any(item.css == UNKNOWN for item in picture.legend),
    )
