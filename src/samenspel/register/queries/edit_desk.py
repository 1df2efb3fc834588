# SPDX-License-Identifier: EUPL-1.2
"""What the edit pages show beside the record: who and what can be chosen, what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum

from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.analysis.name_search import dutch_sort_key
from samenspel.places.models import Country, Municipality, on_date
from samenspel.register import labels
from samenspel.register.models import (
    ArrangementVersion,
    Board,
    ChangeSet,
    Collection,
    HeldValue,
    Participation,
)
from samenspel.register.records import Ref
from samenspel.register.rules import predecessors
from samenspel.register.wording import in_words, shortened

_ORDER = {kind: place for place, kind in enumerate(Participation.Kind.values)}


@dataclass(frozen=True)
class Participant:
    """A participant of a version, whenever it takes part."""

    pk: int
    kind: str
    name: str
    municipality_id: int | None
    valid_from: date | None
    valid_to: date | None
    is_entered: bool

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return labels.participant_kind(self.kind)

    @property
    def last_day(self) -> date | None:
        """The last day on which it takes part; None when it goes on."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None


@dataclass(frozen=True)
class BoardLine:
    """A board, with how many sit in it and how many votes they have, as far as known."""

    pk: int
    kind: str
    name: str
    participants: int
    votes: int | None

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return labels.board_kind(self.kind)


def participants_to_edit(version_id: int) -> tuple[Participant, ...]:
    """All participants of a version, municipalities first; one query."""
    rows = Participation.objects.filter(version_id=version_id).values_list(
        "pk", "kind", "name", "municipality_id", "valid_from", "valid_to", "is_entered"
    )
    found = [Participant(*row) for row in rows]
    return tuple(
        sorted(found, key=lambda p: (_ORDER.get(p.kind, 99), dutch_sort_key(p.name), p.pk))
    )


def boards_to_edit(version_id: int) -> tuple[BoardLine, ...]:
    """The boards of a version; one query."""
    rows = (
        Board.objects.filter(version_id=version_id)
        .annotate(participants=Count("seats"), votes=Sum("seats__votes"))
        .order_by("kind", "name", "pk")
        .values_list("pk", "kind", "name", "participants", "votes")
    )
    return tuple(BoardLine(*row) for row in rows)


def municipality_names(country: str, *, on: date) -> dict[str, str]:
    """Name and code of every municipality of a country on a day, in Dutch order; one query.

    Of all countries without ``country``. Of two with one name the code stands behind the name.
    """
    rows = Municipality.objects.filter(on_date(on)).values_list("name", "code", "country")
    listed = [(name, code) for name, code, of in rows if not country or of == country]
    names = [name for name, _code in listed]
    twice = (
        {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else ()
    )
    labelled = [(f"{name} ({code})" if name in twice else name, code) for name, code in listed]
    return dict(sorted(labelled, key=lambda row: dutch_sort_key(row[0])))


def said_by_source(kind: str, text: str, collection_id: int) -> dict[str, str]:
    """By field, in words, what the source says where people hold another value; one query.

    ``text`` is the stored key of the record (``Ref.text``). What the source says since then wins
    over what it said before.
    """
    rows = HeldValue.objects.filter(
        collection_id=collection_id, record_kind=kind, record_key=text
    ).exclude(field="")
    said: dict[str, str] = {}
    for field, before, incoming, incoming_at in rows.values_list(
        "field", "source_value", "incoming_value", "incoming_at"
    ):
        value: Any = incoming if incoming_at else before
        said[field] = shortened(in_words(field, value)) or "–"
    return said


def said_of(ref: Ref, collection_id: int) -> dict[str, str]:
    """The same, of a record."""
    return said_by_source(ref.kind, ref.text, collection_id)


def last_change(slug: str, *, by: int | None) -> ChangeSet | None:
    """The last act of a person on an arrangement; one query."""
    return ChangeSet.objects.filter(arrangement_slug=slug, actor_id=by).order_by("-pk").first()


def secretariats() -> list[Organisation]:
    """The organisations that can keep the record of an arrangement; one query."""
    return list(Organisation.objects.filter(kind=Organisation.Kind.SECRETARIAT).order_by("name"))


def organisations_of(actor: Actor, *, on: date) -> list[Organisation]:
    """The organisations in which somebody holds a role on a day; one query."""
    held = {role.organisation_id for role in actor.roles(on)}
    return list(Organisation.objects.filter(pk__in=held).select_related("municipality"))


def countries_with_data() -> list[Country]:
    """The countries of which there is a collection; one query."""
    present = set(Collection.objects.values_list("country", flat=True))
    return [country for country in Country if country.value in present]


def own_participation(
    actor: Actor, version: ArrangementVersion, *, on: date
) -> Participation | None:
    """The participation of somebody's own municipality in a version; two queries at most."""
    mine = {r.municipality_id for r in actor.roles(on) if r.municipality_id is not None}
    if not mine:
        return None
    places = {pk for all_of in predecessors(mine).values() for pk in all_of}
    return (
        Participation.objects.filter(version=version, municipality_id__in=places)
        .select_related("version__arrangement")
        .order_by("pk")
        .first()
    )
