# SPDX-License-Identifier: EUPL-1.2
"""Moments of contact of a link, by year; for members."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Value
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from samenspel.citylinks.models import (
    Activity,
    Appointment,
    CityLink,
    Contact,
    Party,
    Person,
)
from samenspel.citylinks.queries.activities_matrix import Matrix, matrix_of

MOST_YEARS = 8
"""Rows of the picture; the list goes back further."""


@dataclass(frozen=True)
class ContactRow:
    """A moment of contact; ``who`` names parties and people as the file has them now."""

    contact: Contact
    parties: str
    people: str


@dataclass(frozen=True)
class ContactsPage:
    """The contacts of one year and the picture of the last years; ``days`` since the last one."""

    year: int | None
    years: tuple[int, ...]
    rows: tuple[ContactRow, ...]
    total: int
    last: date | None
    days: int | None
    rhythm: int | None
    matrix: Matrix | None


def name_of(person: Person) -> str:
    """Who it is; of somebody who was removed no more than the party."""
    if person.removed_at is None:
        return person.name
    return _("somebody of %(party)s") % {"party": person.party.name}


@dataclass(frozen=True)
class FilePeople:
    """The parties of a link and the people of its file, those of before too."""

    parties: tuple[Party, ...]
    people: tuple[Person, ...]

    def parties_on(self, day: date, *, also: Container[int] = ()) -> tuple[Party, ...]:
        """Those that take part on the day, and those with a key in ``also``."""
        return tuple(one for one in self.parties if _is_on(one, day) or one.pk in also)

    def people_on(self, day: date, *, also: Container[int] = ()) -> tuple[Person, ...]:
        """Who is in the file on the day, and who has a key in ``also``; nobody removed."""
        return tuple(
            one
            for one in self.people
            if one.removed_at is None and (_is_on(one, day) or one.pk in also)
        )


def _is_on(one: Party | Person, day: date) -> bool:
    return (one.valid_from is None or one.valid_from <= day) and (
        one.valid_to is None or day < one.valid_to
    )


def file_people(link: CityLink) -> FilePeople:
    """Parties and people; two queries."""
    parties = tuple(link.parties.order_by("position", "pk"))
    people = list(Person.objects.filter(link=link).order_by("party__position", "name", "pk"))
    known = {party.pk: party for party in parties}
    for person in people:
        person.party = known[person.party_id]
    return FilePeople(parties, tuple(people))


def contacts_page(
    link: CityLink, known: FilePeople, year: int | None, *, today: date
) -> ContactsPage:
    """The contacts of a year, or of the last year that has any; two queries."""
    everything = list(Contact.objects.filter(link=link).order_by("-on", "-pk"))
    days = [one.on for one in everything]
    years = sorted({day.year for day in days}, reverse=True)
    chosen = year or (years[0] if years else None)
    shown = [one for one in everything if one.on.year == chosen]
    parties, people = _who(shown)
    return ContactsPage(
        year=chosen,
        years=tuple(years),
        rows=tuple(_row(one, known, parties[one.pk], people[one.pk]) for one in shown),
        total=len(days),
        last=days[0] if days else None,
        days=(today - days[0]).days if days else None,
        rhythm=link.rhythm_days,
        matrix=_picture(days, today),
    )


def _who(
    contacts: Sequence[Contact],
) -> tuple[defaultdict[int, set[int]], defaultdict[int, set[int]]]:
    """Keys of parties and of people, by contact; one query for both."""
    keys = [one.pk for one in contacts]
    parties = Contact.parties.through.objects.filter(contact__in=keys)
    people = Contact.people.through.objects.filter(contact__in=keys)
    rows = parties.values_list("contact_id", "party_id", Value(value=False)).union(
        people.values_list("contact_id", "person_id", Value(value=True)), all=True
    )
    found: tuple[defaultdict[int, set[int]], defaultdict[int, set[int]]]
    found = (defaultdict(set), defaultdict(set))
    for contact, key, is_person in rows:
        found[bool(is_person)][contact].add(key)
    return found


def _row(
    one: Contact, known: FilePeople, parties: Container[int], people: Container[int]
) -> ContactRow:
    named = ", ".join(party.name for party in known.parties if party.pk in parties)
    return ContactRow(
        contact=one,
        parties=named or _("all partners"),
        people=", ".join(name_of(person) for person in known.people if person.pk in people),
    )


def _picture(days: list[date], today: date) -> Matrix | None:
    """Contacts by year and month, the last years first."""
    if not days:
        return None
    last = max(today.year, days[0].year)
    first = max(days[-1].year, last - MOST_YEARS + 1)
    counts = Counter((str(day.year), str(day.month)) for day in days if day.year >= first)
    rows = [(str(year), str(year)) for year in range(last, first - 1, -1)]
    columns = [(str(month), str(words)) for month, words in MONTHS_3.items()]
    return matrix_of(counts, rows, columns, left=70)


@dataclass(frozen=True)
class NextDate:
    """A day that is coming, in a line."""

    on: date
    title: str


def next_dates(link: CityLink, *, today: date, most: int) -> tuple[NextDate, ...]:
    """The first appointments and planned activities from today on; one query."""
    appointments = Appointment.objects.filter(link=link, on__gte=today, is_cancelled=False)
    activities = Activity.objects.filter(link=link, on__gte=today, state=Activity.State.PLANNED)
    both = appointments.order_by().values_list("on", "title")
    both = both.union(activities.order_by().values_list("on", "title"), all=True)
    return tuple(NextDate(on, title) for on, title in both.order_by("on", "title")[:most])
