# SPDX-License-Identifier: EUPL-1.2
"""Changing the register by the API: the rights, the history and the refusals of the actions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.models import User
from samenspel.accounts.rules import Actor
from samenspel.register.models import ArrangementVersion, ChangeSet, Participation
from tests.register.small_register import (
    LIGHT,
    clerk,
    load,
    organisation_of,
    participation,
    person,
    slug,
    version,
)

pytestmark = pytest.mark.django_db
AALSMEER, AMSTELVEEN, ZAANSTAD = "GM0358", "GM0362", "GM0479"
GROUND = {"reden": "Staat verkeerd", "bron": "Gemeenteblad 2026, 12"}


@pytest.fixture(autouse=True)
def _register() -> None:
    load()


def logged_in(actor: Actor) -> Client:
    client = Client()
    assert isinstance(actor.user, User)
    client.force_login(actor.user)
    return client


def send(client: Client, method: str, path: str, body: Any) -> Any:
    return client.generic(
        method, f"/api/v1/{path}", json.dumps(body), content_type="application/json"
    )


def seen(client: Client, path: str) -> str:
    response = client.get(f"/api/v1/{path}/waarden")
    assert response.status_code == 200, response.content
    return str(response.json()["gezien"])


@pytest.fixture
def keeper() -> Client:
    """A clerk of a municipality that keeps the record."""
    return logged_in(clerk(AALSMEER))


def test_a_correction_is_written_with_its_history(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    body = {"gezien": seen(keeper, path), "waarden": {"naam": "Nieuwe naam"}, **GROUND}
    response = send(keeper, "PATCH", path, body)
    assert response.status_code == 200, response.content
    assert version(LIGHT).name == "Nieuwe naam"
    change = ChangeSet.objects.get(pk=response.json()["wijziging"])
    assert (change.reason, change.source, change.origin) == (*GROUND.values(), "api")


def test_what_is_read_can_be_sent_back_and_changes_nothing(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    read = keeper.get(f"/api/v1/{path}/waarden").json()
    response = send(keeper, "PATCH", path, {**read, **GROUND})
    assert response.status_code == 200, response.content
    assert response.json() == {"wijziging": None}


def test_a_participation_read_can_be_sent_back_and_changes_nothing(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}/deelnames/{participation(AMSTELVEEN, LIGHT).pk}"
    read = keeper.get(f"/api/v1/{path}/waarden").json()
    response = send(keeper, "PATCH", path, {**read, **GROUND})
    assert response.json() == {"wijziging": None}


def test_a_stale_mark_is_a_conflict_that_tells_what_changed(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    mark = seen(keeper, path)
    first = {"gezien": mark, "waarden": {"naam": "Eerste"}, **GROUND}
    assert send(keeper, "PATCH", path, first).status_code == 200
    other = logged_in(clerk(AMSTELVEEN))
    second = {"gezien": mark, "waarden": {"naam": "Tweede"}, **GROUND}
    response = send(other, "PATCH", path, second)
    assert response.status_code == 409
    assert response["Content-Type"] == "application/problem+json"
    assert {"name": "naam", "now": "Eerste"}.items() <= response.json()["changes"][0].items()
    assert version(LIGHT).name == "Eerste"


def test_an_impossible_value_names_its_field(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    body = {"gezien": seen(keeper, path), "waarden": {"vorm": "bestaat-niet"}, **GROUND}
    response = send(keeper, "PATCH", path, body)
    assert response.status_code == 400
    assert response.json()["invalidParams"][0]["name"] == "vorm"


def test_a_change_without_a_reason_is_refused(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    body = {"gezien": seen(keeper, path), "waarden": {"naam": "X"}, "reden": " ", "bron": "y"}
    response = send(keeper, "PATCH", path, body)
    assert response.status_code == 400
    assert response.json()["invalidParams"][0]["name"] == "reden"


def test_an_unknown_field_is_refused_and_not_forgotten(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    body = {"gezien": seen(keeper, path), "waarden": {"nam": "typfout"}, **GROUND}
    assert send(keeper, "PATCH", path, body).status_code == 400


def test_a_participant_joins_changes_and_leaves(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}/deelnames"
    new = {"soort": "gemeente", "code": ZAANSTAD, "geldigVanaf": "2026-01-01"}
    response = send(keeper, "POST", path, {"deelname": new, **GROUND})
    assert response.status_code == 201, response.content
    one = participation(ZAANSTAD, LIGHT)
    own = f"{path}/{one.pk}"
    share = {"gezien": seen(keeper, own), "waarden": {"aandeelProcent": 12.5}, **GROUND}
    assert send(keeper, "PATCH", own, share).status_code == 200
    end = {"gezien": seen(keeper, own), "geldigTot": "2027-01-01", **GROUND}
    assert send(keeper, "POST", f"{own}/beeindiging", end).status_code == 200
    one.refresh_from_db()
    assert (one.share_percent, str(one.valid_to)) == (12.5, "2027-01-01")


def test_an_arrangement_ends_with_its_participations(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    end = {"gezien": seen(keeper, path), "geldigTot": "2026-01-01", **GROUND}
    assert send(keeper, "POST", f"{path}/beeindiging", end).status_code == 200
    ends = Participation.objects.filter(version=version(LIGHT)).values_list("valid_to", flat=True)
    assert {str(day) for day in ends} == {"2026-01-01"}


def test_an_arrangement_is_added_on_behalf_of_ones_organisation(keeper: Client) -> None:
    body = {
        "organisatie": organisation_of(AALSMEER).pk,
        "land": "nl",
        "waarden": {"naam": "Werkgroep waterkant", "geldigVanaf": "2026-01-01"},
        "deelnames": [
            {"soort": "gemeente", "code": AALSMEER},
            {"soort": "gemeente", "code": AMSTELVEEN},
        ],
        **GROUND,
    }
    response = send(keeper, "POST", "samenwerkingen", body)
    assert response.status_code == 201, response.content
    added = ArrangementVersion.objects.get(name="Werkgroep waterkant")
    assert added.participations.count() == 2
    held = keeper.get("/api/v1/rollen").json()
    assert [r["organisatie"] for r in held] == [body["organisatie"]]


def test_a_change_is_undone(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    before = version(LIGHT).name
    body = {"gezien": seen(keeper, path), "waarden": {"naam": "Anders"}, **GROUND}
    number = send(keeper, "PATCH", path, body).json()["wijziging"]
    undone = send(keeper, "POST", f"{path}/wijzigingen/{number}/ongedaan-making", GROUND)
    assert undone.status_code == 200, undone.content
    assert version(LIGHT).name == before
    history = Client().get(f"/api/v1/{path}/wijzigingen").json()
    assert [row["soort"] for row in history["resultaten"]] == ["undo", "correct"]
    assert history["resultaten"][1]["ongedaanGemaaktDoor"] == undone.json()["wijziging"]


def test_the_history_has_no_names_of_people(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    body = {"gezien": seen(keeper, path), "waarden": {"naam": "Anders"}, **GROUND}
    send(keeper, "PATCH", path, body)
    text = Client().get(f"/api/v1/{path}/wijzigingen").content.decode()
    assert "Gemeente Aalsmeer" in text
    assert clerk(AALSMEER).name not in text


def test_confirming_dates_the_record(keeper: Client) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    before = version(LIGHT).last_confirmed_on
    assert send(keeper, "POST", f"{path}/bevestiging", {}).status_code == 200
    assert version(LIGHT).last_confirmed_on != before


def test_who_has_no_right_gets_403_and_nothing_changes() -> None:
    outsider = logged_in(clerk(ZAANSTAD))
    path = f"samenwerkingen/{slug(LIGHT)}"
    assert outsider.get(f"/api/v1/{path}/waarden").status_code == 403
    body = {"gezien": "x", "waarden": {"naam": "Van een ander"}, **GROUND}
    response = send(outsider, "PATCH", path, body)
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    assert not ChangeSet.objects.exists()


def test_who_is_not_logged_in_gets_401() -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    body = {"gezien": "x", "waarden": {"naam": "X"}, **GROUND}
    response = send(Client(), "PATCH", path, body)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


def test_a_session_without_the_sites_own_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    actor = clerk(AALSMEER)
    assert isinstance(actor.user, User)
    strict.force_login(actor.user)
    path = f"samenwerkingen/{slug(LIGHT)}"
    body = {"gezien": "x", "waarden": {"naam": "X"}, **GROUND}
    response = send(strict, "PATCH", path, body)
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '"x"', "null", "\x00", '{"gezien": 1}', "[" * 5_000]
)
def test_a_body_that_is_no_request_is_a_problem(keeper: Client, body: str) -> None:
    response = keeper.generic(
        "PATCH", f"/api/v1/samenwerkingen/{slug(LIGHT)}", body, content_type="application/json"
    )
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("number", [0, 2**63, 999_999])
def test_a_number_of_nothing_is_404_or_400(keeper: Client, number: int) -> None:
    path = f"samenwerkingen/{slug(LIGHT)}"
    for end in (f"deelnames/{number}/waarden", f"wijzigingen/{number}/ongedaan-making"):
        method = "GET" if end.endswith("waarden") else "POST"
        assert send(keeper, method, f"{path}/{end}", GROUND).status_code in {400, 404}


def test_a_councillor_only_looks() -> None:
    councillor = logged_in(person("councillor", organisation_of(AALSMEER)))
    path = f"samenwerkingen/{slug(LIGHT)}"
    assert councillor.get(f"/api/v1/{path}").status_code == 200
    assert councillor.get(f"/api/v1/{path}/waarden").status_code == 403
