# SPDX-License-Identifier: EUPL-1.2
"""What a municipality offers, needs and faces: seen by everybody, kept by its own people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.citylinks.actions import profiles
from samenspel.citylinks.forms.profile import ChangeForm, EntryForm
from samenspel.citylinks.models import ProfileEntry
from samenspel.citylinks.queries.partners import facts_of, pure_table_of
from samenspel.citylinks.queries.profile import (
    profile_of,
    profile_panels,
    rank_lines,
    standing_out,
)
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_PROFILE, SEE_PROFILE, may_for
from samenspel.citylinks.views.file_forms import attempt, data_of, one_of
from samenspel.citylinks.views.finder import municipality_at
from samenspel.places.models import Municipality
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import reference_of, render_dated


@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """What the municipality says of itself, beside its figures."""
    chosen = municipality_at(slug)
    if chosen.slug != slug:
        address = reverse("citylinks-profile", args=[chosen.slug])
        return redirect(address + carried(request), permanent=True)
    reference, field = reference_of(request)
    actor = actor_of(request)
    sees_all = may_for(SEE_PROFILE, actor, chosen, on=reference.today)
    keeps = may_for(KEEP_PROFILE, actor, chosen, on=reference.today)
    page = profile_of(chosen, sees_all=sees_all, keeps=keeps)
    return render_dated(
        request,
        "citylinks/profile.html",
        page,
        reference,
        field,
        municipality=chosen,
        sees_all=sees_all,
        keeps=keeps,
        undo=_undo(request, page.removed) if keeps else None,
        breadcrumb=_crumbs(chosen),
        **_figures(chosen, reference),
    )


def _undo(request: HttpRequest, removed: tuple[Any, ...]) -> Any:
    """The entry that was removed just now, to put back at once."""
    asked = request.GET.get("weg", "")
    return next((entry for entry in removed if str(entry.pk) == asked), None)


def _figures(chosen: Municipality, reference: Reference) -> dict[str, Any]:
    """Its ranks as a picture and as lines; nothing where there are no figures of it."""
    facts = facts_of(reference, [chosen.country])
    if not facts or chosen.code not in facts[0].participations.municipalities:
        return {"panels": (), "problems": (), "means": ()}
    table = pure_table_of(*facts)
    problems, means = (rank_lines(table, chosen.code, side) for side in ("problem", "means"))
    return {
        "panels": profile_panels(chosen.name, problems, means),
        "problems": problems,
        "means": means,
        "heaviest": standing_out(problems),
        "foremost": standing_out(means),
        "collection": facts[0].lead.collection,
        "lead": facts[0].lead,
        "others": len(table.codes) - 1,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Say one thing more."""
    chosen = _kept(request, slug)
    form = EntryForm(data_of(request), initial={"kind": request.GET.get("soort", "")})

    def act() -> object:
        by, at = actor_of(request), timezone.now()
        return profiles.add_entry(municipality=chosen, values=form.values, by=by, at=at)

    status = attempt(form, act) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("This is on the profile now."))
        return redirect("citylinks-profile", chosen.slug)
    return _form_page(request, chosen, form, _("Add to the profile"), status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say it otherwise."""
    chosen = _kept(request, slug)
    entry = _entry(chosen, pk)
    form = ChangeForm(data_of(request), initial=vars(entry))

    def act() -> object:
        edition, by, at = form.cleaned_data["edition"], actor_of(request), timezone.now()
        return profiles.change_entry(entry=entry, values=form.values, edition=edition, by=by, at=at)

    status = attempt(form, act, lambda: _entry(chosen, pk).edition) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("The change was saved."))
        return redirect("citylinks-profile", chosen.slug)
    return _form_page(request, chosen, form, _("Change this entry"), status)


@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take it off the profile, and offer to put it back."""
    chosen = _kept(request, slug)
    entry = _entry(chosen, pk)
    address = reverse("citylinks-profile", args=[chosen.slug])
    try:
        profiles.remove_entry(entry=entry, by=actor_of(request), at=timezone.now())
    except LinkRefused as refusal:
        messages.error(request, refusal.message)
        return redirect(address)
    return redirect(f"{address}?weg={entry.pk}")


@require_POST
def restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put it back on the profile."""
    chosen = _kept(request, slug)
    try:
        profiles.restore_entry(entry=_entry(chosen, pk), by=actor_of(request), at=timezone.now())
    except LinkRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It is on the profile again."))
    return redirect("citylinks-profile", chosen.slug)


def _kept(request: HttpRequest, slug: str) -> Municipality:
    """The municipality, for who keeps its profile.

    Raises
    ------
    Http404
        There is none at this address.
    PermissionDenied
        Somebody else asks.
    """
    chosen = municipality_at(slug)
    if not may_for(KEEP_PROFILE, actor_of(request), chosen, on=timezone.localdate()):
        raise PermissionDenied("keep_profile, municipality: not for this person")
    return chosen


def _entry(chosen: Municipality, pk: int) -> ProfileEntry:
    return one_of(ProfileEntry.objects.filter(municipality=chosen), pk)


def _form_page(
    request: HttpRequest, chosen: Municipality, form: EntryForm, heading: str, status: int
) -> HttpResponse:
    context = {
        "municipality": chosen,
        "form": form,
        "heading": heading,
        "breadcrumb": [
            *_crumbs(chosen)[:-1],
            (
                _("Profile of %(name)s") % {"name": chosen.name},
                reverse("citylinks-profile", args=[chosen.slug]),
            ),
            (heading, ""),
        ],
    }
    return render(request, "citylinks/profile_form.html", context, status=status)


def _crumbs(chosen: Municipality) -> list[tuple[str, str]]:
    return [
        (_("City links"), reverse("citylinks")),
        (_("Profile of %(name)s") % {"name": chosen.name}, ""),
    ]
