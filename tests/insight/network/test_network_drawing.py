# SPDX-License-Identifier: EUPL-1.2
"""What is drawn of a network: cells as paths, names beside their groups, lines by class."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from samenspel.analysis.seriation import IntMatrix
from samenspel.insight.queries.network.map import Tie, tie_paths
from samenspel.insight.queries.network.matrix import (
    LINE,
    MARGIN,
    Row,
    country_matrix,
    region_matrix,
    run_paths,
)
from samenspel.insight.queries.network.measures import MEASURES, PairValue

STEP = re.compile(r"m(-?\d+) ?(-?\d+)h(\d+)v1h-(\d+)z")


def cells_of(path: str) -> set[tuple[int, int]]:
    """Row and column of each cell that a path covers."""
    x = y = 0
    found = set()
    for dx, dy, length, back in STEP.findall(path):
        x, y = x + int(dx), y + int(dy)
        assert length == back
        found |= {(y, x + step) for step in range(int(length))}
    assert STEP.sub("", path) == ""
    return found


def test_cells_that_touch_in_a_row_are_one_rectangle() -> None:
    classes = np.array([[0, 1, 1], [2, 0, 1], [2, 2, 0]])
    assert run_paths(classes, 3) == ["m1 0h2v1h-2zm1 1h1v1h-1z", "m0 1h1v1h-1zm0 1h2v1h-2z", ""]


def test_a_run_ends_with_its_row() -> None:
    assert run_paths(np.array([[0, 1], [1, 0]]), 1) == ["m1 0h1v1h-1zm-1 1h1v1h-1z"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_paths_cover_exactly_the_cells_of_their_class(seed: int) -> None:
    chance = np.random.Generator(np.random.PCG64(seed))
    classes = chance.integers(0, 4, (9, 9))
    for kind, path in enumerate(run_paths(classes, 3), start=1):
        assert cells_of(path) == {(y, x) for y, x in np.argwhere(classes == kind).tolist()}


def rows(groups: str) -> list[Row]:
    return [Row(f"GM{n}", f"Plaats {n}", f"/{n}/", group) for n, group in enumerate(groups)]


def texts(groups: str) -> dict[str, tuple[str, str, str]]:
    return {key: (key, f"Groep {key}", f"?gebied={key}") for key in set(groups)}


def nothing(count: int) -> IntMatrix:
    return np.zeros((count, count), dtype=np.int64)


def test_groups_are_named_beside_their_square_without_covering_each_other() -> None:
    groups = "a" * 60 + "bcdef" + "g" * 35
    picture = country_matrix(
        nothing(100), rows(groups), key="m", title="", description="", texts=texts(groups),
        legend=(),
    )  # fmt: skip
    heights = [block.label_y for block in picture.blocks]
    assert [block.key for block in picture.blocks] == list("abcdefg")
    known = [y for y in heights if y is not None]
    assert len(known) == 7
    assert all(after - before >= LINE for before, after in itertools.pairwise(known))
    assert known[0] >= MARGIN
    assert known[-1] <= MARGIN + picture.side
    assert picture.blocks[0].side == 540


def test_the_smallest_groups_go_without_a_name_where_there_are_too_many() -> None:
    groups = "".join(chr(0x4E00 + n) for n in range(80)) + "a" * 20
    picture = country_matrix(
        nothing(100), rows(groups), key="m", title="", description="", texts=texts(groups),
        legend=(),
    )  # fmt: skip
    named = [block for block in picture.blocks if block.label_y is not None]
    assert len(named) == 900 // LINE
    assert "a" in {block.key for block in named}


def test_a_group_that_is_parted_by_another_gets_a_square_for_each_part() -> None:
    picture = country_matrix(
        nothing(5), rows("aabaa"), key="m", title="", description="", texts=texts("ab"), legend=()
    )
    assert [(block.key, block.size) for block in picture.blocks] == [("a", 2), ("b", 1), ("a", 2)]


def test_a_region_has_names_and_numbers_that_say_what_they_are() -> None:
    classes = np.array([[0, 5, 0], [5, 0, 1], [0, 1, 0]])
    picture = region_matrix(
        classes, rows("aaa"), key="m", title="", description="", texts=texts("a"), legend=(),
        cell_text=lambda y, x: (str(classes[y, x]), f"{y} & {x}"),
    )  # fmt: skip
    assert picture.numbers.count("<text") == 4
    assert picture.numbers.count('class="on-dark"') == 2
    assert "<title>0 &amp; 1</title>" in picture.numbers
    assert picture.rows_svg.count("Plaats 2") == 2
    assert picture.blocks == ()
    assert picture.css == "matrix--small"


def test_a_large_region_has_no_numbers() -> None:
    classes = np.ones((41, 41), dtype=np.int64)
    picture = region_matrix(
        classes, rows("a" * 20 + "b" * 21), key="m", title="", description="", texts=texts("ab"),
        legend=(), cell_text=lambda y, x: ("1", ""),
    )  # fmt: skip
    assert picture.numbers == ""
    assert [block.size for block in picture.blocks] == [20, 21]
    assert picture.css == ""


def test_lines_of_one_class_are_one_path_and_the_strongest_come_last() -> None:
    spots = {"A": (0, 0), "B": (10, 5), "C": (4, 20)}
    ties = [Tie("A", "B", 4), Tie("B", "C", 1), Tie("A", "C", 4), Tie("A", "Z", 2)]
    assert tie_paths(ties, spots) == (
        ("tie tie-1", "M10 5l-6 15"),
        ("tie tie-4", "M0 0l10 5M0 0l4 20"),
    )


@pytest.mark.parametrize(
    ("measure", "short", "legend"),
    [
        ("aantal", "3", ["1", "2–3", "4–6", "7–9", "10 of meer"]),
        (
            "deel",
            "38",
            ["minder dan 20%", "20% tot 40%", "40% tot 60%", "60% tot 80%", "80% of meer"],
        ),
        (
            "gewogen",
            "0,8",
            ["minder dan 0,10", "0,10 tot 0,25", "0,25 tot 0,50", "0,50 tot 1,00", "1,00 of meer"],
        ),
    ],
)
def test_each_measure_says_what_its_cells_and_classes_are(
    measure: str, short: str, legend: list[str]
) -> None:
    pair = PairValue(shared=3, either=8, weighted=75 * 10**10)
    assert MEASURES[measure].short(pair) == short
    assert [item.label for item in MEASURES[measure].legend("shade")] == legend
