# SPDX-License-Identifier: EUPL-1.2
"""What everybody sees of city links, and what nobody else does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from samenspel.citylinks.models import (
    Activity,
    Appointment,
    Contact,
    Lesson,
    LookBack,
    LookBackEdition,
    PartyDecision,
)
from samenspel.citylinks.queries.lines_map import LinesPicture
from samenspel.citylinks.queries.overview import LinkLine, PartyShown, overview
from samenspel.citylinks.queries.overview_map import link_picture, links_picture
from tests.citylinks.small_links import AT, World, make_link, municipality, user

DAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def full(world: World) -> None:
    """One of everything: public and not."""
    agreement = world.agreement("stages")
    for number, is_public in enumerate((True, False)):
        word = "Openbare" if is_public else "Besloten"
        activity = Activity.objects.create(
            link=world.link,
            kind="workshop",
            level="person",
            state="done",
            title=f"{word} les",
            on=DAY,
            is_public=is_public,
        )
        Lesson.objects.create(
            link=world.link,
            party=world.parties[number],
            activity=activity,
            on=DAY,
            text=f"{word} wijsheid",
            is_public=True,
        )
        Appointment.objects.create(
            link=world.link,
            title=f"{word} afspraak",
            on=timezone.localdate() + timedelta(days=9),
            is_public=is_public,
        )
    PartyDecision.objects.create(
        link=world.link,
        party=world.parties[0],
        agreement=agreement,
        body="council",
        on=DAY,
        is_adopted=True,
        votes_for=20,
        votes_against=5,
        at=AT,
    )
    world.person(0, name="Geheime Naam")
    Contact.objects.create(link=world.link, kind="call", on=DAY, note="Geheime notitie", made_at=AT)


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_everybody_sees_what_was_made_public_and_nothing_else(client: Client) -> None:
    world = make_link(abroad=True)
    full(world)
    page = text(client, "/stedenbanden/proefband/")
    for shown in ("Openbare les", "Openbare wijsheid", "Openbare afspraak", "Doel stages"):
        assert shown in page
    assert "20 voor, 5 tegen" in page
    assert "Verweg (Senegal)" in page
    for hidden in ("Besloten", "Geheime"):
        assert hidden not in page
    assert "What they learned" in text(client, "/en/stedenbanden/proefband/")


@pytest.mark.usefixtures("example")
def test_the_map_of_one_link_is_of_its_partners_and_that_of_all_of_links() -> None:
    world = make_link()
    ends = (("Amsterdam", "GM0363"), ("Haarlem", "GM0392"))
    parties = tuple(PartyShown(name, "", "", code, True) for name, code in ends)
    line = LinkLine(world.link, parties, 0)
    with translation.override("nl"):
        one, every = link_picture(line, on=DAY), links_picture([line], on=DAY)
    assert one is not None
    assert every is not None
    assert one.picture.title == "De partners op de kaart"
    assert [item.label for item in one.picture.legend] == ["Doet mee aan deze stedenband"]
    assert every.picture.title == "Stedenbanden op de kaart"

    def said(drawn: LinesPicture) -> set[str]:
        return {one.mark.text for one in (*drawn.picture.areas, *drawn.picture.circles)}

    assert said(one) == {"Amsterdam", "Haarlem"}
    assert said(every) == {"Amsterdam: 1 stedenband", "Haarlem: 1 stedenband"}


def look_back(world: World, title: str, *withdrawn: bool) -> None:
    """A look-back with an edition for each of ``withdrawn``."""
    told = {"first_day": "2021-01-01", "last_day": "2025-12-31", "verdict": "renew"}
    held = LookBack.objects.create(
        link=world.link,
        title="Concept",
        first_day=date(2021, 1, 1),
        last_day=date(2025, 12, 31),
        made_at=AT,
    )
    for number, is_withdrawn in enumerate(withdrawn, start=1):
        LookBackEdition.objects.create(
            look_back=held,
            number=number,
            on=DAY,
            content={"title": title, **told},
            is_withdrawn=is_withdrawn,
            at=AT,
            actor_name="Iemand",
        )


def test_look_backs_on_the_site_are_named_with_their_day_and_outcome(client: Client) -> None:
    world = make_link()
    assert "Terugblikken" not in text(client, "/stedenbanden/proefband/")
    look_back(world, "Vijf jaar samen", False, False)
    look_back(world, "Ingetrokken blik", False, True)
    look_back(world, "Nog niet klaar")
    page = " ".join(text(client, "/stedenbanden/proefband/").split())
    section = page[page.index('id="look-backs-title"') :].partition("</section>")[0]
    assert section.count("Vijf jaar samen") == 1
    assert "2 maart 2026" in section
    assert "1 januari 2021 – 31 december 2025" in section
    assert "Hoe verder? Verlengen." in section
    for hidden in ("Ingetrokken blik", "Concept"):
        assert hidden not in page


def test_a_link_that_is_not_public_is_there_for_members_only(client: Client) -> None:
    make_link(public=False)
    text(client, "/stedenbanden/proefband/", 404)
    text(client, "/stedenbanden/nergens/", 404)
    assert "Proefband" not in text(client, "/stedenbanden/")
    client.force_login(user("councillor", 0))
    assert "Alleen leden zien deze pagina nu" in text(client, "/stedenbanden/proefband/")


def test_the_overview_lists_what_goes_on_and_what_ended_with_its_lesson(client: Client) -> None:
    make_link(abroad=True)
    ended = make_link(stage="ended", slug="oude-band")
    ended.link.name, ended.link.ended_lesson = "Oude band", "Begin op tijd."
    ended.link.save()
    page = text(client, "/stedenbanden/")
    assert "Aarveen" in page
    assert "Begin op tijd." in page
    assert page.index("Proefband") < page.index("Oude band")
    found = overview(on=DAY)
    assert (found.parties, found.abroad, len(found.ended)) == (2, 1, 1)
    assert "Oude band" in text(client, "/stedenbanden/oude-band/")
    assert "City links" in text(client, "/en/stedenbanden/")


def test_a_party_that_left_is_not_counted_any_more() -> None:
    world = make_link(parties=3)
    world.parties[2].valid_to = DAY
    world.parties[2].save()
    assert overview(on=DAY).parties == 2
    assert overview(on=DAY - timedelta(days=1)).parties == 3


def test_without_links_the_overview_says_where_to_begin(client: Client) -> None:
    page = text(client, "/stedenbanden/")
    assert "Nog geen stedenband is openbaar" in page
    assert "/stedenbanden/vinden/" in page


def test_who_may_begin_a_file_is_led_there(client: Client) -> None:
    client.force_login(user("adviser", 0))
    assert "/stedenbanden/nieuw/" in text(client, "/stedenbanden/")
    client.force_login(user("councillor", 0))
    assert "/stedenbanden/nieuw/" not in text(client, "/stedenbanden/")


def test_a_municipality_shows_its_links_and_where_to_begin(client: Client) -> None:
    make_link()
    make_link(stage="ended", slug="oude-band")
    place = municipality(0)
    page = text(client, f"/gemeenten/{place.slug}/stedenbanden/")
    assert page.count("Proefband") >= 2
    assert f"/stedenbanden/vinden/{place.slug}/" in page
    other = municipality(6)
    assert "heeft hier geen openbare stedenband" in text(
        client, f"/gemeenten/{other.slug}/stedenbanden/"
    )
    response = client.get(f"/gemeenten/oude-naam-{place.code.lower()}/stedenbanden/")
    assert (response.status_code, response["Location"]) == (
        301,
        f"/gemeenten/{place.slug}/stedenbanden/",
    )
    text(client, "/gemeenten/nergens/stedenbanden/", 404)


@pytest.mark.parametrize(
    "address",
    ["/stedenbanden/", "/stedenbanden/proefband/", "/gemeenten/aarveen-gm7000/stedenbanden/"],
)
def test_the_pages_ask_the_database_a_constant_number_of_times(
    client: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    full(make_link(parties=3))
    for number in range(4):
        make_link(slug=f"band-{number}", parties=3)
    client.force_login(user("adviser", 0))
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)
