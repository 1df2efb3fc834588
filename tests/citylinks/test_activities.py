# SPDX-License-Identifier: EUPL-1.2
"""Writing down activities, contributions and lessons."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.accounts.rules import visitor
from samenspel.citylinks.actions.activities import (
    ActivityValues,
    GiftValues,
    LessonValues,
    add_activity,
    add_gift,
    add_lesson,
    change_activity,
    remove_activity,
    remove_gift,
    remove_lesson,
    set_state,
)
from samenspel.citylinks.models import Activity, Gift, Lesson
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import World, make_link

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 2, 10)
VALUES = ActivityValues(
    kind="masterclass", level="organisation", title=" Lege winkels ", on=DAY, state="done"
)


def gift(world: World, giver: int = 0, receiver: int = 1, **given: Any) -> GiftValues:
    told = given or {"hours": Decimal("7.5")}
    return GiftValues(world.parties[giver], world.parties[receiver], **told)


def written(world: World, **changes: Any) -> Activity:
    return add_activity(
        link=world.link,
        values=replace(VALUES, **changes),
        gifts=[gift(world), gift(world, 1, 0, people=2)],
        lessons=[LessonValues(world.parties[0], "Eerst vragen.", world.parties[1])],
        by=world.actor("adviser"),
        at=AT,
    )


def refused(world: World, **changes: Any) -> str:
    with pytest.raises(LinkRefused) as caught:
        written(world, **changes)
    return caught.value.field


def refused_gift(world: World, values: GiftValues) -> str:
    with pytest.raises(LinkRefused) as caught:
        add_activity(link=world.link, values=VALUES, gifts=[values], by=world.actor("clerk"), at=AT)
    return caught.value.field


def test_activity_is_kept_with_who_gave_and_what_was_learned() -> None:
    world = make_link()
    made = written(world)
    assert (made.title, made.edition, made.changed_at) == ("Lege winkels", 1, AT)
    assert [(g.giver, g.hours, g.people, g.on) for g in made.gifts.order_by("pk")] == [
        (world.parties[0], Decimal("7.50"), 0, DAY),
        (world.parties[1], Decimal(0), 2, DAY),
    ]
    assert made.lessons.get().learned_from == world.parties[1]
    event = Event.objects.get(action="add_activity")
    assert event.detail == {"activity": made.pk, "gifts": 2, "lessons": 1}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "a" * 201}, "title"),
        ({"kind": "feest"}, "kind"),
        ({"level": "x"}, "level"),
        ({"phase": "x"}, "phase"),
        ({"state": "x"}, "state"),
        ({"until": date(2026, 2, 9)}, "until"),
        ({"on": date(2026, 3, 3)}, "state"),
        ({"aim_key": "nergens"}, "aim_key"),
        ({"text": "a" * 20_001}, "text"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(changes: Any, field: str) -> None:
    assert refused(make_link(), **changes) == field
    assert not Activity.objects.exists()


def test_an_aim_of_any_agreement_of_the_link_can_be_served() -> None:
    world = make_link()
    world.agreement("winkels")
    world.agreement("onderwijs")
    assert written(world, aim_key="winkels").aim_key == "winkels"


def test_a_planned_activity_may_lie_ahead_and_a_day_of_today_may_be_done() -> None:
    world = make_link()
    assert written(world, on=date(2027, 1, 1), state="planned").state == "planned"
    assert written(world, on=date(2026, 3, 2)).state == "done"


def test_contribution_that_cannot_be_right_is_refused_at_its_field() -> None:
    world, other = make_link(), make_link(slug="andere", parties=2)
    first, second = world.parties
    assert refused_gift(world, GiftValues(first, first, hours=Decimal(1))) == "gift-0-receiver"
    assert refused_gift(world, GiftValues(other.parties[0], second)) == "gift-0-giver"
    assert refused_gift(world, GiftValues(first, other.parties[0])) == "gift-0-receiver"
    assert refused_gift(world, gift(world, people=0)) == "gift-0-people"
    assert refused_gift(world, gift(world, people=-1)) == "gift-0-people"
    assert refused_gift(world, gift(world, hours=Decimal(200_000))) == "gift-0-hours"
    assert refused_gift(world, gift(world, hours=Decimal("1.005"))) == "gift-0-hours"
    assert refused_gift(world, gift(world, euros=2_000_000_000)) == "gift-0-euros"
    assert refused_gift(world, gift(world, euros=1, note="a" * 301)) == "gift-0-note"


def test_lesson_that_cannot_be_right_is_refused_at_its_field() -> None:
    world, other = make_link(), make_link(slug="andere")
    first = world.parties[0]
    wrong = {
        "party": LessonValues(other.parties[0], "Iets."),
        "learned_from": LessonValues(first, "Iets.", first),
        "text": LessonValues(first, " "),
    }
    for field, values in wrong.items():
        with pytest.raises(LinkRefused) as caught:
            add_lesson(link=world.link, values=values, on=DAY, by=world.actor("adviser"), at=AT)
        assert caught.value.field == field
    with pytest.raises(LinkRefused) as caught:
        add_activity(
            link=world.link,
            values=VALUES,
            lessons=[LessonValues(first, "Iets."), LessonValues(first, "", other.parties[0])],
            by=world.actor("adviser"),
            at=AT,
        )
    assert caught.value.field == "lesson-1-learned_from"


def test_more_rows_than_anybody_types_are_refused() -> None:
    world = make_link()
    with pytest.raises(LinkRefused):
        add_activity(
            link=world.link,
            values=VALUES,
            gifts=[gift(world)] * 41,
            by=world.actor("adviser"),
            at=AT,
        )


def test_changing_puts_other_rows_in_place_and_counts_the_edition() -> None:
    world = make_link()
    made = written(world)
    changed = change_activity(
        activity=made,
        values=replace(VALUES, title="Winkels", on=date(2026, 2, 11)),
        gifts=[gift(world, 1, 0, euros=500)],
        lessons=[],
        edition=1,
        by=world.actor("clerk", 1),
        at=AT,
    )
    assert (changed.title, changed.edition) == ("Winkels", 2)
    held = Gift.objects.get()
    assert (held.euros, held.on) == (500, date(2026, 2, 11))
    assert not Lesson.objects.exists()


def test_who_saves_an_older_edition_overwrites_nothing() -> None:
    world = make_link()
    made = written(world)
    actor = world.actor("adviser")
    set_state(activity=made, state="planned", edition=1, by=actor, at=AT)
    with pytest.raises(ChangedMeanwhile):
        set_state(activity=made, state="done", edition=1, by=actor, at=AT)
    remove_activity(activity=made, edition=2, by=actor, at=AT)
    with pytest.raises(ChangedMeanwhile):
        set_state(activity=made, state="done", edition=3, by=actor, at=AT)
    assert not Activity.objects.exists()
    assert not Gift.objects.exists()


def test_what_lies_ahead_cannot_have_been_done() -> None:
    world = make_link()
    made = written(world, on=date(2026, 3, 3), state="planned")
    for state in ("done", "x"):
        with pytest.raises(LinkRefused) as caught:
            set_state(activity=made, state=state, edition=1, by=world.actor("adviser"), at=AT)
        assert caught.value.field == "state"
    done = set_state(activity=made, state="cancelled", edition=1, by=world.actor("adviser"), at=AT)
    assert (done.state, done.edition) == ("cancelled", 2)


def test_a_contribution_or_lesson_may_stand_by_itself_and_go_again() -> None:
    world = make_link()
    actor = world.actor("adviser")
    given = add_gift(link=world.link, values=gift(world, euros=250), on=DAY, by=actor, at=AT)
    learned = add_lesson(
        link=world.link,
        values=LessonValues(world.parties[0], " Klein beginnen. "),
        on=DAY,
        by=actor,
        at=AT,
    )
    assert (given.activity, given.euros, learned.text) == (None, 250, "Klein beginnen.")
    for _again in range(2):
        remove_gift(gift=given, by=actor, at=AT)
        remove_lesson(lesson=learned, by=actor, at=AT)
    assert not Gift.objects.exists()
    assert Event.objects.filter(action__in=["remove_gift", "remove_lesson"]).count() == 2


def test_a_contribution_of_tomorrow_is_not_given_yet() -> None:
    world = make_link()
    with pytest.raises(LinkRefused) as caught:
        add_gift(
            link=world.link,
            values=gift(world),
            on=date(2026, 3, 3),
            by=world.actor("adviser"),
            at=AT,
        )
    assert caught.value.field == "on"


def test_what_belongs_to_an_activity_is_removed_there() -> None:
    world = make_link()
    made = written(world)
    actor = world.actor("adviser")
    with pytest.raises(LinkRefused):
        remove_gift(gift=made.gifts.all()[0], by=actor, at=AT)
    with pytest.raises(LinkRefused):
        remove_lesson(lesson=made.lessons.get(), by=actor, at=AT)


def test_only_who_keeps_the_file_writes_and_not_after_the_end() -> None:
    world = make_link()
    made = written(world)
    for actor in (world.actor("councillor"), world.actor("adviser", 5), visitor()):
        with pytest.raises(PermissionDenied):
            add_activity(link=world.link, values=VALUES, by=actor, at=AT)
        with pytest.raises(PermissionDenied):
            remove_activity(activity=made, edition=1, by=actor, at=AT)
    ended = make_link(stage="ended", slug="voorbij")
    with pytest.raises(LinkRefused):
        written(ended)
