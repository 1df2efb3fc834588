# SPDX-License-Identifier: EUPL-1.2
"""``samenspel congruence``."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenspel.analysis.congruence import congruence
from samenspel.cli import samenspel
from samenspel.cli.package_participation import facts_of
from samenspel.datapackage import read_package
from tests.cli.flow_cases import ALDEN, BOREN, error, write_package


def run(*arguments: object) -> Result:
    return CliRunner().invoke(samenspel, ["congruence", *map(str, arguments)])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "package")


def test_every_municipality_of_the_day_has_a_row(package: Path) -> None:
    result = run(package)
    assert result.exit_code == 0
    assert result.stderr == ""
    found = {row["code"]: row for row in rows(result.stdout)}
    assert set(found) == {ALDEN, "GM1999", BOREN, "GM0004"}
    # Alone in the north with one partner of its three: (1 + 3) / (2 * 3).
    assert (found[ALDEN]["numerator"], found[ALDEN]["denominator"]) == ("4", "6")
    assert float(found[ALDEN]["congruence"]) == 4 / 6
    assert found[BOREN]["congruence"] == "1.0"
    assert found[ALDEN]["name"] == "Alden"


def test_json_and_csv_say_the_same(package: Path, tmp_path: Path) -> None:
    written = tmp_path / "out.csv"
    result = run(package, "--json", "-o", written)
    document = json.loads(result.stdout)
    assert document["reference_date"] == "2016-01-01"
    assert document["package"] == "made-up"
    assert document["stale"] == []
    listed = [
        {key: "" if value is None else str(value) for key, value in row.items()}
        for row in document["municipalities"]
    ]
    assert rows(written.read_text()) == listed


def test_a_municipality_that_does_not_exist_on_the_day_is_left_out_and_told(package: Path) -> None:
    result = run(package, "--on", "2014-06-01")
    assert [row["code"] for row in rows(result.stdout) if row["congruence"]] == [
        ALDEN, BOREN, "GM0004",
    ]  # fmt: skip
    assert result.stderr.splitlines() == [
        "2 participations name a municipality that does not exist on 2014-06-01; not counted:",
        "  Nieuw Alderveen (GM1999) in all",
        "  Nieuw Alderveen (GM1999) in north",
    ]
    stale = json.loads(run(package, "--on", "2014-06-01", "--json").stdout)["stale"]
    assert stale[0] == {"code": "GM1999", "arrangement": "all"}


def test_many_stale_participations_are_told_shortly(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samenspel.cli.package_measures._SHOWN", 1)
    lines = run(package, "--on", "2014-06-01").stderr.splitlines()
    assert lines[-1] == "  and 1 more; --json lists them all"


def test_large_arrangements_can_be_left_out(package: Path) -> None:
    found = {row["code"]: row for row in rows(run(package, "--ignore-larger-than", 2).stdout)}
    assert found[ALDEN]["congruence"] == "1.0"
    assert found[BOREN]["congruence"] == ""


def test_pairs_have_what_they_share_and_how_intensively(package: Path) -> None:
    found = rows(run(package, "--pairs").stdout)
    assert len(found) == 6
    first = found[1]
    assert (first["first"], first["second"]) == (ALDEN, "GM0004")
    assert (first["shared"], first["either"], first["jaccard"]) == ("1", "2", "0.5")
    assert json.loads(run(package, "--pairs", "--json").stdout)["pairs"][0]["shared"] == 1


def test_weighted_counts_each_policy_area(package: Path) -> None:
    table = package / "arrangements.csv"
    text = table.read_text().replace("id,name\n", "id,name,policy_areas\n")
    areas = "bestuur | gemeenten|huisvesting|verkeer"
    lines = [f"{line}," if "," in line and "policy" not in line else line
             for line in text.splitlines()]  # fmt: skip
    table.write_text("\n".join(lines).replace("north,Samen Noord,", f"north,Samen Noord,{areas}"))
    found = json.loads(run(package, "--weighted", "--json").stdout)
    assert found["weighted_by_policy_areas"] is True
    alden = next(row for row in found["municipalities"] if row["code"] == ALDEN)
    assert (alden["numerator"], alden["denominator"]) == (3 + 3, (3 + 1) * 3)


def test_errors_are_one_sentence(package: Path, tmp_path: Path) -> None:
    assert error(run(tmp_path / "nothing")).endswith(".")
    (package / "arrangements.csv").write_text("id,name\n")
    (package / "participations.csv").write_text(
        "arrangement_id,participant_type,municipality_code,participant_name,source\n"
    )
    assert error(run(package)) == f"{package} has no arrangements in force on 2016-01-01."
    assert run(package, "--ignore-larger-than", 1).exit_code == 2


@pytest.mark.national
def test_sixteen_participations_of_the_national_register_are_stale(national_data: Path) -> None:
    result = run(national_data / "nl-2026", "--on", "2026-05-16", "--json")
    document = json.loads(result.stdout)
    assert len(document["stale"]) == 16
    assert result.stderr.startswith("16 participations name")
    existing = {row["code"] for row in document["municipalities"]}
    assert len(existing) == 342
    assert not existing & {one["code"] for one in document["stale"]}
    facts = facts_of(read_package(national_data / "nl-2026"), on=date(2026, 5, 16))
    assert len(facts.arrangements) == 451
    found = congruence(facts.participations)
    assert [row["congruence"] for row in document["municipalities"]] == found.value.tolist()
