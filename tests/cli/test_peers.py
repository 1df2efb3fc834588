# SPDX-License-Identifier: EUPL-1.2
"""``samenspel peers``: who is most like a municipality, from a package."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenspel.cli import samenspel
from samenspel.register.example import EXAMPLE


def run(*arguments: object, package: Path = EXAMPLE) -> Result:
    said = ["peers", *map(str, arguments), "--package", str(package)]
    return CliRunner().invoke(samenspel, said)


def test_a_list_for_people_says_where_the_difference_comes_from() -> None:
    result = run("Purmerend", "--top", 3)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == (
        "Most like Purmerend (GM0439) on 2026-11-01, of 35 municipalities in voorbeeld."
    )
    assert lines[1] == "Weights: size 1, density 1."
    assert [line.split()[1] for line in lines[4:7]] == ["Velsen", "Zaanstad", "Woerden"]
    assert "of 1000" in lines[4]
    assert "no figures on age, living" in result.stdout


def test_a_code_and_a_name_are_the_same() -> None:
    assert run("gm0439").stdout == run("purmerend").stdout


def test_json_has_every_part_and_they_add_up() -> None:
    said = json.loads(run("GM0439", "--json", "--weights", "size=3").stdout)
    assert said["municipality"] == {"code": "GM0439", "name": "Purmerend"}
    assert said["weights"]["size"] == 3
    assert [one["key"] for one in said["indicators"]] == ["population", "area_km2"]
    assert "pct_0_14" in said["indicators_left_out"]
    assert len(said["peers"]) == 10
    for peer in said["peers"]:
        parts = [one["part"] for one in peer["indicators"]]
        assert sum(parts) == pytest.approx(peer["squared_distance"], abs=1e-15)
        assert peer["distance"] ** 2 == pytest.approx(peer["squared_distance"])
        assert 0 <= peer["stays"] <= said["weightings"] == 1_000
        assert 1 <= peer["best_rank"] <= peer["worst_rank"]


def test_the_table_is_the_same_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "peers.csv"
    result = run("Purmerend", "-o", path)
    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    assert [row["rank"] for row in rows] == [str(number) for number in range(11)]
    assert (rows[0]["name"], rows[1]["name"]) == ("Purmerend", "Velsen")
    said = json.loads(run("Purmerend", "--json").stdout)
    assert [float(row["distance"]) for row in rows[1:]] == [p["distance"] for p in said["peers"]]


def test_another_day_has_other_municipalities_and_figures() -> None:
    result = run("Zeevang", "--on", "2014-06-01", "--top", 2)
    assert result.stdout.startswith("Most like Zeevang (GM0478) on 2014-06-01")
    assert "no municipality Zeevang on 2026-11-01" in run("Zeevang").stderr


def test_one_theme_in_use_tells_nothing_about_weights() -> None:
    said = json.loads(run("Purmerend", "--weights", "density=0", "--json").stdout)
    assert said["weightings"] == 0
    assert said["peers"][0]["stays"] is None
    assert "random weightings" not in run("Purmerend", "--weights", "density=0").stdout


def test_an_unknown_name_gets_the_nearest_ones_in_one_sentence() -> None:
    result = run("Purmerand")
    assert result.exit_code == 1
    assert "no municipality Purmerand" in result.stderr
    assert "Did you mean Purmerend (GM0439)" in result.stderr
    assert "Traceback" not in result.output
    assert run("qqqqqq").stderr.strip().endswith("in the package.")


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ("height=1", "there is no theme height"),
        ("size", "write size=2, not size"),
        ("size=much", "write size=2"),
        ("size=-1", "between 0 and 100"),
        ("size=0,density=0", "at least one theme with figures"),
    ],
)
def test_wrong_weights_are_wrong_usage(weights: str, said: str) -> None:
    result = run("Purmerend", "--weights", weights)
    assert result.exit_code == 2
    assert said in result.stderr


def test_wrong_packages_and_dates(tmp_path: Path) -> None:
    assert run("Purmerend", package=tmp_path / "nowhere").exit_code == 1
    assert run("Purmerend", "--on", "yesterday").exit_code == 2
    assert run("Purmerend", "--top", 0).exit_code == 2


def test_a_municipality_without_figures_is_told(tmp_path: Path) -> None:
    for file in EXAMPLE.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    path = tmp_path / "municipalities.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    for row in rows:
        row.update({key: "" for key in row if key.startswith(("population", "area", "land"))})
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue())
    descriptor = json.loads((tmp_path / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        resource.pop("hash", None)
        resource.pop("bytes", None)
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
    result = run("Purmerend", package=tmp_path)
    assert result.exit_code == 1
    assert "no figures of Purmerend to compare it by" in result.stderr


@pytest.mark.national
def test_weights_by_which_too_little_is_known_are_told(national_data: Path) -> None:
    result = run("Voorne aan Zee", "--weights", "living=4", package=national_data / "nl-2026")
    assert result.exit_code == 1
    assert "too little is known of Voorne aan Zee" in result.stderr


@pytest.mark.national
def test_the_nearest_of_purmerend_in_the_country(national_data: Path) -> None:
    said = json.loads(run("Purmerend", "--json", package=national_data / "nl-2026").stdout)
    assert said["compared"] == 341
    assert len(said["indicators"]) == 15
    assert said["indicators_left_out"] == []
    assert [peer["name"] for peer in said["peers"][:3]] == ["Velsen", "Oss", "Hoorn"]
    assert said["peers"][0]["stays"] == 995
