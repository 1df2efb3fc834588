# SPDX-License-Identifier: EUPL-1.2
"""Reminders: the right people, one mail each, never the same twice, nothing lost."""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib import import_module
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from click.testing import CliRunner
from django.core import mail as outbox
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from samenspel.accounts.models import Role, User
from samenspel.accounts.post import Mail, MailServerDown, NotDelivered, Post
from samenspel.accounts.rules import operator
from samenspel.register.models import ArrangementVersion
from samenspel.stewardship.actions import reminders
from samenspel.stewardship.actions.reminders import Report, remind
from samenspel.stewardship.actions.rounds import answer_right, answer_unknown, start_round
from samenspel.stewardship.models import ConfirmRound, Reminder
from samenspel.stewardship.queries.reminders import letters, occasion_of
from samenspel.web.settings import month_and_day
from tests.stewardship.small_register import NOW, SmallRegister, acting

pytestmark = pytest.mark.django_db
COMMAND = import_module("samenspel.cli.remind")
START = date(2026, 10, 1)
END = START + timedelta(weeks=8)


@pytest.fixture
def small() -> SmallRegister:
    return SmallRegister()


@pytest.fixture
def clerk(small: SmallRegister) -> User:
    small.arrangement("Een")
    return small.clerk()


class Box:
    """Keeps mails; refuses some addresses, or is down."""

    def __init__(self, *, refused: tuple[str, ...] = (), is_down: bool = False) -> None:
        self.refused, self.is_down, self.mails = refused, is_down, list[Mail]()

    def __call__(self, mail: Mail) -> None:
        if self.is_down:
            raise MailServerDown("no answer")
        if mail.to in self.refused:
            raise NotDelivered("unknown address")
        self.mails.append(mail)


def _run(on: date, box: Box | None = None, **more: Any) -> Report:
    return remind(
        on=on, month=10, day=1, address="https://register.example", send=box or Box(),
        by=operator(), at=NOW, **more,
    )  # fmt: skip


# When


@pytest.mark.parametrize(
    ("on", "occasion"),
    [
        (START - timedelta(days=1), None),
        (START, "start"),
        (START + timedelta(days=27), "start"),
        (START + timedelta(days=28), "halfway"),
        (END - timedelta(days=8), "halfway"),
        (END - timedelta(days=7), "last_week"),
        (END - timedelta(days=1), "last_week"),
        (END, "deadline"),
        (END + timedelta(days=14), "deadline"),
        (END + timedelta(days=15), None),
    ],
)
def test_moments_of_a_round(small: SmallRegister, on: date, occasion: str | None) -> None:
    one = start_round(municipality=small.places["GM0001"], begins_on=START, by=operator(), at=NOW)
    assert occasion_of(one, on) == occasion


def test_rounds_start_by_themselves_on_the_day(small: SmallRegister, clerk: User) -> None:
    assert _run(START - timedelta(days=1)).started == ()
    report = _run(START)
    assert report.started == ("Aaldorp",)
    assert ConfirmRound.objects.get().deadline == END
    assert _run(START + timedelta(days=1)).started == ()


def test_nobody_to_answer_no_round(small: SmallRegister) -> None:
    small.arrangement("Een")
    small.person("councillor", small.organisation("GM0001"))
    small.merged("GM0009", "Oudgat", small.places["GM0001"], date(2023, 1, 1))
    small.clerk("GM0009")
    assert _run(START) == Report((), (), ())


# Who gets what


def test_clerks_and_advisers_get_one_mail_each(small: SmallRegister, clerk: User) -> None:
    own = small.organisation("GM0001")
    adviser = small.person("adviser", own)
    small.person("councillor", own)
    blocked = small.person("adviser", own, name="Weg")
    User.objects.filter(pk=blocked.pk).update(is_active=False)
    box = Box()
    _run(START, box)
    assert [mail.to for mail in box.mails] == sorted([adviser.email, clerk.email])


def test_the_mail_is_in_plain_dutch_with_the_link(small: SmallRegister, clerk: User) -> None:
    box = Box()
    with translation.override("en"):
        _run(START, box)
    (mail,) = box.mails
    assert mail.subject == "Klopt dit nog? Aaldorp: nog 1 te bevestigen"
    assert mail.text.startswith("Beste clerk van Gemeente Aaldorp,")
    place = small.places["GM0001"]
    assert f"https://register.example/gemeenten/{place.slug}/bevestigen/" in mail.text
    assert "uiterlijk op 26 november 2026" in mail.text
    assert "&" not in mail.text
    assert "SPDX" not in mail.text


@pytest.mark.parametrize(
    ("days", "words"),
    [(28, "De helft van de tijd is om"), (49, "Nog één week"), (56, "Ook daarna kunt u")],
)
def test_each_moment_has_its_own_words(
    small: SmallRegister, clerk: User, days: int, words: str
) -> None:
    _run(START)
    box = Box()
    _run(START + timedelta(days=days), box)
    assert words in box.mails[0].text


