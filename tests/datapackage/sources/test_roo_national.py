# SPDX-License-Identifier: EUPL-1.2
"""An export that is generated from the register of May 2026 converts back to the same tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from samenspel.datapackage import Package, read_package
from samenspel.datapackage.indicators import figure_of
from samenspel.datapackage.sources import Conversion, Effect, places_of, write_conversion
from samenspel.datapackage.sources.roo import convert
from tests.datapackage.sources.roo_export import CLEAN, export
from tests.datapackage.sources.roo_small import writer
from tests.datapackage.sources.roo_xml import MESSY, Style

pytestmark = pytest.mark.national

TABLES = ("municipalities", "arrangements", "participations", "bodies", "competences")
STYLES = {
    "clean": CLEAN,
    "messy": MESSY,
    "default namespace, one list": Style(prefix="", one_list=True, indent=False),
}

# What an export cannot carry. The register has one name for a municipality: where Statistics
# Netherlands writes another, only the known places tell it. Figures of a year are theirs, too.
NOT_IN_AN_EXPORT = {
    "municipalities": {"name": 3, "aliases": 3},
    "arrangements": {"seat_municipality": 14},
    "participations": {"participant_name": 79},
}
"""By column, how many cells differ without places: all follow from three names."""
OWN_FIGURES = {"population", "council_seats"}

# One version ends on the day before the next begins, and is not repaired in the package. In a
# clean export it comes back as it is. In an export that gives all ends as the last day, nothing
# tells it from the others, so it is read as they are.
LIKE_A_LAST_DAY = "roo-28774793"


@pytest.fixture(scope="module")
def register(national_data: Path) -> Package:
    return read_package(national_data / "nl-2026")


@pytest.fixture(scope="module")
def exported(register: Package, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The file of the register in a style, made once."""
    return cache(lambda style: writer(tmp_path_factory.mktemp("roo"))(export(register, style)))


@pytest.fixture(scope="module")
def back(register: Package, exported: Callable[..., Path]) -> Callable[..., Conversion]:
    """The export of the register in a style, converted with its places; once."""

    def converted(style: Style) -> Conversion:
        conversion = convert(exported(style), places=places_of(register))
        assert conversion.balances
        return conversion

    return cache(converted)


def differing(one: pl.DataFrame, other: pl.DataFrame, column: str) -> list[int]:
    """The rows in which two tables of one length have another value."""
    return (~one[column].eq_missing(other[column])).arg_true().to_list()


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_the_same_tables_come_back(
    register: Package, back: Callable[[Style], Conversion], style: Style
) -> None:
    found = back(style).package
    assert found.tables.keys() == register.tables.keys()
    assert found.observed_on == register.observed_on == date(2026, 5, 16)
    assert found.kind == register.kind
    for name in (*TABLES, "municipality_changes"):
        expected = register.tables[name]
        if style.last_days and name == "arrangements":
            repaired = pl.lit(date(2021, 9, 24))
            expected = expected.with_columns(
                pl.when(pl.col("id") == LIKE_A_LAST_DAY)
                .then(repaired)
                .otherwise("in_force_to")
                .alias("in_force_to")
            )
        assert found.tables[name].columns == expected.columns
        for column in expected.columns:
            rows = differing(expected, found.tables[name], column)
            assert not rows, f"{name}.{column} in {rows[:5]}"


def test_without_known_places_only_three_names_differ(
    register: Package, exported: Callable[[Style], Path]
) -> None:
    conversion = convert(exported(CLEAN), places=None)
    assert conversion.balances
    found = conversion.package
    for name in TABLES:
        expected, table = register.tables[name], found.tables[name]
        assert expected.height == table.height
        figures = {c for c in expected.columns if figure_of(c) and c not in OWN_FIGURES}
        assert set(table.columns) == set(expected.columns) - figures
        counts = {
            column: len(rows)
            for column in table.columns
            if (rows := differing(expected, table, column))
        }
        assert counts == NOT_IN_AN_EXPORT.get(name, {})
    renamed = set(
        differing(register.tables["municipalities"], found.tables["municipalities"], "name")
    )
    codes = {register.tables["municipalities"]["code"][row] for row in renamed}
    assert codes == {"GM0373", "GM0518", "GM0893"}


def test_the_mess_is_reported(back: Callable[[Style], Conversion]) -> None:
    conversion = back(MESSY)
    causes = {cause: number for _, cause, number in conversion.causes()}
    assert causes["end given as the last day, not as the first day after it"] > 800
    assert causes["1900-01-01 stands for unknown"] > 400
    assert causes["invisible character removed"] > 10_000
    assert causes["code taken from the record of the participant"] > 9_000
    assert causes["province of an address abroad left out"] == 6
    # Provinces, water boards and ministries are only there to be looked up.
    assert conversion.count(Effect.LEFT_OUT) == 37
    assert conversion.records_in == 603 + 1_186 + 453 + 9_516 + 37
    assert conversion.records_out == 603 + 1_186 + 453 + 9_516


def test_the_result_is_a_package_and_always_the_same(
    register: Package,
    exported: Callable[[Style], Path],
    back: Callable[[Style], Conversion],
    tmp_path: Path,
) -> None:
    one, two = back(CLEAN), convert(exported(CLEAN), places=places_of(register))
    assert one.remarks == two.remarks
    write_conversion(one, tmp_path / "first")
    write_conversion(two, tmp_path / "second")
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "second").iterdir())
    for name in names:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    assert read_package(tmp_path / "first") == one.package
