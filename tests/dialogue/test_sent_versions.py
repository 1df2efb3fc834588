# SPDX-License-Identifier: EUPL-1.2
"""Which versions of opinions count."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samenspel.dialogue.models import (
    Addressee,
    Adoption,
    Opinion,
    OpinionParty,
    OpinionPoint,
    OpinionVersion,
    Sending,
)
from samenspel.dialogue.queries.sent import sent_versions
from tests.dialogue.small_round import AT, World, answered, make_world

pytestmark = pytest.mark.django_db
ON = date(2026, 4, 21)


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


def test_a_round_without_answers_has_no_sent_versions() -> None:
    assert sent_versions(make_world().round) == ()


def test_opinions_come_in_the_order_of_the_letter_with_their_points() -> None:
    world = make_world()
    late = answered(world, world.councils[2], {1: ("agree", "")})
    early = answered(world, world.councils[0], {2: ("wish", "Graag")}, general=["Dank"])
    found = sent_versions(world.round)
    assert [sent.version for sent in found] == [early, late]
    assert [(p.position, p.text) for p in found[0].points] == [("wish", "Graag"), ("none", "Dank")]
    assert found[0].leading == world.councils[0]
    assert found[0].on == date(2026, 4, 20)


def test_the_last_sent_version_counts_and_an_adopted_one_does_not_yet() -> None:
    world = make_world()
    first = answered(world, world.councils[0], {1: ("agree", "")})
    second = next_version(world, first, is_sent=True)
    next_version(world, second, is_sent=False)
    (found,) = sent_versions(world.round)
    assert found.version == second
    assert found.points[0].position == "object"


def test_a_draft_is_not_among_the_sent_versions() -> None:
    world = make_world()
    opinion = Opinion.objects.create(
        round=world.round, document=world.document, updated_at=AT, updated_by_name="T"
    )
    OpinionParty.objects.create(opinion=opinion, addressee=world.councils[0], is_leading=True)
    assert sent_versions(world.round) == ()


def test_a_withdrawn_opinion_does_not_count() -> None:
    world = make_world()
    answered(world, world.councils[0], {1: ("agree", "")})
    Addressee.objects.filter(pk=world.councils[0].pk).update(state="withdrawn")
    assert sent_versions(world.round) == ()


def test_a_joint_opinion_counts_for_the_bodies_that_still_stand_behind_it() -> None:
    world = make_world()
    version = answered(world, world.councils[1], {1: ("agree", "")})
    joined(world, version, world.councils[0])
    joined(world, version, world.councils[2])
    Addressee.objects.filter(pk=world.councils[2].pk).update(state="withdrawn")
    (found,) = sent_versions(world.round)
    assert found.addressees == (world.councils[1], world.councils[0])
    assert found.is_joint


def test_a_body_that_left_a_joint_opinion_is_no_party_any_more() -> None:
    world = make_world()
    version = answered(world, world.councils[0], {1: ("agree", "")})
    joined(world, version, world.councils[1])
    OpinionParty.objects.filter(addressee=world.councils[1]).delete()
    (found,) = sent_versions(world.round)
    assert found.addressees == (world.councils[0],)
    assert not found.is_joint


def test_another_round_is_left_out() -> None:
    world = make_world()
    other = make_world(slug="ander")
    answered(other, other.councils[0], {1: ("agree", "")})
    assert sent_versions(world.round) == ()


@pytest.mark.parametrize("councils", [2, 6])
def test_four_queries_however_many_answers(councils: int) -> None:
    world = make_world(councils=councils)
    for council in world.councils:
        answered(world, council, {1: ("agree", ""), 2: ("object", "Nee")})
    with CaptureQueriesContext(connection) as asked:
        for sent in sent_versions(world.round):
            assert sent.leading.municipality is not None
            assert sent.version.document.title
            assert all(point.clause for point in sent.points)
    assert len(asked) == 4
