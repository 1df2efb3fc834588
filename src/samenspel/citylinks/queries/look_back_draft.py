# SPDX-License-Identifier: EUPL-1.2
"""A look-back that is being written: its period, the aims it weighs, and all of it as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery

from samenspel.citylinks.models import Agreement, Aim, AimReview, CityLink, LookBack, Photo
from samenspel.citylinks.queries.look_back_done import done_in
from samenspel.places.reference_dates import years_before

YEARS = 5
"""How far a look-back goes back when nobody says otherwise."""
TEXTS = ("introduction", "changed", "learned", "cost", "verdict_text")
"""What is written in a look-back, besides aims and voices."""


@dataclass(frozen=True)
class AimAsked:
    """An aim of the agreements of the period, as the last of them says it.

    ``state`` and ``became`` are what the look-back says of it, empty when it does not.
    """

    key: str
    title: str
    text: str
    measure: str
    state: str
    became: str


@dataclass(frozen=True)
class VoiceHeld:
    """A voice of a draft; ``party`` is the name of the side."""

    pk: int
    party: str
    said_by: str
    text: str
    has_consent: bool


@dataclass(frozen=True)
class Draft:
    """A look-back with everything that goes into it.

    ``photos``: those that are public now, ``chosen`` the keys of those that it shows; ``done``: as
    ``look_back_done.done_in`` gives it.
    """

    look_back: LookBack
    aims: tuple[AimAsked, ...]
    voices: tuple[VoiceHeld, ...]
    photos: tuple[Photo, ...]
    chosen: tuple[int, ...]
    done: Mapping[str, Any]


def default_period(link: CityLink, *, on: date) -> tuple[date, date]:
    """The last five years, both days included; one query.

    They end today, or on the day on which the agreement or the link ended before. Not before the
    link began.
    """
    ends = [on]
    if link.ended_on is not None:
        ends.append(link.ended_on)
    agreement = link.agreements.filter(fixed_at__isnull=False).order_by("-number").first()
    if agreement is not None and agreement.last_day is not None:
        ends += () if agreement.is_extended_silently else (agreement.last_day,)
    last = min(ends)
    first = years_before(last, YEARS) + timedelta(days=1)
    if link.begun_on is not None and link.begun_on <= last:
        first = max(first, link.begun_on)
    return first, last


def aims_asked(look_back: LookBack) -> tuple[AimAsked, ...]:
    """The aims of the fixed agreements that were in force in the period; one query.

    When none was (or nobody wrote down when), those of all fixed agreements.
    """
    said = AimReview.objects.filter(look_back=look_back.pk, aim_key=OuterRef("key")).order_by()
    rows = Aim.objects.filter(
        agreement__link=look_back.link_id, agreement__fixed_at__isnull=False
    ).annotate(state=Subquery(said.values("state")), became=Subquery(said.values("text")))
    found = list(rows.select_related("agreement").order_by("-agreement__number", "position"))
    within = [one for one in found if _is_within(one.agreement, look_back)]
    held: dict[str, AimAsked] = {}
    for one in within or found:
        told = (one.title, one.text, one.measure, one.state or "", one.became or "")
        held.setdefault(one.key, AimAsked(one.key, *told))
    return tuple(held.values())


def _is_within(agreement: Agreement, period: LookBack) -> bool:
    if agreement.valid_from is not None and agreement.valid_from > period.last_day:
        return False
    has_ended = agreement.last_day is not None and agreement.last_day < period.first_day
    return not has_ended or agreement.is_extended_silently


def draft_of(look_back: LookBack) -> Draft:
    """Everything of a look-back as it is now; five queries."""
    link = look_back.link
    parties, voices = _sides(look_back)
    of_this = LookBack.photos.through.objects.filter(
        lookback_id=look_back.pk, photo_id=OuterRef("pk")
    )
    rows = Photo.objects.filter(link=link, is_public=True).annotate(is_chosen=Exists(of_this))
    photos = tuple(rows.order_by("taken_on", "pk"))
    return Draft(
        look_back=look_back,
        aims=aims_asked(look_back),
        voices=voices,
        photos=photos,
        chosen=tuple(one.pk for one in photos if one.is_chosen),
        done=done_in(link, parties, look_back.first_day, look_back.last_day),
    )


def _sides(look_back: LookBack) -> tuple[list[tuple[int, str]], tuple[VoiceHeld, ...]]:
    """Key and name of every party, and their voices; one query."""
    heard = FilteredRelation("voices", condition=Q(voices__look_back=look_back.pk))
    rows = look_back.link.parties.annotate(heard=heard).order_by("position", "pk", "heard__pk")
    names: dict[int, str] = {}
    voices = []
    for key, name, voice, said_by, text, has_consent in rows.values_list(
        "pk", "name", "heard__pk", "heard__said_by", "heard__text", "heard__has_consent"
    ):
        names[key] = name
        if voice is not None:
            voices.append(VoiceHeld(voice, name, said_by, text, has_consent))
    return list(names.items()), tuple(voices)


def content_of(draft: Draft) -> dict[str, Any]:
    """Everything that is published of it, as plain values.

    Voices only with consent; photos by their key, because each time is asked whether they are
    still public.
    """
    look_back = draft.look_back
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
                "state": aim.state,
                "became": aim.became,
            }
            for aim in draft.aims
        ],
        "voices": [
            {"voice": one.pk, "party": one.party, "said_by": one.said_by, "text": one.text}
            for one in draft.voices
            if one.has_consent
        ],
        "photos": list(draft.chosen),
        **draft.done,
    }
