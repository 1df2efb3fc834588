# SPDX-License-Identifier: EUPL-1.2
"""What is in the file of a link, as the plain rows that its signals are computed from.

Six queries, whatever is in the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import F, IntegerField, Q, Value
from django.db.models.functions import Cast

from samenspel.analysis.link_signals import (
    ActivityFact,
    AgreementFact,
    ContactFact,
    DecisionFact,
    GiftFact,
    GroupFact,
    LessonFact,
    LinkFacts,
    PersonFact,
)
from samenspel.citylinks.models import (
    Activity,
    Agreement,
    CityLink,
    Contact,
    Gift,
    Lesson,
    PartyDecision,
)

_DONE = Q(activity__isnull=True) | Q(activity__state=Activity.State.DONE)


@dataclass(frozen=True)
class HeldFile:
    """The facts of a link, and the names of all parties that are or were in it, by key."""

    facts: LinkFacts
    names: Mapping[int, str]


def held_file(link: CityLink, *, on: date) -> HeldFile:
    """The file as it stands on ``on``, up to and including that day.

    Only activities that were done, gifts and lessons of those or of none, fixed agreements, and
    decisions of councils that no later one replaces.
    """
    names, parties, people = _parties(link, on)
    gifts, lessons = _given(link, on)
    agreement, aims = _agreed(link, on)
    facts = LinkFacts(
        on=on,
        parties=parties,
        begun_on=link.begun_on,
        rhythm_days=link.rhythm_days,
        gifts=gifts,
        lessons=lessons,
        activities=_activities(link, on, aims),
        contacts=contacts_of(link, on),
        people=people,
        decisions=_decisions(link, on),
        agreement=agreement,
    )
    return HeldFile(facts, names)


def _parties(
    link: CityLink, on: date
) -> tuple[dict[int, str], tuple[int, ...], tuple[PersonFact, ...]]:
    """Names of parties, those that take part on the day, and the people who are in the file."""
    names: dict[int, str] = {}
    there: dict[int, None] = {}
    people: list[PersonFact] = []
    rows = link.parties.values_list(
        "pk", "name", "valid_from", "valid_to",
        "people__pk", "people__kind", "people__valid_from", "people__valid_to",
        "people__removed_at",
    )  # fmt: skip
    for pk, name, begun, ended, person, kind, person_begun, person_ended, removed in rows:
        names[pk] = name
        if (begun is None or begun <= on) and (ended is None or on < ended):
            there[pk] = None
        if person is not None and removed is None:
            people.append(PersonFact(person, pk, kind, person_begun, person_ended))
    return names, tuple(there), tuple(people)


def _given(link: CityLink, on: date) -> tuple[tuple[GiftFact, ...], tuple[LessonFact, ...]]:
    """Contributions and lessons, asked for together."""
    none = Cast(Value(0), IntegerField())
    gifts = Gift.objects.filter(_DONE, link=link, on__lte=on).values_list(
        Value("gift"), "giver_id", "receiver_id", "on", "hours", "euros", "people"
    )
    lessons = Lesson.objects.filter(_DONE, link=link, on__lte=on).values_list(
        Value("lesson"), "party_id", "learned_from_id", "on", none, none, none
    )
    rows = list(gifts.order_by().union(lessons.order_by(), all=True))
    return (
        tuple(
            GiftFact(giver, receiver, day, people, Fraction(str(hours)), euros)
            for kind, giver, receiver, day, hours, euros, people in rows
            if kind == "gift"
        ),
        tuple(
            LessonFact(party, day, teacher)
            for kind, party, teacher, day, *_ in rows
            if kind == "lesson"
        ),
    )


def _activities(link: CityLink, on: date, aims: frozenset[str]) -> tuple[ActivityFact, ...]:
    rows = link.activities.filter(state=Activity.State.DONE, on__lte=on)
    return tuple(
        ActivityFact(
            key=one.pk,
            kind=one.kind,
            level=one.level,
            phase=one.phase,
            on=one.on,
            is_embedded=one.aim_key in aims,
            is_quick=one.is_quick_result,
            with_officials=one.with_officials,
            with_politicians=one.with_politicians,
            with_society=one.with_society,
        )
        for one in rows
    )


def contacts_of(link: CityLink, on: date) -> tuple[ContactFact, ...]:
    """The contacts until the day, with who was there; one query."""
    days: dict[int, date] = {}
    people: defaultdict[int, set[int]] = defaultdict(set)
    rows = Contact.objects.filter(link=link, on__lte=on).values_list("pk", "on", "people__pk")
    for pk, day, person in rows:
        days[pk] = day
        people[pk].update(() if person is None else (person,))
    return tuple(ContactFact(day, frozenset(people[pk])) for pk, day in days.items())


def _decisions(link: CityLink, on: date) -> tuple[DecisionFact, ...]:
    found: dict[int, dict[str, Any]] = {}
    groups: defaultdict[int, list[GroupFact]] = defaultdict(list)
    rows = PartyDecision.objects.filter(
        link=link,
        on__lte=on,
        body=PartyDecision.Body.COUNCIL,
        about=PartyDecision.About.AGREEMENT,
        replaced_by__isnull=True,
    ).values(
        "pk", "party_id", "on", "is_adopted", "votes_for", "votes_against",
        seats=F("groups__seats"), stance=F("groups__stance"), coalition=F("groups__is_coalition"),
    )  # fmt: skip
    for row in rows:
        found[row["pk"]] = dict(row)
        if row["seats"] is not None:
            groups[row["pk"]].append(GroupFact(row["seats"], row["stance"], row["coalition"]))
    return tuple(
        DecisionFact(
            row["party_id"],
            row["on"],
            row["is_adopted"],
            row["votes_for"],
            row["votes_against"],
            tuple(groups[pk]),
        )
        for pk, row in found.items()
    )


def _agreed(link: CityLink, on: date) -> tuple[AgreementFact | None, frozenset[str]]:
    """The fixed agreement in force on the day, else the last one that was; keys of all aims."""
    aims: set[str] = set()
    last: tuple[int, AgreementFact] | None = None
    rows = Agreement.objects.filter(link=link, fixed_at__isnull=False).values_list(
        "number", "valid_from", "last_day", "notice_days", "is_extended_silently", "aims__key"
    )
    for number, begun, last_day, notice, silently, aim in rows:
        aims.update(() if aim is None else (aim,))
        if (begun is None or begun <= on) and (last is None or number >= last[0]):
            last = number, AgreementFact(begun, last_day, notice, silently)
    return last[1] if last else None, frozenset(aims)
