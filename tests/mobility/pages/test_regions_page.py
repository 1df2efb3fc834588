# SPDX-License-Identifier: EUPL-1.2
"""The page of functional regions, on the built-in example."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from samenspel.accounts.models import User
from samenspel.mobility.models import Flow, FlowSet, Run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
PAGE = "/woon-werk/regios/"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def regions(client: Client, query: str = "") -> list[dict[str, Any]]:
    found = json.loads(client.get(f"{PAGE}regios.json{query}").content)["regions"]
    assert isinstance(found, list)
    return found


def test_the_section_leads_to_the_regions(client: Client) -> None:
    assert client.get("/woon-werk/").headers["Location"] == PAGE


def test_the_page_says_in_one_sentence_what_came_out(client: Client) -> None:
    found = regions(client)
    html = text(client, PAGE)
    assert f"{len(found)} dagelijkse stedelijke systemen" in html
    assert "in het systeem waar de werknemer woont" in html
    assert "Dit is een voorbeeld" in html


def test_every_region_is_in_the_table_with_a_page_of_its_own(client: Client) -> None:
    html = text(client, PAGE)
    found = regions(client)
    assert len(found) > 3
    for region in found:
        assert f"-{region['core'].lower()}/?jaar=" in html


def test_the_page_is_there_in_english(client: Client) -> None:
    assert "daily urban systems" in text(client, f"/en{PAGE}")


def test_a_question_is_computed_once(client: Client) -> None:
    client.get(PAGE)
    before = Run.objects.count()
    client.get(PAGE)
    client.get(f"{PAGE}?schaal=gewoon")
    assert Run.objects.count() == before


def test_reading_sets_no_cookie(client: Client) -> None:
    assert not client.get(PAGE).cookies


def test_another_size_gives_other_regions(client: Client) -> None:
    assert len(regions(client, "?schaal=klein")) > len(regions(client, "?schaal=groot"))


def test_requirements_override_those_of_the_size(client: Client) -> None:
    own = regions(client, "?schaal=klein&minimum=50000&doel=200000&aandeel=75&doelaandeel=80,00")
    assert own == regions(client, "?schaal=groot")


def test_links_of_the_page_carry_what_was_asked(client: Client) -> None:
    html = text(client, f"{PAGE}?schaal=klein&minimum=2000&aandeel=61,5&aaneengesloten=1")
    year = FlowSet.objects.order_by("-year").values_list("year", flat=True)[0]
    query = f"?jaar={year}&amp;schaal=klein&amp;minimum=2000&amp;aandeel=61.5&amp;aaneengesloten=1"
    assert f"/woon-werk/regios/regios.csv{query}" in html
    assert f"/woon-werk/regios/vergelijken/{query}" in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("jaar=1999", "Dit is niet een van de keuzes"),
        ("schaal=reusachtig", "Dit is niet een van de keuzes"),
        ("variant=eigen", "Dit is niet een van de keuzes"),
        ("minimum=veel", "Schrijf een heel getal"),
        ("minimum=-1", "Schrijf een heel getal"),
        ("doel=1000001", "Een miljoen is het hoogste aantal"),
        ("minimum=20000", "De kleinste omvang moet lager zijn"),
        ("doel=500", "De kleinste omvang moet lager zijn"),
        ("aandeel=66,667", "Schrijf een percentage"),
        ("aandeel=0", "Schrijf een percentage"),
        ("doelaandeel=101", "Schrijf een percentage"),
        ("doelaandeel=nan", "Schrijf een percentage"),
        ("aandeel=80", "Het laagste aandeel moet lager zijn"),
        ("doelaandeel=60", "Het laagste aandeel moet lager zijn"),
    ],
)
def test_a_wrong_value_is_told_and_kept(client: Client, query: str, said: str) -> None:
    before = Run.objects.count()
    html = text(client, f"{PAGE}?{query}", status=400)
    assert said in html
    name, _, value = query.partition("=")
    kept = re.search(rf'<input[^>]*name="{name}"[^>]*value="{re.escape(value)}"', html)
    assert kept or name in {"jaar", "schaal", "variant"}
    assert Run.objects.count() == before
    assert client.get(f"{PAGE}regios.json?{query}").status_code == 400
    assert client.get(f"{PAGE}amsterdam-gm0363/?{query}").status_code == 302
    assert client.get(f"{PAGE}vergelijken/?{query}").status_code == 302


def test_a_computation_that_fails_is_told_with_what_to_do(client: Client) -> None:
    client.get(PAGE)
    run = Run.objects.get(request__stability=False, request__levels=False)
    Run.objects.filter(pk=run.pk).update(state="failed", result=None, error="it went round")
    html = text(client, PAGE, status=422)
    assert "Deze eisen leveren geen regio’s op" in html
    assert "it went round" in html
    assert client.get(f"{PAGE}regios.csv").status_code == 404
    assert client.get(f"{PAGE}amsterdam-gm0363/").headers["Location"].startswith(PAGE)
    assert client.get(f"{PAGE}vergelijken/").headers["Location"].startswith(PAGE)


def test_without_flows_the_page_says_what_is_missing(client: Client) -> None:
    Flow.objects.all().delete()
    Run.objects.all().delete()
    FlowSet.objects.all().delete()
    html = text(client, PAGE)
    assert "empty-state" in html
    assert "/gegevens/" in html
    assert "<form" not in html.partition("<main")[2].partition("</main>")[0]
    assert client.get(f"{PAGE}regios.csv").status_code == 404
    assert client.get(f"{PAGE}amsterdam-gm0363/").status_code == 404


@pytest.mark.parametrize("column", ["naam", "gemeenten", "inwoners", "banen", "blijft", "eigen"])
def test_the_table_sorts_by_every_column(client: Client, column: str) -> None:
    def order(sorting: str) -> list[str]:
        html = text(client, f"{PAGE}?sortering={sorting}")
        table = html.partition('id="regions-table"')[2]
        return [part.partition('"')[0] for part in table.split('<tr data-code="')[1:]]

    assert sorted(order(column)) == sorted(order(f"-{column}"))
    assert order(column) != order(f"-{column}")


def test_the_table_begins_with_the_largest(client: Client) -> None:
    found = [region["jobs_of_residents"] for region in regions(client)]
    assert found == sorted(found, reverse=True)
    assert text(client, f"{PAGE}?sortering=onzin")


def test_csv_has_every_municipality_once_with_source(client: Client) -> None:
    response = client.get(f"{PAGE}regios.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    codes = [row["code"] for row in rows]
    assert sorted(set(codes)) == codes
    cores = {region["core"] for region in regions(client)}
    assert {row["region"] for row in rows} - {""} == cores
    assert all(row["source"] and row["year"] for row in rows)


def test_json_says_what_was_asked_and_whose_figures(client: Client) -> None:
    said = json.loads(client.get(f"{PAGE}regios.json?schaal=klein").content)
    assert said["scale"] == "klein"
    assert said["parameters"]["min_self_containment"] == 0.6
    assert said["source"]
    assert said["licences"]
    assert 0 < said["share_inside"] <= 1


def test_without_boundaries_there_are_no_shapes_to_download(client: Client) -> None:
    assert client.get(f"{PAGE}regios.geojson").status_code == 404
    assert "regios.geojson" not in text(client, PAGE)


def test_the_map_is_a_file_of_its_own(client: Client) -> None:
    response = client.get(f"{PAGE}regios.svg")
    root = ET.fromstring(response.content)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "attachment" in response["Content-Disposition"]


def test_another_kind_of_file_does_not_exist(client: Client) -> None:
    assert client.get(f"{PAGE}regios.exe").status_code == 404


def test_in_one_piece_tells_what_it_did(client: Client) -> None:
    html = text(client, f"{PAGE}?aaneengesloten=1")
    assert "Wat daarna is veranderd" in html
    assert "Wat daarna is veranderd" not in text(client, PAGE)


def test_who_has_logged_in_gets_a_form_with_a_token(client: Client) -> None:
    assert "csrfmiddlewaretoken" not in text(client, PAGE)
    client.force_login(User.objects.create_user("raadslid@voorbeeld.example", None, name="Rana"))
    assert "csrfmiddlewaretoken" in text(client, PAGE)
