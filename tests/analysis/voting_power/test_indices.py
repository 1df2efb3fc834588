# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.voting_power import (
    Game,
    QuotaError,
    TooLargeError,
    WeightsError,
    bits_needed,
    power_of,
    powers_of,
)
from tests.analysis.voting_power import enumerated
from tests.analysis.voting_power.enumerated import games

LAWS = settings(max_examples=60, deadline=None)


def banzhaf(game: Game) -> list[Fraction]:
    return [member.banzhaf for member in power_of(game).members]


def shapley_shubik(game: Game) -> list[Fraction]:
    return [member.shapley_shubik for member in power_of(game).members]


def fractions(text: str) -> list[Fraction]:
    return [Fraction(part) for part in text.split()]


@pytest.mark.parametrize(
    ("weights", "quota", "published"),
    [
        ((4, 4, 4, 2, 2, 1), 12, "5/21 5/21 5/21 3/21 3/21 0"),
        ((3, 2, 1), 4, "3/5 1/5 1/5"),
        ((50, 49, 1), 51, "3/5 1/5 1/5"),
    ],
)
def test_banzhaf_is_as_published(weights: tuple[int, ...], quota: int, published: str) -> None:
    assert banzhaf(Game(weights, quota)) == fractions(published)


@pytest.mark.parametrize(
    ("weights", "quota", "published"),
    [
        ((4, 4, 4, 2, 2, 1), 12, "7/30 7/30 7/30 3/20 3/20 0"),
        ((3, 2, 1), 4, "2/3 1/6 1/6"),
        ((10, 10, 20, 30), 50, "1/12 1/12 1/4 7/12"),
    ],
)
def test_shapley_shubik_is_as_published(
    weights: tuple[int, ...], quota: int, published: str
) -> None:
    assert shapley_shubik(Game(weights, quota)) == fractions(published)


def test_the_six_of_1958_could_decide_in_fourteen_of_sixty_four_ways() -> None:
    power = power_of(Game((4, 4, 4, 2, 2, 1), 12))
    assert power.winning == 14
    assert power.act == Fraction(14, 64)
    assert [member.swings for member in power.members] == [10, 10, 10, 6, 6, 0]
    assert power.members[0].banzhaf_absolute == Fraction(10, 32)
    assert power.members[0].prevent == Fraction(10, 14)
    assert power.members[0].initiate == Fraction(10, 50)
    assert power.dummies == (5,)
    assert power.groups == ((0, 1, 2), (3, 4), (5,))


@given(games())
@LAWS
def test_all_figures_are_those_of_enumeration(game: Game) -> None:
    power = power_of(game)
    sets, won = 1 << len(game.weights), len(enumerated.winning(game))
    swings = [len(enumerated.swings(game, place)) for place in range(len(game.weights))]
    assert power.winning == won
    assert [member.swings for member in power.members] == swings
    for place, member in enumerate(power.members):
        assert member.share == Fraction(game.weights[place], game.total)
        assert member.banzhaf_absolute == Fraction(2 * swings[place], sets)
        assert member.banzhaf == Fraction(swings[place], sum(swings))
        assert member.shapley_shubik == enumerated.shapley_shubik(game, place)
        assert member.prevent == Fraction(swings[place], won)
        assert member.initiate == Fraction(swings[place], sets - won)


@given(games(most_members=30, most_votes=60))
@LAWS
def test_power_adds_up_to_one(game: Game) -> None:
    assert sum(banzhaf(game)) == 1
    assert sum(shapley_shubik(game)) == 1


@given(games(most_members=20, most_votes=30))
@LAWS
def test_more_votes_never_give_less_power(game: Game) -> None:
    members = sorted(power_of(game).members, key=lambda member: member.votes)
    for less, more in pairwise(members):
        assert less.banzhaf <= more.banzhaf
        assert less.shapley_shubik <= more.shapley_shubik
        if less.votes == more.votes:
            assert less == more


