# SPDX-License-Identifier: EUPL-1.2
"""The side of who asks: preparing a round, its text and addressees, sending and running it."""

from samenspel.dialogue.actions.documents import (
    add_document,
    change_document,
    publish_document,
    remove_document,
)
from samenspel.dialogue.actions.rounds.addressees import (
    address,
    address_members,
    address_places,
    remove_addressee,
)
from samenspel.dialogue.actions.rounds.making import change_round, make_round
from samenspel.dialogue.actions.rounds.running import (
    close_answers,
    close_round,
    extend,
    withdraw_round,
)
from samenspel.dialogue.actions.rounds.sending import send_round
from samenspel.dialogue.actions.rounds.values import AddresseeValues, ClauseValues, RoundValues

__all__ = [
    "AddresseeValues",
    "ClauseValues",
    "RoundValues",
    "add_document",
    "address",
    "address_members",
    "address_places",
    "change_document",
    "change_round",
    "close_answers",
    "close_round",
    "extend",
    "make_round",
    "publish_document",
    "remove_addressee",
    "remove_document",
    "send_round",
    "withdraw_round",
]
