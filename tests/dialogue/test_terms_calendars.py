# SPDX-License-Identifier: EUPL-1.2
"""Calendars to subscribe to, and what is open for a council."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch

import pytest
from icalendar import Calendar

from samenspel.dialogue.actions.rounds import extend
from samenspel.dialogue.models import Addressee, Meeting, Round
from samenspel.dialogue.queries.calendar import open_about, open_for_codes
from samenspel.register.models import Arrangement
from tests.dialogue.small_round import World, make_world, municipality
from tests.dialogue.terms_world import NOW, TODAY, as_, sent_world, termed
from tests.insight.small_country import Made, load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _frame(settings: Any) -> Iterator[None]:
    settings.SECURE_SSL_REDIRECT = False
    with patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def world() -> World:
    return sent_world()


@pytest.fixture
def arrangement() -> Arrangement:
    load({"zorg": Made(["GM0384", "GM0363"])})
    return Arrangement.objects.get()


# Calendars to subscribe to


def events(path: str) -> list[Any]:
    answer = as_(None).get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert as_(None).get(path).content == answer.content
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_calendar_of_a_round_has_one_last_day_for_most(world: World) -> None:
    Meeting.objects.create(
        round=world.round, name="Algemeen bestuur", begins_at=datetime(2026, 6, 15, 18, tzinfo=UTC)
    )
    last_day, meeting = events("/dialogen/proef/kalender.ics")
    assert last_day["DTSTART"].dt == date(2026, 4, 28)
    assert "Koningsdag" in last_day["DESCRIPTION"]
    assert len(last_day.walk("VALARM")) == 2
    assert meeting["DTSTART"].dt == date(2026, 6, 15)
    assert "20:00" in meeting["DESCRIPTION"]
    assert len({last_day["UID"], meeting["UID"]}) == 2


def test_more_time_keeps_the_event_and_raises_its_sequence(world: World) -> None:
    path = "/gemeenten/aarveen-gm7000/dialogen.ics"
    (before,) = events(path)
    extend(
        addressee=world.councils[0],
        round_=world.round,
        until=date(2026, 5, 20),
        reason="Verkiezingen.",
        by=world.actor("secretariat"),
        at=NOW,
    )
    (after,) = events(path)
    assert (before["UID"], before["DTSTART"].dt) == (after["UID"], date(2026, 4, 28))
    assert after["DTSTART"].dt == date(2026, 5, 20)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt == NOW
    (most, own) = events("/dialogen/proef/kalender.ics")
    assert (most["DTSTART"].dt, own["DTSTART"].dt) == (date(2026, 4, 28), date(2026, 5, 20))


def test_the_calendar_of_a_municipality_has_its_agenda_and_what_was_withdrawn(
    world: World,
) -> None:
    Addressee.objects.filter(pk=world.councils[0].pk).update(agenda_on=date(2026, 4, 22))
    Round.objects.update(stage="withdrawn")
    agenda, last_day = events("/gemeenten/aarveen-gm7000/dialogen.ics")
    assert agenda["DTSTART"].dt == date(2026, 4, 22)
    assert {agenda["STATUS"], last_day["STATUS"]} == {"CANCELLED"}
    assert last_day.walk("VALARM") == []
    assert events("/gemeenten/aarveen-gm7000/dialogen.ics")


def test_the_calendar_of_an_arrangement_has_its_rounds(
    world: World, arrangement: Arrangement
) -> None:
    path = f"/samenwerkingen/{arrangement.slug}/dialogen.ics"
    assert events(path) == []
    world.round.arrangement_slug = arrangement.slug
    world.round.save()
    big = termed(make_world(councils=8, slug="groot"))
    Round.objects.filter(pk=big.round.pk).update(arrangement_slug=arrangement.slug)
    first, second = events(path)
    texts = first["DESCRIPTION"] + second["DESCRIPTION"]
    assert "en nog 3" in texts


def test_a_round_that_is_being_prepared_is_in_no_calendar(arrangement: Arrangement) -> None:
    made = make_world(stage="preparing", slug="later")
    made.round.arrangement_slug = arrangement.slug
    made.round.save()
    assert events("/gemeenten/aarveen-gm7000/dialogen.ics") == []
    assert events(f"/samenwerkingen/{arrangement.slug}/dialogen.ics") == []


def test_calendars_of_what_does_not_exist_are_not_there() -> None:
    for path in (
        "/dialogen/nergens/kalender.ics",
        "/gemeenten/nergens/dialogen.ics",
        "/samenwerkingen/nergens/dialogen.ics",
    ):
        assert as_(None).get(path).status_code == 404


# What is open


def test_open_dialogues_of_a_municipality_are_found_until_their_last_day(world: World) -> None:
    code = municipality(0).code
    (found,) = open_for_codes([code], TODAY)
    assert (found.title, found.due_on, found.about, found.answered) == (
        "Proef van de samenwerking",
        date(2026, 4, 28),
        "Proefregio",
        False,
    )
    assert open_for_codes([code], date(2026, 4, 28))
    assert open_for_codes([code], date(2026, 4, 29)) == ()
    assert open_for_codes([code], date(2026, 3, 1)) == ()
    Round.objects.update(stage="withdrawn")
    assert open_for_codes([code], TODAY) == ()


def test_what_is_asked_about_an_arrangement_is_found(world: World) -> None:
    assert open_about("proefregio", TODAY) == ()
    Round.objects.update(arrangement_slug="proefregio", arrangement_name="")
    found = open_about("proefregio", TODAY)
    assert len(found) == 3
    assert found[0].about == "Secretariaat Proefregio"
    Addressee.objects.filter(pk=world.councils[0].pk).update(state="none_wished")
    assert [one.answered for one in open_about("proefregio", TODAY)] == [True, False, False]
