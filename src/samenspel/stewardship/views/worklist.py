# SPDX-License-Identifier: EUPL-1.2
"""The worklists of a municipality, a secretariat and an arrangement."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.accounts.models import Organisation, Role
from samenspel.accounts.rules import Actor
from samenspel.register.models import ArrangementVersion
from samenspel.register.rules import TiesToArrangement, all_of_municipality
from samenspel.stewardship.quality import Severity, rules
from samenspel.stewardship.queries.answers import answers_about, open_questions
from samenspel.stewardship.queries.facts import facts, taking_part
from samenspel.stewardship.queries.worklist import Choice, Scope, Worklist, worklist
from samenspel.stewardship.rules import (
    may_see_worklist_of_arrangement,
    may_see_worklist_of_municipality,
    may_see_worklist_of_organisation,
)
from samenspel.stewardship.views.access import (
    holds,
    is_administrator,
    municipal_breadcrumb,
    municipality_or_404,
    of_today,
    to_log_in,
)

_CLERKS = (Role.Kind.CLERK, Role.Kind.ADVISER)


@require_safe
@never_cache
def of_municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """What a municipality has to mend in the arrangements that it is in."""
    municipality = municipality_or_404(slug)
    if not request.user.is_authenticated:
        return to_log_in(request)
    actor = actor_of(request)
    if not may_see_worklist_of_municipality(actor, municipality.pk, on=timezone.localdate()):
        raise PermissionDenied
    ours = all_of_municipality(municipality)
    scope = Scope(taking_part(ours), municipalities=ours)
    return _page(
        request,
        scope,
        name=municipality.name,
        may_edit=holds(actor, _CLERKS, municipality_id=municipality.pk),
        more={
            "round_url": reverse("municipality-confirm", args=[slug]),
            "breadcrumb": municipal_breadcrumb(municipality, _("Worklist")),
        },
    )


@require_safe
@never_cache
def of_secretariat(request: HttpRequest, pk: int) -> HttpResponse:
    """What a secretariat has to mend in the records that it keeps, and who confirmed them."""
    organisation = get_object_or_404(Organisation, pk=pk, kind=Organisation.Kind.SECRETARIAT)
    if not request.user.is_authenticated:
        return to_log_in(request)
    actor = actor_of(request)
    today = timezone.localdate()
    if not may_see_worklist_of_organisation(actor, organisation.pk, on=today):
        raise PermissionDenied
    scope = Scope(
        Q(arrangement__secretariat=organisation.pk), organisations=frozenset({organisation.pk})
    )
    return _page(
        request,
        scope,
        name=organisation.name,
        may_edit=True,
        with_answers=True,
        more={
            "breadcrumb": [
                (_("My work"), reverse("my-page")),
                (_("Worklist of %(name)s") % {"name": organisation.name}, ""),
            ]
        },
    )


@require_safe
@never_cache
def of_arrangement(request: HttpRequest, slug: str) -> HttpResponse:
    """What is to mend in one arrangement, questions about it, and who confirmed it."""
    # The last of the chain says who keeps the record and who takes part.
    version = (
        ArrangementVersion.objects.filter(arrangement__slug=slug, next__isnull=True)
        .select_related("arrangement")
        .order_by("pk")
        .last()
    )
    if version is None:
        raise Http404(slug)
    if not request.user.is_authenticated:
        return to_log_in(request)
    actor = actor_of(request)
    today = timezone.localdate()
    ties = TiesToArrangement(actor, version, on=today)
    if not may_see_worklist_of_arrangement(actor, version, on=today, ties=ties):
        raise PermissionDenied
    page = _list(request, _scope_of(actor, slug, ties))
    kinds = {role.kind for role in actor.roles(today)}
    return _render(
        request,
        page,
        name=version.name,
        may_edit=bool(kinds - {Role.Kind.COUNCILLOR}),
        with_answers=True,
        more={
            "one_arrangement": True,
            "breadcrumb": [
                (_("Arrangements"), reverse("arrangements")),
                (version.name, reverse("arrangement", args=[slug])),
                (_("Worklist"), ""),
            ],
        },
    )


def _scope_of(actor: Actor, slug: str, ties: TiesToArrangement) -> Scope:
    """One arrangement, with all that the actor acts for."""
    roles = actor.roles(timezone.localdate())
    return Scope(
        Q(arrangement__slug=slug),
        municipalities=frozenset(pk for role in roles for pk in ties.acts_for(role)),
        organisations=frozenset(role.organisation_id for role in roles),
        is_administrator=is_administrator(actor),
    )


def _choice(request: HttpRequest) -> Choice:
    rule, severity = request.GET.get("regel", ""), request.GET.get("ernst", "")
    return Choice(
        rule=rule if rule in rules() else "",
        severity=severity if severity in {s.value for s in Severity} else "",
        others=request.GET.get("wie") == "anderen",
    )


def _list(request: HttpRequest, scope: Scope) -> Worklist:
    known = facts(of_today(), about=scope.condition)
    return worklist(known, scope, _choice(request), url=request.path)


def _page(
    request: HttpRequest,
    scope: Scope,
    *,
    name: str,
    may_edit: bool,
    more: dict[str, object],
    with_answers: bool = False,
) -> HttpResponse:
    page = _list(request, scope)
    return _render(
        request, page, name=name, may_edit=may_edit, with_answers=with_answers, more=more
    )


def _render(
    request: HttpRequest,
    page: Worklist,
    *,
    name: str,
    may_edit: bool,
    with_answers: bool,
    more: dict[str, object],
) -> HttpResponse:
    slugs = {record.slug for record in page.facts.in_force}
    said = answers_about(slugs, since=page.on.year - 1) if with_answers else ()
    context = {
        "page": page,
        "name": name,
        "may_edit": may_edit,
        "here": request.get_full_path(),
        "with_answers": with_answers,
        "questions": open_questions(said),
        "answers": [answer for answer in said if answer.is_right],
        "chosen_rule": rules().get(page.choice.rule),
        **more,
    }
    return render(request, "stewardship/worklist.html", context)
