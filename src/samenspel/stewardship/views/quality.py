# SPDX-License-Identifier: EUPL-1.2
"""The quality of the register of a country: the rules, and what they find."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.places.models import Country
from samenspel.register.exports import Column, Table, table_response
from samenspel.register.queries.collections import lead_note
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import Choice, carried
from samenspel.register.views.reference import reference_of, render_dated
from samenspel.stewardship.queries.facts import facts
from samenspel.stewardship.queries.quality_overview import QualityOverview, quality_overview


def _country(request: HttpRequest, reference: Reference) -> str:
    """The country of ``?land=``, or the first one of which anything was loaded."""
    wanted = request.GET.get("land", "")
    known = [country for country in ("nl", "be") if reference.lead(country) is not None]
    return wanted if wanted in known else (known or ["nl"])[0]


def _found(reference: Reference, country: str) -> QualityOverview:
    lead = reference.lead(country)
    collections = [lead.collection.pk] if lead else []
    return quality_overview(facts(reference, about=Q(collection__in=collections)), country)


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Every rule with the number and share of arrangements that it is about."""
    reference, field = reference_of(request)
    country = _country(request, reference)
    lead = reference.lead(country)
    parameters = request.GET.copy()
    parameters["land"] = country
    download_url = reverse("quality-download", args=["csv"])
    return render_dated(
        request,
        "stewardship/quality.html",
        _found(reference, country),
        reference,
        field,
        countries=_countries(request, reference, country),
        country=str(Country(country).label),
        downloads=[("CSV", f"{download_url}?{parameters.urlencode()}")],
        reference_note=lead_note(lead),
        breadcrumb=[
            (_("Data"), reverse("data") + carried(request)),
            (_("Quality"), ""),
        ],
    )


def _countries(request: HttpRequest, reference: Reference, shown: str) -> tuple[Choice, ...]:
    found = []
    for country in ("nl", "be"):
        if reference.lead(country) is not None:
            parameters = request.GET.copy()
            parameters["land"] = country
            label = str(Country(country).label)
            found.append(Choice(label, f"?{parameters.urlencode()}", country == shown))
    return tuple(found)


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The same figures as CSV or XLSX."""
    reference, field = reference_of(request)
    if field.error:
        return HttpResponse(field.error, status=400, content_type="text/plain; charset=utf-8")
    country = _country(request, reference)
    found = _found(reference, country)
    columns = (
        Column("country", _("Country")),
        Column("rule", _("Key of the rule")),
        Column("title", _("Rule")),
        Column("severity", _("Severity")),
        Column("findings", _("Findings")),
        Column("arrangements", _("Arrangements")),
        Column("in_force", _("Arrangements in force")),
        Column("share", _("Share")),
        Column("set_aside", _("Number set aside")),
        Column("reference_date", _("Reference date")),
    )
    table = Table(
        title=_("Quality of the register"),
        columns=columns,
        rows=[
            (
                country, line.rule.key, line.rule.title, line.rule.severity.value, line.findings,
                line.arrangements, found.in_force, line.share, line.aside, reference.on,
            )
            for line in found.lines
        ],
    )  # fmt: skip
    return table_response(table, kind, f"kwaliteit-{country}-{reference.on.isoformat()}")
