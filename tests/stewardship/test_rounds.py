# SPDX-License-Identifier: EUPL-1.2
"""The confirm round: starting, answering, progress, history, mergers, rights."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from samenspel.accounts.models import Event
from samenspel.accounts.rules import operator
from samenspel.places.models import Municipality
from samenspel.register.actions import EditRefused, confirm
from samenspel.register.models import ArrangementVersion, ChangeSet, Participation
from samenspel.register.rules import all_of_municipality
from samenspel.stewardship.actions.rounds import answer_right, answer_unknown, start_round
from samenspel.stewardship.models import ConfirmRound, RoundAnswer
from samenspel.stewardship.queries.answers import answers_about, open_questions
from samenspel.stewardship.queries.rounds import RoundPage, round_page
from tests.stewardship.small_register import NOW, TODAY, SmallRegister, acting, all_facts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.SAMENSPEL_MFA_REQUIRED = []


@pytest.fixture
def small() -> SmallRegister:
    return SmallRegister()


@pytest.fixture
def place(small: SmallRegister) -> Municipality:
    return small.places["GM0001"]


@pytest.fixture
def begun(place: Municipality) -> ConfirmRound:
    return start_round(municipality=place, begins_on=TODAY, by=operator(), at=NOW)


def _page(place: Municipality, on: date = TODAY) -> RoundPage:
    return round_page(place, all_facts(on), all_of_municipality(place), year=on.year)


def _right(one: ConfirmRound, *versions: ArrangementVersion, at: datetime = NOW) -> None:
    answer_right(in_round=one, versions=versions, by=operator(), at=at)


# Starting


def test_a_round_lasts_eight_weeks(begun: ConfirmRound) -> None:
    assert begun.deadline == TODAY + timedelta(weeks=8)
    assert Event.objects.get().action == "start_round"
    assert str(begun) == "Aaldorp 2026"


def test_there_is_one_round_a_year(place: Municipality, begun: ConfirmRound) -> None:
    again = start_round(
        municipality=place, begins_on=TODAY + timedelta(days=3), by=operator(), at=NOW
    )
    assert again == begun
    assert Event.objects.count() == 1


def test_clerks_and_advisers_of_the_municipality_start(
    small: SmallRegister, place: Municipality
) -> None:
    own = small.organisation("GM0001")
    refused = (
        small.person("councillor", own), small.clerk("GM0002"),
        small.person("secretariat", small.secretariat()),
    )  # fmt: skip
    for user in refused:
        with pytest.raises(PermissionDenied):
            start_round(municipality=place, begins_on=TODAY, by=acting(user), at=NOW)
    adviser = acting(small.person("adviser", own))
    assert start_round(municipality=place, begins_on=TODAY, by=adviser, at=NOW).started_by


def test_a_municipality_that_is_no_more_has_no_round(small: SmallRegister) -> None:
    old = small.merged("GM0009", "Oudgat", small.places["GM0001"], date(2023, 1, 1))
    with pytest.raises(EditRefused):
        start_round(municipality=old, begins_on=TODAY, by=operator(), at=NOW)


# Answering


def test_confirming_writes_the_day_in_the_register_and_the_answer_in_the_round(
    small: SmallRegister, place: Municipality, begun: ConfirmRound
) -> None:
    one, two = small.arrangement("Een"), small.arrangement("Twee")
    _right(begun, one, two)
    one.refresh_from_db()
    assert one.last_confirmed_on == TODAY
    assert ChangeSet.objects.filter(kind="confirm").count() == 2
    page = _page(place)
    assert page.progress.is_finished
    assert page.progress.share == 1.0
    assert {row.answer.actor_name for row in page.rows if row.answer} == {"operator"}


def test_a_question_counts_as_an_answer_and_can_become_right(
    small: SmallRegister, place: Municipality, begun: ConfirmRound
) -> None:
    version = small.arrangement("Een")
    small.arrangement("Twee")
    answer_unknown(
        in_round=begun, version=version, question=" Wie weet het? ", by=operator(), at=NOW
    )
    page = _page(place)
    assert (page.progress.done, page.progress.total, page.progress.left) == (1, 2, 1)
    assert [row.answer.question for row in page.questions if row.answer] == ["Wie weet het?"]
    _right(begun, version, at=NOW + timedelta(hours=1))
    assert _page(place).questions == ()
    assert RoundAnswer.objects.count() == 2


@pytest.mark.parametrize("question", ["", "   ", "x" * 2001])
def test_a_question_has_words(small: SmallRegister, begun: ConfirmRound, question: str) -> None:
    with pytest.raises(EditRefused) as refusal:
        answer_unknown(
            in_round=begun, version=small.arrangement("Een"), question=question, by=operator(),
            at=NOW,
        )  # fmt: skip
    assert refusal.value.field == "question"


def test_nothing_chosen_is_refused(begun: ConfirmRound) -> None:
    with pytest.raises(EditRefused):
        _right(begun)


def test_all_or_none_when_one_is_not_theirs(small: SmallRegister, begun: ConfirmRound) -> None:
    ours = small.arrangement("Een")
    strange = small.arrangement("Vreemd", ("GM0002", "GM0003"))
    with pytest.raises(EditRefused, match="Vreemd"):
        _right(begun, ours, strange)
    assert not RoundAnswer.objects.exists()
    assert not ChangeSet.objects.exists()


def test_an_old_round_is_closed_by_a_new_one(
    small: SmallRegister, place: Municipality, begun: ConfirmRound
) -> None:
    version = small.arrangement("Een")
    start_round(municipality=place, begins_on=date(2027, 10, 1), by=operator(), at=NOW)
    with pytest.raises(EditRefused):
        _right(begun, version)


def test_only_their_own_people_answer(small: SmallRegister, begun: ConfirmRound) -> None:
    version = small.arrangement("Een")
    for user in (small.clerk("GM0002"), small.person("councillor", small.organisation("GM0001"))):
        with pytest.raises(PermissionDenied):
            answer_right(in_round=begun, versions=[version], by=acting(user), at=NOW)
        with pytest.raises(PermissionDenied):
            answer_unknown(in_round=begun, version=version, question="?", by=acting(user), at=NOW)
    assert answer_right(in_round=begun, versions=[version], by=acting(small.clerk()), at=NOW)


def test_answers_are_never_changed_or_removed(small: SmallRegister, begun: ConfirmRound) -> None:
    _right(begun, small.arrangement("Een"))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM stewardship_roundanswer")
    assert "right" in str(RoundAnswer.objects.get())


# What the round is about


def test_an_arrangement_added_during_the_round_appears(
    small: SmallRegister, place: Municipality, begun: ConfirmRound
) -> None:
    _right(begun, small.arrangement("Een"))
    assert _page(place).progress.is_finished
    small.arrangement("Nieuw", valid_from=TODAY)
    assert [row.record.name for row in _page(place).todo] == ["Nieuw"]


def test_arrangements_of_those_that_merged_into_it_are_in_it(
    small: SmallRegister, place: Municipality, begun: ConfirmRound
) -> None:
    small.merged("GM0009", "Oudgat", place, date(2023, 1, 1))
    version = small.arrangement("Erfenis", ("GM0009", "GM0002"))
    (row,) = _page(place).rows
    assert row.own.name == "Oudgat"
    _right(begun, version)
    assert _page(place).progress.is_finished


def test_what_ended_or_was_left_is_not_in_it(small: SmallRegister, place: Municipality) -> None:
    small.arrangement("Voorbij", valid_to=date(2024, 1, 1))
    left = small.arrangement("Verlaten", ("GM0001", "GM0002", "GM0003"))
    Participation.objects.filter(version=left, code="GM0001").update(valid_to=date(2024, 1, 1))
    assert _page(place).rows == ()


def test_a_row_has_the_main_facts(small: SmallRegister, place: Municipality) -> None:
    office = small.secretariat()
    codes = tuple(f"GM010{n}" for n in range(8))
    for n, code in enumerate(codes):
        small.place(code, f"Plaats {n}")
    version = small.arrangement("Groot", ("GM0001", *codes), secretariat=office, powers="")
    Participation.objects.filter(version=version, code="GM0001").update(
        roles="Gemeenteraad", valid_from=date(2022, 1, 1)
    )
    (row,) = _page(place).rows
    assert (len(row.others), row.more) == (6, 2)
    assert row.since == date(2022, 1, 1)
    assert row.organs == "gemeenteraad"
    assert row.record.secretariat == "Secretariaat"
    assert [finding.rule.key for finding in row.findings] == ["no-powers"]


def test_a_correction_during_the_round_is_shown(
    small: SmallRegister, place: Municipality, begun: ConfirmRound
) -> None:
    version = small.arrangement("Een")
    common = {"actor_name": "x", "origin": "site", "arrangement_slug": version.arrangement.slug}
    ChangeSet.objects.create(at=NOW - timedelta(days=1), kind="correct", **common)
    assert _page(place).rows[0].changed_at is None
    ChangeSet.objects.create(at=NOW + timedelta(hours=1), kind="correct", **common)
    ChangeSet.objects.create(at=NOW + timedelta(hours=2), kind="load", **common)
    assert _page(place).rows[0].changed_at == NOW + timedelta(hours=1)


def test_earlier_rounds_keep_who_said_what(small: SmallRegister, place: Municipality) -> None:
    before = datetime(2025, 10, 2, 9, tzinfo=NOW.tzinfo)
    old = start_round(municipality=place, begins_on=date(2025, 10, 1), by=operator(), at=before)
    version = small.arrangement("Een")
    _right(old, version, at=before)
    page = _page(place)
    assert page.current is None
    (past,) = page.past
    assert (past.year, past.right, past.unknown, past.names) == (2025, 1, 0, ("operator",))


def test_a_round_runs_on_into_the_next_year_until_its_last_day(
    place: Municipality, begun: ConfirmRound
) -> None:
    assert _page(place, begun.deadline).current == begun
    late = _page(place, begun.deadline + timedelta(days=1))
    assert late.current is None
    assert [past.year for past in late.past] == [2026]


def test_late_in_the_same_year_one_can_still_answer(place: Municipality) -> None:
    early = start_round(municipality=place, begins_on=date(2026, 3, 1), by=operator(), at=NOW)
    page = _page(place)
    assert page.current == early
    assert page.is_late


# Questions


def test_a_question_is_open_until_somebody_else_reacts(
    small: SmallRegister, begun: ConfirmRound
) -> None:
    version = small.arrangement("Een")
    clerk = acting(small.clerk())
    answer_unknown(in_round=begun, version=version, question="Wie?", by=clerk, at=NOW)
    (asked,) = answers_about(["een"], since=2026)
    assert open_questions([asked]) == (asked,)
    assert open_questions([asked], not_of=[asked.municipality_id]) == ()
    confirm(versions=[version], by=clerk, at=NOW + timedelta(minutes=5))
    assert answers_about(["een"], since=2026)[0].is_open_question
    other = acting(small.clerk("GM0002"))
    confirm(versions=[version], by=other, at=NOW + timedelta(days=1))
    (answered,) = answers_about(["een"], since=2026)
    assert not answered.is_open_question
    assert answered.replied_at == NOW + timedelta(days=1)
    assert "Beemdam" in answered.replied_by


def test_who_confirms_in_a_round_on_the_same_day_has_answered_too(
    small: SmallRegister, begun: ConfirmRound
) -> None:
    version = small.arrangement("Een", last_confirmed_on=TODAY)
    answer_unknown(
        in_round=begun, version=version, question="Wie?", by=acting(small.clerk()), at=NOW
    )
    other = start_round(municipality=small.places["GM0002"], begins_on=TODAY, by=operator(), at=NOW)
    by = acting(small.clerk("GM0002"))
    answer_right(in_round=other, versions=[version], by=by, at=NOW + timedelta(hours=1))
    (asked,) = (a for a in answers_about(["een"], since=2026) if not a.is_right)
    assert (asked.is_open_question, asked.replied_by) == (False, "Beemdam")


# The page


def _path(place: Municipality) -> str:
    return f"/gemeenten/{place.slug}/bevestigen/"


def test_visitors_log_in_first_and_strangers_are_refused(
    client: Client, small: SmallRegister, place: Municipality
) -> None:
    assert client.get(_path(place))["Location"].startswith("/inloggen/?next=")
    client.force_login(small.clerk("GM0002"))
    assert client.get(_path(place)).status_code == 403
    assert client.get("/gemeenten/nergens/bevestigen/").status_code == 404
    assert client.put(_path(place)).status_code == 405


def test_a_councillor_looks_and_cannot_answer(
    client: Client, small: SmallRegister, place: Municipality
) -> None:
    small.arrangement("Een")
    start_round(
        municipality=place, begins_on=timezone.localdate(), by=operator(), at=timezone.now()
    )
    client.force_login(small.person("councillor", small.organisation("GM0001")))
    text = client.get(_path(place)).content.decode()
    assert "Een" in text
    assert 'name="klopt"' not in text
    assert client.post(_path(place), {"klopt": "een"}).status_code == 403


def test_from_start_to_finished(client: Client, small: SmallRegister, place: Municipality) -> None:
    for name in ("Een", "Twee", "Drie", "Vier"):
        small.arrangement(name)
    client.force_login(small.clerk())
    assert "nog geen ronde" in client.get(_path(place)).content.decode()
    assert client.post(_path(place), {"klopt": "een"}).status_code == 400
    assert client.post(_path(place), {"start": "ja"}).status_code == 302
    assert "0 van 4 gedaan" in client.get(_path(place)).content.decode()
    client.post(_path(place), {"klopt": "een"})
    client.post(_path(place), {"arrangement": ["twee", "drie"], "samen": "ja"})
    text = client.get(_path(place)).content.decode()
    assert "3 van 4 gedaan" in text
    assert "2 samenwerkingen bevestigd" in text
    client.post(_path(place), {"vraag": "vier", "vraag-vier": "Wie is de voorzitter?"})
    text = client.get(_path(place)).content.decode()
    assert "Klaar: alles is beantwoord" in text
    assert "Wie is de voorzitter?" in text
    english = client.get(f"/en{_path(place)}").content.decode()
    assert "Done: everything has been answered" in english


@pytest.mark.parametrize(
    "sent",
    [{}, {"klopt": "nergens"}, {"arrangement": ["nergens"]}, {"vraag": "een"},
     {"vraag": "nergens", "vraag-nergens": "x"}],
)  # fmt: skip
def test_an_impossible_answer_says_what_is_wrong_and_changes_nothing(
    client: Client, small: SmallRegister, place: Municipality, sent: dict[str, Any]
) -> None:
    small.arrangement("Een")
    client.force_login(small.clerk())
    client.post(_path(place), {"start": "ja"})
    response = client.post(_path(place), sent)
    assert response.status_code == 400
    assert not RoundAnswer.objects.exists()


def test_a_question_that_was_refused_is_still_there(
    client: Client, small: SmallRegister, place: Municipality
) -> None:
    small.arrangement("Een")
    client.force_login(small.clerk())
    client.post(_path(place), {"start": "ja"})
    sent = {"vraag": "een", "vraag-een": "x" * 2001}
    text = client.post(_path(place), sent).content.decode()
    assert "x" * 2001 in text
    assert "Hoogstens" in text


def test_a_municipality_that_merged_points_to_its_successor(
    client: Client, small: SmallRegister, place: Municipality
) -> None:
    old = small.merged("GM0009", "Oudgat", place, date(2023, 1, 1))
    client.force_login(small.administrator())
    text = client.get(_path(old)).content.decode()
    assert "Oudgat bestaat niet meer" in text
    assert _path(place) in text
    assert client.post(_path(old), {"start": "ja"}).status_code == 400


def test_an_empty_round_invites_to_add(
    client: Client, small: SmallRegister, place: Municipality
) -> None:
    client.force_login(small.clerk())
    client.post(_path(place), {"start": "ja"})
    assert "niets vastgelegd" in client.get(_path(place)).content.decode()


def test_the_secretariat_sees_who_confirmed_and_what_is_asked(
    client: Client, small: SmallRegister, place: Municipality
) -> None:
    office = small.secretariat()
    one = small.arrangement("Een", secretariat=office)
    two = small.arrangement("Twee", secretariat=office)
    today = timezone.localdate()
    begun = start_round(municipality=place, begins_on=today, by=operator(), at=timezone.now())
    by = acting(small.clerk())
    answer_right(in_round=begun, versions=[one], by=by, at=timezone.now())
    answer_unknown(in_round=begun, version=two, question="Wie?", by=by, at=timezone.now())
    client.force_login(small.person("secretariat", office))
    text = client.get(f"/secretariaten/{office.pk}/werklijst/").content.decode()
    assert "Bevestigd door gemeenten in hun ronde" in text
    assert "Aaldorp vraagt over “Twee”" in text


def test_queries_do_not_grow(
    client: Client, small: SmallRegister, place: Municipality, django_assert_max_num_queries: Any
) -> None:
    old = small.merged("GM0009", "Oudgat", small.places["GM0003"], date(2023, 1, 1))
    for number in range(10):
        small.participation(small.arrangement(f"Regeling {number}"), old.code)
    client.force_login(small.clerk())
    client.post(_path(place), {"start": "ja"})
    client.post(_path(place), {"klopt": "regeling-1"})
    client.get(_path(place))
    with django_assert_max_num_queries(12):
        assert client.get(_path(place)).status_code == 200
