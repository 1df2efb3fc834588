# SPDX-License-Identifier: EUPL-1.2
"""The points that need a reply, read a page at a time."""

from __future__ import annotations

import pytest

from samenspel.dialogue.models import OpinionPoint, Reply
from samenspel.dialogue.queries.counted import points_to_answer
from samenspel.dialogue.queries.point_list import GENERAL, PointFilter, PointList
from samenspel.dialogue.queries.replies import next_open
from tests.dialogue.small_round import AT, World, answered, make_world

pytestmark = pytest.mark.django_db


def answered_by_three() -> World:
    """Three councils, the last one first; four points of each need a reply, one does not."""
    world = make_world(stage="weighing", councils=3, clauses=3)
    for council in reversed(world.councils):
        said = {1: ("wish", "Sneller."), 2: ("object", "Te duur."), 3: ("agree", "")}
        answered(world, council, said, general=["Dank.", "Tot slot."])
    return world


def replied(point: int) -> None:
    Reply.objects.create(
        point_id=point, verdict="later", reason="Later.", updated_at=AT, updated_by_name="W"
    )


def test_the_order_is_that_of_the_letter_and_then_of_the_opinion() -> None:
    world = answered_by_three()
    found = PointList(world.round, PointFilter())
    assert len(found) == 12
    assert [row.pk for row in found[:]] == [row.pk for row in points_to_answer(world.round)]


@pytest.mark.parametrize(("start", "stop"), [(0, 3), (3, 6), (2, 9), (4, 8), (11, 20), (12, 15)])
def test_a_page_is_a_piece_of_the_whole(start: int, stop: int) -> None:
    found = PointList(answered_by_three().round, PointFilter())
    assert found[start:stop] == tuple(found)[start:stop]


def test_one_point_can_be_asked_for_by_its_place() -> None:
    found = PointList(answered_by_three().round, PointFilter())
    assert found[-1] == found[:][-1]
    with pytest.raises(IndexError):
        found[12]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (PointFilter(clause="artikel-1"), 3),
        (PointFilter(clause=GENERAL), 6),
        (PointFilter(position="object"), 3),
        (PointFilter(clause="artikel-1", position="object"), 0),
        (PointFilter(only_open=True), 11),
    ],
    ids=["clause", "general", "position", "none", "open"],
)
def test_a_filter_leaves_the_progress_as_it_is(asked: PointFilter, number: int) -> None:
    world = answered_by_three()
    replied(OpinionPoint.objects.filter(position="none").latest("pk").pk)
    found = PointList(world.round, asked)
    assert (len(found), len(found[:])) == (number, number)
    assert (found.progress.total, found.progress.answered) == (12, 1)


def test_the_points_of_one_council() -> None:
    world = answered_by_three()
    council = world.councils[1]
    found = PointList(world.round, PointFilter(addressee=council.pk))
    assert len(found) == 4
    assert {row.names for row in found} == {council.name}


def test_the_next_open_point_is_the_first_without_a_reply() -> None:
    world = answered_by_three()
    first, second = PointList(world.round, PointFilter())[:2]
    replied(first.pk)
    assert next_open(world.round, PointFilter()) == second.pk
    assert next_open(world.round, PointFilter(clause="artikel-1", position="object")) == second.pk
