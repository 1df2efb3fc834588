# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenspel.cli import samenspel


def run(*arguments: object) -> Result:
    return CliRunner().invoke(samenspel, ["power", *map(str, arguments)])


def error(result: Result, code: int = 1) -> str:
    assert result.exit_code == code
    assert result.stdout == ""
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error: ")
    return last.removeprefix("Error: ")


def test_the_power_in_a_board_is_told_to_people() -> None:
    result = run("--weights", "3,2,1", "--quota", 4, "--names", "Alden, Boren,Eind")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "A decision needs 4 of 6 votes.",
        "",
        "member     votes  of votes   Banzhaf  Shapley-Shubik",
        "Alden          3    50.00%    60.00%          66.67%",
        "Boren          2    33.33%    20.00%          16.67%",
        "Eind           1    16.67%    20.00%          16.67%",
        "",
        "37.50% of all ways to vote for and against lead to a decision.",
        "Nothing is decided without: Alden.",
        "Votes that never decide: nobody.",
    ]


def test_json_has_decimals_beside_fractions() -> None:
    document = json.loads(run("--weights", "50,49,1", "--quota", 51, "--json").stdout)
    first, second, third = document["members"]
    assert [first["banzhaf"], second["banzhaf"], third["banzhaf"]] == [0.6, 0.2, 0.2]
    assert first["banzhaf_fraction"] == "3/5"
    assert first["shapley_shubik_fraction"] == "2/3"
    assert (document["quota"], document["is_quota_assumed"]) == (51, False)
    assert (document["winning_coalitions"], document["minimal_winning_coalitions"]) == (3, 2)
    assert document["can_block_alone"] == ["1"]
    assert document["equal_power"] == [["1"], ["2", "3"]]
    assert document["decides_alone"] is None


def test_json_lists_how_a_decision_is_reached() -> None:
    document = json.loads(run("--weights", "4,4,4,2,2,1", "--quota", 12, "--json").stdout)
    assert document["dummies"] == ["6"]
    assert document["minimal_winning_patterns"][1] == {
        "coalitions": 3,
        "members": 4,
        "votes": 12,
        "parts": [
            {"votes_each": 4, "taken": 2, "of": 3},
            {"votes_each": 2, "taken": 2, "of": 2},
        ],
    }


def test_without_a_quota_more_than_half_decides_and_that_is_said() -> None:
    result = run("--weights", "4,2,1")
    assert "A decision needs 4 of 7 votes (more than half; no quota was given)." in result.stdout
    assert "Decides alone: 1." in result.stdout
    assert "More than half of the votes: 1. The Dutch law" in result.stdout


def test_a_quota_that_is_not_over_half_is_pointed_out() -> None:
    assert (
        "a proposal and its opposite may both pass" in run("--weights", "1,1", "--quota", 1).stdout
    )


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_board_comes_from_a_file_and_its_power_goes_to_one(
    tmp_path: Path, separator: str
) -> None:
    board, output = tmp_path / "board.csv", tmp_path / "power.csv"
    rows = [
        ("Name", "seats", "Votes"),
        ("Alden", "1", "3"),
        ("Boren", "1", " 2"),
        ("Eind", "", "1"),
    ]
    text = "\n".join(separator.join(row) for row in rows)
    board.write_text(f"\ufeff{text}\n\n", encoding="utf-8")
    assert run("--from", board, "--quota", 4, "-o", output).exit_code == 0
    found = list(csv.DictReader(output.open(newline="")))
    assert [row["name"] for row in found] == ["Alden", "Boren", "Eind"]
    assert [row["banzhaf_fraction"] for row in found] == ["3/5", "1/5", "1/5"]
    assert [row["can_block_alone"] for row in found] == ["true", "false", "false"]
    assert found[0]["banzhaf"] == "0.6"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the first row must have the columns name and votes."),
        (b"name,seats\nA,1\n", "the first row must have the columns name and votes."),
        (b"name,votes\n", "there are no members in it."),
        (b"name,votes\nA,1\nB\n", "row 3 has 1 cells and the header 2."),
        (b"name,votes\nA,two\n", "row 2, column votes: 'two' is no whole number of 0 or more."),
        (b"name,votes\nA,\xff\n", "is no text in UTF-8."),
        (b'name,votes\n"' + b"x" * 200_000, "is no CSV file: field larger than field limit"),
        (b"x" * 4_000_001, "is larger than a board can be."),
    ],
    ids=["empty", "columns", "members", "cells", "number", "encoding", "csv", "large"],
)
def test_a_file_that_is_no_board_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    board = tmp_path / "board.csv"
    board.write_bytes(content)
    assert problem in error(run("--from", board))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in error(run("--from", tmp_path / "none.csv"))


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((), "give the votes of the members: either --weights or --from"),
        (("--weights", "1", "--from", "b.csv"), "either --weights or --from"),
        (("--weights", "3,,1"), "--weights: '' is no whole number of 0 or more"),
        (("--weights", "3,-1"), "--weights: '-1' is no whole number of 0 or more"),
        (("--weights", "3,1", "--names", "A"), "--names has 1 names and --weights 2 members"),
        (("--from", "b.csv", "--names", "A"), "the file has its own names"),
    ],
    ids=["nothing", "both", "gap", "negative", "names", "names-of-file"],
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...], problem: str) -> None:
    assert problem in error(run(*arguments), 2)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--weights", "3,2,1", "--quota", "7"), "quota 7 is not between 1 and the 6 votes"),
        (("--weights", "0,0"), "nobody on the board has a vote."),
        (("--weights", "1000000000,1000000001"), "too large to count exactly"),
    ],
    ids=["quota", "votes", "large"],
)
def test_a_board_that_cannot_be_is_refused(arguments: tuple[str, ...], problem: str) -> None:
    assert problem in error(run(*arguments))


def test_help_shows_an_example() -> None:
    assert "samenspel power --weights 3,2,1 --quota 4" in run("--help").stdout


def test_the_command_reads_no_heavy_library() -> None:
    code = (
        "import sys; from samenspel.cli import samenspel;"
        "samenspel(['power', '--weights', '3,2,1', '--json'], standalone_mode=False);"
        "print({'django', 'polars', 'scipy', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
