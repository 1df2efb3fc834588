# SPDX-License-Identifier: EUPL-1.2
"""The pages about the data and the methods."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.datapackage.indicators import INDICATORS
from samenspel.places.reference_dates import years_before
from samenspel.register.methods import published_methods
from samenspel.register.queries.data import data_page
from samenspel.register.views.reference import reference_of, render_dated

RECENT_YEARS = 2


@dataclass(frozen=True)
class IndicatorText:
    """A figure of municipalities with its definition, in the language of the page."""

    key: str
    label: str
    definition: str


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What was loaded, which collection leads when, and what is missing."""
    reference, field = reference_of(request)
    page = data_page(reference, recent_from=years_before(reference.today, RECENT_YEARS))
    return render_dated(
        request,
        "register/data.html",
        page,
        reference,
        field,
        breadcrumb=[(_("Data"), "")],
    )


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """The definition of each figure."""
    dutch = get_language() == "nl"
    indicators = [
        IndicatorText(
            key=indicator.key,
            label=indicator.label_nl if dutch else indicator.label_en,
            definition=indicator.definition_nl if dutch else indicator.definition_en,
        )
        for indicator in INDICATORS.values()
    ]
    context = {
        "methods": published_methods(),
        "indicators": indicators,
        "breadcrumb": [(_("Methods"), "")],
    }
    return render(request, "register/methods.html", context)
