# SPDX-License-Identifier: EUPL-1.2
"""The page about where real partners rank, on a made-up country."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import partners
from benchmarks.partners import LINKED, ON, OWN, Country


@pytest.fixture(scope="module")
def country() -> Country:
    codes = [OWN, *LINKED, *(f"P{place:02}" for place in range(20))]
    table = partners.made_up(codes)
    return Country("made up", ON, table, {code: f"Name of {code}" for code in codes})


def test_the_same_seed_makes_the_same_country(country: Country) -> None:
    again = partners.made_up(country.table.codes)
    assert (again.problems.shape, again.means.shape) == ((24, 6), (24, 9))
    assert again.codes == country.table.codes
    assert (partners.made_up(["A", "B"]).means == partners.made_up(["A", "B"]).means).all()


def test_every_table_has_the_ranks_of_the_three(country: Country) -> None:
    ranks = " | ".join(map(str, country.ranks()))
    assert f"| usual | {ranks} |" in partners.over_themes(country)
    for factor in ("alike", "unlike", "reciprocity"):
        assert f"| {factor} × 1 | {ranks} |" in partners.over_factors(country)
    for name, rank in zip(country.heads, country.ranks(), strict=True):
        assert f"| {name} | {rank} |" in partners.usual(country)
        assert f"{name} is number {rank} of 23" in " ".join(partners.words(country).split())
    assert "facilities nearby" in partners.over_indicators(country)
    assert partners.first(country).count("\n") == 11
    assert partners.contributions(country).count("\n") == 16


def test_ranks_under_random_weightings_are_counted(country: Country) -> None:
    found = partners.random_ranks(country)
    for code in LINKED:
        assert len(found[code]) == 1_000
        assert 1 <= found[code][0] <= found[code][-1] <= 23
    row = partners.over_random(country).splitlines()[2].split(" | ")
    assert row[3] == str(found[LINKED[0]][499])


def test_a_part_of_sorted_ranks() -> None:
    assert [partners.at_part([1, 2, 3, 4], percent) for percent in (25, 50, 75)] == [1, 2, 3]
    assert partners.at_part([1, 2, 3], 50) == 2


def test_the_pieces_of_work_are_measured(country: Country) -> None:
    assert len(dict(partners.speed(country))) == 5


def test_without_the_national_data_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["partners.py", "nowhere"])
    partners.main()
    assert "There is no data package at nowhere" in capsys.readouterr().err


@pytest.mark.national
def test_the_page_in_the_documents_has_the_ranks_of_now(national_data: Path) -> None:
    found = partners.read(national_data / "nl-2026")
    text = partners.TARGET.read_text(encoding="utf-8")
    for made in (partners.usual, partners.over_themes, partners.over_random, partners.words):
        assert made(found) in text
