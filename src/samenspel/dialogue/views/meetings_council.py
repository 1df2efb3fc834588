# SPDX-License-Identifier: EUPL-1.2
"""What a municipality does around the meeting: vote, mandate, delegates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samenspel.accounts.models import User
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions import meetings as actions
from samenspel.dialogue.forms.meetings import DelegateForm, MandateForm, VoteForm
from samenspel.dialogue.majorities import rule_of
from samenspel.dialogue.models import Ballot, Delegate, Delegation, Mandate, Meeting, Proposal, Vote
from samenspel.dialogue.queries.rule_words import rule_sentence
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import CAST_VOTE, GIVE_MANDATE, NAME_DELEGATES
from samenspel.dialogue.views.attempts import accepted
from samenspel.dialogue.views.meetings_work import key
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown
from samenspel.places.models import on_date


def _delegation(access: Access, pk: int) -> Delegation:
    rows = Delegation.objects.select_related("meeting", "municipality")
    found = (
        rows.filter(pk=pk, meeting__round=access.round)
        .exclude(meeting__state=Meeting.State.CANCELLED)
        .first()
    )
    if found is None:
        raise Http404(str(pk))
    found.meeting.round = access.round
    return found


def _own(row: Delegation) -> dict[str, Any]:
    return {"delegation_id": row.pk, "municipality_id": row.municipality_id}


# Voting


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cast(request: HttpRequest, slug: str, delegation: int) -> HttpResponse:
    """Vote in the ballot that is open: choose, look at it once more, vote."""
    access = shown(request, slug)
    row = _delegation(access, delegation)
    if not access.holds(CAST_VOTE, **_own(row)):
        raise PermissionDenied("only who is named votes")
    ballot = _ballot_of(request, row)
    if ballot is None:
        return _vote_page(request, access, row, None)
    ballot.proposal.meeting = row.meeting
    standing = Vote.objects.filter(ballot=ballot, delegation=row).first()
    data = request.POST if request.method == "POST" else None
    form = VoteForm(data, votes=row.votes, allows_split=row.meeting.allows_split)
    if data is None or not form.is_valid():
        return _vote_page(request, access, row, ballot, form=form, standing=standing)
    votes = form.cast()
    if data.get("zeker") != "ja":
        if sum(votes) != row.votes:
            text = _("Divide exactly %(votes)d votes.") % {"votes": row.votes}
            form.add_error("votes_for", text)
            return _vote_page(request, access, row, ballot, form=form, standing=standing)
        return _vote_page(request, access, row, ballot, form=form, asked=votes)
    try:
        actions.vote(
            ballot=ballot,
            delegation=row,
            votes_for=votes[0],
            votes_against=votes[1],
            votes_abstained=votes[2],
            by=access.actor,
            at=timezone.now(),
        )
    except DialogueRefused as refusal:
        form.add_error(None, refusal.message)
        standing = Vote.objects.filter(ballot=ballot, delegation=row).first()
        status = 409 if standing else 400
        return _vote_page(request, access, row, ballot, form=form, standing=standing, status=status)
    return redirect(reverse("dialogue-decision-vote", args=[slug, row.pk]))


def _ballot_of(request: HttpRequest, row: Delegation) -> Ballot | None:
    """The ballot that was voted in (the form says which), or the one that is open."""
    rows = Ballot.objects.select_related("proposal").filter(proposal__meeting=row.meeting_id)
    asked = request.POST.get("stemming")
    if asked is not None:
        found = rows.filter(pk=key({"stemming": asked}, "stemming")).first()
        if found is None:
            raise Http404("no such ballot")
        return found
    return rows.filter(closed_at__isnull=True).first()


def _vote_page(
    request: HttpRequest,
    access: Access,
    row: Delegation,
    ballot: Ballot | None,
    *,
    form: VoteForm | None = None,
    standing: Vote | None = None,
    asked: tuple[int, int, int] | None = None,
    status: int = 0,
) -> HttpResponse:
    proposal = ballot.proposal if ballot else None
    mandate = None
    if proposal is not None:
        told = Mandate.objects.filter(delegation=row, proposal=proposal)
        mandate = told.order_by("pk").last()
    is_wrong = form is not None and form.is_bound and not form.is_valid()
    context = {
        "round": access.round,
        "delegation": row,
        "meeting": row.meeting,
        "ballot": ballot,
        "proposal": proposal,
        "rule": rule_sentence(rule_of(proposal)) if proposal else "",
        "mandate": mandate,
        "form": form,
        "standing": _parts(_votes(standing)) if standing else None,
        "is_recorded": bool(standing and standing.is_recorded),
        "asked": _parts(asked) if asked else None,
        "back": reverse("dialogue-decision", args=[access.round.slug]),
        "breadcrumb": crumbs(
            access.round,
            (_("Decision"), reverse("dialogue-decision", args=[access.round.slug])),
            _("Vote"),
        ),
    }
    return render(
        request,
        "dialogue/decision_vote.html",
        context,
        status=status or (400 if is_wrong else 200),
    )


def _votes(vote: Vote) -> tuple[int, int, int]:
    return vote.votes_for, vote.votes_against, vote.votes_abstained


def _parts(votes: tuple[int, int, int]) -> list[tuple[str, int]]:
    """What was voted, in words with the number of votes."""
    labels = (_("In favour"), _("Against"), _("Abstain"))
    return [(label, count) for label, count in zip(labels, votes, strict=True) if count]


# Mandate and delegates


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def member(request: HttpRequest, slug: str, delegation: int) -> HttpResponse:
    """What the council asks of its delegation, and who votes; for its clerk and advisers."""
    access = shown(request, slug)
    row = _delegation(access, delegation)
    own = _own(row)
    if not (access.holds(NAME_DELEGATES, **own) or access.holds(GIVE_MANDATE, **own)):
        raise PermissionDenied("only the own municipality")
    states = [Proposal.State.WAITING, Proposal.State.TIED]
    proposals = list(row.meeting.proposals.order_by("number"))
    choices = [(p.pk, str(p)) for p in proposals if p.state in states]
    what = request.POST.get("wat", "")
    mandate = MandateForm(
        request.POST if what == "mandaat" else None,
        proposals=choices,
        initial={"on": timezone.localdate()},
    )
    naming = DelegateForm(request.POST if what == "noemen" else None, people=_people(access, row))
    text = _done(request, access, row, what, mandate, naming)
    if text:
        messages.success(request, text)
        return redirect(reverse("dialogue-decision-member", args=[slug, row.pk]))
    context = {
        "round": access.round,
        "delegation": row,
        "meeting": row.meeting,
        "mandate_form": mandate if choices and access.may(GIVE_MANDATE, **own) else None,
        "delegate_form": naming if access.may(NAME_DELEGATES, **own) else None,
        "delegates": list(row.delegates.select_related("user").order_by("pk")),
        "proposals": proposals,
        "mandates": list(row.mandates.select_related("proposal").order_by("-pk")),
        "back": reverse("dialogue-decision", args=[slug]),
        "breadcrumb": crumbs(
            access.round,
            (_("Decision"), reverse("dialogue-decision", args=[slug])),
            row.name,
        ),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "dialogue/decision_member.html", context, status=status)


def _people(access: Access, row: Delegation) -> Any:
    """Who may be named: people with a role in the municipality, or in the one it became."""
    held = on_date(access.on, prefix="roles__")
    kinds = list(CAST_VOTE.allowed)
    places = _places(access, row)
    return (
        User.objects.filter(
            held,
            is_active=True,
            roles__kind__in=kinds,
            roles__organisation__municipality__in=places,
        )
        .distinct()
        .order_by("name", "pk")
    )


def _places(access: Access, row: Delegation) -> list[int]:
    """The municipality of the member, and those of the actor that act for it now."""
    mine = [role.municipality_id for role in access.actor.roles(access.on)]
    return [pk for pk in (row.municipality_id, *mine) if pk is not None]


def _done(
    request: HttpRequest,
    access: Access,
    row: Delegation,
    what: str,
    mandate: MandateForm,
    naming: DelegateForm,
) -> str:
    """Do what was sent; the sentence that says so, or empty."""
    by, at = access.actor, timezone.now()
    if what == "mandaat" and mandate.is_valid():
        told = mandate.cleaned_data
        about = Proposal.objects.select_related("meeting").get(pk=told.pop("proposal"))
        is_done = accepted(
            mandate,
            lambda: actions.give_mandate(delegation=row, proposal=about, by=by, at=at, **told),
        )
        return _("The mandate is written down. Everybody can see it.") if is_done else ""
    if what == "noemen" and naming.is_valid():
        user = naming.cleaned_data["user"]
        is_done = accepted(
            naming, lambda: actions.name_delegate(delegation=row, user=user, by=by, at=at)
        )
        return _("%(person)s can vote now.") % {"person": user} if is_done else ""
    if what == "beeindigen":
        told_key = key({"wie": request.POST.get("wie", "")}, "wie")
        kept = Delegate.objects.filter(pk=told_key, delegation=row).first()
        if kept is not None:
            kept.delegation = row
            is_done = accepted(naming, lambda: actions.end_delegate(delegate=kept, by=by, at=at))
            return _("This person votes no longer.") if is_done else ""
    return ""
