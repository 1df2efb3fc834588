# SPDX-License-Identifier: EUPL-1.2
"""A small part of the built-in example to edit, people to do it, and the state to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import polars as pl
from django.db import connection, transaction

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor, operator
from samenspel.datapackage import Package, read_package
from samenspel.places.models import Municipality
from samenspel.register.actions import Ground, LoadReport, load_package
from samenspel.register.actions.held import read_held
from samenspel.register.example import EXAMPLE
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Board,
    Collection,
    Participation,
)
from samenspel.register.records import KINDS, Ref, State, read_kind

LOADED = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
AT = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=30)
GROUND = Ground(reason="Staat verkeerd", source="Gemeenteblad 2026, 12")

SAFETY_BEFORE = "veiligheidsregio-kennemerland-2019"
SAFETY = "veiligheidsregio-kennemerland-2025"  # with a board, seats and a contribution
OLD = "isw-waterland"  # Beemster (now Purmerend) and Zeevang (now Edam-Volendam) take part
LIGHT = "centrumregeling-aalsmeer-amstelveen"
KEPT = (SAFETY_BEFORE, SAFETY, OLD, LIGHT)


@cache
def small_package() -> Package:
    """Four versions of three arrangements of the example, with all that hangs on them."""
    package = read_package(EXAMPLE)
    kept = pl.Series(KEPT).implode()
    tables = {
        name: table.filter(pl.col("arrangement_id").is_in(kept))
        if "arrangement_id" in table.columns
        else table
        for name, table in package.tables.items()
    }
    rows = tables["arrangements"].filter(pl.col("id").is_in(kept))
    for name in ("previous_id", "next_id"):
        known = pl.when(pl.col(name).is_in(kept)).then(pl.col(name))
        rows = rows.with_columns(known.otherwise(None).alias(name))
    for name in ("divisions", "region_divisions", "commuting"):
        tables.pop(name, None)
    return replace(package, tables={**tables, "arrangements": rows})


def with_table(
    package: Package, name: str, change: Callable[[pl.DataFrame], pl.DataFrame]
) -> Package:
    """The package with another table."""
    return replace(package, tables={**package.tables, name: change(package.tables[name])})


def said(package: Package, key: str, **values: Any) -> Package:
    """The package in which a version says something else."""
    return with_table(
        package,
        "arrangements",
        lambda t: t.with_columns(
            pl.when(pl.col("id") == key)
            .then(pl.lit(value, dtype=t.schema[name]))
            .otherwise(pl.col(name))
            .alias(name)
            for name, value in values.items()
        ),
    )


def participant_said(package: Package, key: str, code: str, **values: Any) -> Package:
    """The package in which a participation says something else."""
    return with_table(
        package,
        "participations",
        lambda t: t.with_columns(
            pl.when((pl.col("arrangement_id") == key) & (pl.col("participant_code") == code))
            .then(pl.lit(value, dtype=t.schema[name]))
            .otherwise(pl.col(name))
            .alias(name)
            for name, value in values.items()
        ),
    )


def without_participant(package: Package, key: str, code: str) -> Package:
    """The package without a participation and what hangs on it."""
    found = package
    for name in ("participations", "seats", "contributions"):
        found = with_table(
            found,
            name,
            lambda t: t.filter(
                (pl.col("arrangement_id") != key) | (pl.col("participant_code") != code)
            ),
        )
    return found


def without_version(package: Package, key: str) -> Package:
    """The package without a version and what hangs on it."""
    tables = {
        name: table.filter(pl.col("arrangement_id") != key)
        if "arrangement_id" in table.columns
        else table
        for name, table in package.tables.items()
    }
    rows = tables["arrangements"].filter(pl.col("id") != key)
    for name in ("previous_id", "next_id"):
        rows = rows.with_columns(
            pl.when(pl.col(name) == key).then(None).otherwise(pl.col(name)).alias(name)
        )
    return replace(package, tables={**tables, "arrangements": rows})


def load(package: Package | None = None, *, at: datetime = LOADED) -> LoadReport:
    """Load a package, also when much went."""
    return load_package(
        package=package or small_package(),
        by=operator(),
        at=at,
        allow_removals=True,
        analyse=str.casefold,
    )


def version(key: str = SAFETY) -> ArrangementVersion:
    return ArrangementVersion.objects.select_related("arrangement").get(key=key)


def participation(code: str, key: str = SAFETY) -> Participation:
    return Participation.objects.select_related("version").get(version__key=key, code=code)


def board() -> Board:
    return Board.objects.select_related("version").get(version__key=SAFETY, kind="general")


def slug(key: str = SAFETY) -> str:
    return Arrangement.objects.get(versions__key=key).slug


def all_states() -> dict[Ref, State]:
    """Every record of every collection."""
    found: dict[Ref, State] = {}
    for kind in KINDS:
        found.update(read_kind(kind).states)
    return found


def all_held() -> dict[Any, Any]:
    """Every held value, whatever the act it is of."""
    return {
        key: {name: value for name, value in state.items() if name != "change_set"}
        for collection in Collection.objects.all()
        for key, state in read_held(collection).items()
    }


def organisation_of(code: str) -> Organisation:
    municipality = Municipality.objects.get(code=code)
    return Organisation.objects.get_or_create(
        municipality=municipality,
        defaults={"kind": "municipality", "name": f"Gemeente {municipality.name}"},
    )[0]


def secretariat(name: str = "Secretariaat") -> Organisation:
    return Organisation.objects.get_or_create(name=name, defaults={"kind": "secretariat"})[0]


def site() -> Organisation:
    return Organisation.objects.get_or_create(name="Beheer", defaults={"kind": "site"})[0]


def person(kind: str, organisation: Organisation) -> Actor:
    """Somebody with one role."""
    email = f"{kind}.{organisation.pk}@voorbeeld.example"
    user, made = User.objects.get_or_create(email=email, defaults={"name": f"{kind} {email[:5]}"})
    if made:
        Role.objects.create(user=user, organisation=organisation, kind=kind)
    return Actor(user.name, "site", user)


def clerk(code: str) -> Actor:
    return person(Role.Kind.CLERK.value, organisation_of(code))


@contextmanager
def rolled_back() -> Iterator[None]:
    """What happens inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def triggers() -> dict[str, str]:
    """The append-only triggers of SQLite, or of PostgreSQL: from name to table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' "
                "AND (name LIKE '%\\_no\\_update' ESCAPE '\\' OR name LIKE '%\\_no\\_delete' "
                "ESCAPE '\\')"
            )
        else:
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
                "WHERE tgname LIKE '%\\_only\\_added' OR tgname LIKE '%\\_not\\_emptied'"
            )
        return dict(cursor.fetchall())
