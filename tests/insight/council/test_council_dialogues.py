# SPDX-License-Identifier: EUPL-1.2
"""Dialogues that wait for a council stand on its page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenspel.dialogue.models import Addressee, Round
from samenspel.insight.queries.council.building import council_page
from samenspel.insight.queries.council.joint import councils_page
from samenspel.insight.queries.council.page import CouncilPage
from samenspel.places.models import Municipality
from tests.dialogue.small_round import World, make_world
from tests.insight.small_country import ON, Made, asked, load

pytestmark = pytest.mark.django_db
DIEMEN, AMSTERDAM = "GM0384", "GM0363"


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def world() -> World:
    """A round that waits for the council of Diemen, sent two weeks before the reference date."""
    load({"zorg": Made([DIEMEN, AMSTERDAM])})
    made = make_world(councils=1)
    Round.objects.update(sent_on=date(2026, 5, 18), arrangement_slug="zorg-klein")
    Addressee.objects.update(
        municipality=Municipality.objects.get(code=DIEMEN), due_on=date(2026, 7, 13)
    )
    return made


def page_of(code: str, *, today: date = ON) -> CouncilPage:
    municipality = Municipality.objects.select_related("province").get(code=code)
    return council_page(municipality, asked(), today)


def test_a_dialogue_that_waits_stands_on_the_page_of_the_council(world: World) -> None:
    (item,) = page_of(DIEMEN).calendar.items
    assert (item.title, item.arrangement) == ("Proef van de samenwerking", "Proefregio")
    assert (item.on, item.until) == (date(2026, 5, 18), date(2026, 7, 13))
    assert item.url == "/dialogen/proef/"
    assert page_of(AMSTERDAM).calendar.items == ()


def test_what_was_answered_waits_no_longer(world: World) -> None:
    Addressee.objects.update(state="sent")
    assert page_of(DIEMEN).calendar.items == ()
    assert "griffier" in page_of(DIEMEN).calendar.text
    # Looking back, it was open on that day.
    assert page_of(DIEMEN, today=date(2026, 8, 1)).calendar.items


def test_the_page_asks_one_query_more_at_most(world: World) -> None:
    path = "/gemeenten/diemen-gm0384/raad/?peildatum=2026-06-01"
    Client().get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(path)
    assert len(queries) <= 12
    text = answer.content.decode()
    assert 'href="/dialogen/proef/"' in text
    assert "zienswijze mogelijk tot en met 13\xa0juli\xa02026" in text


def test_joint_councils_see_what_is_asked_about_their_arrangement(world: World) -> None:
    page = councils_page("zorg-klein", asked(), ON)
    assert page is not None
    assert [item.title for item in page.calendar.items] == ["Proef van de samenwerking"]


@pytest.mark.parametrize(
    ("page", "calendar"),
    [
        ("/gemeenten/diemen-gm0384/raad/", "/gemeenten/diemen-gm0384/dialogen.ics"),
        ("/samenwerkingen/zorg-klein/raden/", "/samenwerkingen/zorg-klein/dialogen.ics"),
    ],
)
def test_dialogues_can_be_followed_in_a_calendar(
    client: Client, world: World, page: str, calendar: str
) -> None:
    text = client.get(f"{page}?peildatum=2026-06-01").content.decode()
    assert f'href="{calendar}"' in text
    assert client.get(calendar).status_code == 200
