# SPDX-License-Identifier: EUPL-1.2
"""Worklists: whose they are, their order and filters; setting a finding aside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from samenspel.accounts.models import Event, User
from samenspel.accounts.rules import operator
from samenspel.register.actions import EditRefused
from samenspel.register.models import ArrangementVersion, Board
from samenspel.stewardship.actions.set_asides import set_aside, take_back
from samenspel.stewardship.models import SetAside
from samenspel.stewardship.queries.set_asides import set_asides
from samenspel.stewardship.queries.worklist import Choice, Scope, Worklist, worklist
from tests.stewardship.small_register import NOW, TODAY, SmallRegister, acting, all_facts

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.SAMENSPEL_MFA_REQUIRED = []


@pytest.fixture
def small() -> SmallRegister:
    return SmallRegister()


@pytest.fixture
def broken(small: SmallRegister) -> ArrangementVersion:
    version = small.arrangement("Kapot", legal_bases="", last_confirmed_on=None)
    Board.objects.filter(version=version).delete()
    return version


def _list(scope: Scope, choice: Choice = Choice()) -> Worklist:  # noqa: B008 - it never changes
    return worklist(all_facts(), scope, choice)


def _keys(page: Worklist) -> list[str]:
    return [finding.rule.key for work in page.works for finding in work.items]


def _of(*municipalities: int) -> Scope:
    return Scope(Q(), municipalities=frozenset(municipalities))


def _aside(version: ArrangementVersion, **changes: Any) -> SetAside:
    values: dict[str, Any] = {
        "version": version, "rule": "no-board", "subject": "", "reason": "Geen bestuur nodig",
        "look_again_on": LATER, "by": operator(), "at": NOW,
    }  # fmt: skip
    return set_aside(**(values | changes))


def _log_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


# Whose it is


def test_without_a_secretariat_every_participant_mends(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    keys = _keys(_list(_of(small.places["GM0001"].pk)))
    assert {"no-board", "no-legal-bases", "unconfirmed"} == set(keys)


def test_with_a_secretariat_the_secretariat_mends(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    office = small.secretariat()
    broken.arrangement.secretariat = office
    broken.arrangement.save()
    mine = _list(_of(small.places["GM0001"].pk))
    assert _keys(mine) == ["unconfirmed"]
    assert mine.others == 2
    theirs = _list(Scope(Q(), organisations=frozenset({office.pk})))
    assert {"no-board", "no-legal-bases", "unconfirmed"} == set(_keys(theirs))


def test_what_is_about_itself_a_municipality_mends(small: SmallRegister) -> None:
    version = small.arrangement("Kapot", secretariat=small.secretariat())
    day = date(2021, 1, 1)
    part = version.participations.get(code="GM0001")
    part.valid_from = version.valid_to
    version.participations.filter(code="GM0001").update(valid_from=day)
    ArrangementVersion.objects.filter(pk=version.pk).update(valid_to=day)
    assert "joined-after-end" in _keys(_list(_of(small.places["GM0001"].pk)))
    assert "joined-after-end" not in _keys(_list(_of(small.places["GM0002"].pk)))


def test_only_administrators_appoint_a_secretariat(small: SmallRegister) -> None:
    small.arrangement("Zonder")
    assert _keys(_list(_of(small.places["GM0001"].pk))) == []
    assert _keys(_list(Scope(Q(), is_administrator=True))) == ["no-secretariat"]


# Order, filters, groups


def test_the_worst_comes_first_then_the_oldest(small: SmallRegister) -> None:
    small.arrangement("Mild", last_confirmed_on=date(2020, 1, 1))
    small.arrangement("Ouder", last_confirmed_on=date(2019, 1, 1))
    version = small.arrangement("Ernstig")
    version.participations.filter(code="GM0002").delete()
    page = _list(_of(small.places["GM0001"].pk))
    assert [work.record.name for work in page.works] == ["Ernstig", "Ouder", "Mild"]


def test_filters_narrow_the_list_and_keep_the_counts(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    scope = _of(small.places["GM0001"].pk)
    page = _list(scope, Choice(rule="no-board"))
    assert _keys(page) == ["no-board"]
    assert dict(page.severities) == {"wrong": 0, "missing": 2, "check": 1}
    assert _keys(_list(scope, Choice(severity="check"))) == ["unconfirmed"]
    assert page.chart is not None
    assert [bar.counted.is_chosen for bar in page.chart.bars].count(True) == 1


def test_what_others_mend_is_shown_on_demand(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    page = _list(_of(small.places["GM0001"].pk), Choice(others=True))
    assert _keys(page) == ["no-secretariat"]


def test_the_list_says_what_article_27_lacks(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    (work,) = _list(_of(small.places["GM0001"].pk)).works
    assert work.lacking == ("Wettelijke basis",)
    small.arrangement("Licht", legal_form="convenant", last_confirmed_on=None)
    lacking = {
        work.record.name: work.lacking for work in _list(_of(small.places["GM0001"].pk)).works
    }
    assert lacking["Licht"] is None


# Setting aside


def test_set_aside_leaves_the_list_until_the_day(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    _aside(broken)
    page = _list(_of(small.places["GM0001"].pk))
    assert "no-board" not in _keys(page)
    assert [a.row.reason for a in page.asides] == ["Geen bestuur nodig"]
    later = worklist(all_facts(LATER), _of(small.places["GM0001"].pk), Choice())
    assert "no-board" in _keys(later)


def test_taken_back_it_is_on_the_list_again(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    _aside(broken)
    take_back(version=broken, rule="no-board", subject="", by=operator(), at=NOW)
    assert set_asides(None, on=TODAY) == {}
    assert SetAside.objects.count() == 2
    actions = list(Event.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["set_aside", "take_back"]
    with pytest.raises(EditRefused):
        take_back(version=broken, rule="no-board", subject="", by=operator(), at=NOW)


def test_what_was_never_set_aside_cannot_come_back(broken: ArrangementVersion) -> None:
    with pytest.raises(EditRefused):
        take_back(version=broken, rule="no-board", subject="", by=operator(), at=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"look_again_on": TODAY}, "look_again_on"),
        ({"look_again_on": TODAY + timedelta(days=732)}, "look_again_on"),
        ({"rule": "no-such-rule"}, None),
    ],
)
def test_set_aside_needs_a_reason_and_a_day(
    broken: ArrangementVersion, changes: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(EditRefused) as refusal:
        _aside(broken, **changes)
    assert refusal.value.field == field
    assert not SetAside.objects.exists()


def test_who_keeps_the_record_may_set_aside_and_others_not(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    assert _aside(broken, by=acting(small.clerk("GM0002"))).actor_name
    for user in (small.clerk("GM0003"), small.person("councillor", small.organisation("GM0001"))):
        with pytest.raises(PermissionDenied):
            _aside(broken, by=acting(user))


def test_a_municipality_sets_aside_what_is_about_itself(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    broken.arrangement.secretariat = small.secretariat()
    broken.arrangement.save()
    clerk = acting(small.clerk("GM0001"))
    with pytest.raises(PermissionDenied):
        _aside(broken, by=clerk)
    with pytest.raises(PermissionDenied):
        _aside(broken, by=clerk, subject="GM0002")
    assert _aside(broken, by=clerk, subject="GM0001").subject == "GM0001"


def test_what_was_set_aside_is_never_changed_or_removed(broken: ArrangementVersion) -> None:
    row = _aside(broken)
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE stewardship_setaside SET reason = 'x'")


# The pages


def test_pages_ask_to_log_in_and_come_back(
    client: Client, small: SmallRegister, broken: ArrangementVersion
) -> None:
    for path in (
        f"/gemeenten/{small.places['GM0001'].slug}/werklijst/",
        "/samenwerkingen/kapot/werklijst/",
        "/samenwerkingen/kapot/werklijst/opzij/?regel=no-board",
        f"/secretariaten/{small.secretariat().pk}/werklijst/",
    ):
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/inloggen/?next=")


def test_people_of_the_municipality_and_administrators_see_the_list(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    path = f"/gemeenten/{small.places['GM0001'].slug}/werklijst/"
    own = small.organisation("GM0001")
    seeing = [small.clerk(), small.person("councillor", own), small.administrator()]
    for user in seeing:
        assert _log_in(Client(), user).get(path).status_code == 200
    for user in (small.clerk("GM0002"), small.person("secretariat", small.secretariat())):
        assert _log_in(Client(), user).get(path).status_code == 403


def test_a_councillor_looks_without_links_to_edit(
    client: Client, small: SmallRegister, broken: ArrangementVersion
) -> None:
    path = f"/gemeenten/{small.places['GM0001'].slug}/werklijst/"
    own = small.organisation("GM0001")
    text = _log_in(client, small.person("councillor", own)).get(path).content.decode()
    assert "Geen bestuur" in text
    assert "opzij/" not in text
    assert "opzij/?regel=no-board" in _log_in(Client(), small.clerk()).get(path).content.decode()


def test_an_empty_list_says_that_everything_is_right(client: Client, small: SmallRegister) -> None:
    small.arrangement("Heel")
    path = f"/gemeenten/{small.places['GM0001'].slug}/werklijst/"
    text = _log_in(client, small.clerk()).get(path).content.decode()
    assert "Alles klopt" in text
    english = client.get(f"/en{path}").content.decode()
    assert "Everything is right" in english


def test_unknown_filters_are_ignored(
    client: Client, small: SmallRegister, broken: ArrangementVersion
) -> None:
    path = f"/gemeenten/{small.places['GM0001'].slug}/werklijst/"
    response = _log_in(client, small.clerk()).get(path + "?regel=nee&ernst=nee&wie=nee")
    assert response.status_code == 200
    assert "Geen bestuur" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/gemeenten/nergens/werklijst/",
        "/samenwerkingen/nergens/werklijst/",
        "/samenwerkingen/nergens/werklijst/opzij/?regel=no-board",
        "/samenwerkingen/kapot/werklijst/opzij/?regel=nee",
        "/secretariaten/999999/werklijst/",
    ],
)
def test_what_does_not_exist_is_not_found(
    client: Client, small: SmallRegister, broken: ArrangementVersion, path: str
) -> None:
    assert _log_in(client, small.administrator()).get(path).status_code == 404
    if path.startswith("/samenwerkingen/nergens"):
        assert Client().get(path).status_code == 404


def test_the_list_of_an_arrangement_is_for_who_is_involved(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    path = "/samenwerkingen/kapot/werklijst/"
    text = _log_in(Client(), small.clerk("GM0002")).get(path).content.decode()
    assert "Geen bestuur" in text
    assert _log_in(Client(), small.administrator()).get(path).status_code == 200
    assert _log_in(Client(), small.clerk("GM0003")).get(path).status_code == 403


def test_the_secretariat_sees_its_own_list(
    small: SmallRegister, broken: ArrangementVersion
) -> None:
    office = small.secretariat()
    broken.arrangement.secretariat = office
    broken.arrangement.save()
    path = f"/secretariaten/{office.pk}/werklijst/"
    response = _log_in(Client(), small.person("secretariat", office)).get(path)
    assert "Geen bestuur" in response.content.decode()
    assert _log_in(Client(), small.clerk()).get(path).status_code == 403
    municipal = small.organisation("GM0001")
    wrong = f"/secretariaten/{municipal.pk}/werklijst/"
    assert _log_in(Client(), small.administrator()).get(wrong).status_code == 404


def test_setting_aside_and_back_through_the_page(
    client: Client, small: SmallRegister, broken: ArrangementVersion
) -> None:
    _log_in(client, small.clerk())
    back = f"/gemeenten/{small.places['GM0001'].slug}/werklijst/"
    path = f"/samenwerkingen/kapot/werklijst/opzij/?regel=no-board&terug={back}"
    assert "Geen bestuur" in client.get(path).content.decode()
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    response = client.post(path, {"reason": "Besluit van 2020", "look_again_on": day})
    assert response.status_code == 302
    assert response["Location"] == back
    assert "Besluit van 2020" in client.get(back).content.decode()
    client.post(path, {"wat": "terug"})
    assert "Besluit van 2020" not in client.get(back).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"reason": "x", "look_again_on": "2016-02-31"},
        {"reason": "x", "look_again_on": "2016-01-01"},
        {"wat": "terug"},
    ],
)
def test_a_form_that_is_not_right_comes_back_with_what_is_wrong(
    client: Client, small: SmallRegister, broken: ArrangementVersion, sent: dict[str, str]
) -> None:
    _log_in(client, small.clerk())
    response = client.post("/samenwerkingen/kapot/werklijst/opzij/?regel=no-board", sent)
    assert response.status_code == 400
    assert not SetAside.objects.exists()


def test_the_way_back_never_leaves_the_site(
    client: Client, small: SmallRegister, broken: ArrangementVersion
) -> None:
    _log_in(client, small.clerk())
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    path = "/samenwerkingen/kapot/werklijst/opzij/?regel=no-board&terug=https://elders.example/"
    response = client.post(path, {"reason": "x", "look_again_on": day})
    assert response["Location"] == "/samenwerkingen/kapot/werklijst/"


def test_who_may_not_set_aside_gets_no_form(
    client: Client, small: SmallRegister, broken: ArrangementVersion
) -> None:
    _log_in(client, small.clerk("GM0003"))
    path = "/samenwerkingen/kapot/werklijst/opzij/?regel=no-board"
    assert client.get(path).status_code == 403
    assert client.post(path, {}).status_code == 403


def test_queries_do_not_grow_with_the_list(
    client: Client, small: SmallRegister, django_assert_max_num_queries: Any
) -> None:
    old = small.merged("GM0009", "Oudgat", small.places["GM0003"], date(2023, 1, 1))
    for number in range(8):
        version = small.arrangement(f"Kapot {number}", legal_bases="", last_confirmed_on=None)
        small.participation(version, old.code)
    _log_in(client, small.clerk())
    for path in (
        f"/gemeenten/{small.places['GM0001'].slug}/werklijst/",
        "/samenwerkingen/kapot-1/werklijst/",
    ):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
