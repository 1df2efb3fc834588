# SPDX-License-Identifier: EUPL-1.2
"""Open data of city links: what is public, and nobody by name."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from samenspel.citylinks.models import Handover
from samenspel.citylinks.queries.open_data import TABLES
from tests.citylinks.small_links import AT, World, make_link
from tests.citylinks.test_public_pages import full

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def rows(client: Client, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    text = client.get(f"/stedenbanden/gegevens/{name}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def personal(world: World) -> None:
    """People with everything that is personal, in every place that can hold it."""
    person = world.person(0, name="Geheime Naam")
    Handover.objects.create(
        link=world.link, leaving=person, last_day=AT.date(), advice="Geheim advies", begun_at=AT
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_there_in_every_form_and_names_nobody(client: Client, name: str) -> None:
    world = make_link(abroad=True)
    full(world)
    personal(world)
    hidden = make_link(slug="verborgen", public=False)
    full(hidden)
    for kind in ("csv", "json", "xlsx"):
        response = client.get(f"/stedenbanden/gegevens/{name}.{kind}")
        assert response.status_code == 200
        if kind != "xlsx":
            text = response.content.decode()
            assert "proefband" in text
            for secret in ("Geheim", "elders.example", "06 12345678", "Besloten", "verborgen"):
                assert secret not in text
    assert client.get(f"/stedenbanden/gegevens/{name}.exe").status_code == 404


def test_what_is_public_is_in_the_tables(client: Client) -> None:
    full(make_link(abroad=True))
    (link,) = rows(client, "stedenbanden")
    assert (link["name"], link["begun_on"]) == ("Proefband", "2020-01-15")
    assert [row["name"] for row in rows(client, "partijen")] == ["Aarveen", "Beekhuizen", "Verweg"]
    assert [row["title"] for row in rows(client, "activiteiten")] == ["Openbare les"]
    assert [row["text"] for row in rows(client, "lessen")] == ["Openbare wijsheid"]
    assert [row["votes_for"] for row in rows(client, "besluiten")] == ["20"]


def test_the_page_tells_the_columns(client: Client) -> None:
    full(make_link())
    page = client.get("/stedenbanden/gegevens/").content.decode()
    assert "/stedenbanden/gegevens/partijen.json" in page
    assert "ended_because" in page
    assert "Open data of city links" in client.get("/en/stedenbanden/gegevens/").content.decode()
    assert client.get("/stedenbanden/gegevens/niets.csv").status_code == 404
