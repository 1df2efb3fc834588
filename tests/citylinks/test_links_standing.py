# SPDX-License-Identifier: EUPL-1.2
"""Who has a public city link with whom already: it is said where a partner is looked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenspel.citylinks.models import CityLink, Party
from samenspel.citylinks.queries.links_standing import StandingLink, standing_links
from samenspel.places.models import Municipality
from tests.citylinks.considered import text
from tests.citylinks.small_links import make_link

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
PAIR = "/stedenbanden/vinden/sluis-gm1714/met/papendrecht-gm0590/"


def test_public_links_that_go_on_are_known_by_partner(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    world = make_link(parties=3, abroad=True)
    make_link(slug="gesloten", public=False, parties=2)
    make_link(slug="oude-band", stage="ended", parties=2)
    make_link(slug="beginnend", stage="preparing", parties=2)
    with django_assert_num_queries(1):
        found = standing_links("GM7000", on=DAY)
    old = StandingLink("proefband", world.link.name, is_preparing=False)
    assert found["GM7002"] == (old,)
    assert {one.slug: one.is_preparing for one in found["GM7001"]} == {
        "proefband": False,
        "beginnend": True,
    }
    assert "GM7000" not in found
    assert len(found) == 2


def test_a_partner_that_left_and_a_municipality_that_left_have_none() -> None:
    world = make_link(parties=3)
    Party.objects.filter(pk=world.parties[2].pk).update(valid_to=DAY)
    assert set(standing_links("GM7000", on=DAY)) == {"GM7001"}
    assert set(standing_links("GM7000", on=DAY - timedelta(days=1))) == {"GM7001", "GM7002"}
    assert standing_links("GM7002", on=DAY) == {}


def between(*codes: str, public: bool = True) -> CityLink:
    """The small link, with municipalities of the example as its partners."""
    world = make_link(public=public)
    for party, code in zip(world.parties, codes, strict=True):
        place = Municipality.objects.get(code=code)
        Party.objects.filter(pk=party.pk).update(municipality=place, name=place.name)
    return world.link


@pytest.mark.usefixtures("example")
def test_the_pair_and_the_list_name_the_link_that_they_have(client: Client) -> None:
    there = "/stedenbanden/proefband/"
    before = text(client, PAIR)
    assert "Zij delen geen samenwerking." in before
    assert there not in before
    link = between("GM1714", "GM0590")
    shown = text(client, PAIR)
    assert f'Zij hebben al een stedenband: <a href="{there}">{link.name}</a>.' in shown
    assert "Zij delen geen andere samenwerking." in shown
    assert "They have a city link already:" in text(client, f"/en{PAIR}")


@pytest.mark.usefixtures("example")
def test_the_list_of_partners_marks_who_has_a_link_already(client: Client) -> None:
    page = "/stedenbanden/vinden/amsterdam-gm0363/?los=on"
    assert "al een stedenband" not in text(client, page)
    first = Municipality.objects.get(code=_first_code(client, page))
    between("GM0363", first.code)
    shown = text(client, page)
    assert f"Amsterdam en {first.name} hebben al een stedenband." in shown
    assert shown.count("al een stedenband") == 2  # in the list, and where it is explained


def _first_code(client: Client, page: str) -> str:
    return text(client, page).partition('<tr data-code="')[2].partition('"')[0]


@pytest.mark.usefixtures("example")
def test_a_link_that_is_not_public_is_not_told(client: Client) -> None:
    between("GM1714", "GM0590", public=False)
    assert "proefband" not in text(client, PAIR)
