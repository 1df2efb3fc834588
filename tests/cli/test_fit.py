# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenspel.cli import samenspel
from samenspel.cli.municipal_codes import day_of, history_of, resolved
from samenspel.datapackage import read_package
from tests.cli.flow_cases import (
    ALDEN,
    ALDERVEEN,
    BOREN,
    BORENDIJK,
    EIND,
    error,
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(samenspel, ["fit", *map(str, arguments)])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_one_group_is_told_to_people(flows: Path) -> None:
    result = run(flows, "--members", f"{ALDEN}, {ALDERVEEN},GM0999")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:5] == [
        "Members: 2 members with flows.",
        "Without flows: GM0999.",
        "   92.7%  commuters that stay inside (14,000 of 15,110)",
        "   95.9%  residents that work inside (14,000 of 14,600)",
        "   96.5%  jobs held by residents (14,000 of 14,510)",
    ]
    assert lines[5] == (
        "Gains most by joining: GM0005, +0.1 percentage points "
        "(10 go to the group and 0 come from it)."
    )
    assert lines[6] == "Gains most by leaving: none."
    assert lines[8] == "         500  GM0001 to GM0003"


def test_one_group_as_csv_has_a_row_for_each_step(flows: Path, tmp_path: Path) -> None:
    output = tmp_path / "steps.csv"
    members = tmp_path / "members.csv"
    members.write_text(f"name;zone\nAlden;{ALDEN}\n\nAlderveen;{ALDERVEEN}\n")
    assert run(flows, "--members", members, "-o", output).exit_code == 0
    found = rows(output.read_text())
    assert [(row["change"], row["zone"]) for row in found] == [
        ("join", EIND),
        ("join", BOREN),
        ("join", BORENDIJK),
        ("leave", ALDERVEEN),
        ("leave", ALDEN),
    ]
    assert (found[0]["to_group"], found[0]["is_tied"]) == ("10", "true")
    assert float(found[0]["gain"]) == pytest.approx(14_010 / 15_110 - 14_000 / 15_110)


def test_members_may_be_a_list_of_lines(flows: Path, tmp_path: Path) -> None:
    members = tmp_path / "members.txt"
    members.write_text(f"{ALDEN}\n{ALDERVEEN}\n{ALDEN}\n")
    found = json.loads(run(flows, "--members", members, "--json").stdout)
    assert found["members"] == [ALDEN, ALDERVEEN]
    assert (found["municipalities_of"], found["best_leaving"]) == (None, None)


def test_all_arrangements_of_a_package_are_measured_on_its_day(package: Path) -> None:
    """Flows of 2014, members of 2016: Alderveen and Eind have become Nieuw Alderveen."""
    result = run(package)
    found = rows(result.stdout)
    assert [(row["key"], row["members"]) for row in found] == [("north", "2"), ("all", "4")]
    assert found[0]["inside"] == "14010"
    assert float(found[1]["share_inside"]) == 1
    assert (
        "Flows between the 5 municipalities of 2014-01-01 were added up to those between the 4 of "
        "2016-01-01."
    ) in result.stderr


def test_one_arrangement_is_found_by_key_or_name(package: Path) -> None:
    by_key = run(package, "--arrangement", "north").stdout
    assert by_key.startswith("Samen Noord: 2 members with flows.")
    assert run(package, "--arrangement", "samen noord").stdout == by_key
    assert "2 arrangements are called Twee" in error(run(package, "--arrangement", "Twee"))
    assert "has no arrangement west" in error(run(package, "--arrangement", "west"))
    assert error(run(package, "--arrangement", "twin-1")) == (
        f"none of the members has flows in {package}."
    )


def test_arrangement_that_has_ended_has_the_members_of_its_last_day(package: Path) -> None:
    (package / "arrangements.csv").write_text(
        "id,name,in_force_from,in_force_to\nold,Oud,2010-01-01,2015-01-01\nnew,Nieuw,2016-01-01,\n"
    )
    (package / "participations.csv").write_text(
        "arrangement_id,participant_type,municipality_code,participant_name,joined_on,valid_to,"
        f"source\nold,municipality,{ALDEN},a,2010-01-01,,S 2016-01-01\n"
        f"old,municipality,{ALDERVEEN},b,2010-01-01,,S 2016-01-01\n"
        f"old,municipality,{BOREN},c,2010-01-01,2012-01-01,S 2016-01-01\n"
        f"new,municipality,{ALDEN},a,2016-01-01,,S 2016-01-01\n"
    )
    found = json.loads(run(package, "--arrangement", "old", "--json").stdout)
    assert found["members"] == [ALDEN, "GM1999"]
    assert "has no arrangements in force" in error(run(package))


