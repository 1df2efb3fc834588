# SPDX-License-Identifier: EUPL-1.2
"""The network of one municipality, and its files."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samenspel.insight.forms.network import NetworkForm
from samenspel.insight.queries.network.place import PlaceNetwork, place_network
from samenspel.insight.queries.network.tables import partners_table
from samenspel.insight.views.network import CARRIED, LONGEST_VALUE, asked_query
from samenspel.insight.views.network_drawings import star_svg
from samenspel.places.models import Municipality
from samenspel.places.notation import written
from samenspel.places.queries.maps import map_ground
from samenspel.register.open_data import open_table_response
from samenspel.register.queries.collections import lead_note
from samenspel.register.queries.facts import MunicipalityFacts, country_facts
from samenspel.register.queries.reference import Reference
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

ASKED = ("onderwerp", "vorm", "maat", "maximaal")


@dataclass(frozen=True)
class Asked:
    """What a request asks for; ``page`` is None where there is nothing to compute on this date."""

    chosen: Municipality
    reference: Reference
    field: ReferenceDateField
    form: NetworkForm | None
    page: PlaceNetwork | None

    @property
    def error(self) -> str:
        """The first thing that is wrong with what was asked; empty when nothing is."""
        wrong = [str(e) for found in self.form.errors.values() for e in found] if self.form else []
        return next((text for text in (self.field.error, *wrong) if text), "")


def _municipality_at(slug: str) -> Municipality:
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        found = Municipality.objects.filter(code=slug.rpartition("-")[2].upper()).first()
    if found is None:
        raise Http404(slug)
    return found


def _asked_of(request: HttpRequest, chosen: Municipality, *, linked: bool = True) -> Asked:
    reference, field = reference_of(request)
    facts = country_facts(reference, chosen.country)
    own = next((m for m in facts.municipalities if m.code == chosen.code), None) if facts else None
    if facts is None or own is None:
        return Asked(chosen, reference, field, None, None)
    form = NetworkForm(request.GET, facts)
    end = "netwerk/" + asked_query(request, *ASKED, *CARRIED)
    base = reverse("municipalities")

    def address(found: MunicipalityFacts) -> str:
        return f"{base}{found.slug}/{end}" if linked else ""

    ground = map_ground(
        on=reference.on,
        marked=[m.code for m in facts.municipalities],
        countries=[chosen.country],
    )
    other = request.GET.get("met", "")[:LONGEST_VALUE].upper()
    page = place_network(facts, own, form.question(""), ground, address=address, other=other)
    return Asked(chosen, reference, field, form, page)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """With whom a municipality works, how much, in what, and from which groups they are."""
    chosen = _municipality_at(slug)
    if chosen.slug != slug:
        address = reverse("municipality-network", args=[chosen.slug])
        return redirect(address + asked_query(request, *ASKED, *CARRIED), permanent=True)
    asked = _asked_of(request, chosen)
    page = asked.page
    carried = asked_query(request, *CARRIED)
    home = reverse("municipality", args=[chosen.slug]) + carried
    response = render_dated(
        request,
        "insight/network_place.html",
        page,
        asked.reference,
        asked.field,
        form=asked.form,
        name=page.own.name if page else chosen.name,
        reference_note=lead_note(asked.reference.lead(chosen.country)),
        figures=_figures(page) if page else (),
        municipality_url=home,
        country_url=reverse("insight-network")
        + asked_query(request, "onderwerp", "vorm", "maat", *CARRIED, land=chosen.country),
        group_url=_group_url(request, page),
        municipalities_base=reverse("municipalities"),
        arrangements_base=reverse("arrangements"),
        place_suffix="netwerk/" + asked_query(request, *ASKED, *CARRIED),
        carried=carried,
        downloads=_downloads(request, page),
        breadcrumb=[
            (_("Municipalities"), reverse("municipalities")),
            (chosen.name, home),
            (_("Network of cooperation"), ""),
        ],
    )
    if asked.error:
        response.status_code = 400
    return response


def _group_url(request: HttpRequest, page: PlaceNetwork | None) -> str:
    if page is None or page.group is None:
        return ""
    return reverse("insight-network") + asked_query(
        request, *ASKED, *CARRIED, land=page.facts.country, gebied=page.own.code
    )


def _figures(page: PlaceNetwork) -> list[dict[str, str]]:
    methods = reverse("methods")
    if not page.partners:
        return []
    number, first = len(page.partners), page.partners[0]
    found = [
        {
            "value": written(number),
            "label": ngettext("partner municipality", "partner municipalities", number),
            "note": ngettext("in %(number)d arrangement", "in %(number)d arrangements", page.tables)
            % {"number": page.tables},
            "url": f"{methods}#partners",
        },
        {
            "value": first.row.municipality.name,
            "label": _("strongest partner"),
            "note": _("%(shared)d of %(either)d arrangements shared")
            % {"shared": first.value.shared, "either": first.value.either},
            "url": f"{methods}#cooperation-intensity",
        },
    ]
    own = next((share for share in page.groups if share.is_own), None)
    if own is not None:
        found.append(
            {
                "value": f"{written(100 * own.share, 0)}%",
                "label": _("of what it shares is with its own group"),
                "note": _("group %(name)s") % {"name": own.group.core.name if own.group else ""},
                "url": f"{methods}#cooperation-groups",
            }
        )
    return found


def _downloads(request: HttpRequest, page: PlaceNetwork | None) -> list[tuple[str, str]]:
    if page is None or not page.partners:
        return []
    suffix = asked_query(request, *ASKED, *CARRIED)
    kinds = ("csv", "json", "xlsx", *(("svg",) if page.picture else ()))
    view = "municipality-network-download"
    return [(kind.upper(), reverse(view, args=[page.own.slug, kind]) + suffix) for kind in kinds]


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The partners as CSV, JSON or XLSX, the map as SVG."""
    asked = _asked_of(request, _municipality_at(slug), linked=False)
    if asked.error:
        return HttpResponse(asked.error, status=400, content_type="text/plain; charset=utf-8")
    page = asked.page
    if page is None:
        raise Http404(kind)
    if kind == "svg":
        return star_svg(page)
    rows = [partner.row for partner in page.partners]
    table = partners_table(page.facts, page.own, page.question.chosen, rows)
    return open_table_response(table, kind)
