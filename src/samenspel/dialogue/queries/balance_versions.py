# SPDX-License-Identifier: EUPL-1.2
"""Which versions of the balance somebody may see: an embargo hides them from all but who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samenspel.dialogue.access import Access
from samenspel.dialogue.models import Balance, Round
from samenspel.dialogue.rules import SEE_EMBARGOED


@dataclass(frozen=True)
class VersionLine:
    """A version without what it says; ``is_public``: not under embargo any more."""

    number: int
    at: datetime
    public_from: datetime
    is_public: bool


def sees_embargoed(access: Access) -> bool:
    """Whether the person works for who asks, and so sees balances before others do."""
    return access.may(SEE_EMBARGOED)


def public_versions(round_: Round, *, at: datetime) -> tuple[VersionLine, ...]:
    """The versions that everybody may see, the newest first; one query.

    What feeds, open data and the API name; nothing there may depend on who asks.
    """
    return versions_of(round_, at=at, with_embargoed=False)


def versions_of(round_: Round, *, at: datetime, with_embargoed: bool) -> tuple[VersionLine, ...]:
    """The versions that somebody may see, the newest first; one query."""
    rows = Balance.objects.filter(round=round_).order_by("-number")
    found = (
        VersionLine(number, made, public_from, public_from <= at)
        for number, made, public_from in rows.values_list("number", "at", "public_from")
    )
    return tuple(line for line in found if line.is_public or with_embargoed)


def balances(round_: Round, numbers: tuple[int, ...]) -> dict[int, Balance]:
    """Versions with what they say, by number; one query."""
    rows = Balance.objects.filter(round=round_, number__in=numbers)
    return {balance.number: balance for balance in rows}


def last_balance(round_: Round) -> Balance | None:
    """The last version, public or not, or None; one query."""
    return Balance.objects.filter(round=round_).order_by("number").last()
