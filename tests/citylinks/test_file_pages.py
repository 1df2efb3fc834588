# SPDX-License-Identifier: EUPL-1.2
"""The file on the site: begun, read by members only, changed, ended; one clear next step."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from samenspel.accounts.models import Role, User
from samenspel.citylinks.models import (
    Activity,
    Appointment,
    CityLink,
    Contact,
    Handover,
    LinkStep,
    LookBack,
    LookBackEdition,
    Party,
    PartyDecision,
)
from samenspel.citylinks.queries.file_state import states_of
from samenspel.citylinks.queries.file_steps import length_in_words, steps_of
from samenspel.places.models import Municipality
from tests.citylinks.small_links import (
    AT,
    World,
    administrator,
    make_link,
    municipality,
    organisation_of,
    user,
    without_role,
)
from tests.stewardship.small_register import SmallRegister

pytestmark = pytest.mark.django_db
FILE = "/stedenbanden/proefband/dossier/"
TODAY = timezone.localdate()


def logged_in(found: User) -> Client:
    client = Client()
    client.force_login(found)
    return client


@pytest.fixture
def clerk() -> Client:
    return logged_in(user("clerk"))


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def sent(client: Client, address: str, data: dict[str, Any], status: int = 302) -> str:
    response = client.post(address, data)
    assert response.status_code == status, response.content.decode()
    return response.headers.get("Location", response.content.decode())


def contact(world: World, days_ago: int) -> None:
    on = TODAY - timedelta(days=days_ago)
    Contact.objects.create(link=world.link, kind="call", on=on, made_at=AT, made_by_name="Test")


def living(world: World | None = None) -> World:
    """A file of some years: agreement, people, contacts, an activity done and one planned."""
    made = world or make_link(abroad=True)
    made.agreement("doel")
    for party in range(len(made.parties)):
        made.person(party, name=f"Mens Nummer {party}")
    for days in range(5, 800, 60):
        contact(made, days)
    Activity.objects.create(
        link=made.link, kind="visit", level="person", state="done", title="Werkbezoek",
        on=TODAY - timedelta(days=40), until=TODAY - timedelta(days=39),
    )  # fmt: skip
    Appointment.objects.create(link=made.link, title="Stuurgroep", on=TODAY + timedelta(days=9))
    return made


def step_keys(world: World, on: date = TODAY) -> list[str]:
    state = states_of([world.fresh()], on=on)[world.link.pk]
    return [step.key for step in steps_of(state)]


def test_the_file_is_there_for_members_only(clerk: Client) -> None:
    living()
    page = text_of(clerk, FILE)
    assert "Mens Nummer 2" in page
    assert "Senegal" in page
    assert "Stuurgroep" in page
    for outsider in (Client(), logged_in(user("clerk", 5)), logged_in(administrator())):
        for address in (FILE, f"{FILE}partners/", f"{FILE}tijdlijn.csv", f"{FILE}wijzigen/"):
            text_of(outsider, address, 404)
    councillor = logged_in(user("councillor", 1))
    assert "Mens Nummer 0" in text_of(councillor, FILE)
    assert text_of(councillor, f"{FILE}wijzigen/", 403)
    assert "The link from the beginning until now" in text_of(clerk, f"/en{FILE}")


def test_pages_of_the_file_ask_little_whatever_is_in_it(
    clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    SmallRegister().arrangement("Bestaat")
    world = living()
    CityLink.objects.update(arrangement_slug="bestaat")
    for days in range(1, 40):
        contact(world, days)
    for address in (FILE, f"{FILE}partners/", "/stedenbanden/mijn/", f"{FILE}tijdlijn.csv"):
        clerk.get(address)
        with django_assert_max_num_queries(12):
            assert clerk.get(address).status_code == 200
    assert "Bestaat" in text_of(clerk, FILE)


def test_the_timeline_can_be_downloaded_and_names_nobody(clerk: Client) -> None:
    living()
    for kind in ("csv", "json", "svg"):
        page = text_of(clerk, f"{FILE}tijdlijn.{kind}")
        assert "Werkbezoek" in page
        assert "Mens Nummer" not in page
    assert clerk.get(f"{FILE}tijdlijn.xlsx").content[:2] == b"PK"
    CityLink.objects.update(begun_on=None)
    make_link(slug="leeg", stage="preparing")
    CityLink.objects.filter(slug="leeg").update(begun_on=None)
    text_of(clerk, "/stedenbanden/leeg/dossier/tijdlijn.svg", 404)
    assert "life-title" not in text_of(clerk, "/stedenbanden/leeg/dossier/")


def test_every_kind_of_thing_has_a_lane_and_a_handover_is_called_by_its_party(
    clerk: Client,
) -> None:
    world = living()
    held = world.link.agreements.get()
    PartyDecision.objects.create(
        link=world.link, agreement=held, party=world.parties[1], body="executive",
        on=date(2020, 1, 12), is_adopted=False, at=AT, actor_name="Test",
    )  # fmt: skip
    leaving = world.link.people.order_by("pk")[0]
    Handover.objects.create(
        link=world.link, leaving=leaving, last_day=date(2021, 5, 1), begun_at=AT,
        begun_by_name="Test",
    )  # fmt: skip
    back = LookBack.objects.create(
        link=world.link, title="Vijf jaar", first_day=date(2020, 1, 1),
        last_day=date(2024, 12, 31), made_at=AT, made_by_name="Test",
    )  # fmt: skip
    LookBackEdition.objects.create(
        look_back=back, number=1, on=date(2025, 2, 1), content={}, at=AT, actor_name="Test"
    )
    LinkStep.objects.create(
        link=world.link, kind="joined", party=world.parties[2], on=date(2022, 1, 1), at=AT
    )
    rows = text_of(clerk, f"{FILE}tijdlijn.csv").splitlines()
    assert '2020-01-12,,Besluiten,"college, verworpen",Beekhuizen' in rows
    assert "2021-05-01,,Overdracht,open,Aarveen" in rows
    assert "2025-02-01,,Terugblik,gepubliceerd,Vijf jaar" in rows
    assert "2022-01-01,,De stedenband,een partner kwam erbij,Verweg" in rows
    assert "2020-01-15,2027-12-31,Overeenkomst,versie 1,Overeenkomst" in rows
    assert "2020-01-15,,De stedenband,begonnen,Proefband" in rows
    assert len(rows) == 1 + 14 + 8
    page = text_of(clerk, FILE)
    assert "De overdracht van Mens Nummer 0 staat open." in page


def test_a_file_is_begun_with_partners_at_home_and_abroad() -> None:
    user("clerk", 2)
    adviser = logged_in(user("adviser"))
    municipality(1)
    page = text_of(adviser, "/stedenbanden/nieuw/?met=beekhuizen-gm7001")
    assert 'value="Beekhuizen"' in page
    data = {
        "name": "Van zee tot land",
        "kind": "city_link",
        "purpose": "Leren",
        "partner-0-municipality": "beekhuizen",
        "partner-1-name": "Thiès",
        "partner-1-country": "",
        "partner-1-latitude": "14,79",
    }
    page = sent(adviser, "/stedenbanden/nieuw/", data, 400)
    assert "Thiès" in page
    assert not CityLink.objects.exists()
    data |= {"partner-1-country": "SN", "partner-1-latitude": "14.79"}
    page = sent(adviser, "/stedenbanden/nieuw/", data, 400)
    assert page.count("utrecht-form-field--invalid") == 1
    data |= {"partner-1-longitude": "-16.93"}
    assert sent(adviser, "/stedenbanden/nieuw/", data).endswith("/van-zee-tot-land/dossier/")
    rows = Party.objects.order_by("position").values_list("name", "country")
    assert list(rows) == [("Aarveen", "NL"), ("Beekhuizen", "NL"), ("Thiès", "SN")]
    wrong = {"partner-0-municipality": "Nergens", "partner-1-municipality": "Aarveen"}
    wrong |= {"partner-1-name": "Beide", "name": "", "kind": "x"}
    page = sent(adviser, "/stedenbanden/nieuw/", wrong, 400)
    assert page.count("utrecht-form-field--invalid") == 4
    assert text_of(logged_in(user("councillor")), "/stedenbanden/nieuw/", 403)


def test_the_form_is_filled_in_with_who_was_found() -> None:
    adviser = logged_in(user("adviser"))
    Role.objects.create(
        user=user("adviser"), organisation=organisation_of(municipality(1)), kind="clerk"
    )
    for place in (2, 3, 4):
        municipality(place)
    # Two of one name: the code says which.
    Municipality.objects.filter(pk=municipality(5).pk).update(name="Eikendal")
    Municipality.objects.filter(pk=municipality(3).pk).update(valid_to=date(2020, 1, 1))
    asked = "&".join(
        f"met={slug}"
        for slug in ("eikendal-gm7004", "cadzande-gm7002", "nergens", "dorpstede-gm7003")
    )
    page = text_of(adviser, f"/stedenbanden/nieuw/?gemeente=beekhuizen-gm7001&{asked}")
    assert "selected>Beekhuizen" in page
    filled = re.findall(r'name="partner-(\d)-municipality"[^>]*value="([^"]+)"', page)
    filled += re.findall(r'value="([^"]+)"[^>]*name="partner-(\d)-municipality"', page)
    assert filled == [("0", "GM7004"), ("1", "Cadzande")]
    for wrong in ("gemeente=nergens&met=%00", "met=aarveen-gm7000", "met="):
        page = text_of(adviser, f"/stedenbanden/nieuw/?{wrong}")
        assert "selected>Aarveen" in page
        assert not re.search(r'name="partner-0-municipality"[^>]* value="', page)
    # A partner that was filled in and that nobody touched takes part.
    data = {"name": "Band", "kind": "city_link", "for_municipality": str(municipality(0).pk)}
    data |= {"partner-0-municipality": "Cadzande", "partner-1-municipality": "GM7004"}
    way = "/stedenbanden/nieuw/?met=cadzande-gm7002&met=eikendal-gm7004"
    sent(adviser, way, data)
    assert list(Party.objects.order_by("position").values_list("name", flat=True)) == [
        "Aarveen",
        "Cadzande",
        "Eikendal",
    ]


def test_the_head_is_changed_and_two_people_do_not_overwrite_each_other(clerk: Client) -> None:
    world = make_link()
    data = {"name": "Nieuw", "kind": "friendship", "rhythm_days": "90", "edition": "1"}
    assert sent(clerk, f"{FILE}wijzigen/", data).endswith("/dossier/")
    assert world.fresh().rhythm_days == 90
    page = sent(clerk, f"{FILE}wijzigen/", data | {"name": "Ander"}, 409)
    assert 'value="Ander"' in page
    assert 'name="edition" value="2"' in page
    assert sent(clerk, f"{FILE}wijzigen/", data | {"name": "Ander", "edition": "2"})
    page = sent(clerk, f"{FILE}wijzigen/", data | {"rhythm_days": "0", "edition": "3"}, 400)
    assert "utrecht-form-field--invalid" in page


def test_a_link_goes_from_preparing_to_public_to_its_end_and_back(clerk: Client) -> None:
    world = make_link(stage="preparing", public=False)
    assert sent(clerk, f"{FILE}beginnen/", {"on": TODAY.isoformat()})
    assert sent(clerk, f"{FILE}openbaar/", {"public": "1"})
    assert world.fresh().is_public
    assert "public" in text_of(clerk, f"{FILE}openbaar/")
    page = sent(clerk, f"{FILE}beeindigen/", {"on": "2027-13-01", "lesson": "Les"}, 400)
    assert ">\nLes</textarea>" in page
    told = {"on": TODAY.isoformat(), "because": "Klaar", "lesson": "Begin klein"}
    assert sent(clerk, f"{FILE}beeindigen/", told)
    assert "Begin klein" in text_of(clerk, FILE)
    assert sent(clerk, f"{FILE}beeindigen/", told, 400)
    assert sent(clerk, f"{FILE}hervatten/", {"because": "Weer zin"})
    assert world.fresh().stage == "active"
    kinds = list(LinkStep.objects.values_list("kind", flat=True))
    assert kinds == ["active", "ended", "reopened"]


def test_partners_join_change_leave_and_come_back(clerk: Client) -> None:
    world = make_link(abroad=True)
    municipality(3)
    page = sent(clerk, f"{FILE}partners/", {"edition": "1", "municipality": "Nergens"}, 400)
    assert 'value="Nergens"' in page
    sent(clerk, f"{FILE}partners/", {"edition": "1", "municipality": "GM7003"})
    added = Party.objects.get(name="Dorpstede")
    assert "Dorpstede" in text_of(clerk, f"{FILE}partners/")
    way = f"{FILE}partners/{added.pk}/"
    sent(clerk, way, {"edition": "2", "valid_from": "2024-01-01"})
    elsewhere = f"{FILE}partners/{world.parties[2].pk}/"
    assert 'value="Verweg"' in text_of(clerk, elsewhere)
    sent(clerk, elsewhere, {"edition": "3", "name": "Verderweg", "country": "SN"})
    assert Party.objects.get(name="Verderweg").latitude is None
    assert sent(clerk, f"{way}vertrek/", {"edition": "3", "last_day": "2025-01-01"}, 409)
    sent(clerk, f"{way}vertrek/", {"edition": "4", "last_day": "2025-01-01"})
    sent(clerk, f"{way}terug/", {"edition": "5"})
    text_of(clerk, f"{way}weg/")
    sent(clerk, f"{way}weg/", {"edition": "6"})
    assert not Party.objects.filter(pk=added.pk).exists()
    text_of(clerk, way, 404)


def test_the_next_step_comes_from_the_facts() -> None:
    world = make_link(stage="preparing", parties=1)
    assert step_keys(world) == ["partner", "people", "agreement"]
    world = make_link(slug="band", stage="preparing")
    world.person(0)
    draft = world.agreement("doel", fixed=False)
    assert step_keys(world) == ["draft"]
    draft.fixed_at = AT
    draft.save()
    assert step_keys(world) == ["activate"]
    CityLink.objects.filter(pk=world.link.pk).update(stage="active")
    day = date(2026, 6, 1)
    assert step_keys(world, day) == ["people", "contact", "decision", "plan"]
    # Nine months before the end the agreement asks for a choice; afterwards all the more.
    assert "term" in step_keys(world, date(2027, 5, 1))
    assert "term" in step_keys(world, date(2028, 5, 1))
    world.link.agreements.update(is_extended_silently=True)
    assert "term" not in step_keys(world, date(2028, 5, 1))
    world = make_link(slug="oud", stage="ended")
    assert step_keys(world) == ["look_back"]
    CityLink.objects.filter(pk=world.link.pk).update(ended_lesson="Begin klein")
    assert step_keys(world) == ["ended"]


def test_who_left_without_a_successor_is_asked_for_until_somebody_follows() -> None:
    world = living(make_link())
    gone = world.link.people.order_by("pk")[0]
    gone.valid_to = TODAY
    gone.save()
    assert step_keys(world)[0] == "successor"
    world.person(0, name="Nieuwe Mens")
    assert "successor" not in step_keys(world)


def test_silence_is_held_against_the_rhythm_of_the_link() -> None:
    world = living(make_link())
    assert "contact" not in step_keys(world)
    assert "contact" in step_keys(world, TODAY + timedelta(days=80))
    CityLink.objects.update(rhythm_days=200)
    assert "contact" not in step_keys(world, TODAY + timedelta(days=80))
    rare = make_link(slug="stil")
    contact(rare, 100)
    assert "contact" not in step_keys(rare)
    assert "contact" in step_keys(rare, TODAY + timedelta(days=90))


def test_lengths_are_said_as_people_say_them() -> None:
    said = [length_in_words(days) for days in (1, 13, 14, 59, 60, 275, 729, 760)]
    assert said == [
        "1 dag", "13 dagen", "2 weken", "8 weken", "1 maand", "9 maanden", "23 maanden", "2 jaar",
    ]  # fmt: skip


def test_my_links_are_of_my_municipality_and_where_i_am_named() -> None:
    living()
    make_link(slug="anders").link.parties.all().delete()
    CityLink.objects.filter(slug="anders").update(name="Anders")
    colleague = without_role()
    client = logged_in(colleague)
    empty = text_of(client, "/stedenbanden/mijn/")
    assert "Proefband" not in empty
    other = make_link(slug="tweede", stage="ended")
    person = other.person(1)
    person.account_email = colleague.email.upper()
    person.save()
    page = text_of(client, "/stedenbanden/mijn/")
    assert "koppel" in page.lower()
    text_of(client, "/stedenbanden/tweede/dossier/", 404)
    sent(client, "/stedenbanden/mijn/", {})
    assert "tweede/dossier" in text_of(client, "/stedenbanden/mijn/")
    mine = text_of(logged_in(user("councillor")), "/stedenbanden/mijn/")
    assert "proefband/dossier" in mine
    assert "Anders" not in mine
    assert Client().get("/stedenbanden/mijn/").status_code == 302
