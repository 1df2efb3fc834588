# SPDX-License-Identifier: EUPL-1.2
"""Where one or more links stand: everything with a date, agreements, parties and people.

Four queries, however many links there are and whatever is in their files. Names of people are in
``people`` only: what is drawn, exported or counted from the rest names nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from samenspel.analysis.link_signals import ActivityFact, AgreementFact, ContactFact, LinkFacts
from samenspel.analysis.link_signals.rhythm import Fading, Term, fading, term
from samenspel.citylinks.models import (
    Activity,
    Agreement,
    Appointment,
    CityLink,
    Contact,
    Handover,
    LinkStep,
    LookBackEdition,
    Party,
    PartyDecision,
    Person,
)
from samenspel.register.models import ArrangementVersion

_Row = TypeVar("_Row", Party, Agreement, Person)


@dataclass(frozen=True)
class Dated:
    """Something with a day in a file; ``lane`` says what, ``more`` what is special of that kind.

    ``more``: of an activity its state, of a contact its kind, of a decision body and outcome
    ("council:adopted"), of a handover the key of who leaves, of a look-back its key, of a step its
    kind. ``until`` is the last day, of a handover when it was done.
    """

    link: int
    lane: str
    pk: int
    on: date
    until: date | None
    title: str
    more: str


@dataclass(frozen=True)
class LinkState:
    """The facts of one link on a day; ``parties`` take part then, ``left`` did before.

    ``arrangement`` is the name of the arrangement of the register that the file belongs to.
    """

    link: CityLink
    on: date
    parties: tuple[Party, ...]
    left: tuple[Party, ...]
    agreements: tuple[Agreement, ...]
    people: tuple[Person, ...]
    dated: tuple[Dated, ...]
    arrangement: str = ""

    def lane(self, *names: str) -> tuple[Dated, ...]:
        """What is of these kinds, by day."""
        return tuple(one for one in self.dated if one.lane in names)

    @cached_property
    def agreement(self) -> Agreement | None:
        """The newest version that was fixed."""
        return next((one for one in reversed(self.agreements) if one.fixed_at), None)

    @cached_property
    def draft(self) -> Agreement | None:
        """The version that is being written."""
        return next((one for one in self.agreements if not one.fixed_at), None)

    @cached_property
    def _facts(self) -> LinkFacts:
        done = (one for one in self.lane("activity") if one.more == Activity.State.DONE)
        held = self.agreement
        return LinkFacts(
            on=self.on,
            parties=tuple(one.pk for one in self.parties),
            begun_on=self.link.begun_on,
            rhythm_days=self.link.rhythm_days,
            activities=tuple(ActivityFact(one.pk, "", "", "", one.on) for one in done),
            contacts=tuple(ContactFact(one.on) for one in self.lane("contact")),
            agreement=AgreementFact(
                held.valid_from, held.last_day, held.notice_days, held.is_extended_silently
            )
            if held
            else None,
        )

    @cached_property
    def fading(self) -> Fading:
        """Time since the last contact, against the rhythm of the link."""
        return fading(self._facts)

    @cached_property
    def term(self) -> Term:
        """When the agreement ends, and the last day to say that one does not go on."""
        return term(self._facts)

    @cached_property
    def here(self) -> tuple[Person, ...]:
        """The people who are in the file on the day."""
        return tuple(one for one in self.people if is_there(one, self.on))

    @cached_property
    def planned(self) -> tuple[Dated, ...]:
        """What is still to come: appointments and planned activities."""
        return tuple(
            one
            for one in self.lane("activity", "appointment")
            if (one.until or one.on) >= self.on
            and (one.lane == "appointment" or one.more == Activity.State.PLANNED)
        )

    @cached_property
    def open_handovers(self) -> tuple[tuple[Dated, Person], ...]:
        """Handovers that are not done, with who leaves."""
        known = {str(one.pk): one for one in self.people}
        rows = (one for one in self.lane("handover") if one.until is None)
        return tuple((one, known[one.more]) for one in rows)

    @cached_property
    def without_successor(self) -> tuple[Person, ...]:
        """Who carried the link, has left, and was not followed up by anybody of that kind."""
        followed = {one.more for one in self.lane("handover") if one.until is not None}
        open_ones = {person.pk for _row, person in self.open_handovers}
        parties = {one.pk for one in self.parties}
        still = {(one.party_id, one.kind) for one in self.here}
        return tuple(
            one
            for one in self.people
            if one.kind in CARRYING
            and one.party_id in parties
            and one.valid_to is not None
            and one.valid_to <= self.on
            and str(one.pk) not in followed
            and one.pk not in open_ones
            and (one.party_id, one.kind) not in still
        )


CARRYING = frozenset({Person.Kind.COORDINATOR, Person.Kind.POLITICAL})
"""Kinds of people who are missed at once when nobody takes over."""


def is_there(person: Person, on: date) -> bool:
    """Whether the person is in the file on the day, and was not removed."""
    begun = person.valid_from is None or person.valid_from <= on
    return begun and (person.valid_to is None or on < person.valid_to) and not person.removed_at


def states_of(links: Sequence[CityLink], *, on: date) -> dict[int, LinkState]:
    """The state of each link by its key; four queries."""
    keys = [one.pk for one in links]
    called = ArrangementVersion.objects.filter(arrangement__slug=OuterRef("link__arrangement_slug"))
    rows = Party.objects.filter(link__in=keys).select_related("municipality")
    name = Subquery(called.order_by("-pk").values("name")[:1])
    parties = _by_link(rows.annotate(arrangement_name=name))
    agreements = _by_link(Agreement.objects.filter(link__in=keys).defer("text"))
    people = _by_link(Person.objects.filter(link__in=keys).select_related("party"))
    dated = defaultdict(list)
    for row in sorted(_dated(keys), key=lambda one: (one.on, one.lane, one.pk)):
        dated[row.link].append(row)
    found = {}
    for link in links:
        here = tuple(one for one in parties[link.pk] if one.takes_part(on))
        found[link.pk] = LinkState(
            link=link,
            on=on,
            parties=here,
            left=tuple(one for one in parties[link.pk] if one not in here),
            agreements=tuple(agreements[link.pk]),
            people=tuple(people[link.pk]),
            dated=tuple(dated[link.pk]),
            arrangement=_arrangement(parties[link.pk]),
        )
    return found


def _arrangement(parties: Sequence[Party]) -> str:
    """The name that was asked for with the parties."""
    return next((one.arrangement_name or "" for one in parties), "")  # type: ignore[attr-defined]


def _by_link(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.link_id].append(row)
    return found


_NO_DAY = Cast(Value(None), DateField())
_NO_TEXT = Value("", output_field=TextField())


def _dated(links: Sequence[int]) -> list[Dated]:
    """Every dated row of the links; one query over all the tables."""
    first, *rest = _parts()
    chosen = [part.filter(link_key__in=links) for part in (first, *rest)]
    rows = chosen[0].union(*chosen[1:], all=True)
    return [Dated(*row) for row in rows]


def _parts() -> list[QuerySet[Any, Any]]:
    adopted = Case(
        When(is_adopted=True, then=Value(":adopted")),
        default=Value(":rejected"),
        output_field=CharField(),
    )
    steps = LinkStep.objects.exclude(kind=LinkStep.Kind.ENDED, on=F("link__ended_on"))
    return [
        _part(Contact.objects.all(), "contact", more=F("kind")),
        _part(
            Activity.objects.all(), "activity", until=F("until"), title=F("title"), more=F("state")
        ),
        _part(
            Appointment.objects.filter(is_cancelled=False),
            "appointment",
            until=F("until"),
            title=F("title"),
        ),
        _part(
            PartyDecision.objects.filter(replaced_by__isnull=True),
            "decision",
            title=F("party__name"),
            more=Concat(F("body"), adopted),
        ),
        _part(
            Handover.objects.all(),
            "handover",
            on=F("last_day"),
            until=F("done_on"),
            title=F("leaving__party__name"),
            more=Cast(F("leaving"), CharField()),
        ),
        _part(
            LookBackEdition.objects.filter(is_withdrawn=False),
            "look_back",
            title=F("look_back__title"),
            more=Cast(F("look_back"), CharField()),
            link=F("look_back__link"),
        ),
        _part(steps, "step", title=Coalesce(F("party__name"), Value("")), more=F("kind")),
    ]


def _part(
    rows: QuerySet[Any, Any],
    lane: str,
    *,
    link: Any = F("link"),  # noqa: B008 - an expression, not a value
    on: Any = F("on"),  # noqa: B008
    until: Any = _NO_DAY,
    title: Any = _NO_TEXT,
    more: Any = _NO_TEXT,
) -> QuerySet[Any, Any]:
    """The rows of a table in the columns of :class:`Dated`; alike in type, so that they join."""
    annotated: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            link_key=link,
            lane=Value(lane, output_field=TextField()),
            day=on,
            last=until,
            words=Cast(title, TextField()),
            special=Cast(more, TextField()),
        )
        .values_list("link_key", "lane", "pk", "day", "last", "words", "special")
    )
    return annotated