@given(games(), st.randoms(use_true_random=False))
@LAWS
def test_the_order_of_the_members_does_not_matter(game: Game, random: object) -> None:
    order = list(range(len(game.weights)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = power_of(Game(tuple(game.weights[place] for place in order), game.quota))
    assert list(shuffled.members) == [power_of(game).members[place] for place in order]


@given(games(most_members=15), st.integers(2, 1_000_000_000_000))
@LAWS
def test_votes_and_quota_times_a_number_give_the_same_power(game: Game, times: int) -> None:
    larger = Game(tuple(weight * times for weight in game.weights), game.quota * times)
    assert banzhaf(larger) == banzhaf(game)
    assert shapley_shubik(larger) == shapley_shubik(game)
    assert bits_needed(larger) == bits_needed(game)


@given(games(most_members=15, most_votes=20))
@LAWS
def test_power_to_decide_is_power_to_block(game: Game) -> None:
    power, dual = power_of(game), power_of(game.dual)
    assert [m.swings for m in power.members] == [m.swings for m in dual.members]
    assert shapley_shubik(game) == shapley_shubik(game.dual)
    assert power.winning + dual.winning == 1 << len(game.weights)


@given(games())
@LAWS
def test_who_has_no_votes_has_no_power_and_takes_none_away(game: Game) -> None:
    wider = Game((0, *game.weights), game.quota)
    power, before = power_of(wider), power_of(game)
    assert power.members[0].is_dummy
    assert power.members[0].shapley_shubik == 0
    assert [m.swings for m in power.members[1:]] == [2 * m.swings for m in before.members]
    assert shapley_shubik(wider)[1:] == shapley_shubik(game)
    assert power.act == before.act


@given(games())
@LAWS
def test_equal_power_is_being_able_to_take_each_others_place(game: Game) -> None:
    group_of = {place: group for group in power_of(game).groups for place in group}
    won = set(enumerated.winning(game))
    for one in group_of:
        for other in group_of:
            swapped = {frozenset({one: other, other: one}.get(p, p) for p in s) for s in won}
            assert (swapped == won) == (group_of[one] == group_of[other])


@given(games(most_members=12, most_votes=12))
@LAWS
def test_many_quotas_at_once_give_what_each_gives_alone(game: Game) -> None:
    quotas = range(1, game.total + 1)
    assert powers_of(game.weights, quotas) == tuple(
        power_of(Game(game.weights, quota)) for quota in quotas
    )


def test_no_quotas_have_no_power() -> None:
    assert powers_of((1, 2), ()) == ()


def test_counts_beyond_any_machine_word_are_exact() -> None:
    power = power_of(Game((1,) * 129, 65))
    assert power.winning == 1 << 128
    assert {member.banzhaf for member in power.members} == {Fraction(1, 129)}
    assert {member.shapley_shubik for member in power.members} == {Fraction(1, 129)}
    large = power_of(Game((128, *(1,) * 128), 129))
    assert large.members[0].shapley_shubik == Fraction(128, 129)


@pytest.mark.parametrize(
    ("weights", "reason", "member"),
    [
        ((), "a board needs at least one member", None),
        ((3, -1), "member 2 has -1 votes; 0 is the least", 1),
        ((0, 0), "nobody on the board has a vote", None),
    ],
)
def test_votes_that_make_no_board_are_refused(
    weights: tuple[int, ...], reason: str, member: int | None
) -> None:
    with pytest.raises(WeightsError, match=reason) as refused:
        Game(weights, 1)
    assert refused.value.member == member


@pytest.mark.parametrize("quota", [-1, 0, 7])
def test_quota_out_of_reach_is_refused(quota: int) -> None:
    with pytest.raises(QuotaError, match="between 1 and the 6 votes") as refused:
        Game((3, 2, 1), quota)
    assert (refused.value.quota, refused.value.votes) == (quota, 6)


def test_board_too_large_to_count_is_refused_before_the_work() -> None:
    with pytest.raises(TooLargeError, match="3 members with 3000000001 votes") as refused:
        power_of(Game.of((10**9, 10**9, 10**9 + 1)))
    assert refused.value.bits > refused.value.most
    with pytest.raises(TooLargeError):
        power_of(Game.of((1,) * 20_000))
    with pytest.raises(TooLargeError):
        powers_of((3, 2, 1), (4,), most_bits=8)
