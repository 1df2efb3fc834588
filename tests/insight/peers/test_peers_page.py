# SPDX-License-Identifier: EUPL-1.2
"""The page about the municipalities most like one, on the example."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from samenspel.accounts.models import User
from samenspel.cli import samenspel
from samenspel.places.models import Figure, Municipality
from samenspel.register.example import EXAMPLE
from samenspel.register.models import Collection, Participation
from samenspel.register.queries.facts import forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
PAGE = "/gemeenten/purmerend-gm0439/vergelijkbaar/"
FILE = "/gemeenten/purmerend-gm0439/vergelijkbaar"
THEN = "?peildatum=2026-11-01"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def rows_of(client: Client, url: str) -> list[dict[str, str]]:
    body = client.get(url).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_the_page_says_who_is_most_like_it_and_how_sure_that_is(client: Client) -> None:
    html = text(client, PAGE + THEN)
    assert "Purmerend lijkt het meest op" in html
    assert "<strong>Velsen</strong>, <strong>Zaanstad</strong> en <strong>Woerden</strong>" in html
    assert "We vergeleken met 35 andere gemeenten, op 2 cijfers." in html
    assert "bijna altijd" in html
    assert "Wat doen zij anders?" in html


def test_the_page_is_there_in_english(client: Client) -> None:
    html = text(client, f"/en{PAGE}{THEN}")
    assert "Purmerend is most like" in html
    assert "What do they do otherwise?" in html


def test_every_figure_leads_to_its_definition(client: Client) -> None:
    html = text(client, PAGE)
    methods = text(client, "/methoden/")
    for key in ("peers", "peers-robustness", "population", "arrangements", "partners"):
        assert f"#{key}" in html
        assert f'id="{key}"' in methods


def test_the_picture_comes_with_the_same_figures_as_a_table(client: Client) -> None:
    html = client.get(PAGE + THEN).content.decode()
    assert html.index('class="strips"') < html.index('id="figures"')
    assert html.count('class="strip__own"') == 2 + 5  # two figures, five measures of cooperation
    assert "Velsen: nummer 1, verschil 0,34" in html


def test_weights_are_in_the_address_and_change_the_list(client: Client) -> None:
    html = text(client, f"{PAGE}{THEN}&omvang=0")
    assert "U koos eigen gewichten: omvang telt niet mee." in html
    assert "<strong>Velsen</strong>, <strong>Zaanstad</strong>" not in html
    assert "Laat alles gewoon meetellen" in html
    assert "peildatum=2026-11-01" in html


def test_with_one_theme_there_are_no_other_weightings_to_try(client: Client) -> None:
    assert "bijna altijd" not in text(client, f"{PAGE}?omvang=0")
    html = text(client, f"{PAGE}?peildatum=2014-06-01")
    assert "Er zijn alleen cijfers over één thema (omvang)" in html


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("omvang=3", "Kies een van de gewichten in de lijst."),
        ("omvang=veel", "Kies een van de gewichten in de lijst."),
        ("omvang=0&ruimte=0", "Laat ten minste één thema meetellen."),
        ("peildatum=gisteren", "Deze datum bestaat niet."),
    ],
)
def test_what_cannot_be_is_said_and_the_usual_list_is_shown(
    client: Client, asked: str, said: str
) -> None:
    html = text(client, f"{PAGE}?{asked}", 400)
    assert said in html
    assert "Velsen" in html
    for kind in ("csv", "json", "svg"):
        assert said in text(client, f"{FILE}.{kind}?{asked}", 400)


def test_unknown_addresses(client: Client) -> None:
    assert client.get("/gemeenten/nergens/vergelijkbaar/").status_code == 404
    assert client.get(f"{FILE}.pdf").status_code == 404
    assert client.get(f"{FILE}-cijfers.svg").status_code == 404
    assert client.get("/gemeenten/zeevang-gm0478/vergelijkbaar.csv").status_code == 404
    assert client.post(PAGE).status_code == 405


def test_an_old_address_leads_to_the_present_one(client: Client) -> None:
    response = client.get("/gemeenten/oude-naam-gm0439/vergelijkbaar/?peildatum=2026-11-01")
    assert (response.status_code, response["Location"]) == (301, PAGE + THEN)


def test_a_municipality_that_ended_leads_to_who_is_there_now(client: Client) -> None:
    html = text(client, "/gemeenten/zeevang-gm0478/vergelijkbaar/")
    assert "Zeevang is op" in html
    assert 'href="/gemeenten/edam-volendam-gm0385/vergelijkbaar/"' in html
    last = text(client, "/gemeenten/zeevang-gm0478/vergelijkbaar/?peildatum=2015-12-31")
    assert "Zeevang lijkt het meest op" in last


def test_without_figures_the_page_says_so(client: Client) -> None:
    Figure.objects.all().delete()
    forget()
    assert "Geen cijfers om Purmerend mee te vergelijken" in text(client, PAGE)
    assert client.get(f"{FILE}.csv").status_code == 404


def test_too_little_known_under_these_weights_offers_other_weights(client: Client) -> None:
    Figure.objects.filter(municipality__code="GM0439", indicator="area_km2").delete()
    forget()
    html = text(client, f"{PAGE}?omvang=0")
    assert "Purmerend is met deze thema’s niet te vergelijken" in html
    assert 'name="omvang"' in html
    assert "onbekend" in text(client, PAGE)


def test_without_a_collection_of_the_country_the_page_says_so(client: Client) -> None:
    Participation.objects.all().delete()
    Collection.objects.all().delete()
    forget()
    assert "is niets geladen" in text(client, PAGE)


def test_cooperation_that_the_source_does_not_know_is_unknown_and_not_none(client: Client) -> None:
    Participation.objects.filter(municipality__code__in=["GM0439", "GM0453"]).delete()
    forget()
    html = text(client, PAGE + THEN)
    assert "Over de samenwerking van Purmerend zelf zegt deze bron niets." in html
    [own, velsen] = rows_of(client, f"{FILE}.csv{THEN}")[:2]
    assert own["arrangements"] == velsen["arrangements"] == ""


def test_what_most_peers_have_an_arrangement_for_and_it_has_not_is_named(client: Client) -> None:
    Participation.objects.filter(municipality__code="GM0439").exclude(
        version__arrangement__slug__startswith="metropoolregio"
    ).delete()
    forget()
    html = text(client, PAGE + THEN)
    assert "Voor deze onderwerpen zit Purmerend in geen samenwerking" in html


def test_the_table_has_the_municipality_its_peers_and_every_part(client: Client) -> None:
    rows = rows_of(client, f"{FILE}.csv{THEN}")
    assert [row["rank"] for row in rows] == [str(number) for number in range(11)]
    assert rows[0]["name"] == "Purmerend"
    assert rows[0]["reference_date"] == "2026-11-01"
    assert "/methoden/#peers" in rows[0]["definition"]
    for row in rows[1:]:
        parts = float(row["part_population"]) + float(row["part_area_km2"])
        assert parts == float(row["squared_distance"])
    said = json.loads(client.get(f"{FILE}.json{THEN}").content)
    assert [row["distance"] for row in said["rows"]] == [float(row["distance"]) for row in rows]
    assert "/methoden/#peers" in said["definitions"]
    assert client.get(f"{FILE}.xlsx{THEN}").status_code == 200


def test_files_keep_the_weights(client: Client) -> None:
    html = client.get(f"{PAGE}?omvang=2").content.decode()
    assert f'href="{FILE}.csv?omvang=2"' in html
    said = json.loads(client.get(f"{FILE}.json?omvang=2").content)
    assert said["notes"] == ["Gewichten van de thema’s: Omvang 2, Ruimte 1"]


def test_the_command_line_gives_the_same_figures(client: Client) -> None:
    rows = rows_of(client, f"{FILE}.csv{THEN}&omvang=2")
    result = CliRunner().invoke(
        samenspel,
        ["peers", "GM0439", "--package", str(EXAMPLE), "--weights", "size=2", "--json"],
    )
    peers = json.loads(result.stdout)["peers"]
    for row, peer in zip(rows[1:], peers, strict=True):
        assert row["code"] == peer["code"]
        assert float(row["squared_distance"]) == peer["squared_distance"]
        assert (int(row["stays"]), int(row["worst_rank"])) == (peer["stays"], peer["worst_rank"])


def test_the_figures_are_a_file_too(client: Client) -> None:
    rows = rows_of(client, f"{FILE}-cijfers.csv{THEN}")
    assert [row["indicator"] for row in rows] == ["population", "area_km2"]
    assert float(rows[0]["country_tenth"]) < float(rows[0]["country_median"])
    assert rows[0]["peers_known"] == "10"


def test_the_drawing_stands_by_itself(client: Client) -> None:
    response = client.get(f"{FILE}.svg{THEN}")
    drawn = ET.fromstring(response.content)  # noqa: S314 - our own
    assert drawn.tag.endswith("svg")
    # Numbers of a drawing are written for machines, in every language.
    assert [float(part) for part in drawn.attrib["viewBox"].split()][2] == 760.0
    assert "<style>" in response.content.decode()
    assert "Purmerend tussen vergelijkbare gemeenten" in response.content.decode()


def test_names_are_written_safely(client: Client) -> None:
    Municipality.objects.filter(code="GM0453").update(name="<b>Velsen</b>")
    forget()
    assert "<b>Velsen</b>" not in client.get(PAGE).content.decode()
    ET.fromstring(client.get(f"{FILE}.svg").content)  # noqa: S314 - our own


def test_the_page_is_the_same_for_who_has_logged_in(client: Client) -> None:
    client.force_login(User.objects.create_user("r@voorbeeld.example", None, name="Rana"))
    assert "Purmerend lijkt het meest op" in text(client, PAGE)


def test_queries_do_not_grow_with_the_country(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(PAGE)
    assert reverse("municipality-peers", args=["purmerend-gm0439"]) == PAGE
