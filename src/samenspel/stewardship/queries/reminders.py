# SPDX-License-Identifier: EUPL-1.2
"""Whom to remind of what on a day: moments of confirm rounds, questions of other municipalities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from samenspel.accounts.models import Role, User
from samenspel.places.models import Municipality, on_date
from samenspel.register.queries.reference import reference
from samenspel.register.rules import predecessors
from samenspel.stewardship.models import ConfirmRound, Reminder, RoundAnswer
from samenspel.stewardship.queries.answers import Answer, answers
from samenspel.stewardship.queries.facts import Facts, facts
from samenspel.stewardship.queries.rounds import Progress, own_records

Occasion = Reminder.Occasion
GRACE = timedelta(days=14)
"""How long after the last day the reminder of that day is still sent."""

_ANSWERING = (Role.Kind.CLERK, Role.Kind.ADVISER)


@dataclass(frozen=True)
class RoundReminder:
    """A moment of a round, and how far the round is."""

    round: ConfirmRound
    occasion: Occasion
    progress: Progress

    @property
    def has_passed(self) -> bool:
        return self.occasion == Occasion.DEADLINE


@dataclass(frozen=True)
class Letter:
    """Everything that one person has to be told today."""

    user: User
    rounds: tuple[RoundReminder, ...]
    questions: tuple[Answer, ...]


@dataclass(frozen=True)
class _Person:
    user: User
    kind: str
    organisation_id: int
    municipality_id: int | None


def occasion_of(round: ConfirmRound, on: date) -> Occasion | None:  # noqa: A002
    """The last moment of the round that has come; None before the begin and long after the end."""
    if on < round.begins_on or on > round.deadline + GRACE:
        return None
    half = round.begins_on + (round.deadline - round.begins_on) // 2
    moments = [
        (round.begins_on, Occasion.START),
        (half, Occasion.HALFWAY),
        (round.deadline - timedelta(days=7), Occasion.LAST_WEEK),
        (round.deadline, Occasion.DEADLINE),
    ]
    return [occasion for day, occasion in moments if day <= on][-1]


def without_round(on: date) -> list[Municipality]:
    """Municipalities that exist, with somebody to answer, without a round this year; one query."""
    answering = _answering(on).values("organisation__municipality")
    started = ConfirmRound.objects.filter(year=on.year).values("municipality")
    return list(
        Municipality.objects.filter(on_date(on), pk__in=answering)
        .exclude(pk__in=started)
        .order_by("code")
    )


def letters(on: date) -> tuple[Letter, ...]:
    """What everybody has to be told on the day and was not told before, by e-mail address.

    Nobody is reminded of a round that is finished, or of a municipality that is no more.
    """
    rounds = list(
        ConfirmRound.objects.filter(
            on_date(on, prefix="municipality__"),
            begins_on__lte=on,
            deadline__gte=on - GRACE,
        ).select_related("municipality")
    )
    asked = answers(RoundAnswer.objects.filter(round__year__gte=on.year - 1))
    questions = [a for a in asked if a.is_open_question]
    if not rounds and not questions:
        return ()
    known = facts(reference(on=on, today=on))
    people = _people(on)
    due = _due_rounds(rounds, asked, known, on)
    about: dict[int, list[RoundReminder]] = defaultdict(list)
    users: dict[int, User] = {}
    for reminder in due:
        for person in people:
            is_theirs = person.municipality_id == reminder.round.municipality_id
            if is_theirs and person.kind in _ANSWERING:
                users[person.user.pk] = person.user
                about[person.user.pk].append(reminder)
    asking: dict[int, list[Answer]] = defaultdict(list)
    for question, user in _addressees(questions, people, known):
        users[user.pk] = user
        asking[user.pk].append(question)
    return _untold(users, about, asking)


def _answering(on: date) -> QuerySet[Role]:
    return Role.objects.filter(
        on_date(on),
        kind__in=_ANSWERING,
        user__is_active=True,
        organisation__municipality__isnull=False,
    )


def _people(on: date) -> list[_Person]:
    rows = (
        Role.objects.filter(on_date(on), user__is_active=True)
        .filter(kind__in=(*_ANSWERING, Role.Kind.SECRETARIAT))
        .select_related("user", "organisation")
        .order_by("user__email", "pk")
    )
    return [
        _Person(r.user, r.kind, r.organisation_id, r.organisation.municipality_id) for r in rows
    ]


def _due_rounds(
    rounds: Sequence[ConfirmRound], asked: Sequence[Answer], known: Facts, on: date
) -> list[RoundReminder]:
    acts_for = predecessors(r.municipality_id for r in rounds)
    said: dict[int, set[str]] = defaultdict(set)
    for answer in asked:
        said[answer.round_id].add(answer.slug)
    found = []
    for one in rounds:
        occasion = occasion_of(one, on)
        slugs = {r.slug for r, _own in own_records(known, acts_for[one.municipality_id])}
        progress = Progress(len(slugs & said[one.pk]), len(slugs))
        if occasion is not None and not progress.is_finished:
            found.append(RoundReminder(one, occasion, progress))
    return sorted(found, key=lambda r: r.round.municipality.name)


def _addressees(
    questions: Sequence[Answer], people: Sequence[_Person], known: Facts
) -> Iterable[tuple[Answer, User]]:
    """Who can answer each question: the secretariat; without one the other municipalities."""
    records = {record.slug: record for record in known.in_force}
    everybody = predecessors({p.municipality_id for p in people if p.municipality_id is not None})
    for question in questions:
        record = records.get(question.slug)
        if record is None:
            continue
        members = {member.municipality_id for member in record.members_on(known.today)}
        told: set[int] = set()
        for person in people:
            if record.secretariat_id is not None:
                fits = (
                    person.kind == Role.Kind.SECRETARIAT
                    and person.organisation_id == record.secretariat_id
                )
            else:
                place = person.municipality_id
                fits = (
                    person.kind in _ANSWERING
                    and place is not None
                    and place != question.municipality_id
                    and bool(everybody[place] & members)
                )
            if fits and person.user.pk not in told:
                told.add(person.user.pk)
                yield question, person.user


def _untold(
    users: Mapping[int, User],
    about: Mapping[int, Sequence[RoundReminder]],
    asking: Mapping[int, Sequence[Answer]],
) -> tuple[Letter, ...]:
    """What remains when all that people were told before is left out; one query."""
    rows = Reminder.objects.filter(user__in=users)
    told: set[tuple[object, ...]] = set(
        rows.values_list("user_id", "round_id", "occasion", "answer_id")
    )
    found = []
    for pk, user in users.items():
        rounds = {r.round.pk: r for r in about.get(pk, ())}.values()
        letter = Letter(
            user=user,
            rounds=tuple(r for r in rounds if (pk, r.round.pk, r.occasion, None) not in told),
            questions=tuple(
                q for q in asking.get(pk, ()) if (pk, None, Occasion.QUESTION, q.pk) not in told
            ),
        )
        if letter.rounds or letter.questions:
            found.append(letter)
    return tuple(sorted(found, key=lambda letter: letter.user.email))
