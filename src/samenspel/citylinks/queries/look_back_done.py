# SPDX-License-Identifier: EUPL-1.2
"""What was done in a period, from the file itself: activities, who gave and received, lessons.

As plain values, so that a published look-back keeps what the file said then. No name of a person
of the file, no note and nothing of contacts is read here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Case, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast

from samenspel.citylinks.models import Activity, CityLink, Gift, Lesson

_DONE = Q(activity__isnull=True) | Q(activity__state=Activity.State.DONE)
_TOLD = Q(is_public=True) & (Q(activity__isnull=True) | Q(activity__is_public=True))

Parties = Sequence[tuple[int, str]]
"""Key and name of every party of a link, in its order."""


@dataclass(frozen=True)
class _Row:
    """A contribution (from ``one`` to ``other``) or a lesson (``one`` learned from ``other``)."""

    what: str
    pk: int
    one: int
    other: int | None
    on: date
    hours: Decimal
    people: int
    euros: int
    text: str
    is_told: bool


def done_in(link: CityLink, parties: Parties, first_day: date, last_day: date) -> dict[str, Any]:
    """What was done from the one day to the other, both included; two queries.

    ``parties``: names; ``counts``: [kind, year, number of activities]; ``activities``: the public
    ones; ``gifts``: [giver, receiver, hours, people, euros], summed, parties by their place;
    ``lesson_counts``: [party, from whom or None, number]; ``lessons``: the public ones.
    """
    places = {key: place for place, (key, _name) in enumerate(parties)}
    held = link.activities.filter(
        state=Activity.State.DONE, on__gte=first_day, on__lte=last_day
    ).order_by("on", "pk")
    activities = list(held)
    counts = Counter((one.kind, one.on.year) for one in activities)
    rows = _rows(link, places, first_day, last_day)
    return {
        "parties": [name for _key, name in parties],
        "counts": [[kind, year, number] for (kind, year), number in sorted(counts.items())],
        "activities": [_activity(one) for one in activities if one.is_public],
        "gifts": _gifts(row for row in rows if row.what == "gift"),
        **_lessons([row for row in rows if row.what == "lesson"]),
    }


def _rows(link: CityLink, places: dict[int, int], first_day: date, last_day: date) -> list[_Row]:
    """Contributions and lessons, asked for together; parties by their place."""
    period = {"link": link, "on__gte": first_day, "on__lte": last_day}
    no_number, no_text = Cast(Value(0), IntegerField()), Cast(Value(""), TextField())
    no = Value(False, output_field=BooleanField())
    told = Case(When(_TOLD, then=Value(True)), default=no, output_field=BooleanField())
    gifts = Gift.objects.filter(_DONE, **period).values_list(
        Value("gift"), "pk", "giver_id", "receiver_id", "on", "hours", "people", "euros",
        no_text, no,
    )  # fmt: skip
    lessons = Lesson.objects.filter(_DONE, **period).values_list(
        Value("lesson"), "pk", "party_id", "learned_from_id", "on", no_number, no_number,
        no_number, "text", told,
    )  # fmt: skip
    found = gifts.order_by().union(lessons.order_by(), all=True)
    return [
        _Row(what, pk, places[one], None if other is None else places[other], *rest)
        for what, pk, one, other, *rest in found
    ]


def _activity(one: Activity) -> dict[str, str]:
    return {
        "kind": one.kind,
        "title": one.title,
        "on": one.on.isoformat(),
        "place": one.place,
        "text": one.text,
    }


def _gifts(rows: Iterable[_Row]) -> list[list[Any]]:
    """Sums by giver and receiver; hours as a text with two decimals, which is exact."""
    summed: defaultdict[tuple[int, int], list[_Row]] = defaultdict(list)
    for row in rows:
        summed[row.one, row.other or 0].append(row)
    return [
        [
            *pair,
            f"{sum(row.hours for row in held):.2f}",
            sum(row.people for row in held),
            sum(row.euros for row in held),
        ]
        for pair, held in sorted(summed.items())
    ]


def _lessons(rows: Sequence[_Row]) -> dict[str, Any]:
    counts = Counter((row.one, -1 if row.other is None else row.other) for row in rows)
    told = sorted((row for row in rows if row.is_told), key=lambda row: (row.on, row.pk))
    return {
        "lesson_counts": [
            [party, None if teacher < 0 else teacher, number]
            for (party, teacher), number in sorted(counts.items())
        ],
        "lessons": [
            {"party": row.one, "from": row.other, "on": row.on.isoformat(), "text": row.text}
            for row in told
        ],
    }
