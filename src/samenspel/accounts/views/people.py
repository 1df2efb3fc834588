# SPDX-License-Identifier: EUPL-1.2
"""Managing organisations, their people and roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.accounts import actions
from samenspel.accounts.actions import ManageRefused
from samenspel.accounts.actors import actor_of
from samenspel.accounts.forms.people import GiveRoleForm, SecretariatForm, role_choices
from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.queries import people as queries
from samenspel.accounts.rules import may_manage_organisations, may_manage_some, may_see_log
from samenspel.places.models import Municipality

Trail = list[tuple[str, str]]


def trail(*more: tuple[str, str]) -> Trail:
    """The way to a page of the administration, for the breadcrumb."""
    return [(_("People and roles"), reverse("people")), *more]


@require_safe
@never_cache
@login_required
def people(request: HttpRequest) -> HttpResponse:
    """The organisations that the reader manages; straight to it when it is only one."""
    actor, today = actor_of(request), timezone.localdate()
    if not may_manage_some(actor, on=today):
        raise PermissionDenied("manages nobody")
    words = request.GET.get("zoek", "").strip()[:160]
    found = queries.organisations(actor, on=today, words=words, page=request.GET.get("pagina", "1"))
    makes = may_manage_organisations(actor, on=today)
    if not makes and not words and found.numbers.paginator.count == 1:
        return redirect("people-organisation", found.rows[0].pk)
    context = {
        "page": found,
        "words": words,
        "may_make": makes,
        "may_see_log": may_see_log(actor, on=today),
        "breadcrumb": [(_("People and roles"), "")],
    }
    return render(request, "accounts/people.html", context)


@require_safe
@never_cache
@login_required
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """The people and invitations of one organisation."""
    page = queries.organisation_page(
        pk, actor=actor_of(request), on=timezone.localdate(), at=timezone.now()
    )
    context = {"page": page, "breadcrumb": trail((page.organisation.name, ""))}
    return render(request, "accounts/organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def add_organisation(request: HttpRequest) -> HttpResponse:
    """Make the organisation of a municipality (chosen from what was found), or a secretariat."""
    actor, today = actor_of(request), timezone.localdate()
    if not may_manage_organisations(actor, on=today):
        raise PermissionDenied("makes no organisations")
    words = request.GET.get("zoek", "").strip()[:100]
    form = SecretariatForm()
    error = ""
    if request.method == "POST":
        form = SecretariatForm(request.POST if "name" in request.POST else None)
        try:
            made = _make(request, form)
        except ManageRefused as refusal:
            error = refusal.message
        else:
            if made is not None:
                messages.success(request, _("The organisation has been made. Now invite people."))
                return redirect("people-organisation", made.pk)
    context = {
        "form": form,
        "error": error,
        "words": words,
        "found": queries.municipalities_without(words, on=today),
        "breadcrumb": trail((_("Add an organisation"), "")),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "accounts/organisation_add.html", context, status=status)


def _make(request: HttpRequest, form: SecretariatForm) -> Organisation | None:
    by, at = actor_of(request), timezone.now()
    if "gemeente" in request.POST:
        municipality = get_object_or_404(Municipality, code=request.POST["gemeente"][:8])
        return actions.make_municipality(municipality=municipality, by=by, at=at)
    if form.is_valid():
        return actions.make_secretariat(name=form.cleaned_data["name"], by=by, at=at)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles, and a form to give another."""
    actor, today = actor_of(request), timezone.localdate()
    page = queries.person_page(pk, actor=actor, on=today)
    kinds = {o.pk: queries.kinds_to_give(actor, o, on=today) for o in page.organisations}
    choices = role_choices(page.organisations, dict(kinds))
    data = request.POST if request.method == "POST" else None
    form = GiveRoleForm(data, choices=choices)
    if data is not None and form.is_valid() and _give(request, page.person, form):
        return redirect("person", pk)
    context: dict[str, Any] = {
        "page": page,
        "form": form if choices else None,
        "breadcrumb": trail((str(page.person), "")),
    }
    status = 400 if data is not None else 200
    return render(request, "accounts/person.html", context, status=status)


def _give(request: HttpRequest, user: User, form: GiveRoleForm) -> bool:
    organisation_pk, kind = form.chosen()
    first, after = form.period()
    try:
        actions.give_role(
            user=user,
            kind=kind,
            organisation=get_object_or_404(Organisation, pk=organisation_pk),
            valid_from=first,
            valid_to=after,
            by=actor_of(request),
            at=timezone.now(),
        )
    except ManageRefused as refusal:
        form.add_error("role" if refusal.field == "kind" else refusal.field, refusal.message)
        return False
    messages.success(request, _("The role has been given."))
    return True


@require_POST
@login_required
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role today."""
    role = Role.objects.select_related("organisation").filter(pk=pk).first()
    if role is None:
        raise Http404("no such role")
    try:
        actions.end_role(role=role, by=actor_of(request), at=timezone.now())
        messages.success(request, _("The role has been ended."))
    except ManageRefused as refusal:
        messages.error(request, refusal.message)
    return redirect("people-organisation", role.organisation_id)


@require_POST
@login_required
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Block a person, or let them in again (``actie`` is blokkeren or deblokkeren)."""
    user = get_object_or_404(User, pk=pk)
    blocked = request.POST.get("actie") == "blokkeren"
    try:
        actions.set_blocked(user=user, blocked=blocked, by=actor_of(request), at=timezone.now())
    except ManageRefused as refusal:
        messages.error(request, refusal.message)
    else:
        done = _("Blocked: this person cannot log in any more.")
        messages.success(request, done if blocked else _("This person can log in again."))
    return redirect("person", pk)
