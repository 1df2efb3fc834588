# SPDX-License-Identifier: EUPL-1.2
"""What was done in a period, from the file itself: activities, who gave and received, lessons.

As plain values, so that a published look-back keeps what the file said then. No name of a person
of the file, no note and nothing of contacts is read here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from samenspel.citylinks.models import Activity, CityLink, Gift, Lesson

_DONE = Q(activity__isnull=True) | Q(activity__state=Activity.State.DONE)


@dataclass
class _Given:
    hours: Decimal = Decimal(0)
    people: int = 0
    euros: int = 0


@dataclass
class _Places:
    """The parties in the order of the link; a party is its place in it."""

    names: list[str] = field(default_factory=list)
    by_key: dict[int, int] = field(default_factory=dict)


def done_in(link: CityLink, first_day: date, last_day: date) -> dict[str, Any]:
    """What was done from the one day to the other, both included; four queries.

    ``parties``: names; ``counts``: [kind, year, number of activities]; ``activities``: the public
    ones; ``gifts``: [giver, receiver, hours, people, euros], summed, parties by their place;
    ``lesson_counts``: [party, from whom or None, number]; ``lessons``: the public ones.
    """
    places = _places(link)
    held = link.activities.filter(
        state=Activity.State.DONE, on__gte=first_day, on__lte=last_day
    ).order_by("on", "pk")
    activities = list(held)
    counts = Counter((one.kind, one.on.year) for one in activities)
    return {
        "parties": places.names,
        "counts": [[kind, year, number] for (kind, year), number in sorted(counts.items())],
        "activities": [_activity(one) for one in activities if one.is_public],
        "gifts": _gifts(link, places.by_key, first_day, last_day),
        **_lessons(link, places, first_day, last_day),
    }


def _places(link: CityLink) -> _Places:
    found = _Places()
    for place, (key, name) in enumerate(
        link.parties.order_by("position", "pk").values_list("pk", "name")
    ):
        found.names.append(name)
        found.by_key[key] = place
    return found


def _activity(one: Activity) -> dict[str, str]:
    return {
        "kind": one.kind,
        "title": one.title,
        "on": one.on.isoformat(),
        "place": one.place,
        "text": one.text,
    }


def _gifts(
    link: CityLink, places: Mapping[int, int], first_day: date, last_day: date
) -> list[list[Any]]:
    """Sums by giver and receiver; hours as a text with two decimals, which is exact."""
    summed: defaultdict[tuple[int, int], _Given] = defaultdict(_Given)
    rows = Gift.objects.filter(_DONE, link=link, on__gte=first_day, on__lte=last_day)
    for one in rows:
        held = summed[places[one.giver_id], places[one.receiver_id]]
        held.hours += one.hours
        held.people += one.people
        held.euros += one.euros
    return [
        [*pair, f"{one.hours:.2f}", one.people, one.euros] for pair, one in sorted(summed.items())
    ]


def _lessons(link: CityLink, places: _Places, first_day: date, last_day: date) -> dict[str, Any]:
    counts: Counter[tuple[int, int]] = Counter()
    told = []
    rows = Lesson.objects.filter(_DONE, link=link, on__gte=first_day, on__lte=last_day)
    for one in rows.select_related("activity").order_by("on", "pk"):
        party = places.by_key[one.party_id]
        teacher = None if one.learned_from_id is None else places.by_key[one.learned_from_id]
        counts[party, -1 if teacher is None else teacher] += 1
        if one.is_public and (one.activity is None or one.activity.is_public):
            told.append(
                {"party": party, "from": teacher, "on": one.on.isoformat(), "text": one.text}
            )
    return {
        "lesson_counts": [
            [party, None if teacher < 0 else teacher, number]
            for (party, teacher), number in sorted(counts.items())
        ],
        "lessons": told,
    }
