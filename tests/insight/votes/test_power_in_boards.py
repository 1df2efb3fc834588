# SPDX-License-Identifier: EUPL-1.2
"""The power in the general boards of many versions at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from samenspel.insight.queries.votes.measure import BoardPower, power_in_boards
from samenspel.register.models import ArrangementVersion, Board, Participation, Seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
WITH_VOTES = "veiligheidsregio-kennemerland-2025"


def version(key: str) -> ArrangementVersion:
    return ArrangementVersion.objects.get(key=key)


def board_of(
    votes: list[int | None], *, quota: int | None = None, kind: str = Board.Kind.GENERAL
) -> BoardPower | None:
    """What is known of a board with these votes, on a version without votes of its own."""
    there = version("vervoerregio-amsterdam-2017")
    Board.objects.filter(version=there, kind=Board.Kind.GENERAL).delete()
    board = Board.objects.create(version=there, kind=kind, name="Raad", quota=quota, source="test")
    members = Participation.objects.filter(version=there).order_by("name", "pk")
    for member, number in zip(members, votes, strict=False):
        Seat.objects.create(board=board, participation=member, votes=number, source="test")
    return power_in_boards([there.pk]).get(there.pk)


def test_members_with_one_vote_each_have_equal_power() -> None:
    found = power_in_boards([version(WITH_VOTES).pk])[version(WITH_VOTES).pk]
    assert (found.quota, found.is_quota_assumed, found.total_votes) == (5, False, 9)
    haarlem = found.seat_of("GM0392")
    assert haarlem is not None
    assert haarlem.share == haarlem.banzhaf == haarlem.shapley_shubik == Fraction(1, 9)
    assert found.seat_of("GM0363") is None
    assert found.by_participation[haarlem.participation_id] == haarlem


def test_votes_and_power_differ_and_stand_with_the_right_member() -> None:
    found = board_of([1, 3, 2], quota=4)
    assert found is not None
    assert [seat.votes for seat in found.seats] == [3, 2, 1]
    assert [seat.banzhaf for seat in found.seats] == [Fraction(n, 5) for n in (3, 1, 1)]
    assert [seat.can_block for seat in found.seats] == [True, False, False]
    names = list(
        Participation.objects.filter(version_id=found.version_id)
        .order_by("name", "pk")
        .values_list("name", flat=True)[:3]
    )
    assert [seat.name for seat in found.seats] == [names[1], names[2], names[0]]


def test_without_a_quota_more_than_half_is_assumed_and_that_is_told() -> None:
    found = board_of([4, 4, 1])
    assert found is not None
    assert (found.quota, found.is_quota_assumed) == (5, True)
    assert not any(seat.is_dummy for seat in found.seats)


def test_a_vote_that_is_unknown_leaves_the_power_unknown() -> None:
    assert board_of([3, None, 1]) is None


def test_a_quota_out_of_reach_leaves_the_power_unknown() -> None:
    assert board_of([3, 2, 1], quota=7) is None


def test_a_board_too_large_for_a_page_leaves_the_power_unknown() -> None:
    assert board_of([1_000_000 + place for place in range(9)]) is None


def test_only_the_general_board_counts() -> None:
    assert board_of([3, 2, 1], kind=Board.Kind.EXECUTIVE) is None


def test_who_no_longer_takes_part_has_no_vote() -> None:
    found = version(WITH_VOTES)
    Participation.objects.filter(version=found, municipality__code="GM0392").update(
        valid_to=date(2025, 6, 1)
    )
    before = power_in_boards([found.pk], on=date(2025, 5, 31))[found.pk]
    after = power_in_boards([found.pk], on=date(2025, 6, 1))[found.pk]
    assert (before.total_votes, after.total_votes) == (9, 8)
    assert after.seat_of("GM0392") is None


def test_any_number_of_versions_takes_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    every = list(ArrangementVersion.objects.values_list("pk", flat=True))
    only = version(WITH_VOTES).pk
    with django_assert_num_queries(1):
        assert set(power_in_boards(every)) == {only}
    with django_assert_num_queries(0):
        assert power_in_boards([]) == {}
