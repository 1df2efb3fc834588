# SPDX-License-Identifier: EUPL-1.2
"""One functional region, and regions beside another division, on the built-in example."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from samenspel.places.models import Division

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
PAGE = "/woon-werk/regios/"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_a_region_tells_its_members_and_what_goes_in_and_out(client: Client) -> None:
    html = text(client, f"{PAGE}amsterdam-gm0363/")
    said = json.loads(client.get(f"{PAGE}regios.json").content)
    region = next(r for r in said["regions"] if r["core"] == "GM0363")
    assert "Rond Amsterdam" in html
    table = html.partition('id="members-table"')[2].partition("</table>")[0]
    assert table.count("<tr>") == len(region["municipalities"]) + 1
    leaves = region["jobs_of_residents"] - region["live_and_work_there"]
    assert f"{leaves:,.0f}".replace(",", ".") in html


def test_any_member_leads_to_its_region(client: Client) -> None:
    said = json.loads(client.get(f"{PAGE}regios.json").content)
    region = next(r for r in said["regions"] if r["core"] == "GM0363")
    other = next(code for code in region["municipalities"] if code != "GM0363")
    response = client.get(f"{PAGE}wie-dan-ook-{other.lower()}/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"{PAGE}amsterdam-gm0363/?jaar=")


def test_a_municipality_that_is_in_no_region_has_no_region(client: Client) -> None:
    assert client.get(f"{PAGE}nergens-gm9999/").status_code == 404


def test_a_region_is_there_in_english(client: Client) -> None:
    assert "Around Amsterdam" in text(client, f"/en{PAGE}amsterdam-gm0363/")


def test_regions_beside_a_division(client: Client) -> None:
    key = Division.objects.order_by("key").values_list("key", flat=True)[0]
    html = text(client, f"{PAGE}vergelijken/?indeling={key}")
    assert "Aangepaste Rand-index" in html
    assert f'<option value="{key}" selected>' in html
    rows = client.get(f"{PAGE}vergelijken.csv?indeling={key}").content.decode("utf-8-sig")
    shares: dict[str, float] = {}
    for row in csv.DictReader(io.StringIO(rows)):
        shares[row["region"]] = shares.get(row["region"], 0) + float(row["share"] or 0)
    assert shares
    # Regions of whose municipalities the example has no residents have no shares.
    assert all(abs(share - 1) < 0.001 or share == 0 for share in shares.values())


def test_an_unknown_division_is_told_beside_the_field(client: Client) -> None:
    html = text(client, f"{PAGE}vergelijken/?indeling=niets", status=400)
    assert "Deze indeling is er niet" in html
    assert 'aria-describedby="division-error"' in html
    assert client.get(f"{PAGE}vergelijken.csv?indeling=niets").status_code == 404


def test_without_divisions_there_is_nothing_to_compare_with(client: Client) -> None:
    Division.objects.all().delete()
    assert "Er is nog geen indeling geladen" in text(client, f"{PAGE}vergelijken/")
