# SPDX-License-Identifier: EUPL-1.2
"""Partners on the national figures: the same as the method finds, within the budget of queries."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.models import User

pytestmark = [pytest.mark.national, pytest.mark.django_db, pytest.mark.usefixtures("national")]
PAGES = (
    "/stedenbanden/vinden/",
    "/stedenbanden/vinden/amsterdam-gm0363/",
    "/stedenbanden/vinden/amsterdam-gm0363/?land=both&los=on&minkm=50&wie=Delfzijl",
    "/stedenbanden/vinden/antwerpen-11002/?opgaven=0",
    "/stedenbanden/vinden/amsterdam-gm0363/met/eemsdelta-gm1979/",
    "/stedenbanden/vinden/amsterdam-gm0363/met/antwerpen-11002/",
    "/stedenbanden/profiel/sluis-gm1714/",
)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_no_more_than_twelve_queries(
    client: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    client.force_login(User.objects.create_user("r@voorbeeld.example", None, name="Rana"))
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_everybody_is_ranked_once_and_who_fails_a_condition_comes_last(client: Client) -> None:
    address = "/stedenbanden/vinden/amsterdam-gm0363/partners.json?minkm=100"
    rows = json.loads(client.get(address).content)["rows"]
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert len({row["code"] for row in rows}) == len(rows) >= 330
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(row["fails"] == "too_near" for row in rows if row["distance_km"] < 99.9)


def test_of_flanders_the_page_says_what_is_missing(client: Client) -> None:
    told = text(client, "/stedenbanden/vinden/antwerpen-11002/")
    assert "Wij weten op" in told
    assert "Er zijn geen cijfers over: krimp, vergrijzing" in told
    assert "opgaven=0" in told
    alone = text(client, "/stedenbanden/vinden/antwerpen-11002/?opgaven=0")
    assert "Antwerpen wordt het best aangevuld door" in alone
    assert "Dit rust op weinig cijfers" in alone


def test_over_the_border_too_little_is_known(client: Client) -> None:
    told = text(client, "/stedenbanden/vinden/amsterdam-gm0363/met/antwerpen-11002/")
    assert "Er is te weinig bekend van beide" in told
    assert "Amsterdam heeft" in told
