# SPDX-License-Identifier: EUPL-1.2
"""Leading the meeting: what is next, who is there, ballots; for the secretariat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samenspel.accounts.rules import Actor
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions import meetings as actions
from samenspel.dialogue.forms.meetings import VoteForm
from samenspel.dialogue.majorities import lacking
from samenspel.dialogue.models import Ballot, Delegation, Meeting, Proposal, Round
from samenspel.dialogue.queries.decisions import MeetingResult, meetings_of
from samenspel.dialogue.queries.rule_words import quorum_sentence, rule_sentence
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PLAN_MEETING, RUN_MEETING
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown


def planning(request: HttpRequest, slug: str) -> Access:
    """The round, for who plans its meetings; 403 for others."""
    access = shown(request, slug)
    if not access.holds(PLAN_MEETING):
        raise PermissionDenied("only the secretariat prepares the meeting")
    return access


@require_safe
@never_cache
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk of the secretariat during the meeting; asked by htmx only what changes by itself."""
    return shown_work(request, planning(request, slug))


def shown_work(
    request: HttpRequest, access: Access, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The desk, with what could not be done."""
    found = meetings_of(access.round)
    busy = [m for m in found if m.state in {Meeting.State.PLANNED, Meeting.State.OPEN}]
    meeting = busy[0] if busy else None
    context: dict[str, Any] = {
        "round": access.round,
        "meeting": meeting,
        "closed": [m for m in found if m.state == Meeting.State.CLOSED],
        "refusal": refusal,
        "may_plan": access.may(PLAN_MEETING),
        "may_run": access.may(RUN_MEETING),
        "is_weighing": access.round.stage == Round.Stage.WEIGHING,
        "act_url": reverse("dialogue-decision-act", args=[access.round.slug]),
        "back": reverse("dialogue-decision", args=[access.round.slug]),
        "breadcrumb": crumbs(
            access.round,
            (_("Decision"), reverse("dialogue-decision", args=[access.round.slug])),
            _("Meeting"),
        ),
    }
    if meeting is not None:
        context |= _of_meeting(meeting)
    template = "dialogue/decision_live.html" if _is_htmx(request) else "dialogue/decision_work.html"
    return render(request, template, context, status=status)


def _is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _of_meeting(meeting: MeetingResult) -> dict[str, Any]:
    proposal = meeting.open_proposal
    ballot = proposal.open_ballot if proposal else None
    voted = ballot.voted if ballot else frozenset()
    there = [m for m in meeting.members if m.is_present]
    return {
        "quorum": quorum_sentence(meeting),
        "lacking": lacking(meeting.quorum),
        "chair": next((m.name for m in meeting.members if m.is_chair), ""),
        "open_proposal": proposal,
        "ballot": ballot,
        "waiting": [m for m in there if m.pk not in voted] if ballot else [],
        "record_form": VoteForm(votes=2, allows_split=meeting.allows_split, auto_id="called_%s"),
        "voted": [m for m in meeting.members if m.pk in voted],
        "proposals": [(p, rule_sentence(p.rule)) for p in meeting.proposals],
        "is_ready": meeting.state == Meeting.State.OPEN and not lacking(meeting.quorum),
        "left": [p for p in meeting.proposals if p.state not in {"decided", "withdrawn"}],
    }


Doing = Callable[[Access, Mapping[str, str], Actor, datetime], str]


@require_POST
@never_cache
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """One step of the meeting; ``wat`` says which."""
    access = shown(request, slug)
    if not (access.holds(PLAN_MEETING) or access.holds(RUN_MEETING)):
        raise PermissionDenied("only the secretariat leads the meeting")
    doing = ACTS.get(request.POST.get("wat", ""))
    if doing is None:
        return shown_work(request, access, refusal=_("Choose what you want to do."), status=400)
    told = {key: str(value) for key, value in request.POST.items()}
    if doing is _present:
        told["aanwezig"] = ",".join(request.POST.getlist("aanwezig"))
    try:
        text = doing(access, told, access.actor, timezone.now())
    except DialogueRefused as refusal:
        access = shown(request, slug)
        return shown_work(request, access, refusal=refusal.message, status=400)
    messages.success(request, text)
    return redirect(reverse("dialogue-decision-work", args=[slug]))


def key(told: Mapping[str, str], name: str) -> int:
    """A primary key that was sent; 0 finds nothing."""
    text = told.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


def _current(access: Access) -> Meeting:
    states = [Meeting.State.PLANNED, Meeting.State.OPEN]
    found = Meeting.objects.filter(round=access.round, state__in=states).first()
    if found is None:
        found = Meeting.objects.filter(round=access.round).order_by("pk").last()
    if found is None:
        raise Http404("no meeting")
    found.round = access.round
    return found


def _proposal(access: Access, told: Mapping[str, str]) -> Proposal:
    rows = Proposal.objects.select_related("meeting__round").filter(meeting__round=access.round)
    found = rows.filter(pk=key(told, "voorstel")).first()
    if found is None:
        raise Http404("no such proposal")
    return found


def _ballot(access: Access, told: Mapping[str, str]) -> Ballot:
    rows = Ballot.objects.select_related("proposal__meeting__round")
    found = rows.filter(proposal__meeting__round=access.round, pk=key(told, "stemming")).first()
    if found is None:
        raise Http404("no such ballot")
    return found


def _delegation(access: Access, told: Mapping[str, str]) -> Delegation:
    rows = Delegation.objects.select_related("meeting__round").filter(meeting__round=access.round)
    found = rows.filter(pk=key(told, "lid")).first()
    if found is None:
        raise Http404("no such member")
    return found


def _open_meeting(access: Access, _told: Mapping[str, str], by: Actor, at: datetime) -> str:
    actions.open_meeting(meeting=_current(access), by=by, at=at)
    return _("The meeting is open. Members and their votes are fixed now.")


def _close_meeting(access: Access, _told: Mapping[str, str], by: Actor, at: datetime) -> str:
    actions.close_meeting(meeting=_current(access), by=by, at=at)
    return _("The meeting is closed.")


def _cancel_meeting(access: Access, _told: Mapping[str, str], by: Actor, at: datetime) -> str:
    actions.cancel_meeting(meeting=_current(access), by=by, at=at)
    return _("The meeting is called off.")


def _present(access: Access, told: Mapping[str, str], by: Actor, at: datetime) -> str:
    """Who is there, as ticked; only what differs is written."""
    there = {int(text) for text in told["aanwezig"].split(",") if text.isdecimal()}
    for row in _current(access).delegations.order_by("pk"):
        if row.is_present != (row.pk in there):
            actions.set_present(delegation=row, is_present=row.pk in there, by=by, at=at)
    return _("Saved who is there.")


def _open_ballot(access: Access, told: Mapping[str, str], by: Actor, at: datetime) -> str:
    actions.open_ballot(proposal=_proposal(access, told), by=by, at=at)
    return _("The ballot is open: members can vote.")


def _close_ballot(access: Access, told: Mapping[str, str], by: Actor, at: datetime) -> str:
    ballot = actions.close_ballot(ballot=_ballot(access, told), by=by, at=at)
    return _("The ballot is closed: %(outcome)s.") % {"outcome": ballot.get_outcome_display()}


def _decide(access: Access, told: Mapping[str, str], by: Actor, at: datetime) -> str:
    choice = told.get("besluit", "")
    if choice not in {"ja", "nee"}:
        raise DialogueRefused(_("Choose what the chair decided."))
    actions.decide_as_chair(
        proposal=_proposal(access, told), is_adopted=choice == "ja", by=by, at=at
    )
    return _("The decision of the chair is written down.")


def _withdraw(access: Access, told: Mapping[str, str], by: Actor, at: datetime) -> str:
    actions.withdraw_proposal(proposal=_proposal(access, told), by=by, at=at)
    return _("The proposal is withdrawn.")


def _record(access: Access, told: Mapping[str, str], by: Actor, at: datetime) -> str:
    ballot, member = _ballot(access, told), _delegation(access, told)
    split = ballot.proposal.meeting.allows_split
    form = VoteForm(told, votes=member.votes, allows_split=split)
    if not form.is_valid():
        raise DialogueRefused(_("Choose what the member called out."))
    votes_for, votes_against, votes_abstained = form.cast()
    actions.record_vote(
        ballot=ballot,
        delegation=member,
        votes_for=votes_for,
        votes_against=votes_against,
        votes_abstained=votes_abstained,
        by=by,
        at=at,
    )
    return _("The vote of %(member)s is written down.") % {"member": member.name}


ACTS: Mapping[str, Doing] = {
    "vergadering-openen": _open_meeting,
    "vergadering-sluiten": _close_meeting,
    "vergadering-afzeggen": _cancel_meeting,
    "aanwezig": _present,
    "stemming-openen": _open_ballot,
    "stemming-sluiten": _close_ballot,
    "voorzitter": _decide,
    "intrekken": _withdraw,
    "stem": _record,
}
