# SPDX-License-Identifier: EUPL-1.2
"""What a region must be, and how far it is."""

from __future__ import annotations

import pytest

from samenspel.analysis.functional_regions import Parameters, ParametersError


@pytest.mark.parametrize(
    ("residents", "share", "expected"),
    [
        (10_000, 0.6667, 1.0),  # as large as is aimed at: the least self-containment will do
        (50_000, 0.75, 0.75 / 0.6667),  # the highest there is
        (50_000, 0.9, 0.75 / 0.6667),
        (1_000, 0.75, 1.0),  # as small as may be: the self-containment aimed at
        (5_500, 0.75, (1 - (1 - 0.6667 / 0.75) / 2) * 0.75 / 0.6667),  # half-way
        (5_500, 0.375, (1 - (1 - 0.6667 / 0.75) / 2) * 0.375 / 0.6667),
        (1_000, 0.0, 0.0),
    ],
)
def test_size_and_self_containment_make_up_for_each_other(
    residents: int, share: float, expected: float
) -> None:
    jobs = residents * 0.9
    assert Parameters().validity(residents, jobs, share * residents) == pytest.approx(expected)


def test_the_lower_side_of_self_containment_counts() -> None:
    parameters = Parameters()
    assert parameters.validity(20_000, 40_000, 20_000) == parameters.validity(
        40_000, 20_000, 20_000
    )
    assert parameters.validity(20_000, 40_000, 20_000) == pytest.approx(0.5 / 0.6667)


def test_a_region_that_nobody_leaves_or_enters_is_valid_however_small() -> None:
    assert Parameters().validity(3, 3, 3) == 1.0
    assert Parameters().validity(3, 2, 2) < 1


def test_a_region_smaller_than_the_smallest_is_never_valid() -> None:
    assert Parameters().validity(999, 990, 989) < 1


def test_nobody_at_all_is_not_valid() -> None:
    assert Parameters().validity(0, 5, 0) == 0.0
    assert Parameters().validity(5, 0, 0) == 0.0


def test_units_do_not_matter() -> None:
    assert Parameters().in_units(10).validity(55_000, 40_000, 30_000) == Parameters().validity(
        5_500, 4_000, 3_000
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"min_size": 10_000}, "smallest size .10000. must be 0 or more and under"),
        ({"min_size": -1}, "smallest size .-1."),
        ({"target_size": float("inf")}, "aimed at .inf."),
        ({"target_size": float("nan")}, "aimed at .nan."),
        ({"min_self_containment": 0}, "least self-containment .0. must be above 0"),
        ({"min_self_containment": 0.75}, "under the one aimed at .0.75."),
        ({"target_self_containment": 1.01}, "which is at most 1"),
    ],
)
def test_parameters_that_exclude_each_other_are_refused(
    wrong: dict[str, float], message: str
) -> None:
    with pytest.raises(ParametersError, match=message):
        Parameters(**wrong)
