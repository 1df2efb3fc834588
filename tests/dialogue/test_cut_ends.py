# SPDX-License-Identifier: EUPL-1.2
"""Whatever stood last in the chain: the log tells when it was cut off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from samenspel.accounts.models import Event
from samenspel.dialogue.actions.opinions import PointValues, record_answer
from samenspel.dialogue.actions.rounds import publish_document
from samenspel.dialogue.models import ChainRecord, Round
from samenspel.dialogue.payloads import PAYLOADS
from samenspel.dialogue.verification import verify
from tests.dialogue import (
    opinions_at_work,
    rounds_world,
    test_balance_actions,
    test_follow_up_actions,
    test_replies_actions,
)
from tests.dialogue.balanced import made
from tests.dialogue.meeting_world import make_board
from tests.dialogue.small_round import AT, World, make_world
from tests.dialogue.test_meetings_planning import mandate
from tests.dialogue.test_verification import unguarded

pytestmark = pytest.mark.django_db


def text_published() -> Round:
    rounds_world.make_region()
    round_ = rounds_world.begun()
    document = rounds_world.with_text(round_)
    publish_document(document=document, by=rounds_world.secretary(), at=AT)
    return round_


def opinion_sent() -> Round:
    world = make_world()
    opinions_at_work.sent(world)
    return world.round


def letter_entered() -> Round:
    world = make_world()
    record_answer(
        addressee=world.councils[0],
        on=date(2026, 3, 2),
        introduction="Wij danken u.",
        points=[PointValues(world.clauses[0], "wish", "Graag eerder.")],
        votes=None,
        source="Brief van 2 maart 2026",
        by=world.actor("secretariat"),
        at=AT,
    )
    return world.round


def balance() -> Round:
    world = made()
    test_balance_actions.published(world)
    return world.round


def memo() -> Round:
    world: World = test_replies_actions.weighed()
    test_replies_actions.all_said(world)
    test_replies_actions.published(world)
    return world.round


def evaluation() -> Round:
    world = make_world(stage="closed")
    test_follow_up_actions.wrote(world)
    return world.round


def mandate_given() -> Round:
    board = make_board(is_open=False)
    mandate(board)
    return board.world.round


def ballot_opened() -> Round:
    board = make_board()
    board.open_ballot()
    return board.world.round


def voted() -> Round:
    board = make_board()
    board.vote(board.open_ballot(), 0, 3)
    return board.world.round


def tied() -> Round:
    """Closed without a decision: as many in favour as against."""
    board = make_board((1, 1))
    board.ballot("+-")
    return board.world.round


def decided() -> Round:
    board = make_board()
    board.ballot("+++")
    return board.world.round


ENDS: tuple[tuple[str, Callable[[], Round]], ...] = (
    ("text_published", text_published),
    ("round_sent", rounds_world.sent),
    ("opinion_sent", opinion_sent),
    ("opinion_sent", letter_entered),
    ("balance", balance),
    ("memo", memo),
    ("evaluation", evaluation),
    ("mandate", mandate_given),
    ("meeting_opened", lambda: make_board().world.round),
    ("ballot_opened", ballot_opened),
    ("vote", voted),
    ("ballot_closed", tied),
    ("decision", decided),
)


def test_every_kind_of_record_is_among_them() -> None:
    assert {kind for kind, _made in ENDS} == set(PAYLOADS)


@pytest.mark.parametrize(
    ("kind", "begin"), ENDS, ids=[f"{place} {kind}" for place, (kind, _made) in enumerate(ENDS, 1)]
)
def test_an_end_that_was_cut_off_is_found_by_the_log(kind: str, begin: Callable[[], Round]) -> None:
    round_ = begin()
    last = ChainRecord.objects.filter(round=round_).order_by("number").last()
    assert last is not None
    assert last.kind == kind
    assert Event.objects.filter(
        object_key=round_.slug, detail__number=last.number, detail__digest=last.digest
    ).exists()
    assert "cut" not in {fault.what for fault in verify(round_).faults}
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM dialogue_chainrecord WHERE id = %s", [last.pk])
        found = verify(round_)
        assert (last.number, "cut") in {(fault.number, fault.what) for fault in found.faults}
