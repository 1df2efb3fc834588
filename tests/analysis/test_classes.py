# SPDX-License-Identifier: EUPL-1.2
import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.analysis.classes import ClassInterval, class_intervals, classify

# The machine may be busy: slowness of drawing examples is not what these laws are about.
law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

counts = st.lists(st.integers(-50, 1000) | st.integers(0, 10**9), min_size=1, max_size=80)


@law
@given(counts, st.integers(1, 7))
def test_there_are_as_many_classes_as_different_values_up_to_the_maximum(values, most):
    assert len(class_intervals(values, most=most)) == min(most, len(set(values)))


@law
@given(counts)
def test_classes_follow_each_other_from_the_smallest_to_the_greatest_value(values):
    classes = class_intervals(values)
    assert classes[0].lower == min(values)
    assert classes[-1].upper == max(values)
    assert all(after.lower == before.upper + 1 for before, after in pairwise(classes))


@law
@given(counts)
def test_every_class_holds_the_values_it_says_and_at_least_one(values):
    for lower, upper, size in class_intervals(values):
        assert size == sum(lower <= value <= upper for value in values) > 0


@law
@given(counts, st.randoms())
def test_order_of_the_values_does_not_matter(values, random):
    shuffled = random.sample(values, len(values))
    assert class_intervals(shuffled) == class_intervals(values)


@law
@given(counts)
def test_classify_finds_the_class_whose_range_holds_the_value(values):
    classes = class_intervals(values)
    for value, place in zip(values, classify(values, classes).tolist(), strict=True):
        assert classes[place].lower <= value <= classes[place].upper


@law
@given(st.sets(st.integers(0, 10**6), min_size=40, max_size=80))
def test_each_class_holds_about_its_part_of_the_different_values_that_are_left(values):
    left = len(values)
    for classes, interval in zip((5, 4, 3, 2, 1), class_intervals(sorted(values)), strict=True):
        part = left / classes
        assert abs(interval.size - part) <= max(0.5, part / 4)
        left -= interval.size


def test_one_to_a_hundred_in_fives_gets_round_starts():
    classes = class_intervals(range(1, 101))
    assert [(lower, upper) for lower, upper, _ in classes] == [
        (1, 19),
        (20, 39),
        (40, 59),
        (60, 79),
        (80, 100),
    ]


def test_a_very_frequent_value_takes_one_class_and_leaves_the_others():
    classes = class_intervals([0] * 60 + list(range(1, 41)))
    assert classes[0] == ClassInterval(0, 0, 60)
    assert [interval.size for interval in classes[1:]] == [9, 10, 10, 11]


def test_few_different_values_are_a_class_each():
    assert class_intervals([3, 1, 3]) == (ClassInterval(1, 1, 1), ClassInterval(2, 3, 2))


def test_no_values_have_no_classes():
    assert class_intervals([]) == ()


def test_less_than_one_class_is_refused():
    with pytest.raises(ValueError, match="at least one class"):
        class_intervals([1], most=0)


def test_values_outside_all_classes_are_marked():
    classes = class_intervals([5, 6, 7])
    assert classify([4, 5, 8], classes).tolist() == [-1, 0, -1]


def test_without_classes_every_value_is_outside():
    assert classify([1, 2], ()).tolist() == [-1, -1]


@pytest.mark.national
def test_population_of_dutch_municipalities_has_readable_classes(national_data: Path):
    with (national_data / "nl-2026" / "municipalities.csv").open(encoding="utf-8") as file:
        population = [int(row["population"]) for row in csv.DictReader(file) if row["population"]]
    starts = [interval.lower for interval in class_intervals(population)]
    assert starts[1:] == [20_000, 30_000, 40_000, 60_000]
