# SPDX-License-Identifier: EUPL-1.2
"""Adopting, sending, joint opinions, withdrawing, and answers by letter."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.dialogue.actions.opinions import (
    PointValues,
    Votes,
    adopt,
    ask_to_join,
    begin_draft,
    correct,
    join,
    leave,
    record_answer,
    say_none,
    send,
    take_out,
    withdraw,
    write_draft,
)
from samenspel.dialogue.models import (
    Addressee,
    ChainRecord,
    Opinion,
    OpinionParty,
    OpinionVersion,
    Sending,
)
from samenspel.dialogue.payloads import PAYLOADS
from samenspel.dialogue.refusal import DialogueRefused
from tests.dialogue.opinions_at_work import (
    MEETING,
    NOW,
    adopted,
    drafted,
    joint,
    sent,
    state,
)
from tests.dialogue.sent import sent_versions
from tests.dialogue.small_round import World, make_world

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 4, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return make_world(executives=1)


# Adopting


def test_adopting_fixes_the_text_with_the_votes(world: World) -> None:
    drafted(world)
    version = adopted(world, votes=Votes(11, 4, 1))
    assert [(p.order, p.position, p.text) for p in version.points.all()] == [
        (1, "wish", "Graag een evaluatie.")
    ]
    held = version.adoptions.get()
    assert (held.on, held.votes_for, held.votes_against, held.votes_abstained) == (
        MEETING,
        11,
        4,
        1,
    )
    assert state(world.councils[0]) == "adopted"


@pytest.mark.parametrize(
    "votes", [Votes(-1, 0), Votes(0, 0), Votes(5, 5), Votes(3, 8), Votes(1001, 0), Votes(3, 0, -2)]
)
def test_votes_that_cannot_be_right_are_refused(world: World, votes: Votes) -> None:
    drafted(world)
    with pytest.raises(DialogueRefused) as refusal:
        adopted(world, votes=votes)
    assert refusal.value.field == "votes_for"


@pytest.mark.parametrize("on", [date(2026, 4, 21), date(2026, 3, 1)])
def test_a_meeting_to_come_or_before_the_letter_adopted_nothing(world: World, on: date) -> None:
    drafted(world)
    with pytest.raises(DialogueRefused):
        adopt(addressee=world.councils[0], on=on, votes=None, by=world.actor("clerk"), at=NOW)


def test_after_midnight_over_there_it_is_the_next_day(world: World) -> None:
    drafted(world)
    half_past_midnight = datetime(2026, 4, 20, 22, 30, tzinfo=UTC)
    adopt(
        addressee=world.councils[0],
        on=date(2026, 4, 21),
        votes=None,
        by=world.actor("clerk"),
        at=half_past_midnight,
    )
    assert state(world.councils[0]) == "adopted"


def test_an_empty_draft_cannot_be_adopted(world: World) -> None:
    begin_draft(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    with pytest.raises(DialogueRefused):
        adopted(world)


def test_a_wish_without_words_cannot_be_adopted(world: World) -> None:
    drafted(world, text="")
    with pytest.raises(DialogueRefused):
        adopted(world)


def test_adopting_twice_gives_one_adoption(world: World) -> None:
    drafted(world)
    adopted(world)
    with pytest.raises(DialogueRefused):
        adopted(world)
    assert OpinionVersion.objects.count() == 1


def test_nothing_is_adopted_without_a_draft_nor_by_people_of_another_body(world: World) -> None:
    with pytest.raises(DialogueRefused):
        adopted(world)
    drafted(world)
    for kind, index in (("councillor", 0), ("adviser", 0), ("clerk", 1), ("secretariat", 0)):
        with pytest.raises(PermissionDenied):
            adopt(
                addressee=world.councils[0],
                on=MEETING,
                votes=None,
                by=world.actor(kind, index),
                at=NOW,
            )


# Sending


def test_a_sent_opinion_counts_and_is_in_the_chain(world: World) -> None:
    version = sent(world)
    assert [found.version for found in sent_versions(world.round)] == [version]
    assert state(world.councils[0]) == "sent"
    record = ChainRecord.objects.get(kind="opinion_sent")
    sending = Sending.objects.get()
    assert record.key == str(sending.pk)
    assert record.payload == PAYLOADS["opinion_sent"].payload(sending)
    assert record.payload["points"][0]["text"] == "Graag een evaluatie."
    assert record.payload["adoptions"][0]["on"] == "2026-04-16"


def test_nothing_is_sent_that_was_not_adopted_and_nothing_twice(world: World) -> None:
    clerk, council = world.actor("clerk"), world.councils[0]
    drafted(world)
    with pytest.raises(DialogueRefused):
        send(addressee=council, by=clerk, at=NOW)
    adopted(world)
    send(addressee=council, by=clerk, at=NOW)
    with pytest.raises(DialogueRefused):
        send(addressee=council, by=clerk, at=NOW)
    with pytest.raises(DialogueRefused):
        adopted(world)
    correct(addressee=council, reason="Tikfout", by=clerk, at=NOW)
    with pytest.raises(DialogueRefused):
        send(addressee=council, by=clerk, at=NOW)


def test_sent_after_the_last_day_is_too_late(world: World) -> None:
    drafted(world)
    adopted(world)
    sending = send(addressee=world.councils[0], by=world.actor("clerk"), at=LATE)
    assert sending.is_late
    assert state(world.councils[0]) == "too_late"


def test_the_last_day_lasts_until_midnight_over_there(world: World) -> None:
    drafted(world)
    adopted(world)
    late_evening = datetime(2026, 4, 27, 21, 59, tzinfo=UTC)
    send(addressee=world.councils[0], by=world.actor("clerk"), at=late_evening)
    assert state(world.councils[0]) == "sent"


def test_a_body_without_a_last_day_is_never_late(world: World) -> None:
    Addressee.objects.update(due_on=None)
    drafted(world)
    adopted(world)
    assert not send(addressee=world.councils[0], by=world.actor("clerk"), at=LATE).is_late


def test_a_joint_opinion_is_in_time_for_each_council_by_its_own_last_day(world: World) -> None:
    Addressee.objects.filter(pk=world.councils[1].pk).update(due_on=date(2026, 5, 11))
    joint(world, 1)
    adopted(world, 0)
    adopted(world, 1)
    sending = send(addressee=world.councils[0], by=world.actor("clerk"), at=LATE)
    assert sending.is_late
    assert (state(world.councils[0]), state(world.councils[1])) == ("too_late", "sent")


def test_a_correction_after_the_last_day_does_not_make_the_council_late(world: World) -> None:
    clerk, council = world.actor("clerk"), world.councils[0]
    sent(world)
    correct(addressee=council, reason="Tikfout", by=clerk, at=LATE)
    adopt(addressee=council, on=date(2026, 4, 28), votes=None, by=clerk, at=LATE)
    sending = send(addressee=council, by=clerk, at=LATE)
    assert sending.is_late
    assert state(council) == "sent"
    (found,) = sent_versions(world.round)
    assert (found.version.number, found.version.correction) == (2, "Tikfout")
    assert Sending.objects.count() == 2


def test_the_log_does_not_say_what_an_opinion_says(world: World) -> None:
    sent(world)
    assert "evaluatie" not in str(list(Event.objects.values()))


# Together


def test_a_joint_opinion_is_sent_when_every_council_adopted_it(world: World) -> None:
    joint(world, 1)
    clerk = world.actor("clerk")
    with pytest.raises(DialogueRefused):
        adopted(world, 1)
    version = adopted(world, 0)
    with pytest.raises(DialogueRefused) as refusal:
        send(addressee=world.councils[0], by=clerk, at=NOW)
    assert "Beekhuizen" in refusal.value.message
    assert adopted(world, 1) == version
    with pytest.raises(DialogueRefused):
        adopted(world, 1)
    with pytest.raises(DialogueRefused):
        send(addressee=world.councils[1], by=world.actor("clerk", 1), at=NOW)
    send(addressee=world.councils[0], by=clerk, at=NOW)
    (found,) = sent_versions(world.round)
    assert found.addressees == world.councils[:2]


def test_a_council_that_did_not_answer_the_invitation_is_left_out_when_it_is_sent(
    world: World,
) -> None:
    opinion = drafted(world)
    ask_to_join(opinion=opinion, addressee=world.councils[1], by=world.actor("clerk"), at=NOW)
    adopted(world)
    send(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    assert state(world.councils[1]) == "received"
    assert not OpinionParty.objects.filter(addressee=world.councils[1]).exists()


def test_a_council_with_an_opinion_of_its_own_cannot_be_asked(world: World) -> None:
    opinion = drafted(world, 0)
    drafted(world, 1)
    sent(world, 2)
    for other in world.councils[1:]:
        with pytest.raises(DialogueRefused):
            ask_to_join(opinion=opinion, addressee=other, by=world.actor("clerk"), at=NOW)


def test_only_councils_of_the_same_round_give_an_opinion_together(world: World) -> None:
    other = make_world(slug="ander")
    opinion = drafted(world)
    for wrong in (other.councils[1], world.executives[0]):
        with pytest.raises(DialogueRefused):
            ask_to_join(opinion=opinion, addressee=wrong, by=world.actor("clerk"), at=NOW)
    adviser = world.actor("adviser")
    own = begin_draft(addressee=world.executives[0], by=adviser, at=NOW)
    with pytest.raises(DialogueRefused):
        ask_to_join(opinion=own, addressee=world.councils[1], by=adviser, at=NOW)


def test_nobody_joins_a_fixed_text(world: World) -> None:
    opinion = drafted(world)
    clerk = world.actor("clerk")
    ask_to_join(opinion=opinion, addressee=world.councils[1], by=clerk, at=NOW)
    adopted(world)
    with pytest.raises(DialogueRefused):
        join(addressee=world.councils[1], by=world.actor("clerk", 1), at=NOW)
    with pytest.raises(DialogueRefused):
        ask_to_join(opinion=opinion, addressee=world.councils[2], by=clerk, at=NOW)


def test_joining_needs_an_invitation_and_happens_once(world: World) -> None:
    with pytest.raises(DialogueRefused):
        join(addressee=world.councils[2], by=world.actor("clerk", 2), at=NOW)
    joint(world, 1)
    with pytest.raises(DialogueRefused):
        join(addressee=world.councils[1], by=world.actor("clerk", 1), at=NOW)
    with pytest.raises(PermissionDenied):
        join(addressee=world.councils[1], by=world.actor("clerk", 0), at=NOW)


def test_a_draft_of_its_own_declines_the_invitation(world: World) -> None:
    ask_to_join(
        opinion=drafted(world),
        addressee=world.councils[1],
        by=world.actor("clerk"),
        at=NOW,
    )
    own = begin_draft(addressee=world.councils[1], by=world.actor("clerk", 1), at=NOW)
    assert OpinionParty.objects.get(addressee=world.councils[1]).opinion == own


def test_a_council_declines_or_steps_out_before_it_is_sent(world: World) -> None:
    joint(world, 1)
    leave(addressee=world.councils[1], by=world.actor("clerk", 1), at=NOW)
    assert state(world.councils[1]) == "received"
    ask_to_join(
        opinion=Opinion.objects.get(),
        addressee=world.councils[2],
        by=world.actor("clerk"),
        at=NOW,
    )
    leave(addressee=world.councils[2], by=world.actor("clerk", 2), at=NOW)
    assert OpinionParty.objects.count() == 1


def test_who_leads_or_was_never_asked_or_has_sent_cannot_leave(world: World) -> None:
    joint(world, 1)
    for index in (0, 2):
        with pytest.raises(DialogueRefused):
            leave(addressee=world.councils[index], by=world.actor("clerk", index), at=NOW)
    adopted(world, 0)
    adopted(world, 1)
    send(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    with pytest.raises(DialogueRefused):
        leave(addressee=world.councils[1], by=world.actor("clerk", 1), at=NOW)


def test_the_leading_council_goes_on_without_one_that_does_not_adopt(world: World) -> None:
    opinion = joint(world, 1)
    clerk = world.actor("clerk")
    ask_to_join(opinion=opinion, addressee=world.councils[2], by=clerk, at=NOW)
    adopted(world, 0)
    for index in (1, 2):
        take_out(opinion=opinion, addressee=world.councils[index], by=clerk, at=NOW)
    assert state(world.councils[1]) == state(world.councils[2]) == "received"
    send(addressee=world.councils[0], by=clerk, at=NOW)
    with pytest.raises(DialogueRefused):
        take_out(opinion=opinion, addressee=world.councils[1], by=clerk, at=NOW)


def test_a_council_that_adopted_is_not_taken_out(world: World) -> None:
    opinion = joint(world, 1)
    adopted(world, 0)
    adopted(world, 1)
    with pytest.raises(DialogueRefused):
        take_out(opinion=opinion, addressee=world.councils[1], by=world.actor("clerk"), at=NOW)


# None wished, withdrawn


def say(world: World, index: int = 0, on: date = MEETING) -> None:
    say_none(
        addressee=world.councils[index],
        on=on,
        note="Geen bezwaar.",
        by=world.actor("clerk", index),
        at=NOW,
    )


def test_a_council_may_wish_no_opinion_and_think_again(world: World) -> None:
    say(world)
    step = world.councils[0].steps.get()
    assert (step.state, step.on, step.note) == ("none_wished", MEETING, "Geen bezwaar.")
    with pytest.raises(DialogueRefused):
        say(world)
    drafted(world)
    assert state(world.councils[0]) == "draft"


def test_no_opinion_is_not_said_beside_a_draft_nor_for_a_day_to_come(world: World) -> None:
    drafted(world)
    with pytest.raises(DialogueRefused):
        say(world)
    with pytest.raises(DialogueRefused):
        say(world, 1, date(2026, 5, 1))


def test_saying_none_declines_an_invitation(world: World) -> None:
    ask_to_join(
        opinion=drafted(world),
        addressee=world.councils[1],
        by=world.actor("clerk"),
        at=NOW,
    )
    say(world, 1)
    assert not OpinionParty.objects.filter(addressee=world.councils[1]).exists()


def taken_back(world: World, index: int = 0, reason: str = "De raad wil opnieuw praten.") -> None:
    withdraw(addressee=world.councils[index], reason=reason, by=world.actor("clerk", index), at=NOW)


def test_a_withdrawn_opinion_stays_in_the_record_and_does_not_count(world: World) -> None:
    version = sent(world)
    taken_back(world)
    assert state(world.councils[0]) == "withdrawn"
    assert version.points.exists()
    assert sent_versions(world.round) == ()
    assert world.councils[0].steps.last().note == "De raad wil opnieuw praten."  # type: ignore[union-attr]


def test_what_was_withdrawn_does_not_count_again_while_a_new_one_is_written(world: World) -> None:
    sent(world)
    taken_back(world)
    drafted(world)
    assert sent_versions(world.round) == ()
    adopted(world)
    send(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    (found,) = sent_versions(world.round)
    assert found.version.number == 1
    assert Sending.objects.count() == 2


def test_a_draft_that_was_never_adopted_is_thrown_away(world: World) -> None:
    opinion = drafted(world)
    ask_to_join(opinion=opinion, addressee=world.councils[1], by=world.actor("clerk"), at=NOW)
    taken_back(world, reason="Geheime reden")
    assert not Opinion.objects.exists()
    assert state(world.councils[0]) == "received"
    assert "Geheime reden" not in [step.note for step in world.councils[0].steps.all()]


def test_a_correction_under_way_goes_with_the_opinion_that_is_withdrawn(world: World) -> None:
    sent(world)
    correct(addressee=world.councils[0], reason="Tikfout", by=world.actor("clerk"), at=NOW)
    taken_back(world)
    opinion = Opinion.objects.get()
    assert (opinion.introduction, opinion.correction) == ("", "")
    assert not opinion.draft_points.exists()


def test_withdrawing_needs_an_opinion_and_a_reason(world: World) -> None:
    with pytest.raises(DialogueRefused):
        taken_back(world)
    drafted(world)
    with pytest.raises(DialogueRefused) as refusal:
        taken_back(world, reason=" ")
    assert refusal.value.field == "reason"


def test_a_joint_opinion_stands_for_the_others_and_the_next_one_leads(world: World) -> None:
    joint(world, 1, 2)
    for index in (0, 1, 2):
        adopted(world, index)
    send(addressee=world.councils[0], by=world.actor("clerk"), at=NOW)
    taken_back(world, 0)
    taken_back(world, 2)
    (found,) = sent_versions(world.round)
    assert found.addressees == (world.councils[1],)
    correct(addressee=world.councils[1], reason="Nu alleen", by=world.actor("clerk", 1), at=NOW)


def test_the_council_that_takes_over_adopts_the_text_that_was_fixed(world: World) -> None:
    joint(world, 1)
    version = adopted(world, 0)
    taken_back(world, 0)
    assert adopted(world, 1) == version
    send(addressee=world.councils[1], by=world.actor("clerk", 1), at=NOW)
    (found,) = sent_versions(world.round)
    assert found.addressees == (world.councils[1],)


# By letter


def entered(world: World, addressee: Addressee, **told: object) -> OpinionVersion:
    values: dict[str, object] = {
        "addressee": addressee,
        "on": date(2026, 4, 13),
        "introduction": "",
        "points": [PointValues(world.clauses[0], "agree", "")],
        "votes": None,
        "source": "Brief van 13 april 2026",
        "by": world.actor("secretariat"),
        "at": LATE,
    }
    return record_answer(**{**values, **told})  # type: ignore[arg-type]


def test_a_letter_is_in_time_by_its_own_day_and_names_itself(world: World) -> None:
    version = entered(world, world.councils[0], votes=Votes(9, 1))
    assert version.source == "Brief van 13 april 2026"
    assert state(world.councils[0]) == "sent"
    (found,) = sent_versions(world.round)
    assert (found.on, found.parties[0].adoption.votes_for) == (date(2026, 4, 13), 9)


def test_a_guest_without_a_municipality_answers_by_letter(world: World) -> None:
    guest = world.round.addressees.create(body="other", name="Provincie", state="received")
    entered(world, guest)
    assert state(guest) == "sent"


def test_a_later_letter_becomes_the_next_version(world: World) -> None:
    entered(world, world.councils[0])
    second = entered(world, world.councils[0], source="Brief van 20 april 2026")
    assert (second.number, second.correction) == (2, "Brief van 20 april 2026")
    (found,) = sent_versions(world.round)
    assert found.version == second


def test_a_letter_does_not_pass_over_what_the_council_writes_here(world: World) -> None:
    drafted(world, 0)
    sent(world, 1)
    for council in world.councils[:2]:
        with pytest.raises(DialogueRefused):
            entered(world, council)


def test_a_letter_puts_an_invitation_aside(world: World) -> None:
    ask_to_join(
        opinion=drafted(world),
        addressee=world.councils[1],
        by=world.actor("clerk"),
        at=NOW,
    )
    entered(world, world.councils[1])
    assert state(world.councils[1]) == "sent"


@pytest.mark.parametrize("source", ["", " ", "x" * 301])
def test_a_letter_has_a_name(world: World, source: str) -> None:
    with pytest.raises(DialogueRefused) as refusal:
        entered(world, world.councils[0], source=source)
    assert refusal.value.field == "source"


def test_only_who_asks_enters_letters(world: World) -> None:
    for kind in ("clerk", "councillor", "adviser"):
        with pytest.raises(PermissionDenied):
            entered(world, world.councils[0], by=world.actor(kind))


def test_the_clerk_corrects_what_was_entered_from_a_letter(world: World) -> None:
    entered(world, world.councils[0])
    clerk = world.actor("clerk")
    opinion = correct(addressee=world.councils[0], reason="Verkeerd gelezen", by=clerk, at=NOW)
    write_draft(
        opinion=opinion,
        introduction="Zo bedoelden wij het.",
        points=[],
        edition=opinion.edition,
        by=clerk,
        at=NOW,
    )
    assert adopted(world).introduction == "Zo bedoelden wij het."
