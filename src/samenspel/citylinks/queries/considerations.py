# SPDX-License-Identifier: EUPL-1.2
"""What municipalities weigh: the list of a person, and one consideration with its advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse

from samenspel.accounts.rules import Actor, Right
from samenspel.analysis.link_guide import Guide, Taken, link_guide, take, weigh
from samenspel.citylinks.countries import country_name
from samenspel.citylinks.models import Consideration
from samenspel.citylinks.queries.considerations_found import FoundPartner, found_partner
from samenspel.citylinks.queries.guide import (
    AdvicePage,
    AnswerLine,
    advice_page,
    answer_lines,
    said,
)
from samenspel.citylinks.rules import KEEP_CONSIDERATION, SEE_CONSIDERATION
from samenspel.places.models import Municipality, on_date
from samenspel.register.rules import predecessors


@dataclass(frozen=True)
class ListedConsideration:
    """A consideration in a list: what the advice is now, and when it was last changed."""

    pk: int
    title: str
    url: str
    advice: str
    changed_at: datetime
    answered: int
    partners: int


@dataclass(frozen=True)
class OfMunicipality:
    """The considerations of one municipality, the latest first."""

    name: str
    considerations: tuple[ListedConsideration, ...]


@dataclass(frozen=True)
class NotedLine(AnswerLine):
    """A question with what was answered and noted."""

    note: str = ""


@dataclass(frozen=True)
class ShownNamed:
    """A partner that was only named."""

    name: str
    country: str
    note: str


@dataclass(frozen=True)
class ConsiderationPage:
    """One consideration. ``is_older``: answered with another version of the guide.

    ``dropped`` are the questions whose answer the guide of today does not know any more.
    """

    pk: int
    title: str
    municipality: str
    municipality_slug: str
    edition: int
    advice: AdvicePage
    lines: tuple[NotedLine, ...]
    found: tuple[FoundPartner, ...]
    named: tuple[ShownNamed, ...]
    conclusion: str
    guide: str
    is_older: bool
    dropped: tuple[str, ...]
    made_by: str
    made_at: datetime
    changed_at: datetime

    @property
    def takes_lines(self) -> tuple[NotedLine, ...]:
        """Answers about people, money and time."""
        return tuple(line for line in self.lines if line.is_what_it_takes)


def municipalities_of(actor: Actor, right: Right, *, on: date) -> frozenset[int]:
    """Keys of the municipalities for which somebody has the right; two queries.

    A municipality acts for those that merged into it.
    """
    own = {
        role.municipality_id
        for role in actor.roles(on)
        if role.municipality_id and role.kind in right.allowed
    }
    return frozenset(pk for pks in predecessors(own).values() for pk in pks)


def places_to_keep(actor: Actor, *, on: date) -> list[Municipality]:
    """The municipalities of today for which somebody keeps considerations, by name."""
    own = municipalities_of(actor, KEEP_CONSIDERATION, on=on)
    return list(Municipality.objects.filter(on_date(on), pk__in=own).order_by("name", "code"))


def considerations_of(actor: Actor, *, on: date) -> tuple[OfMunicipality, ...]:
    """All that somebody may read, by municipality; three queries."""
    rows = considerations_for(actor, SEE_CONSIDERATION, on=on)
    return tuple(
        OfMunicipality(place.name, tuple(_listed(row) for row in same))
        for place, same in groupby(rows, key=lambda row: row.municipality)
    )


def considerations_for(actor: Actor, right: Right, *, on: date) -> list[Consideration]:
    """All for which somebody has the right, by municipality, the latest first; three queries."""
    found = Consideration.objects.filter(municipality__in=municipalities_of(actor, right, on=on))
    return list(
        found.select_related("municipality").order_by(
            "municipality__name", "municipality__code", "-changed_at", "-pk"
        )
    )


def _listed(row: Consideration) -> ListedConsideration:
    outcome = weigh(link_guide(), taken_of(link_guide(), row).answers)
    return ListedConsideration(
        pk=row.pk,
        title=row.title,
        url=row.get_absolute_url(),
        advice=said(outcome.best.advice.name) if outcome.best else "",
        changed_at=row.changed_at,
        answered=len(outcome.answered),
        partners=sum(map(len, row.partners.values())),
    )


def taken_of(guide: Guide, row: Consideration) -> Taken:
    """The kept answers that the guide of today understands."""
    return take(guide, row.answers)


def consideration_page(row: Consideration, *, keeps: bool) -> ConsiderationPage:
    """One consideration; with links to change it for who ``keeps`` it."""
    guide = link_guide()
    taken = taken_of(guide, row)
    dropped = [key for key in row.answers if key not in guide.by_key]

    def address(key: str) -> str:
        return reverse("citylinks-consideration-question", args=[row.pk, key]) if keeps else ""

    lines = answer_lines(guide, taken.answers, address)
    return ConsiderationPage(
        pk=row.pk,
        title=row.title,
        municipality=row.municipality.name,
        municipality_slug=row.municipality.slug,
        edition=row.edition,
        advice=advice_page(guide, taken.answers, address),
        lines=tuple(NotedLine(**vars(line), note=row.notes.get(line.key, "")) for line in lines),
        found=tuple(found_partner(values) for values in row.partners.get("found", ())),
        named=_named(row.partners.get("named", ())),
        conclusion=row.conclusion,
        guide=row.guide,
        is_older=row.guide != guide.version,
        dropped=(*(said(guide.by_key[key].ask) for key in taken.not_understood), *dropped),
        made_by=row.made_by_name,
        made_at=row.made_at,
        changed_at=row.changed_at,
    )


def _named(rows: Sequence[Mapping[str, Any]]) -> tuple[ShownNamed, ...]:
    return tuple(ShownNamed(row["name"], country_name(row["country"]), row["note"]) for row in rows)
