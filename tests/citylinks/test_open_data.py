# SPDX-License-Identifier: EUPL-1.2
"""Open data of city links: what is public, and nobody by name."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from samenspel.citylinks.models import (
    Agreement,
    CityLink,
    Gift,
    GroupVote,
    Handover,
    LinkDocument,
    LookBackEdition,
    PartyDecision,
    Photo,
    ProfileEntry,
    StoredFile,
    Voice,
)
from samenspel.citylinks.queries.open_data import TABLES
from tests.citylinks.small_links import AT, World, make_link, municipality, user
from tests.citylinks.test_look_back_actions import begun, published, wrote
from tests.citylinks.test_public_pages import full

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def rows(client: Client, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    text = client.get(f"/stedenbanden/gegevens/{name}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


SECRETS = ("Geheim", "geheim", "elders.example", "06 12345678", "Besloten", "verborgen")


def personal(world: World) -> None:
    """People with everything that is personal, in every place that can hold it."""
    link = world.link
    person = world.person(0, name="Geheime Naam")
    Handover.objects.create(
        link=link, leaving=person, last_day=AT.date(), advice="Geheim advies", begun_at=AT
    )
    held = begun(world)
    Voice.objects.create(
        look_back=held, party=world.parties[0], said_by="Geheime Spreker", text="Mooi.",
        has_consent=True,
    )  # fmt: skip
    published(world, wrote(world, held))
    Gift.objects.create(
        link=link, giver=world.parties[0], receiver=world.parties[1], on=AT.date(), hours=3,
        note="Geheime Gever",
    )  # fmt: skip
    kept = {"link": link, "made_at": AT, "made_by_name": "Geheime Maker"}
    files = [StoredFile.objects.create(media_type="image/jpeg", size=1, content=b"x") for _ in "ab"]
    Photo.objects.create(
        file=files[0], small=files[1], width=1, height=1, description="Geheim gezicht",
        credit="Geheime Fotograaf", consent="given", is_public=True, **kept,
    )  # fmt: skip
    for is_public in (True, False):
        title = "Verslag" if is_public else "Besloten verslag"
        file = StoredFile.objects.create(media_type="application/pdf", size=1, content=b"x")
        LinkDocument.objects.create(
            title=title, on=AT.date(), file_name="geheim.pdf", file=file, is_public=is_public,
            **kept,
        )  # fmt: skip
    ProfileEntry.objects.create(
        municipality=municipality(0), kind="offer", theme="talent", text="Stages", made_at=AT,
        made_by_name="Geheime Maker",
    )  # fmt: skip
    ProfileEntry.objects.create(
        municipality=municipality(0), kind="need", theme="talent", text="Besloten wens",
        is_shared=False, made_at=AT, made_by_name="Geheime Maker",
    )  # fmt: skip
    decision = PartyDecision.objects.create(
        link=link, party=world.parties[1], agreement=link.agreements.get(), body="executive",
        on=AT.date(), is_adopted=True, note="Geheime notitie", at=AT, actor_name="Geheime Klerk",
    )  # fmt: skip
    GroupVote.objects.create(decision=decision, name="Lijst Geheim", seats=3, stance="for")
    CityLink.objects.update(made_by_name="Geheime Maker")
    Agreement.objects.update(fixed_by_name="Geheime Klerk", text="Geheim: de tekst zelf.")
    LookBackEdition.objects.update(actor_name="Geheime Klerk")


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
            for secret in SECRETS:
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


def addresses(client: Client, nummer: int) -> list[str]:
    """Every address of the API that can be read, and the feeds in both languages."""
    document = client.get("/api/v1/openapi.json").json()
    keys = {
        "{sleutel}": "proefband", "{code}": "GM7000", "{partner}": "GM7001",
        "{nummer}": str(nummer),
    }  # fmt: skip
    found = ["/stedenbanden/atom.xml", "/stedenbanden/proefband/atom.xml"]
    found += [f"/en{address}" for address in found]
    for path, methods in document["paths"].items():
        if "get" in methods:
            for name, key in keys.items():
                path = path.replace(name, key)
            found.append(f"/api/v1{path}")
    return found


@pytest.mark.parametrize("kind", ["", "adviser"])
def test_the_api_and_the_feeds_name_nobody(client: Client, kind: str) -> None:
    world = make_link(abroad=True)
    full(world)
    personal(world)
    hidden = make_link(slug="verborgen", public=False)
    full(hidden)
    if kind:
        client.force_login(user(kind))
    (nummer,) = world.link.look_backs.values_list("pk", flat=True)
    read = []
    for address in addresses(client, nummer):
        response = client.get(address)
        if response.status_code == 200:
            read.append(address)
            # Accents are written as they are in XML and as \\u.... in JSON: no secret has one.
            for secret in SECRETS:
                assert secret not in response.content.decode(), (address, secret)
    band = "/api/v1/stedenbanden/proefband"
    assert {
        "/en/stedenbanden/atom.xml", "/stedenbanden/proefband/atom.xml", "/api/v1/stedenbanden",
        band, f"{band}/activiteiten", f"{band}/lessen", f"{band}/terugblikken/{nummer}",
        "/api/v1/gemeenten/GM7000/stedenbanden", "/api/v1/gemeenten/GM7000/partners",
        "/api/v1/profielpunten",
    } <= set(read)  # fmt: skip
