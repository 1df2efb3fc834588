# SPDX-License-Identifier: EUPL-1.2
"""Loading arrangements, their versions and participants, and the bodies that carry them out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from samenspel.analysis.dutch_text import analyser_fingerprint
from samenspel.datapackage import Package, PackageError, Problem
from samenspel.datapackage.chains import ChainError, first_versions, previous_of
from samenspel.datapackage.legal_forms import identify
from samenspel.places.sync import TableChange, batches, sync, update_rows
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Body,
    Collection,
    Participation,
    Status,
)
from samenspel.register.search_text import searched_text

Row = dict[str, Any]


@dataclass(frozen=True)
class LoadedVersions:
    """What changed, and primary keys by the package's own keys."""

    changes: tuple[TableChange, ...]
    versions: dict[str, int]
    # By (version key, participant code or else name).
    participations: dict[tuple[str, str], int]


def load_versions(
    *,
    package: Package,
    collection: Collection,
    municipalities: dict[str, int],
    analyse: Callable[[str], str],
) -> LoadedVersions:
    """Load bodies, arrangements, versions and participations of a checked package.

    Raises
    ------
    PackageError
        Versions do not form chains.
    """
    rows = {row["id"]: row for row in package.tables["arrangements"].iter_rows(named=True)}
    before, first = _chains(rows)
    bodies, body_change = _load_bodies(package, collection)
    arrangements, arrangement_change = _load_arrangements(collection, rows, first)
    source = _source_of_versions(package)
    words = SearchWords(collection, analyse)
    versions = sync(
        ArrangementVersion.objects.filter(collection=collection),
        key=("key",),
        fields=("collection_id", "arrangement_id", *VERSION_FIELDS, *words.fields),
        wanted={
            (key,): (
                collection.pk,
                arrangements[first[key]],
                *_values(row, bodies, municipalities, row["source"] or source, package),
                *words.of(searched_text(row)),
            )
            for key, row in rows.items()
        },
    )
    ids = {key[0]: pk for key, pk in versions.ids.items()}
    _link_chain(collection, ids, before)
    Arrangement.objects.filter(collection=collection, versions__isnull=True).delete()
    participations, participation_change = _load_participations(
        package, collection, ids, municipalities
    )
    return LoadedVersions(
        changes=(body_change, arrangement_change, versions.change, participation_change),
        versions=ids,
        participations=participations,
    )


def _chains(rows: dict[str, Row]) -> tuple[dict[str, str], dict[str, str]]:
    try:
        before = previous_of(
            {key: row["previous_id"] for key, row in rows.items()},
            {key: row["next_id"] for key, row in rows.items()},
        )
        return before, first_versions(rows, before)
    except ChainError as error:
        problem = Problem(
            file="arrangements",
            row=list(rows).index(error.key) + 2 if error.key in rows else None,
            column="previous_id",
            value=rows.get(error.key, {}).get("previous_id"),
            what=error.what,
            expected="versions in one line, each with at most one before and one after it",
        )
        raise PackageError((problem,)) from error


def _load_bodies(package: Package, collection: Collection) -> tuple[dict[str, int], TableChange]:
    table = package.tables.get("bodies")
    synced = sync(
        Body.objects.filter(collection=collection),
        key=("key",),
        fields=(
            "collection_id", "name", "abbreviation", "tooi_code", "kvk", "founded_on", "valid_to",
            "website",
        ),
        wanted={
            (row["roo_id"],): (
                collection.pk,
                row["name"],
                row["abbreviation"] or "",
                row["tooi_code"] or "",
                row["kvk"] or "",
                row["founded_on"],
                row["valid_to"],
                row["website"] or "",
            )
            for row in (table.iter_rows(named=True) if table is not None else ())
        },
    )  # fmt: skip
    return {key[0]: pk for key, pk in synced.ids.items()}, synced.change


def _load_arrangements(
    collection: Collection, rows: dict[str, Row], first: dict[str, str]
) -> tuple[dict[str, int], TableChange]:
    """One arrangement per chain; a chain that was loaded before keeps its address.

    A chain is recognised by any of its versions, since a register may learn of an older one.
    """
    known: dict[str, int] = dict(
        ArrangementVersion.objects.filter(collection=collection)
        .order_by("valid_from", "key")
        .values_list("key", "arrangement_id")
    )
    ids: dict[str, int] = {}
    for key in rows:
        if key in known and known[key] not in ids.values():
            ids.setdefault(first[key], known[key])
    new = [chain for chain in dict.fromkeys(first[key] for key in rows) if chain not in ids]
    made = Arrangement.objects.bulk_create(
        Arrangement(collection=collection, slug=_slug(rows[chain], collection)) for chain in new
    )
    ids.update(zip(new, (a.pk for a in made), strict=True))
    return ids, TableChange("arrangement", len(new), 0, len(ids) - len(new), 0)


