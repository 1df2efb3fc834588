# SPDX-License-Identifier: EUPL-1.2
"""The interim balance for a page, its files and its papers: everything from one set of values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.analysis.positions import Measure, Stand
from samenspel.dialogue.models import Addressee, Balance, Round
from samenspel.dialogue.queries.balance_bars import Bar, bar
from samenspel.dialogue.queries.balance_content import (
    LETTERS,
    content_of,
    read_measure,
)
from samenspel.dialogue.queries.balance_facts import BalanceFacts, balance_facts
from samenspel.dialogue.queries.balance_statements import statements_of
from samenspel.dialogue.queries.balance_words import between, label, percent, settled
from samenspel.places.notation import NO_FIGURE

State, Body = Addressee.State, Addressee.Body
DIVIDED, NUMBER = "verdeeldheid", "nummer"
"""Orders of the clauses: the most divided first, or as the text has them."""


@dataclass(frozen=True)
class Said:
    """The figures of a clause over one way of counting, with its bar."""

    measure: Measure
    bar: Bar

    @property
    def agreement(self) -> str:
        return percent(self.measure.agreement)

    @property
    def agrees(self) -> str:
        """The agreement as a sentence."""
        return _("%(share)s agrees") % {"share": self.agreement}

    @property
    def in_words(self) -> str:
        """How divided they are, and how many agree without a wish: sentences about a clause."""
        divided = _("Division: %(share)s.") % {"share": self.spread}
        strict = _("Without a wish: %(share)s agrees.") % {"share": self.strict}
        return f"{divided} {strict}"

    @property
    def strict(self) -> str:
        return percent(self.measure.strict)

    @property
    def spread(self) -> str:
        return percent(self.measure.spread)

    @property
    def range(self) -> str:
        """Lowest and highest agreement still possible, or that nothing can change any more."""
        if self.measure.lowest == self.measure.highest:
            return NO_FIGURE
        return f"{percent(self.measure.lowest)}–{percent(self.measure.highest)}"

    @property
    def between(self) -> str:
        return between(self.measure)

    @property
    def settled(self) -> str:
        return settled(self.measure)

    @property
    def open_text(self) -> str:
        """That the majority can still turn; empty when it cannot."""
        return "" if self.measure.is_settled else settled(self.measure)


@dataclass(frozen=True)
class ClauseLine:
    """A clause: ``bodies`` counts each body once, ``heads`` by inhabitants.

    ``differing`` are municipalities whose executive says something else than the council.
    """

    place: int
    key: str
    number: str
    title: str
    is_gone: bool
    remarks: int
    url: str
    bodies: Said
    heads: Said
    differing: tuple[str, ...]

    @property
    def name(self) -> str:
        """Number and title."""
        return f"{self.number}. {self.title}"


@dataclass(frozen=True)
class BodyLine:
    """A body: ``stands`` by clause; ``sent_on`` None when nothing of it counts.

    ``together``: the other bodies of a joint opinion.
    """

    place: int
    pk: int
    name: str
    body: str
    inhabitants: int | None
    is_guest: bool
    counts: bool
    state: str
    sent_on: date | None
    is_late: bool
    together: tuple[str, ...]
    letters: str
    url: str

    @property
    def stands(self) -> tuple[Stand, ...]:
        """What it says of each clause."""
        return tuple(Stand(LETTERS.index(letter)) for letter in self.letters)

    @property
    def labels(self) -> tuple[str, ...]:
        """The same in words."""
        words = _words()
        return tuple(words[letter] for letter in self.letters)

    @property
    def has_answered(self) -> bool:
        """Whether an opinion of it counts."""
        return self.sent_on is not None

    @property
    def state_label(self) -> str:
        """How far it is, in words."""
        return str(State(self.state).label)


@dataclass(frozen=True)
class Pair:
    """Council and executive of one municipality that both answered; where they differ."""

    municipality: str
    council: BodyLine
    executive: BodyLine
    clauses: tuple[tuple[ClauseLine, str, str], ...]
    """Clause, what the council says, what the executive says."""

    @property
    def numbers(self) -> str:
        """The numbers of those clauses."""
        return ", ".join(clause.number for clause, _council, _executive in self.clauses)


@dataclass(frozen=True)
class Whose:
    """Which version it is; ``number`` None: the working version, as everything is now."""

    number: int | None = None
    at: datetime | None = None
    public_from: datetime | None = None
    introduction: str = ""
    is_public: bool = True

    @property
    def token(self) -> str:
        """How addresses name it."""
        return WORKING if self.number is None else str(self.number)


WORKING = "werk"


@dataclass(frozen=True)
class BalancePage:
    """Everything about one version of the balance of a round."""

    round: Round
    content: Mapping[str, Any]
    whose: Whose
    on: date
    document: str
    clauses: tuple[ClauseLine, ...]
    divided: tuple[ClauseLine, ...]
    bodies: tuple[BodyLine, ...]
    pairs: tuple[Pair, ...]

    @property
    def counted(self) -> tuple[BodyLine, ...]:
        """The bodies that count, in the order of the letter."""
        return tuple(body for body in self.bodies if body.counts)

    @property
    def guests(self) -> tuple[BodyLine, ...]:
        """Who was asked without a vote."""
        return tuple(body for body in self.bodies if body.is_guest)

    @property
    def answered(self) -> int:
        """How many of those that count have an opinion that counts."""
        return sum(body.has_answered for body in self.counted)

    @property
    def silent(self) -> tuple[BodyLine, ...]:
        """Who counts and has not answered; nor said that it wishes to say nothing."""
        return tuple(
            body
            for body in self.counted
            if not body.has_answered and body.state != State.NONE_WISHED
        )

    @property
    def none_wished(self) -> tuple[BodyLine, ...]:
        """Who said that it wishes to give no opinion."""
        return tuple(body for body in self.bodies if body.state == State.NONE_WISHED)

    @property
    def late(self) -> tuple[BodyLine, ...]:
        """Whose opinion came too late; it is shown and counted."""
        return tuple(body for body in self.bodies if body.is_late)

    @property
    def unweighable(self) -> tuple[BodyLine, ...]:
        """Who counts and is not in the figures by inhabitants: nobody wrote down how many."""
        return tuple(body for body in self.counted if body.inhabitants is None)

    @property
    def is_weighable(self) -> bool:
        """Whether the inhabitants of somebody who counts are known."""
        return any(body.inhabitants for body in self.counted)

    @property
    def general(self) -> int:
        """Points about no clause."""
        return int(self.content["general"])

    @property
    def differing(self) -> tuple[Pair, ...]:
        """Municipalities whose executive says something else than the council."""
        return tuple(pair for pair in self.pairs if pair.clauses)

    @property
    def differences(self) -> int:
        """How many times an executive says something else than its council."""
        return sum(len(pair.clauses) for pair in self.pairs)

    def ordered(self, order: str) -> tuple[ClauseLine, ...]:
        """The clauses as asked: ``DIVIDED`` or ``NUMBER``."""
        return self.clauses if order == NUMBER else self.divided


def working_page(round_: Round, *, on: date) -> tuple[BalancePage, BalanceFacts]:
    """The balance as everything is now, and what it was made of; five queries."""
    facts = balance_facts(round_)
    content = content_of(facts, on=on, statements=statements_of(round_))
    return page_of(round_, content, Whose()), facts


def published_page(round_: Round, balance: Balance, *, at: datetime) -> BalancePage:
    """A version as it was published; no queries."""
    whose = Whose(
        number=balance.number,
        at=balance.at,
        public_from=balance.public_from,
        introduction=balance.introduction,
        is_public=balance.public_from <= at,
    )
    return page_of(round_, balance.content, whose)


def page_of(round_: Round, content: Mapping[str, Any], whose: Whose) -> BalancePage:
    """A version from what it says; no queries, nothing is computed again."""
    bodies = _bodies(round_, content)
    clauses = _clauses(round_, content, whose)
    document = content["document"]
    return BalancePage(
        round=round_,
        content=content,
        whose=whose,
        on=date.fromisoformat(content["on"]),
        document=f"{document['title']}" if document else "",
        clauses=clauses,
        divided=tuple(clauses[place] for place in content["divided"]),
        bodies=bodies,
        pairs=_pairs(content, bodies, clauses),
    )


def _bodies(round_: Round, content: Mapping[str, Any]) -> tuple[BodyLine, ...]:
    names = [body["name"] for body in content["bodies"]]
    # Asked for once: there may be hundreds of bodies.
    base = reverse("dialogue-addressee", args=[round_.slug, 0]).removesuffix("0/")
    return tuple(
        BodyLine(
            place=place,
            pk=body["id"],
            name=body["name"],
            body=body["body"],
            inhabitants=body["inhabitants"],
            is_guest=body["is_guest"],
            counts=body["counts"],
            state=body["state"],
            sent_on=date.fromisoformat(body["sent_on"]) if body["sent_on"] else None,
            is_late=body["is_late"],
            together=tuple(names[other] for other in body["with"]),
            letters=body["positions"],
            url=f"{base}{body['id']}/",
        )
        for place, body in enumerate(content["bodies"])
    )


def _clauses(round_: Round, content: Mapping[str, Any], whose: Whose) -> tuple[ClauseLine, ...]:
    differing: dict[int, list[str]] = {}
    for pair in content["pairs"]:
        for clause in pair["clauses"]:
            name = content["bodies"][pair["council"]]["municipality"]
            differing.setdefault(clause, []).append(name)
    rows = zip(content["clauses"], content["measures"], content["weighted"], strict=True)
    return tuple(
        ClauseLine(
            place=place,
            key=clause["key"],
            number=clause["number"],
            title=clause["title"],
            is_gone=clause["is_gone"],
            remarks=clause["remarks"],
            url=reverse("dialogue-balance-clause", args=[round_.slug, whose.token, clause["key"]]),
            bodies=_said(measure),
            heads=_said(weighted),
            differing=tuple(differing.get(place, ())),
        )
        for place, (clause, measure, weighted) in enumerate(rows)
    )


def _said(kept: Mapping[str, Any]) -> Said:
    measure = read_measure(kept)
    return Said(measure=measure, bar=bar(measure))


def _pairs(
    content: Mapping[str, Any], bodies: tuple[BodyLine, ...], clauses: tuple[ClauseLine, ...]
) -> tuple[Pair, ...]:
    words = _words()
    return tuple(
        Pair(
            municipality=content["bodies"][pair["council"]]["municipality"],
            council=bodies[pair["council"]],
            executive=bodies[pair["executive"]],
            clauses=tuple(
                (
                    clauses[place],
                    words[bodies[pair["council"]].letters[place]],
                    words[bodies[pair["executive"]].letters[place]],
                )
                for place in pair["clauses"]
            ),
        )
        for pair in content["pairs"]
    )


def _words() -> dict[str, str]:
    """What each letter of a position means; looked up once, as a page has thousands of them."""
    return {LETTERS[stand]: label(stand) for stand in Stand}
