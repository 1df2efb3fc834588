# SPDX-License-Identifier: EUPL-1.2
"""Short ways for tests to bring an opinion of the small round to some stage."""

from __future__ import annotations

from datetime import UTC, date, datetime

from samenspel.dialogue.actions.opinions import (
    PointValues,
    Votes,
    adopt,
    ask_to_join,
    begin_draft,
    join,
    send,
    write_draft,
)
from samenspel.dialogue.models import Addressee, Opinion, OpinionVersion
from tests.dialogue.small_round import World

NOW = datetime(2026, 4, 20, 19, 30, tzinfo=UTC)
MEETING = date(2026, 4, 16)


def drafted(
    world: World, index: int = 0, *, text: str = "Graag een evaluatie.", position: str = "wish"
) -> Opinion:
    """A draft of council ``index`` with one point, written by its clerk."""
    clerk = world.actor("clerk", index)
    opinion = begin_draft(addressee=world.councils[index], by=clerk, at=NOW)
    return write_draft(
        opinion=opinion,
        introduction="Wij danken u.",
        points=[PointValues(world.clauses[0], position, text)],
        edition=opinion.edition,
        by=clerk,
        at=NOW,
    )


def adopted(world: World, index: int = 0, votes: Votes | None = None) -> OpinionVersion:
    """The opinion of council ``index`` adopted, once it is drafted."""
    return adopt(
        addressee=world.councils[index],
        on=MEETING,
        votes=votes,
        by=world.actor("clerk", index),
        at=NOW,
    )


def sent(world: World, index: int = 0) -> OpinionVersion:
    """An opinion of council ``index`` from draft to sent."""
    drafted(world, index)
    version = adopted(world, index)
    send(addressee=world.councils[index], by=world.actor("clerk", index), at=NOW)
    return version


def joint(world: World, *others: int) -> Opinion:
    """A draft of council 0 that councils ``others`` joined."""
    opinion = drafted(world, 0)
    for index in others:
        council = world.councils[index]
        ask_to_join(opinion=opinion, addressee=council, by=world.actor("clerk", 0), at=NOW)
        join(addressee=council, by=world.actor("clerk", index), at=NOW)
    return opinion


def fresh(addressee: Addressee) -> Addressee:
    """The addressee as it is in the database now."""
    return Addressee.objects.get(pk=addressee.pk)


def state(addressee: Addressee) -> str:
    """The state in which the addressee is now."""
    return fresh(addressee).state
