# SPDX-License-Identifier: EUPL-1.2
"""What the quality rules look at: records with participants, seats and successors; three queries.

The number of queries is the same for one arrangement and for the whole country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from samenspel.places.models import on_date
from samenspel.places.queries.history import Changes, Place, changes
from samenspel.register.models import (
    ArrangementVersion,
    Board,
    Competence,
    HeldValue,
    Participation,
    Resemblance,
    Status,
    VersionDomain,
)
from samenspel.register.queries.reference import Reference
from samenspel.stewardship.article27 import Entry

AnyModel = TypeVar("AnyModel", bound=Model)


@dataclass(frozen=True)
class SeatFact:
    """The votes of a participant in one board; None is unknown."""

    board_id: int
    board: str
    kind: str
    votes: int | None


@dataclass(frozen=True)
class Member:
    """One participation; ``place`` is set for a municipality. The period is half-open."""

    pk: int
    kind: str
    code: str
    name: str
    roles: str
    start: date | None
    end: date | None
    share_percent: float | None
    municipality_id: int | None
    place: Place | None
    seats: tuple[SeatFact, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the participation itself holds on the day."""
        return (self.start is None or self.start <= day) and (self.end is None or self.end > day)

    @property
    def identity(self) -> str:
        """By what it is known in every database."""
        return self.code or f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Record:
    """One version with everything that a rule needs.

    ``seatless_board``: first board of which no seat or vote is known, with its number;
    ``resembles``: name and address of an arrangement that looks the same.
    """

    version_id: int
    key: str
    slug: str
    name: str
    citation_title: str
    country: str
    legal_form: str
    purpose: str
    powers: str
    legal_bases: str
    decree_urls: str
    valid_from: date | None
    valid_to: date | None
    status: str
    is_last: bool
    seat_place: str
    seat_postcode: str
    source: str
    source_url: str
    last_confirmed_on: date | None
    secretariat_id: int | None
    secretariat: str
    body: str
    articles: int
    boards: int
    seatless_board: str
    seatless_board_id: int | None
    has_policy_area: bool
    resembles: str
    resembles_slug: str
    incoming: int
    incoming_at: datetime | None
    members: tuple[Member, ...] = field(default=(), compare=False)

    def holds_on(self, day: date) -> bool:
        """Whether the version is in force on the day, as far as known."""
        begun = self.valid_from is None or self.valid_from <= day
        over = self.valid_to is not None and self.valid_to <= day
        return begun and not over and self.status != Status.INACTIVE

    def members_on(self, day: date) -> tuple[Member, ...]:
        """Who takes part on the day."""
        return tuple(member for member in self.members if member.holds_on(day))

    def entry(self, day: date) -> Entry:
        """What the register of article 27 says of it on the day."""
        return Entry(
            participants=len(self.members_on(day)),
            legal_bases=self.legal_bases,
            powers=self.powers,
            articles=self.articles,
            seat_place=self.seat_place,
            seat_postcode=self.seat_postcode,
            legal_form=self.legal_form,
        )


@dataclass(frozen=True)
class Facts:
    """The records to look at, by name; ``today`` is the reference date of every rule."""

    today: date
    records: tuple[Record, ...]
    history: Callable[[], Changes] = field(compare=False)

    @cached_property
    def changes(self) -> Changes:
        """Municipal changes; asked for once, when a rule needs them."""
        return self.history()

    @cached_property
    def in_force(self) -> tuple[Record, ...]:
        """Records in force on the day."""
        return tuple(record for record in self.records if record.holds_on(self.today))


def facts(reference: Reference, *, about: Q | None = None, known: Changes | None = None) -> Facts:
    """The records of the believed collections that hold on the date or are the last of a chain.

    ``about`` narrows them (a condition on versions); ``known`` are municipal changes that were
    read already, else they cost a third query when needed.
    """
    believed = Q(collection__in=[c.pk for c in reference.believed])
    rows = list(
        _versions()
        .filter(believed, about if about is not None else Q())
        .filter(Q(next__isnull=True) | on_date(reference.on))
        .values_list(*_FIELDS)
    )
    members = _members([row[0] for row in rows])
    records = [Record(*(*row, tuple(members.get(row[0], ())))) for row in rows]
    return Facts(
        today=reference.on,
        records=tuple(sorted(records, key=lambda r: (r.name.casefold(), r.slug, r.version_id))),
        history=(lambda: known) if known is not None else changes,
    )


