# SPDX-License-Identifier: EUPL-1.2
"""The public register of a municipality, to read, to print and to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.places.models import Municipality
from samenspel.register.exports import Cell, Column, Table, table_response
from samenspel.register.queries.collections import collection_label, lead_note
from samenspel.register.queries.reference import Reference
from samenspel.register.rules import all_of_municipality
from samenspel.register.views.home import carried
from samenspel.register.views.reference import reference_of, render_dated
from samenspel.stewardship.article27 import ITEMS
from samenspel.stewardship.queries.facts import facts, taking_part
from samenspel.stewardship.queries.public_register import (
    PublicRegister,
    RegisterRow,
    public_register,
)
from samenspel.stewardship.views.access import municipal_breadcrumb, municipality_or_404


def _found(municipality: Municipality, reference: Reference) -> PublicRegister:
    ours = all_of_municipality(municipality)
    return public_register(facts(reference, about=taking_part(ours)), ours)


@require_safe
def register_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The register on the reference date, in the order in which the law names the items."""
    municipality = municipality_or_404(slug)
    reference, field = reference_of(request)
    lead = reference.lead(municipality.country)
    downloads = [
        (
            kind.upper(),
            reverse("municipality-public-register-download", args=[slug, kind]) + carried(request),
        )
        for kind in ("csv", "xlsx")
    ]
    return render_dated(
        request,
        "stewardship/public_register.html",
        _found(municipality, reference),
        reference,
        field,
        name=municipality.name,
        is_dutch=municipality.country == "nl",
        items=tuple(ITEMS.items()),
        downloads=downloads,
        reference_note=lead_note(lead),
        suffix=carried(request),
        breadcrumb=municipal_breadcrumb(municipality, _("Public register")),
    )


COLUMNS = (
    "municipality_code",
    "municipality",
    "arrangement",
    "name",
    "is_wgr",
    "participants",
    "statutory_basis",
    "powers",
    "articles_on_powers",
    "seat",
    "legal_form",
    "legal_form_label",
    "body",
    "since",
    "publications",
    "missing_items",
    "source",
    "source_url",
    "last_confirmed",
    "reference_date",
)


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The same register as CSV or XLSX."""
    municipality = municipality_or_404(slug)
    reference, field = reference_of(request)
    if field.error:
        return HttpResponse(field.error, status=400, content_type="text/plain; charset=utf-8")
    found = _found(municipality, reference)
    lead = reference.lead(municipality.country)
    notes = [_("Situation on %(date)s.") % {"date": date_format(reference.on, "DATE_FORMAT")}]
    if lead is not None:
        title = {"source": collection_label(lead.collection), "title": lead.collection.title}
        notes.append(_("Source: %(source)s (%(title)s).") % title)
        notes += [
            _("Licence: %(licence)s.") % {"licence": licence.get("title", "")}
            for licence in lead.collection.licences
        ]
    rows = [
        (municipality.code, municipality.name, *_cells(row, is_wgr), reference.on)
        for listed, is_wgr in ((found.rows, True), (found.others, False))
        for row in listed
    ]
    table = Table(
        title=_("Public register of %(name)s") % {"name": municipality.name},
        columns=tuple(Column(key, label) for key, label in zip(COLUMNS, _labels(), strict=True)),
        rows=rows,
        notes=tuple(notes),
    )
    return table_response(table, kind, f"register-{slug}-{reference.on.isoformat()}")


def _labels() -> tuple[str, ...]:
    return (
        _("Code"),
        _("Municipality"),
        _("Key of the arrangement"),
        _("Arrangement"),
        _("Of public law"),
        _("Participants"),
        _("Statutory basis"),
        _("Powers handed over"),
        _("Articles on powers"),
        _("Address and seat"),
        _("Key of the legal form"),
        _("Kind of body"),
        _("Body"),
        _("Since"),
        _("Publications"),
        _("Not known"),
        _("Source"),
        _("Address of the source"),
        _("Last confirmed"),
        _("Reference date"),
    )


def _cells(row: RegisterRow, is_wgr: bool) -> tuple[Cell, ...]:
    return (
        row.slug,
        row.name,
        is_wgr,
        "; ".join(row.participants),
        "; ".join(row.legal_bases),
        "; ".join(row.powers),
        row.articles,
        row.seat,
        row.form_key,
        row.form,
        row.body,
        row.since,
        " ".join(text for text, _url in row.publications),
        "; ".join(row.missing_names),
        row.source,
        row.source_url,
        row.confirmed_on,
    )
