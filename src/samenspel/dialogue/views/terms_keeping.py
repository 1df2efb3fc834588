# SPDX-License-Identifier: EUPL-1.2
"""Pages on which a clerk keeps the recesses of a council, and a secretariat its own terms."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.accounts.actors import actor_of
from samenspel.dialogue.actions.terms import (
    add_recess,
    remove_recess,
    set_own_term,
    take_school_holidays,
)
from samenspel.dialogue.forms.terms import OwnTermForm, RecessForm
from samenspel.dialogue.models import Recess
from samenspel.dialogue.queries.own_terms import own_terms_page
from samenspel.dialogue.rules import may_keep_recess
from samenspel.dialogue.school_holidays import SchoolRegion, regions_of
from samenspel.dialogue.views.attempts import done
from samenspel.places.models import Municipality
from samenspel.register.models import ArrangementVersion
from samenspel.register.queries.history_page import current_version
from samenspel.register.rules import may_correct_arrangement


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def recesses(request: HttpRequest, slug: str) -> HttpResponse:
    """The recesses of a council: everybody sees them, the clerk keeps them."""
    municipality = _municipality_or_404(slug)
    today = timezone.localdate()
    keeps = may_keep_recess(actor_of(request), municipality.pk, on=today)
    form = RecessForm()
    if request.method == "POST":
        if not keeps:
            return _refused(request)
        answer, form = _recess_done(request, municipality)
        if answer is not None:
            return answer
    regions = [(one, one.after(today)) for one in regions_of(municipality.country)]
    rows = municipality.recesses.order_by("begins")
    context = {
        "municipality": municipality,
        "keeps": keeps,
        "coming": [row for row in rows if row.ends > today],
        "past": [row for row in rows if row.ends <= today],
        "regions": [(one, holidays) for one, holidays in regions if holidays],
        "form": form,
        "calendar_url": reverse("municipality-dialogues-ics", args=[slug]),
        "breadcrumb": [
            (municipality.name, municipality.get_absolute_url()),
            (_("Recess"), ""),
        ],
    }
    status = 400 if form.is_bound else 200
    return render(request, "dialogue/recesses.html", context, status=status)


def _recess_done(
    request: HttpRequest, municipality: Municipality
) -> tuple[HttpResponse | None, RecessForm]:
    """What was asked: taking holidays over, removing one, adding one."""
    by, at = actor_of(request), timezone.now()
    back = redirect(reverse("recesses", args=[municipality.slug]))
    if region := _region(request, municipality):
        holidays = region.after(timezone.localdate())
        made = take_school_holidays(municipality=municipality, holidays=holidays, by=by, at=at)
        text = ngettext("%(number)s recess added.", "%(number)s recesses added.", len(made))
        messages.success(request, text % {"number": len(made)})
        return back, RecessForm()
    if "weg" in request.POST:
        remove_recess(recess=_recess(request, municipality), by=by, at=at)
        messages.success(request, _("Removed."))
        return back, RecessForm()
    form = RecessForm(request.POST)
    if done(
        form,
        lambda: add_recess(municipality=municipality, values=form.values(), by=by, at=at),
    ):
        messages.success(request, _("Saved."))
        return back, form
    return None, form


def _region(request: HttpRequest, municipality: Municipality) -> SchoolRegion | None:
    key = request.POST.get("regio", "")
    return next((one for one in regions_of(municipality.country) if one.key == key), None)


def _recess(request: HttpRequest, municipality: Municipality) -> Recess:
    pk = request.POST["weg"]
    found = None
    if pk.isdecimal() and len(pk) < 16:
        rows = Recess.objects.select_related("municipality")
        found = rows.filter(pk=int(pk), municipality=municipality).first()
    if found is None:
        raise Http404(pk[:20])
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """The terms of an arrangement: those of the law and its own; its keeper sets them."""
    version = current_version(slug)
    if version is None:
        raise Http404(slug)
    keeps = may_correct_arrangement(actor_of(request), version, on=timezone.localdate())
    form = OwnTermForm()
    if request.method == "POST":
        if not keeps:
            return _refused(request)
        form = OwnTermForm(request.POST)
        if done(form, lambda: _set(request, version, form)):
            messages.success(request, _("Saved."))
            return redirect(reverse("own-terms", args=[slug]))
    context = {
        "version": version,
        "slug": slug,
        "page": own_terms_page(slug),
        "keeps": keeps,
        "form": form,
        "calendar_url": reverse("arrangement-dialogues-ics", args=[slug]),
        "breadcrumb": [
            (_("Arrangements"), reverse("arrangements")),
            (version.name, reverse("arrangement", args=[slug])),
            (_("Terms"), ""),
        ],
    }
    return render(request, "dialogue/own_terms.html", context, status=400 if form.is_bound else 200)


def _set(request: HttpRequest, version: ArrangementVersion, form: OwnTermForm) -> object:
    told = form.cleaned_data
    return set_own_term(
        version=version,
        rule=told["rule"],
        weeks=told["weeks"],
        source=told["source"],
        by=actor_of(request),
        at=timezone.now(),
    )


def _refused(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied


def _municipality_or_404(slug: str) -> Municipality:
    found = Municipality.objects.select_related("province").filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    return found
