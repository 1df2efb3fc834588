# SPDX-License-Identifier: EUPL-1.2
"""The chain of a link: every decision of a party as it was written down, and checking it.

A council decides elsewhere; what is kept here is what the file said of it on a day. Who changes it
behind the back of the product breaks the chain, and ``samenspel verify`` says where.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from samenspel.accounts.chain import following, plain
from samenspel.accounts.chain_checks import Head, Stored, Verified, check, logged_heads
from samenspel.citylinks.models import CityLink, DecisionRecord, PartyDecision

KIND = "decision"
LOGGED_AS = "city link"
"""The kind of object under which the log knows a link (``actions.steps.log``)."""

_FIELDS = (
    "party_id", "agreement_id", "about", "body", "on", "is_adopted", "votes_for", "votes_against",
    "note", "source", "replaces_id", "at", "actor_name",
)  # fmt: skip


def payload_of(decision: PartyDecision) -> dict[str, Any]:
    """What was decided, with the votes per group, as plain values."""
    told = {name: plain(getattr(decision, name)) for name in _FIELDS}
    groups = sorted(decision.groups.all(), key=lambda group: group.name)
    told["groups"] = [[one.name, one.seats, str(one.stance), one.is_coalition] for one in groups]
    return told


def append(decision: PartyDecision, *, at: datetime) -> DecisionRecord:
    """Add the decision, with its groups, to the chain of its link, which has to be locked."""
    link = decision.link
    last = DecisionRecord.objects.filter(link=link).order_by("-number").first()
    payload = payload_of(decision)
    told = following(last, kind=KIND, key=str(decision.pk), payload=payload, at=at)
    return DecisionRecord.objects.create(link=link, **told)


def verify(link: CityLink, *, heads: Iterable[Head] = ()) -> Verified:
    """Compute the chain of the link again, and compare it with the decisions that are kept.

    Five queries, however many decisions there are.
    """
    rows = PartyDecision.objects.filter(link=link).prefetch_related("groups").order_by("pk")
    return check(
        list(DecisionRecord.objects.filter(link=link).order_by("number", "pk")),
        {KIND: Stored(rows, payload_of)},
        slug=link.slug,
        heads=[*logged_heads(LOGGED_AS, link.slug), *heads],
    )
