# SPDX-License-Identifier: EUPL-1.2
"""Ballots, votes and mandates of meetings, as they are read for the pages about decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from samenspel.analysis.decision import Cast
from samenspel.dialogue.models import Ballot, Mandate, Vote


@dataclass(frozen=True)
class Told:
    """The mandate that counts: the last one that a council gave."""

    position: str
    label: str
    text: str
    on: date
    said: str
    """All of it in one line."""


@dataclass(frozen=True)
class Given:
    """The vote of a delegation; ``is_recorded``: it was called out in the room."""

    cast: Cast
    is_recorded: bool


class BallotRows:
    """Ballots, votes and mandates of some meetings; three queries."""

    def __init__(self, meetings: Sequence[int]) -> None:
        self.of_proposal: dict[int, list[Ballot]] = defaultdict(list)
        for ballot in Ballot.objects.filter(proposal__meeting__in=meetings).order_by("number"):
            self.of_proposal[ballot.proposal_id].append(ballot)
        self.votes: dict[int, dict[int, Given]] = defaultdict(dict)
        votes = Vote.objects.filter(ballot__proposal__meeting__in=meetings)
        columns = ("ballot_id", "delegation_id", "is_recorded")
        counts = ("votes_for", "votes_against", "votes_abstained")
        for pk, delegation, is_recorded, *numbers in votes.values_list(*columns, *counts):
            self.votes[pk][delegation] = Given(Cast(*numbers), is_recorded)
        self.mandates: dict[int, dict[int, Told]] = defaultdict(dict)
        labels = {key: str(label) for key, label in Mandate.Position.choices}
        days: dict[date, str] = {}
        # By primary key and not by moment: the last one that was written counts.
        given = Mandate.objects.filter(proposal__meeting__in=meetings).order_by("pk")
        told = given.values_list("proposal_id", "delegation_id", "position", "text", "on")
        for proposal, delegation, position, text, on in told:
            if on not in days:
                days[on] = date_format(on, "DATE_FORMAT").replace(" ", "\u00a0")
            words = f"{labels[position]}: {text}" if text else labels[position]
            said = f"{words} ({days[on]})"
            self.mandates[proposal][delegation] = Told(position, labels[position], text, on, said)
