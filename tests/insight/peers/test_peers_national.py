# SPDX-License-Identifier: EUPL-1.2
"""Peers on the national figures: the same as the command line, within the budget of queries."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from samenspel.accounts.models import User
from samenspel.cli import samenspel

pytestmark = [pytest.mark.national, pytest.mark.django_db, pytest.mark.usefixtures("national")]
PAGES = (
    "/gemeenten/purmerend-gm0439/vergelijkbaar/",
    "/gemeenten/delfzijl-gm0010/vergelijkbaar/?peildatum=2016-01-01",
    "/gemeenten/voorne-aan-zee-gm1992/vergelijkbaar/?leeftijd=0",
    "/gemeenten/antwerpen-11002/vergelijkbaar/",
)


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_no_more_than_twelve_queries(
    client: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    client.force_login(User.objects.create_user("r@voorbeeld.example", None, name="Rana"))
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_page_and_command_line_say_the_same(client: Client, national_data: Path) -> None:
    address = "/gemeenten/voorne-aan-zee-gm1992/vergelijkbaar.csv?peildatum=2026-05-16&omvang=2"
    body = client.get(address).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    package = str(national_data / "nl-2026")
    result = CliRunner().invoke(
        samenspel,
        ["peers", "Voorne aan Zee", "--package", package, "--weights", "size=2", "--json"],
    )
    peers = json.loads(result.stdout)["peers"]
    assert len(peers) == 10
    for row, peer in zip(rows[1:], peers, strict=True):
        assert (row["code"], int(row["stays"])) == (peer["code"], peer["stays"])
        assert float(row["squared_distance"]) == peer["squared_distance"]
        assert row["part_education"] == ""  # nothing of it is known in the new municipality
        assert peer["parts"]["education"] is None


def test_flanders_has_fewer_figures_and_says_which_are_left_out(client: Client) -> None:
    html = " ".join(client.get(PAGES[3]).content.decode().split())
    assert "<strong>Gent</strong>" in html
    assert "Weggelaten, omdat te weinig gemeenten een cijfer van dezelfde dag hebben" in html
    assert "gemeenten zijn niet vergeleken" in html


def test_a_wide_drawing_is_written_for_machines(client: Client) -> None:
    drawn = client.get("/gemeenten/purmerend-gm0439/vergelijkbaar.svg").content.decode()
    assert 'viewBox="0 -44 1160 ' in drawn


def test_files_name_every_source_that_was_used(client: Client) -> None:
    address = "/gemeenten/delfzijl-gm0010/vergelijkbaar.json?peildatum=2018-06-01"
    said = json.loads(client.get(address).content)
    assert len(said["sources"]) == 2  # arrangements of the register, figures of the inventory
    assert said["licences"]
