# SPDX-License-Identifier: EUPL-1.2
"""What takes long: asked for with a button, watched, kept, and shown on the map."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.models import User
from samenspel.mobility.actions import compute_waiting
from samenspel.mobility.models import FlowSet, Run
from tests.mobility.small_flows import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
PAGE = "/woon-werk/regios/"
COMPUTE = f"{PAGE}berekenen/"


def text(client: Client, url: str, status: int = 200, **headers: str) -> str:
    response = client.get(url, headers=headers)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.fixture
def queue(settings: Any) -> None:
    """The worker has not come yet."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def asked(client: Client, **said: str) -> str:
    response = client.post(COMPUTE, {"wat": "zekerheid", **said})
    assert response.status_code == 302
    return response.headers["Location"]


def test_doubts_are_computed_once_and_shown_to_everybody(client: Client) -> None:
    assert "Bereken hoe zeker de grenzen zijn" in text(client, PAGE)
    address = asked(client)
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"{PAGE}?jaar=")
    html = text(client, PAGE)
    assert "keer gemaakt" in html
    assert "Bereken hoe zeker de grenzen zijn" not in html
    assert asked(client) == address


def test_doubts_of_one_size_are_not_those_of_another(client: Client) -> None:
    asked(client)
    assert "Bereken hoe zeker de grenzen zijn" in text(client, f"{PAGE}?schaal=klein")


def test_doubts_show_on_a_region_and_in_the_files(client: Client) -> None:
    asked(client)
    assert "Hoe zeker?" in text(client, f"{PAGE}amsterdam-gm0363/")
    assert '"computations"' in text(client, f"{PAGE}regios.json")


def test_improved_borders_say_what_they_changed(client: Client) -> None:
    address = f"{PAGE}?verbeter=1"
    assert "nog niet verbeterd" in text(client, address)
    back = client.get(asked(client, wat="verbeter", verbeter="1")).headers["Location"]
    assert back.endswith("&verbeter=1")
    html = text(client, back)
    assert "Verbeterde grenzen" in html
    assert "nog niet verbeterd" not in html


@pytest.mark.usefixtures("queue")
def test_the_page_of_a_computation_comes_again_by_itself(client: Client) -> None:
    address = asked(client)
    html = text(client, address)
    assert "<progress" in html
    assert "<noscript><p><a href=" in html
    assert "hx-get=" in html
    part = text(client, address, **{"HX-Request": "true"})
    assert "<html" not in part
    assert "<progress" in part
    assert "Dat wordt nu berekend" in text(client, PAGE)


@pytest.mark.usefixtures("queue")
def test_the_page_of_a_computation_says_how_far_it_is(client: Client) -> None:
    address = asked(client)
    Run.objects.filter(is_long=True).update(
        state="running", step="stability", progress_done=10, progress_of=27
    )
    html = text(client, address)
    assert 'value="10" max="27"' in html
    assert "10 van 27" in html


@pytest.mark.usefixtures("queue")
def test_when_it_is_done_the_page_goes_to_the_regions(client: Client) -> None:
    address = asked(client, wat="verbeter")
    compute_waiting(run_id=Run.objects.get(is_long=True).pk, clock=clock())
    response = client.get(address, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"].startswith(f"{PAGE}?jaar=")


def test_a_failed_computation_can_be_tried_again(client: Client) -> None:
    address = asked(client)
    Run.objects.filter(is_long=True).update(state="failed", result=None, error="no luck")
    assert "no luck" in text(client, address)
    assert "Probeer het opnieuw" in text(client, PAGE)
    asked(client, opnieuw="1")
    assert Run.objects.get(is_long=True).state == Run.State.DONE


@pytest.mark.usefixtures("queue")
def test_when_too_many_wait_a_visitor_is_told_to_come_back(client: Client, settings: Any) -> None:
    settings.SAMENSPEL_RUNS_WAITING = 0
    response = client.post(COMPUTE, {"wat": "zekerheid"})
    assert response.status_code == 429
    assert "Terug naar de regio’s" in response.content.decode()


@pytest.mark.parametrize("said", [{"wat": "alles"}, {}, {"wat": "zekerheid", "minimum": "x"}])
def test_nonsense_is_refused(client: Client, said: dict[str, str]) -> None:
    assert client.post(COMPUTE, said).status_code == 400


def test_computing_is_not_for_reading(client: Client) -> None:
    assert client.get(COMPUTE).status_code == 405


def test_nobody_asks_in_the_name_of_somebody_else(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(COMPUTE, {"wat": "zekerheid"}).status_code == 302
    strict.force_login(User.objects.create_user("raadslid@voorbeeld.example", None, name="Rana"))
    assert strict.post(COMPUTE, {"wat": "zekerheid"}).status_code == 403


def test_a_computation_that_is_not_there(client: Client) -> None:
    assert client.get(f"{PAGE}berekening/{'0' * 64}/").status_code == 404
    address = asked(client)
    Run.objects.update(flow_set=None)
    FlowSet.objects.all().delete()
    assert client.get(address).status_code == 404
