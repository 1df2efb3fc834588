# SPDX-License-Identifier: EUPL-1.2
"""The page about the municipalities that are most like one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.insight.forms.peers import PeersForm
from samenspel.insight.queries.peers import words
from samenspel.insight.queries.peers.page import (
    PeerRow,
    PeersPage,
    peers_ground,
    peers_page,
)
from samenspel.insight.queries.peers.strips import StripPicture, StripRow, strip_picture
from samenspel.places.models import Municipality
from samenspel.places.notation import written
from samenspel.register.queries.facts import MunicipalityFacts
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

IN_SENTENCE = 3


@dataclass(frozen=True)
class Asked:
    """A request for the page: what it found, the form, and the date."""

    page: PeersPage
    form: PeersForm
    reference: Reference
    date_field: ReferenceDateField

    @property
    def is_wrong(self) -> bool:
        """Whether the address asks something that cannot be."""
        return bool(self.date_field.error) or not self.form.is_valid()


@dataclass(frozen=True)
class TableRow:
    """A line of the table of peers, as a reader writes it.

    ``parts`` are shares of the squared distance by theme, None where unknown.
    """

    row: PeerRow
    url: str
    distance: str
    main_theme: str
    parts: tuple[tuple[str, float | None], ...]
    sureness: str
    stays: str


def municipality_at(slug: str) -> Municipality:
    """The municipality at an address, or of the code that ends it; Http404 when there is none."""
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        found = Municipality.objects.filter(code=slug.rpartition("-")[2].upper()).first()
    if found is None:
        raise Http404(slug)
    return found


def asked(request: HttpRequest, chosen: Municipality, *, with_map: bool = True) -> Asked:
    """What a request asks for; weights that cannot be are answered with the usual ones."""
    reference, date_field = reference_of(request)
    suffix = carried(request)

    def address(place: MunicipalityFacts) -> str:
        return reverse("municipality", args=[place.slug]) + suffix

    ground = peers_ground(chosen, reference)
    form = PeersForm(request.GET.dict(), themes=ground.themes)
    page = ground
    if not ground.reason:
        page = peers_page(ground, weights=form.weights, address=address, with_map=with_map)
    return Asked(page, form, reference, date_field)


@require_safe
def peers(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is most like a municipality, by what, and what they do otherwise."""
    chosen = municipality_at(slug)
    suffix = carried(request)
    if chosen.slug != slug:
        address = reverse("municipality-peers", args=[chosen.slug])
        return redirect(address + suffix, permanent=True)
    found = asked(request, chosen)
    home = reverse("municipality", args=[chosen.slug]) + suffix
    response = render_dated(
        request,
        "insight/peers.html",
        found.page,
        found.reference,
        found.date_field,
        form=found.form,
        municipality_url=home,
        suffix=suffix,
        theme_labels=tuple(words.theme_label(key) for key in found.page.themes),
        breadcrumb=[
            (_("Municipalities"), reverse("municipalities")),
            (chosen.name, home),
            (_("Comparable municipalities"), ""),
        ],
        **(_shown(request, found.page, suffix) if found.page.rows else {}),
    )
    if found.is_wrong:
        response.status_code = 400
    return response


def _shown(request: HttpRequest, page: PeersPage, suffix: str) -> dict[str, Any]:
    """What the template needs of a page with peers."""
    return {
        "first": page.rows[:IN_SENTENCE],
        "rows": tuple(_row(page, row, suffix) for row in page.rows),
        "weighted": _weighted(page),
        "figures_picture": figures_picture(page),
        "cooperation_picture": cooperation_picture(page) if page.is_known else None,
        "figure_rows": _figure_rows(page),
        "measure_rows": _measure_rows(page),
        "cooperation_rows": _cooperation_rows(page, suffix),
        "downloads": downloads(request, page, "csv", "json", "svg"),
        "table_downloads": downloads(request, page, "csv", "json"),
        "figure_downloads": [
            (kind.upper(), _address(request, "municipality-peers-figures-download", page, kind))
            for kind in ("csv", "json")
        ],
        "left_out": tuple(words.indicator_label(key) for key in _left_out(page)),
        "strips_legend": _legend(page),
    }


def _left_out(page: PeersPage) -> Sequence[str]:
    return page.found.table.left_out if page.found else ()


def _legend(page: PeersPage) -> list[tuple[str, str]]:
    return [
        ("strip-swatch strip-swatch--own", page.place.name),
        ("strip-swatch strip-swatch--peer", _("One of its peers")),
        ("strip-swatch strip-swatch--band", _("Four fifths of all municipalities")),
        ("strip-swatch strip-swatch--middle", _("The middle one of all municipalities")),
    ]


