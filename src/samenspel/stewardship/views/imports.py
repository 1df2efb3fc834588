# SPDX-License-Identifier: EUPL-1.2
"""The pages on which a municipality brings its own list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality
from samenspel.register.actions import Ground
from samenspel.register.forms.lists import UploadForm
from samenspel.register.lists.workbooks import ListRefused
from samenspel.stewardship.actions.imports import (
    ImportRefused,
    RegisterMoved,
    apply_list,
    choose,
    discard_list,
    store_list,
    undo_list,
)
from samenspel.stewardship.forms.imports import ApplyForm, GroundForm, choices_in
from samenspel.stewardship.models import ImportedList
from samenspel.stewardship.own_list.comparing import CHOOSE, WRONG
from samenspel.stewardship.own_list.downloads import rows_to_mend, template_csv, template_xlsx
from samenspel.stewardship.queries.imports import DryRun, dry_run, lists_of
from samenspel.stewardship.queries.own_records import known_places, own_records
from samenspel.stewardship.rules import acting_for, may_import_list

_TEMPLATES = {"xlsx": template_xlsx, "csv": template_csv}


@dataclass(frozen=True)
class _Desk:
    """Who works on the lists of which municipality, on which day."""

    municipality: Municipality
    actor: Actor
    on: date
    acts_for: Mapping[int, frozenset[int]]

    def run(self, imported: ImportedList) -> DryRun:
        return dry_run(imported, on=self.on, actor=self.actor, acts_for=self.acts_for)


def _desk(request: HttpRequest, municipality: Municipality) -> _Desk:
    """The desk of a person who may bring lists of the municipality; else a 403."""
    actor, on = actor_of(request), timezone.localdate()
    acts_for = acting_for(actor, municipality, on=on)
    if not may_import_list(actor, municipality, on=on, acts_for=acts_for):
        raise PermissionDenied
    return _Desk(municipality, actor, on, acts_for)


def _breadcrumb(municipality: Municipality, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Municipalities"), reverse("municipalities")),
        (municipality.name, municipality.get_absolute_url()),
        *more,
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def list_import(request: HttpRequest, slug: str) -> HttpResponse:
    """The template, the way to send a list, and the lists sent before."""
    municipality = get_object_or_404(Municipality, slug=slug)
    _desk(request, municipality)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["bestand"]
        try:
            stored = store_list(
                municipality=municipality,
                content=file.read(),
                filename=file.name or "",
                by=actor_of(request),
                at=timezone.now(),
            )
        except ListRefused as refusal:
            form.add_error("bestand", str(refusal))
        else:
            return redirect("municipality-list", slug, stored.pk)
    context = {
        "municipality": municipality,
        "form": form,
        "lists": lists_of(municipality),
        "templates": [
            (kind.upper(), reverse("municipality-list-template", args=[slug, kind]))
            for kind in _TEMPLATES
        ],
        "breadcrumb": _breadcrumb(municipality, (_("Own list"), "")),
    }
    return render(request, "stewardship/import.html", context, status=400 if form.errors else 200)


@require_safe
@never_cache
@login_required
def template(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The template with what the register has of the municipality."""
    if kind not in _TEMPLATES:
        raise Http404(kind)
    municipality = get_object_or_404(Municipality, slug=slug)
    desk = _desk(request, municipality)
    places = known_places(desk.on, municipality.country)
    records = own_records(
        municipality, places, on=desk.on, actor=desk.actor, acts_for=desk.acts_for
    )
    return _TEMPLATES[kind](municipality, records, places.known, desk.on)


