# SPDX-License-Identifier: EUPL-1.2
"""People and handovers on the site: for members, written by staff, removed on request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from samenspel.citylinks.models import Handover, Person
from samenspel.citylinks.queries.signals import signals_of
from tests.citylinks.small_links import administrator, make_link, user, without_role
from tests.citylinks.test_file_pages import logged_in, sent, text_of

pytestmark = pytest.mark.django_db
PEOPLE = "/stedenbanden/proefband/mensen/"
HANDOVER = "/stedenbanden/proefband/overdracht/"
TODAY = timezone.localdate()
ADA = {"kind": "coordinator", "name": "Ada Wiele", "email": "ada@elders.example"}


@pytest.fixture
def clerk() -> Client:
    return logged_in(user("clerk"))


def test_members_see_the_people_and_others_do_not(
    clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = make_link(abroad=True)
    world.person(0, name="Ada Wiele")
    gone = world.person(1, name="Bas Bos")
    Person.objects.filter(pk=gone.pk).update(valid_to=TODAY)
    page = text_of(clerk, PEOPLE)
    assert "Ada Wiele" in page
    assert "niemand nam het over" in page
    with translation.override("nl"):
        found = signals_of(world.link, TODAY)
    carried = next(one.sentence for one in found if one.key == "dependence")
    assert "Bij Aarveen draagt één persoon de stedenband." in carried
    assert carried in page
    with django_assert_max_num_queries(12):
        clerk.get(PEOPLE)
    assert "People of Aarveen now" in text_of(clerk, f"/en{PEOPLE}")
    read = text_of(logged_in(user("councillor")), PEOPLE)
    assert "Ada Wiele" in read
    assert "nieuw/" not in read
    for outsider in (Client(), logged_in(user("clerk", 5)), logged_in(administrator())):
        text_of(outsider, PEOPLE, 404)
        text_of(outsider, f"{PEOPLE}{gone.pk}/", 404)
    assert logged_in(user("councillor")).get(f"{PEOPLE}nieuw/").status_code == 403


def test_nobody_has_to_follow_up_at_a_partner_that_left(clerk: Client) -> None:
    world = make_link(parties=3)
    gone = world.person(2, name="Bas Bos")
    Person.objects.filter(pk=gone.pk).update(valid_to=TODAY)
    world.parties[2].valid_to = TODAY
    world.parties[2].save()
    page = text_of(clerk, PEOPLE)
    assert "niemand nam het over" not in page
    assert "Deze partner doet nu niet mee" in page


def test_somebody_is_added_and_changed_without_telling_who_has_an_account(clerk: Client) -> None:
    world = make_link()
    colleague = without_role()
    data = {**ADA, "party": str(world.parties[1].pk), "account_email": colleague.email}
    page = sent(clerk, f"{PEOPLE}nieuw/", data | {"email": "geen adres"}, 400)
    assert "geen adres" in page
    assert sent(clerk, f"{PEOPLE}nieuw/", data) == PEOPLE
    nobody = data | {"name": "Bas Bos", "account_email": "niemand@elders.example"}
    sent(clerk, f"{PEOPLE}nieuw/", nobody)
    page = text_of(clerk, PEOPLE)
    assert page.count("Ziet het dossier met dit adres, als er een account bij hoort.") == 2
    person = Person.objects.get(name="Ada Wiele")
    assert person.user == colleague
    edit = f"{PEOPLE}{person.pk}/"
    told = {**ADA, "last_day": TODAY.isoformat(), "edition": "1", "function": "Beleid"}
    sent(clerk, edit, told)
    changed = Person.objects.get(pk=person.pk)
    assert (changed.valid_to, changed.user) == (TODAY + timedelta(days=1), None)
    assert 'value="Beleid"' in sent(clerk, edit, told, 409)
    assert f'value="{TODAY.isoformat()}"' in text_of(clerk, edit)
    text_of(clerk, f"{PEOPLE}999999/", 404)


def test_a_handover_is_begun_written_and_finished(clerk: Client) -> None:
    world = make_link()
    person = world.person(0, name="Ada Wiele")
    begin = f"{HANDOVER}nieuw/{person.pk}/"
    assert sent(clerk, begin, {"last_day": "2019-01-01"}, 400)
    last = (TODAY + timedelta(days=20)).isoformat()
    way = sent(clerk, begin, {"last_day": last})
    assert f"{TODAY.year}" in text_of(clerk, way)
    written = {"edition": "1", "open_matters": "De stages", "advice": "Bel vaak"}
    sent(clerk, way, written)
    assert "De stages" in text_of(clerk, way)
    assert "De stages" in sent(clerk, way, written, 409)
    read = text_of(logged_in(user("councillor", 1)), way)
    assert "De stages" in read
    assert "<textarea" not in read
    assert "overdracht" in text_of(clerk, "/stedenbanden/proefband/dossier/").lower()
    page = text_of(clerk, f"{way}afronden/")
    assert f"mensen/nieuw/?partij={world.parties[0].pk}" in page
    sent(clerk, f"{way}afronden/", {"on": TODAY.isoformat(), "successor": ""}, 400)
    bas = world.person(0, name="Bas Bos", kind="official")
    sent(clerk, f"{way}afronden/", {"on": TODAY.isoformat(), "successor": str(bas.pk)})
    assert Handover.objects.get().successor == bas
    assert "Bas Bos" in text_of(clerk, PEOPLE)
    assert sent(clerk, f"{way}afzeggen/", {}, 400)
    second = sent(clerk, f"{HANDOVER}nieuw/{bas.pk}/", {"last_day": last})
    text_of(clerk, f"{second}afzeggen/")
    assert sent(clerk, f"{second}afzeggen/", {}) == PEOPLE
    assert Handover.objects.count() == 1


def test_removing_somebody_asks_first_and_leaves_an_employee_behind(clerk: Client) -> None:
    world = make_link()
    person = world.person(0, name="Ada Wiele")
    page = text_of(clerk, f"{PEOPLE}{person.pk}/verwijderen/")
    assert "Wat blijft" in page
    sent(clerk, f"{PEOPLE}{person.pk}/verwijderen/", {})
    page = text_of(clerk, PEOPLE)
    assert "Ada Wiele" not in page
    assert "een medewerker van Aarveen" in page
    text_of(clerk, f"{PEOPLE}{person.pk}/verwijderen/", 404)
    assert "Ada" not in text_of(clerk, "/stedenbanden/proefband/dossier/")


def test_who_runs_the_site_removes_on_request_without_seeing_the_file(
    settings: Any,
) -> None:
    settings.SAMENSPEL_MFA_REQUIRED = ()
    world = make_link()
    world.person(0, name="Ada Wiele")
    world.person(1, name="Bas Bos")
    admin = logged_in(administrator())
    way = f"{PEOPLE}verzoek/"
    # From the desk to the list of files, and from the page of the link.
    assert "/stedenbanden/mijn/#op-verzoek" in text_of(admin, "/mijn/")
    for found in ("/stedenbanden/mijn/", "/stedenbanden/proefband/"):
        assert f'href="{way}"' in text_of(admin, found)
    for other in (Client(), logged_in(user("clerk", 5)), logged_in(user("councillor"))):
        page = text_of(other, "/stedenbanden/proefband/")
        assert "Staat u hier of in het dossier" in page
        assert way not in page
    assert way in text_of(logged_in(user("clerk")), PEOPLE)
    assert "Wilt u dat iemand wordt verwijderd?" in text_of(logged_in(user("councillor")), PEOPLE)
    assert way not in text_of(logged_in(user("clerk", 5)), "/stedenbanden/mijn/")
    page = text_of(admin, way)
    assert "Ada Wiele" not in page
    assert "Niet Daar" in sent(admin, way, {"who": "Niet Daar"}, 400)
    sent(admin, way, {"who": "coordinator-0@ELDERS.example"})
    assert not Person.objects.filter(name="Ada Wiele").exists()
    assert Person.objects.filter(name="Bas Bos").exists()
    assert logged_in(user("councillor")).get(way).status_code == 403
    text_of(logged_in(user("clerk", 5)), way, 404)
    text_of(admin, "/stedenbanden/bestaat-niet/mensen/verzoek/", 404)