def test_two_municipalities_in_one_mail(small: SmallRegister, clerk: User) -> None:
    Role.objects.create(user=clerk, organisation=small.organisation("GM0002"), kind="clerk")
    box = Box()
    _run(START, box)
    (mail,) = box.mails
    assert "Aaldorp" in mail.subject
    assert "Beemdam" in mail.subject
    assert mail.text.count("/bevestigen/") == 2


def test_two_roles_in_one_municipality_are_one_reminder(small: SmallRegister, clerk: User) -> None:
    Role.objects.create(user=clerk, organisation=small.organisation("GM0001"), kind="adviser")
    box = Box()
    _run(START, box)
    assert len(box.mails) == 1
    assert Reminder.objects.count() == 1


def test_never_twice_the_same(small: SmallRegister, clerk: User) -> None:
    _run(START)
    box = Box()
    for day in range(28):
        _run(START + timedelta(days=day), box)
    assert box.mails == []
    _run(START + timedelta(days=28), box)
    assert len(box.mails) == 1


def test_days_without_a_run_are_caught_up_with_one_mail(small: SmallRegister, clerk: User) -> None:
    _run(START)
    box = Box()
    _run(END - timedelta(days=3), box)
    assert [r.occasion for r in Reminder.objects.order_by("pk")] == ["start", "last_week"]
    assert len(box.mails) == 1


def test_a_finished_round_is_left_in_peace(small: SmallRegister, clerk: User) -> None:
    _run(START)
    version = ArrangementVersion.objects.get(name="Een")
    answer_right(in_round=ConfirmRound.objects.get(), versions=[version], by=acting(clerk), at=NOW)
    box = Box()
    _run(END, box)
    assert box.mails == []


# Questions


def _ask(small: SmallRegister, name: str = "Een") -> None:
    one = start_round(municipality=small.places["GM0001"], begins_on=START, by=operator(), at=NOW)
    version = ArrangementVersion.objects.get(name=name)
    answer_unknown(in_round=one, version=version, question="Wie weet het?", by=operator(), at=NOW)


def test_a_question_goes_to_the_secretariat(small: SmallRegister) -> None:
    office = small.secretariat()
    small.arrangement("Een", secretariat=office)
    keeper = small.person("secretariat", office)
    small.person("secretariat", small.secretariat("Ander"))
    _ask(small)
    box = Box()
    _run(START, box)
    (mail,) = [mail for mail in box.mails if "Wie weet het?" in mail.text]
    assert mail.to == keeper.email
    assert mail.subject == "1 vraag over een samenwerking"
    assert "https://register.example/samenwerkingen/een/werklijst/" in mail.text
    again = Box()
    _run(START + timedelta(days=1), again)
    assert again.mails == []


def test_without_a_secretariat_a_question_goes_to_the_other_members(small: SmallRegister) -> None:
    small.arrangement("Een")
    small.clerk("GM0001")
    other = small.clerk("GM0002")
    small.clerk("GM0003")
    _ask(small)
    told = [letter.user for letter in letters(START) if letter.questions]
    assert told == [other]


def test_a_question_about_what_ended_goes_to_nobody(small: SmallRegister) -> None:
    version = small.arrangement("Een")
    small.clerk("GM0002")
    _ask(small)
    ArrangementVersion.objects.filter(pk=version.pk).update(valid_to=date(2026, 9, 1))
    assert [letter.questions for letter in letters(START)] == []


def test_without_rounds_there_is_nothing_to_tell(small: SmallRegister, clerk: User) -> None:
    assert letters(START) == ()


# When sending fails


def test_one_bad_address_does_not_stop_the_rest(small: SmallRegister, clerk: User) -> None:
    adviser = small.person("adviser", small.organisation("GM0001"))
    box = Box(refused=(adviser.email,))
    report = _run(START, box)
    assert [mail.to for mail in report.sent] == [clerk.email]
    assert [(f.email, f.reason) for f in report.failed] == [(adviser.email, "unknown address")]
    again = Box()
    _run(START + timedelta(days=1), again)
    assert [mail.to for mail in again.mails] == [adviser.email]


def test_a_server_that_is_down_loses_nothing(small: SmallRegister, clerk: User) -> None:
    adviser = small.person("adviser", small.organisation("GM0001"))
    report = _run(START, Box(is_down=True))
    assert {failure.email for failure in report.failed} == {adviser.email, clerk.email}
    assert not Reminder.objects.exists()
    assert ConfirmRound.objects.exists()
    box = Box()
    _run(START + timedelta(days=1), box)
    assert len(box.mails) == 2


