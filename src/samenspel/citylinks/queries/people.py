# SPDX-License-Identifier: EUPL-1.2
"""The people of a link on each side, and the handovers; for members only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from samenspel.analysis.link_signals import (
    LinkFacts,
    PersonFact,
    State,
    carriers,
    dependence_state,
)
from samenspel.citylinks.models import CityLink, Handover, Party, Person
from samenspel.citylinks.queries.file_facts import contacts_of
from samenspel.citylinks.queries.file_state import CARRYING, is_there
from samenspel.citylinks.queries.signals_carried import carried_by


@dataclass(frozen=True)
class PersonLine:
    """Somebody; ``handover`` is the newest one, open or done."""

    person: Person
    name: str
    is_here: bool
    handover: Handover | None
    needs_successor: bool

    @property
    def last_day(self) -> date | None:
        """The last day, as far as it is known."""
        return self.person.valid_to - timedelta(days=1) if self.person.valid_to else None

    @property
    def is_removed(self) -> bool:
        """Whether the person was removed on request."""
        return self.person.removed_at is not None


@dataclass(frozen=True)
class PartyPeople:
    """The people of a party: of now, and who were there before or come later."""

    party: Party
    takes_part: bool
    here: tuple[PersonLine, ...]
    others: tuple[PersonLine, ...]


@dataclass(frozen=True)
class HandoverLine:
    """A handover in words."""

    handover: Handover
    leaving: str
    successor: str
    party: str


@dataclass(frozen=True)
class PeoplePage:
    """Everybody, by party, and every handover, open ones first.

    ``carried`` says where nobody or one person carries the link, as the signal does; empty where
    several do, or nothing is known.
    """

    parties: tuple[PartyPeople, ...]
    handovers: tuple[HandoverLine, ...]
    carried: str

    @property
    def without_successor(self) -> tuple[PersonLine, ...]:
        """Who left a party that still takes part, and was not followed up."""
        lines = (one for party in self.parties if party.takes_part for one in party.others)
        return tuple(one for one in lines if one.needs_successor)


def name_shown(person: Person, party: str) -> str:
    """The name; of who was removed what they were, and where."""
    return person.name or _("an employee of %(party)s") % {"party": party}


def people_page(link: CityLink, *, on: date) -> PeoplePage:
    """The people and handovers of a link on a day; four queries."""
    parties = list(link.parties.all())
    names = {one.pk: one.name for one in parties}
    people = list(link.people.order_by("kind", "-valid_from", "name", "pk"))
    handovers = list(
        link.handovers.select_related("leaving", "successor").order_by("-last_day", "-pk")
    )
    latest: dict[int, Handover] = {}
    for one in handovers:
        latest.setdefault(one.leaving_id, one)
    there = {(one.party_id, one.kind) for one in people if is_there(one, on)}
    lines = defaultdict(list)
    for person in people:
        line = _line(person, names[person.party_id], latest.get(person.pk), there, on)
        lines[person.party_id].append(line)
    return PeoplePage(
        parties=tuple(
            PartyPeople(
                one,
                one.takes_part(on),
                tuple(line for line in lines[one.pk] if line.is_here),
                tuple(line for line in lines[one.pk] if not line.is_here),
            )
            for one in parties
        ),
        handovers=handover_lines(handovers, names),
        carried=_carried(link, parties, people, on),
    )


def _carried(link: CityLink, parties: Sequence[Party], people: Sequence[Person], on: date) -> str:
    facts = LinkFacts(
        on=on,
        parties=tuple(one.pk for one in parties if one.takes_part(on)),
        contacts=contacts_of(link, on),
        people=tuple(
            PersonFact(one.pk, one.party_id, one.kind, one.valid_from, one.valid_to)
            for one in people
            if one.removed_at is None
        ),
    )
    rows = carriers(facts)
    asks = dependence_state(rows) in {State.WATCH, State.ACT}
    return carried_by(rows, {one.pk: one.name for one in parties}) if asks else ""


def _line(
    person: Person,
    party: str,
    handover: Handover | None,
    there: set[tuple[int, str]],
    on: date,
) -> PersonLine:
    has_left = person.valid_to is not None and person.valid_to <= on
    is_followed = handover is not None or (person.party_id, person.kind) in there
    return PersonLine(
        person=person,
        name=name_shown(person, party),
        is_here=is_there(person, on),
        handover=handover,
        needs_successor=has_left and person.kind in CARRYING and not is_followed,
    )


def handover_lines(
    handovers: Sequence[Handover], names: dict[int, str]
) -> tuple[HandoverLine, ...]:
    """Handovers in words, open ones first; ``names`` are those of the parties by key."""
    lines = [
        HandoverLine(
            one,
            name_shown(one.leaving, names[one.leaving.party_id]),
            name_shown(one.successor, names[one.successor.party_id]) if one.successor else "",
            names[one.leaving.party_id],
        )
        for one in handovers
    ]
    return tuple(sorted(lines, key=lambda line: line.handover.done_on is not None))


def successors_of(handover: Handover, *, on: date) -> list[Person]:
    """Who can take over: people of the same party who are there, or come; one query."""
    rows = Person.objects.filter(party=handover.leaving.party_id, removed_at__isnull=True)
    found = rows.exclude(pk=handover.leaving_id).order_by("kind", "name", "pk")
    return [one for one in found if one.valid_to is None or one.valid_to > on]
