# SPDX-License-Identifier: EUPL-1.2
"""Back to the page that somebody came from (``?terug=``), and never to another site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import RequestFactory

from samenspel.register.models import ChangeSet
from samenspel.register.views.edit.back import came_from
from tests.register.edit_pages import (
    GGD,
    GROUND,
    administrator,
    clerk,
    fields_of,
    participant,
    send,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
LIST = "/gemeenten/purmerend-gm0439/bevestigen/?wie=alles"
BACK = "?" + urlencode({"terug": LIST})


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.SAMENSPEL_MFA_REQUIRED = ()


@pytest.mark.parametrize("wanted", ["/", LIST, "/en/gemeenten/x/"])
def test_paths_of_this_site_are_ways_back(wanted: str) -> None:
    assert came_from(RequestFactory().get("/x", {"terug": wanted})) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "", "//elders.example/", "/\\elders.example", "/\t/elders.example", "///elders.example",
        "https://elders.example/", "http://testserver/", "javascript:alert(1)", "gemeenten/",
        " /gemeenten/", "/" + "x" * 2_000,
    ],
)  # fmt: skip
def test_anything_else_is_not(wanted: str) -> None:
    assert came_from(RequestFactory().get("/x", {"terug": wanted})) == ""


def test_saving_goes_back_there() -> None:
    client = clerk()
    answer = send(client, f"{GGD}bewerken/{BACK}", seat_place="Hoorn")
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    member = participant("GM0439").pk
    answer = send(client, f"{GGD}deelnemers/{member}/{BACK}", share_percent="12")
    assert answer["Location"] == LIST
    assert ChangeSet.objects.count() == 2
    answer = send(client, f"{GGD}bewerken/?terug=https://elders.example/", seat_place="Edam")
    assert answer["Location"] == GGD


def test_nothing_changed_and_the_secretariat_go_back_there() -> None:
    assert send(clerk(), f"{GGD}bewerken/{BACK}")["Location"] == LIST
    answer = administrator().post(f"{GGD}secretariaat/{BACK}", {"organisation": ""})
    assert answer["Location"] == LIST


def test_cancel_and_the_other_edit_pages_know_the_way() -> None:
    page = text_of(clerk().get(f"{GGD}bewerken/{BACK}"))
    assert f'href="{LIST}">Annuleren' in page
    carried = urlencode({"terug": LIST})
    assert f'href="{GGD}beeindigen/?{carried}"' in page
    assert f'href="{GGD}geschiedenis/"' in page
    assert f'href="{GGD}"' in page
    assert f'href="{GGD}">Annuleren' in text_of(clerk().get(f"{GGD}bewerken/"))


def test_the_way_stays_through_mistakes_and_somebody_else_being_first() -> None:
    client, path = clerk(), f"{GGD}bewerken/{BACK}"
    typed = fields_of(client.get(path))
    wrong = client.post(path, {**typed, **GROUND, "website": "geen adres"})
    assert wrong.status_code == 400
    assert f'action="{GGD}bewerken/{BACK}"' in text_of(wrong)
    send(clerk("GM0852"), f"{GGD}bewerken/", seat_place="Edam")
    met = client.post(path, {**typed, **GROUND, "seat_place": "Hoorn"})
    assert met.status_code == 409
    assert f'action="{GGD}bewerken/{BACK}"' in text_of(met)
    assert f'href="{LIST}">Annuleren' in text_of(met)
    answer = client.post(path, {**fields_of(met), **GROUND})
    assert answer["Location"] == LIST
