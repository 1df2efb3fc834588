# SPDX-License-Identifier: EUPL-1.2
"""The published check figures, computed from the packages as they are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from samenspel.datapackage import Package, read_package
from samenspel.datapackage.schema import TABLES

pytestmark = pytest.mark.national
OBSERVED = date(2026, 5, 16)


@pytest.fixture(scope="module")
def inventory(national_data: Path) -> Package:
    return read_package(national_data / "nl-2016")


@pytest.fixture(scope="module")
def register(national_data: Path) -> Package:
    return read_package(national_data / "nl-2026")


@pytest.fixture(scope="module")
def flanders(national_data: Path) -> Package:
    return read_package(national_data / "vl-2023")


def in_force(register: Package, day: date) -> pl.DataFrame:
    """Versions in force; the register gives the last or the first day not in force as end."""
    start, end = pl.col("in_force_from"), pl.col("in_force_to")
    return register.tables["arrangements"].filter(
        (start <= day).fill_null(True) & (end > day).fill_null(True)
    )


def municipal(participations: pl.DataFrame) -> pl.DataFrame:
    return participations.filter(pl.col("participant_type") == "municipality")


def jobs(commuting: pl.DataFrame, code: str) -> tuple[int, int, int]:
    """Jobs of residents, jobs located there, and both."""
    origin, destination = pl.col("origin_code") == code, pl.col("destination_code") == code
    total = pl.col("jobs")
    return commuting.filter(pl.col("year") == 2014).select(
        total.filter(origin).sum().alias("resident"),
        total.filter(destination).sum().alias("workplace"),
        total.filter(origin & destination).sum().alias("internal"),
    ).row(0)  # fmt: skip


def test_what_kind_of_packages_they_are(
    inventory: Package, register: Package, flanders: Package
) -> None:
    assert (inventory.country, inventory.kind, inventory.observed_on) == (
        "nl", "inventory", date(2016, 1, 1),
    )  # fmt: skip
    assert (register.country, register.kind, register.observed_on) == ("nl", "register", OBSERVED)
    assert (flanders.country, flanders.kind, flanders.observed_on) == (
        "be", "inventory", date(2023, 8, 29),
    )  # fmt: skip


def test_boundaries_are_complete_and_dated(
    inventory: Package, register: Package, flanders: Package
) -> None:
    found = [
        (item.valid_on, len(item.shapes))
        for package in (inventory, register, flanders)
        for item in package.boundaries
    ]
    assert found == [
        (date(2014, 1, 1), 403),
        (date(2016, 1, 1), 390),
        (date(2023, 1, 1), 342),
        (date(2019, 1, 1), 300),
    ]


def test_tables_hold_to_the_schema_of_dataframely(
    inventory: Package, register: Package, flanders: Package
) -> None:
    for package in (inventory, register, flanders):
        for name, frame in package.tables.items():
            schema = TABLES[name].schema
            assert schema.is_valid(frame.select(schema.column_names())), name


def test_figure_2_population(inventory: Package, register: Package) -> None:
    of_2016 = inventory.tables["municipalities"].filter(pl.col("in_2016"))
    assert of_2016["population"].sum() == 16_900_726
    assert inventory.figure_dates["population"] == date(2015, 1, 1)
    assert register.tables["municipalities"]["population_2023"].sum() == 17_811_291
    assert register.figure_dates["population_2023"] == date(2023, 1, 1)
    assert register.figure_dates["population"] is None


def test_figure_3_arrangements_of_2016(inventory: Package) -> None:
    members = municipal(inventory.tables["participations"])
    assert inventory.tables["arrangements"].height == 464
    assert members.height == 3360


def test_figure_4_mean_number_of_arrangements_in_2016(inventory: Package) -> None:
    municipalities = inventory.tables["municipalities"].filter(pl.col("in_2016"))
    members = municipal(inventory.tables["participations"])
    counts = municipalities.join(
        members.group_by("municipality_code").len(),
        left_on="code",
        right_on="municipality_code",
        how="left",
    ).with_columns(pl.col("len").fill_null(0))
    assert round(counts["len"].mean(), 2) == 8.62
    by_province = counts.group_by("province").agg(pl.col("len").mean().round(2)).rows()
    assert dict(by_province) == {
        "Drenthe": 7.75, "Flevoland": 8.83, "Fryslân": 7.46, "Gelderland": 9.17,
        "Groningen": 11.52, "Limburg": 5.39, "Noord-Brabant": 7.67, "Noord-Holland": 10.04,
        "Overijssel": 6.40, "Utrecht": 10.19, "Zeeland": 10.08, "Zuid-Holland": 9.22,
    }  # fmt: skip
    highest = counts.filter(pl.col("len") == counts["len"].max())
    assert highest.select("name", "len").rows() == [("Wijchen", 17)]
    lowest = counts.filter(pl.col("len") == counts["len"].min())
    assert sorted(lowest["name"]) == ["Beesel", "Echt-Susteren", "Leudal", "Nederweert"]


def test_figure_5_jobs_by_year(inventory: Package) -> None:
    by_year = inventory.tables["commuting"].group_by("year").agg(pl.col("jobs").sum()).sort("year")
    assert by_year["jobs"].to_list() == [
        6_673_600, 6_982_300, 6_995_400, 6_863_600, 7_042_800, 7_356_100, 7_115_900, 7_024_900,
        7_140_400,
    ]  # fmt: skip


def test_figure_6_pairs_of_2014(inventory: Package) -> None:
    names = ("commuting", "commuting_below_rounding")
    pairs = [inventory.tables[name].filter(pl.col("year") == 2014).height for name in names]
    assert pairs == [9_987, 73_458]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("GM0363", (367_700, 537_800, 266_900)),
        ("GM0014", (92_200, 125_700, 65_100)),
        ("GM0034", (91_100, 62_800, 40_200)),
    ],
)
def test_figures_7_to_9_jobs_of_a_municipality(
    inventory: Package, code: str, expected: tuple[int, int, int]
) -> None:
    assert jobs(inventory.tables["commuting"], code) == expected


def test_figure_9_largest_flow_between_municipalities(inventory: Package) -> None:
    flows = inventory.tables["commuting"].filter(
        (pl.col("year") == 2014) & (pl.col("origin_code") != pl.col("destination_code"))
    )
    largest = flows.sort("jobs", descending=True).row(0)
    assert largest == (2014, "GM0034", "GM0363", 20_200)


def regions(inventory: Package, division: str) -> list[frozenset[str]]:
    rows = inventory.tables["region_divisions"].filter(pl.col("division") == division)
    members = rows.group_by("region_name").agg(pl.col("municipality_code"))
    return [frozenset(codes) for codes in members["municipality_code"]]


def test_figures_10_and_11_divisions(inventory: Package) -> None:
    assert inventory.tables["divisions"].height == 34
    assert inventory.tables["region_divisions"].height == 12_995
    safety = regions(inventory, "safety-regions")
    health = set(regions(inventory, "public-health"))
    labour = regions(inventory, "labour-market")
    assert (len(safety), sum(region in health for region in safety)) == (25, 23)
    inside = sum(any(region <= other for other in safety) for region in labour)
    assert (len(labour), inside) == (35, 23)


def test_figure_12_register(register: Package) -> None:
    current = register.tables["arrangements"].filter(pl.col("is_current"))
    assert (register.tables["arrangements"].height, current.height) == (1186, 451)
    participations = register.tables["participations"]
    of_current = participations.filter(pl.col("arrangement_id").is_in(current["id"].to_list()))
    assert (participations.height, of_current.height) == (9516, 3551)
    assert in_force(register, OBSERVED).height == 451


def test_figure_13_legal_forms_in_force(register: Package) -> None:
    current = register.tables["arrangements"].filter(pl.col("is_current"))
    assert dict(current["legal_form"].value_counts().rows()) == {
        "Openbaar lichaam": 283,
        "Regeling zonder meer": 81,
        "Bedrijfsvoeringsorganisatie": 64,
        "Gemeenschappelijk orgaan": 23,
    }


def test_figure_14_versions_in_force_on_1_january(register: Package) -> None:
    years = (2015, 2016, 2018, 2020, 2022, 2024, 2026)
    counts = [in_force(register, date(year, 1, 1)).height for year in years]
    assert counts == [143, 247, 412, 440, 428, 429, 448]


def test_figure_15_mean_number_of_arrangements_in_force(register: Package) -> None:
    current = register.tables["arrangements"].filter(pl.col("is_current"))["id"].to_list()
    today = register.tables["municipalities"].filter(pl.col("is_current"))["code"].to_list()
    members = municipal(register.tables["participations"]).filter(
        pl.col("arrangement_id").is_in(current) & pl.col("municipality_code").is_in(today)
    )
    assert len(today) == 342
    assert round(members.height / len(today), 2) == 9.30


def test_flemish_figures(flanders: Package) -> None:
    municipalities = flanders.tables["municipalities"]
    assert (municipalities.height, municipalities["population"].sum()) == (300, 6_629_143)
    assert flanders.tables["participations"].height == 2733
    assert round(2733 / 300, 2) == 9.11
    statuses = flanders.tables["arrangements"]["is_current"].value_counts(sort=True)["count"]
    assert statuses.to_list() == [150, 38, 6]
