# SPDX-License-Identifier: EUPL-1.2
"""Partners in view: from the finder with their figures, or by name; and out of view again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samenspel.accounts.actors import actor_of
from samenspel.citylinks.actions import considerations_partners as actions
from samenspel.citylinks.forms.considerations import IntoForm, NamedPartnerForm
from samenspel.citylinks.models import Consideration
from samenspel.citylinks.queries.considerations import (
    consideration_page,
    considerations_for,
    places_to_keep,
)
from samenspel.citylinks.queries.considerations_found import found_values
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_CONSIDERATION
from samenspel.citylinks.views.considerations_shown import crumbs, crumbs_of, form_page, kept
from samenspel.citylinks.views.file_forms import attempt, data_of
from samenspel.citylinks.views.guide import may_keep_some
from samenspel.citylinks.views.partners import asked
from samenspel.places.models import Municipality


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def add_found(request: HttpRequest, code: str) -> HttpResponse:
    """Put a partner of the finder in a consideration.

    ``?voor=`` is the municipality that looks for a partner; the rest of the query is what was
    asked of the finder, so that the same figures are kept.
    """
    partner = Municipality.objects.filter(code=code.upper()).first()
    if partner is None:
        raise Http404(code)
    if not may_keep_some(request):
        raise PermissionDenied("only advisers and clerks of a municipality keep considerations")
    into = _choices(request, partner)
    form = IntoForm(data_of(request), considerations=into.choices)
    status = 200
    if form.is_bound:
        done: list[Consideration] = []
        status = attempt(form, lambda: done.append(_add(request, into, partner, form)))
        if done:
            messages.success(request, _("%(name)s is in view.") % {"name": partner.name})
            return redirect(done[0])
    return form_page(
        request,
        form,
        heading=_("Put %(name)s in a consideration") % {"name": partner.name},
        lead=_("The figures of today are kept with it, so that they stay as you saw them."),
        back=_back(request, partner),
        breadcrumb=crumbs(_("Partner in view")),
        status=status,
        button=_("Put in view"),
        is_empty=not into.choices,
    )


NEW = "nieuw"


@dataclass(frozen=True)
class Into:
    """Where a partner can be put: a kept consideration, or a new one of ``place``."""

    rows: tuple[Consideration, ...]
    place: Municipality | None

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Key and words of each."""
        found = [(str(row.pk), f"{row.title} ({row.municipality.name})") for row in self.rows]
        if self.place is not None:
            told = _("A new consideration of %(name)s") % {"name": self.place.name}
            found.append((NEW, told))
        return found


def _choices(request: HttpRequest, partner: Municipality) -> Into:
    """Those of the municipality that looks for a partner, when it is the person's; else all."""
    actor, on, seeker = actor_of(request), timezone.localdate(), _seeker(request)
    rows = considerations_for(actor, KEEP_CONSIDERATION, on=on)
    rows = [row for row in rows if row.municipality_id != partner.pk]
    places = [place for place in places_to_keep(actor, on=on) if place.pk != partner.pk]
    wanted = [place for place in places if place.code == seeker]
    return Into(
        rows=tuple(row for row in rows if row.municipality.code == seeker) or tuple(rows),
        place=next(iter(wanted or (places if len(places) == 1 else ())), None),
    )


def _back(request: HttpRequest, partner: Municipality) -> str:
    """The page of the pair, asked as before; the list where it is not known who looks."""
    seeker = Municipality.objects.filter(code=_seeker(request)).first()
    if seeker is None:
        return reverse("citylinks-considerations")
    query = request.GET.copy()
    del query["voor"]
    pair = reverse("citylinks-pair", args=[seeker.slug, partner.slug])
    return f"{pair}?{query.urlencode()}" if query else pair


def _seeker(request: HttpRequest) -> str:
    return request.GET.get("voor", "").upper()[:10]


def _add(request: HttpRequest, into: Into, partner: Municipality, form: IntoForm) -> Consideration:
    """Put it in the chosen one, or in a new one, with the figures of this moment."""
    by, at, chosen = actor_of(request), timezone.now(), form.cleaned_data["consideration"]

    def values(place: Municipality) -> dict[str, Any]:
        found = asked(request, place)
        return found_values(
            found.start, found.page, partner.code, partner.name, partner.slug, found.kept
        )

    if chosen == NEW and into.place is not None:
        told = values(into.place)
        return actions.begin_with_partner(municipality=into.place, values=told, by=by, at=at)
    held = next(row for row in into.rows if str(row.pk) == chosen)
    told = values(held.municipality)
    return actions.add_found_partner(consideration=held, values=told, by=by, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """The partners in view, and a form for one that is not in the register."""
    held = kept(request, pk)
    form = NamedPartnerForm(data_of(request))

    def act() -> None:
        actions.add_named_partner(
            consideration=held,
            values=actions.NamedPartner(**form.cleaned_data),
            by=actor_of(request),
            at=timezone.now(),
        )

    status = attempt(form, act) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, _("%(name)s is in view.") % {"name": form.cleaned_data["name"]})
        return redirect("citylinks-consideration-partners", pk)
    context = {
        "held": consideration_page(held, keeps=True),
        "form": form,
        "breadcrumb": crumbs_of(held, _("Partners in view")),
    }
    return render(request, "citylinks/consideration_partners.html", context, status=status)


@require_POST
@never_cache
@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a partner out of view; ``partner`` is its code or name."""
    held = kept(request, pk)
    try:
        actions.remove_partner(
            consideration=held,
            key=request.POST.get("partner", ""),
            by=actor_of(request),
            at=timezone.now(),
        )
    except LinkRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Out of view."))
    return redirect("citylinks-consideration-partners", pk)
