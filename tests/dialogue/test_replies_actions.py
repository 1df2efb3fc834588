# SPDX-License-Identifier: EUPL-1.2
"""Every point gets a reply with reasons, and the memo makes all of them final."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from samenspel.accounts.models import Event
from samenspel.dialogue.actions.replies import (
    RepliedMeanwhile,
    Unanswered,
    publish_memo,
    reply,
    reply_to_many,
    take_over,
)
from samenspel.dialogue.models import (
    Addressee,
    Adoption,
    ChainRecord,
    Memo,
    OpinionPoint,
    OpinionVersion,
    Reply,
    Sending,
)
from samenspel.dialogue.payloads import PAYLOADS
from samenspel.dialogue.queries.counted import counting_versions, points_to_answer, progress
from samenspel.dialogue.queries.earlier_replies import earlier_replies
from samenspel.dialogue.refusal import DialogueRefused
from tests.dialogue.sent import sent_versions
from tests.dialogue.small_round import World, answered, make_world

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def weighed(**options: Any) -> World:
    """A round being weighed: two councils answered, with three points to reply to."""
    world = make_world(stage="weighing", **options)
    answered(world, world.councils[0], {1: ("object", "Te duur."), 2: ("agree", "")})
    answered(
        world,
        world.councils[1],
        {1: ("object", "Veel te duur."), 3: ("none", "")},
        general=["Betrek de inwoners."],
    )
    return world


def to_answer(world: World) -> list[OpinionPoint]:
    return list(points_to_answer(world.round))


def said(world: World, point: OpinionPoint, **changes: Any) -> Reply:
    values: dict[str, Any] = {"verdict": "reject", "reason": "Het geld is er niet."}
    told = {**values, "by": world.actor("secretariat"), "at": AT, **changes}
    return reply(point=point, **told)


def all_said(world: World) -> None:
    for point in to_answer(world):
        said(world, point)


def published(world: World, **changes: Any) -> Memo:
    values: dict[str, Any] = {"introduction": "Dank.", "on": date(2026, 5, 4)}
    told = {**values, "by": world.actor("secretariat"), "at": AT, **changes}
    return publish_memo(round_=world.round, **told)


def corrected(world: World, before: OpinionVersion, *points: tuple[int, str, str]) -> None:
    """The opinion is sent again; points: number of the clause (0: general), position, text."""
    version = OpinionVersion.objects.create(
        opinion=before.opinion,
        number=before.number + 1,
        document=world.document,
        correction="Een fout",
        at=AT,
        actor_name="Test",
    )
    for order, (clause, position, text) in enumerate(points, start=1):
        OpinionPoint.objects.create(
            version=version,
            order=order,
            clause=world.clauses[clause - 1] if clause else None,
            position=position,
            text=text,
        )
    for row in before.adoptions.all():
        Adoption.objects.create(
            version=version, addressee=row.addressee, on=row.on, at=AT, actor_name="Test"
        )
    Sending.objects.create(version=version, on=date(2026, 4, 25), at=AT, actor_name="Test")


def test_what_needs_a_reply_has_a_text_a_wish_or_an_objection() -> None:
    world = make_world(stage="weighing")
    answered(world, world.councils[0], {1: ("agree", ""), 2: ("none", ""), 3: ("wish", "")})
    answered(world, world.councils[1], {1: ("agree", "Mooi."), 2: ("object", "")}, general=["Tja."])
    found = [(point.position, point.text) for point in to_answer(world)]
    assert found == [("wish", ""), ("agree", "Mooi."), ("object", ""), ("none", "Tja.")]


def test_the_versions_that_count_are_those_of_every_other_page() -> None:
    world = weighed(councils=4)
    first = OpinionVersion.objects.order_by("pk")[0]
    corrected(world, first, (1, "object", "Te duur."))
    answered(world, world.councils[2], {1: ("object", "Nee.")})
    Addressee.objects.filter(pk=world.councils[2].pk).update(state="withdrawn")
    expected = {sent.version.pk for sent in sent_versions(world.round)}
    assert set(counting_versions(world.round).values_list("pk", flat=True)) == expected


def test_a_reply_is_kept_with_its_reason_and_change() -> None:
    world = weighed()
    point = to_answer(world)[0]
    made = said(
        world,
        point,
        verdict="adopt",
        reason=" Goed punt. ",
        change="Lid 2.",
        clause_key="artikel-1",
    )
    kept = Reply.objects.get(point=point)
    assert kept == made
    assert (kept.verdict, kept.reason, kept.change) == ("adopt", "Goed punt.", "Lid 2.")
    assert (kept.clause_key, kept.edition, kept.memo) == ("artikel-1", 1, None)


def test_the_log_names_the_point_and_not_what_was_replied() -> None:
    world = weighed()
    said(world, to_answer(world)[0])
    event = Event.objects.get(action="reply_to_points")
    assert "geld" not in str(event.detail)


def test_a_reply_can_be_changed_by_who_saw_the_last_edition() -> None:
    world = weighed()
    point = to_answer(world)[0]
    said(world, point)
    changed = said(world, point, verdict="later", edition=1)
    assert (changed.verdict, changed.edition) == ("later", 2)
    with pytest.raises(RepliedMeanwhile):
        said(world, point, edition=1)
    assert Reply.objects.get(point=point).edition == 2


def test_two_people_who_reply_at_once_do_not_overwrite_each_other() -> None:
    world = weighed()
    point = to_answer(world)[0]
    said(world, point, reason="Eerste.")
    with pytest.raises(RepliedMeanwhile):
        said(world, point, reason="Tweede.")
    assert Reply.objects.get(point=point).reason == "Eerste."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"verdict": "perhaps"}, "verdict"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 10_001}, "reason"),
        ({"verdict": "adopt", "change": "x" * 10_001}, "change"),
        ({"verdict": "reject", "change": "Lid 2."}, "change"),
        ({"verdict": "partly", "change": " "}, "change"),
        ({"verdict": "adopt", "change": "Lid 2.", "clause_key": "artikel-99"}, "clause_key"),
    ],
    ids=["verdict", "no-reason", "long-reason", "long-change", "changes", "no-change", "clause"],
)
def test_a_reply_that_makes_no_sense_is_refused_at_its_field(
    changes: dict[str, str], field: str
) -> None:
    world = weighed()
    with pytest.raises(DialogueRefused) as refusal:
        said(world, to_answer(world)[0], **changes)
    assert refusal.value.field == field
    assert not Reply.objects.exists()


def test_a_change_need_not_be_in_one_clause() -> None:
    world = weighed()
    made = said(world, to_answer(world)[0], verdict="partly", change="Overal “wij”.")
    assert made.clause_key == ""


def test_a_point_that_is_not_adopted_names_no_clause() -> None:
    world = weighed()
    assert said(world, to_answer(world)[0], clause_key="artikel-1").clause_key == ""


def test_like_points_get_one_reply_at_once() -> None:
    world = weighed()
    alike = [point for point in to_answer(world) if point.clause_id == world.clauses[0].pk]
    made = reply_to_many(
        points=alike, verdict="reject", reason="Nee.", by=world.actor("secretariat"), at=AT
    )
    assert {row.point_id for row in made} == {point.pk for point in alike}
    assert progress(world.round).open == 1


def test_several_points_at_once_are_all_or_none() -> None:
    world = weighed()
    points = to_answer(world)
    said(world, points[1])
    with pytest.raises(RepliedMeanwhile):
        reply_to_many(
            points=points, verdict="later", reason="Nu niet.", by=world.actor("secretariat"), at=AT
        )
    assert Reply.objects.count() == 1


def test_no_point_at_all_is_refused() -> None:
    world = weighed()
    with pytest.raises(DialogueRefused) as refusal:
        reply_to_many(
            points=[], verdict="later", reason="Nu niet.", by=world.actor("secretariat"), at=AT
        )
    assert refusal.value.field == "points"


def test_a_point_that_asks_for_nothing_gets_no_reply() -> None:
    world = weighed()
    agreed = OpinionPoint.objects.get(position="agree")
    with pytest.raises(DialogueRefused, match="no reply"):
        said(world, agreed)


def test_a_point_that_was_corrected_meanwhile_gets_no_reply() -> None:
    world = weighed()
    point = to_answer(world)[0]
    corrected(world, point.version, (1, "object", "Nog duurder."))
    with pytest.raises(DialogueRefused, match="corrected"):
        said(world, point)


@pytest.mark.parametrize("kind", ["councillor", "clerk", "adviser"])
def test_only_who_asks_replies_and_publishes(kind: str) -> None:
    world = weighed()
    by = world.actor(kind)
    with pytest.raises(PermissionDenied):
        said(world, to_answer(world)[0], by=by)
    with pytest.raises(PermissionDenied):
        take_over(round_=world.round, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        published(world, by=by)


@pytest.mark.parametrize("stage", ["open", "deciding", "decided", "closed", "withdrawn"])
def test_replies_are_given_while_answers_are_weighed(stage: str) -> None:
    world = weighed()
    type(world.round).objects.update(stage=stage)
    with pytest.raises(DialogueRefused):
        said(world, to_answer(world)[0])
    with pytest.raises(DialogueRefused):
        published(world)


def test_the_memo_is_refused_while_a_point_has_no_reply_and_says_which() -> None:
    world = weighed()
    said(world, to_answer(world)[0])
    with pytest.raises(Unanswered) as refusal:
        published(world)
    assert len(refusal.value.points) == 2
    assert "Raad van Beekhuizen (Artikel 1)" in refusal.value.message
    assert not Memo.objects.exists()
    assert world.fresh().stage == "weighing"


def test_a_long_list_of_open_points_names_the_first_ones() -> None:
    world = make_world(stage="weighing", clauses=8)
    answered(world, world.councils[0], dict.fromkeys(range(1, 9), ("wish", "Graag.")))
    with pytest.raises(Unanswered, match="and 3 more"):
        published(world)


def test_the_memo_fixes_every_reply_and_the_board_decides() -> None:
    world = weighed()
    all_said(world)
    memo = published(world)
    assert memo.number == 1
    assert world.fresh().stage == "deciding"
    assert set(Reply.objects.values_list("memo", flat=True)) == {memo.pk}
    assert [row["text"] for row in memo.content["points"]] == [
        "Te duur.",
        "Veel te duur.",
        "Betrek de inwoners.",
    ]
    assert memo.content["counts"] == {
        "points": 3, "adopt": 0, "partly": 0, "reject": 3, "later": 0
    }  # fmt: skip


def test_the_memo_stands_in_the_chain_as_it_is_stored() -> None:
    world = weighed()
    all_said(world)
    memo = published(world)
    record = ChainRecord.objects.get(kind="memo", key=str(memo.pk))
    recipe = PAYLOADS["memo"]
    assert recipe.payload(Memo.objects.get(pk=memo.pk)) == record.payload
    Reply.objects.filter(memo=memo).update(reason="Iets anders.")
    assert recipe.payload(Memo.objects.get(pk=memo.pk)) != record.payload


def test_a_reply_in_the_memo_does_not_change_any_more() -> None:
    world = weighed()
    all_said(world)
    published(world)
    type(world.round).objects.update(stage="weighing")
    with pytest.raises(DialogueRefused, match="memo"):
        said(world, to_answer(world)[0], edition=1)


def test_a_round_in_which_nobody_made_a_point_goes_on() -> None:
    world = make_world(stage="weighing")
    answered(world, world.councils[0], {1: ("agree", "")})
    assert published(world).content["points"] == []
    assert world.fresh().stage == "deciding"


def test_a_memo_without_a_published_text_names_none() -> None:
    world = make_world(stage="weighing")
    world.document.__class__.objects.update(published_at=None)
    assert published(world).content["document"] is None


@pytest.mark.parametrize("on", [date(2026, 5, 5), date(2026, 3, 1)], ids=["future", "too-old"])
def test_the_day_of_the_memo_lies_between_the_letter_and_today(on: date) -> None:
    world = make_world(stage="weighing")
    with pytest.raises(DialogueRefused) as refusal:
        published(world, on=on)
    assert refusal.value.field == "on"


def test_after_a_correction_unchanged_points_take_over_their_reply() -> None:
    world = weighed()
    points = to_answer(world)
    for point in points:
        said(world, point, reason=f"Over {point.text}")
    corrected(
        world,
        points[1].version,
        (1, "object", "Veel te duur."),
        (0, "none", "Betrek de inwoners en de bedrijven."),
    )
    assert progress(world.round).open == 2
    proposed = earlier_replies(world.round)
    assert [row.reason for row in proposed.values()] == ["Over Veel te duur."]
    made = take_over(round_=world.round, by=world.actor("secretariat"), at=AT)
    assert [(row.point.text, row.reason) for row in made] == [
        ("Veel te duur.", "Over Veel te duur.")
    ]
    assert progress(world.round).open == 1
    with pytest.raises(Unanswered):
        published(world)


def test_without_a_correction_nothing_is_taken_over() -> None:
    world = weighed()
    assert take_over(round_=world.round, by=world.actor("secretariat"), at=AT) == []


def test_replies_to_a_corrected_opinion_stay_out_of_the_memo() -> None:
    world = weighed()
    all_said(world)
    first = to_answer(world)[0]
    corrected(world, first.version, (1, "agree", ""))
    memo = published(world)
    assert first.pk not in {row["point"] for row in memo.content["points"]}
    assert Reply.objects.get(point=first).memo is None
