# SPDX-License-Identifier: EUPL-1.2
"""Drawings of the network to keep: SVG files that stand by themselves."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from samenspel.insight.queries.network.page import NetworkPage
from samenspel.insight.queries.network.place import PlaceNetwork
from samenspel.mobility.views.drawings import FLOWS, REGIONS, drawing
from samenspel.register.queries.collections import collection_label

# On the site the style sheet says the same.
TIES = """path.tie { fill: none; stroke-linecap: round; vector-effect: non-scaling-stroke; }
path.tie-1 { stroke: #5d7f86; stroke-width: .6; }
path.tie-2 { stroke: #3d6b74; stroke-width: 1; }
path.tie-3 { stroke: #215560; stroke-width: 1.6; }
path.tie-4 { stroke: #0a4852; stroke-width: 2.4; }
path.tie-5 { stroke: #06303a; stroke-width: 3.5; }
"""
MATRIX = """.shade-1 { fill: #d2e6e6; }
.shade-2 { fill: #a2cccf; }
.shade-3 { fill: #66a7af; }
.shade-4 { fill: #2b7b87; }
.shade-5 { fill: #0a4852; }
.matrix__ground { fill: #fff; stroke: #8a979b; }
.matrix__block { fill: none; stroke: #b4540f; stroke-width: 1.5; }
.matrix__lead { fill: none; stroke: #8a979b; stroke-width: 1; }
.on-dark { fill: #fff; stroke: none; }
a { text-decoration: none; }
"""


def _source(page: NetworkPage | PlaceNetwork) -> str:
    collection = page.facts.lead.collection
    return f"{collection.title} ({collection_label(collection)}); {page.facts.on.isoformat()}"


def _name(page: NetworkPage | PlaceNetwork, what: str) -> str:
    return f"netwerk-{what}-{page.facts.country}-{page.facts.on.isoformat()}"


def matrix_svg(page: NetworkPage) -> HttpResponse:
    """The matrix as a file."""
    if page.matrix is None:
        raise Http404("svg")
    context: dict[str, object] = {"matrix": page.matrix, "source": _source(page)}
    return drawing("insight/network_matrix_svg.html", context, _name(page, "matrix"), MATRIX)


def ties_svg(page: NetworkPage) -> HttpResponse:
    """The map of lines as a file."""
    if page.picture is None:
        raise Http404("svg")
    context: dict[str, object] = {
        "drawn": page.picture,
        "picture": page.picture.picture,
        "source": _source(page),
    }
    return drawing("insight/network_map_svg.html", context, _name(page, "kaart"), REGIONS + TIES)


def star_svg(page: PlaceNetwork) -> HttpResponse:
    """The map of one municipality with its partners as a file."""
    if page.picture is None:
        raise Http404("svg")
    context: dict[str, object] = {
        "drawn": page.picture,
        "picture": page.picture.picture,
        "source": _source(page),
    }
    name = _name(page, page.own.slug[:80])
    return drawing("insight/network_place_svg.html", context, name, FLOWS + TIES)
