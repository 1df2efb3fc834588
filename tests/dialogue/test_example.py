# SPDX-License-Identifier: EUPL-1.2
"""The round of 2012 in the built-in example: what happened, and what was made up for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from samenspel.accounts.demo import demo_people, demo_secretariat
from samenspel.accounts.models import Event, User
from samenspel.accounts.rules import Actor, operator
from samenspel.dialogue.access import Access
from samenspel.dialogue.example import load_example
from samenspel.dialogue.models import Addressee, Balance, ChainRecord, Clause, Commitment, Round
from samenspel.dialogue.rules import ANSWER, REPLY, SEE_DRAFT
from tests.dialogue.sent import SentVersion, sent_versions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def made() -> Round:
    demo_people(by=operator(), at=AT, new_password=lambda: "geheim-geheim")
    return load_example(organisation=demo_secretariat(), by=operator())


def access_of(mailbox: str, round_: Round) -> Access:
    user = User.objects.get(email=f"{mailbox}@voorbeeld.example")
    return Access(Actor(name=user.name, origin="site", user=user), round_, on=AT.date())


def said(round_: Round, name: str) -> SentVersion:
    return next(one for one in sent_versions(round_) if one.leading.name == name)


def test_sixteen_councils_the_executive_of_amsterdam_and_five_guests_were_asked(
    made: Round,
) -> None:
    asked = Addressee.objects.filter(round=made)
    assert asked.filter(body="council", is_guest=False).count() == 16
    assert [one.name for one in asked.filter(is_guest=False).exclude(body="council")] == [
        "College van Amsterdam"
    ]
    assert [one.name for one in asked.filter(is_guest=True)] == [
        "College van Almere",
        "College van Haarlem",
        "College van Velsen",
        "Provincie Noord-Holland",
        "Provincie Flevoland",
    ]


def test_the_days_are_those_of_2012(made: Round) -> None:
    assert (made.slug, made.stage) == ("toekomst-stadsregio", "weighing")
    assert (made.sent_on, made.answer_by) == (date(2012, 3, 22), date(2012, 5, 24))
    texts = [one.published_at.date() for one in made.documents.all() if one.published_at]
    assert texts == [date(2012, 3, 22), date(2012, 5, 14)]
    assert Balance.objects.get(round=made).public_from.date() == date(2012, 11, 16)
    meetings = Commitment.objects.filter(round=made).order_by("due_on")
    assert [one.due_on for one in meetings] == [date(2012, 12, 13), date(2012, 12, 14)]
    assert set(Event.objects.filter(object_kind="dialogue").values_list("at__year", flat=True)) == {
        2012
    }


def test_decision_one_lapsed_and_the_ten_principles_stayed(made: Round) -> None:
    first, second = (
        list(Clause.objects.filter(document=one).values_list("key", flat=True))
        for one in made.documents.order_by("number")
    )
    assert [key for key in first if key not in second] == ["besluit-1"]
    assert second == [key for key in first if key != "besluit-1"]
    assert len(second) == 11


def test_the_executive_of_amsterdam_answered_on_23_may_and_wants_others_invited(
    made: Round,
) -> None:
    answer = said(made, "College van Amsterdam")
    assert answer.on == date(2012, 5, 23)
    (wish,) = [point for point in answer.points if point.text]
    assert wish.position == "wish"
    assert wish.clause is not None
    assert wish.clause.key == "besluit-2"
    for name in ("Almere", "Haarlem", "Velsen", "provincies"):
        assert name in wish.text


def test_what_was_made_up_says_so_everywhere(made: Round) -> None:
    made_up = [one for one in sent_versions(made) if one.leading.name != "College van Amsterdam"]
    assert len(made_up) == 13
    for one in made_up:
        assert "verzonnen" in one.version.introduction
        assert one.version.source.startswith("Voorbeeld")
        assert all(point.text.startswith("Voorbeeld:") for point in one.points if point.text)
    assert "verzonnen" in made.background
    assert all(one.text.startswith("Voorbeeld:") for one in made.statements.all())


def test_three_councils_and_all_guests_are_silent_and_one_council_was_late(made: Round) -> None:
    states = {one.name: one.state for one in Addressee.objects.filter(round=made)}
    silent = {name for name, state in states.items() if state not in {"sent", "too_late"}}
    assert silent == {
        "Raad van Beemster", "Raad van Landsmeer", "Raad van Zeevang",
        "College van Almere", "College van Haarlem", "College van Velsen",
        "Provincie Noord-Holland", "Provincie Flevoland",
    }  # fmt: skip
    assert [name for name, state in states.items() if state == "too_late"] == ["Raad van Oostzaan"]


def test_the_people_of_the_demo_play_on(made: Round) -> None:
    beemster = Addressee.objects.get(round=made, name="Raad van Beemster")
    zeevang = Addressee.objects.get(round=made, name="Raad van Zeevang")
    executive = Addressee.objects.get(round=made, name="College van Amsterdam")
    assert access_of("secretariaat", made).may(REPLY)
    # Beemster is part of Purmerend now: the clerk of Purmerend acts for it.
    assert access_of("griffier", made).may(ANSWER["council"], addressee=beemster)
    assert not access_of("griffier", made).may(ANSWER["council"], addressee=zeevang)
    assert access_of("adviseur-amsterdam", made).may(ANSWER["executive"], addressee=executive)
    assert not access_of("raadslid-amsterdam", made).may(SEE_DRAFT["council"], addressee=beemster)
    assert not access_of("beheerder", made).may(SEE_DRAFT["council"], addressee=beemster)


def test_a_second_start_changes_nothing(made: Round) -> None:
    def counts() -> list[int]:
        return [table.objects.count() for table in (Round, Addressee, ChainRecord, Event)]

    before = counts()
    assert load_example(organisation=demo_secretariat(), by=operator()) == made
    assert counts() == before
