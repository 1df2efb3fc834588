# SPDX-License-Identifier: EUPL-1.2
"""The reference date and source of a request, and rendering a page that has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.places.reference_dates import EARLIEST, LATEST
from samenspel.register.queries.collections import collection_label, lead_note
from samenspel.register.queries.reference import Reference, reference


@dataclass(frozen=True)
class ReferenceDateField:
    """The date as typed, and what is wrong with it (empty when nothing is)."""

    value: str
    error: str


def reference_of(request: HttpRequest) -> tuple[Reference, ReferenceDateField]:
    """Reference of ``?peildatum=YYYY-MM-DD&bron=slug``, and how the date was given.

    Today stands in for a date that is absent or impossible.
    """
    today = timezone.localdate()
    text = request.GET.get("peildatum", "").strip()[:40]
    on, error = today, ""
    if text:
        try:
            on = date.fromisoformat(text)
        except ValueError:
            error = _("This date does not exist. Write the date as year-month-day: 2016-01-01.")
        else:
            if not EARLIEST <= on <= LATEST:
                on, error = today, _("Choose a date between 1900 and 2100.")
    found = reference(on=on, today=today, chosen=request.GET.get("bron", ""))
    return found, ReferenceDateField(value=text, error=error)


def render_dated(
    request: HttpRequest,
    template: str,
    page: object,
    reference: Reference,
    field: ReferenceDateField,
    **more: object,
) -> HttpResponse:
    """Render a page with its reference date; 400 when the date asked for is impossible."""
    context = {
        "page": page,
        "reference": reference,
        "reference_date": reference.on,
        "today": reference.today,
        "reference_note": _note(reference),
        "reference_error": field.error,
        "earliest": EARLIEST,
        **more,
    }
    return render(request, template, context, status=400 if field.error else 200)


def _note(reference: Reference) -> str:
    """Whose figures the page shows, country by country."""
    leads = list(reference.leads.values())
    if len(leads) < 2:
        return lead_note(leads[0] if leads else None)
    return "; ".join(
        f"{lead.collection.get_country_display()}: {collection_label(lead.collection)}"
        for lead in leads
    )