def _row(page: PeersPage, row: PeerRow, suffix: str) -> TableRow:
    peer, tried = row.peer, page.found.tried if page.found else 0
    parts = peer.by_theme
    return TableRow(
        row=row,
        url=reverse("municipality", args=[row.place.slug]) + suffix,
        distance=written(peer.distance, 2),
        main_theme=words.theme_label(row.main_theme) if row.main_theme else "",
        parts=tuple(
            (words.theme_label(key), _share(parts[key], peer.squared)) for key in page.themes
        ),
        sureness=words.sureness(peer, tried),
        stays=_("%(stays)s of %(tried)s")
        % {"stays": written(peer.stays, 0), "tried": written(tried, 0)},
    )


def _share(part: float | None, whole: float) -> float | None:
    if part is None:
        return None
    return part / whole if whole else 0.0


def _weighted(page: PeersPage) -> list[tuple[str, float]]:
    """Themes that count other than once, with their weight."""
    weights = page.found.weights if page.found else {}
    return [(words.theme_label(k), weights[k]) for k in page.themes if weights[k] != 1.0]


def figures_picture(page: PeersPage) -> StripPicture:
    """The indicators, a panel for each theme."""
    panels = []
    for theme in page.themes:
        rows = [
            StripRow(
                line=row,
                label=words.indicator_label(row.key),
                own=words.figure(row.key, row.own.value),
                peers=tuple(words.figure(row.key, peer.value) for peer in row.peers),
            )
            for row in page.profile
            if row.theme == theme
        ]
        panels.append((words.theme_label(theme), rows))
    return strip_picture(panels, names=_names(page), key="figures")


def cooperation_picture(page: PeersPage) -> StripPicture:
    """The measures of cooperation in one panel, or in two where there is room."""
    rows = [
        StripRow(
            line=row.line,
            label=str(row.measure.title),
            own=words.measured(row.measure, row.own),
            peers=tuple(words.measured(row.measure, value) for value in row.peers),
        )
        for row in page.measures
    ]
    panels = [(_("Cooperation"), rows[:3]), (_("Burden"), rows[3:])]
    return strip_picture(panels, names=_names(page), key="cooperation")


def _names(page: PeersPage) -> tuple[str, ...]:
    return (page.place.name, *(row.place.name for row in page.rows))


def _figure_rows(page: PeersPage) -> list[dict[str, object]]:
    """The table beside the picture of figures."""
    methods = reverse("methods")
    return [
        {
            "label": words.indicator_label(row.key),
            "reason": words.reason(row.key),
            "url": f"{methods}#{row.key}",
            "own": words.figure(row.key, row.own.value),
            "median": words.figure(row.key, row.median),
            "low": words.figure(row.key, row.spread.low if row.spread else None),
            "middle": words.figure(row.key, row.spread.middle if row.spread else None),
            "high": words.figure(row.key, row.spread.high if row.spread else None),
            "on": row.on,
        }
        for row in page.profile
    ]


def _measure_rows(page: PeersPage) -> list[dict[str, object]]:
    """The measures of cooperation, with the value of the municipality and the middle one."""
    methods = reverse("methods")
    return [
        {
            "label": row.measure.title,
            "unit": row.measure.unit,
            "url": f"{methods}#{row.measure.method}",
            "own": words.measured(row.measure, row.own),
            "median": words.middle(row.measure, row.line.median),
        }
        for row in page.measures
    ]


def _cooperation_rows(page: PeersPage, suffix: str) -> list[dict[str, object]]:
    """The same table, a line per peer."""
    return [
        {
            "code": row.place.code,
            "name": row.place.name,
            "url": reverse("municipality", args=[row.place.slug]) + suffix,
            "values": tuple(words.measured(m.measure, m.peers[number]) for m in page.measures),
        }
        for number, row in enumerate(page.rows)
    ]


def downloads(request: HttpRequest, page: PeersPage, *kinds: str) -> list[tuple[str, str]]:
    """Files of the peers, with what they do: tables, and the picture of the figures."""
    view = "municipality-peers-download"
    return [(kind.upper(), _address(request, view, page, kind)) for kind in kinds]


def _address(request: HttpRequest, view: str, page: PeersPage, kind: str) -> str:
    kept = [(key, value) for key, value in request.GET.items() if value]
    suffix = f"?{urlencode(kept)}" if kept else ""
    return reverse(view, args=[page.place.slug, kind]) + suffix
