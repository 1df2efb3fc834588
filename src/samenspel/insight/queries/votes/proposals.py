# SPDX-License-Identifier: EUPL-1.2
"""Ways to divide votes that boards often consider; suppositions, never facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.insight.queries.votes.board import Seat

PEOPLE_PER_VOTE = 10_000
CLASSES = ((100_000, 3), (25_000, 2))
"""Inhabitants from which a municipality has so many votes; fewer inhabitants have one."""


@dataclass(frozen=True)
class Proposal:
    """A way to divide votes: ``key`` in addresses, a short name and what it does."""

    key: str
    label: Promise
    text: Promise


PROPOSALS = (
    Proposal(
        "gelijk",
        _("One vote each"),
        _("Every participant has one vote, large or small."),
    ),
    Proposal(
        "3-2-1",
        _("3-2-1 by size"),
        _("3 votes from 100,000 inhabitants, 2 from 25,000, otherwise 1."),
    ),
    Proposal(
        "inwoners",
        _("By inhabitants"),
        _("One vote for each 10,000 inhabitants that has begun."),
    ),
)
BY_KEY: Mapping[str, Proposal] = {proposal.key: proposal for proposal in PROPOSALS}


def proposed_votes(key: str, seats: Iterable[Seat]) -> dict[str, int]:
    """The votes of each member by its key under a proposal of this key.

    Members without known inhabitants are left out where inhabitants count. KeyError for a key that
    is no proposal.
    """
    if BY_KEY[key].key == "gelijk":
        return {seat.key: 1 for seat in seats}
    votes = _by_class if key == "3-2-1" else _by_people
    return {seat.key: votes(seat.people) for seat in seats if seat.people is not None}


def _by_class(people: int) -> int:
    return next((votes for least, votes in CLASSES if people >= least), 1)


def _by_people(people: int) -> int:
    return max(-(-people // PEOPLE_PER_VOTE), 1)
