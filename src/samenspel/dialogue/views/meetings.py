# SPDX-License-Identifier: EUPL-1.2
"""What the board decides: the page for everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.access import About, Access
from samenspel.dialogue.majorities import lacking
from samenspel.dialogue.queries.decisions import MeetingResult, ProposalResult, meetings_of
from samenspel.dialogue.queries.result_picture import result_picture
from samenspel.dialogue.queries.rule_words import quorum_sentence, rule_sentence
from samenspel.dialogue.rules import CAST_VOTE, GIVE_MANDATE, NAME_DELEGATES, PLAN_MEETING
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown


@require_safe
@never_cache
def decision(request: HttpRequest, slug: str) -> HttpResponse:
    """Agenda, votes and decisions of the board; and the way in for who has something to do."""
    access = shown(request, slug)
    found = meetings_of(access.round)
    context = {
        "round": access.round,
        "meetings": [_meeting(slug, meeting) for meeting in found],
        "tasks": _tasks(access, found),
        "may_work": access.may(PLAN_MEETING),
        "downloads": _downloads(slug, found),
        "breadcrumb": crumbs(access.round, _("Decision")),
    }
    return render(request, "dialogue/decision.html", context)


def _meeting(slug: str, meeting: MeetingResult) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "quorum": quorum_sentence(meeting),
        "lacking": lacking(meeting.quorum),
        "proposals": [shown_proposal(slug, proposal, meeting) for proposal in meeting.proposals],
    }


def shown_proposal(slug: str, proposal: ProposalResult, meeting: MeetingResult) -> dict[str, Any]:
    """A proposal with its rule in words and its picture."""
    ballot = proposal.last_closed
    document = proposal.document_number
    return {
        "proposal": proposal,
        "rule": rule_sentence(proposal.rule),
        "ballot": ballot,
        "earlier": [b for b in proposal.ballots if not b.is_open and b is not ballot],
        "picture": result_picture(proposal, ballot) if ballot else None,
        "with_power": bool(ballot and any(line.power is not None for line in ballot.lines)),
        "chair": next((m.name for m in meeting.members if m.is_chair), ""),
        "told_by": [
            (member, proposal.mandates[member.pk])
            for member in meeting.members
            if member.pk in proposal.mandates
        ],
        "document_url": reverse("dialogue-document", args=[slug, document]) if document else "",
        "picture_url": reverse("dialogue-decision-picture", args=[slug, proposal.pk]),
    }


def _tasks(access: Access, found: tuple[MeetingResult, ...]) -> list[tuple[str, str]]:
    """What this person can do here: words and address."""
    tasks = []
    slug = access.round.slug
    if access.may(PLAN_MEETING):
        label = _("Prepare and lead the meeting")
        tasks.append((label, reverse("dialogue-decision-work", args=[slug])))
    for meeting in found[:1]:
        for member in meeting.members:
            of: About = {
                "delegation_id": member.pk,
                "municipality_id": member.municipality_id,
            }
            if access.may(CAST_VOTE, **of):
                label = _("Vote for %(member)s") % {"member": member.name}
                tasks.append((label, reverse("dialogue-decision-vote", args=[slug, member.pk])))
            if access.may(NAME_DELEGATES, **of) or access.may(GIVE_MANDATE, **of):
                label = _("Mandate and delegates of %(member)s") % {"member": member.name}
                tasks.append((label, reverse("dialogue-decision-member", args=[slug, member.pk])))
    return tasks


def _downloads(slug: str, found: tuple[MeetingResult, ...]) -> list[tuple[str, str]]:
    if not any(b for m in found for p in m.proposals for b in p.ballots if not b.is_open):
        return []
    files = [
        (kind.upper(), reverse("dialogue-decision-votes", args=[slug, kind]))
        for kind in ("csv", "json", "xlsx")
    ]
    return [
        *files,
        ("Popolo JSON", reverse("dialogue-decision-popolo", args=[slug])),
        ("JSON-LD", reverse("dialogue-decision-jsonld", args=[slug])),
    ]
