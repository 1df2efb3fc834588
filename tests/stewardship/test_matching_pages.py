# SPDX-License-Identifier: EUPL-1.2
"""The pages on which sources are compared: everybody looks, who keeps the record decides."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.demo import demo_people
from samenspel.accounts.models import User
from samenspel.accounts.rules import operator
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Collection,
    Participation,
    in_force,
)
from samenspel.stewardship.actions.matching import propose_matches
from samenspel.stewardship.models import Match

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
GGD = "ggd-zaanstreek-waterland-voorbeeld"


@pytest.fixture
def match() -> Match:
    """The health service of the example, and what an inventory says of it."""
    demo_people(by=operator(), at=AT, new_password=lambda: "geheim-geheim")
    example = Collection.objects.get()
    # The demo's register leads over an example.
    Collection.objects.update(kind="register", complete_from=date(2000, 1, 1))
    inventory = Collection.objects.create(
        slug="lijst", title="Lijst van 2026", kind="inventory", country="nl",
        observed_on=date(2026, 5, 1), loaded_at=AT, fingerprint="x",
    )  # fmt: skip
    made = Arrangement.objects.create(collection=inventory, slug="ggd-lijst")
    version = ArrangementVersion.objects.create(
        arrangement=made, collection=inventory, key="ggd", source="Lijst", seat_place="Purmerend",
        name="Gemeentelijke Gezondheidsdienst Zaanstreek-Waterland",
    )  # fmt: skip
    theirs = ArrangementVersion.objects.get(in_force(date(2026, 5, 1)), arrangement__slug=GGD)
    for one in theirs.participations.exclude(name="Landsmeer"):
        Participation.objects.create(
            version=version, kind=one.kind, municipality=one.municipality, code=one.code,
            name=one.name, source="Lijst",
        )  # fmt: skip
    propose_matches(first=inventory, second=example, by=operator(), at=AT)
    return Match.objects.get(first_slug="ggd-lijst", second_slug=GGD)


@pytest.fixture(autouse=True)
def one_factor_is_enough(settings: Any) -> None:
    """Administrators need no second factor here: what they may do is tested."""
    settings.SAMENSPEL_MFA_REQUIRED = ()


def logged_in(mailbox: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{mailbox}@voorbeeld.example"))
    return client


def address(match: Match) -> str:
    return f"/bronnen/{match.pk}/"


@pytest.mark.parametrize("path", ["/bronnen/", "/en/bronnen/", "/bronnen/?stand=zelfde"])
def test_everybody_sees_the_worklist(client: Client, match: Match, path: str) -> None:
    assert client.get(path).status_code == 200


def test_worklist_names_both_sources_and_says_why(client: Client, match: Match) -> None:
    page = client.get("/bronnen/").content.decode()
    for text in ("Lijst van 2026", "Gezondheidsdienst", "gemeenten in allebei", "Te beslissen"):
        assert text in page


@pytest.mark.parametrize(
    "query",
    ["score=zeerhoog", "provincie=PV99", "gemeente=Nergenshuizen", "sortering=x", "stand=x",
     "pagina=999"],
)  # fmt: skip
def test_wrong_filters_are_left_out(client: Client, match: Match, query: str) -> None:
    response = client.get(f"/bronnen/?{query}")
    assert response.status_code == 200
    assert len(response.context["page"].rows) >= 1


def test_filter_by_municipality_and_score(client: Client, match: Match) -> None:
    assert client.get("/bronnen/?gemeente=Purmerend").context["page"].rows
    assert not client.get("/bronnen/?gemeente=Haarlem&score=laag").context["page"].rows


def test_pages_ask_twelve_queries_at_most(
    client: Client, match: Match, django_assert_max_num_queries: Any
) -> None:
    adviser = logged_in("adviseur")
    adviser.post(address(match), {"state": "same"})
    adviser.get(address(match))  # the message that it was kept goes with this one
    for visitor in (client, adviser):
        for path in ("/bronnen/?gemeente=Purmerend&provincie=PV27", address(match)):
            with django_assert_max_num_queries(12, info=path):
                assert visitor.get(path).status_code == 200


@pytest.mark.parametrize(
    ("mailbox", "may"),
    [("raadslid", False), ("secretariaat", False), ("griffier", True), ("adviseur", True),
     ("beheerder", True)],
)  # fmt: skip
def test_who_keeps_the_record_decides(match: Match, mailbox: str, may: bool) -> None:
    client = logged_in(mailbox)
    page = client.get(address(match))
    assert page.context["may_decide"] is may
    response = client.post(address(match), {"wat": "match", "state": "same"})
    assert response.status_code == (302 if may else 403)
    match.refresh_from_db()
    assert match.state == ("same" if may else "proposed")


def test_visitor_looks_and_is_asked_to_log_in_to_decide(client: Client, match: Match) -> None:
    page = client.get(address(match))
    assert page.status_code == 200
    assert "Bewaar dit antwoord" not in page.content.decode()
    assert client.post(address(match), {"state": "same"})["Location"].startswith("/inloggen/")
    assert client.get("/bronnen/999999/").status_code == 404


def test_answers_and_corrections_by_the_page(match: Match) -> None:
    client = logged_in("griffier")
    assert client.post(address(match), {"state": "zeker"}).status_code == 400
    assert client.post(address(match), {"state": "different"}).status_code == 409
    client.post(address(match), {"state": "same"})
    page = client.get(address(match))
    sides = page.context["sides"]
    text = page.content.decode()
    assert "Welke bron klopt?" in text
    assert "≠" in text
    line = next(one for one in sides.lines if one.field == "seat_place")
    given = {
        "wat": "field", "field": line.field, "seen": line.digest, "chosen": sides.other.which,
        "reason": "gebeld",
    }  # fmt: skip
    assert client.post(address(match), {**given, "reason": ""}).status_code == 409
    assert client.post(address(match), {**given, "chosen": "x"}).status_code == 409
    assert client.post(address(match), {**given, "last_day": "ooit"}).status_code == 409
    assert client.post(address(match), {**given, "last_day": "1-1-2020"}).status_code == 302
    version = ArrangementVersion.objects.get(in_force(date(2026, 5, 1)), arrangement__slug=GGD)
    assert version.seat_place == "Purmerend"
    assert client.post(address(match), given).status_code == 409
    line = next(one for one in sides.lines if one.field == "name")
    given = {**given, "field": "name", "seen": line.digest, "chosen": "both"}
    assert client.post(address(match), given).status_code == 302
    assert "Beide blijven" in client.get(address(match)).content.decode()


def test_visitors_see_the_organisation_people_see_the_name(client: Client, match: Match) -> None:
    adviser = logged_in("adviseur")
    adviser.post(address(match), {"state": "same", "reason": "hetzelfde"})
    public, own = client.get(address(match)), adviser.get(address(match))
    assert "Gemeente Purmerend" in public.content.decode()
    assert "Anne Advies" not in public.content.decode()
    assert "Anne Advies" in own.content.decode()
    assert "Answers so far" in client.get(f"/en{address(match)}").content.decode()


def test_page_of_the_arrangement_links_to_the_comparison(client: Client, match: Match) -> None:
    logged_in("adviseur").post(address(match), {"state": "same"})
    page = client.get(f"/samenwerkingen/{GGD}/?peildatum=2026-05-01").content.decode()
    assert "Ook in Lijst van 2026" in page
    assert address(match) in page
