# SPDX-License-Identifier: EUPL-1.2
"""A look-back as a page shows it: from plain values, in the language of the reader.

The same for what was published and for what is still being written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from samenspel.citylinks.models import Activity, AimReview, Gift, LookBack, Party, Photo
from samenspel.citylinks.queries.activities_balance import Balance, Sums, balance_of, sums
from samenspel.citylinks.queries.activities_matrix import Matrix, matrix_of

MOST_YEARS = 15
"""Columns of the picture of activities; in a longer period the last ones."""
KIND_WIDTH = 220


@dataclass(frozen=True)
class AimShown:
    """An aim and what became of it; ``state`` is empty when nobody said."""

    title: str
    text: str
    state: str
    label: str
    became: str


@dataclass(frozen=True)
class DoneShown:
    """A public activity."""

    kind: str
    title: str
    on: date
    place: str
    text: str


@dataclass(frozen=True)
class LessonShown:
    """A public lesson; ``teacher`` is from whom, or empty."""

    party: str
    teacher: str
    on: date
    text: str


@dataclass(frozen=True)
class VoiceShown:
    """What somebody of one side says."""

    party: str
    said_by: str
    text: str


@dataclass(frozen=True)
class LookBackShown:
    """A look-back to read.

    ``matrix`` is None when nothing was done; ``older`` activities lie before its first year.
    ``total`` counts all activities, ``given`` all contributions.
    """

    title: str
    first_day: date
    last_day: date
    introduction: str
    changed: str
    learned: str
    cost: str
    verdict: str
    verdict_label: str
    verdict_text: str
    aims: tuple[AimShown, ...]
    reached: int
    matrix: Matrix | None
    older: int
    total: int
    activities: tuple[DoneShown, ...]
    balance: Balance
    given: Sums
    lessons_counted: int
    lessons: tuple[LessonShown, ...]
    voices: tuple[VoiceShown, ...]
    photos: tuple[Photo, ...]


def shown_of(
    content: Mapping[str, Any], photos: Mapping[int, Photo], *, measure: str = ""
) -> LookBackShown:
    """The page of a content (``look_back_draft.content_of``); no queries.

    ``photos``: those of its keys that may be seen now; ``measure``: in what the balance is drawn.
    """
    names = content["parties"]
    gifts = [
        Gift(giver_id=giver, receiver_id=to, hours=Decimal(hours), people=people, euros=euros)
        for giver, to, hours, people, euros in content["gifts"]
    ]
    lessons = [
        (who, teacher) for who, teacher, times in content["lesson_counts"] for _n in range(times)
    ]
    matrix, older = _matrix(content)
    aims = tuple(_aim(one) for one in content["aims"])
    return LookBackShown(
        title=content["title"],
        first_day=date.fromisoformat(content["first_day"]),
        last_day=date.fromisoformat(content["last_day"]),
        introduction=content["introduction"],
        changed=content["changed"],
        learned=content["learned"],
        cost=content["cost"],
        verdict=content["verdict"],
        verdict_label=str(LookBack.Verdict(content["verdict"]).label),
        verdict_text=content["verdict_text"],
        aims=aims,
        reached=sum(one.state == AimReview.State.REACHED for one in aims),
        matrix=matrix,
        older=older,
        total=sum(number for _kind, _year, number in content["counts"]),
        activities=tuple(_done(one) for one in content["activities"]),
        balance=balance_of(
            [Party(pk=n, name=name) for n, name in enumerate(names)],
            gifts,
            lessons,
            measure=measure,
        ),
        given=sums(gifts),
        lessons_counted=len(lessons),
        lessons=tuple(
            LessonShown(
                names[one["party"]],
                "" if one["from"] is None else names[one["from"]],
                date.fromisoformat(one["on"]),
                one["text"],
            )
            for one in content["lessons"]
        ),
        voices=tuple(
            VoiceShown(one["party"], one["said_by"], one["text"]) for one in content["voices"]
        ),
        photos=tuple(photos[key] for key in content["photos"] if key in photos),
    )


def _aim(one: Mapping[str, Any]) -> AimShown:
    label = str(AimReview.State(one["state"]).label) if one["state"] else ""
    return AimShown(one["title"], one["text"], one["state"], label, one["became"])


def _done(one: Mapping[str, Any]) -> DoneShown:
    kind = str(Activity.Kind(one["kind"]).label)
    day = date.fromisoformat(one["on"])
    return DoneShown(kind, one["title"], day, one["place"], one["text"])


def _matrix(content: Mapping[str, Any]) -> tuple[Matrix | None, int]:
    """Activities by kind and year of the period, and how many are older than the picture."""
    last = date.fromisoformat(content["last_day"]).year
    first = max(date.fromisoformat(content["first_day"]).year, last - MOST_YEARS + 1)
    counts = Counter[tuple[str, str]]()
    older = 0
    for kind, year, number in content["counts"]:
        if year < first:
            older += number
        else:
            counts[kind, str(year)] = number
    occurring = {kind for kind, _year in counts}
    kinds = [(key, str(words)) for key, words in Activity.Kind.choices if key in occurring]
    years = [(str(year), str(year)) for year in range(first, last + 1)]
    return matrix_of(counts, kinds, years, left=KIND_WIDTH), older
