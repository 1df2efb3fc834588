# SPDX-License-Identifier: EUPL-1.2
"""The calendar of a round and the term calculator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.terms import TermsError, versions_of
from samenspel.dialogue.forms.terms import CalculatorForm
from samenspel.dialogue.queries.calculated import Answer, answer, rule_lines
from samenspel.dialogue.queries.calendar_drawing import drawing_of
from samenspel.dialogue.queries.calendar_table import calendar_table
from samenspel.dialogue.queries.round_calendar import round_calendar
from samenspel.dialogue.views.calendar_svg import svg_of
from samenspel.dialogue.views.paths import address, crumbs
from samenspel.dialogue.views.shown import shown
from samenspel.places.models import Municipality, on_date
from samenspel.register.open_data import open_table_response

FILES = ("csv", "json", "xlsx", "svg")


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Who answers until when, why on that day, and what else comes."""
    access = shown(request, slug)
    round_, today = access.round, timezone.localdate()
    page = round_calendar(round_, today=today)
    context = {
        "round": round_,
        "access": access,
        "page": page,
        "drawing": drawing_of(page, today),
        "downloads": [
            (kind.upper(), reverse("round-calendar-file", args=[slug, kind])) for kind in FILES
        ],
        "calendar_url": reverse("round-ics", args=[slug]) if round_.sent_on else "",
        "breadcrumb": crumbs(round_, _("Calendar")),
    }
    return render(request, "dialogue/calendar.html", context)


@require_safe
def calendar_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The days as ``csv``, ``json`` or ``xlsx``, the picture as ``svg``."""
    round_ = shown(request, slug).round
    today = timezone.localdate()
    page = round_calendar(round_, today=today)
    if kind != "svg":
        return open_table_response(calendar_table(page, round_), kind)
    drawing = drawing_of(page, today)
    if drawing is None:
        raise Http404(kind)
    title = _("Calendar: %(title)s") % {"title": round_.title}
    return svg_of(drawing, title, f"kalender-{slug[:80]}")


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """A rule and a day in the address; the last day with its explanation."""
    form = CalculatorForm(
        request.GET if "datum" in request.GET else None,
        initial={"regel": request.GET.get("regel", "")},
    )
    found = _answer(form) if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "answer": found,
        "countries": rule_lines(),
        "breadcrumb": [(_("Dialogues"), address("dialogues")), (_("Terms"), "")],
    }
    status = 400 if form.is_bound and found is None else 200
    return render(request, "dialogue/calculator.html", context, status=status)


def _answer(form: CalculatorForm) -> Answer | None:
    """What the form asks for; None when that cannot be, which the form then says."""
    told = form.cleaned_data
    municipality = None
    if name := told["gemeente"].strip():
        municipality = _municipality(name)
        if municipality is None:
            form.add_error(
                "gemeente", _("There is no municipality with this name. Write it in full.")
            )
            return None
    try:
        return answer(
            told["regel"],
            told["datum"],
            municipality=municipality,
            weeks=told["weken"],
            today=timezone.localdate(),
        )
    except TermsError as error:
        form.add_error("weken" if error.reason == "start" else "datum", _problem(error, told))
        return None


def _problem(error: TermsError, told: Mapping[str, Any]) -> str:
    """Why a term cannot be computed: own weeks where there are none, or a day before the rule."""
    since = versions_of(told["regel"])[0].valid_from
    if error.reason == "start" or since is None:
        return _("An arrangement sets no own weeks for this. Leave them empty.")
    return _("The law sets this term since %(day)s. Choose a later day.") % {
        "day": date_format(since, "j F Y")
    }


def _municipality(name: str) -> Municipality | None:
    """A municipality of today by its name or the end of its address."""
    rows = Municipality.objects.filter(on_date(timezone.localdate()))
    by_slug = rows.filter(slug=name.lower()).first()
    return by_slug or rows.filter(name__iexact=name).order_by("code").first()