def test_who_was_told_by_another_run_meanwhile_is_not_told_again(
    small: SmallRegister, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(START)
    one = ConfirmRound.objects.get()
    Reminder.objects.create(user=clerk, round=one, occasion="halfway", at=NOW, email=clerk.email)
    found = letters(START)
    assert found == ()
    stale = reminders.Letter(clerk, tuple(_stale(one)), ())
    monkeypatch.setattr(reminders, "letters", lambda _on: (stale,))
    box = Box()
    assert _run(START + timedelta(days=28), box).sent == ()
    assert box.mails == []


def _stale(one: ConfirmRound) -> list[Any]:
    from samenspel.stewardship.queries.reminders import Occasion, RoundReminder
    from samenspel.stewardship.queries.rounds import Progress

    return [RoundReminder(one, Occasion.HALFWAY, Progress(0, 1))]


def test_a_dry_run_writes_and_sends_nothing(small: SmallRegister, clerk: User) -> None:
    box = Box()
    report = _run(START, box, is_trial=True)
    assert report.is_trial
    assert report.started == ("Aaldorp",)
    assert [mail.to for mail in report.sent] == [clerk.email]
    assert box.mails == []
    assert not ConfirmRound.objects.exists()
    assert not Reminder.objects.exists()


def test_reminders_are_never_changed(small: SmallRegister, clerk: User) -> None:
    _run(START)
    assert str(Reminder.objects.get()) == f"{clerk.email}: start"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE stewardship_reminder SET email = 'x'")


# The post


class _Server:
    """A connection that fails as told."""

    def __init__(self, *, opens: Exception | None = None, sends: Exception | None = None) -> None:
        self.opens, self.sends, self.closed = opens, sends, 0
        self.connection: object = object()

    def open(self) -> None:
        if self.opens:
            raise self.opens

    def close(self) -> None:
        self.closed += 1
        if self.closed > 1:
            raise SMTPServerDisconnected("gone")

    def send_messages(self, _messages: object) -> int:
        if self.sends:
            raise self.sends
        return 1


def _post(monkeypatch: pytest.MonkeyPatch, server: _Server) -> Post:
    monkeypatch.setattr("samenspel.accounts.post.get_connection", lambda **_options: server)
    return Post()


MAIL = Mail("a@voorbeeld.example", "Onderwerp", "Tekst")


def test_the_post_sends(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with Post() as post:
        post.send(MAIL)
    assert [m.subject for m in outbox.outbox] == ["Onderwerp"]


def test_a_server_that_cannot_be_reached_is_down(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with pytest.raises(MailServerDown, match="does not answer"):
        _post(monkeypatch, _Server(opens=ConnectionRefusedError("refused"))).send(MAIL)


def test_without_a_mail_server_nothing_counts_as_sent(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with pytest.raises(MailServerDown, match="SAMENSPEL_EMAIL_URL"), Post() as post:
        post.send(MAIL)


def test_a_refused_mail_starts_a_new_conversation(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    server = _Server(sends=SMTPRecipientsRefused({}))
    with _post(monkeypatch, server) as post, pytest.raises(NotDelivered):
        post.send(MAIL)
    assert server.closed == 2
    assert server.connection is None


# The command


@pytest.fixture
def _here(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(COMMAND, "setup_django", lambda: None)
    monkeypatch.setattr(COMMAND, "migrate", lambda: None)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.mark.usefixtures("_here")
def test_the_command_sends_and_says_so(small: SmallRegister, clerk: User) -> None:
    result = CliRunner().invoke(COMMAND.remind, ["--on", "2026-10-01"])
    assert result.exit_code == 0
    assert "Round started: Aaldorp" in result.output
    assert f"Mail went to {clerk.email}" in result.output
    assert len(outbox.outbox) == 1
    again = CliRunner().invoke(COMMAND.remind, ["--on", "2026-10-02"])
    assert again.output == "Nothing to do today.\n"


@pytest.mark.usefixtures("_here")
def test_the_command_as_json_on_trial(small: SmallRegister, clerk: User) -> None:
    result = CliRunner().invoke(COMMAND.remind, ["--on", "2026-10-01", "--dry-run", "--json"])
    found = json.loads(result.output)
    assert found["dry_run"] is True
    assert found["started"] == ["Aaldorp"]
    assert [mail["to"] for mail in found["sent"]] == [clerk.email]
    assert outbox.outbox == []


@pytest.mark.usefixtures("_here")
def test_the_command_fails_when_mail_could_not_be_sent(
    small: SmallRegister, clerk: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    result = CliRunner().invoke(COMMAND.remind, ["--on", "2026-10-01"])
    assert result.exit_code == 1
    assert f"Not sent to {clerk.email}" in result.output


def test_the_day_of_the_round_is_a_day_of_every_year() -> None:
    assert month_and_day("10-01") == (10, 1)
    for wrong in ("02-29", "13-01", "october", "10"):
        with pytest.raises(ImproperlyConfigured):
            month_and_day(wrong)
