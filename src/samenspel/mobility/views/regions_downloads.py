# SPDX-License-Identifier: EUPL-1.2
"""The regions as files: CSV, JSON, GeoJSON, and SVG of the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.mobility.queries.region_page import RegionsPage, regions_page
from samenspel.mobility.queries.region_shapes import feature_collection, region_properties
from samenspel.mobility.views.drawings import REGIONS, drawing
from samenspel.mobility.views.regions_asking import answered, asked_of
from samenspel.places.queries.maps import map_ground
from samenspel.register.exports import Column, Table, csv_response

COLUMNS = (
    "code",
    "municipality",
    "region",
    "region_name",
    "placed_last",
    "share_of_computations",
    "second_region",
    "second_share",
    "year",
    "source",
)


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The regions that the page shows, in one of the kinds."""
    if kind not in _MAKERS:
        raise Http404(kind)
    asked = asked_of(request)
    if asked.question is None:
        if not asked.sets:
            raise Http404(kind)
        return HttpResponse(
            asked.form.errors.as_text(), status=400, content_type="text/plain; charset=utf-8"
        )
    found = answered(request, asked.question)
    if found.answer is None:
        raise Http404(kind)
    return _MAKERS[kind](regions_page(found.answer))


def _name(page: RegionsPage) -> str:
    return f"woon-werkregios-{page.flow_set.year}-{page.question.scale}"


def _csv(page: RegionsPage) -> HttpResponse:
    """A line for each municipality; one in no region has empty cells there."""
    doubt = page.doubts.by_code if page.doubts else {}
    share = page.doubts.share_of if page.doubts else {}
    reserve = {zone.code for zone in page.reserve}
    rows: list[tuple[Any, ...]] = []
    for system in page.systems:
        for member in system.members:
            certain, second = share.get(member.code), doubt.get(member.code)
            rows.append(
                (
                    member.code,
                    member.name,
                    system.core.code,
                    system.name,
                    member.code in reserve,
                    None if certain is None else round(certain, 4),
                    second.second.code if second and second.second else None,
                    round(second.second_share, 4) if second and second.second else None,
                )
            )
    rows += [
        (zone.code, zone.name, None, None, None, None, None, None)
        for zone in (*page.unplaced, *page.set_aside)
    ]
    table = Table(
        title=_("Daily urban systems"),
        columns=tuple(Column(key, key) for key in COLUMNS),
        rows=[
            (*row, page.flow_set.year, page.flow_set.source)
            for row in sorted(rows, key=lambda row: row[0])
        ],
    )
    return csv_response(table, _name(page))


def _about(page: RegionsPage) -> dict[str, Any]:
    """What was asked, of which figures, and how the whole came out."""
    flow_set, request = page.flow_set, page.question.request
    statistics = page.result.statistics
    return {
        "year": flow_set.year,
        "scale": page.question.scale if page.question.is_preset else None,
        "parameters": request.as_json()["parameters"],
        "variant": request.variant,
        "contiguous": request.contiguous,
        "improved": request.improved,
        "unit": flow_set.unit,
        "rounded_to": flow_set.rounded_to,
        "pairs_too_small_to_be_published": flow_set.hidden_pairs,
        "municipalities_of": flow_set.division_on.isoformat(),
        "source": flow_set.source,
        "source_url": flow_set.source_url,
        "licences": flow_set.collection.licences,
        "share_inside": round(statistics.share_inside, 6),
        "modularity": round(statistics.modularity, 6),
        "passes": page.result.passes,
        "in_no_region": [zone.code for zone in (*page.unplaced, *page.set_aside)],
        "placed_last": [zone.code for zone in page.reserve],
    }


def _json(page: RegionsPage) -> HttpResponse:
    said = {**_about(page), "regions": [region_properties(system) for system in page.systems]}
    if page.doubts:
        said["computations"] = page.doubts.runs
        said["doubtful"] = [
            {
                "municipality": each.zone.code,
                "region": each.system.code if each.system else None,
                "share": round(each.share, 4),
                "second": each.second.code if each.second else None,
                "second_share": round(each.second_share, 4),
            }
            for each in page.doubts.zones
        ]
    return _json_response(said, f"{_name(page)}.json")


def _geojson(page: RegionsPage) -> HttpResponse:
    flow_set = page.flow_set
    codes = [member.code for system in page.systems for member in system.members]
    ground = map_ground(on=flow_set.division_on, marked=codes, countries=(flow_set.country,))
    if not ground.shapes:
        raise Http404("geojson")
    about = {**_about(page), "boundaries": list(ground.sources)}
    said = feature_collection(page.systems, ground, properties={"about": about})
    return _json_response(said, f"{_name(page)}.geojson", "application/geo+json")


def _json_response(said: dict[str, Any], name: str, kind: str = "application/json") -> HttpResponse:
    response = JsonResponse(said, content_type=kind, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _svg(page: RegionsPage) -> HttpResponse:
    if page.picture.is_empty:
        raise Http404("svg")
    context: dict[str, object] = {
        "drawn": page.picture,
        "source": f"{page.flow_set.source} ({page.flow_set.year})",
    }
    return drawing("mobility/regions_svg.html", context, _name(page), REGIONS)


_MAKERS: dict[str, Callable[[RegionsPage], HttpResponse]] = {
    "csv": _csv,
    "json": _json,
    "geojson": _geojson,
    "svg": _svg,
}
