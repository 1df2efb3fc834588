# SPDX-License-Identifier: EUPL-1.2
"""Arrangements by words, form, domain, place and status, with counts for every filter value.

The versions of the believed collections are some thousand rows, so one slim reading of them serves
the list, the counts of every filter and the picture, in a number of queries that never grows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from django.db.models import Count

from samenspel.analysis.dutch_text import QueryWord, only_ignored
from samenspel.places.models import on_date
from samenspel.register.labels import domain_of
from samenspel.register.models import (
    ArrangementVersion,
    Participation,
    Status,
    VersionDomain,
)
from samenspel.register.queries.reference import Reference
from samenspel.register.queries.search import matches

NOT_STATED = "onbekend"
"""Value of a filter for arrangements of which no source says it."""

Standing = Literal["in_force", "ended", "future"]
FACETS = ("country", "form", "domain", "theme", "province", "compulsory")
FILTERS = (*FACETS, "words", "municipality", "participants")


@dataclass(frozen=True)
class ArrangementFilter:
    """What a reader asks for; an empty value asks for nothing.

    ``form``, ``domain``, ``province`` (code) and ``compulsory`` (ja, nee) may be ``NOT_STATED``;
    ``municipality`` is a code; ``least`` and ``most`` bound the number of participants.
    """

    words: tuple[QueryWord, ...] = ()
    country: str = ""
    form: str = ""
    domain: str = ""
    theme: str = ""
    province: str = ""
    municipality: str = ""
    compulsory: str = ""
    least: int | None = None
    most: int | None = None
    standing: Literal["in_force", "ended", "all"] = "in_force"

    @property
    def searches(self) -> bool:
        """Whether there is a word to search for."""
        return bool(self.words) and not only_ignored(self.words)


@dataclass(frozen=True)
class ListedArrangement:
    """One line of the list: a version in force, or the one that best stands for an arrangement."""

    version_id: int
    slug: str
    name: str
    country: str
    collection: str
    form: str
    is_compulsory: bool | None
    province_code: str
    province: str
    seat_place: str
    valid_from: date | None
    valid_to: date | None
    standing: Standing
    status: str
    last_confirmed_on: date | None
    source: str
    source_url: str
    participants: int = 0
    municipalities: int = 0
    areas: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    domains_guessed: bool = False


@dataclass(frozen=True)
class FoundArrangements:
    """What a filter finds.

    ``facets``: per filter the number of arrangements by value, when all other filters stand;
    ``without``: how many there are when one filter goes. ``total`` is without any filter.
    """

    rows: tuple[ListedArrangement, ...]
    facets: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int]
    total: int


class _Slim(NamedTuple):
    version_id: int
    arrangement_id: int
    slug: str
    name: str
    country: str
    collection: str
    form: str
    is_compulsory: bool | None
    province_code: str | None
    province: str | None
    seat_place: str
    valid_from: date | None
    valid_to: date | None
    status: str
    last_confirmed_on: date | None
    source: str
    source_url: str

    def standing(self, on: date) -> Standing:
        if self.valid_from is not None and self.valid_from > on:
            return "future"
        is_over = self.valid_to is not None and self.valid_to <= on
        return "ended" if is_over or self.status == Status.INACTIVE else "in_force"


_COLUMNS = (
    "pk", "arrangement_id", "arrangement__slug", "name", "collection__country", "collection__slug",
    "legal_form", "is_compulsory", "seat_municipality__province__code",
    "seat_municipality__province__name", "seat_place", "valid_from", "valid_to", "status",
    "last_confirmed_on", "source", "source_url",
)  # fmt: skip


def find_arrangements(asked: ArrangementFilter, reference: Reference) -> FoundArrangements:
    """The arrangements that answer to a filter on the reference date, in no particular order.

    At most five queries. In force: every version in force. Ended: the last version of each
    arrangement that has none in force and none to come. All: these, and what is still to come.
    """
    versions = _versions(asked, reference)
    conditions = _conditions(asked, reference)
    kinds = _counted(reference, asked)
    areas = _domains(reference, asked)
    wanted = {name: value for name in FACETS if (value := getattr(asked, name))}
    rows: list[ListedArrangement] = []
    facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    kept_out: dict[str, int] = defaultdict(int)
    for version, standing in versions:
        row = _row(version, standing, kinds[version.version_id], areas[version.version_id])
        values = _values(row)
        failed = [name for name, value in wanted.items() if value not in values[name]]
        failed += _failed(row, asked, conditions)
        if not failed:
            rows.append(row)
        elif len(failed) == 1:
            kept_out[failed[0]] += 1
        if len(failed) <= 1:
            _count(values, failed or FACETS, facets)
    without = {name: len(rows) + kept_out[name] for name in FILTERS}
    return FoundArrangements(tuple(rows), facets, without, len(versions))


def _versions(asked: ArrangementFilter, reference: Reference) -> list[tuple[_Slim, Standing]]:
    """The version that stands for each arrangement, with how it stands on the date."""
    believed = [c.pk for c in reference.believed]
    chosen = ArrangementVersion.objects.filter(collection_id__in=believed)
    if asked.standing == "in_force":
        chosen = chosen.filter(reference.versions())
    slim = [_Slim(*values) for values in chosen.order_by("pk").values_list(*_COLUMNS)]
    if asked.standing == "in_force":
        return [(version, "in_force") for version in slim]
    by_arrangement: dict[int, list[_Slim]] = defaultdict(list)
    for version in slim:
        by_arrangement[version.arrangement_id].append(version)
    found = [pair for group in by_arrangement.values() for pair in _standing(group, reference.on)]
    return [pair for pair in found if asked.standing == "all" or pair[1] == "ended"]


def _standing(versions: Iterable[_Slim], on: date) -> list[tuple[_Slim, Standing]]:
    """The versions in force; else the first to come; else the last that ended."""
    grouped: dict[Standing, list[_Slim]] = {"in_force": [], "future": [], "ended": []}
    for version in versions:
        grouped[version.standing(on)].append(version)
    if grouped["in_force"]:
        return [(version, "in_force") for version in grouped["in_force"]]
    if grouped["future"]:
        return [(min(grouped["future"], key=lambda v: (v.valid_from, v.version_id)), "future")]
    last = max(grouped["ended"], key=lambda v: (v.valid_to or date.max, v.version_id))
    return [(last, "ended")]


def _conditions(asked: ArrangementFilter, reference: Reference) -> dict[str, frozenset[int]]:
    """Versions that hold the words, and those in which the municipality takes part."""
    found: dict[str, frozenset[int]] = {}
    if asked.searches:
        hits = ArrangementVersion.objects.filter(matches(asked.words))
        found["words"] = frozenset(hits.values_list("pk", flat=True))
    if asked.municipality:
        taking_part = Participation.objects.filter(municipality__code=asked.municipality)
        if asked.standing == "in_force":
            taking_part = taking_part.filter(on_date(reference.on))
        found["municipality"] = frozenset(taking_part.values_list("version_id", flat=True))
    return found


def _counted(
    reference: Reference, asked: ArrangementFilter
) -> Mapping[int, tuple[tuple[str, int, int], ...]]:
    """By version: kind of participant, how many ever, how many on the date."""
    believed = [c.pk for c in reference.believed]
    rows = Participation.objects.filter(version__collection_id__in=believed)
    if asked.standing == "in_force":
        rows = rows.filter(reference.participations())
    counts = (
        rows.order_by()
        .values_list("version_id", "kind")
        .annotate(ever=Count("pk"), now=Count("pk", filter=on_date(reference.on)))
    )
    found: dict[int, tuple[tuple[str, int, int], ...]] = defaultdict(tuple)
    for version_id, kind, ever, now in counts:
        found[version_id] += ((kind, ever, now),)
    return found


def _domains(
    reference: Reference, asked: ArrangementFilter
) -> Mapping[int, tuple[tuple[str, str, bool], ...]]:
    """By version: scheme, key, and whether it was guessed."""
    believed = [c.pk for c in reference.believed]
    rows = VersionDomain.objects.filter(version__collection_id__in=believed)
    if asked.standing == "in_force":
        rows = rows.filter(reference.versions("version__"))
    found: dict[int, tuple[tuple[str, str, bool], ...]] = defaultdict(tuple)
    columns = ("version_id", "scheme", "key", "is_guess")
    for version_id, scheme, key, is_guess in rows.order_by("pk").values_list(*columns):
        found[version_id] += ((scheme, key, is_guess),)
    return found


def _row(
    version: _Slim,
    standing: Standing,
    kinds: Iterable[tuple[str, int, int]],
    domains: Iterable[tuple[str, str, bool]],
) -> ListedArrangement:
    counts = {kind: now if standing == "in_force" else ever for kind, ever, now in kinds}
    areas = [(key, guess) for scheme, key, guess in domains if scheme == "policy_area"]
    return ListedArrangement(
        version_id=version.version_id,
        slug=version.slug,
        name=version.name,
        country=version.country,
        collection=version.collection,
        form=version.form,
        is_compulsory=version.is_compulsory,
        province_code=version.province_code or "",
        province=version.province or "",
        seat_place=version.seat_place,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        standing=standing,
        status=version.status,
        last_confirmed_on=version.last_confirmed_on,
        source=version.source,
        source_url=version.source_url,
        participants=sum(counts.values()),
        municipalities=counts.get(Participation.Kind.MUNICIPALITY, 0),
        areas=tuple(key for key, _ in areas),
        domains=tuple(dict.fromkeys(found for key, _ in areas if (found := domain_of(key)))),
        themes=tuple(key for scheme, key, _ in domains if scheme == "theme"),
        domains_guessed=bool(areas) and all(guess for _, guess in areas),
    )


def _values(row: ListedArrangement) -> dict[str, tuple[str, ...]]:
    """The values of a row by filter."""
    compulsory = {True: "ja", False: "nee", None: NOT_STATED}[row.is_compulsory]
    return {
        "country": (row.country,),
        "form": (row.form or NOT_STATED,),
        "domain": row.domains or (NOT_STATED,),
        "theme": row.themes or (NOT_STATED,),
        "province": (row.province_code or NOT_STATED,),
        "compulsory": (compulsory,),
    }


def _failed(
    row: ListedArrangement, asked: ArrangementFilter, conditions: Mapping[str, frozenset[int]]
) -> list[str]:
    """Names of the filters without counts per value that a row does not pass."""
    failed = [name for name, ids in conditions.items() if row.version_id not in ids]
    too_few = asked.least is not None and row.participants < asked.least
    if too_few or (asked.most is not None and row.participants > asked.most):
        failed.append("participants")
    return failed


def _count(
    values: Mapping[str, tuple[str, ...]],
    names: Iterable[str],
    facets: Mapping[str, dict[str, int]],
) -> None:
    """Count a row for each of these filters under its own values."""
    for name in names:
        counts = facets.get(name)
        if counts is not None:
            for value in values[name]:
                counts[value] = counts.get(value, 0) + 1
