# SPDX-License-Identifier: EUPL-1.2
"""The tables of stewardship, by subject."""

from samenspel.stewardship.models.imports import ImportedList
from samenspel.stewardship.models.matching import FieldDecision, Match, MatchDecision
from samenspel.stewardship.models.rounds import ConfirmRound, Reminder, RoundAnswer
from samenspel.stewardship.models.set_asides import SetAside

__all__ = [
    "ConfirmRound",
    "FieldDecision",
    "ImportedList",
    "Match",
    "MatchDecision",
    "Reminder",
    "RoundAnswer",
    "SetAside",
]
