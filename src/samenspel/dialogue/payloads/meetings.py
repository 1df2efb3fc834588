# SPDX-License-Identifier: EUPL-1.2
"""Records of the meeting: mandates, opening, ballots, votes, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from samenspel.dialogue.models import Ballot, Decision, Mandate, Meeting, Vote
from samenspel.dialogue.payloads.recipe import Recipe, fields, fingerprint


def payload_of_mandate(row: Mandate) -> dict[str, Any]:
    """What a council told its delegation."""
    names = ("delegation_id", "proposal_id", "position", "text", "on", "at")
    return {**fields(row, *names), "by": fingerprint(row)}


def payload_of_meeting_opened(row: Meeting) -> dict[str, Any]:
    """The rules of the meeting, its members and their votes; from then on they do not change."""
    names = (
        "name",
        "begins_at",
        "place",
        "quorum_members",
        "quorum_votes",
        "allows_split",
        "source",
    )
    members = sorted(row.delegations.all(), key=lambda member: member.pk)
    told = ("addressee_id", "municipality_id", "name", "votes", "is_chair")
    return {
        **fields(row, *names),
        "delegations": [{"id": m.pk, **fields(m, *told)} for m in members],
    }


def payload_of_ballot_opened(row: Ballot) -> dict[str, Any]:
    """What is voted on, with which majority, and who was there."""
    asked = (
        "meeting_id",
        "number",
        "title",
        "text",
        "document_id",
        "needs_votes",
        "needs_members",
        "needs_of",
        "is_strict",
        "is_unanimous",
        "tie_rule",
        "majority_source",
    )
    return {
        **fields(row, "proposal_id", "number", "opened_at", "present"),
        "proposal": fields(row.proposal, *asked),
    }


def payload_of_vote(row: Vote) -> dict[str, Any]:
    """The votes of one delegation in one ballot."""
    names = (
        "ballot_id",
        "delegation_id",
        "votes_for",
        "votes_against",
        "votes_abstained",
        "is_recorded",
        "at",
    )
    return {**fields(row, *names), "by": fingerprint(row)}


def payload_of_ballot_closed(row: Ballot) -> dict[str, Any]:
    """How a ballot ended, with the counts and the votes that were counted."""
    return {
        **fields(row, "proposal_id", "number", "closed_at", "outcome", "tally"),
        "votes": sorted(vote.pk for vote in row.votes.all()),
    }


def payload_of_decision(row: Decision) -> dict[str, Any]:
    """How a proposal ended, with the counts."""
    names = ("proposal_id", "ballot_id", "outcome", "by_chair", "tally", "at")
    return {**fields(row, *names), "by": fingerprint(row)}


RECIPES: Mapping[str, Recipe] = {
    "mandate": Recipe(Mandate, payload_of_mandate, "delegation__meeting__round"),
    "meeting_opened": Recipe(
        Meeting,
        payload_of_meeting_opened,
        required=Q(state__in=["open", "closed"]),
        children=("delegations",),
    ),
    "ballot_opened": Recipe(
        Ballot, payload_of_ballot_opened, "proposal__meeting__round", related=("proposal",)
    ),
    "vote": Recipe(Vote, payload_of_vote, "ballot__proposal__meeting__round"),
    "ballot_closed": Recipe(
        Ballot,
        payload_of_ballot_closed,
        "proposal__meeting__round",
        required=Q(closed_at__isnull=False),
        children=("votes",),
    ),
    "decision": Recipe(Decision, payload_of_decision, "proposal__meeting__round"),
}
