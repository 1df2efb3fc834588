# SPDX-License-Identifier: EUPL-1.2
"""Sending a round and running it: terms, more time, closing, withdrawing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samenspel.accounts.models import Event
from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.rounds import (
    AddresseeValues,
    address,
    change_round,
    close_answers,
    close_round,
    extend,
    publish_document,
    remove_addressee,
    send_round,
    withdraw_round,
)
from samenspel.dialogue.models import Addressee, AddresseeStep, ChainRecord, Meeting, Round
from samenspel.dialogue.payloads.rounds import payload_of_round_sent
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.places.models import Figure
from tests.dialogue.rounds_world import (
    AT,
    ON,
    begun,
    make_region,
    of_municipality,
    ready,
    secretary,
    sent,
    values_of,
    with_text,
)
from tests.dialogue.small_round import municipality

pytestmark = pytest.mark.django_db
DUE = date(2026, 4, 28)  # eight weeks later is the King's birthday
LATER = date(2026, 5, 12)


def send(round_: Round, on: date = ON, by: Actor | None = None) -> Round:
    return send_round(round_=round_, sent_on=on, by=by or secretary(), at=AT)


def more(
    round_: Round, addressee: Addressee | None = None, until: date = LATER, reason: str = "Reces."
) -> list[Addressee]:
    return extend(
        addressee=addressee, round_=round_, until=until, reason=reason, by=secretary(), at=AT
    )


def refused(field: str) -> object:
    return pytest.raises(DialogueRefused, check=lambda error: error.field == field)


def test_sending_opens_the_round_and_starts_every_term() -> None:
    made = sent()
    kept = Round.objects.get()
    assert (kept.stage, kept.sent_on, kept.answer_by) == ("open", ON, DUE)
    for one in kept.addressees.all():
        assert (one.state, one.received_on, one.due_on) == ("received", ON, DUE)
        assert one.term["due"] == DUE.isoformat()
    steps = AddresseeStep.objects.filter(addressee__round=made)
    assert [(step.state, step.on) for step in steps] == [("received", ON)] * 3
    assert Event.objects.get(action="send_round").detail["addressees"] == 3


def test_inhabitants_are_those_known_nearest_to_the_day() -> None:
    round_ = ready()
    for day, value in ((date(2025, 1, 1), 1), (date(2026, 3, 3), 2)):
        Figure.objects.create(
            municipality=municipality(0), indicator="population", on=day, value=value, source="T"
        )
    Figure.objects.filter(municipality=municipality(1)).delete()
    address(round_=round_, values=AddresseeValues("other", None, "Staten"), by=secretary(), at=AT)
    send(round_)
    told = Addressee.objects.order_by("position").values_list("inhabitants", "inhabitants_on")
    day = date(2026, 1, 1)
    assert list(told) == [(10_000, day), (None, None), (30_000, day), (None, None)]


def test_what_was_sent_stands_in_the_chain_without_people() -> None:
    round_ = ready()
    one = round_.addressees.first()
    assert one is not None
    Addressee.objects.filter(pk=one.pk).update(email="griffie@aarveen.example")
    change_round(
        round_=round_, values=values_of(round_, signed_by="Sem Secretaris"), edition=2,
        by=secretary(), at=AT,
    )  # fmt: skip
    send(round_)
    record = ChainRecord.objects.get(kind="round_sent")
    assert record.payload == payload_of_round_sent(Round.objects.get())
    assert len(record.payload["addressees"]) == 3
    written = json.dumps(record.payload)
    assert "Sem" not in written
    assert "griffie@" not in written


def test_four_hundred_addressees_are_sent_in_batches() -> None:
    def asked(members: int) -> int:
        Figure.objects.all().delete()
        round_ = ready(members)
        with CaptureQueriesContext(connection) as queries:
            send(round_)
        assert Addressee.objects.filter(round=round_, state="received").count() == members
        return len(queries)

    few = asked(3)
    Round.objects.filter(stage="open").update(arrangement_slug="")
    from samenspel.register.models import Arrangement

    Arrangement.objects.all().delete()
    made = begun(title="Veel")
    publish_document(document=with_text(made), by=secretary(), at=AT)
    Addressee.objects.bulk_create(
        Addressee(round=made, body="council", municipality=municipality(n), name=f"Raad {n}")
        for n in range(400)
    )
    change_round(
        round_=made, values=values_of(made, letter_text="Brief"), edition=1, by=secretary(), at=AT
    )
    with CaptureQueriesContext(connection) as queries:
        send(made)
    assert Addressee.objects.filter(round=made, state="received").count() == 400
    # SQLite takes a thousand values in a statement: some ten statements, not hundreds.
    assert len(queries) <= few + 12


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (lambda made: made.documents.update(published_at=None), "text"),
        (lambda made: made.addressees.all().delete(), "addressees"),
        (lambda made: made.addressees.update(is_guest=True), "addressees"),
        (lambda made: Round.objects.update(letter_text=""), "letter_text"),
        (lambda made: Round.objects.update(decides_on=DUE), "decides_on"),
        (lambda made: Round.objects.update(answer_by=date(2026, 3, 1)), "answer_by"),
        (lambda made: Round.objects.update(kind="free"), "answer_by"),
    ],
    ids=["text", "nobody", "guests-only", "letter", "decides-too-early", "past", "no-day"],
)
def test_a_round_that_lacks_something_is_not_sent(
    spoil: Callable[[Round], object], field: str
) -> None:
    made = ready()
    spoil(made)
    with refused(field):
        send(made)
    assert Round.objects.get().stage == "preparing"
    assert not AddresseeStep.objects.exists()
    assert not ChainRecord.objects.filter(kind="round_sent").exists()


def test_a_letter_is_not_sent_on_a_day_to_come_but_may_have_been_before() -> None:
    made = ready()
    with refused("sent_on"):
        send(made, date(2026, 3, 3))
    assert send(made, date(2026, 2, 27)).sent_on == date(2026, 2, 27)


def test_a_round_is_sent_once_and_only_by_who_prepares_it() -> None:
    made = ready()
    with pytest.raises(PermissionDenied):
        send(made, by=of_municipality("clerk"))
    send(made)
    with pytest.raises(DialogueRefused):
        send(made)
    assert ChainRecord.objects.filter(kind="round_sent").count() == 1


def test_one_addressee_gets_more_time_and_that_is_remembered() -> None:
    made = sent()
    first, second, _third = made.addressees.all()
    assert more(made, first) == [first]
    assert [one.due_on for one in made.addressees.all()] == [LATER, DUE, DUE]
    step = first.steps.last()
    assert step is not None
    assert (step.state, "Reces." in step.note) == ("received", True)
    assert second.steps.count() == 1
    assert Round.objects.get().answer_by == DUE
    assert Event.objects.get(action="extend_term").detail == {"until": "2026-05-12", "number": 1}


def test_all_that_did_not_answer_get_more_time_at_once() -> None:
    made = sent()
    first, second, third = made.addressees.all()
    Addressee.objects.filter(pk=first.pk).update(state="sent")
    Addressee.objects.filter(pk=second.pk).update(due_on=date(2026, 6, 1))
    assert more(made) == [third]
    assert [one.due_on for one in made.addressees.all()] == [DUE, date(2026, 6, 1), LATER]
    assert Round.objects.get().answer_by == LATER


def test_what_was_sent_still_stands_after_more_time() -> None:
    made = sent()
    more(made)
    record = ChainRecord.objects.get(kind="round_sent")
    assert record.payload == payload_of_round_sent(Round.objects.get())


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 2_001}, "reason"),
        ({"until": DUE}, "until"),
        ({"until": date(2026, 4, 1)}, "until"),
        ({"until": ON}, "until"),
        ({"until": date(2100, 1, 1)}, "until"),
    ],
    ids=["no-reason", "long", "same-day", "earlier", "today", "far"],
)
def test_a_last_day_only_becomes_later_and_with_a_reason(
    told: dict[str, object], field: str
) -> None:
    made = sent()
    with refused(field):
        more(made, **told)  # type: ignore[arg-type]
    assert AddresseeStep.objects.count() == 3


def test_who_answered_gets_no_more_time() -> None:
    made = sent()
    made.addressees.update(state="none_wished")
    with pytest.raises(DialogueRefused):
        more(made)


def test_an_addressee_of_another_round_is_not_touched() -> None:
    made = sent()
    other = Addressee.objects.create(round=begun(title="Anders"), body="other", name="Staten")
    with pytest.raises(DialogueRefused):
        more(made, other)


def test_closing_the_answers_leaves_the_silent_as_they_are() -> None:
    made = sent()
    close_answers(round_=made, by=secretary(), at=AT)
    assert Round.objects.get().stage == "weighing"
    assert {one.state for one in made.addressees.all()} == {"received"}
    with pytest.raises(DialogueRefused):
        close_answers(round_=made, by=secretary(), at=AT)
    with pytest.raises(DialogueRefused):
        more(made)


def test_a_round_is_closed_when_nothing_is_to_be_decided_any_more() -> None:
    made = sent()
    with pytest.raises(DialogueRefused):
        close_round(round_=made, by=secretary(), at=AT)
    Round.objects.update(stage="deciding")
    meeting = Meeting.objects.create(
        round=made, name="Bestuur", begins_at=datetime(2026, 6, 1, 19, tzinfo=UTC)
    )
    with pytest.raises(DialogueRefused):
        close_round(round_=made, by=secretary(), at=AT)
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
    assert close_round(round_=made, by=secretary(), at=AT).stage == "closed"


def test_a_decided_round_is_closed() -> None:
    made = sent()
    Round.objects.update(stage="decided")
    close_round(round_=made, by=secretary(), at=AT)
    assert Round.objects.get().stage == "closed"


def test_a_withdrawn_round_says_why_to_everybody() -> None:
    made = sent()
    withdraw_round(round_=made, reason=" Het kabinet viel. ", by=secretary(), at=AT)
    kept = Round.objects.get()
    assert (kept.stage, kept.withdrawn_because) == ("withdrawn", "Het kabinet viel.")
    last = kept.addressees.all()[0].steps.last()
    assert last is not None
    assert "Het kabinet viel." in last.note
    with pytest.raises(DialogueRefused):
        withdraw_round(round_=made, reason="Nog eens", by=secretary(), at=AT)


def test_a_round_that_was_never_sent_is_withdrawn_in_silence() -> None:
    made = ready()
    with refused("reason"):
        withdraw_round(round_=made, reason="", by=secretary(), at=AT)
    withdraw_round(round_=made, reason="Niet nodig.", by=secretary(), at=AT)
    assert not AddresseeStep.objects.exists()


@pytest.mark.parametrize("act", [close_answers, close_round])
def test_others_do_not_run_the_round(act: Callable[..., Round]) -> None:
    made = sent()
    with pytest.raises(PermissionDenied):
        act(round_=made, by=of_municipality("clerk"), at=AT)
    with pytest.raises(PermissionDenied):
        withdraw_round(round_=made, reason="Zo.", by=of_municipality("clerk"), at=AT)
    with pytest.raises(PermissionDenied):
        extend(
            addressee=None, round_=made, until=LATER, reason="Zo.", by=of_municipality("clerk"),
            at=AT,
        )  # fmt: skip


def test_a_municipality_asks_the_same_way() -> None:
    make_region(2, is_kept=False)
    from tests.dialogue.small_round import organisation_of

    made = begun(organisation=organisation_of(municipality(0)), by=of_municipality("adviser"))
    one = address(
        round_=made, values=AddresseeValues("council", municipality(1)),
        by=of_municipality("clerk"), at=AT,
    )  # fmt: skip
    remove_addressee(addressee=one, by=of_municipality("adviser"), at=AT)
    assert not made.addressees.exists()
