# SPDX-License-Identifier: EUPL-1.2
"""The calendar of a round, the term calculator, recesses and own terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samenspel.dialogue.actions.rounds import extend
from samenspel.dialogue.models import Addressee, Meeting, OwnTerm, Recess, Round
from samenspel.dialogue.queries.calendar_drawing import drawing_of
from samenspel.dialogue.queries.round_calendar import round_calendar
from samenspel.register.models import Arrangement
from tests.dialogue.small_round import World, make_world, municipality
from tests.dialogue.terms_world import NOW, TODAY, as_, recess, sent_world, termed, text_of
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


# The calendar of a round


def test_the_calendar_says_until_when_and_why(world: World) -> None:
    text = text_of("/dialogen/proef/kalender/")
    assert "dinsdag 28 april 2026" in text
    assert "Maandag 27 april 2026 is Koningsdag" in text
    assert "Wet gemeenschappelijke regelingen, artikel 1, lid 3" in text
    assert "Het bestuur wil besluiten" in text
    assert "Tweede paasdag" in text
    assert "<svg" in text
    assert text_of("/en/dialogen/proef/kalender/").count("Why this day?") == 1


def test_bodies_with_the_same_last_day_stand_together(world: World) -> None:
    extend(
        addressee=world.councils[1],
        round_=world.round,
        until=date(2026, 5, 20),
        reason="Verkiezingen.",
        by=world.actor("secretariat"),
        at=NOW,
    )
    page = round_calendar(world.fresh(), today=TODAY)
    first, second = page.of("due")
    assert (first.last, first.number, second.last, second.number) == (
        date(2026, 4, 28),
        2,
        date(2026, 5, 20),
        1,
    )
    assert second.explanation is not None
    assert "woensdag 20 mei 2026" in second.explanation.lines[-1]


def test_a_recess_of_one_council_is_told_once_and_drawn(world: World) -> None:
    for index in (0, 1):
        recess(index, date(2026, 4, 25), date(2026, 5, 4))
    recess(6, date(2026, 4, 1), date(2026, 4, 8))
    page = round_calendar(world.fresh(), today=TODAY)
    (told,) = page.of("recess")
    assert (told.until, told.number) == (date(2026, 5, 3), 2)
    drawing = drawing_of(page, TODAY)
    assert drawing is not None
    assert [bar.css for bar in drawing.bars] == ["bar", "bar bar--ended"]
    assert [shift.css for shift in drawing.shifts] == ["bar bar--self"]
    assert drawing.today_x


def test_agendas_meetings_and_the_last_day_to_send_are_there(world: World) -> None:
    world.round.kind = "budget"
    world.round.save()
    Addressee.objects.filter(pk=world.councils[0].pk).update(agenda_on=date(2026, 4, 22))
    Meeting.objects.create(
        round=world.round, name="Algemeen bestuur", begins_at=datetime(2026, 6, 15, 18, tzinfo=UTC)
    )
    page = round_calendar(world.fresh(), today=TODAY)
    assert [moment.on for moment in page.of("agenda")] == [date(2026, 4, 22)]
    assert [moment.title for moment in page.of("meeting", "decides")] == ["Algemeen bestuur"]
    (must_send,) = page.of("must_send")
    assert must_send.on == date(2026, 3, 23)
    drawing = drawing_of(page, date(2027, 1, 1))
    assert drawing is not None
    assert (len(drawing.diamonds), drawing.today_x) == (1, "")


def test_many_different_terms_share_a_row(world: World) -> None:
    big = make_world(councils=12, slug="groot")
    for n, one in enumerate(big.councils):
        Addressee.objects.filter(pk=one.pk).update(due_on=date(2026, 4, 27 - n))
    page = round_calendar(big.fresh(), today=TODAY)
    drawing = drawing_of(page, TODAY)
    assert drawing is not None
    assert len(drawing.bars) == 12
    assert len(drawing.rows) < 12


def test_while_it_is_prepared_the_secretariat_sees_a_forecast_and_others_nothing() -> None:
    made = make_world(stage="preparing", slug="later")
    path = "/dialogen/later/kalender/"
    assert as_(None).get(path).status_code == 404
    assert as_(None).get("/dialogen/later/kalender.ics").status_code == 404
    assert as_(made.user("clerk")).get(path).status_code == 404
    text = text_of(path, made.user("secretariat"))
    assert "als u vandaag verstuurt" in text
    assert "maandag 15 juni 2026" in text


def test_without_a_term_of_the_law_the_secretariat_is_told_to_choose_a_day() -> None:
    made = make_world(stage="preparing", slug="vrij")
    Round.objects.update(kind="free")
    text = text_of("/dialogen/vrij/kalender/", made.user("secretariat"))
    assert "Kies de laatste dag om te antwoorden" in text
    assert "Er zijn nog geen dagen bekend" in text
    asking = as_(made.user("secretariat"))
    assert asking.get("/dialogen/vrij/kalender.svg").status_code == 404
    assert asking.get("/dialogen/vrij/kalender.csv").status_code == 200


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx", "svg"])
def test_the_days_can_be_taken_along(world: World, kind: str) -> None:
    answer = as_(None).get(f"/dialogen/proef/kalender.{kind}")
    assert answer.status_code == 200
    assert "kalender-proef" in answer["Content-Disposition"]
    if kind in {"csv", "json"}:
        assert b"2026-04-28" in answer.content


def test_other_files_are_not_there(world: World) -> None:
    assert as_(None).get("/dialogen/proef/kalender.exe").status_code == 404


def test_the_calendar_asks_few_queries_whatever_its_size(world: World) -> None:
    big = termed(make_world(councils=40, slug="groot"))
    for path in ("/dialogen/proef/kalender/", "/dialogen/groot/kalender/"):
        with CaptureQueriesContext(connection) as asked:
            as_(None).get(path)
        assert len(asked) == 4
    client = as_(big.user("clerk"))
    with CaptureQueriesContext(connection) as asked:
        client.get("/dialogen/groot/kalender/")
    assert len(asked) <= 8


# The calculator


def ask(**values: object) -> str:
    return "/dialogen/termijnen/?" + "&".join(f"{k}={v}" for k, v in values.items())


def test_the_calculator_asks_and_lists_all_terms() -> None:
    text = text_of("/dialogen/termijnen/")
    assert "Alle termijnen op een rij" in text
    assert "Wijziging van de statuten naar de deelnemers" in text
    assert "Waarom deze dag?" not in text


def test_a_term_of_the_list_is_chosen_already_in_the_form() -> None:
    text = text_of(ask(regel="accounts"))
    assert '<option value="accounts" selected>' in text
    assert "Vul een dag in." not in text


def test_the_calculator_answers_with_every_step() -> None:
    text = text_of(ask(regel="opinion-on-budget", datum="2024-01-08"))
    assert 'datetime="2024-04-02"' in text
    assert "Maandag 1 april 2024 is tweede paasdag" in text


def test_counting_back_is_drawn_too() -> None:
    text = text_of(ask(regel="budget-to-councils", datum="2026-09-14"))
    assert 'datetime="2026-06-22"' in text
    assert "<svg" in text


def test_a_fixed_day_takes_the_year_of_the_date_and_has_no_picture() -> None:
    text = text_of(ask(regel="framework-note", datum="2027-02-03", weken=8))
    assert 'datetime="2027-04-30"' in text
    assert 'class="timeline"' not in text


def test_own_weeks_are_compared_with_the_law() -> None:
    text = text_of(ask(regel="opinion-on-draft", datum="2026-03-02", weken=10))
    assert 'datetime="2026-05-11"' in text


def test_the_recess_of_a_municipality_is_told() -> None:
    recess(0, date(2026, 4, 25), date(2026, 5, 4))
    for name in ("Aarveen", "aarveen", "aarveen-gm7000"):
        text = text_of(ask(regel="opinion-on-draft", datum="2026-03-02", gemeente=name))
        assert "Van de 57 dagen vallen er 4 in een reces: Meireces." in text
    municipality(1)
    text = text_of(ask(regel="opinion-on-draft", datum="2026-03-02", gemeente="Beekhuizen"))
    assert "niet bekend wanneer de raad van Beekhuizen reces heeft" in text
    text = text_of(ask(regel="budget-to-councils", datum="2026-05-25", gemeente="Aarveen"))
    assert "Meireces" not in text


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"regel": "opinion-on-draft", "datum": ""}, "Vul een dag in."),
        ({"datum": "2026-03-02"}, "Kies waar het over gaat."),
        ({"regel": "weer", "datum": "2026-03-02"}, "Kies waar het over gaat."),
        ({"regel": "opinion-on-draft", "datum": "2-3-26 x"}, "Deze datum bestaat niet."),
        ({"regel": "opinion-on-draft", "datum": "1066-10-14"}, "Kies een dag van 1980"),
        ({"regel": "opinion-on-draft", "datum": "2020-03-02"}, "sinds 1 juli 2022"),
        (
            {"regel": "opinion-on-draft", "datum": "2026-03-02", "gemeente": "Nergens"},
            "Er is geen gemeente met deze naam.",
        ),
        (
            {"regel": "budget-to-supervisor", "datum": "2026-07-03", "weken": "4"},
            "Een regeling stelt hiervoor geen eigen weken.",
        ),
    ],
)
def test_a_wrong_question_says_what_to_do(values: dict[str, str], expected: str) -> None:
    assert expected in text_of(ask(**values), status=400)


# Recesses


def test_everybody_sees_the_recesses_and_the_clerk_keeps_them(world: World) -> None:
    path = "/dialogen/reces/aarveen-gm7000/"
    assert "Er is geen reces bekend" in text_of(path)
    assert "Een reces toevoegen" not in text_of(path, world.user("councillor"))
    client = as_(world.user("clerk"))
    assert "Een reces toevoegen" in client.get(path).content.decode()
    values = {
        "name": "Zomerreces",
        "begins": "2026-07-04",
        "last_day": "2026-08-16",
        "source": "Schema",
    }
    assert client.post(path, values).status_code == 302
    kept = Recess.objects.get()
    assert kept.ends == date(2026, 8, 17)
    text = text_of(path)
    assert "Zomerreces" in text
    assert "16\xa0augustus\xa02026" in text
    assert client.post(path, {"weg": kept.pk}).status_code == 302
    assert not Recess.objects.exists()


def test_school_holidays_are_taken_over_with_one_press(world: World) -> None:
    client = as_(world.user("clerk"))
    path = "/dialogen/reces/aarveen-gm7000/"
    assert "Noord overnemen" in client.get(path).content.decode()
    assert client.post(path, {"regio": "noord"}).status_code == 302
    assert Recess.objects.count() == 3


def test_what_is_wrong_with_a_recess_is_said_beside_it(world: World) -> None:
    client = as_(world.user("clerk"))
    path = "/dialogen/reces/aarveen-gm7000/"
    wrong = {"name": "Zomer", "begins": "2026-07-04", "last_day": "2026-07-01", "source": "x"}
    answer = client.post(path, wrong)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "De laatste dag kan niet voor de eerste dag" in text
    assert 'value="2026-07-04"' in text
    assert client.post(path, {}).status_code == 400


def test_who_may_not_keep_recesses_is_stopped(world: World) -> None:
    path = "/dialogen/reces/aarveen-gm7000/"
    kept = recess(0, date(2026, 7, 4), date(2026, 8, 17))
    assert as_(None).post(path, {"weg": kept.pk}).status_code == 302
    assert as_(world.user("clerk", 1)).post(path, {"weg": kept.pk}).status_code == 403
    other = as_(world.user("clerk", 1))
    for pk in (kept.pk, "x", "9" * 30):
        assert other.post("/dialogen/reces/beekhuizen-gm7001/", {"weg": pk}).status_code == 404
    assert Recess.objects.exists()
    assert as_(None).get("/dialogen/reces/nergens/").status_code == 404


def test_recesses_that_have_passed_stay_to_be_seen(world: World) -> None:
    recess(0, date(2026, 2, 14), date(2026, 2, 23))
    assert "Recessen die voorbij zijn" in text_of("/dialogen/reces/aarveen-gm7000/")


# Own terms


@pytest.fixture
def arrangement() -> Arrangement:
    load({"zorg": Made(["GM0384", "GM0363"])})
    return Arrangement.objects.get()


def test_the_terms_of_an_arrangement_stand_beside_the_law(
    world: World, arrangement: Arrangement
) -> None:
    path = reverse("own-terms", args=[arrangement.slug])
    assert "8 weken na ontvangst" in text_of(path)
    assert "Een termijn van deze regeling vastleggen" not in text_of(path)
    arrangement.secretariat = world.secretariat
    arrangement.save()
    client = as_(world.user("secretariat"))
    values = {"rule": "opinion-on-draft", "weeks": "10", "source": "artikel 9"}
    assert client.post(path, values).status_code == 302
    text = text_of(path)
    assert "10 weken" in text
    assert "artikel 9" in text
    assert client.post(path, {**values, "weeks": "0"}).status_code == 400
    assert client.post(path, {**values, "rule": "weer"}).status_code == 400
    assert client.post(path, {**values, "weeks": ""}).status_code == 302
    assert "wat de wet zegt" in text_of(path)
    assert OwnTerm.objects.count() == 2


def test_who_does_not_keep_the_arrangement_sets_no_terms(
    world: World, arrangement: Arrangement
) -> None:
    path = reverse("own-terms", args=[arrangement.slug])
    assert as_(None).post(path, {}).status_code == 302
    assert as_(world.user("clerk")).post(path, {}).status_code == 403
    assert as_(None).get("/samenwerkingen/nergens/termijnen/").status_code == 404
