# SPDX-License-Identifier: EUPL-1.2
"""What was loaded, how complete it is, and what is missing: computed from the data itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext

from samenspel.accounts.models import Event
from samenspel.places.models import BoundarySet, Country, Division, on_date
from samenspel.register.models import (
    ArrangementVersion,
    Collection,
    Participation,
    Status,
    VersionDomain,
    in_force,
)
from samenspel.register.queries.coverage import Coverage, LeadStretch, coverages, lead_stretches
from samenspel.register.queries.credits import Link, links, table_label
from samenspel.register.queries.reference import Reference

LONGEST_LOG = 20


@dataclass(frozen=True)
class GapLine:
    """Something that is missing: how often, out of how many."""

    what: str
    number: int
    total: int

    @property
    def is_all(self) -> bool:
        """Whether it is missing everywhere, because the source does not have it."""
        return 0 < self.number == self.total


@dataclass(frozen=True)
class Gaps:
    """What is missing in a collection, among versions in force on the day it was observed.

    ``of_versions`` and ``of_participations`` are the totals in force on that day. ``confirmed`` and
    ``confirmed_recently`` count versions that say when they were last confirmed: at all, and in the
    two years before the reader's day.
    """

    of_versions: int
    without_form: int
    without_policy_area: int
    without_seat: int
    of_participations: int
    without_role: int
    of_abolished: int
    documents_unlinked: int
    of_documents: int
    confirmed: int
    confirmed_recently: int
    oldest_confirmation: date | None

    @property
    def lines(self) -> tuple[GapLine, ...]:
        """The gaps for a table; documents only where some are not linked."""
        versions, participations = self.of_versions, self.of_participations
        lines = [
            GapLine(gettext("arrangements without a legal form"), self.without_form, versions),
            GapLine(
                gettext("arrangements without a policy area from the source"),
                self.without_policy_area,
                versions,
            ),
            GapLine(
                gettext("arrangements without a known municipality of the seat"),
                self.without_seat,
                versions,
            ),
            GapLine(
                gettext("participations of a municipality that no longer existed"),
                self.of_abolished,
                participations,
            ),
            GapLine(
                gettext("participations of which we do not know which organ takes part"),
                self.without_role,
                participations,
            ),
        ]
        if self.documents_unlinked:
            lines.append(
                GapLine(
                    gettext("documents that could not be linked to an arrangement"),
                    self.documents_unlinked,
                    self.of_documents,
                )
            )
        return tuple(lines)

    @property
    def share_recent(self) -> float | None:
        """Share confirmed in the last two years, in [0, 1]; None without versions."""
        return self.confirmed_recently / self.of_versions if self.of_versions else None


@dataclass(frozen=True)
class CollectionReport:
    """All that the page says of one collection.

    ``municipalities`` are those that existed on its day and that it names at some time; ``mean`` is
    the number of arrangements per such municipality, None without any.
    """

    collection: Collection
    tables: tuple[tuple[str, int], ...]
    unlinked: tuple[tuple[str, int], ...]
    gaps: Gaps
    municipalities: int
    mean: float | None
    licences: tuple[Link, ...]
    sources: tuple[Link, ...]
    leads_now: bool


@dataclass(frozen=True)
class LoggedLoad:
    """A line of the log: when, who, what, and how many rows of all tables."""

    at: datetime
    actor: str
    collection: str
    result: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True)
class LoadedBoundaries:
    """A set of boundaries and the number of shapes in it."""

    country: str
    valid_on: date
    shapes: int
    source: str


@dataclass(frozen=True)
class LoadedDivisions:
    """How many divisions of a year a source has."""

    country: str
    year: int
    number: int
    source: str


@dataclass(frozen=True)
class DataPage:
    """The page of the data; eleven queries, whatever was loaded."""

    reports: tuple[CollectionReport, ...]
    coverages: tuple[Coverage, ...]
    stretches: Mapping[str, tuple[LeadStretch, ...]]
    boundaries: tuple[LoadedBoundaries, ...]
    divisions: tuple[LoadedDivisions, ...]
    log: tuple[LoggedLoad, ...]
    recent_from: date


@dataclass
class _Tally:
    """Counts of one collection while its versions are read."""

    periods: list[tuple[date | None, date | None]] = field(default_factory=list)
    in_force: int = 0
    without_form: int = 0
    without_policy_area: int = 0
    without_seat: int = 0
    confirmations: list[date] = field(default_factory=list)


def data_page(reference: Reference, *, recent_from: date) -> DataPage:
    """Everything on the page of the data.

    Each collection is measured on the day on which it was observed; ``recent_from`` is the first
    day that counts as recent, for confirmations.
    """
    collections = reference.collections
    tallies = _tallies(collections)
    participations = _participations(collections)
    municipalities = _municipalities(collections)
    reports = tuple(
        _report(
            collection,
            tallies[collection.pk],
            participations.get(collection.pk, {}),
            municipalities.get(collection.pk, 0),
            reference,
            recent_from,
        )
        for collection in collections
    )
    return DataPage(
        reports=reports,
        coverages=coverages(
            collections, {pk: tally.periods for pk, tally in tallies.items()}, today=reference.today
        ),
        stretches=lead_stretches(collections),
        boundaries=_boundaries(),
        divisions=_divisions(),
        log=_log(),
        recent_from=recent_from,
    )


def _tallies(collections: Sequence[Collection]) -> dict[int, _Tally]:
    """Counts over the versions of each collection; one query."""
    tallies = {collection.pk: _Tally() for collection in collections}
    days = {collection.pk: collection.observed_on for collection in collections}
    policy_area = VersionDomain.objects.filter(
        version=OuterRef("pk"), scheme=VersionDomain.Scheme.POLICY_AREA, is_guess=False
    )
    rows = ArrangementVersion.objects.annotate(has_area=Exists(policy_area)).values_list(
        "collection_id", "valid_from", "valid_to", "status", "legal_form",
        "seat_municipality_id", "last_confirmed_on", "has_area",
    )  # fmt: skip
    for pk, begin, end, status, form, seat, confirmed, has_area in rows:
        tally, day = tallies[pk], days[pk]
        if status == Status.INACTIVE:
            continue
        tally.periods.append((begin, end))
        if (begin is not None and begin > day) or (end is not None and end <= day):
            continue
        tally.in_force += 1
        tally.without_form += not form
        tally.without_policy_area += not has_area
        tally.without_seat += seat is None
        if confirmed is not None:
            tally.confirmations.append(confirmed)
    return tallies


def _on_observation(collections: Iterable[Collection]) -> Q:
    """Condition: the participation holds, in a version in force, on its collection's own day."""
    condition = Q(pk__in=())
    for collection in collections:
        day = collection.observed_on
        condition |= (
            Q(version__collection=collection) & in_force(day, prefix="version__") & on_date(day)
        )
    return condition


