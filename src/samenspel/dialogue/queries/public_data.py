# SPDX-License-Identifier: EUPL-1.2
"""Everything public about a round as plain values: for the open data and for the API.

Bodies are named, people never. Drafts, preparations, replies before the memo and a balance under
embargo are not in it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet

from samenspel.dialogue.models import (
    Addressee,
    Balance,
    Commitment,
    Evaluation,
    Memo,
    OpinionVersion,
    Round,
    RoundDocument,
)
from samenspel.dialogue.queries.counted import counting_versions, standing
from samenspel.dialogue.queries.decisions import BallotResult, MeetingResult, meetings_of

Plain = dict[str, Any]


def day(value: date | None) -> str | None:
    """A day as text."""
    return value.isoformat() if value else None


def moment(value: datetime | None) -> str | None:
    """A moment as text, UTC."""
    return value.astimezone(UTC).isoformat(timespec="seconds") if value else None


def sent_rounds() -> QuerySet[Round]:
    """The rounds that everybody may see, the newest first."""
    rows = Round.objects.filter(sent_on__isnull=False).select_related("organisation")
    return rows.order_by("-sent_on", "-pk")


def round_values(row: Round) -> Plain:
    """What is asked, by whom, and where it stands."""
    return {
        "slug": row.slug,
        "title": row.title,
        "kind": row.kind,
        "stage": row.stage,
        "country": row.country,
        "question": row.question,
        "background": row.background,
        "asked_by": row.organisation.name,
        "arrangement": row.arrangement_slug,
        "arrangement_name": row.arrangement_name,
        "sent_on": day(row.sent_on),
        "answer_by": day(row.answer_by),
        "decides_on": day(row.decides_on),
    }


def documents(round_: Round) -> list[Plain]:
    """The published versions of the text with their clauses; two queries."""
    rows = RoundDocument.objects.filter(round=round_, published_at__isnull=False)
    return [
        {
            "number": row.number,
            "status": row.status,
            "title": row.title,
            "introduction": row.introduction,
            "published_at": moment(row.published_at),
            "clauses": [
                {
                    "key": clause.key,
                    "number": clause.number,
                    "title": clause.title,
                    "text": clause.text,
                }
                for clause in row.clauses.all()
            ],
        }
        for row in rows.order_by("number").prefetch_related("clauses")
    ]


def addressees(round_: Round) -> list[Plain]:
    """Who is asked, and how far each is; one query."""
    rows = Addressee.objects.filter(round=round_).select_related("municipality")
    return [
        {
            "id": row.pk,
            "name": row.name,
            "body": row.body,
            "municipality": row.municipality.code if row.municipality else "",
            "is_guest": row.is_guest,
            "inhabitants": row.inhabitants,
            "received_on": day(row.received_on),
            "due_on": day(row.due_on),
            "state": row.state,
        }
        for row in rows.order_by("position", "name", "pk")
    ]


def opinion_versions(round_: Round) -> QuerySet[OpinionVersion]:
    """The versions of opinions that count, in the order in which they were sent."""
    rows = counting_versions(round_).select_related("sending", "document")
    return rows.order_by("sending__at", "sending__pk")


def opinions(versions: QuerySet[OpinionVersion]) -> list[Plain]:
    """Opinions with their bodies, votes and points; three queries."""
    found = list(versions.prefetch_related("points__clause"))
    adopted: dict[int, list[Plain]] = {row.pk: [] for row in found}
    rows = standing().filter(version__in=adopted).select_related("addressee")
    for row in rows.order_by("-addressee__party__is_leading", "addressee__position", "pk"):
        adopted[row.version_id].append(
            {
                "id": row.addressee_id,
                "name": row.addressee.name,
                "adopted_on": day(row.on),
                "votes_for": row.votes_for,
                "votes_against": row.votes_against,
                "votes_abstained": row.votes_abstained,
            }
        )
    return [
        {
            "version": row.pk,
            "number": row.number,
            "document": row.document.number,
            "introduction": row.introduction,
            "correction": row.correction,
            "source": row.source,
            "sent_on": day(row.sending.on),
            "is_late": row.sending.is_late,
            "bodies": adopted[row.pk],
            "points": [
                {
                    "id": point.pk,
                    "clause": point.clause.key if point.clause else "",
                    "position": point.position,
                    "text": point.text,
                }
                for point in row.points.all()
            ],
        }
        for row in found
    ]


def balance(round_: Round, *, at: datetime) -> Plain | None:
    """The last balance that everybody may see; one query."""
    rows = Balance.objects.filter(round=round_, public_from__lte=at)
    row = rows.order_by("-number").first()
    if row is None:
        return None
    return {
        "number": row.number,
        "public_from": moment(row.public_from),
        "introduction": row.introduction,
        "content": row.content,
    }


def memo(round_: Round) -> Plain | None:
    """The reply memo with every point and its reply; one query."""
    row = Memo.objects.filter(round=round_).order_by("-number").first()
    if row is None:
        return None
    return {
        "number": row.number,
        "on": day(row.on),
        "introduction": row.introduction,
        "counts": row.content["counts"],
        "points": row.content["points"],
    }


def meetings(round_: Round) -> list[Plain]:
    """Meetings with proposals, the roll call of each ballot that was closed, and decisions."""
    return [_meeting(found) for found in meetings_of(round_)]


def _meeting(found: MeetingResult) -> Plain:
    return {
        "name": found.name,
        "begins_at": moment(found.begins_at),
        "place": found.place,
        "state": found.state,
        "members": [
            {
                "name": member.name,
                "municipality": member.code,
                "votes": member.votes,
                "is_present": member.is_present,
            }
            for member in found.members
        ],
        "proposals": [
            {
                "number": proposal.number,
                "title": proposal.title,
                "text": proposal.text,
                "document": proposal.document_number,
                "state": proposal.state,
                "outcome": proposal.outcome,
                "decided_at": moment(proposal.decided_at),
                "ballots": [_ballot(one) for one in proposal.ballots if not one.is_open],
            }
            for proposal in found.proposals
        ],
    }


def _ballot(one: BallotResult) -> Plain:
    return {
        "number": one.number,
        "closed_at": moment(one.closed_at),
        "outcome": one.outcome,
        "votes": [
            {
                "member": line.member.name,
                "municipality": line.member.code,
                "for": line.cast.in_favour,
                "against": line.cast.against,
                "abstained": line.cast.abstained,
                "mandate": line.mandate.position if line.mandate else "",
            }
            for line in one.lines
            if line.cast is not None
        ],
    }


def commitments(round_: Round) -> list[Plain]:
    """What was promised, by whom and until when; one query."""
    rows = Commitment.objects.filter(round=round_).select_related("municipality")
    return [
        {
            "title": row.title,
            "text": row.text,
            "owner": row.owner,
            "municipality": row.municipality.code if row.municipality else "",
            "due_on": day(row.due_on),
            "state": row.state,
        }
        for row in rows.order_by("due_on", "pk")
    ]


def evaluations(round_: Round) -> list[Plain]:
    """What was learned; one query."""
    rows = Evaluation.objects.filter(round=round_).order_by("year", "pk")
    return [
        {
            "year": row.year,
            "text": row.text,
            "lessons": row.lessons,
            "next_on": day(row.next_on),
        }
        for row in rows
    ]


def everything(round_: Round, *, at: datetime) -> Plain:
    """All of it in one; a fixed number of queries."""
    return {
        "round": round_values(round_),
        "documents": documents(round_),
        "addressees": addressees(round_),
        "opinions": opinions(opinion_versions(round_)),
        "balance": balance(round_, at=at),
        "memo": memo(round_),
        "meetings": meetings(round_),
        "commitments": commitments(round_),
        "evaluations": evaluations(round_),
    }
