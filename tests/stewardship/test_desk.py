# SPDX-License-Identifier: EUPL-1.2
"""The desk: the next step, per organisation what waits, news; a councillor looks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samenspel.accounts.models import Invitation, Organisation, Role, User
from samenspel.accounts.rules import operator
from samenspel.register.models import ArrangementVersion, Board, ChangeSet, HeldValue
from samenspel.register.queries.reference import reference
from samenspel.stewardship.actions.rounds import answer_right, answer_unknown, start_round
from samenspel.stewardship.models import ConfirmRound
from samenspel.stewardship.queries.desk import Desk, desk
from tests.stewardship.small_register import NOW, TODAY, SmallRegister, acting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.SAMENSPEL_MFA_REQUIRED = []


@pytest.fixture
def small() -> SmallRegister:
    return SmallRegister()


def _desk(user: User, on: date = TODAY, **more: Any) -> Desk:
    return desk(user, reference(on=on, today=on), now=NOW, **more)


def _begin(small: SmallRegister, code: str = "GM0001", on: date = TODAY) -> ConfirmRound:
    return start_round(municipality=small.places[code], begins_on=on, by=operator(), at=NOW)


def _broken(small: SmallRegister, name: str = "Kapot", **values: Any) -> ArrangementVersion:
    version = small.arrangement(name, **values)
    Board.objects.filter(version=version).delete()
    return version


# The next step


def test_the_round_comes_first(small: SmallRegister) -> None:
    _broken(small)
    _begin(small)
    page = _desk(small.clerk())
    assert page.step is not None
    assert "17 januari 2027" in page.step.text
    assert page.step.url == f"/gemeenten/{small.places['GM0001'].slug}/bevestigen/"
    (one,) = page.organisations
    assert one.round is not None
    assert (one.round.progress.done, one.round.progress.total) == (0, 1)
    assert not one.is_all_right


def test_after_the_round_what_cannot_be_right(small: SmallRegister) -> None:
    version = small.arrangement("Kapot")
    version.participations.filter(code="GM0002").delete()
    clerk = small.clerk()
    answer_right(in_round=_begin(small), versions=[version], by=acting(clerk), at=NOW)
    step = _desk(clerk).step
    assert step is not None
    assert step.url.endswith("/werklijst/?ernst=wrong")


def test_then_a_decision_between_sources(small: SmallRegister) -> None:
    version = _broken(small)
    change = ChangeSet.objects.create(
        at=NOW, actor_name="x", origin="site", kind="correct", arrangement_slug="kapot"
    )
    HeldValue.objects.create(
        collection=small.collection, arrangement_slug="kapot", record_kind="version",
        record_key='["kapot"]', field="name", incoming_value="C", incoming_at=NOW,
        change_set=change,
    )  # fmt: skip
    clerk = small.clerk()
    answer_right(in_round=_begin(small), versions=[version], by=acting(clerk), at=NOW)
    page = _desk(clerk)
    assert page.step is not None
    assert page.step.url.endswith("?regel=source-says-new")
    assert page.organisations[0].decisions == 1


def test_then_a_question_of_another_municipality(small: SmallRegister) -> None:
    version = _broken(small)
    asking = _begin(small, "GM0002")
    answer_unknown(in_round=asking, version=version, question="Wie?", by=operator(), at=NOW)
    page = _desk(small.clerk())
    assert page.step is not None
    assert page.step.url.endswith("/werklijst/#vragen")
    assert [q.question for q in page.organisations[0].questions] == ["Wie?"]
    assert _desk(small.clerk("GM0002")).organisations[0].questions == ()


def test_then_what_is_missing_then_the_start_of_the_round(small: SmallRegister) -> None:
    _broken(small)
    clerk = small.clerk()
    step = _desk(clerk).step
    assert step is not None
    assert step.url.endswith("?ernst=missing")
    Board.objects.create(
        version=ArrangementVersion.objects.get(), kind="general", name="AB", source="t"
    )
    ArrangementVersion.objects.update(legal_form="convenant")
    Board.objects.all().delete()
    start = _desk(clerk).step
    assert start is not None
    assert start.url.endswith("/bevestigen/")


def test_nothing_to_do_no_step(small: SmallRegister) -> None:
    version = small.arrangement("Heel")
    clerk = small.clerk()
    answer_right(in_round=_begin(small), versions=[version], by=acting(clerk), at=NOW)
    page = _desk(clerk)
    assert page.step is None
    assert page.organisations[0].is_all_right


def test_a_round_of_long_ago_does_not_count(small: SmallRegister) -> None:
    small.arrangement("Heel")
    _begin(small, on=date(2025, 10, 1))
    (one,) = _desk(small.clerk()).organisations
    assert one.round is not None
    assert not one.round.is_started


# Per organisation


def test_a_secretariat_has_its_records_and_no_round(small: SmallRegister) -> None:
    office = small.secretariat()
    _broken(small, secretariat=office)
    small.arrangement("Ander")
    page = _desk(small.person("secretariat", office))
    (one,) = page.organisations
    assert (one.number, one.findings, one.round, one.page_url) == (1, 1, None, "")
    assert one.worklist_url == f"/secretariaten/{office.pk}/werklijst/"


def test_two_organisations_stand_apart(small: SmallRegister) -> None:
    _broken(small, "Een", codes=("GM0001", "GM0003"))
    _broken(small, "Twee", codes=("GM0002", "GM0003"))
    clerk = small.clerk()
    Role.objects.create(user=clerk, organisation=small.organisation("GM0002"), kind="adviser")
    page = _desk(clerk)
    assert [(one.name, one.number) for one in page.organisations] == [
        ("Gemeente Aaldorp", 1), ("Gemeente Beemdam", 1),
    ]  # fmt: skip


def test_a_councillor_has_no_step_and_may_not_edit(small: SmallRegister) -> None:
    _broken(small)
    page = _desk(small.person("councillor", small.organisation("GM0001")))
    assert page.step is None
    assert not page.organisations[0].may_edit
    assert page.organisations[0].findings == 1


def test_a_role_that_waits_for_a_second_factor_does_not_count(small: SmallRegister) -> None:
    administrator = small.administrator()
    page = _desk(administrator, needing=["administrator"])
    assert page.lacks_second_factor
    assert not page.is_administrator
    assert _desk(administrator).is_administrator


def test_invitations_that_were_not_answered_are_counted(small: SmallRegister) -> None:
    own = small.organisation("GM0001")
    common = {
        "organisation": own, "kind": "adviser", "invited_by_name": "x",
        "sent_at": NOW - timedelta(days=30),
    }  # fmt: skip
    old, new = NOW - timedelta(days=1), NOW + timedelta(days=1)
    Invitation.objects.create(email="a@x.example", token_hash="1", expires_at=old, **common)
    Invitation.objects.create(email="b@x.example", token_hash="2", expires_at=new, **common)
    assert _desk(small.clerk()).organisations[0].expired_invitations == 1
    councillor = small.person("councillor", own)
    assert _desk(councillor).organisations[0].expired_invitations == 0


def test_news_is_of_others_and_recent(small: SmallRegister) -> None:
    small.arrangement("Een")
    clerk = small.clerk()
    common: dict[str, Any] = {"origin": "site", "kind": "correct", "arrangement_slug": "een"}
    ChangeSet.objects.create(at=NOW, actor=clerk, actor_name=clerk.name, **common)
    ChangeSet.objects.create(
        at=NOW, actor=small.clerk("GM0002"), actor_name="y", organisation_name="Beemdam", **common
    )
    ChangeSet.objects.create(at=NOW - timedelta(days=90), actor_name="z", **common)
    assert [news.who for news in _desk(clerk).news] == ["Beemdam"]


# The page


def test_who_is_not_logged_in_is_asked_to_and_comes_back(client: Client) -> None:
    response = client.get("/mijn/")
    assert response.status_code == 302
    assert response["Location"] == "/inloggen/?next=/mijn/"


def test_my_municipality_is_one_click_away(client: Client, small: SmallRegister) -> None:
    client.force_login(small.person("councillor", small.organisation("GM0001")))
    text = client.get("/mijn/").content.decode()
    assert f'href="/gemeenten/{small.places["GM0001"].slug}/"' in text
    assert "raadslid" in text
    assert "Mijn gemeente" in text
    assert "u kijkt" in text


def test_without_a_role_the_page_says_so(client: Client) -> None:
    client.force_login(User.objects.create_user("nieuw@voorbeeld.example", None, name="Nieuw"))
    assert "U hebt nog geen rol" in client.get("/mijn/").content.decode()


def test_the_page_is_not_kept_by_caches(client: Client, small: SmallRegister) -> None:
    client.force_login(small.clerk())
    assert "no-store" in client.get("/mijn/")["Cache-Control"]


def test_a_secretariat_has_no_municipality(client: Client, small: SmallRegister) -> None:
    office = Organisation.objects.create(kind="secretariat", name="Secretariaat van de regio")
    client.force_login(small.person("secretariat", office))
    text = client.get("/mijn/").content.decode()
    assert "Secretariaat van de regio" in text
    assert "Mijn gemeente" not in text


def test_the_page_in_english(client: Client, small: SmallRegister) -> None:
    _broken(small)
    client.force_login(small.clerk())
    text = client.get("/en/mijn/").content.decode()
    assert "Next step" in text
    assert "Fill in 1 thing that is missing" in text


def test_an_administrator_goes_to_the_whole_site(client: Client, small: SmallRegister) -> None:
    client.force_login(small.administrator())
    assert "/gegevens/kwaliteit/" in client.get("/mijn/").content.decode()


def test_queries_do_not_grow(
    client: Client, small: SmallRegister, django_assert_max_num_queries: Any
) -> None:
    office = small.secretariat()
    old = small.merged("GM0009", "Oudgat", small.places["GM0003"], date(2023, 1, 1))
    for number in range(8):
        version = _broken(small, f"Kapot {number}", secretariat=office if number % 2 else None)
        small.participation(version, old.code)
    today = timezone.localdate()
    begun = _begin(small, on=today)
    answer_unknown(
        in_round=begun, version=version, question="Wie?", by=operator(), at=timezone.now()
    )
    clerk = small.clerk()
    Role.objects.create(user=clerk, organisation=office, kind="secretariat")
    Role.objects.create(user=clerk, organisation=small.organisation("GM0002"), kind="clerk")
    client.force_login(clerk)
    client.get("/mijn/")
    with django_assert_max_num_queries(12):
        assert client.get("/mijn/").status_code == 200
