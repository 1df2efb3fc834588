# SPDX-License-Identifier: EUPL-1.2
"""Which versions of opinions count."""

from __future__ import annotations

from datetime import date

import pytest

from samenspel.dialogue.models import (
    Addressee,
    Adoption,
    Opinion,
    OpinionParty,
    OpinionPoint,
    OpinionVersion,
    Sending,
)
from samenspel.dialogue.queries.counted import bodies_of, counted_points, counting_versions
from tests.dialogue.small_round import AT, World, answered, make_world

pytestmark = pytest.mark.django_db
ON = date(2026, 4, 21)


def counting(world: World) -> set[OpinionVersion]:
    return set(counting_versions(world.round))


def bodies(version: OpinionVersion) -> list[int]:
    return [body.pk for body in bodies_of([version.pk])[version.pk]]


def next_version(world: World, version: OpinionVersion, *, is_sent: bool) -> OpinionVersion:
    """A version after ``version``, adopted by the same bodies."""
    made = OpinionVersion.objects.create(
        opinion=version.opinion,
        number=version.number + 1,
        document=world.document,
        correction="Een cijfer klopte niet.",
        at=AT,
        actor_name="Test",
    )
    OpinionPoint.objects.create(
        version=made, order=1, clause=world.clauses[0], position="object", text="Anders"
    )
    for held in version.adoptions.all():
        Adoption.objects.create(
            version=made, addressee=held.addressee, on=ON, at=AT, actor_name="Test"
        )
    if is_sent:
        Sending.objects.create(version=made, on=ON, at=AT, actor_name="Test")
    return made


def joined(world: World, version: OpinionVersion, addressee: Addressee) -> None:
    """Another body that adopted the same version."""
    OpinionParty.objects.create(opinion=version.opinion, addressee=addressee, joined_at=AT)
    Adoption.objects.create(version=version, addressee=addressee, on=ON, at=AT, actor_name="T")


def test_a_round_without_answers_has_no_version_that_counts() -> None:
    assert counting(make_world()) == set()


def test_points_come_in_the_order_of_the_letter_and_of_their_opinion() -> None:
    world = make_world()
    late = answered(world, world.councils[2], {1: ("agree", "")})
    early = answered(world, world.councils[0], {2: ("wish", "Graag")}, general=["Dank"])
    found = counted_points(world.round)
    assert [(point.version, point.text) for point in found] == [
        (early, "Graag"),
        (early, "Dank"),
        (late, ""),
    ]


def test_the_last_sent_version_counts_and_an_adopted_one_does_not_yet() -> None:
    world = make_world()
    first = answered(world, world.councils[0], {1: ("agree", "")})
    second = next_version(world, first, is_sent=True)
    next_version(world, second, is_sent=False)
    assert counting(world) == {second}


def test_a_draft_does_not_count() -> None:
    world = make_world()
    opinion = Opinion.objects.create(
        round=world.round, document=world.document, updated_at=AT, updated_by_name="T"
    )
    OpinionParty.objects.create(opinion=opinion, addressee=world.councils[0], is_leading=True)
    assert counting(world) == set()


def test_a_withdrawn_opinion_does_not_count() -> None:
    world = make_world()
    answered(world, world.councils[0], {1: ("agree", "")})
    Addressee.objects.filter(pk=world.councils[0].pk).update(state="withdrawn")
    assert counting(world) == set()


def test_a_joint_opinion_counts_for_the_bodies_that_still_stand_behind_it() -> None:
    world = make_world()
    version = answered(world, world.councils[1], {1: ("agree", "")})
    joined(world, version, world.councils[0])
    joined(world, version, world.councils[2])
    Addressee.objects.filter(pk=world.councils[2].pk).update(state="withdrawn")
    assert counting(world) == {version}
    assert bodies(version) == [world.councils[1].pk, world.councils[0].pk]


def test_a_body_that_left_a_joint_opinion_is_no_party_any_more() -> None:
    world = make_world()
    version = answered(world, world.councils[0], {1: ("agree", "")})
    joined(world, version, world.councils[1])
    OpinionParty.objects.filter(addressee=world.councils[1]).delete()
    assert bodies(version) == [world.councils[0].pk]


def test_another_round_is_left_out() -> None:
    world = make_world()
    other = make_world(slug="ander")
    answered(other, other.councils[0], {1: ("agree", "")})
    assert counting(world) == set()
