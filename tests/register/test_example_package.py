# SPDX-License-Identifier: EUPL-1.2
"""The built-in example is a sound package, and tells the cases it was made for."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samenspel.analysis.policy_areas import THEMES, parse_policy_areas
from samenspel.datapackage import Package, read_package
from samenspel.register.example import EXAMPLE

OBSERVED = date(2026, 11, 1)
REGION_OF_2012 = {
    *("Aalsmeer", "Amstelveen", "Amsterdam", "Beemster", "Diemen", "Edam-Volendam"),
    *("Haarlemmermeer", "Landsmeer", "Oostzaan", "Ouder-Amstel", "Purmerend", "Uithoorn"),
    *("Waterland", "Wormerland", "Zaanstad", "Zeevang"),
}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(EXAMPLE)


def rows(package: Package, table: str) -> list[Row]:
    return package.tables[table].to_dicts()


def versions(package: Package) -> dict[str, Row]:
    return {row["id"]: row for row in rows(package, "arrangements")}


def period(begin: date | None, end: date | None) -> tuple[date, date]:
    return begin or date.min, end or date.max


def holds(begin: date | None, end: date | None, on: date) -> bool:
    first, last = period(begin, end)
    return first <= on < last


def members(package: Package, version: str, on: date) -> set[str]:
    return {
        row["participant_name"]
        for row in rows(package, "participations")
        if row["arrangement_id"] == version and holds(row["joined_on"], row["valid_to"], on)
    }


def in_force(package: Package, first: str, on: date) -> Row | None:
    """The version in force on a day of the chain that starts with version ``first``."""
    known = versions(package)
    at: str | None = first
    while at is not None:
        row = known[at]
        if holds(row["in_force_from"], row["in_force_to"], on):
            return row
        at = row["next_id"]
    return None


def test_package_is_an_example_read_without_remarks(package: Package) -> None:
    assert (package.name, package.kind, package.country) == ("voorbeeld", "example", "nl")
    assert package.observed_on == OBSERVED
    assert package.notices == ()


def test_licences_and_sources_are_named_for_every_file(package: Package) -> None:
    descriptor = json.loads((EXAMPLE / "datapackage.json").read_text(encoding="utf-8"))
    assert package.licences
    assert package.sources
    assert all(entry["licenses"] and entry["sources"] for entry in descriptor["resources"])


def test_description_says_that_it_is_no_national_register(package: Package) -> None:
    assert "geen landelijk register" in package.description


def test_descriptor_describes_exactly_the_columns_of_each_file() -> None:
    descriptor = json.loads((EXAMPLE / "datapackage.json").read_text(encoding="utf-8"))
    for entry in descriptor["resources"]:
        with (EXAMPLE / entry["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [column["name"] for column in entry["schema"]["fields"]] == header, entry["path"]
        assert all(column["description"] for column in entry["schema"]["fields"])


def test_every_file_in_the_folder_is_described() -> None:
    descriptor = json.loads((EXAMPLE / "datapackage.json").read_text(encoding="utf-8"))
    described = {entry["path"] for entry in descriptor["resources"]}
    assert {path.name for path in EXAMPLE.iterdir()} == described | {"datapackage.json"}


def test_thirty_six_current_and_ten_former_municipalities(package: Package) -> None:
    current = Counter(row["valid_to"] is None for row in rows(package, "municipalities"))
    assert (current[True], current[False]) == (36, 10)


def test_every_municipality_has_a_place_on_the_map(package: Package) -> None:
    for row in rows(package, "municipalities"):
        assert 50.7 < row["latitude"] < 53.6, row["name"]
        assert 3.3 < row["longitude"] < 7.3, row["name"]


def test_every_current_municipality_has_figures(package: Package) -> None:
    for row in rows(package, "municipalities"):
        if row["valid_to"] is None:
            assert row["population_2023"] > 0, row["name"]
            assert row["area_km2_2023"] >= row["land_km2_2023"] > 0, row["name"]


def test_a_former_municipality_has_one_successor_that_starts_when_it_ends(
    package: Package,
) -> None:
    ends = {r["code"]: r["valid_to"] for r in rows(package, "municipalities") if r["valid_to"]}
    changes = {r["old_code"]: r["date"] for r in rows(package, "municipality_changes")}
    assert changes == ends


@pytest.mark.parametrize(
    ("old", "new", "on"),
    [
        ("Zeevang", "Edam-Volendam", date(2016, 1, 1)),
        ("Beemster", "Purmerend", date(2022, 1, 1)),
        ("Delfzijl", "Eemsdelta", date(2021, 1, 1)),
        ("Sneek", "Súdwest-Fryslân", date(2011, 1, 1)),
    ],
)
def test_mergers_of_the_cases(package: Package, old: str, new: str, on: date) -> None:
    found = [
        (row["new_name"], row["date"], row["kind"])
        for row in rows(package, "municipality_changes")
        if row["old_name"] == old
    ]
    assert found == [(new, on, "merge")]


@pytest.mark.parametrize(
    ("code", "spelling"), [("GM0518", "Den Haag"), ("GM1900", "Sudwest Fryslan")]
)
def test_everyday_spellings_are_known(package: Package, code: str, spelling: str) -> None:
    (row,) = [row for row in rows(package, "municipalities") if row["code"] == code]
    assert spelling in row["aliases"].split("|")


def test_every_municipality_takes_part_in_something(package: Package) -> None:
    taking_part = {row["municipality_code"] for row in rows(package, "participations")}
    assert {row["code"] for row in rows(package, "municipalities")} <= taking_part


def test_every_current_municipality_takes_part_today(package: Package) -> None:
    known = versions(package)
    today = {
        row["municipality_code"]
        for row in rows(package, "participations")
        if known[row["arrangement_id"]]["is_current"]
        and holds(row["joined_on"], row["valid_to"], OBSERVED)
    }
    current = {r["code"] for r in rows(package, "municipalities") if r["valid_to"] is None}
    assert current <= today


def test_nobody_takes_part_outside_its_existence(package: Package) -> None:
    exists = {
        row["code"]: period(row["valid_from"], row["valid_to"])
        for row in rows(package, "municipalities")
    }
    known = versions(package)
    for row in rows(package, "participations"):
        if row["municipality_code"] is None:
            continue
        version = known[row["arrangement_id"]]
        first, last = period(version["in_force_from"], version["in_force_to"])
        joined, left = period(row["joined_on"], row["valid_to"])
        born, gone = exists[row["municipality_code"]]
        who = (row["arrangement_id"], row["participant_name"])
        assert max(first, joined) < min(last, left), who
        # An unknown first day says nothing, so only a known one is compared.
        assert row["joined_on"] is None or row["joined_on"] >= born, who
        assert version["in_force_from"] is None or max(first, joined) >= born, who
        assert min(last, left) <= gone, who


def test_names_of_participants_are_those_of_their_code(package: Package) -> None:
    names = {row["code"]: row["name"] for row in rows(package, "municipalities")}
    for row in rows(package, "participations"):
        if row["municipality_code"] is not None:
            assert row["participant_name"] == names[row["municipality_code"]]
            assert row["participant_code"] == row["municipality_code"]


def test_versions_follow_each_other_without_gap_or_overlap(package: Package) -> None:
    known = versions(package)
    for row in known.values():
        if row["next_id"] is not None:
            following = known[row["next_id"]]
            assert following["previous_id"] == row["id"]
            assert row["in_force_to"] == following["in_force_from"], row["id"]
        if row["previous_id"] is not None:
            assert known[row["previous_id"]]["next_id"] == row["id"]


def test_current_versions_are_those_in_force_on_the_day_of_observation(package: Package) -> None:
    for row in versions(package).values():
        expected = (
            None
            if row["in_force_from"] is None
            else holds(row["in_force_from"], row["in_force_to"], OBSERVED)
        )
        assert row["is_current"] == expected, row["id"]


def test_every_version_states_its_source_and_purpose(package: Package) -> None:
    assert all(row["source"] and row["purpose"] for row in versions(package).values())


def test_policy_areas_and_themes_are_official_ones(package: Package) -> None:
    for row in versions(package).values():
        areas = parse_policy_areas(row["policy_areas"])
        assert areas, row["id"]
        assert all(area.known for area in areas), row["id"]
        assert set(row["themes"].split("|")) <= THEMES.keys(), row["id"]


def test_all_six_themes_occur(package: Package) -> None:
    themes = {t for row in versions(package).values() for t in row["themes"].split("|")}
    assert themes == THEMES.keys()


def test_the_city_region_of_2012_has_its_sixteen_members(package: Package) -> None:
    row = in_force(package, "stadsregio-amsterdam", date(2012, 6, 26))
    assert row is not None
    assert row["legal_form"] == "Openbaar lichaam"
    assert row["compulsory"]
    assert members(package, row["id"], date(2012, 6, 26)) == REGION_OF_2012


def test_the_city_region_goes_on_as_transport_region_in_2017(package: Package) -> None:
    before = in_force(package, "stadsregio-amsterdam", date(2016, 12, 31))
    after = in_force(package, "stadsregio-amsterdam", date(2017, 1, 1))
    assert before is not None
    assert after is not None
    assert (before["name"], after["name"]) == ("Stadsregio Amsterdam", "Vervoerregio Amsterdam")
    assert after["previous_id"] == before["id"]


def test_the_transport_region_has_fourteen_members_now(package: Package) -> None:
    row = in_force(package, "stadsregio-amsterdam", OBSERVED)
    assert row is not None
    now = members(package, row["id"], OBSERVED)
    assert now == REGION_OF_2012 - {"Beemster", "Zeevang"}


def test_the_metropolitan_region_is_a_light_form_since_december_2007(package: Package) -> None:
    row = versions(package)["metropoolregio-amsterdam"]
    assert row["legal_form"] == "Convenant"
    assert (row["in_force_from"].year, row["in_force_from"].month) == (2007, 12)
    assert {"Almere", "Haarlem", "Velsen"} <= members(package, row["id"], date(2012, 5, 23))


@pytest.mark.parametrize(
    ("on", "partner"), [(date(2020, 12, 31), "Delfzijl"), (date(2021, 1, 1), "Eemsdelta")]
)
def test_the_city_link_passes_from_delfzijl_to_eemsdelta(
    package: Package, on: date, partner: str
) -> None:
    row = in_force(package, "stedenband-amsterdam-delfzijl-heerlen-sluis", on)
    assert row is not None
    assert row["legal_form"] == "Stedenband"
    assert members(package, row["id"], on) == {"Amsterdam", "Heerlen", "Sluis", partner}


def test_the_city_link_began_in_2010_with_agreements_in_2014_and_2018(package: Package) -> None:
    years = [
        row["in_force_from"].year
        for row in versions(package).values()
        if row["legal_form"] == "Stedenband"
    ]
    assert sorted(years) == [2010, 2014, 2018]


def test_the_network_met_in_dronten(package: Package) -> None:
    row = in_force(package, "netwerk-middelgrote-gemeenten", date(2017, 9, 29))
    assert row is not None
    assert row["legal_form"] == "Netwerk"
    met = members(package, row["id"], date(2017, 9, 29))
    assert met == {
        *("Barneveld", "Dronten", "Papendrecht", "Rijssen-Holten"),
        *("Veenendaal", "Waalwijk", "Woerden"),
    }


def test_many_forms_of_cooperation_are_shown(package: Package) -> None:
    forms = {row["legal_form"] for row in versions(package).values() if row["is_current"]}
    assert forms == {
        "Openbaar lichaam",
        "Bedrijfsvoeringsorganisatie",
        "Gemeenschappelijk orgaan",
        "Regeling zonder meer",
        "Centrumgemeente",
        "Convenant",
        "Stedenband",
        "Netwerk",
    }


def test_safety_regions_are_compulsory(package: Package) -> None:
    safety = [r for r in versions(package).values() if r["id"].startswith("veiligheidsregio-")]
    assert len(safety) > 10
    assert all(row["compulsory"] for row in safety)


def test_the_worked_example_of_votes_says_that_it_is_one(package: Package) -> None:
    votes = [row for row in rows(package, "seats") if row["board"] == "other"]
    assert {row["participant_name"] for row in votes} == REGION_OF_2012
    assert Counter(row["votes"] for row in votes) == {1: 7, 2: 6, 3: 3}
    assert all("illustration of a 3-2-1 weighting" in row["source"] for row in votes)


def test_the_quota_is_more_than_half_of_the_votes(package: Package) -> None:
    cast: Counter[tuple[str, str]] = Counter()
    for row in rows(package, "seats"):
        cast[row["arrangement_id"], row["board"]] += row["votes"] or row["seats"]
    stated = [row for row in rows(package, "boards") if row["quota"] is not None]
    assert stated
    for row in stated:
        total = cast[row["arrangement_id"], row["board"]]
        assert total / 2 < row["quota"] <= total, row["arrangement_id"]


def test_seats_add_up_to_the_total_of_the_board(package: Package) -> None:
    seats: Counter[tuple[str, str]] = Counter()
    for row in rows(package, "seats"):
        seats[row["arrangement_id"], row["board"]] += row["seats"]
    totals = {
        (row["arrangement_id"], row["board"]): row["total_seats"] for row in rows(package, "boards")
    }
    assert seats
    assert all(totals[board] == number for board, number in seats.items())


def test_commuting_is_of_2014_and_largest_where_it_should_be(package: Package) -> None:
    flows = rows(package, "commuting")
    assert {row["year"] for row in flows} == {2014}
    between = [row for row in flows if row["origin_code"] != row["destination_code"]]
    largest = max(between, key=lambda row: row["jobs"])
    assert (largest["origin_code"], largest["destination_code"]) == ("GM0034", "GM0363")
    assert all(row["jobs"] % 100 == 0 for row in flows)


@pytest.mark.national
def test_facts_agree_with_the_national_packages(package: Package, national_data: Path) -> None:
    def national(file: str) -> list[dict[str, str]]:
        with (national_data / file).open(encoding="utf-8", newline="") as source:
            return list(csv.DictReader(source))

    register = {row["code"]: row for row in national("nl-2026/municipalities.csv")}
    for row in rows(package, "municipalities"):
        fact = register[row["code"]]
        assert row["name"] == fact["name"]
        assert str(row["valid_to"] or "") == fact["valid_to"]
        if fact["population_2023"]:
            assert abs(row["population_2023"] - int(fact["population_2023"])) <= 50, row["name"]
    jobs = {
        (row["origin_code"], row["destination_code"]): int(row["jobs"])
        for row in national("nl-2016/commuting.csv")
        if row["year"] == "2014"
    }
    for row in rows(package, "commuting"):
        assert row["jobs"] == jobs[row["origin_code"], row["destination_code"]]