def taking_part(municipalities: Collection[int]) -> Q:
    """Condition on versions: one of the municipalities (by number) is a participant."""
    return Q(
        Exists(
            Participation.objects.filter(
                version=OuterRef("pk"), municipality_id__in=list(municipalities)
            )
        )
    )


_FIELDS = (
    "pk", "key", "slug", "name", "citation_title", "country", "legal_form", "purpose", "powers",
    "legal_bases", "decree_urls", "valid_from", "valid_to", "status", "is_last", "seat_place",
    "seat_postcode", "source", "source_url", "last_confirmed_on", "secretariat",
    "secretariat_name", "body_name", "articles", "boards_known", "seatless_board",
    "seatless_board_id", "has_policy_area", "resembles", "resembles_slug", "incoming",
    "incoming_at",
)  # fmt: skip


def _versions() -> QuerySet[ArrangementVersion]:
    """Versions with all that hangs on them counted, in one query."""
    own = {"version": OuterRef("pk")}
    seatless = Board.objects.filter(**own).exclude(
        Q(seats__seats__isnull=False) | Q(seats__votes__isnull=False)
    )
    incoming = HeldValue.objects.filter(
        collection=OuterRef("collection"),
        arrangement_slug=OuterRef("arrangement__slug"),
        incoming_at__isnull=False,
    )
    there = Resemblance.objects.filter(**own).order_by("-name_similarity", "pk")
    here = Resemblance.objects.filter(other=OuterRef("pk")).order_by("-name_similarity", "pk")
    return ArrangementVersion.objects.annotate(
        slug=F("arrangement__slug"),
        country=F("collection__country"),
        is_last=ExpressionWrapper(Q(next__isnull=True), output_field=BooleanField()),
        secretariat=F("arrangement__secretariat"),
        secretariat_name=Coalesce("arrangement__secretariat__name", _text("")),
        body_name=Coalesce("body__name", _text("")),
        articles=_number(Competence.objects.filter(**own), "version"),
        boards_known=_number(Board.objects.filter(**own), "version"),
        seatless_board=Coalesce(_first(seatless.order_by("pk"), "name"), _text("")),
        seatless_board_id=_first(seatless.order_by("pk"), "pk"),
        has_policy_area=Exists(
            VersionDomain.objects.filter(**own, scheme="policy_area", is_guess=False)
        ),
        resembles=Coalesce(_first(there, "other__name"), _first(here, "version__name"), _text("")),
        resembles_slug=Coalesce(
            _first(there, "other__arrangement__slug"),
            _first(here, "version__arrangement__slug"),
            _text(""),
        ),
        incoming=_number(incoming, "collection"),
        incoming_at=_first(incoming.order_by("incoming_at"), "incoming_at"),
    )


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _first(rows: QuerySet[AnyModel], name: str) -> Subquery:
    return Subquery(rows.values(name)[:1])


def _number(rows: QuerySet[AnyModel], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _members(versions: Sequence[int]) -> dict[int, list[Member]]:
    """Participations with their seats by version, in the order of names; one query."""
    rows = (
        Participation.objects.filter(version_id__in=versions)
        .order_by("name", "pk", "seats__board__pk")
        .values_list(
            "version_id", "pk", "kind", "code", "name", "roles", "valid_from", "valid_to",
            "share_percent", "municipality_id",
            "municipality__code", "municipality__name", "municipality__slug",
            "municipality__valid_from", "municipality__valid_to",
            "seats__board_id", "seats__board__name", "seats__board__kind", "seats__votes",
        )
    )  # fmt: skip
    found: dict[int, list[Member]] = defaultdict(list)
    seats: dict[int, list[SeatFact]] = defaultdict(list)
    listed = list(rows)
    for row in listed:
        if row[15] is not None:
            seats[row[1]].append(SeatFact(*row[15:19]))
    seen: set[int] = set()
    for row in listed:
        if row[1] not in seen:
            seen.add(row[1])
            place = Place(*row[10:15]) if row[9] is not None else None
            member = Member(*row[1:10], place=place, seats=tuple(seats[row[1]]))
            found[row[0]].append(member)
    return found
