# SPDX-License-Identifier: EUPL-1.2
"""Loading a checked data package: all or nothing, and the same twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor, may_load_packages
from samenspel.analysis.dutch_text import index_terms
from samenspel.datapackage import Package
from samenspel.places.actions import load_places
from samenspel.places.sync import TableChange
from samenspel.register.actions.load_people import People
from samenspel.register.actions.loading import Loading
from samenspel.register.actions.rows import load_rows
from samenspel.register.actions.versions import load_versions
from samenspel.register.leading import complete_from
from samenspel.register.models import ArrangementVersion, Collection

# A load that would remove more than this share of a collection's versions is probably a mistake.
LARGEST_REMOVAL = 0.2
# PostgreSQL counts fewer new rows than this by itself soon enough.
MANY_ROWS = 5_000


class LoadRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """A right package that is not loaded; the message says why."""


class RemovalRefused(LoadRefused):
    """The package lacks so many arrangements that were there that it needs a second word."""

    def __init__(self, missing: int, present: int) -> None:
        super().__init__(
            f"{missing} of the {present} versions loaded earlier are not in this package; "
            "load with --allow-removals if that is right"
        )
        self.missing, self.present = missing, present


@dataclass(frozen=True)
class LoadReport:
    """What a load did, table by table."""

    collection: str
    changes: tuple[TableChange, ...]
    notices: tuple[str, ...]

    @property
    def is_unchanged(self) -> bool:
        """Whether the database already said all of this."""
        return not any(c.added or c.changed or c.removed for c in self.changes)


def load_package(
    *,
    package: Package,
    by: Actor,
    at: datetime,
    allow_removals: bool = False,
    analyse: Callable[[str], str] = index_terms,
    also: Callable[[Package, Collection], tuple[TableChange, ...]] | None = None,
) -> LoadReport:
    """Load a checked package into its collection.

    What an app above the register keeps of a package is loaded in the same transaction: everybody
    loads through ``mobility.actions.load_package``.

    Parameters
    ----------
    package
        As ``datapackage.read_package`` gives it: whole and right.
    by, at
        Who loads and when; both go into the log.
    allow_removals
        Also when more than a fifth of the versions loaded earlier are missing.
    analyse
        From the text of a version to its words for search; for who has them at hand already.
    also
        Loads further tables after the others; its changes are part of the report.

    Raises
    ------
    PermissionDenied
        The actor may not load packages.
    RemovalRefused
        Too much would go.
    """
    if not may_load_packages(by, on=at.date()):
        raise PermissionDenied("only administrators load data packages")
    with transaction.atomic():
        # Nobody edits the collection meanwhile: what people hold is read once.
        locked = Collection.objects.select_for_update(no_key=True).filter(slug=package.name)
        is_first = locked.first() is None
        collection, collection_change = _load_collection(package, at)
        if not allow_removals:
            _refuse_removals(package, collection)
        places = load_places(package=package)
        loading = Loading(package, collection, People(collection, at, is_first=is_first))
        versions = load_versions(
            loading=loading, municipalities=places.municipalities, analyse=analyse
        )
        rows = load_rows(loading=loading, loaded=versions)
        loading.settle(analyse)
        held = loading.history.write(loading.people, collection=collection, by=by, at=at)
        _settle(collection, rows.unlinked)
        further = also(package, collection) if also else ()
        report = LoadReport(
            collection=collection.slug,
            changes=(
                collection_change,
                *places.changes,
                *versions.changes,
                *rows.changes,
                *held,
                *further,
            ),
            notices=package.notices,
        )
        log_event(
            by=by,
            at=at,
            action="load_package",
            object_kind="collection",
            object_key=collection.slug,
            result="unchanged" if report.is_unchanged else "loaded",
            detail={c.table: [c.added, c.changed, c.unchanged, c.removed] for c in report.changes},
        )
    _renew_statistics(report)
    return report


def _renew_statistics(report: LoadReport) -> None:
    """Let PostgreSQL count many new rows now; until then its plans are those of empty tables."""
    rows = sum(change.added + change.changed + change.removed for change in report.changes)
    # The PostgreSQL run of the tests takes this way; coverage is measured in the SQLite run.
    if connection.vendor == "postgresql" and rows >= MANY_ROWS:  # pragma: no cover
        # Our own tables only: others are shared with other databases of the server, and a lock on
        # those is held until the end of a transaction around this one.
        names = sorted(connection.introspection.django_table_names())
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, names))}")


def _load_collection(package: Package, at: datetime) -> tuple[Collection, TableChange]:
    said = {
        "title": package.title,
        "description": package.description,
        "kind": package.kind,
        "country": package.country,
        "observed_on": package.observed_on,
        "fingerprint": package.fingerprint,
        "licences": [{"name": x.name, "title": x.title, "path": x.path} for x in package.licences],
        "sources": [{"title": x.title, "path": x.path} for x in package.sources],
        "notices": list(package.notices),
        "table_rows": {name: table.height for name, table in sorted(package.tables.items())},
    }
    present = Collection.objects.filter(slug=package.name).first()
    if present is None:
        made = Collection.objects.create(slug=package.name, loaded_at=at, **said)
        return made, TableChange("collection", 1, 0, 0, 0)
    if all(getattr(present, field) == value for field, value in said.items()):
        return present, TableChange("collection", 0, 0, 1, 0)
    for field, value in said.items():
        setattr(present, field, value)
    present.loaded_at = at
    present.save()
    return present, TableChange("collection", 0, 1, 0, 0)


def _refuse_removals(package: Package, collection: Collection) -> None:
    present = set(
        ArrangementVersion.objects.filter(collection=collection, is_entered=False).values_list(
            "key", flat=True
        )
    )
    missing = len(present - set(package.table("arrangements")["id"]))
    if missing > LARGEST_REMOVAL * len(present):
        raise RemovalRefused(missing, len(present))


def _settle(collection: Collection, unlinked: dict[str, int]) -> None:
    """Write down what only the loaded rows can tell about the collection."""
    periods = list(
        ArrangementVersion.objects.filter(collection=collection, is_entered=False).values_list(
            "valid_from", "valid_to"
        )
    )
    collection.complete_from = (
        complete_from(periods, observed_on=collection.observed_on)
        if collection.kind == Collection.Kind.REGISTER
        else None
    )
    collection.unlinked_rows = unlinked
    collection.save(update_fields=["complete_from", "unlinked_rows"])
