# SPDX-License-Identifier: EUPL-1.2
"""The reference date and source of a request, and rendering a page that has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.register.queries.reference import Reference, reference

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True)
class ReferenceDateField:
    """What the form of the reference date shows: the text typed, and what is wrong with it."""

    value: str
    error: str
    one_year_ago: date
    ten_years_ago: date


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def reference_of(request: HttpRequest) -> tuple[Reference, ReferenceDateField]:
    """Reference of ``?peildatum=YYYY-MM-DD&bron=slug``; today when absent or impossible."""
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
    field = ReferenceDateField(
        value=text if error else on.isoformat(),
        error=error,
        one_year_ago=years_before(today, 1),
        ten_years_ago=years_before(today, 10),
    )
    return reference(on=on, today=today, chosen=request.GET.get("bron", "")), field


def render_dated(
    request: HttpRequest,
    template: str,
    page: object,
    reference: Reference,
    field: ReferenceDateField,
    **more: object,
) -> HttpResponse:
    """Render a page with its reference date; 400 when the date asked for is impossible."""
    context = {"page": page, "reference": reference, "reference_date": field, **more}
    return render(request, template, context, status=400 if field.error else 200)
