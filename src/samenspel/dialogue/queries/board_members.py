# SPDX-License-Identifier: EUPL-1.2
"""Who sits in the meetings of a board, with how many votes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse

from samenspel.dialogue.models import Delegation
from samenspel.places.notation import written

_OF_MEMBER = (
    "pk",
    "meeting_id",
    "name",
    "votes",
    "is_chair",
    "is_present",
    "municipality_id",
    "municipality__slug",
    "municipality__code",
)


@dataclass(frozen=True)
class Member:
    """A member of the board; ``share`` is its part of all votes.

    ``votes_shown`` and ``share_shown`` are the same for a page, written once for all members with
    as many votes.
    """

    pk: int
    name: str
    slug: str
    url: str
    code: str
    municipality_id: int | None
    votes: int
    share: Fraction
    is_chair: bool
    is_present: bool
    votes_shown: str
    share_shown: str


def members_of(meetings: Sequence[int]) -> Mapping[int, tuple[Member, ...]]:
    """The members of each meeting by name; one query."""
    rows: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    found = Delegation.objects.filter(meeting__in=meetings).order_by("name", "pk")
    for row in found.values(*_OF_MEMBER):
        rows[row["meeting_id"]].append(row)
    # Asked for once: a page names every member twice.
    base = reverse("municipality", args=["x"]).removesuffix("x/")
    return {pk: _of_meeting(rows[pk], base) for pk in meetings}


def _of_meeting(rows: Sequence[Mapping[str, Any]], base: str) -> tuple[Member, ...]:
    total = sum(row["votes"] for row in rows)
    held = {row["votes"] for row in rows}
    shares = {votes: Fraction(votes, total) if total else Fraction(0) for votes in held}
    shown = {votes: (written(votes), _percentage(share)) for votes, share in shares.items()}
    return tuple(_member(row, shares[row["votes"]], *shown[row["votes"]], base) for row in rows)


def _percentage(share: Fraction) -> str:
    return f"{written(Decimal(str(float(share))) * 100, 1)}%"


def _member(row: Mapping[str, Any], share: Fraction, votes: str, part: str, base: str) -> Member:
    slug = row["municipality__slug"] or ""
    return Member(
        pk=row["pk"],
        name=row["name"],
        slug=slug,
        url=f"{base}{slug}/" if slug else "",
        code=row["municipality__code"] or "",
        municipality_id=row["municipality_id"],
        votes=row["votes"],
        share=share,
        is_chair=row["is_chair"],
        is_present=row["is_present"],
        votes_shown=votes,
        share_shown=part,
    )
