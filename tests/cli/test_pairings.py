# SPDX-License-Identifier: EUPL-1.2
"""``samenspel pairings``: a partner for every municipality, from a package."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenspel.cli import samenspel
from samenspel.register.example import EXAMPLE
from tests.conftest import NATIONAL_DATA


def run(*arguments: object, package: Path = EXAMPLE) -> Result:
    said = ["pairings", *map(str, arguments), "--package", str(package)]
    return CliRunner().invoke(samenspel, said)


def test_a_list_for_people_says_the_pairs_and_that_they_are_proven() -> None:
    result = run()
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert "municipalities in voorbeeld on 2026-11-01, optimal." in lines[0]
    assert lines[2].split()[0] == "1"
    assert "proven to be the largest there is" in result.stdout
    assert "would both rather have each other" in result.stdout


def test_nobody_is_in_two_pairs_and_the_total_is_the_sum() -> None:
    said = json.loads(run("--json").stdout)
    codes = [pair[key] for pair in said["pairs"] for key in ("code", "partner_code")]
    codes += [one["code"] for one in said["without_partner"]]
    assert len(codes) == len(set(codes)) == said["municipalities"]
    assert said["total"] == said["bound"] == sum(pair["score"] for pair in said["pairs"])
    assert (said["gap"], said["is_proven"], said["sides"]) == (0, True, None)


def test_stable_pairs_score_less_and_nobody_would_rather_swap() -> None:
    stable = json.loads(run("--kind", "stable", "--json").stdout)
    optimal = json.loads(run("--json").stdout)
    assert stable["total"] == optimal["total_stable"] <= optimal["total"]
    assert stable["would_rather_swap"] == []
    assert len(optimal["would_rather_swap"]) > 0
    assert "No two would rather have each other" in run("--kind", "stable").stdout


def test_large_ones_get_partners_at_the_edge_and_the_borders_can_be_moved() -> None:
    asked = ("--cities-with-edges", "--large", 150_000, "--small", 60_000, "--json")
    said = json.loads(run(*asked, "--growth", 1000).stdout)
    assert said["sides"] == {"large": 150_000, "small": 60_000, "growth": 1000, "addresses": 500}
    assert {pair["name"] for pair in said["pairs"]} == {"'s-Gravenhage", "Haarlem", "Zaanstad"}
    assert "Amsterdam" in {one["name"] for one in said["without_partner"]}
    most = ("--cities-with-edges", "--large", 250_000, "--small", 200_000, "--growth", 1000)
    assert "At the edge and without a partner: 30." in run(*most).stdout


def test_the_table_is_the_same_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    result = run("-o", path)
    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    said = json.loads(run("--json").stdout)
    assert [(row["code"], int(row["score"])) for row in rows] == [
        (pair["code"], pair["score"]) for pair in said["pairs"]
    ]


def test_who_is_left_over_is_named() -> None:
    assert "Without a partner (6): Aalsmeer, " in run().stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--large", 5), 2, "--large is used with --cities-with-edges"),
        (("--on", "2014-06-01"), 1, "no pair can be made on 2014-06-01"),
        (("--cities-with-edges", "--large", 10**9), 1, "no pair can be made"),
        (("--kind", "best"), 2, "Invalid value for '--kind'"),
    ],
    ids=["rule-without-sides", "no-figures", "nobody-large", "kind"],
)
def test_what_cannot_be_is_said_in_one_sentence(
    arguments: tuple[object, ...], code: int, says: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert says in result.stderr


def test_a_package_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = run(package=tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


@pytest.mark.national
@pytest.mark.skipif(
    not (NATIONAL_DATA / "nl-2026").is_dir(), reason="the national data is not here"
)
def test_the_netherlands_are_paired_with_proof() -> None:
    said = json.loads(run("--json", package=NATIONAL_DATA / "nl-2026").stdout)
    assert said["municipalities"] == 342
    assert said["is_proven"]
    assert said["total_stable"] <= said["total"] <= 2 * said["total_stable"]
