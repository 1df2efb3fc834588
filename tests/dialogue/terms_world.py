# SPDX-License-Identifier: EUPL-1.2
"""A round with its terms, as sending it makes them, and what pages of terms are tested with."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.test import Client

from samenspel.accounts.models import User
from samenspel.dialogue.models import Addressee, Recess
from samenspel.dialogue.terms import due_dates
from tests.dialogue.small_round import World, make_world, municipality

NOW = datetime(2026, 4, 20, 18, tzinfo=UTC)
TODAY = NOW.date()


def termed(world: World) -> World:
    """The round with its terms, as sending it makes them."""
    for pk, due in due_dates(world.round, world.councils, date(2026, 3, 2)).items():
        Addressee.objects.filter(pk=pk).update(due_on=due.due_on, term=due.term_json)
    world.round.answer_by = date(2026, 4, 28)
    world.round.decides_on = date(2026, 6, 15)
    world.round.save()
    return world


def sent_world() -> World:
    """Three councils, due on 28 April 2026; the board wants to decide on 15 June."""
    world = make_world()
    world.round.answer_by = None
    return termed(world)


def as_(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def text_of(path: str, user: User | None = None, *, status: int = 200) -> str:
    answer = as_(user).get(path)
    assert answer.status_code == status, path
    return str(answer.content.decode())


def recess(index: int, begins: date, ends: date) -> Recess:
    return Recess.objects.create(
        municipality=municipality(index),
        name="Meireces",
        begins=begins,
        ends=ends,
        source="Vergaderschema",
        made_at=NOW,
        made_by_name="Test",
    )
