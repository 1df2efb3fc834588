# SPDX-License-Identifier: EUPL-1.2
"""Decisions of the board as Popolo JSON and as JSON-LD: members are municipalities, not people.

Popolo (https://www.popoloproject.com/specs/): organizations, posts, memberships, events, motions
and vote events. A member that split its votes has a vote per option, each with its own weight.
Ballots that are open are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.board_members import Member
from samenspel.dialogue.queries.decisions import (
    BallotResult,
    CastLine,
    MeetingResult,
    ProposalResult,
    meetings_of,
)
from samenspel.dialogue.queries.rule_words import rule_sentence

RESULTS = {"adopted": "pass", "rejected": "fail", "tied": "tie", "void": "void"}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def popolo_of(round_: Round, address: str) -> dict[str, Any]:
    """The decisions of a round as Popolo; ``address`` is that of their page, every id is below it.

    ``posts``: the chair; the seat of each member is a membership of the board.
    """
    meetings = meetings_of(round_)
    board = f"{address}#bestuur"
    members = {member.name: member for meeting in reversed(meetings) for member in meeting.members}
    return {
        "organizations": [
            {
                "id": board,
                "name": round_.arrangement_name or round_.organisation.name,
                "classification": "board",
            },
            *(_organization(address, member) for member in members.values()),
        ],
        "posts": [
            {
                "id": f"{address}#voorzitter",
                "label": "voorzitter",
                "role": "chair",
                "organization_id": board,
            }
        ],
        "memberships": [_membership(address, board, member) for member in members.values()],
        "events": [
            {
                "id": f"{address}#vergadering-{meeting.pk}",
                "name": meeting.name,
                "classification": "meeting",
                "start_date": _moment(meeting.begins_at),
                "location": meeting.place or None,
                "status": meeting.state,
                "organization_id": board,
            }
            for meeting in meetings
        ],
        "motions": [
            _motion(address, board, meeting, proposal)
            for meeting in meetings
            for proposal in meeting.proposals
        ],
        "vote_events": [
            _vote_event(address, board, meeting, proposal, ballot)
            for meeting in meetings
            for proposal in meeting.proposals
            for ballot in _counted(proposal)
        ],
    }


def _counted(proposal: ProposalResult) -> Iterable[BallotResult]:
    return (ballot for ballot in proposal.ballots if not ballot.is_open)


def _member_id(address: str, member: Member) -> str:
    return f"{address}#lid-{member.code.lower() or member.pk}"


def _organization(address: str, member: Member) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": _member_id(address, member),
        "name": member.name,
        "classification": "municipality" if member.code else "member",
    }
    if member.code:
        found["identifiers"] = [{"identifier": member.code, "scheme": "municipal code"}]
    return found


def _membership(address: str, board: str, member: Member) -> dict[str, Any]:
    found = {
        "id": f"{_member_id(address, member)}-lidmaatschap",
        "member_id": _member_id(address, member),
        "organization_id": board,
        "role": "chair" if member.is_chair else "member",
    }
    if member.is_chair:
        found["post_id"] = f"{address}#voorzitter"
    return found


def _motion_id(address: str, proposal: ProposalResult) -> str:
    return f"{address}#voorstel-{proposal.pk}"


def _motion(
    address: str, board: str, meeting: MeetingResult, proposal: ProposalResult
) -> dict[str, Any]:
    return {
        "id": _motion_id(address, proposal),
        "organization_id": board,
        "legislative_session_id": f"{address}#vergadering-{meeting.pk}",
        "name": proposal.title,
        "text": proposal.text,
        "classification": "proposal",
        "date": _moment(meeting.begins_at),
        "requirement": rule_sentence(proposal.rule),
        "result": RESULTS.get(proposal.outcome),
    }


def _ballot_id(address: str, ballot: BallotResult) -> str:
    return f"{address}#stemming-{ballot.pk}"


def _vote_event(
    address: str,
    board: str,
    meeting: MeetingResult,
    proposal: ProposalResult,
    ballot: BallotResult,
) -> dict[str, Any]:
    tally = ballot.tally
    counts = {
        "yes": tally["votes_for"],
        "no": tally["votes_against"],
        "abstain": tally["votes_abstained"],
        "not voting": tally["votes_not_cast"],
    }
    return {
        "id": _ballot_id(address, ballot),
        "identifier": f"{proposal.number}.{ballot.number}",
        "organization_id": board,
        "legislative_session_id": f"{address}#vergadering-{meeting.pk}",
        "motion_id": _motion_id(address, proposal),
        "classification": "roll call",
        "start_date": _moment(ballot.opened_at),
        "end_date": _moment(ballot.closed_at) if ballot.closed_at else None,
        "result": RESULTS[ballot.outcome],
        "counts": [{"option": option, "value": value} for option, value in counts.items()],
        "votes": [vote for line in ballot.lines for vote in _votes(address, ballot, line)],
    }


def _votes(address: str, ballot: BallotResult, line: CastLine) -> Iterator[dict[str, Any]]:
    for option, weight in options_of(ballot, line):
        yield {
            "vote_event_id": _ballot_id(address, ballot),
            "voter_id": _member_id(address, line.member),
            "option": option,
            "weight": weight,
            "role": "chair" if line.member.is_chair else None,
        }


def options_of(ballot: BallotResult, line: CastLine) -> list[tuple[str, int]]:
    """The options that a member chose with the votes for each; one for who did not vote."""
    if line.cast is None:
        away = line.member.pk not in ballot.present
        return [("absent" if away else "not voting", line.member.votes)]
    given = (
        ("yes", line.cast.in_favour),
        ("no", line.cast.against),
        ("abstain", line.cast.abstained),
    )
    return [(option, weight) for option, weight in given if weight] or [("abstain", 0)]


CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "opengov": "http://www.w3.org/ns/opengov#",
    "weight": "opengov:weight",
    "motion": {"@id": "opengov:motion", "@type": "@id"},
    "requirement": "opengov:requirement",
    "result": "opengov:result",
    "counts": {"@id": "opengov:count", "@container": "@list"},
    "value": "opengov:value",
    "option": "opengov:option",
}
"""The words of the JSON-LD, in the file itself: schema.org, and opengov for what it lacks."""


def json_ld_of(round_: Round, address: str) -> dict[str, Any]:
    """The same decisions as a graph of schema.org: proposals, ballots and a VoteAction per vote."""
    popolo = popolo_of(round_, address)
    organizations = [
        {"@id": one["id"], "@type": "GovernmentOrganization", "name": one["name"]}
        for one in popolo["organizations"]
    ]
    proposals = [
        {
            "@id": one["id"],
            "@type": ["CreativeWork", "opengov:Motion"],
            "name": one["name"],
            "text": one["text"],
            "requirement": one["requirement"],
            "result": one["result"],
        }
        for one in popolo["motions"]
    ]
    ballots = [_event(one) for one in popolo["vote_events"]]
    actions = [
        _action(event, vote, place)
        for event in popolo["vote_events"]
        for place, vote in enumerate(event["votes"], start=1)
        if vote["option"] in {"yes", "no", "abstain"}
    ]
    return {
        "@context": CONTEXT,
        "@graph": [*organizations, *proposals, *ballots, *actions],
    }


def _event(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": one["id"],
        "@type": ["Event", "opengov:VoteEvent"],
        "name": one["identifier"],
        "startDate": one["start_date"],
        "endDate": one["end_date"],
        "organizer": {"@id": one["organization_id"]},
        "motion": one["motion_id"],
        "result": one["result"],
        "counts": one["counts"],
    }


def _action(event: dict[str, Any], vote: dict[str, Any], place: int) -> dict[str, Any]:
    return {
        "@id": f"{event['id']}-stem-{place}",
        "@type": "VoteAction",
        "agent": {"@id": vote["voter_id"]},
        "object": {"@id": event["motion_id"]},
        "instrument": {"@id": event["id"]},
        "actionOption": vote["option"],
        "weight": vote["weight"],
    }
