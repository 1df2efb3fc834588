# SPDX-License-Identifier: EUPL-1.2
"""A look-back that is being written: its period, the aims it weighs, and all of it as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from samenspel.citylinks.models import Agreement, Aim, CityLink, LookBack
from samenspel.citylinks.queries.look_back_done import done_in
from samenspel.places.reference_dates import years_before

YEARS = 5
"""How far a look-back goes back when nobody says otherwise."""
TEXTS = ("introduction", "changed", "learned", "cost", "verdict_text")
"""What is written in a look-back, besides aims and voices."""


@dataclass(frozen=True)
class AimAsked:
    """An aim of the agreements of the period, as the last of them says it."""

    key: str
    title: str
    text: str
    measure: str


def default_period(link: CityLink, *, on: date) -> tuple[date, date]:
    """The last five years, both days included; two queries at most.

    They end today, or on the day on which the agreement or the link ended before. Not before the
    link began.
    """
    ends = [on]
    if link.ended_on is not None:
        ends.append(link.ended_on)
    agreement = link.agreements.filter(fixed_at__isnull=False).order_by("-number").first()
    if agreement is not None and agreement.last_day is not None and not _goes_on(agreement):
        ends.append(agreement.last_day)
    last = min(ends)
    first = years_before(last, YEARS) + timedelta(days=1)
    if link.begun_on is not None and link.begun_on <= last:
        first = max(first, link.begun_on)
    return first, last


def _goes_on(agreement: Agreement) -> bool:
    return agreement.is_extended_silently


def aims_asked(link: CityLink, first_day: date, last_day: date) -> tuple[AimAsked, ...]:
    """The aims of the fixed agreements that were in force in the period; one query.

    When none was (or nobody wrote down when), those of all fixed agreements.
    """
    rows = Aim.objects.filter(agreement__link=link, agreement__fixed_at__isnull=False)
    found = list(rows.select_related("agreement").order_by("-agreement__number", "position"))
    within = [one for one in found if _is_within(one.agreement, first_day, last_day)]
    held: dict[str, AimAsked] = {}
    for one in within or found:
        held.setdefault(one.key, AimAsked(one.key, one.title, one.text, one.measure))
    return tuple(held.values())


def _is_within(agreement: Agreement, first_day: date, last_day: date) -> bool:
    if agreement.valid_from is not None and agreement.valid_from > last_day:
        return False
    has_ended = agreement.last_day is not None and agreement.last_day < first_day
    return not has_ended or _goes_on(agreement)


def content_of(look_back: LookBack) -> dict[str, Any]:
    """Everything that is published of it, as plain values; eight queries.

    Voices only with consent; photos by their key, because each time is asked whether they are
    still public.
    """
    link = look_back.link
    reviews = {one.aim_key: one for one in look_back.aims.all()}
    period = look_back.first_day, look_back.last_day
    return {
        "title": look_back.title,
        "first_day": look_back.first_day.isoformat(),
        "last_day": look_back.last_day.isoformat(),
        "verdict": look_back.verdict,
        **{name: getattr(look_back, name) for name in TEXTS},
        "aims": [
            {
                "key": aim.key,
                "title": aim.title,
                "text": aim.text,
                "state": reviews[aim.key].state if aim.key in reviews else "",
                "became": reviews[aim.key].text if aim.key in reviews else "",
            }
            for aim in aims_asked(link, *period)
        ],
        "voices": [
            {
                "voice": one.pk,
                "party": one.party.name,
                "said_by": one.said_by,
                "text": one.text,
            }
            for one in look_back.voices.filter(has_consent=True).select_related("party")
        ],
        "photos": keys_of_photos(look_back),
        **done_in(link, *period),
    }


def keys_of_photos(look_back: LookBack) -> list[int]:
    """The chosen photos, the oldest first; one query."""
    rows: Iterable[int] = look_back.photos.order_by("taken_on", "pk").values_list("pk", flat=True)
    return list(rows)
