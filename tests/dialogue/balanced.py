# SPDX-License-Identifier: EUPL-1.2
"""A round whose balance is worked out by hand, and ways to put more in it."""

from __future__ import annotations

from datetime import date

from samenspel.dialogue.models import (
    Addressee,
    Adoption,
    OpinionParty,
    OpinionPoint,
    OpinionVersion,
    Sending,
)
from tests.dialogue.small_round import AT, World, answered, make_world


def made(**options: object) -> World:
    """Four councils (10,000 to 40,000 inhabitants), an executive and a guest; three clauses.

    Aarveen agrees, wishes, objects; Beekhuizen agrees, objects, has no position; Cadzande objects,
    agrees, agrees; Dorpstede is silent. The executive of Aarveen objects to the first and agrees
    with the second. The guest objects to everything.
    """
    world = make_world(councils=4, clauses=3, executives=1, **options)  # type: ignore[arg-type]
    one, two, three, _silent = world.councils
    answered(
        world,
        one,
        {1: ("agree", ""), 2: ("wish", "Graag een evaluatie."), 3: ("object", "Te duur.")},
        general=["Wij vragen meer tijd voor de raden."],
    )
    answered(
        world,
        two,
        {1: ("agree", ""), 2: ("object", "Nu niet."), 3: ("none", "")},
        general=["Geef raden meer tijd!", "Let op het openbaar vervoer."],
    )
    answered(world, three, {1: ("object", ""), 2: ("agree", ""), 3: ("agree", "Prima.")})
    answered(world, world.executives[0], {1: ("object", "Het college niet."), 2: ("agree", "")})
    answered(world, guest(world), dict.fromkeys((1, 2, 3), ("object", "")))
    return world


def guest(world: World, name: str = "Provincie Proefland") -> Addressee:
    """Somebody who is asked without a vote."""
    return Addressee.objects.create(
        round=world.round, body="other", name=name, is_guest=True, position=90, state="received"
    )


def next_version(
    version: OpinionVersion,
    positions: dict[int, tuple[str, str]],
    world: World,
    *,
    is_sent: bool = True,
    is_late: bool = False,
    without: Addressee | None = None,
) -> OpinionVersion:
    """A correction of an opinion by all its bodies, ``without`` one of them."""
    found = OpinionVersion.objects.create(
        opinion=version.opinion,
        number=version.number + 1,
        document=version.document,
        correction="Verbeterd",
        at=AT,
        actor_name="Test",
    )
    for order, (number, (position, text)) in enumerate(sorted(positions.items()), start=1):
        OpinionPoint.objects.create(
            version=found,
            order=order,
            clause=world.clauses[number - 1],
            position=position,
            text=text,
        )
    for adoption in version.adoptions.all():
        if adoption.addressee != without:
            adopted(found, adoption.addressee)
    if is_sent:
        Sending.objects.create(
            version=found, on=date(2026, 5, 2), is_late=is_late, at=AT, actor_name="Test"
        )
    return found


def adopted(version: OpinionVersion, addressee: Addressee) -> None:
    """A body adopts a version."""
    Adoption.objects.create(
        version=version, addressee=addressee, on=date(2026, 4, 20), at=AT, actor_name="Test"
    )


def joined(version: OpinionVersion, addressee: Addressee) -> None:
    """A council joins an opinion and adopts its version."""
    OpinionParty.objects.create(opinion=version.opinion, addressee=addressee, joined_at=AT)
    adopted(version, addressee)
