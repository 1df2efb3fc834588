# SPDX-License-Identifier: EUPL-1.2
"""Loading data packages: idempotent, all or nothing, by those who may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event, User
from samenspel.accounts.rules import Actor, operator
from samenspel.datapackage import Package, PackageError, read_package
from samenspel.places.models import Figure, Municipality
from samenspel.register.actions import LoadReport, RemovalRefused, load_package
from samenspel.register.example import EXAMPLE
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Collection,
    Participation,
)

AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(EXAMPLE)


def load(package: Package, **options: bool) -> LoadReport:
    return load_package(package=package, by=operator(), at=AT, **options)


def with_table(package: Package, name: str, table: pl.DataFrame) -> Package:
    return replace(package, tables={**package.tables, name: table})


def test_second_load_says_all_unchanged(package: Package) -> None:
    assert not load(package).is_unchanged
    second = load(package)
    assert second.is_unchanged
    assert sum(change.unchanged for change in second.changes) > 1_000


def test_load_is_written_in_the_log(package: Package) -> None:
    load(package)
    load(package)
    assert list(Event.objects.order_by("id").values_list("action", "object_key", "result")) == [
        ("load_package", "voorbeeld", "loaded"),
        ("load_package", "voorbeeld", "unchanged"),
    ]


def test_changed_row_is_counted_and_keeps_its_address(package: Package) -> None:
    load(package)
    addresses = set(Arrangement.objects.values_list("slug", flat=True))
    renamed = package.tables["arrangements"].with_columns(name=pl.col("name") + " (nieuw)")
    report = load(with_table(package, "arrangements", renamed))
    changed = {change.table: change.changed for change in report.changes}
    assert changed["arrangementversion"] == renamed.height
    assert set(Arrangement.objects.values_list("slug", flat=True)) == addresses


def test_participation_that_is_gone_from_the_source_is_removed(package: Package) -> None:
    load(package)
    fewer = package.tables["participations"].head(-1)
    without = replace(
        package,
        tables={
            k: v
            for k, v in {**package.tables, "participations": fewer}.items()
            if k not in ("seats", "contributions")
        },
    )
    report = load(without)
    removed = {change.table: change.removed for change in report.changes}
    assert removed["participation"] == 1
    assert Participation.objects.count() == fewer.height


def test_package_that_lacks_a_third_is_refused_unless_that_is_meant(package: Package) -> None:
    load(package)
    number = ArrangementVersion.objects.count()
    two_thirds = _without_a_third(package)
    with pytest.raises(RemovalRefused) as refused:
        load(two_thirds)
    assert refused.value.present == number
    assert ArrangementVersion.objects.count() == number
    load(two_thirds, allow_removals=True)
    assert ArrangementVersion.objects.count() == two_thirds.tables["arrangements"].height
    assert not Arrangement.objects.filter(versions__isnull=True).exists()


def _without_a_third(package: Package) -> Package:
    """The package without a third of its versions, and without what is theirs."""
    rows = package.tables["arrangements"]
    kept = rows.head(rows.height * 2 // 3).with_columns(
        previous_id=pl.lit(None, dtype=pl.String), next_id=pl.lit(None, dtype=pl.String)
    )
    tables = {
        name: table.filter(pl.col("arrangement_id").is_in(kept["id"].to_list()))
        if "arrangement_id" in table.columns
        else table
        for name, table in package.tables.items()
    }
    return replace(package, tables={**tables, "arrangements": kept})


def test_chain_that_goes_round_is_refused_and_nothing_changes(package: Package) -> None:
    rows = package.tables["arrangements"]
    first, second = rows["id"][0], rows["id"][1]
    previous = (
        pl.when(pl.col("id") == first)
        .then(pl.lit(second))
        .when(pl.col("id") == second)
        .then(pl.lit(first))
        .otherwise(pl.lit(None, dtype=pl.String))
    )
    bad = with_table(
        package,
        "arrangements",
        rows.with_columns(previous_id=previous, next_id=pl.lit(None, dtype=pl.String)),
    )
    with pytest.raises(PackageError) as refused:
        load(bad)
    assert refused.value.problems[0].column == "previous_id"
    assert not Collection.objects.exists()
    assert not Municipality.objects.exists()


def test_person_without_the_right_role_may_not_load(package: Package) -> None:
    person = User.objects.create_user("raadslid@voorbeeld.example", None, name="Raadslid")
    with pytest.raises(PermissionDenied):
        load_package(package=package, by=Actor("Raadslid", "site", person), at=AT)
    assert not Collection.objects.exists()


def test_version_learned_later_joins_the_arrangement_it_belongs_to(package: Package) -> None:
    load(package)
    address = Arrangement.objects.get(versions__key="stadsregio-amsterdam").slug
    rows = package.tables["arrangements"]
    older = rows.filter(pl.col("id") == "stadsregio-amsterdam").with_columns(
        id=pl.lit("roa-1992"),
        name=pl.lit("Regionaal Orgaan Amsterdam"),
        in_force_from=pl.lit(date(1992, 1, 1)),
        in_force_to=pl.col("in_force_from"),
        previous_id=pl.lit(None, dtype=pl.String),
        next_id=pl.lit("stadsregio-amsterdam"),
    )
    load(with_table(package, "arrangements", pl.concat([older, rows])))
    joined = ArrangementVersion.objects.get(key="roa-1992")
    assert joined.arrangement.slug == address
    assert ArrangementVersion.objects.get(key="stadsregio-amsterdam").previous == joined


def test_changed_chain_is_linked_anew(package: Package) -> None:
    load(package)
    loose = package.tables["arrangements"].with_columns(
        previous_id=pl.lit(None, dtype=pl.String), next_id=pl.lit(None, dtype=pl.String)
    )
    load(with_table(package, "arrangements", loose))
    assert not ArrangementVersion.objects.filter(previous__isnull=False).exists()
    assert Arrangement.objects.count() == loose.height
    load(package)
    assert ArrangementVersion.objects.filter(previous__isnull=False).exists()


def _as_inventory(package: Package) -> Package:
    """The example as if it were an older package by another publisher."""
    return replace(package, name="oud", kind="inventory", observed_on=date(2016, 1, 1))


def _told(package: Package, **facts: object) -> Package:
    """The package with other facts about Purmerend."""
    ours = pl.col("code") == "GM0439"
    rows = package.tables["municipalities"]
    columns = [
        pl.when(ours)
        .then(pl.lit(value, dtype=rows.schema[name]))
        .otherwise(pl.col(name))
        .alias(name)
        for name, value in facts.items()
    ]
    return with_table(package, "municipalities", rows.with_columns(columns))


@pytest.fixture(params=["old first", "new first"])
def both(request: pytest.FixtureRequest, package: Package) -> Iterator[None]:
    """Two packages that disagree about Purmerend, in either order."""
    old = _told(_as_inventory(package), name="Purmerent", valid_from=date(1484, 1, 1))
    new = _told(package, name="Purmerend", valid_from=None)
    packages = [old, new] if request.param == "old first" else [new, old]
    for each in packages:
        load(each)
    yield
    for each in packages:
        assert load(each).is_unchanged


@pytest.mark.usefixtures("both")
def test_latest_package_speaks_and_blanks_are_filled_whatever_the_order() -> None:
    purmerend = Municipality.objects.get(code="GM0439")
    assert purmerend.name == "Purmerend"
    assert purmerend.valid_from == date(1484, 1, 1)


@pytest.mark.usefixtures("both")
def test_figures_and_names_are_kept_per_package() -> None:
    purmerend = Municipality.objects.get(code="GM0439")
    assert set(purmerend.names.values_list("name", "source")) >= {
        ("Purmerend", "voorbeeld"),
        ("Purmerent", "oud"),
    }
    assert set(Figure.objects.values_list("source", flat=True)) == {"voorbeeld", "oud"}


def test_package_that_saw_a_municipality_exist_speaks_about_it(package: Package) -> None:
    ended = package.tables["municipalities"].filter(pl.col("code") == "GM0370")
    assert ended["name"][0] == "Beemster"
    rows = package.tables["municipalities"].with_columns(
        name=pl.when(pl.col("code") == "GM0370")
        .then(pl.lit("De Beemster"))
        .otherwise(pl.col("name"))
    )
    load(with_table(_as_inventory(package), "municipalities", rows))
    load(package)
    assert Municipality.objects.get(code="GM0370").name == "De Beemster"


def test_package_without_changes_and_with_careless_aliases(package: Package) -> None:
    tables = {k: v for k, v in package.tables.items() if k != "municipality_changes"}
    ours = pl.col("code") == "GM0439"
    tables["municipalities"] = tables["municipalities"].with_columns(
        aliases=pl.when(ours).then(pl.lit("Purmerend| |Purmereind")).otherwise(pl.col("aliases"))
    )
    load(replace(package, tables=tables))
    purmerend = Municipality.objects.get(code="GM0439")
    assert dict(purmerend.names.values_list("name", "kind")) == {
        "Purmerend": "official",
        "Purmereind": "alias",
    }
    assert not purmerend.changes_in.exists()