def _participations(collections: Sequence[Collection]) -> dict[int, dict[str, int]]:
    """Counts over the participations of each collection on its day; one query."""
    ended = Q(pk__in=())
    for collection in collections:
        ended |= Q(
            version__collection=collection, municipality__valid_to__lte=collection.observed_on
        )
    is_municipality = Q(kind=Participation.Kind.MUNICIPALITY)
    rows = (
        Participation.objects.filter(_on_observation(collections))
        .values_list("version__collection_id")
        .order_by()
        .annotate(
            total=Count("pk"),
            without_role=Count("pk", filter=Q(roles="")),
            of_abolished=Count("pk", filter=is_municipality & ended),
            counted=Count("pk", filter=is_municipality & ~ended),
        )
    )
    keys = ("total", "without_role", "of_abolished", "counted")
    return {pk: dict(zip(keys, numbers, strict=True)) for pk, *numbers in rows}


def _municipalities(collections: Sequence[Collection]) -> dict[int, int]:
    """Municipalities on the day of each collection that it names at some time; one query."""
    exists = Q(pk__in=())
    for collection in collections:
        exists |= Q(version__collection=collection) & on_date(
            collection.observed_on, prefix="municipality__"
        )
    rows = (
        Participation.objects.filter(exists, municipality__isnull=False)
        .values_list("version__collection_id")
        .order_by()
        .annotate(Count("municipality_id", distinct=True))
    )
    return dict(rows)


def _report(
    collection: Collection,
    tally: _Tally,
    participations: Mapping[str, int],
    municipalities: int,
    reference: Reference,
    recent_from: date,
) -> CollectionReport:
    gaps = Gaps(
        of_versions=tally.in_force,
        without_form=tally.without_form,
        without_policy_area=tally.without_policy_area,
        without_seat=tally.without_seat,
        of_participations=participations.get("total", 0),
        without_role=participations.get("without_role", 0),
        of_abolished=participations.get("of_abolished", 0),
        documents_unlinked=int(collection.unlinked_rows.get("documents", 0)),
        of_documents=int(collection.table_rows.get("documents", 0)),
        confirmed=len(tally.confirmations),
        confirmed_recently=sum(day >= recent_from for day in tally.confirmations),
        oldest_confirmation=min(tally.confirmations, default=None),
    )
    counted = participations.get("counted", 0)
    return CollectionReport(
        collection=collection,
        tables=tuple((table_label(t), rows) for t, rows in collection.table_rows.items()),
        unlinked=tuple((table_label(t), rows) for t, rows in collection.unlinked_rows.items()),
        gaps=gaps,
        municipalities=municipalities,
        mean=counted / municipalities if municipalities else None,
        licences=links(collection.licences),
        sources=links(collection.sources),
        leads_now=collection in reference.believed,
    )


def _boundaries() -> tuple[LoadedBoundaries, ...]:
    sets = BoundarySet.objects.annotate(number=Count("shapes")).order_by("country", "valid_on")
    return tuple(
        LoadedBoundaries(str(s.get_country_display()), s.valid_on, s.number, s.source) for s in sets
    )


def _divisions() -> tuple[LoadedDivisions, ...]:
    rows = (
        Division.objects.values_list("country", "year", "source")
        .annotate(Count("pk"))
        .order_by("country", "year", "source")
    )
    return tuple(
        LoadedDivisions(str(Country(country).label), year, number, source)
        for country, year, source, number in rows
    )


def _log() -> tuple[LoggedLoad, ...]:
    """The last loads, newest first."""
    events = Event.objects.filter(action="load_package").order_by("-at", "-pk")[:LONGEST_LOG]
    return tuple(_logged(event) for event in events)


def _logged(event: Event) -> LoggedLoad:
    counts = [row for row in event.detail.values() if isinstance(row, list) and len(row) == 4]
    added, changed, _unchanged, removed = (
        (sum(column) for column in zip(*counts, strict=True)) if (counts) else (0, 0, 0, 0)
    )
    return LoggedLoad(
        at=event.at,
        actor=event.actor_name,
        collection=event.object_key,
        result=event.result,
        added=added,
        changed=changed,
        removed=removed,
    )
