# SPDX-License-Identifier: EUPL-1.2
"""The page about the commuting of a municipality, on the built-in example."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from samenspel.mobility.models import FlowSet
from samenspel.places.models import Municipality

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
ALMERE = "/gemeenten/almere-gm0034/woon-werk/"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_the_page_says_where_people_work_and_who_works_there(client: Client) -> None:
    html = text(client, ALMERE)
    assert "Mensen uit Almere hebben" in html
    assert "Daarna zijn de meeste in Amsterdam: 20.200." in html
    assert "alleen de grootste stromen van een paar gemeenten" in html


def test_the_other_direction_has_an_address(client: Client) -> None:
    assert "Waar werken mensen uit Almere?" in text(client, ALMERE)
    html = text(client, f"{ALMERE}?richting=in")
    assert "Waar wonen mensen die in Almere werken?" in html
    assert 'aria-current="page">Wie er in Almere werkt' in html


def test_arrows_and_table_say_the_same(client: Client) -> None:
    html = text(client, ALMERE)
    assert "Van Almere naar Amsterdam: 20.200 banen" in html
    assert '<tr data-code="GM0363"><th scope="row"><a href="/gemeenten/amsterdam' in html


def test_the_page_is_there_in_english(client: Client) -> None:
    html = text(client, f"/en{ALMERE}")
    assert "People from Almere have" in html
    assert "After that, most are in Amsterdam: 20,200." in html


def test_a_municipality_that_came_later_is_the_sum_and_says_so(client: Client) -> None:
    html = text(client, "/gemeenten/eemsdelta-gm1979/woon-werk/")
    assert "Eemsdelta bestond nog niet op" in html
    for part in ("Appingedam", "Delfzijl", "Loppersum"):
        assert part in html
    # Within the three: 1,200 + 1,200 + 600 + 5,300 + 700.
    assert "9.000" in html


def test_a_municipality_that_ended_keeps_its_own_figures_and_names_its_heir(
    client: Client,
) -> None:
    html = text(client, "/gemeenten/zeevang-gm0478/woon-werk/")
    assert "Zeevang bestaat niet meer sinds" in html
    assert "Dit zijn de cijfers van de gemeente zelf." in html
    assert 'href="/gemeenten/edam-volendam-gm0385/woon-werk/"' in html


def test_what_joined_later_is_named_and_not_counted(client: Client) -> None:
    html = text(client, "/gemeenten/purmerend-gm0439/woon-werk/")
    assert "Deze gemeenten kwamen er later bij" in html
    assert 'href="/gemeenten/beemster-gm0370/woon-werk/"' in html


def test_a_municipality_that_had_ended_before_leads_to_who_was_there(client: Client) -> None:
    html = text(client, "/gemeenten/sneek-gm0091/woon-werk/")
    assert "Sneek hoort daar niet bij" in html
    assert 'href="/gemeenten/sudwest-fryslan-gm1900/woon-werk/"' in html


def test_without_flows_of_the_country_the_page_says_so(client: Client) -> None:
    FlowSet.objects.all().delete()
    html = text(client, ALMERE)
    assert "Er zijn geen cijfers over woon-werkverkeer geladen" in html
    assert "Naar de pagina van Almere" in html


def test_a_municipality_without_any_flow_says_so(client: Client) -> None:
    [flow_set] = FlowSet.objects.all()
    flow_set.flows.filter(origin="GM0345").delete()
    flow_set.flows.filter(destination="GM0345").delete()
    FlowSet.objects.update(fingerprint="without Veenendaal")
    html = text(client, "/gemeenten/veenendaal-gm0345/woon-werk/")
    assert "Geen cijfers van Veenendaal in 2014" in html


def test_an_impossible_year_is_answered_with_the_latest_and_400(client: Client) -> None:
    assert "Schrijf het jaar met vier cijfers" in text(client, f"{ALMERE}?jaar=ooit", 400)
    html = text(client, f"{ALMERE}?jaar=1999", 400)
    assert "Van dit jaar zijn er geen cijfers" in html
    assert "Wonen en werken, 2014" in html


def test_an_impossible_date_is_400_and_an_unknown_municipality_404(client: Client) -> None:
    assert client.get(f"{ALMERE}?peildatum=2016-02-31").status_code == 400
    assert client.get("/gemeenten/nergens/woon-werk/").status_code == 404
    assert client.get("/gemeenten/almere-gm0034/woon-werk.csv?jaar=1999").status_code == 400
    assert client.get("/gemeenten/almere-gm0034/woon-werk.pdf").status_code == 404
    assert client.post(ALMERE).status_code == 405


def test_an_old_name_in_the_address_leads_on(client: Client) -> None:
    response = client.get("/gemeenten/almere-haven-gm0034/woon-werk/?peildatum=2014-01-01")
    assert response.status_code == 301
    assert response["Location"] == f"{ALMERE}?peildatum=2014-01-01"


def test_a_name_cannot_become_a_tag(client: Client) -> None:
    Municipality.objects.filter(code="GM0363").update(name="<b>Ams")
    html = text(client, ALMERE)
    assert "<b>Ams" not in html
    assert "&lt;b&gt;Ams" in html


def test_the_download_has_both_directions(client: Client) -> None:
    body = client.get("/gemeenten/almere-gm0034/woon-werk.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert rows[0]["home"] == rows[0]["work"] == "Almere"
    assert rows[0]["jobs"] == "40200.0"
    to_amsterdam = [r for r in rows if r["home"] == "Almere" and r["work"] == "Amsterdam"]
    assert [r["jobs"] for r in to_amsterdam] == ["20200.0"]
    assert rows[0]["source"]


def test_the_download_as_json_says_source_and_unit(client: Client) -> None:
    said = json.loads(client.get("/gemeenten/almere-gm0034/woon-werk.json").content)
    assert said["municipality"] == {"code": "GM0034", "name": "Almere"}
    assert said["live_and_work_there"] == 40_200
    assert said["unit"] == "jobs"
    assert said["source"]
    assert {"home_code", "work_code", "jobs"} <= set(said["flows"][0])


def test_the_map_stands_by_itself_as_a_file(client: Client) -> None:
    response = client.get("/gemeenten/almere-gm0034/woon-werk.svg")
    assert response["Content-Type"].startswith("image/svg+xml")
    drawn = ET.fromstring(response.content)  # noqa: S314 - our own
    assert drawn.tag.endswith("svg")
    arrows = [e for e in drawn.iter() if e.get("class") == "flow"]
    assert len(arrows) >= 3
    assert not any(e.get("href") for e in drawn.iter())


def test_the_pages_of_municipality_and_arrangement_lead_here(client: Client) -> None:
    assert f'href="{ALMERE}"' in text(client, "/gemeenten/almere-gm0034/")
    slug = "metropoolregio-amsterdam-voorbeeld"
    assert f'href="/samenwerkingen/{slug}/woon-werk/"' in text(client, f"/samenwerkingen/{slug}/")
    assert 'href="/woon-werk/samenwerkingen/"' in text(client, "/samenwerkingen/")


def test_the_definition_is_published(client: Client) -> None:
    assert 'id="fit"' in text(client, "/methoden/")


def test_the_page_stays_within_its_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        client.get("/gemeenten/eemsdelta-gm1979/woon-werk/")
