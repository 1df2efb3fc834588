# SPDX-License-Identifier: EUPL-1.2
"""Loading arrangements, their versions and participants, and the bodies that carry them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import slugify

from samenspel.datapackage import Package, PackageError, Problem
from samenspel.datapackage.chains import ChainError, first_versions, previous_of
from samenspel.datapackage.legal_forms import identify
from samenspel.places.sync import TableChange, batches, sync, update_rows
from samenspel.register.actions.load_people import Codes
from samenspel.register.actions.load_renames import rename_participants
from samenspel.register.actions.loading import Loading
from samenspel.register.actions.search_words import SearchWords
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Body,
    Collection,
    Participation,
    Status,
)
from samenspel.register.records import PARTICIPATION, VERSION, Ref

Row = dict[str, Any]


@dataclass(frozen=True)
class LoadedVersions:
    """What changed, and primary keys by the package's own keys.

    A version or participation that people withdrew is not among them.
    """

    changes: tuple[TableChange, ...]
    versions: dict[str, int]
    # By (version key, participant code or else name).
    participations: dict[tuple[str, str], int]


def load_versions(
    *,
    loading: Loading,
    municipalities: dict[str, int],
    analyse: Callable[[str], str],
) -> LoadedVersions:
    """Load bodies, arrangements, versions and participations of a checked package.

    Raises
    ------
    PackageError
        Versions do not form chains.
    """
    package, collection = loading.package, loading.collection
    rows = {row["id"]: row for row in package.table("arrangements").iter_rows(named=True)}
    before, first = _chains(rows)
    bodies, body_change = _load_bodies(package, collection)
    loading.codes = Codes(municipalities, bodies)
    arrangements, arrangement_change = _load_arrangements(loading, rows, first)
    source = _source_of_versions(package)
    words = loading.search_words(analyse)
    versions = loading.bring(
        VERSION,
        ArrangementVersion.objects.filter(collection=collection),
        key=("key",),
        fields=("collection_id", "arrangement_id", *VERSION_FIELDS, *SearchWords.fields),
        wanted={
            (key,): (
                collection.pk,
                arrangements.get(first[key]),
                *_values(row, bodies, municipalities, row["source"] or source, package),
                *words(key, row),
            )
            for key, row in rows.items()
        },
        ref_of=lambda key: Ref(VERSION, key),
    )
    ids = {key[0]: pk for key, pk in versions.ids.items()}
    body_change = _remove_bodies(package, collection, body_change)
    _link_chain(collection, ids, before)
    participations, participation_change = _load_participations(loading, ids, municipalities)
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
        remove=False,
    )  # fmt: skip
    every = dict(Body.objects.filter(collection=collection).values_list("key", "pk"))
    return every, synced.change


def _remove_bodies(package: Package, collection: Collection, change: TableChange) -> TableChange:
    """Bodies go after the versions were compared: until then they name what versions said."""
    table = package.tables.get("bodies")
    wanted = set(table["roo_id"]) if table is not None else set()
    rows = Body.objects.filter(collection=collection).values_list("pk", "key")
    gone = [pk for pk, key in rows if key not in wanted]
    for part in batches(gone):
        Body.objects.filter(pk__in=part).delete()
    return replace(change, removed=len(gone))


def _load_arrangements(
    loading: Loading, rows: dict[str, Row], first: dict[str, str]
) -> tuple[dict[str, int], TableChange]:
    """One arrangement per chain; a chain that was loaded before keeps its address.

    A chain is recognised by any of its versions, since a register may learn of an older one.
    """
    collection = loading.collection
    known: dict[str, int] = dict(
        ArrangementVersion.objects.filter(collection=collection)
        .order_by("valid_from", "key")
        .values_list("key", "arrangement_id")
    )
    ids: dict[str, int] = {}
    for key in rows:
        if key in known and known[key] not in ids.values():
            ids.setdefault(first[key], known[key])
    # A chain of which people withdrew every version has no arrangement.
    withdrawn = {ref.key[0] for ref in loading.people.withdrawn(VERSION)}
    chains = dict.fromkeys(first[key] for key in rows if key not in withdrawn)
    new = [chain for chain in chains if chain not in ids]
    made = Arrangement.objects.bulk_create(
        Arrangement(collection=collection, slug=_slug(rows[chain], collection)) for chain in new
    )
    ids.update(zip(new, (a.pk for a in made), strict=True))
    slugs: dict[int, str] = dict(
        Arrangement.objects.filter(collection=collection).values_list("pk", "slug")
    )
    loading.arrangements = frozenset(known.values())
    loading.history.old = frozenset(slugs[pk] for pk in loading.arrangements)
    loading.history.slugs.update({key: slugs[pk] for key, pk in known.items()})
    loading.history.slugs.update(
        {key: slugs[ids[chain]] for key, chain in first.items() if chain in ids}
    )
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
    named = package.table("participations")["source"].drop_nulls().unique().sort().to_list()
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


def _link_chain(collection: Collection, ids: dict[str, int], before: dict[str, str]) -> None:
    """Point every version to the one before it; first loosen, since each may be pointed to once."""
    present: dict[int, int | None] = dict(
        ArrangementVersion.objects.filter(collection=collection).values_list("pk", "previous_id")
    )
    wanted = {pk: ids.get(before.get(key, "")) for key, pk in ids.items()}
    moved = [(previous, pk) for pk, previous in wanted.items() if present[pk] != previous]
    taken = {previous for previous, _ in moved}
    # Also versions that the package does not have, where they stand in the way of one it has.
    loosened = [
        pk
        for pk, previous in present.items()
        if previous is not None and (wanted[pk] != previous if pk in wanted else previous in taken)
    ]
    for part in batches(loosened):
        ArrangementVersion.objects.filter(pk__in=part).update(previous=None)
    update_rows(ArrangementVersion, ("previous_id",), moved)


PARTICIPATION_KEY = ("version_id", "kind", "code", "name")
PARTICIPATION_FIELDS = (
    "municipality_id", "name_in_source", "roles", "valid_from", "valid_to", "share_percent",
    "source",
)  # fmt: skip


def _load_participations(
    loading: Loading, versions: dict[str, int], places: dict[str, int]
) -> tuple[dict[tuple[str, str], int], TableChange]:
    wanted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    names: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in loading.package.table("participations").iter_rows(named=True):
        if row["arrangement_id"] not in versions:
            continue
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
    rename_participants(loading, wanted)
    synced = loading.bring(
        PARTICIPATION,
        Participation.objects.filter(version__collection=loading.collection),
        key=PARTICIPATION_KEY,
        fields=PARTICIPATION_FIELDS,
        wanted=wanted,
        ref_of=loading.under_version(PARTICIPATION),
    )
    found = {name: synced.ids[key] for name, key in names.items() if key in synced.ids}
    return found, synced.change
