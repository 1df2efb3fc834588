# SPDX-License-Identifier: EUPL-1.2
"""Tasks without an arrangement or with several, other provinces, and tables to share."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.coverage import (
    Coverage,
    Provinces,
    Table,
    across_provinces,
    coverage_of,
    nested_tables,
    provinces_of,
    tables,
    task_coverage,
)
from samenspel.analysis.participation import Participations

few = settings(max_examples=60, deadline=None)
MEMBERS = {
    "care": "abc",
    "waste": "abc",
    "waste too": "ab",
    "roads": "abcd",
    "archive": "d",
    "nobody": "",
}
TASKS = {"care": ["health", "youth"], "waste": ["waste"], "waste too": ["waste"], "roads": []}
PROVINCES = {"a": "North", "b": "North", "c": "South", "e": "South"}


def participations(members: dict[str, str], everybody: str = "abcde") -> Participations:
    pairs = [(code, key) for key, codes in members.items() for code in codes]
    return Participations.of(pairs, municipalities=everybody, arrangements=members)


def about(code: str, tasks: dict[str, list[str]] = TASKS) -> Coverage:
    who = participations(MEMBERS)
    return coverage_of(
        code,
        task_coverage(who, tasks),
        across=across_provinces(who, PROVINCES),
        shared=tables(who),
        nested=nested_tables(who, most_extra=1),
    )


def test_municipalities_are_counted_by_how_many_arrangements_a_task_has() -> None:
    found = task_coverage(participations(MEMBERS), TASKS)
    assert found.tasks == ("health", "waste", "youth")
    assert found.spread("waste") == (2, 1, 2)
    assert found.municipalities_without("waste") == ("d", "e")
    assert found.arrangements["waste"] == ("waste", "waste too")
    assert found.without_task == ("archive", "nobody", "roads")


def test_a_municipality_with_two_arrangements_for_a_task_is_found() -> None:
    [one, other] = task_coverage(participations(MEMBERS), TASKS).doubled
    assert (one.municipality, one.task, one.arrangements) == ("a", "waste", ("waste", "waste too"))
    assert other.municipality == "b"


def test_without_tasks_nothing_is_missing_and_nothing_doubled() -> None:
    found = task_coverage(participations(MEMBERS), {})
    assert found.tasks == ()
    assert found.tasks_without("a") == ()
    assert found.doubled == ()


def test_members_outside_the_province_of_most_are_named() -> None:
    found = provinces_of(participations(MEMBERS), "care", PROVINCES)
    assert (found.home, found.inside, found.outside) == ("North", ("a", "b"), ("c",))
    assert found.members == (("North", ("a", "b")), ("South", ("c",)))


def test_two_provinces_with_as_many_members_are_both_home_and_none_is_outside() -> None:
    found = provinces_of(participations({"x": "ac"}), "x", PROVINCES)
    assert (found.home, found.inside, found.outside) == ("", (), ())
    assert found.is_across


def test_an_unknown_province_is_neither_inside_nor_outside() -> None:
    found = provinces_of(participations(MEMBERS), "roads", PROVINCES)
    assert found.unknown == ("d",)
    assert found.outside == ("c",)
    assert provinces_of(participations(MEMBERS), "archive", PROVINCES).members == ()


def test_only_arrangements_of_several_provinces_are_across() -> None:
    keys = [one.arrangement for one in across_provinces(participations(MEMBERS), PROVINCES)]
    assert keys == ["care", "roads", "waste"]


def test_arrangements_with_the_same_members_share_a_table() -> None:
    found = tables(participations(MEMBERS))
    assert Table(("a", "b", "c"), ("care", "waste")) in found
    assert [table.is_shared for table in found] == [True, False, False]


def test_a_table_within_a_larger_one_names_who_is_there_as_well() -> None:
    [first, second] = nested_tables(participations(MEMBERS), most_extra=1)
    assert (first.inner.arrangements, first.extra) == (("care", "waste"), ("d",))
    assert (second.inner.arrangements, second.extra) == (("waste too",), ("c",))
    assert len(nested_tables(participations(MEMBERS), most_extra=2)) == 3
    assert nested_tables(participations({"x": "a"}), most_extra=2) == ()


def test_a_larger_table_has_at_least_one_member_more() -> None:
    with pytest.raises(ValueError, match="1 more member"):
        nested_tables(participations(MEMBERS), most_extra=0)


def test_the_findings_about_one_municipality() -> None:
    found = about("a")
    assert [one.task for one in found.doubled] == ["waste"]
    assert found.without == ()
    assert found.outside == ()
    assert [one.arrangement for one in found.across] == ["care", "roads", "waste"]
    assert [table.arrangements for table in found.shared] == [("care", "waste")]
    assert [pair.extra for pair in found.nested] == [("d",), ("c",)]
    assert found.unnamed == ("roads",)


def test_a_member_outside_the_province_is_told_so() -> None:
    assert [one.arrangement for one in about("c").outside] == ["care", "roads", "waste"]
    assert about("c").across == ()


def test_tasks_that_are_missing_stand_in_the_order_of_how_usual_they_are() -> None:
    assert about("d").without == (("health", 3), ("waste", 3), ("youth", 3))
    assert about("d").nested == ()
    assert about("e", {"waste": ["w"], "waste too": ["v"]}).without == (("w", 3), ("v", 2))


def test_a_municipality_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        about("z")


worlds = st.dictionaries(
    st.sampled_from(["k1", "k2", "k3", "k4", "k5", "k6"]),
    st.frozensets(st.sampled_from("abcde")).map(lambda codes: "".join(sorted(codes))),
    min_size=1,
)
named = st.dictionaries(
    st.sampled_from(["k1", "k2", "k3", "k4", "k5", "k6"]),
    st.frozensets(st.sampled_from(["t1", "t2", "t3"])),
)


@few
@given(worlds, named)
def test_every_municipality_is_counted_once_for_each_task(
    members: dict[str, str], tasks: dict[str, frozenset[str]]
) -> None:
    found = task_coverage(participations(members), tasks)
    for task in found.tasks:
        assert sum(found.spread(task)) == 5
        assert found.spread(task)[0] == len(found.municipalities_without(task))
        keys = found.arrangements[task]
        number = [sum(code in members[key] for key in keys) for code in "abcde"]
        assert np.array_equal(found.number[:, found.column_of(task)], number)
    assert sum(map(len, tasks.values())) >= sum(map(len, found.arrangements.values()))


@few
@given(worlds, named)
def test_doubled_are_exactly_the_cells_above_one(
    members: dict[str, str], tasks: dict[str, frozenset[str]]
) -> None:
    found = task_coverage(participations(members), tasks)
    assert len(found.doubled) == int((found.number > 1).sum())
    for one in found.doubled:
        assert len(one.arrangements) > 1
        assert all(one.municipality in members[key] for key in one.arrangements)
        assert all(one.task in tasks[key] for key in one.arrangements)


@few
@given(worlds)
def test_each_arrangement_of_two_or_more_sits_at_one_table(members: dict[str, str]) -> None:
    found = tables(participations(members))
    seated = [key for table in found for key in table.arrangements]
    assert sorted(seated) == sorted(key for key, codes in members.items() if len(codes) > 1)
    assert len({table.members for table in found}) == len(found)
    for table in found:
        assert {members[key] for key in table.arrangements} == {"".join(table.members)}


@few
@given(worlds, st.integers(1, 4))
def test_nested_tables_are_all_strict_subsets_that_are_small_enough(
    members: dict[str, str], most: int
) -> None:
    who = participations(members)
    found = {
        (pair.inner.members, pair.outer.members): pair.extra
        for pair in nested_tables(who, most_extra=most)
    }
    every = [table.members for table in tables(who)]
    expected = {
        (one, other): tuple(sorted(set(other) - set(one)))
        for one in every
        for other in every
        if set(one) < set(other) and len(other) - len(one) <= most
    }
    assert found == expected


@few
@given(worlds, st.dictionaries(st.sampled_from("abcde"), st.sampled_from(["N", "S", "W", ""])))
def test_every_member_is_inside_outside_or_of_unknown_province(
    members: dict[str, str], province_of: dict[str, str]
) -> None:
    for key in members:
        found: Provinces = provinces_of(participations(members), key, province_of)
        placed = [code for _province, codes in found.members for code in codes]
        assert sorted([*placed, *found.unknown]) == list(members[key])
        if found.home:
            assert sorted([*found.inside, *found.outside]) == sorted(placed)
            assert 2 * len(found.inside) > len(placed) or len(found.members) > 2