def _list(slug: str, pk: int) -> ImportedList:
    return get_object_or_404(
        ImportedList.objects.select_related("municipality"), pk=pk, municipality__slug=slug
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def imported_list(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a list would change, row by row; and taking it over, choosing, undoing."""
    found = _list(slug, pk)
    desk = _desk(request, found.municipality)
    run = desk.run(found)
    if request.method != "POST":
        return _page(request, found, run)
    acts = {"choose": _choose, "apply": _apply, "discard": _discard, "undo": _undo}
    act = acts.get(request.POST.get("wat", ""))
    if act is None:
        return _page(request, found, run, status=400)
    try:
        return act(request, found, run)
    except ImportRefused as refusal:
        moved = isinstance(refusal, RegisterMoved)
        fresh = desk.run(found) if moved else run
        form = None if moved else _bound(request, run, refusal)
        return _page(request, found, fresh, form=form, refusal=refusal, status=409)


def _bound(request: HttpRequest, run: DryRun, refusal: ImportRefused) -> GroundForm:
    is_undo = request.POST.get("wat") == "undo"
    form = GroundForm(request.POST) if is_undo else ApplyForm(request.POST, missing=run.missing)
    if form.is_valid() and refusal.field in form.fields:
        form.add_error(refusal.field, refusal.message)
    return form


def _choose(request: HttpRequest, found: ImportedList, run: DryRun) -> HttpResponse:
    choices = choices_in(request.POST, run.of_kind(CHOOSE))
    choose(imported=found, choices=choices, by=actor_of(request), at=timezone.now())
    return redirect("municipality-list", found.municipality.slug, found.pk)


def _discard(request: HttpRequest, found: ImportedList, run: DryRun) -> HttpResponse:
    del run
    discard_list(imported=found, by=actor_of(request), at=timezone.now())
    messages.success(request, _("The list was thrown away. Nothing was changed."))
    return redirect("municipality-list-import", found.municipality.slug)


def _apply(request: HttpRequest, found: ImportedList, run: DryRun) -> HttpResponse:
    form = ApplyForm(request.POST, missing=run.missing)
    if not form.is_valid():
        return _page(request, found, run, form=form, status=400)
    apply_list(
        imported=found,
        seen=form.cleaned_data["seen"],
        ends=form.ends,
        ground=Ground(form.cleaned_data["reason"], form.cleaned_data["source"]),
        by=actor_of(request),
        at=timezone.now(),
    )
    done = run.writes + len(form.ends)
    messages.success(
        request,
        ngettext(
            "%(number)s row was taken over.", "%(number)s rows were taken over.", done
        ) % {"number": done},
    )  # fmt: skip
    return redirect("municipality-list", found.municipality.slug, found.pk)


def _undo(request: HttpRequest, found: ImportedList, run: DryRun) -> HttpResponse:
    form = GroundForm(request.POST)
    if not form.is_valid():
        return _page(request, found, run, form=form, status=400)
    undo_list(
        imported=found,
        ground=Ground(form.cleaned_data["reason"], form.cleaned_data["source"]),
        by=actor_of(request),
        at=timezone.now(),
    )
    messages.success(request, _("Everything that this list changed was undone."))
    return redirect("municipality-list", found.municipality.slug, found.pk)


def _page(
    request: HttpRequest,
    found: ImportedList,
    run: DryRun,
    *,
    form: GroundForm | None = None,
    refusal: ImportRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    municipality = found.municipality
    is_open = found.state == ImportedList.State.CHECKED
    if form is None:
        form = ApplyForm(initial={"seen": run.digest}, missing=run.missing)
        form = form if is_open else GroundForm()
    address = reverse("municipality-list-import", args=[municipality.slug])
    context = {
        "municipality": municipality,
        "list": found,
        "run": run,
        "form": form,
        "refusal": refusal,
        "is_open": is_open,
        "is_applied": found.state == ImportedList.State.APPLIED,
        "change_sets": found.change_sets.count() if not is_open else 0,
        "downloads": [
            (
                kind.upper(),
                reverse("municipality-list-errors", args=[municipality.slug, found.pk, kind]),
            )
            for kind in ("xlsx", "csv")
        ],
        "breadcrumb": _breadcrumb(municipality, (_("Own list"), address), (found.filename, "")),
    }
    return render(request, "stewardship/import_list.html", context, status=status)


def _errors(found: ImportedList, kind: str) -> str:
    return reverse("municipality-list-errors", args=[found.municipality.slug, found.pk, kind])


@require_safe
@never_cache
@login_required
def errors(request: HttpRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    """The wrong rows of a list with what is wrong, to mend and send again."""
    found = _list(slug, pk)
    desk = _desk(request, found.municipality)
    run = desk.run(found)
    return rows_to_mend(found, run.of_kind(WRONG), kind)
