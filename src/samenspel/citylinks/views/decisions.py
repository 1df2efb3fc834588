# SPDX-License-Identifier: EUPL-1.2
"""Decisions of councils and executives: one decision, writing one down, correcting one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.decisions import record_decision
from samenspel.citylinks.forms.agreements import ENDING, DecisionForm, party_choices, told_of
from samenspel.citylinks.models import Party, PartyDecision
from samenspel.citylinks.queries.agreements import decision_shown
from samenspel.citylinks.queries.agreements_votes import picture_of
from samenspel.citylinks.queries.people_online import parties_online
from samenspel.citylinks.rules import RECORD_DECISION, RECORD_ELSEWHERE
from samenspel.citylinks.views.agreements import way_to_agreement
from samenspel.citylinks.views.file_forms import attempt, crumbs, data_of, form_page, one_of
from samenspel.citylinks.views.shown import file_of

GROUPS = 6


@require_safe
@never_cache
def decision(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One decision with the votes as a picture and a table."""
    access = file_of(request, slug)
    rows = access.link.decisions.select_related("party", "agreement", "replaces", "replaced_by")
    held: PartyDecision = one_of(rows.prefetch_related("groups"), pk)
    shown = decision_shown(held)
    context = {
        "link": access.link,
        "held": held,
        "shown": shown,
        "picture": picture_of([(held.party.name, shown.votes)]),
        "newer": getattr(held, "replaced_by", None),
        "may_correct": not shown.is_corrected and bool(_parties(access, [held.party])),
        "is_member": True,
        "breadcrumb": crumbs(access.link, way_to_agreement(slug), held.party.name),
    }
    return render(request, "citylinks/decision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a decision; ``?partij=`` says of whom."""
    access = file_of(request, slug)
    initial = {"party": request.GET.get("partij", ""), "on": access.on, "is_adopted": "yes"}
    return _recorded(request, access, initial, None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a decision that replaces one in which there was a mistake."""
    access = file_of(request, slug)
    rows = access.link.decisions.select_related("party", "agreement").prefetch_related("groups")
    held: PartyDecision = one_of(rows, pk)
    names = ("body", "on", "votes_for", "votes_against", "note", "source")
    initial: dict[str, Any] = {name: getattr(held, name) for name in names}
    initial["party"] = str(held.party_id)
    initial["about"] = str(held.agreement.number) if held.agreement else ENDING
    initial["is_adopted"] = "yes" if held.is_adopted else "no"
    return _recorded(request, access, initial, held)


def _recorded(
    request: HttpRequest, access: Access, initial: dict[str, Any], held: PartyDecision | None
) -> HttpResponse:
    link = access.link
    parties = _parties(access, list(link.parties.all()))
    if not parties:
        raise PermissionDenied("record_decision: not for this person")
    fixed = list(link.agreements.filter(fixed_at__isnull=False).order_by("-number"))
    subjects = [(str(one.number), f"{one.number}. {one.title}") for one in fixed]
    subjects.append((ENDING, _("ending the link")))
    choices: dict[str, Any] = {"parties": party_choices(parties), "subjects": subjects}
    form = _form(request, initial, held, choices)
    made: list[PartyDecision] = []

    def act() -> None:
        chosen = next(one for one in parties if str(one.pk) == form.cleaned_data["party"])
        number = form.number()
        made.append(
            record_decision(
                link=link,
                party=chosen,
                agreement=next((one for one in fixed if one.number == number), None),
                values=form.values(held),
                by=access.actor,
                at=timezone.now(),
            )
        )

    status = attempt(form, act) if form.is_bound else 200
    if made:
        messages.success(request, _("The decision was written down."))
        return redirect("citylink-decision", link.slug, made[0].pk)
    return form_page(
        request,
        access,
        form,
        heading=_("Correct a decision") if held else _("Write down a decision"),
        way=way_to_agreement(link.slug),
        status=status,
        template="citylinks/decision_form.html",
        held=held,
        button=_("Write down"),
    )


def _form(
    request: HttpRequest,
    initial: dict[str, Any],
    held: PartyDecision | None,
    choices: dict[str, Any],
) -> DecisionForm:
    data = data_of(request)
    if data is not None and "more" in data:
        return DecisionForm.grown(data, **choices)
    if data is not None:
        return DecisionForm(data, **choices)
    told = told_of(held) if held else []
    extra = 2 if told else GROUPS
    return DecisionForm(initial=initial, told=told, extra=extra, **choices)


def _parties(access: Access, parties: list[Party]) -> list[Party]:
    """The parties of which the actor may write down a decision; two queries at most."""
    own = {one.pk for one in parties if access.holds(RECORD_DECISION, party=one)}
    if access.may(RECORD_ELSEWHERE) and len(own) < len(parties):
        online = parties_online(parties, on=access.on)
        own |= {one.pk for one in parties if one.pk not in online}
    return [one for one in parties if one.pk in own]