def test_every_region_of_a_division_is_measured(package: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    assert run(package, "--division", "halves", "-o", output).stdout == ""
    assert [row["name"] for row in rows(output.read_text())] == ["North", "South"]
    found = json.loads(run(package, "--division", "halves", "--json").stdout)
    assert [group["members"] for group in found["groups"]] == [
        [ALDEN, "GM1999"],
        [BOREN, BORENDIJK],
    ]
    assert error(run(package, "--division", "thirds")).endswith("which has: halves.")


def test_arrangements_are_compared_with_delineated_regions(package: Path, tmp_path: Path) -> None:
    regions = tmp_path / "regions.csv"
    made = CliRunner().invoke(samenspel, ["regions", str(package), "-o", str(regions)])
    assert made.exit_code == 0
    found = rows(run(package, "--regions", regions).stdout)
    assert [row["best_region"] for row in found] == ["1", "1"]
    # 14,600 of the residents and Eind, which is in no region but has become part of a zone in one.
    assert float(found[1]["share_in_best_region"]) == 14_610 / 29_110
    told = run(package, "--regions", regions, "--arrangement", "north").stdout
    assert "  1, around Alden (GM0001): 2 of its 2 zones, with 100.0%" in told
    regions.write_text(f"zone,region\n{ALDEN},a\nGM1999,a\n{BOREN},b\n{BORENDIJK},b\n")
    told = run(package, "--regions", regions, "--arrangement", "north").stdout
    assert "  a, around Alden (GM0001): 2 of its 2 zones" in told


def test_flows_and_arrangements_may_be_apart(flows: Path, package: Path) -> None:
    together = rows(run(package).stdout)
    assert rows(run(flows, "--package", package).stdout) == together
    told = run(flows, "--package", package, "--members", f"{ALDEN},GM1999").stdout
    assert "(14,010 of 15,110)" in told


def test_members_of_today_are_found_in_flows_of_the_past(package: Path) -> None:
    """Without another package the flows stay those of 2014, and so do the members."""
    found = json.loads(run(package, "--members", f"{ALDEN},GM1999", "--json").stdout)
    assert found["members"] == [ALDEN, ALDERVEEN, EIND]
    assert found["municipalities_of"] == "2014-01-01"


def test_divided_municipality_stands_for_its_largest_part(package: Path) -> None:
    (package / "municipality_changes.csv").write_text(
        "date,kind,old_code,old_name,new_code,new_name,area_share\n"
        f"2015-01-01,split,{ALDERVEEN},Alderveen,{ALDEN},Alden,0.7\n"
        f"2015-01-01,split,{ALDERVEEN},Alderveen,{BOREN},Boren,0.3\n"
        f"2015-01-01,merge,{EIND},Eind,GM1999,Nieuw Alderveen,\n"
    )
    result = run(package, "--package", package, "--members", f"{ALDERVEEN},{BORENDIJK}", "--json")
    assert json.loads(result.stdout)["members"] == [ALDEN, BORENDIJK]
    assert "Alden stands for it." in result.stderr
    assert "Divided meanwhile, and counted with their largest part: Alderveen." in result.stderr


def test_wrong_usage_and_wrong_files_are_errors(flows: Path, tmp_path: Path, package: Path) -> None:
    assert "choose one of" in error(run(flows, "--members", "a", "--division", "b"), 2)
    assert "a file of flows has no arrangements" in error(run(flows), 2)
    assert "--members names no codes" in error(run(flows, "--members", " , "), 2)
    assert "none of the members has flows" in error(run(flows, "--members", "GM0999"))
    empty = tmp_path / "empty.txt"
    empty.write_text("\n")
    assert error(run(flows, "--members", empty)) == f"{empty}: there are no codes in it."
    empty.write_text("a,b\nc\n")
    assert "row 1 holds more than a code" in error(run(flows, "--members", empty))
    empty.write_text("name,code\nc\n")
    assert error(run(flows, "--members", empty)) == f"{empty}: row 2 has no cell in column code."
    other = tmp_path / "other.csv"
    other.write_text("origin,destination,flow\n1,2,3\n")
    assert "are not the municipalities of the package" in error(run(other, "--package", package))
    assert "cannot be read" in error(run(flows, "--members", "a,b", "--regions", tmp_path / "no"))
    assert "Example: samenspel fit nl-2016" in run("--help").stdout


def test_day_of_zones_is_that_on_which_they_all_existed(package: Path) -> None:
    history = history_of(read_package(package))
    changed = [date(2015, 1, 1)]
    before, after = {ALDEN, ALDERVEEN, BOREN, BORENDIJK, EIND}, {ALDEN, "GM1999", BOREN, BORENDIJK}
    near = date(2020, 1, 1)
    assert day_of(after, history, changed, near=near) == near
    assert day_of(before, history, changed, near=date(2012, 1, 1)) == date(2012, 1, 1)
    assert day_of(before, history, changed, near=near) == date(2014, 12, 31)
    assert day_of(before, history, [], near=near) == near


def test_code_without_an_answer_stays_as_it_is(package: Path) -> None:
    history, day = history_of(read_package(package)), date(2016, 1, 1)
    found = resolved(["GM0999", ALDEN], history, {ALDEN}, on=day, target=day)
    assert (found.codes, found.remarks) == (("GM0999", ALDEN), ())


@pytest.mark.national
def test_arrangements_of_2026_are_measured_by_commuting_of_2014(national_data: Path) -> None:
    result = run(national_data / "nl-2016", "--package", national_data / "nl-2026")
    found = rows(result.stdout)
    assert "403 municipalities of 2014-01-01" in result.stderr
    assert "the 342 of 2026-05-16" in result.stderr
    assert len(found) > 400
    assert all(row["without_flows"] == "0" for row in found)
    shares = [float(row["share_inside"]) for row in found]
    assert 0 < min(shares) < max(shares) < 1
