# SPDX-License-Identifier: EUPL-1.2
"""Two municipalities side by side, on the example."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from samenspel.accounts.models import Role, User
from samenspel.analysis.complementarity import PartnerWeights, pair_in
from samenspel.citylinks.queries.partners import facts_of, table_of
from samenspel.citylinks.queries.partners_words import score_text
from samenspel.places.models import Figure, Municipality
from samenspel.register.queries.facts import forget
from samenspel.register.queries.reference import reference
from tests.citylinks.small_links import organisation_of
from tests.insight.small_country import LOADED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
PAIR = "/stedenbanden/vinden/sluis-gm1714/met/heerlen-gm0917/"
TURNED = "/stedenbanden/vinden/heerlen-gm0917/met/sluis-gm1714/"
THEN = "?peildatum=2026-06-01"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def score_on(html: str) -> str:
    found = re.search(r"Score ([\d.,]+)</h2>", html)
    assert found
    return found[1]


def test_both_stand_on_one_line_per_figure_and_in_a_table(client: Client) -> None:
    html = text(client, PAIR + THEN)
    assert "Passen Sluis en Heerlen bij elkaar?" in html
    assert html.count('class="strip__own"') == html.count('class="strip__peer"') == 3
    assert html.count('class="strip__middle"') == 3
    assert html.index('class="strips"') < html.index('id="cijfers"')
    assert "Krimp" in html
    assert "Groot gebied" in html
    assert "Do Sluis and Heerlen suit each other?" in text(client, f"/en{PAIR}{THEN}")


def test_the_score_is_the_same_seen_from_both_sides(client: Client) -> None:
    one, other = text(client, PAIR + THEN), text(client, TURNED + THEN)
    assert score_on(one) == score_on(other)
    assert "Voor Sluis is het nummer" in one
    assert "Voor Heerlen is Sluis nummer" in one


def test_what_a_figure_adds_is_what_leaving_it_out_takes_away(client: Client) -> None:
    told = json.loads(client.get(f"{PAIR}vergelijking.json{THEN}&ruimte=2").content)
    on = LOADED.date()
    table = table_of(*facts_of(reference(on=on, today=on), ["nl"]))
    weights = PartnerWeights({"space": 2})
    whole = pair_in(table, "GM1714", "GM0917", weights).value
    added = {row["indicator"]: row["contribution"] for row in told["rows"]}
    assert added.pop("shrinkage") == float(whole)  # the only challenge with figures here
    for key, contribution in added.items():
        without = pair_in(table, "GM1714", "GM0917", weights.leaving_out(key)).value
        assert contribution == float(whole - without)


def test_what_they_do_together_and_what_was_asked_is_said(client: Client) -> None:
    html = text(client, f"{PAIR}{THEN}&maxkm=20&los=on")
    assert "Heerlen voldoet niet aan uw voorwaarden: ligt te ver weg" in html
    assert "km hemelsbreed" in html
    assert "Sluis ligt in Zeeland, Heerlen in Limburg." in html
    assert "Stedenband Amsterdam" in html
    assert "Zij delen geen samenwerking." in text(
        client, f"/stedenbanden/vinden/sluis-gm1714/met/papendrecht-gm0590/{THEN}"
    )


def test_little_is_said_where_little_is_known(client: Client) -> None:
    html = text(client, "/stedenbanden/vinden/sluis-gm1714/met/eemsdelta-gm1979/")
    assert "Er is te weinig bekend van beide" in html
    assert "Score " not in html


def test_a_pair_with_one_that_ended_leads_to_its_heirs(client: Client) -> None:
    html = text(client, "/stedenbanden/vinden/sluis-gm1714/met/zeevang-gm0478/")
    assert "Zeevang is op" in html
    assert "Edam-Volendam" in html
    html = text(client, "/stedenbanden/vinden/zeevang-gm0478/met/sluis-gm1714/")
    assert "Edam-Volendam" in html


def test_a_pair_over_the_border_is_looked_at_in_both_countries(client: Client) -> None:
    place = Municipality.objects.create(
        code="11001", name="Aartselaar", slug="aartselaar-11001", country="be",
        source="Test", source_on=LOADED.date(),
    )  # fmt: skip
    Figure.objects.create(municipality=place, indicator="population", value=1000, source="t")
    forget()
    html = text(client, "/stedenbanden/vinden/sluis-gm1714/met/aartselaar-11001/")
    # Nothing of Flanders was loaded as a source, so it is not there to be compared.
    assert "Daarom kunnen wij niet zeggen wie bij Aartselaar past." in html


def test_addresses(client: Client) -> None:
    old = client.get(f"/stedenbanden/vinden/oud-gm1714/met/heerlen-gm0917/{THEN}")
    assert (old.status_code, old["Location"]) == (301, PAIR + THEN)
    itself = client.get("/stedenbanden/vinden/sluis-gm1714/met/sluis-gm1714/")
    assert itself["Location"] == "/stedenbanden/vinden/sluis-gm1714/"
    assert client.get("/stedenbanden/vinden/sluis-gm1714/met/nergens/").status_code == 404
    assert "heel getal" in text(client, f"{PAIR}?maxkm=x", 400)
    assert "heel getal" in text(client, f"{PAIR}vergelijking.csv?maxkm=x", 400)


def test_files(client: Client) -> None:
    body = client.get(f"{PAIR}vergelijking.csv{THEN}").content.decode("utf-8-sig")
    assert body.startswith("indicator,label,side,own_value,other_value")
    drawing = client.get(f"{PAIR}vergelijking.svg{THEN}")
    assert ET.fromstring(drawing.content).tag.endswith("svg")  # noqa: S314 - ours
    assert "<title" in drawing.content.decode()
    assert client.get(f"{PAIR}vergelijking.pdf").status_code == 404
    base = "/stedenbanden/vinden/sluis-gm1714/met"
    assert client.get(f"{base}/sluis-gm1714/vergelijking.csv").status_code == 404
    assert client.get(f"{base}/zeevang-gm0478/vergelijking.csv").status_code == 404


def test_who_weighs_city_links_is_led_to_the_considerations(client: Client) -> None:
    assert "/stedenbanden/afwegingen/" not in text(client, PAIR + THEN)
    organisation = organisation_of(Municipality.objects.get(slug="sluis-gm1714"))
    adviser = User.objects.create_user("adviseur@sluis.example", "geheim", name="Adviseur")
    Role.objects.create(user=adviser, organisation=organisation, kind="adviser")
    client.force_login(adviser)
    html = text(client, PAIR + THEN)
    found = re.search(r'href="(/stedenbanden/afwegingen/[^"]*)"', html)
    assert found
    assert "voor=GM1714&amp;peildatum=2026-06-01" in found[1]
    assert client.get(found[1].replace("&amp;", "&")).status_code == 200


def test_who_may_begin_a_file_goes_to_the_form_from_either_side(client: Client) -> None:
    assert "/stedenbanden/nieuw/" not in text(client, PAIR + THEN)
    organisation = organisation_of(Municipality.objects.get(slug="heerlen-gm0917"))
    adviser = User.objects.create_user("adviseur@heerlen.example", "geheim", name="Adviseur")
    Role.objects.create(user=adviser, organisation=organisation, kind="adviser")
    client.force_login(adviser)
    html = text(client, PAIR + THEN)
    assert "/stedenbanden/nieuw/?gemeente=heerlen-gm0917&amp;met=sluis-gm1714" in html
    partners = text(client, f"/stedenbanden/vinden/heerlen-gm0917/{THEN}")
    assert partners.count("/stedenbanden/nieuw/?gemeente=heerlen-gm0917&amp;met=") >= 3
    assert "/stedenbanden/nieuw/" not in text(client, f"/stedenbanden/vinden/sluis-gm1714/{THEN}")
    own = text(client, "/gemeenten/heerlen-gm0917/stedenbanden/")
    assert "/stedenbanden/nieuw/?gemeente=heerlen-gm0917" in own


def test_every_score_has_one_decimal() -> None:
    told = [score_text(Fraction(part, 1_000_000)) for part in (135_100, 101_000, 58_749, 3_200)]
    assert told == ["135,1", "101,0", "58,7", "3,2"]
    assert [score_text(one) for one in (Fraction(0), Fraction(1, 10**6), None)] == [
        "0,0",
        "<0,1",
        "–",
    ]
    assert score_text(Fraction(1)) == "1.000,0"
