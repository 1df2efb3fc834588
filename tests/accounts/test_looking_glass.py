# SPDX-License-Identifier: EUPL-1.2
"""Django's administration: administrators read, nobody changes."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from samenspel.accounts.admin import site
from samenspel.accounts.models import User

from .conftest import Town

START = "/beheer/admin/"


def test_who_is_not_logged_in_goes_to_the_log_in_of_the_site(client: Client, town: Town) -> None:
    last = client.get(START, follow=True).redirect_chain[-1][0]
    assert last.startswith("/inloggen/?next=")


@pytest.mark.parametrize("name", ["councillor", "clerk", "adviser", "secretariat"])
def test_nobody_but_administrators_enters(client: Client, town: Town, name: str) -> None:
    client.force_login(town.people[name])
    assert client.get(START, follow=True).status_code == 403


def test_administrators_read_every_table_and_change_none(client: Client, town: Town) -> None:
    client.force_login(town.people["administrator"])
    assert "Tabellen (alleen lezen)" in client.get(START).content.decode()
    tables = sorted(f"{START}{m._meta.app_label}/{m._meta.model_name}/" for m in site._registry)
    assert len(tables) > 10
    for table in tables:
        assert client.get(table).status_code == 200, table
        assert client.get(f"{table}add/").status_code == 403
    person = town.people["clerk"]
    page = client.get(f"{START}accounts/user/{person.pk}/change/").content.decode()
    assert person.email in page
    assert person.password not in page
    assert "<input" not in page.partition('id="content-main"')[2].partition("</main>")[0].replace(
        '<input type="hidden"', ""
    )
    assert client.post(
        f"{START}accounts/user/{person.pk}/change/", {"name": "Anders"}
    ).status_code == 403  # fmt: skip
    assert (
        client.post(f"{START}accounts/user/{person.pk}/delete/", {"post": "yes"}).status_code == 403
    )
    selected = {"action": "delete_selected", "_selected_action": [person.pk]}
    client.post(f"{START}accounts/user/", selected)
    assert User.objects.get(pk=person.pk).name == person.name
    assert client.get(f"{START}password_change/").status_code == 403


def test_the_pages_hold_to_the_policy(client: Client, town: Town) -> None:
    client.force_login(town.people["administrator"])
    person = town.people["clerk"]
    for address in (START, f"{START}accounts/user/", f"{START}accounts/user/{person.pk}/change/"):
        text = client.get(address).content.decode()
        assert not re.search(r"<[^>]*\s(style|on\w+)\s*=", text), address
        assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", text), address
        assert "<style" not in text