def _slug(row: Row, collection: Collection) -> str:
    """A permanent address: readable, and unique because it ends in the source's own key."""
    key = slugify(row["id"].removeprefix("roo-"))
    name = slugify(row["name"])[:70].strip("-")
    if key.isdigit():
        return f"{name}-{key}"
    return f"{key[:100]}-{collection.slug}"


def _source_of_versions(package: Package) -> str:
    """What the source is called where a row does not say."""
    named = package.tables["participations"]["source"].drop_nulls().unique().sort().to_list()
    return ", ".join(named[:3]) or package.title


def _status(row: Row) -> Status:
    """A blank end date with an explicit "not current" is an arrangement that ended some day."""
    if row["is_current"] is False and row["in_force_to"] is None:
        return Status.INACTIVE
    if row["is_current"] is None and row["in_force_from"] is None:
        return Status.UNKNOWN
    return Status.ACTIVE


VERSION_FIELDS = (
    "name", "citation_title", "legal_form", "is_compulsory", "purpose", "powers", "legal_bases",
    "decree_urls", "status", "status_note", "valid_from", "valid_to", "body_id", "seat_place",
    "seat_postcode", "seat_municipality_id", "website", "source", "source_url", "last_changed_on",
    "last_confirmed_on",
)  # fmt: skip


def _values(
    row: Row,
    bodies: dict[str, int],
    municipalities: dict[str, int],
    source: str,
    package: Package,
) -> tuple[Any, ...]:
    """One version in the order of ``VERSION_FIELDS``."""
    return (
        row["name"],
        row["citation_title"] or row["official_name"] or "",
        identify(row["legal_form"]).identifier if row["legal_form"] else "",
        row["compulsory"],
        row["purpose"] or "",
        row["powers"] or "",
        row["legal_bases"] or "",
        row["decree_urls"] or "",
        _status(row).value,
        row["status_note"] or "",
        row["in_force_from"],
        row["in_force_to"],
        bodies.get(row["body_roo_id"] or ""),
        row["seat_place"] or "",
        row["seat_postcode"] or "",
        municipalities.get(row["seat_municipality_code"] or ""),
        row["website"] or "",
        source,
        row["source_url"] or row["uri"] or "",
        row["last_mutation"],
        row["last_verified"] or package.observed_on,
    )


class SearchWords:
    """Analysed words of texts; a text analysed in an earlier load is not analysed again.

    A new analyser (other word list, other library) gives other digests, so that its first load
    renews the index.
    """

    fields = ("search_text", "search_digest")

    def __init__(self, collection: Collection, analyse: Callable[[str], str]) -> None:
        self._analyse = analyse
        self._analyser = analyser_fingerprint()
        self._known: dict[str, str] = dict(
            ArrangementVersion.objects.filter(collection=collection).values_list(
                "search_digest", "search_text"
            )
        )

    def of(self, text: str) -> tuple[str, str]:
        """The analysed words of a text, and its digest."""
        digest = hashlib.sha256(f"{self._analyser} {text}".encode()).hexdigest()
        if digest not in self._known:
            self._known[digest] = self._analyse(text)
        return self._known[digest], digest


def _link_chain(collection: Collection, ids: dict[str, int], before: dict[str, str]) -> None:
    """Point every version to the one before it; first loosen, since each may be pointed to once."""
    present: dict[int, int | None] = dict(
        ArrangementVersion.objects.filter(collection=collection).values_list("pk", "previous_id")
    )
    wanted = {pk: ids.get(before.get(key, "")) for key, pk in ids.items()}
    moved = [(previous, pk) for pk, previous in wanted.items() if present[pk] != previous]
    loosened = [pk for _, pk in moved if present[pk] is not None]
    for part in batches(loosened):
        ArrangementVersion.objects.filter(pk__in=part).update(previous=None)
    update_rows(ArrangementVersion, ("previous_id",), moved)


def _load_participations(
    package: Package, collection: Collection, versions: dict[str, int], places: dict[str, int]
) -> tuple[dict[tuple[str, str], int], TableChange]:
    wanted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    names: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in package.tables["participations"].iter_rows(named=True):
        code = row["participant_code"] or row["municipality_code"] or ""
        kind = row["participant_type"]
        municipal = kind == Participation.Kind.MUNICIPALITY
        key = (versions[row["arrangement_id"]], kind, code, row["participant_name"])
        names[row["arrangement_id"], code or row["participant_name"]] = key
        wanted[key] = (
            places[row["municipality_code"]] if municipal and row["municipality_code"] else None,
            row["names_in_source"] or "",
            row["role"] or "",
            row["joined_on"],
            row["valid_to"],
            row["share_percent"],
            row["source"],
        )
    synced = sync(
        Participation.objects.filter(version__collection=collection),
        key=("version_id", "kind", "code", "name"),
        fields=(
            "municipality_id", "name_in_source", "roles", "valid_from", "valid_to",
            "share_percent", "source",
        ),
        wanted=wanted,
    )  # fmt: skip
    return {name: synced.ids[key] for name, key in names.items()}, synced.change
