# SPDX-License-Identifier: EUPL-1.2
"""Adding an arrangement on the site, with participants picked one by one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samenspel.register.models import ArrangementVersion, ChangeSet
from tests.register.edit_pages import GROUND, clerk, fields_of, send, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
ADD = "/samenwerkingen/toevoegen/"


def press(client: Client, shown: Any, button: str, **typed: Any) -> Any:
    return client.post(ADD, {**fields_of(shown), "do": button, **typed})


def test_ones_own_municipality_is_in_the_list_already() -> None:
    assert fields_of(clerk().get(ADD))["participant"] == "municipality:GM0439"


def test_picking_by_name_by_old_name_others_and_taking_one_away() -> None:
    client = clerk()
    page = press(client, client.get(ADD), "add", typed="haarlem", name="Proefregio")
    assert "Haarlem is toegevoegd aan de lijst." in text_of(page)
    page = press(client, page, "add", typed="Den Haa", reason="Omdat")
    assert page.status_code == 400
    page = press(client, page, "add-other", typed="", other_kind="business", other_name="Proef BV")
    assert fields_of(page)["participant"] == [
        "municipality:GM0439", "municipality:GM0392", "business:Proef BV",
    ]  # fmt: skip
    page = press(client, page, "remove:municipality:GM0392")
    assert fields_of(page)["participant"] == ["municipality:GM0439", "business:Proef BV"]
    typed = fields_of(page)
    assert (typed["name"], typed["reason"]) == ("Proefregio", "Omdat")
    assert 'id="mistakes"' not in text_of(page)
    assert not ChangeSet.objects.exists()


def test_a_name_that_may_be_several_offers_them() -> None:
    client = clerk()
    page = press(client, client.get(ADD), "add", typed="Haarlemm")
    assert "pick:GM0394" in text_of(page)
    page = press(client, page, "pick:GM0394", typed="")
    assert "municipality:GM0394" in fields_of(page)["participant"]


def test_enter_in_the_field_of_the_list_adds_and_does_not_save() -> None:
    client = clerk()
    page = press(client, client.get(ADD), "save", typed="Haarlem", name="X", **GROUND)
    assert page.status_code == 200
    assert "municipality:GM0392" in fields_of(page)["participant"]
    assert not ChangeSet.objects.exists()


def test_an_answer_for_htmx_is_one_that_it_swaps() -> None:
    client = clerk()
    form = {**fields_of(client.get(ADD)), "do": "add", "typed": "Nergenshuizen"}
    page = client.post(ADD, form, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "Wij kennen op deze dag geen gemeente “Nergenshuizen”." in text_of(page)


def test_adds_it_and_shows_it_on_the_page_of_the_municipality() -> None:
    client = clerk()
    page = press(client, client.get(ADD), "add", typed="Haarlem")
    form = {
        **fields_of(page), **GROUND, "do": "save", "name": "Proefregio Noord",
        "legal_form": "convenant", "valid_from": "2025-01-01", "themes": ["talent"],
    }  # fmt: skip
    answer = client.post(ADD, form)
    version = ArrangementVersion.objects.get(name="Proefregio Noord")
    assert answer["Location"] == version.arrangement.get_absolute_url()
    assert version.is_entered
    assert sorted(version.participations.values_list("name", flat=True)) == ["Haarlem", "Purmerend"]
    for slug in ("purmerend-gm0439", "haarlem-gm0392"):
        assert "Proefregio Noord" in text_of(Client().get(f"/gemeenten/{slug}/"))
    assert client.post(ADD, form)["Location"] == answer["Location"]
    assert ArrangementVersion.objects.filter(name="Proefregio Noord").count() == 1


def test_withdrawing_it_leaves_its_history() -> None:
    client = clerk()
    send(client, ADD, name="Proefregio Oost")
    here = ArrangementVersion.objects.get(name="Proefregio Oost").arrangement.get_absolute_url()
    assert f"{here}intrekken/" in text_of(client.get(f"{here}beeindigen/"))
    answer = send(client, f"{here}intrekken/")
    assert answer["Location"] == f"{here}geschiedenis/"
    assert Client().get(here).status_code == 404
    page = text_of(client.get(f"{here}geschiedenis/"))
    assert "Deze samenwerking is ingetrokken" in page
    last = ChangeSet.objects.order_by("-pk").first()
    assert last is not None
    undo = f"{here}geschiedenis/{last.pk}/ongedaan-maken/"
    assert undo in page
    assert send(client, undo)["Location"] == here
    assert Client().get(here).status_code == 200


def test_mistakes_of_facts_and_list_stand_together() -> None:
    client = clerk()
    page = press(client, client.get(ADD), "remove:municipality:GM0439")
    answer = press(client, page, "save", source="Besluit 3")
    assert answer.status_code == 400
    text = text_of(answer)
    for anchor in ("name", "reason", "typed"):
        assert f'href="#edit-{anchor}"' in text
    assert fields_of(answer)["source"] == "Besluit 3"


def test_ones_own_municipality_has_to_take_part() -> None:
    client = clerk()
    page = press(client, client.get(ADD), "remove:municipality:GM0439")
    page = press(client, page, "add", typed="Haarlem")
    answer = press(client, page, "save", name="X", **GROUND)
    assert answer.status_code == 400
    assert 'href="#edit-typed"' in text_of(answer)


@pytest.mark.parametrize(
    "made_up",
    ["municipality:GM9999", "business:", "king:Willem", "", "municipality:" + "x" * 5000],
)
def test_made_up_participants_are_left_out(made_up: str) -> None:
    client = clerk()
    form = {**fields_of(client.get(ADD)), "do": "add", "typed": "", "participant": [made_up]}
    page = client.post(ADD, form)
    assert "participant" not in fields_of(page)
