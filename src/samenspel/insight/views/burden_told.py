# SPDX-License-Identifier: EUPL-1.2
"""What taking part is assumed to ask, and what an arrangement really asks: looking and telling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.analysis.burden import FIGURES, Load
from samenspel.insight.actions.workload import (
    put_back_assumption,
    reset_assumption,
    reset_assumptions,
    set_assumption,
    tell_workload,
    withdraw_workload,
)
from samenspel.insight.forms.workload import AssumptionForm, WorkloadForm
from samenspel.insight.models import BurdenAssumption
from samenspel.insight.queries.burden.page import CHOICES, per_year
from samenspel.insight.queries.burden.told import (
    AMOUNT_LABELS,
    AssumptionRow,
    WorkloadPage,
    assumption_row,
    assumptions_page,
    assumptions_table,
    workload_page,
)
from samenspel.insight.rules import may_set_assumptions, may_tell_workload
from samenspel.places.notation import written
from samenspel.register.actions import EditRefused
from samenspel.register.models import ArrangementVersion
from samenspel.register.open_data import KINDS, open_table_response
from samenspel.register.queries.arrangement.versions import shown_version, versions_of
from samenspel.register.queries.municipality.facts import KeyFigure

WHAT = "wat"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def assumptions(request: HttpRequest) -> HttpResponse:
    """All assumptions and their changes; administrators put defaults or earlier ones back."""
    today = timezone.localdate()
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        refusal = _change(request)
        if not refusal:
            return redirect("burden-assumptions")
        messages.error(request, refusal)
    page = assumptions_page()
    context = {
        "page": page,
        "table_rows": [(row, _labelled(row.amounts)) for row in page.rows],
        "change_rows": [
            (change, _labelled(change.amounts) if change.amounts else []) for change in page.changes
        ],
        "headings": _headings(),
        "downloads": [
            (kind.upper(), reverse("burden-assumptions-download", args=[kind])) for kind in KINDS
        ],
        "may_change": may_set_assumptions(actor_of(request), on=today),
        "breadcrumb": [*_breadcrumb(), (_("Assumptions"), "")],
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "insight/burden_assumptions.html", context, status=status)


@require_safe
def assumptions_download(request: HttpRequest, kind: str) -> HttpResponse:
    """All assumptions as ``csv``, ``json`` or ``xlsx``."""
    del request
    return open_table_response(assumptions_table(on=timezone.localdate()), kind)


def _change(request: HttpRequest) -> str:
    """Put defaults or an earlier row back; what is wrong, in words, or empty."""
    by, at = actor_of(request), timezone.now()
    try:
        if request.POST.get(WHAT) == "alles-standaard":
            number = reset_assumptions(by=by, at=at)
            text = ngettext(
                "The default counts again for %(number)d legal form.",
                "The defaults count again for %(number)d legal forms.",
                number,
            )
            messages.success(request, text % {"number": number})
            return ""
        row = _earlier(request.POST.get("rij", ""))
        if request.POST.get(WHAT) != "terugzetten" or row is None:
            return _("Choose which assumption you want back.")
        put_back_assumption(row=row, by=by, at=at)
    except EditRefused as refusal:
        return refusal.message
    messages.success(request, _("The earlier assumption counts again."))
    return ""


def _earlier(text: str) -> BurdenAssumption | None:
    # Longer numbers are no keys of a database.
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        return None
    return BurdenAssumption.objects.filter(pk=int(text)).first()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def assumption(request: HttpRequest, form: str) -> HttpResponse:
    """Change what one legal form is assumed to ask; for administrators."""
    try:
        shown = assumption_row(form)
    except KeyError:
        raise Http404(form) from None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not may_set_assumptions(actor_of(request), on=timezone.localdate()):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    initial = dict(zip(FIGURES, shown.amounts, strict=True))
    filled = AssumptionForm(sent, initial={**initial, "note": shown.note})
    if request.method == "POST" and _assume(request, shown, filled):
        return redirect("burden-assumptions")
    context = {
        "shown": shown,
        "form": filled,
        "breadcrumb": [
            *_breadcrumb(),
            (_("Assumptions"), reverse("burden-assumptions")),
            (shown.label, ""),
        ],
    }
    status = 400 if filled.is_bound else 200
    return render(request, "insight/burden_assumption.html", context, status=status)


def _assume(request: HttpRequest, shown: AssumptionRow, form: AssumptionForm) -> bool:
    by, at = actor_of(request), timezone.now()
    if request.POST.get(WHAT) == "standaard":
        reset_assumption(legal_form=shown.form, by=by, at=at)
        messages.success(request, _("The default counts again."))
        return True
    return _saved(
        request,
        form,
        lambda: set_assumption(
            legal_form=shown.form,
            amounts=form.amounts(),
            note=form.cleaned_data["note"],
            by=by,
            at=at,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def workload(request: HttpRequest, slug: str) -> HttpResponse:
    """What an arrangement really asks in a year; who keeps its record may tell."""
    versions = versions_of(slug)
    if not versions:
        raise Http404(slug)
    today = timezone.localdate()
    version = shown_version(versions, on=today).version
    may_tell = may_tell_workload(actor_of(request), version, on=today)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_tell:
            raise PermissionDenied
    page = workload_page(slug, version.legal_form, on=today)
    sent = request.POST if request.method == "POST" else None
    form = WorkloadForm(sent, initial=_initial(request, page, today.year - 1))
    if sent is not None and _tell(request, version, form):
        return redirect("arrangement-workload", slug)
    context = {
        "version": version,
        "page": page,
        "year_rows": [(year, _labelled(year.amounts)) for year in page.years],
        "figures": _key_figures(page.load),
        "assumed_cells": _labelled(page.assumed.amounts),
        "form": form if may_tell else None,
        "headings": _headings(),
        "breadcrumb": [
            (_("Arrangements"), reverse("arrangements")),
            (version.name, reverse("arrangement", args=[slug])),
            (_("Work for the members"), ""),
        ],
    }
    status = 400 if form.is_bound else 200
    return render(request, "insight/burden_workload.html", context, status=status)


def _initial(request: HttpRequest, page: WorkloadPage, year: int) -> dict[str, object]:
    """The year asked for with ``?jaar=`` as it stands, else last year with nothing filled in."""
    asked = request.GET.get("jaar", "")
    for one in page.years:
        if str(one.row.year) == asked:
            return {
                "year": one.row.year,
                "source": one.row.source,
                **dict(zip(FIGURES, one.amounts, strict=True)),
            }
    return {"year": year}


def _tell(request: HttpRequest, version: ArrangementVersion, form: WorkloadForm) -> bool:
    by, at = actor_of(request), timezone.now()
    if request.POST.get(WHAT) == "terugnemen":
        year = request.POST.get("jaar", "")
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            form.add_error(None, _("Nothing is known of this year."))
            return False
        try:
            withdraw_workload(version=version, year=int(year), by=by, at=at)
        except EditRefused as refusal:
            form.add_error(None, refusal.message)
            return False
        messages.success(request, _("Taken back: the assumptions count again for this year."))
        return True
    return _saved(
        request,
        form,
        lambda: tell_workload(
            version=version,
            year=form.cleaned_data["year"],
            amounts=form.amounts(),
            source=form.cleaned_data["source"],
            by=by,
            at=at,
        ),
    )


def _saved(request: HttpRequest, form: Form, act: Callable[[], object]) -> bool:
    """Do it when the form is filled in well; what is refused stands beside its field."""
    if not form.is_valid():
        return False
    try:
        act()
    except EditRefused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.message)
        return False
    messages.success(request, _("Saved. The figures of the burden follow at once."))
    return True


def _headings() -> list[object]:
    return [AMOUNT_LABELS[name] for name in FIGURES]


def _key_figures(load: Load) -> list[KeyFigure]:
    """What follows for one municipality, and whether it is known."""
    found = []
    for choice in CHOICES:
        amount = load[choice.name]
        note = _("assumed") if amount.assumed else _("known")
        address = f"{reverse('methods')}#burden"
        found.append(KeyFigure(written(float(amount.total)), per_year(choice), note, address))
    return found


def _labelled(amounts: Sequence[Decimal | None]) -> list[tuple[object, Decimal | None]]:
    """Each amount with its name, for tables that become cards on a phone."""
    return list(zip(_headings(), amounts, strict=True))


def _breadcrumb() -> list[tuple[str, str]]:
    return [
        (_("Insight"), reverse("insight")),
        (_("Administrative burden"), reverse("burden")),
    ]
