# SPDX-License-Identifier: EUPL-1.2
"""The country at a glance and change between two dates, as a visitor gets them."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from django.test import Client

from samenspel.register.models import Collection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]

HOME = "/inzicht/"
CHANGE = "/inzicht/verandering/"
PARTS = ("gemeenten", "provincies", "grootte", "verdeling")
THEN = "van=2020-01-01&tot=2026-11-01"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return " ".join(response.content.decode().split())


def said(client: Client, url: str) -> Any:
    response = client.get(url)
    assert response.status_code == 200, url
    return json.loads(response.content)


# The country at a glance


def test_the_page_opens_with_pictures_and_leads_to_the_definition(client: Client) -> None:
    html = text(client, HOME)
    assert "Inzicht: het land in één oogopslag" in html
    for drawing in ("country-title", "bars-title", "provinces-title", "sizes-title"):
        assert f'id="{drawing}"' in html
    assert 'href="/methoden/#arrangements"' in html
    assert html.count('class="downloads"') == 4
    assert "Dit is een voorbeeld" in html


def test_the_page_is_there_in_english(client: Client) -> None:
    html = text(client, f"/en{HOME}?maat=congruentie")
    assert "Does each municipality meet the same partners at every table?" in html
    assert 'href="/en/methoden/#congruence"' in html


@pytest.mark.parametrize(
    "key",
    ["samenwerkingen", "partners", "congruentie", "uren", "uren-per-10000", "zetels",
     "vergaderingen"],
)  # fmt: skip
def test_every_measure_has_its_page_with_a_definition_that_exists(client: Client, key: str) -> None:
    table = said(client, f"/inzicht/land/gemeenten.json?maat={key}")
    anchors = [address.partition("#")[2] for address in table["definitions"]]
    methods = text(client, "/methoden/")
    assert anchors
    assert all(f'id="{anchor}"' in methods for anchor in anchors)
    text(client, f"{HOME}?maat={key}")


def test_ones_own_municipality_is_marked_by_code_or_address(client: Client) -> None:
    for asked in ("GM0363", "amsterdam-gm0363"):
        html = text(client, f"{HOME}?gemeente={asked}")
        assert "plaats 1 van" in html
        assert "De grote oranje stip is Amsterdam." in html
        assert '<option value="GM0363" selected>' in html


def test_a_municipality_of_another_time_is_said_to_be_absent(client: Client) -> None:
    assert "bestaat niet op deze datum" in text(client, f"{HOME}?gemeente=GM0478")
    assert "Zeevang:" in text(client, f"{HOME}?gemeente=GM0478&peildatum=2014-01-01")


def test_a_filter_counts_other_arrangements_and_stands_in_the_files(client: Client) -> None:
    html = text(client, f"{HOME}?vorm=stedenband")
    assert "Stedenband (" in html
    assert '<details class="disclosure" open>' in html
    table = said(client, "/inzicht/land/gemeenten.json?domein=wonen")
    assert any("wonen" in note.casefold() for note in table["notes"])


@pytest.mark.parametrize("wrong", ["maat=geluk", "vorm=bv", "domein=x", "maat=" + "x" * 9_000])
def test_a_choice_that_does_not_exist_is_refused_with_the_page(client: Client, wrong: str) -> None:
    assert "Deze keuze bestaat niet." in text(client, f"{HOME}?{wrong}", 400)
    assert client.get(f"/inzicht/land/gemeenten.csv?{wrong}").status_code == 400


def test_nonsense_elsewhere_in_the_address_does_no_harm(client: Client) -> None:
    for query in ("land=xx", "sortering=--", "pagina=9999", "pagina=x", "bron=x"):
        text(client, f"{HOME}?{query}")
    text(client, f"{HOME}?peildatum=gisteren", 400)
    assert client.get("/inzicht/land/gemeenten.csv?peildatum=gisteren").status_code == 400


def test_unknown_files_do_not_exist(client: Client) -> None:
    for path in ("land/gemeenten.pdf", "land/niets.csv", "verandering/jaren.pdf",
                 "verandering/niets.csv", "verandering/samenwerkingen.svg"):  # fmt: skip
        assert client.get(f"/inzicht/{path}").status_code == 404, path
    assert client.post(HOME).status_code == 405


def test_page_and_files_say_the_same(client: Client) -> None:
    rows = said(client, "/inzicht/land/gemeenten.json?sortering=naam")["rows"]
    body = client.get("/inzicht/land/gemeenten.csv?sortering=naam").content.decode("utf-8-sig")
    listed = list(csv.DictReader(io.StringIO(body)))
    assert [(r["municipality_code"], r["arrangements"]) for r in listed] == [
        (r["municipality_code"], "" if r["arrangements"] is None else str(r["arrangements"]))
        for r in rows
    ]
    html = text(client, f"{HOME}?sortering=naam")
    first = rows[0]
    assert (
        f'{first["municipality"]}</a></th><td class="numeric">{first["arrangements"]}</td>' in html
    )
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/inzicht/land/gemeenten.xlsx?sortering=naam").content)
    )
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet["F"]][1:] == [r["arrangements"] for r in rows]


def test_groups_in_files_are_those_of_the_municipalities(client: Client) -> None:
    places = said(client, "/inzicht/land/gemeenten.json")["rows"]
    known = [row for row in places if row["arrangements"] is not None]
    for part in ("provincies", "grootte"):
        groups = said(client, f"/inzicht/land/{part}.json")["rows"]
        assert sum(row["municipalities"] for row in groups) == len(places)
        assert max(row["most"] or 0 for row in groups) == max(r["arrangements"] for r in known)
    bars = said(client, "/inzicht/land/verdeling.json")["rows"]
    assert sum(row["municipalities"] for row in bars) == len(known)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_kept_as_a_drawing(client: Client, part: str) -> None:
    response = client.get(f"/inzicht/land/{part}.svg?gemeente=GM0363")
    assert response["Content-Type"].startswith("image/svg+xml")
    drawn = ET.fromstring(response.content)  # noqa: S314 - our own
    assert drawn.find("{http://www.w3.org/2000/svg}title") is not None
    assert b"href" not in response.content


def test_the_lists_are_ordered_by_links(client: Client) -> None:
    html = text(client, f"{HOME}?sortering=-mediaan")
    assert 'aria-sort="descending"' in html
    falling = said(client, "/inzicht/land/gemeenten.json?sortering=-inwoners")["rows"]
    people = [row["inhabitants"] for row in falling if row["inhabitants"] is not None]
    assert people == sorted(people, reverse=True)


# Change between two dates


def test_change_names_what_began_and_ended_and_balances(client: Client) -> None:
    html = text(client, f"{CHANGE}?{THEN}")
    assert "Wat veranderde er tussen twee data?" in html
    years = said(client, f"/inzicht/verandering/jaren.json?{THEN}")["rows"]
    for one, following in pairwise(years):
        assert one["in_force"] + one["began"] - one["ended"] == following["in_force"]
    changed = said(client, f"/inzicht/verandering/samenwerkingen.json?{THEN}")["rows"]
    since = [row for row in years if row["since"] >= "2020-01-01"]
    kinds = [row["change"] for row in changed]
    # What came and went within the period is in the years, and in neither of both dates.
    net = sum(row["began"] - row["ended"] for row in since)
    assert kinds.count("began") - kinds.count("ended") == net


@pytest.mark.parametrize("shown", ["begonnen", "beeindigd", "vorm", "leden", "gemeenten", "x"])
def test_every_list_of_change_is_shown(client: Client, shown: str) -> None:
    html = text(client, f"{CHANGE}?{THEN}&toon={shown}&maat=partners&sortering=-verschil")
    assert 'id="lijst"' in html
    assert "/en/" in html
    text(client, f"/en{CHANGE}?{THEN}&toon={shown}")


def test_the_municipalities_of_change_are_those_of_the_second_date(client: Client) -> None:
    rows = said(client, f"/inzicht/verandering/gemeenten.json?{THEN}")["rows"]
    places = said(client, "/inzicht/land/gemeenten.json?peildatum=2026-11-01")["rows"]
    assert {r["municipality_code"]: r["arrangements_after"] for r in rows} == {
        r["municipality_code"]: r["arrangements"] for r in places
    }
    [eemsdelta] = [r for r in rows if r["municipality_code"] == "GM1979"]
    assert eemsdelta["predecessors"] == "Appingedam; Delfzijl; Loppersum"
    assert eemsdelta["difference"] == (
        eemsdelta["arrangements_after"] - eemsdelta["arrangements_before"]
    )


def test_pictures_of_change_can_be_kept(client: Client) -> None:
    for part in ("gemeenten", "jaren"):
        response = client.get(f"/inzicht/verandering/{part}.svg?{THEN}")
        assert response.status_code == 200
        ET.fromstring(response.content)  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("van=2026-01-01&tot=2020-01-01", "De eerste datum moet vóór de tweede liggen."),
        ("van=2020-01-01&tot=2020-01-01", "De eerste datum moet vóór de tweede liggen."),
        ("van=2020-02-31", "Deze datum bestaat niet."),
        ("tot=morgen", "Deze datum bestaat niet."),
        ("van=1800-01-01", "Kies een datum tussen 1900 en 2100."),
        ("maat=uren", "Deze keuze bestaat niet."),
    ],
)
def test_dates_that_cannot_be_are_explained(client: Client, asked: str, sentence: str) -> None:
    assert sentence in text(client, f"{CHANGE}?{asked}", 400)
    assert client.get(f"/inzicht/verandering/gemeenten.csv?{asked}").status_code == 400


def test_without_dates_the_last_year_until_the_reference_date_is_shown(client: Client) -> None:
    html = text(client, f"{CHANGE}?peildatum=2025-03-01")
    assert 'value="2024-03-01"' in html
    assert 'value="2025-03-01"' in html


def test_an_inventory_of_one_day_knows_no_change(client: Client) -> None:
    Collection.objects.update(kind=Collection.Kind.INVENTORY)
    assert "kent maar één dag" in text(client, f"{CHANGE}?{THEN}")
    assert client.get(f"/inzicht/verandering/jaren.csv?{THEN}").status_code == 404


# Before anything was loaded


def test_without_data_the_pages_say_so(client: Client) -> None:
    Collection.objects.all().update(table_rows={"municipalities": 1})
    for url in (HOME, CHANGE):
        assert "Er zijn nog geen gegevens" in text(client, url)
    assert client.get("/inzicht/land/gemeenten.csv").status_code == 404
    assert client.get("/inzicht/verandering/jaren.csv").status_code == 404
