# SPDX-License-Identifier: EUPL-1.2
"""``samenspel partners``: who complements a municipality, from a package."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from samenspel.analysis.complementarity import (
    SCORE_ONE,
    PartnerTable,
    PartnerWeights,
    pair_in,
    partner_table,
    partners_in,
    ratio_of,
    score_matrix,
    terms_of,
)
from samenspel.analysis.likeness import Vintage
from samenspel.cli import samenspel
from samenspel.cli.one_municipality import names_on
from samenspel.cli.partner_files import vintages_of
from samenspel.datapackage import Package, read_package
from samenspel.register.example import EXAMPLE

# The example has population (two years) and area: one problem, two means.


def run(*arguments: object, package: Path = EXAMPLE) -> Result:
    said = ["partners", *map(str, arguments), "--package", str(package)]
    return CliRunner().invoke(samenspel, said)


def told(*arguments: object, package: Path = EXAMPLE) -> dict[str, Any]:
    result = run(*arguments, "--json", package=package)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def number(said: dict[str, Any]) -> Fraction:
    """The exact number; the decimal beside it is the nearest one."""
    assert float(Fraction(said["exact"])) == said["decimal"]
    return Fraction(said["exact"])


def by_code(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {partner["code"]: partner for partner in said["partners"]}


def fails(*conditions: object) -> dict[str, list[str]]:
    """What each other municipality fails of the conditions of Amsterdam."""
    found = by_code(told("Amsterdam", *conditions))
    return {one["name"]: one["conditions"]["fails"] for one in found.values()}


def test_a_list_for_people_says_what_the_score_is_made_of() -> None:
    result = run("Amsterdam", "--top", 3)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == (
        "Partners of Amsterdam (GM0363) on 2026-11-01, of 34 municipalities in voorbeeld."
    )
    assert lines[1].startswith("Weights: people 1, space 1, administration 1; alike 1, unlike 1")
    assert [line.split()[1] for line in lines[4:7]] == ["Lelystad", "Dronten", "Súdwest-Fryslân"]
    assert "of 1000" in lines[4]
    assert "no figures for ageing, living_alone" in result.stdout
    assert "Not compared, too little is known: 1." in result.stdout


def test_a_code_and_a_name_are_the_same_and_so_are_two_runs() -> None:
    assert run("gm0363", "--json").stdout == run("amsterdam", "--json").stdout


def test_json_has_every_factor_of_all_and_they_multiply_to_the_score() -> None:
    said = told("GM0363", "--factors", "alike=2")
    assert said["municipality"] == {"code": "GM0363", "name": "Amsterdam"}
    assert (said["factors"]["alike"], said["weights"]["space"], said["without"]) == (2, 1, [])
    assert (said["compared"], len(said["partners"]), said["weightings"]) == (34, 34, 1_000)
    growth, area, size = said["indicators"]
    assert (growth["key"], growth["side"], growth["figure"]) == (
        "shrinkage", "problem", "population_growth",
    )  # fmt: skip
    assert growth["editions"] == [
        {"date": "2023-01-01", "since": "2014-01-01", "source": "voorbeeld"}
    ]
    assert area["value"] > 200
    assert size["rank"] == said["rank_one"]
    for place, one in enumerate(said["partners"], start=1):
        assert one["rank"] == place
        score = number(one["score"])
        mean, unlike, alike = (number(one[key]) for key in ("reciprocity", "unlike", "alike"))
        assert score == number(one["score_before_conditions"]) == alike**2 * unlike * mean
        gain, back = number(one["gain"]), number(one["gain_of_partner"])
        assert unlike == gain + back
        assert mean * unlike == 2 * gain * back
        assert number(one["coverage"]) == 1
        assert [part["key"] for part in one["indicators"]] == [
            "shrinkage", "territory", "administrative_size",
        ]  # fmt: skip
        assert one["indicators"][0]["shared"] <= one["indicators"][0]["either"]


def test_leaving_an_indicator_out_changes_every_score_by_its_contribution() -> None:
    before, after = by_code(told("Amsterdam")), by_code(told("Amsterdam", "--without", "territory"))
    assert before.keys() == after.keys()
    for code, one in before.items():
        part = next(part for part in one["indicators"] if part["key"] == "territory")
        change = number(one["score"]) - number(after[code]["score"])
        assert change == number(part["contribution"]) == number(one["figures"]["area_km2"])


def test_the_score_is_the_same_from_both_sides() -> None:
    there, back = by_code(told("Amsterdam"))["GM1714"], by_code(told("Sluis"))["GM0363"]
    assert there["score"] == back["score"]
    assert there["gain"] == back["gain_of_partner"]


def test_the_table_is_the_same_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "partners.csv"
    result = run("Amsterdam", "-o", path)
    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    said = told("Amsterdam")
    assert [row["rank"] for row in rows] == [str(place) for place in range(35)]
    assert rows[0]["name"] == "Amsterdam"
    assert [row["score_exact"] for row in rows[1:]] == [
        one["score"]["exact"] for one in said["partners"]
    ]


def test_conditions_that_are_not_met_are_named_and_score_nothing() -> None:
    found = by_code(told("Amsterdam", "--max-km", 100))
    sluis = found["GM1714"]
    assert (sluis["conditions"], number(sluis["score"])) == (
        {"met": False, "fails": ["too_far"]}, 0,
    )  # fmt: skip
    assert number(sluis["score_before_conditions"]) > 0
    assert 150 < sluis["distance_km"] < 200
    assert found["GM0384"]["conditions"] == {"met": True, "fails": []}
    assert "distance_km" not in by_code(told("Amsterdam"))["GM1714"]
    assert "score 0: " in run("Amsterdam", "--max-km", 100).stdout


def test_each_condition_by_itself() -> None:
    assert fails("--min-km", 100)["Diemen"] == ["too_near"]
    assert fails("--min-km", 100)["Sluis"] == []
    assert fails("--other-province")["Haarlem"] == ["own_province"]
    assert fails("--other-province")["Almere"] == []
    assert fails("--min-population", 50_000)["Sluis"] == ["too_small"]
    assert fails("--min-population", 50_000)["Almere"] == []
    assert fails("--max-population", 50_000)["Almere"] == ["too_large"]
    assert fails("--apart")["Haarlem"] == ["together"]
    assert fails("--apart")["Barneveld"] == []
    assert fails("--apart", "--ignore-larger-than", 2)["Haarlem"] == []
    assert fails("--no-merger-partner")["Haarlem"] == []


def test_who_becomes_one_with_it_is_no_partner_for_a_link() -> None:
    said = told("Zeevang", "--on", "2014-06-01", "--no-merger-partner", "--factors", "alike=0")
    wrong = {one["name"] for one in said["partners"] if one["conditions"]["fails"] == ["merger"]}
    assert wrong == {"Edam-Volendam"}


def test_what_is_not_known_does_not_meet_a_condition(tmp_path: Path) -> None:
    def without(row: dict[str, str]) -> None:
        if row["code"] == "GM1714":
            row.update(dict.fromkeys(("province_code", "province", "latitude", "longitude"), ""))

    package = changed(tmp_path, without, drop=("GM1714",))
    found = by_code(
        told("Amsterdam", "--max-km", 9, "--other-province", "--apart", package=package)
    )
    assert found["GM1714"]["conditions"]["fails"] == [
        "place_unknown", "province_unknown", "arrangements_unknown",
    ]  # fmt: skip
    assert found["GM1714"]["distance_km"] is None


def test_a_size_that_nobody_knows_does_not_meet_a_condition(tmp_path: Path) -> None:
    def without(row: dict[str, str]) -> None:
        if row["code"] == "GM1714":
            row.update(dict.fromkeys(("population_2014", "population_2023"), ""))

    asked = ("--min-population", 1, "--factors", "alike=0", "--weights", "administration=0")
    said = told("Amsterdam", *asked, package=changed(tmp_path, without))
    sluis = by_code(said)["GM1714"]
    assert sluis["conditions"]["fails"] == ["size_unknown"]
    size = next(part for part in sluis["indicators"] if part["key"] == "administrative_size")
    assert (size["value"], size["rank"], size["gain"]) == (None, None, None)
    own = told("Sluis", "--factors", "alike=0", "--weights", "administration=0",
               package=tmp_path)["indicators"]  # fmt: skip
    assert (own[2]["value"], own[2]["rank"]) == (None, None)


def test_what_municipalities_say_joins_the_figures(tmp_path: Path) -> None:
    path = tmp_path / "entries.csv"
    path.write_text(
        "code,kind,theme\nGM0363,need,leefklimaat\nGM0363,challenge,talent\n\n"
        "GM0363,strength,talent\nGM1714,offer,leefklimaat\nGM1714,weakness,talent\n"
        "GM1714,challenge,talent\n",
        encoding="utf-8",
    )
    said = told("Amsterdam", "--entries", path)
    assert said["entered"] == ["GM0363", "GM1714"]
    parts = {part["key"]: part for part in by_code(said)["GM1714"]["indicators"]}
    assert parts["challenge_talent"]["shared"] == said["rank_one"]
    assert parts["exchange_leefklimaat"]["gain"] == said["rank_one"]
    assert parts["exchange_talent"]["gain_of_partner"] == said["rank_one"]
    before = by_code(told("Amsterdam"))
    after = by_code(said)
    assert number(after["GM1714"]["score"]) > number(before["GM1714"]["score"])
    assert after["GM0995"]["score"] == before["GM0995"]["score"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the first line must be code,kind,theme"),
        ("code,theme\n", "the first line must be code,kind,theme"),
        ("code,kind,theme\nGM0363,offer\n", "line 2: write code, kind and theme"),
        ("code,kind,theme\nGM9999,offer,talent\n", "line 2: there is no municipality with the"),
        (
            "code,kind,theme\nGM0363,gift,talent\n",
            "there is no kind gift; kinds are challenge, off",
        ),
        ("code,kind,theme\nGM0363,offer,luck\n", "there is no theme luck; themes are talent"),
    ],
    ids=["empty", "header", "short", "code", "kind", "theme"],
)
def test_a_wrong_file_of_entries_is_told_by_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "entries.csv"
    path.write_text(text, encoding="utf-8")
    result = run("Amsterdam", "--entries", path)
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_file_of_entries_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    assert "cannot be read" in run("Amsterdam", "--entries", tmp_path / "none.csv").stderr
    path = tmp_path / "entries.csv"
    path.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read as a CSV file in UTF-8" in run("Amsterdam", "--entries", path).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--weights", "height=1"), "there is no theme height; themes are people"),
        (("--weights", "space"), "--weights: write space=2, with a whole number, not space"),
        (("--weights", "space=1.5"), "write space=2, with a whole number, not space=1.5"),
        (("--weights", "space=101"), "the weight of space must be a whole number from 0 to 100"),
        (("--weights", "people=0"), "nothing is left of the challenges"),
        (("--factors", "love=1"), "there is no factor love; factors are alike, unlike"),
        (("--factors", "alike=4"), "the weight of alike must be a whole number from 0 to 3"),
        (("--without", "luck"), "there is no indicator luck; indicators are shrinkage"),
        (("--top", "0"), "--top"),
        (("--on", "yesterday"), "--on"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_told_in_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    result = run("Amsterdam", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_unknown_name_gets_the_nearest_ones() -> None:
    result = run("Amsterdem")
    assert result.exit_code == 1
    assert "Did you mean Amsterdam (GM0363)" in result.stderr
    assert run("Amsterdam", package=Path("nowhere")).exit_code == 1


def test_a_package_or_municipality_without_figures_is_told(tmp_path: Path) -> None:
    def without(row: dict[str, str]) -> None:
        if row["code"] == "GM0363":
            row.update({key: "" for key in row if key.startswith(("population", "area"))})

    package = changed(tmp_path / "one", without)
    result = run("Amsterdam", package=package)
    assert result.exit_code == 1
    assert "no figures of Amsterdam to find partners by on 2026-11-01" in result.stderr
    bare = changed(tmp_path / "two", lambda row: row.update(population_2014=""))
    assert "no figures on challenges" in run("Amsterdam", package=bare).stderr


def test_too_little_that_is_known_is_told(tmp_path: Path) -> None:
    def without(row: dict[str, str]) -> None:
        if row["code"] == "GM0363":
            row["area_km2_2023"] = row["area_km2_2014"] = ""

    package = changed(tmp_path, without)
    result = run("Amsterdam", "--weights", "space=9", package=package)
    assert result.exit_code == 1
    assert "too little is known of Amsterdam, or of all others, by these weights" in result.stderr


def changed(
    folder: Path, change: Any, *, drop: tuple[str, ...] = (), origin: Path = EXAMPLE
) -> Path:
    """The example with other municipalities, and without the participations of some."""
    folder.mkdir(exist_ok=True)
    for file in origin.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    rows = list(csv.DictReader(io.StringIO((folder / "municipalities.csv").read_text())))
    for row in rows:
        change(row)
    written(folder / "municipalities.csv", rows)
    members = list(csv.DictReader(io.StringIO((folder / "participations.csv").read_text())))
    written(
        folder / "participations.csv",
        [row for row in members if row["municipality_code"] not in drop],
    )
    descriptor = json.loads((folder / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        resource.pop("hash", None)
        resource.pop("bytes", None)
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    return folder


def written(path: Path, rows: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue())


# The national data


@pytest.fixture(scope="module")
def country(national_data: Path) -> tuple[Package, list[Vintage], PartnerTable]:
    package = read_package(national_data / "nl-2026")
    vintages = list(vintages_of(package))
    codes = tuple(names_on(package, package.observed_on))
    return package, vintages, partner_table(vintages, codes, package.observed_on)


@pytest.mark.national
def test_all_342_are_compared_and_two_runs_are_the_same(national_data: Path) -> None:
    first = run("GM0363", "--json", package=national_data / "nl-2026").stdout
    assert first == run("GM0363", "--json", package=national_data / "nl-2026").stdout
    said = json.loads(first)
    assert said["compared"] == 341
    assert len(said["indicators"]) == 15
    assert said["indicators_left_out"] == said["not_compared"] == []
    assert said["indicators"][0]["editions"][0]["since"] == "2023-01-01"
    ranks = {one["name"]: one["rank"] for one in said["partners"]}
    assert (ranks["Sluis"], ranks["Eemsdelta"], ranks["Heerlen"]) == (3, 11, 53)
    # The example of how sure a place is, on the page of methods.
    third, eighth = said["partners"][2], said["partners"][7]
    assert (third["stays"], third["best_rank"], third["worst_rank"]) == (834, 2, 47)
    assert eighth["stays"] == 436


@pytest.mark.national
def test_scores_of_all_pairs_are_the_same_from_both_sides(country: Any) -> None:
    table = country[2]
    weights = PartnerWeights()
    matrix = score_matrix(table)
    assert (matrix == matrix.T).all()
    rows = [terms_of(table, row, weights).sums() for row in range(len(table.codes))]
    for row, own in enumerate(rows):
        for other in range(row):
            there, back = own[other], rows[other][row]
            assert there == back._replace(gain=back.back, back=back.gain)
            assert ratio_of(there, (0, 0, 1)) == ratio_of(back, (0, 0, 1))
            top, bottom = ratio_of(there, weights.exponents)
            assert matrix[row, other] == top * SCORE_ONE // bottom


@pytest.mark.national
def test_in_the_country_conditions_use_the_boundaries(national_data: Path) -> None:
    asked = ("--min-km", 150, "--top", 1, "--weights", "people=0,work=0", "--factors")
    one_theme = "unlike=0,reciprocity=0"
    result = run("GM0363", *asked, one_theme, package=national_data / "nl-2026")
    lines = result.stdout.splitlines()
    assert len(lines) == 8
    assert lines[4].split()[1] == "Schiermonnikoog"
    assert lines[-1].startswith("Do not meet your conditions, and score 0: ")


@pytest.mark.national
def test_dropping_an_indicator_changes_the_scores_by_its_contribution(country: Any) -> None:
    package, vintages, table = country
    found = partners_in(table, "GM0363", robust=False)
    for indicator in table.indicators:
        weights = PartnerWeights(without=frozenset({indicator.key}))
        without = partners_in(table, "GM0363", weights=weights, robust=False)
        for partner in found.places:
            part = next(part for part in partner.pair.parts if part.key == indicator.key)
            change = partner.pair.score - without.of(partner.code).pair.score
            assert change == part.contribution
    # The same when the figure is not in the package at all, on whichever sides it stood.
    for figure in ("pct_65plus", "home_value_keur", "pct_low_income", "area_km2"):
        rest = [vintage for vintage in vintages if vintage.indicator != figure]
        smaller = partner_table(rest, table.codes, package.observed_on)
        for code in ("GM1714", "GM1979", "GM0917", "GM0014"):
            pair = found.of(code).pair
            change = pair.score - pair_in(smaller, "GM0363", code).score
            assert change == pair.figure_contributions[figure]
