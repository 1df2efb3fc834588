# SPDX-License-Identifier: EUPL-1.2
"""From the first note of a councillor to an opinion that was sent, corrected or withdrawn."""

from samenspel.dialogue.actions.opinions.adopting import adopt, send
from samenspel.dialogue.actions.opinions.agenda import (
    appoint_rapporteur,
    end_rapporteur,
    set_agenda,
)
from samenspel.dialogue.actions.opinions.drafting import begin_draft, correct, write_draft
from samenspel.dialogue.actions.opinions.ending import say_none, withdraw
from samenspel.dialogue.actions.opinions.joining import ask_to_join, join, leave, take_out
from samenspel.dialogue.actions.opinions.letters import record_answer
from samenspel.dialogue.actions.opinions.preparing import prepare, remove_preparation
from samenspel.dialogue.actions.opinions.values import PointValues, Votes

__all__ = [
    "PointValues",
    "Votes",
    "adopt",
    "appoint_rapporteur",
    "ask_to_join",
    "begin_draft",
    "correct",
    "end_rapporteur",
    "join",
    "leave",
    "prepare",
    "record_answer",
    "remove_preparation",
    "say_none",
    "send",
    "set_agenda",
    "take_out",
    "withdraw",
    "write_draft",
]
