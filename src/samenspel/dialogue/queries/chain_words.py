# SPDX-License-Identifier: EUPL-1.2
"""The records of a chain in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samenspel.dialogue.models import Ballot, Delegation, Mandate, Round
from samenspel.dialogue.queries.chain_page import ChainLine

KINDS: Mapping[str, str | Promise] = {
    "balance": _("The interim balance was published"),
    "ballot_closed": _("A ballot was closed and counted"),
    "ballot_opened": _("A ballot was opened"),
    "decision": _("The board decided"),
    "evaluation": _("An evaluation was written down"),
    "mandate": _("A council gave a mandate"),
    "meeting_opened": _("A meeting of the board was opened"),
    "memo": _("The reply memo was published"),
    "opinion_sent": _("An opinion was sent"),
    "round_sent": _("The round was sent to its addressees"),
    "text_published": _("A version of the text was published"),
    "vote": _("A delegation voted"),
}

WORDLESS = ("balance", "memo")
"""Kinds whose records have no fact to tell; a page need not read what they hold."""

_WORDS: Mapping[str, str | Promise] = {
    **dict(Mandate.Position.choices),
    **dict(Ballot.Outcome.choices),
}


@dataclass(frozen=True)
class ChainWords:
    """A record for people: what happened, one fact of it, and its digest."""

    number: int
    words: str
    fact: str
    at: datetime
    digest: str


def lines_of(round_: Round, lines: Iterable[ChainLine]) -> list[ChainWords]:
    """The records in words; one query."""
    names = dict(Delegation.objects.filter(meeting__round=round_).values_list("pk", "name"))
    return [
        ChainWords(
            number=line.number,
            words=str(KINDS.get(line.kind, line.kind)),
            fact=_fact(line, names),
            at=line.at,
            digest=line.digest,
        )
        for line in lines
    ]


def _fact(line: ChainLine, names: Mapping[int, str]) -> str:
    """What distinguishes this record from others of its kind."""
    told = line.payload
    if line.kind in {"vote", "mandate"}:
        name = names.get(told.get("delegation_id", 0), "")
        said = _votes(told) if line.kind == "vote" else _word(told.get("position"))
        return f"{name}, {said}"
    if line.kind == "ballot_opened":
        return str(told.get("proposal", {}).get("title", ""))
    if told.get("outcome"):
        return _word(told["outcome"])
    return next((str(told[name]) for name in ("title", "name") if told.get(name)), "")


def _word(code: object) -> str:
    return str(_WORDS.get(str(code), code))


def _votes(told: Mapping[str, Any]) -> str:
    return gettext("%(votes_for)s in favour, %(votes_against)s against") % {
        "votes_for": told.get("votes_for"),
        "votes_against": told.get("votes_against"),
    }
