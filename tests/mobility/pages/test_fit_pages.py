# SPDX-License-Identifier: EUPL-1.2
"""The fit of arrangements with the commuting: one of them and all of them, on the example."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from samenspel.mobility.models import FlowSet
from samenspel.register.models import ArrangementVersion, Participation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
SLUG = "stadsregio-amsterdam-voorbeeld"
FIT = f"/samenwerkingen/{SLUG}/woon-werk/"
THEN = "?peildatum=2014-01-01"
LIST = "/woon-werk/samenwerkingen/"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_the_page_says_how_much_stays_inside_and_that_this_is_no_reason(client: Client) -> None:
    html = text(client, FIT + THEN)
    assert "van al het woon-werkverkeer blijft binnen" in html
    assert "Wat als een gemeente erbij komt of weggaat?" in html
    assert "Dat is op zich geen reden." in html


def test_the_page_is_there_in_english(client: Client) -> None:
    assert "of all commuting stays inside" in text(client, f"/en{FIT}{THEN}")


def test_members_of_a_later_date_are_made_of_the_municipalities_of_the_flows(
    client: Client,
) -> None:
    # Zeevang takes part until it becomes part of Edam-Volendam, which takes part, too.
    said = [
        json.loads(client.get(f"/samenwerkingen/{slug}/woon-werk.json?peildatum={day}").content)
        for slug, day in (
            ("veiligheidsregio-zaanstreek-waterland-voorbeeld", "2014-06-01"),
            ("veiligheidsregio-zaanstreek-waterland-voorbeeld", "2023-01-01"),
        )
    ]
    names = [{member["name"] for member in one["members"]} for one in said]
    assert {"Zeevang", "Beemster"} <= names[0]
    assert not {"Zeevang", "Beemster"} & names[1]
    assert said[0]["inside"] == said[1]["inside"] > 0


def test_outside_its_time_the_page_says_of_which_day_it_is(client: Client) -> None:
    assert "geldt deze samenwerking niet" in text(client, f"{FIT}?peildatum=2000-01-01")


def test_participants_that_are_no_municipality_are_left_out_and_said(client: Client) -> None:
    version = ArrangementVersion.objects.get(key="stadsregio-amsterdam-2014")
    Participation.objects.create(
        version=version, kind=Participation.Kind.PROVINCE, name="Noord-Holland", source="proef"
    )
    assert "geen cijfers van zijn: 1 provincie." in text(client, f"{FIT}?peildatum=2014-06-01")


def test_an_arrangement_without_municipalities_says_so(client: Client) -> None:
    Participation.objects.filter(version__arrangement__slug=SLUG).delete()
    assert "doet geen gemeente mee" in text(client, FIT + THEN)
    assert client.get(f"/samenwerkingen/{SLUG}/woon-werk.csv{THEN}").status_code == 404


def test_an_arrangement_of_one_municipality_leads_to_that_municipality(client: Client) -> None:
    rows = Participation.objects.filter(version__arrangement__slug=SLUG)
    rows.exclude(municipality__code="GM0363").delete()
    html = text(client, FIT + THEN)
    assert "Er doet maar één gemeente mee" in html
    assert 'href="/gemeenten/amsterdam-gm0363/woon-werk/' in html


def test_members_without_a_flow_have_no_fit(client: Client) -> None:
    [flow_set] = FlowSet.objects.all()
    rows = Participation.objects.filter(version__arrangement__slug=SLUG)
    codes = list(rows.values_list("municipality__code", flat=True))
    flow_set.flows.filter(origin__in=codes).delete()
    flow_set.flows.filter(destination__in=codes).delete()
    FlowSet.objects.update(fingerprint="without members")
    assert "te weinig cijfers van deze gemeenten" in text(client, FIT + THEN)


def test_without_flows_of_the_country_both_pages_say_so(client: Client) -> None:
    FlowSet.objects.all().delete()
    assert "Er zijn geen cijfers over woon-werkverkeer geladen" in text(client, FIT)
    assert "Er zijn geen cijfers over woon-werkverkeer geladen" in text(client, LIST)
    assert client.get("/woon-werk/samenwerkingen.csv").status_code == 404


def test_bad_addresses_and_dates(client: Client) -> None:
    assert client.get("/samenwerkingen/nergens/woon-werk/").status_code == 404
    assert client.get(f"{FIT}?peildatum=gisteren").status_code == 400
    assert client.get(f"{LIST}?peildatum=gisteren").status_code == 400
    assert client.get("/woon-werk/samenwerkingen.csv?peildatum=gisteren").status_code == 400
    assert client.get(f"/samenwerkingen/{SLUG}/woon-werk.csv?peildatum=x").status_code == 400
    assert client.get(f"/samenwerkingen/{SLUG}/woon-werk.pdf{THEN}").status_code == 404
    assert client.get("/woon-werk/samenwerkingen.pdf").status_code == 404


def test_the_files_have_every_step_and_the_map(client: Client) -> None:
    base = f"/samenwerkingen/{SLUG}/woon-werk"
    body = client.get(f"{base}.csv{THEN}").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert {row["step"] for row in rows} == {"joins", "leaves"}
    said = json.loads(client.get(f"{base}.json{THEN}").content)
    assert len(said["steps"]) == len(rows)
    assert 0 < said["share_inside"] < 1
    drawn = ET.fromstring(client.get(f"{base}.svg{THEN}").content)  # noqa: S314 - our own
    assert drawn.tag.endswith("svg")


def test_the_list_has_the_figure_of_each_page(client: Client) -> None:
    said = json.loads(client.get(f"/woon-werk/samenwerkingen.json{THEN}").content)["arrangements"]
    of_list = {row["arrangement"]: row for row in said}
    for slug in list(of_list)[::5]:
        page = json.loads(client.get(f"/samenwerkingen/{slug}/woon-werk.json{THEN}").content)
        assert of_list[slug]["share_inside"] == page["share_inside"], slug
        assert of_list[slug]["inside"] == page["inside"], slug


def test_the_list_is_ordered_and_filtered_by_its_address(client: Client) -> None:
    def names(query: str) -> list[tuple[str, float]]:
        rows = client.get(f"/woon-werk/samenwerkingen.json{query}")
        found = json.loads(rows.content)["arrangements"]
        return [(row["name"], row["share_inside"]) for row in found]

    shares = [share for _name, share in names("")]
    assert shares == sorted(shares, reverse=True)
    assert [share for _n, share in names("?sortering=deel")] == sorted(shares)
    by_name = [name for name, _share in names("?sortering=naam")]
    assert [name for name, _share in names("?sortering=-naam")] == by_name[::-1]
    assert 0 < len(names("?onderwerp=verkeer")) < len(shares)
    assert names("?onderwerp=bestaat-niet") == []
    assert names("?sortering=onzin") == names("")


def test_the_list_as_csv_says_of_which_day_and_year_it_is(client: Client) -> None:
    body = client.get(f"/woon-werk/samenwerkingen.csv{THEN}").content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(body)))
    assert (row["reference_date"], row["year"]) == ("2014-01-01", "2014")
    assert row["source"]


def test_the_list_shows_a_picture_and_says_what_is_left_out(client: Client) -> None:
    html = text(client, LIST)
    assert 'class="fit-chart__dot"' in html
    assert "niet in deze lijst" in html
    assert "Geen samenwerking gevonden" in text(client, f"{LIST}?onderwerp=bestaat-niet")


def test_pages_stay_within_their_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for address in (FIT, FIT + THEN, LIST, LIST + THEN):
        with django_assert_max_num_queries(12, info=address):
            assert client.get(address).status_code == 200
