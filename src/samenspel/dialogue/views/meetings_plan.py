# SPDX-License-Identifier: EUPL-1.2
"""Preparing the meeting: day and rules, members and votes, proposals; for the secretariat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.dialogue.access import Access
from samenspel.dialogue.actions import meetings as actions
from samenspel.dialogue.forms.meetings import (
    MeetingForm,
    MemberForm,
    ProposalForm,
    initial_of_meeting,
    initial_of_proposal,
)
from samenspel.dialogue.models import Delegation, Meeting, Proposal
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.views.attempts import accepted, done
from samenspel.dialogue.views.meetings_work import key, planning
from samenspel.dialogue.views.paths import crumbs

PLANNED = Meeting.State.PLANNED


def _current(access: Access, *states: Meeting.State) -> Meeting | None:
    return Meeting.objects.filter(round=access.round, state__in=states).first()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """When the board meets and by which rules; a new meeting or the one that is planned."""
    access = planning(request, slug)
    meeting = _current(access, PLANNED)
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, initial=initial_of_meeting(meeting) if meeting else None)

    def act() -> None:
        at, by = timezone.now(), access.actor
        if meeting is None:
            actions.plan_meeting(round_=access.round, values=form.values(), by=by, at=at)
        else:
            actions.change_meeting(meeting=meeting, values=form.values(), by=by, at=at)

    heading = _("The meeting") if meeting else _("Plan a meeting")
    return _answered(request, access, form, act, heading=heading)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def proposal(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """A proposal to the board: a new one, or one that nobody dealt with yet."""
    access = planning(request, slug)
    meeting = _current(access, PLANNED, Meeting.State.OPEN)
    if meeting is None:
        raise Http404("no meeting")
    kept = meeting.proposals.filter(number=number).first() if number is not None else None
    if number is not None and kept is None:
        raise Http404("no such proposal")
    data = request.POST if request.method == "POST" else None
    form = ProposalForm(
        data,
        round_id=access.round.pk,
        initial=initial_of_proposal(kept) if kept else None,
    )

    def act() -> Proposal:
        at, by = timezone.now(), access.actor
        if kept is None:
            return actions.add_proposal(meeting=meeting, values=form.values(), by=by, at=at)
        return actions.change_proposal(proposal=kept, values=form.values(), by=by, at=at)

    heading = _("Change proposal %(number)d") % {"number": number} if kept else _("Add a proposal")
    return _answered(request, access, form, act, heading=heading)


def _answered(
    request: HttpRequest,
    access: Access,
    form: Form,
    act: Callable[[], object],
    *,
    heading: str,
) -> HttpResponse:
    """Do it where the form was sent and is right; else the form, with what is wrong."""
    slug = access.round.slug
    back = reverse("dialogue-decision-work", args=[slug])
    if done(form, act):
        messages.success(request, _("Saved."))
        return redirect(back)
    context: dict[str, Any] = {
        "round": access.round,
        "form": form,
        "heading": heading,
        "back": back,
        "breadcrumb": _crumbs(access, heading),
    }
    return render(request, "dialogue/form.html", context, status=400 if form.is_bound else 200)


def _crumbs(access: Access, last: str) -> list[tuple[str, str]]:
    slug = access.round.slug
    return crumbs(
        access.round,
        (_("Decision"), reverse("dialogue-decision", args=[slug])),
        (_("Meeting"), reverse("dialogue-decision-work", args=[slug])),
        last,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The members of the board with their votes; ``lid`` chooses one to change."""
    access = planning(request, slug)
    meeting = _current(access, PLANNED)
    if meeting is None:
        raise Http404("no meeting that can be changed")
    chosen = _chosen(request, meeting)
    data = request.POST if request.method == "POST" else None
    if data is not None and data.get("wat") == "weghalen":
        return _removed(request, access, meeting, chosen)
    form = MemberForm(data, initial=_initial(chosen))
    if done(form, lambda: _set(access, form, chosen)):
        messages.success(request, _("Saved."))
        return redirect(reverse("dialogue-decision-members", args=[slug]))
    return _members_page(request, access, meeting, form, chosen)


def _chosen(request: HttpRequest, meeting: Meeting) -> Delegation | None:
    told = request.POST if request.method == "POST" else request.GET
    if not told.get("lid"):
        return None
    found = meeting.delegations.filter(pk=key({"lid": told["lid"]}, "lid")).first()
    if found is None:
        raise Http404("no such member")
    return found


def _initial(chosen: Delegation | None) -> dict[str, Any] | None:
    if chosen is None:
        return None
    return {"name": chosen.name, "votes": chosen.votes, "is_chair": chosen.is_chair}


def _set(access: Access, form: MemberForm, chosen: Delegation | None) -> Delegation:
    meeting = _current(access, PLANNED)
    if meeting is None:
        raise DialogueRefused(_("The meeting was opened already; this is fixed now."))
    return actions.set_delegation(
        meeting=meeting,
        values=form.values(chosen),
        delegation=chosen,
        by=access.actor,
        at=timezone.now(),
    )


def _removed(
    request: HttpRequest, access: Access, meeting: Meeting, chosen: Delegation | None
) -> HttpResponse:
    if chosen is None:
        raise Http404("no member")
    form = MemberForm(_initial(chosen))
    if accepted(
        form,
        lambda: actions.remove_delegation(delegation=chosen, by=access.actor, at=timezone.now()),
    ):
        messages.success(request, _("Taken off the list."))
        return redirect(reverse("dialogue-decision-members", args=[access.round.slug]))
    return _members_page(request, access, meeting, form, chosen)


def _members_page(
    request: HttpRequest,
    access: Access,
    meeting: Meeting,
    form: MemberForm,
    chosen: Delegation | None,
) -> HttpResponse:
    rows = list(meeting.delegations.order_by("name", "pk"))
    total = sum(row.votes for row in rows)
    heading = _("Members of the board")
    context = {
        "round": access.round,
        "meeting": meeting,
        "members": rows,
        "total": total,
        "alone": next((row.name for row in rows if 2 * row.votes > total), ""),
        "form": form,
        "chosen": chosen,
        "heading": heading,
        "back": reverse("dialogue-decision-work", args=[access.round.slug]),
        "breadcrumb": _crumbs(access, heading),
    }
    status = 400 if form.is_bound else 200
    return render(request, "dialogue/decision_members.html", context, status=status)
