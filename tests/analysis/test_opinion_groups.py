# SPDX-License-Identifier: EUPL-1.2
"""Opinion groups: planted groups are found, as red-dwarf finds them, whatever the order of rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.opinion_groups import (
    NO_GROUP,
    NoGroups,
    OpinionGroups,
    opinion_groups,
)

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def planted(
    sizes: tuple[int, ...],
    *,
    statements: int = 20,
    seed: int = 1,
    noise: float = 0.08,
    missing: float = 0.25,
) -> tuple[Floats, Integers]:
    """Reactions of groups that each have an opinion of their own, and the group of everybody."""
    rng = np.random.Generator(np.random.PCG64(seed))
    group = np.repeat(np.arange(len(sizes)), sizes)
    opinion = rng.choice([-1.0, 1.0], size=(len(sizes), statements))
    told = opinion[group]
    other = rng.random(told.shape) < noise
    told[other] = rng.choice([-1.0, 0.0, 1.0], size=int(other.sum()))
    skipped = rng.random(told.shape) < missing
    told[skipped] = np.nan
    return told, group


def same_partition(one: Integers, other: Integers) -> bool:
    """Whether two lists of labels divide people in the same way, whatever the names."""
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


def by_red_dwarf(told: Floats, **options: Any) -> Any:
    """The same reactions through red-dwarf, which reproduces Polis."""
    from reddwarf.implementations.base import run_pipeline

    votes = [
        {"participant_id": row, "statement_id": column, "vote": int(told[row, column])}
        for row, column in np.argwhere(~np.isnan(told)).tolist()
    ]
    return run_pipeline(votes=votes, random_state=0, **options)


@pytest.mark.filterwarnings("ignore")  # of what red-dwarf imports
@pytest.mark.parametrize("sizes", [(30, 30), (45, 20), (40, 25, 15)], ids=str)
def test_groups_plane_and_silhouette_are_those_of_red_dwarf(sizes: tuple[int, ...]) -> None:
    told, group = planted(sizes, noise=0.04)
    ours = opinion_groups(told, seed=3)
    # It starts once and gets stuck with three groups: then it goes on from where we ended.
    start = {"init_centers": ours.centres.tolist()} if len(sizes) > 2 else {}
    theirs = by_red_dwarf(told, **start)
    labels = theirs.participants_df["cluster_id"].to_numpy(dtype=np.int64)
    assert same_partition(ours.groups, group)
    assert same_partition(ours.groups, labels)
    for at, component in enumerate(theirs.reducer.components_):
        sign = np.sign(component @ ours.components[at])
        assert np.allclose(sign * component, ours.components[at], atol=1e-7)
        place = theirs.participants_df[["x", "y"]].to_numpy()[:, at]
        assert np.allclose(sign * place, ours.positions[:, at], atol=1e-7)
    assert np.allclose(
        theirs.reducer.explained_variance_ratio_,
        ours.explained,
    )
    from sklearn.metrics import silhouette_score

    expected = silhouette_score(ours.positions, labels)
    assert ours.silhouettes[len(sizes)] == pytest.approx(expected, abs=1e-9)


@pytest.mark.filterwarnings("ignore")
def test_what_sets_groups_apart_is_what_red_dwarf_says() -> None:
    told, _group = planted((40, 25, 15))
    ours = opinion_groups(told)
    theirs = by_red_dwarf(told, init_centers=ours.centres.tolist())
    labels = theirs.participants_df["cluster_id"].to_numpy(dtype=np.int64)
    for group in range(3):
        name = int(labels[ours.groups == group][0])
        expected = {
            (row["tid"], row["repful-for"]): row["repness"]
            for row in theirs.repness[name]
            if "repful-for" in row
        }
        for held in ours.representative[group]:
            key = (held.statement, "agree" if held.is_agreed else "disagree")
            assert held.ratio == pytest.approx(expected.get(key, held.ratio))
        found = {
            (h.statement, "agree" if h.is_agreed else "disagree")
            for h in ours.representative[group]
        }
        assert len(found & expected.keys()) >= len(found) - 1
    consensus = theirs.group_aware_consensus
    for shared in ours.shared:
        side = "agree" if shared.is_agreed else "disagree"
        assert shared.consensus == pytest.approx(consensus[side][shared.statement])


@given(seed=st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_the_order_of_the_rows_does_not_matter(seed: int) -> None:
    told, _group = planted((14, 11, 9), seed=seed, noise=0.3)
    shuffled = np.random.Generator(np.random.PCG64(seed)).permutation(len(told))
    one, other = opinion_groups(told, seed=5), opinion_groups(told[shuffled], seed=5)
    assert np.array_equal(one.groups[shuffled], other.groups)
    assert np.array_equal(one.positions[shuffled], other.positions)
    assert one.silhouettes == other.silhouettes
    assert one.representative == other.representative


def test_the_same_seed_gives_the_same_and_groups_go_from_large_to_small() -> None:
    told, _group = planted((30, 20, 10), noise=0.2)
    one, other = opinion_groups(told, seed=9), opinion_groups(told, seed=9)
    assert np.array_equal(one.groups, other.groups)
    assert one.sizes.tolist() == sorted(one.sizes.tolist(), reverse=True)
    assert one.sizes.sum() == np.count_nonzero(one.groups >= 0)


def test_counts_add_up_to_the_reactions_of_who_is_in_a_group() -> None:
    told, _group = planted((25, 25), missing=0.6)
    found = opinion_groups(told)
    placed = told[found.groups >= 0]
    assert (found.groups == NO_GROUP).any()
    assert found.counts.sum() == np.count_nonzero(~np.isnan(placed))
    assert found.counts[:, :, 2].sum() == np.count_nonzero(placed == 0)


def test_few_reactions_do_not_push_anybody_to_the_middle() -> None:
    # Everybody of a side agrees with all or disagrees with all; who skips half stands as far out.
    told = np.array([[1.0] * 8] * 10 + [[-1.0] * 8] * 10)
    told[0, 4:] = np.nan
    found = opinion_groups(told, minimum_answers=4)
    half, whole = found.positions[0, 0], found.positions[1, 0]
    assert half == pytest.approx(whole / np.sqrt(2), rel=0.02)  # without scaling it would be half


def test_who_reacted_to_few_statements_has_a_place_and_no_group() -> None:
    told, _group = planted((20, 20), missing=0.0)
    told[0, 3:] = np.nan
    told[1] = np.nan
    found = opinion_groups(told)
    assert found.groups[0] == NO_GROUP
    assert found.groups[1] == NO_GROUP
    assert found.positions[0].any()
    assert not found.positions[1].any()


def test_with_few_statements_it_is_enough_to_react_to_all() -> None:
    told = np.array([[1.0, 1.0, -1.0]] * 12 + [[-1.0, -1.0, 1.0]] * 12)
    told[0, 2] = np.nan
    found = opinion_groups(told)
    assert found.groups[0] == NO_GROUP
    assert found.sizes.tolist() == [12, 11]


def without(found: OpinionGroups, why: NoGroups) -> bool:
    """Whether there are no groups, for this reason, and everything is empty accordingly."""
    return (
        found.why_none == why
        and found.number == 0
        and (found.groups == NO_GROUP).all()
        and found.counts.shape[0] == 0
        and found.centres.shape == (0, 2)
        and found.representative == ()
        and found.shared == ()
    )


def test_where_there_is_nothing_to_divide_there_are_no_groups() -> None:
    assert without(opinion_groups(np.zeros((0, 5))), NoGroups.TOO_FEW)
    assert without(opinion_groups(np.zeros((4, 0))), NoGroups.TOO_FEW)
    assert without(opinion_groups(np.full((30, 9), np.nan)), NoGroups.TOO_FEW)
    assert without(opinion_groups(np.ones((30, 9))), NoGroups.ALL_THE_SAME)
    few, _group = planted((4, 4))
    assert without(opinion_groups(few, smallest_group=5), NoGroups.TOO_FEW)


def test_a_division_with_a_group_that_is_too_small_is_not_used() -> None:
    told, _group = planted((40, 3), noise=0.0, missing=0.0)
    assert opinion_groups(told).sizes.tolist() == [40, 3]
    found = opinion_groups(told, smallest_group=5)
    assert without(found, NoGroups.TOO_SMALL)
    assert set(found.silhouettes) == {2}


def test_directions_have_fixed_signs_and_length_one() -> None:
    told, _group = planted((20, 30))
    found = opinion_groups(told)
    for component in found.components:
        assert component[np.argmax(np.abs(component))] > 0
        assert np.linalg.norm(component) == pytest.approx(1)
    one_statement = np.array([[1.0]] * 5 + [[-1.0]] * 4)
    flat = opinion_groups(one_statement)
    assert flat.components.tolist() == [[1.0], [0.0]]
    assert flat.sizes.tolist() == [5, 4]
    assert flat.explained.tolist() == [1.0, 0.0]


def test_of_a_great_crowd_the_silhouette_is_that_of_a_drawn_part() -> None:
    told, group = planted((3200, 2400), statements=8, noise=0.02, missing=0.0)
    found = opinion_groups(told, seed=1, most_groups=2)
    assert same_partition(found.groups, group)
    assert found.silhouettes == opinion_groups(told, seed=1, most_groups=2).silhouettes
    small, _group = planted((320, 240), statements=8, noise=0.02, missing=0.0)
    assert found.silhouettes[2] == pytest.approx(
        opinion_groups(small, most_groups=2).silhouettes[2], abs=0.05
    )


def test_what_is_no_table_of_reactions_is_refused() -> None:
    with pytest.raises(ValueError, match="people by statements"):
        opinion_groups(np.zeros(4))
    with pytest.raises(ValueError, match="1, -1, 0 or missing"):
        opinion_groups(np.array([[0.5]]))
    with pytest.raises(ValueError, match="at least one answer"):
        opinion_groups(np.zeros((3, 3)), minimum_answers=0)
    with pytest.raises(ValueError, match="two groups"):
        opinion_groups(np.zeros((3, 3)), most_groups=1)
