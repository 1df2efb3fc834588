# SPDX-License-Identifier: EUPL-1.2
"""Pages of places on the national figures: the published ones, and never too many questions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.models import User
from samenspel.mobility.queries.flows import _flows
from samenspel.mobility.queries.place_flows import _totals
from samenspel.places.queries.maps import _stored_shapes

pytestmark = [pytest.mark.national, pytest.mark.django_db, pytest.mark.usefixtures("national")]

PAGES = (
    "/gemeenten/amsterdam-gm0363/woon-werk/",
    "/gemeenten/eemsdelta-gm1979/woon-werk/?richting=in",
    "/gemeenten/haren-gm0017/woon-werk/?jaar=2006",
    "/gemeenten/het-hogeland-gm1966/woon-werk/?peildatum=2020-01-01",
    "/woon-werk/samenwerkingen/",
    "/woon-werk/samenwerkingen/?peildatum=2016-01-01",
    "/samenwerkingen/gemeenschappelijke-regeling-metropoolregio-eindhoven-25143080/woon-werk/",
)


def said(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, path
    return json.loads(response.content)


@pytest.mark.parametrize(
    ("slug", "residents", "jobs", "inside", "stays", "own"),
    [
        ("amsterdam-gm0363", 367_700, 537_800, 266_900, "72,6", "49,6"),
        ("groningen-gm0014", 92_200, 125_700, 65_100, "70,6", "51,8"),
        ("almere-gm0034", 91_100, 62_800, 40_200, "44,1", "64,0"),
    ],
)
def test_known_figures(
    client: Client, slug: str, residents: int, jobs: int, inside: int, stays: str, own: str
) -> None:
    found = said(client, f"/gemeenten/{slug}/woon-werk.json")
    assert found["jobs_of_residents"] == residents
    assert found["jobs_there"] == jobs
    assert found["live_and_work_there"] == inside
    html = client.get(f"/gemeenten/{slug}/woon-werk/").content.decode()
    assert f"{stays}% van de banen van inwoners, {own}% van de banen daar" in html


def test_the_largest_flow_between_two_municipalities(client: Client) -> None:
    flows = said(client, "/gemeenten/almere-gm0034/woon-werk.json")["flows"]
    assert (flows[1]["work"], flows[1]["jobs"]) == ("Amsterdam", 20_200)


def test_a_sum_of_parts_is_the_parts_with_what_goes_between_them(client: Client) -> None:
    whole = said(client, "/gemeenten/eemsdelta-gm1979/woon-werk.json")
    parts = [
        said(client, f"/gemeenten/{slug}/woon-werk.json")
        for slug in ("appingedam-gm0003", "delfzijl-gm0010", "loppersum-gm0024")
    ]
    codes = {"GM0003", "GM0010", "GM0024"}
    assert whole["jobs_of_residents"] == sum(part["jobs_of_residents"] for part in parts)
    between = sum(
        flow["jobs"]
        for part in parts
        for flow in part["flows"][1:]
        if flow["home_code"] == part["municipality"]["code"] and flow["work_code"] in codes
    )
    own = sum(part["live_and_work_there"] for part in parts)
    assert whole["live_and_work_there"] == own + between
    assert [year["year"] for year in whole["years"]] == list(range(2006, 2015))


def test_what_was_divided_is_said(client: Client) -> None:
    html = client.get("/gemeenten/het-hogeland-gm1966/woon-werk/").content.decode()
    assert "Niet precies" in html
    assert "Winsum" in html


def test_flanders_has_no_flows_and_says_so(client: Client) -> None:
    html = client.get("/gemeenten/antwerpen-11002/woon-werk/").content.decode()
    assert "Er zijn geen cijfers over woon-werkverkeer geladen voor Vlaanderen" in html


def test_no_page_asks_more_than_twelve_queries_of_a_process_that_just_started(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for address in PAGES:
        for kept in (_stored_shapes, _flows, _totals):
            kept.cache_clear()
        with django_assert_max_num_queries(12, info=address):
            assert client.get(address).status_code == 200


def test_no_page_asks_more_than_twelve_queries_for_who_has_logged_in(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(User.objects.create_user("r@voorbeeld.example", None, name="Rana"))
    for address in PAGES:
        client.get(address)
        with django_assert_max_num_queries(12, info=address):
            assert client.get(address).status_code == 200
