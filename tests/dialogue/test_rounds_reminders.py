# SPDX-License-Identifier: EUPL-1.2
"""Mails about dialogues: who is told what, when, and only once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from click.testing import CliRunner
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samenspel.accounts.models import Event
from samenspel.accounts.post import Mail, MailServerDown, NotDelivered
from samenspel.accounts.rules import operator
from samenspel.dialogue.actions import reminders
from samenspel.dialogue.actions.reminders import Report, remind
from samenspel.dialogue.actions.rounds import extend
from samenspel.dialogue.models import Addressee, DialogueReminder, Round
from samenspel.dialogue.queries.reminders import letters, occasion_of
from tests.dialogue.rounds_world import ON, secretariat, secretary, sent
from tests.dialogue.small_round import (
    World,
    answered,
    make_world,
    municipality,
    organisation_of,
    person,
)

pytestmark = pytest.mark.django_db
COMMAND = import_module("samenspel.cli.remind")
DUE = date(2026, 4, 28)


class Box:
    """A mail server that keeps what it gets."""

    def __init__(self, *, refuses: str = "", is_down: bool = False) -> None:
        self.got: list[Mail] = []
        self.refuses, self.is_down = refuses, is_down

    def send(self, one: Mail) -> None:
        if self.is_down:
            raise MailServerDown("no answer")
        if one.to == self.refuses:
            raise NotDelivered("unknown address")
        self.got.append(one)


def run(box: Box, on: date, *, is_trial: bool = False) -> Report:
    at = datetime(on.year, on.month, on.day, 6, tzinfo=UTC)
    return remind(
        on=on, address="https://voorbeeld.example", send=box.send, by=operator(), at=at,
        is_trial=is_trial,
    )  # fmt: skip


def staffed() -> Round:
    """A round with a clerk and an adviser of the first municipality."""
    made = sent(2)
    for kind in ("clerk", "adviser", "councillor"):
        person(kind, organisation_of(municipality(0)))
    return made


def occasions(email: str = "") -> list[str]:
    rows = DialogueReminder.objects.filter(email=email) if email else DialogueReminder.objects
    return list(rows.order_by("pk").values_list("occasion", flat=True))


@pytest.mark.parametrize(
    ("day", "occasion"),
    [
        (date(2026, 3, 1), None), (ON, "sent"), (date(2026, 3, 29), "sent"),
        (date(2026, 3, 30), "halfway"), (date(2026, 4, 14), "two_weeks"),
        (date(2026, 4, 21), "last_week"), (DUE, "last_day"), (date(2026, 4, 29), None),
    ],
    ids=str,
)  # fmt: skip
def test_the_moments_of_a_term(day: date, occasion: str | None) -> None:
    assert occasion_of(ON, DUE, day) == occasion


def test_a_short_term_has_its_moments_in_order() -> None:
    due = ON + timedelta(days=10)
    days = [occasion_of(ON, due, ON + timedelta(days=n)) for n in range(11)]
    assert days[0] == "sent"
    assert days[3:6] == ["last_week", "last_week", "halfway"]
    assert days[10] == "last_day"
    assert occasion_of(ON, ON, ON) == "last_day"


def test_the_clerk_is_told_of_the_council_once_for_each_moment() -> None:
    staffed()
    box = Box()
    days = (ON, ON + timedelta(days=1), date(2026, 3, 30), date(2026, 4, 14), date(2026, 4, 21))
    for day in (*days, DUE, DUE + timedelta(days=1)):
        run(box, day)
        run(box, day)
    clerk = person("clerk", organisation_of(municipality(0)))
    assert {one.to for one in box.got} == {clerk.email}
    assert occasions() == ["sent", "halfway", "two_weeks", "last_week", "last_day"]
    first = box.got[0]
    assert first.subject == "Dialoog: De toekomst van de Proefregio"
    assert "28 april 2026" in first.text
    assert "https://voorbeeld.example/dialogen/toekomst-proefregio/raden/" in first.text
    assert Event.objects.filter(action="remind_dialogue").count() == 5


def test_an_executive_has_its_adviser_and_a_body_its_own_address() -> None:
    made = staffed()
    Addressee.objects.create(
        round=made, body="executive", municipality=municipality(0), name="College van Aarveen",
        received_on=ON, due_on=DUE, state="received",
    )  # fmt: skip
    Addressee.objects.filter(name="Raad van Beekhuizen").update(email="griffie@beek.example")
    box = Box()
    run(box, ON)
    adviser = person("adviser", organisation_of(municipality(0)))
    told = {one.to: one.text for one in box.got}
    assert "College van Aarveen" in told[adviser.email]
    assert told["griffie@beek.example"].startswith("Geachte lezer,")
    assert len(told) == 3


def test_nobody_is_reminded_of_what_was_answered_or_is_closed() -> None:
    made = staffed()
    made.addressees.update(state="none_wished")
    assert letters(ON) == ()
    made.addressees.update(state="withdrawn")
    assert len(letters(ON)) == 1
    Round.objects.update(stage="weighing")
    assert letters(ON) == ()


def test_more_time_has_moments_of_its_own() -> None:
    made = staffed()
    box = Box()
    run(box, date(2026, 4, 21))
    extend(
        addressee=None, round_=made, until=date(2026, 5, 20), reason="Reces.", by=secretary(),
        at=datetime(2026, 4, 21, 9, tzinfo=UTC),
    )  # fmt: skip
    run(box, date(2026, 5, 13))
    assert occasions() == ["last_week", "last_week"]
    assert "20 mei 2026" in box.got[-1].text


def test_two_rounds_are_one_mail() -> None:
    staffed()
    sent(2, title="Een tweede vraag")
    box = Box()
    run(box, ON)
    assert len(box.got) == 1
    assert box.got[0].subject.endswith("en nog 1")
    assert occasions() == ["sent", "sent"]


def world_with_opinion() -> World:
    world = make_world(councils=2)
    answered(world, world.councils[0], {1: ("object", "Geheim standpunt")}, on=date(2026, 4, 20))
    return world


def test_the_secretariat_is_told_when_an_opinion_arrives_and_not_what_it_says() -> None:
    world = world_with_opinion()
    someone = world.user("secretariat")
    box = Box()
    run(box, date(2026, 4, 20))
    run(box, date(2026, 4, 21))
    assert [one.to for one in box.got] == [someone.email]
    assert "Raad van Aarveen" in box.got[0].text
    assert "Geheim" not in box.got[0].text
    assert occasions() == ["arrived"]
    DialogueReminder.objects.none()
    assert letters(date(2026, 5, 20)) == ()


def test_there_is_one_mail_a_day_also_when_something_arrives_later() -> None:
    world = world_with_opinion()
    person("secretariat", secretariat(), 2)
    box = Box()
    run(box, date(2026, 4, 20))
    answered(world, world.councils[1], {}, on=date(2026, 4, 20))
    run(box, date(2026, 4, 20))
    assert len(box.got) == 1
    run(box, date(2026, 4, 21))
    assert len(box.got) == 2


def test_what_was_refused_is_tried_again_and_others_get_theirs() -> None:
    made = staffed()
    Addressee.objects.filter(round=made, name="Raad van Beekhuizen").update(email="a@beek.example")
    clerk = person("clerk", organisation_of(municipality(0)))
    report = run(Box(refuses="a@beek.example"), ON)
    assert [one.to for one in report.sent] == [clerk.email]
    assert [one.email for one in report.failed] == ["a@beek.example"]
    down = run(Box(is_down=True), ON)
    assert [one.reason for one in down.failed] == ["no answer"]
    assert [one.to for one in run(Box(), ON).sent] == ["a@beek.example"]


def test_a_dry_run_writes_and_sends_nothing() -> None:
    staffed()
    box = Box()
    report = run(box, ON, is_trial=True)
    assert (len(report.sent), report.is_trial, box.got) == (1, True, [])
    assert not DialogueReminder.objects.exists()


def test_who_was_told_by_another_run_meanwhile_is_not_told_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    staffed()
    stale = letters(ON)
    run(Box(), ON)
    monkeypatch.setattr(reminders, "letters", lambda _on: stale)
    box = Box()
    assert run(box, ON).sent == ()
    assert box.got == []


def test_reminders_are_never_changed() -> None:
    staffed()
    run(Box(), ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        DialogueReminder.objects.update(email="x@test.example")
    assert str(DialogueReminder.objects.get()).endswith("sent")


def test_a_hundred_addressees_ask_as_much_as_two() -> None:
    made = staffed()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            letters(ON)
        return len(queries)

    few = asked()
    Addressee.objects.bulk_create(
        Addressee(
            round=made, body="council", municipality=municipality(n), name=f"Raad {n}",
            received_on=ON, due_on=DUE, state="received", email=f"raad{n}@test.example",
        )
        for n in range(2, 102)
    )  # fmt: skip
    assert len(letters(ON)) == 101
    assert asked() == few


def test_the_command_tells_both_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    staffed()
    monkeypatch.setattr(COMMAND, "setup_django", lambda: None)
    monkeypatch.setattr(COMMAND, "migrate", lambda: None)
    trial = CliRunner().invoke(COMMAND.remind, ["--on", "2026-03-02", "--dry-run", "--json"])
    assert any("Proefregio" in one["subject"] for one in json.loads(trial.output)["sent"])
    done = CliRunner().invoke(COMMAND.remind, ["--on", "2026-03-02"])
    assert done.exit_code == 0, done.output
    assert any("Proefregio" in one.subject for one in mail.outbox)
