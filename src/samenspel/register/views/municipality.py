# SPDX-License-Identifier: EUPL-1.2
"""The page of a municipality, and the download of its arrangements."""

from __future__ import annotations

from django.db.models import Exists, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.places.models import Municipality
from samenspel.register.exports import Cell, Column, Table, table_response
from samenspel.register.queries.collections import collection_label, lead_note
from samenspel.register.queries.municipality import municipality_page, municipality_rows
from samenspel.register.queries.municipality.facts import (
    figure_groups,
    key_figures,
    region_items,
)
from samenspel.register.queries.municipality.listing import ArrangementRow, Grouping
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import Choice, carried
from samenspel.register.views.links import may_add
from samenspel.register.views.reference import reference_of, render_dated

TOP_PARTNERS = 12
"""Partners named beside the map; all of them are in the table below it."""


def _municipality(slug: str, *, asks: Exists | Value | None = None) -> tuple[Municipality, bool]:
    """The municipality at an address, and the answer to a question asked together with it."""
    found = (
        Municipality.objects.select_related("province")
        .annotate(answer=asks or Value(value=False))
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise Http404(slug)
    return found, bool(found.answer)


def _renamed(slug: str) -> Municipality | None:
    """The municipality whose code ends the slug: names change, the address keeps working."""
    code = slug.rpartition("-")[2].upper()
    return Municipality.objects.filter(code=code).first()


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """What a municipality takes part in on the reference date."""
    try:
        chosen, offers_adding = _municipality(slug, asks=may_add(request))
    except Http404:
        moved = _renamed(slug)
        if moved is None:
            raise
        return redirect(moved.get_absolute_url() + carried(request), permanent=True)
    reference, field = reference_of(request)
    by: Grouping = "vorm" if request.GET.get("indeling") == "vorm" else "onderwerp"
    suffix = carried(request)
    page = municipality_page(chosen, reference, by=by, suffix=suffix)
    main_regions, more_regions = region_items(page.regions, suffix=suffix)
    downloads = [
        (
            kind.upper(),
            reverse("municipality-download", args=[chosen.slug, kind]) + suffix,
        )
        for kind in ("csv", "xlsx")
    ]
    return render_dated(
        request,
        "register/municipality.html",
        page,
        reference,
        field,
        reference_note=lead_note(page.lead),
        by=by,
        groupings=_groupings(request, by),
        figures=key_figures(page),
        figure_groups=figure_groups(page.figures, reference.collections),
        main_regions=main_regions,
        more_regions=more_regions,
        top_partners=page.present_partners[:TOP_PARTNERS],
        suffix=suffix,
        downloads=downloads,
        may_add=offers_adding,
        breadcrumb=[
            (_("Municipalities"), reverse("municipalities")),
            (chosen.name, ""),
        ],
    )


def _groupings(request: HttpRequest, by: Grouping) -> tuple[Choice, ...]:
    found = []
    for value, label in (("onderwerp", _("By subject")), ("vorm", _("By legal form"))):
        parameters = request.GET.copy()
        parameters.pop("indeling", None)
        if value != "onderwerp":
            parameters["indeling"] = value
        found.append(Choice(label, f"?{parameters.urlencode()}#samenwerkingen", value == by))
    return tuple(found)


COLUMNS = (
    "municipality_code",
    "municipality",
    "arrangement",
    "name",
    "legal_form",
    "legal_form_label",
    "domain",
    "topics",
    "other_participants",
    "organs",
    "since",
    "share_percent",
    "recorded_as",
    "source",
    "source_url",
    "last_confirmed",
    "collection",
    "reference_date",
)


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The arrangements of a municipality on the reference date, as CSV or XLSX."""
    chosen, _answer = _municipality(slug)
    reference, field = reference_of(request)
    if field.error:
        return HttpResponse(field.error, status=400, content_type="text/plain; charset=utf-8")
    place, lead, rows = municipality_rows(chosen, reference)
    collection = lead.collection if lead else None
    day = date_format(reference.on, "DATE_FORMAT")
    notes = [_("Situation on %(date)s.") % {"date": day}]
    if collection:
        notes += [
            _("Source: %(source)s (%(title)s).")
            % {"source": collection_label(collection), "title": collection.title},
            *(str(source.get("title", "")) for source in collection.sources),
            *(
                _("Licence: %(licence)s.") % {"licence": licence.get("title", "")}
                for licence in collection.licences
            ),
        ]
    notes.append(
        _(
            "Arrangements in force on the date in which the municipality takes part itself. Where"
            " “recorded as” has a name, the source still has it under that former municipality."
        )
    )
    table = Table(
        title=_("Arrangements of %(name)s") % {"name": place.name},
        columns=tuple(Column(key, label) for key, label in zip(COLUMNS, _labels(), strict=True)),
        rows=[
            (
                place.code,
                place.name,
                *_cells(row),
                collection.slug if collection else "",
                reference.on,
            )
            for row in rows
        ],
        notes=tuple(notes),
    )
    return table_response(table, kind, _filename(place.slug, reference))


def _filename(slug: str, reference: Reference) -> str:
    return f"samenwerkingen-{slug}-{reference.on.isoformat()}"


def _labels() -> tuple[str, ...]:
    return (
        _("Code"),
        _("Municipality"),
        _("Key of the arrangement"),
        _("Arrangement"),
        _("Key of the legal form"),
        _("Legal form"),
        _("Subject"),
        _("Policy areas"),
        _("Other participants"),
        _("Takes part through"),
        _("Since"),
        _("Share in percent"),
        _("Recorded as"),
        _("Source"),
        _("Address of the source"),
        _("Last confirmed"),
        _("Collection"),
        _("Reference date"),
    )


def _cells(row: ArrangementRow) -> tuple[Cell, ...]:
    return (
        row.slug,
        row.name,
        row.form_key,
        row.form,
        row.domain if row.domain_key else "",
        "; ".join(row.topics),
        row.others,
        row.organs,
        row.since,
        row.share_percent,
        "; ".join(row.recorded_as),
        row.source,
        row.source_url,
        row.confirmed_on,
    )
