# SPDX-License-Identifier: EUPL-1.2
"""What a reply memo fixes, as plain values: the text, who answered, every point with its reply."""

from __future__ import annotations

from collections import Counter
from typing import Any

from samenspel.dialogue.models import Addressee, Clause, Round, RoundDocument, Verdict
from samenspel.dialogue.queries.counted import (
    PointRow,
    bodies_of,
    counted_points,
    counting_versions,
    needs_reply,
    point_rows,
)


def memo_content(round_: Round) -> dict[str, Any]:
    """Everything that the memo says; every point that needs a reply must have one.

    A fixed number of queries. Codes and texts only: words in the language of the reader are
    added when it is shown.
    """
    rows = point_rows(counted_points(round_))
    asked = [row for row in rows if needs_reply(row.position, row.text)]
    verdicts = Counter(row.reply.verdict for row in asked if row.reply)
    return {
        "round": {
            "title": round_.title,
            "question": round_.question,
            "asked_by": round_.organisation.name,
        },
        "document": _document(round_),
        "clauses": _clauses(round_, {row.reply.clause_key for row in asked if row.reply}),
        "bodies": _bodies(round_),
        "opinions": _opinions(round_, rows),
        "points": [_point(row) for row in asked],
        "counts": {"points": len(asked), **{one.value: verdicts[one.value] for one in Verdict}},
    }


def _document(round_: Round) -> dict[str, Any] | None:
    """The version of the text that counted: the last one that was published."""
    found = (
        RoundDocument.objects.filter(round=round_, published_at__isnull=False)
        .order_by("-number")
        .first()
    )
    if found is None:
        return None
    return {"number": found.number, "title": found.title, "status": found.status}


def clause_values(round_: Round) -> list[dict[str, Any]]:
    """Every clause in any version, as in the last one that has it, by its place; one query.

    ``is_public``: it stands in a published version.
    """
    rows = Clause.objects.filter(document__round=round_).order_by("document__number", "position")
    last: dict[str, dict[str, Any]] = {}
    for row in rows.values("key", "number", "title", "position", "document__published_at"):
        is_public = row["document__published_at"] is not None
        before = last.get(row["key"])
        if before is None or is_public or not before["is_public"]:
            last[row["key"]] = {**row, "is_public": is_public}
    return sorted(last.values(), key=lambda row: (row["position"], row["key"]))


def _clauses(round_: Round, named: set[str]) -> list[dict[str, str]]:
    """The clauses of published versions, and those that a reply names."""
    return [
        {name: row[name] for name in ("key", "number", "title")}
        for row in clause_values(round_)
        if row["is_public"] or row["key"] in named
    ]


def _bodies(round_: Round) -> list[dict[str, Any]]:
    rows = Addressee.objects.filter(round=round_).select_related("municipality")
    return [
        {
            "id": row.pk,
            "name": row.name,
            "body": row.body,
            "is_guest": row.is_guest,
            "municipality": row.municipality.code if row.municipality else "",
            "state": row.state,
        }
        for row in rows.order_by("position", "name", "pk")
    ]


def _opinions(round_: Round, rows: tuple[PointRow, ...]) -> list[dict[str, Any]]:
    counted = Counter(row.version for row in rows)
    asked = Counter(row.version for row in rows if needs_reply(row.position, row.text))
    versions = list(
        counting_versions(round_).select_related("sending").order_by("sending__at", "sending__pk")
    )
    bodies = bodies_of(version.pk for version in versions)
    return [
        {
            "version": version.pk,
            "number": version.number,
            "bodies": [body.pk for body in bodies[version.pk]],
            "sent_on": version.sending.on.isoformat(),
            "points": counted[version.pk],
            "points_with_reply": asked[version.pk],
        }
        for version in versions
    ]


def _point(row: PointRow) -> dict[str, Any]:
    said = row.reply
    assert said is not None  # noqa: S101 - publish_memo looked
    return {
        "point": row.pk,
        "order": row.order,
        "version": row.version,
        "bodies": [body.pk for body in row.bodies],
        "clause": row.clause_key,
        "clause_number": row.clause_number,
        "clause_title": row.clause_title,
        "position": row.position,
        "text": row.text,
        "reply": said.pk,
        "verdict": said.verdict,
        "reason": said.reason,
        "change": said.change,
        "changed_clause": said.clause_key,
    }
