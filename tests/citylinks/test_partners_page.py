# SPDX-License-Identifier: EUPL-1.2
"""Finding partners on the example: search, list, conditions, weights, who is missing, files."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import operator
from samenspel.analysis.complementarity import LINK_THEMES, Partners, PartnerWeights, partners_in
from samenspel.citylinks.actions.profiles import EntryValues, add_entry
from samenspel.citylinks.forms.finder import FACTOR_FIELDS, THEME_FIELDS
from samenspel.citylinks.queries.partners import facts_of, table_of
from samenspel.citylinks.queries.partners_words import FACTOR_LABELS
from samenspel.places.models import Municipality
from samenspel.register.queries.reference import reference
from tests.citylinks.small_links import AT, user
from tests.insight.small_country import LOADED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
PAGE = "/stedenbanden/vinden/sluis-gm1714/"
THEN = "?peildatum=2026-06-01"
SLUIS = "GM1714"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def names() -> dict[str, str]:
    return dict(Municipality.objects.values_list("code", "name"))


def found(**asked: Any) -> Partners:
    """The partners of Sluis as the method finds them."""
    on = LOADED.date()
    facts = facts_of(reference(on=on, today=on), ["nl"])
    return partners_in(table_of(*facts), SLUIS, **asked)


def rows_of(client: Client, url: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(url).content.decode("utf-8-sig"))))


def test_the_finder_asks_which_municipality_and_leads_to_its_partners(client: Client) -> None:
    html = text(client, "/stedenbanden/vinden/")
    assert "Welke gemeente zoekt een partner?" in html
    assert f'href="{PAGE}"' in html  # the list by province works without script
    response = client.get("/stedenbanden/vinden/?zoek=sluis&peildatum=2026-06-01")
    assert response["Location"] == PAGE + THEN
    assert f'href="{PAGE}"' in text(client, "/stedenbanden/vinden/?zoek=slu")
    fragment = client.get("/stedenbanden/vinden/?zoek=slu", headers={"HX-Request": "true"})
    assert b"<html" not in fragment.content
    assert PAGE.encode() in fragment.content
    assert "in de plaats van Delfzijl" in text(client, "/stedenbanden/vinden/?zoek=delfz")
    assert "Nothing found" in text(client, "/en/stedenbanden/vinden/?zoek=qqqq")


def test_who_is_logged_in_finds_their_own_municipality(client: Client) -> None:
    place = Municipality.objects.get(code=SLUIS)
    organisation, _ = Organisation.objects.get_or_create(
        kind="municipality", municipality=place, defaults={"name": "Sluis"}
    )
    somebody = User.objects.create_user("a@test.example", "geheim", name="Adviseur")
    Role.objects.create(user=somebody, organisation=organisation, kind="adviser")
    client.force_login(somebody)
    assert "Partners voor Sluis" in text(client, "/stedenbanden/vinden/")


def test_the_page_opens_with_who_suits_best_on_the_map_and_in_the_list(client: Client) -> None:
    html = text(client, PAGE + THEN)
    first = [names()[partner.code] for partner in found().first]
    assert "Sluis wordt het best aangevuld door" in html
    assert all(f"<strong>{name}</strong>" in html for name in first[:3])
    assert html.index('id="partners-map-title"') < html.index('id="partners"')
    assert html.count('class="tie ') == len(first)
    assert "van 1.000" in html
    assert "Wat de score niet zegt" in html
    assert "Dit rust op weinig cijfers" in html


def test_the_page_is_there_in_english(client: Client) -> None:
    html = text(client, f"/en{PAGE}{THEN}")
    assert "Sluis is best completed by" in html
    assert "What the score does not say" in html


def test_every_partner_says_why(client: Client) -> None:
    html = text(client, PAGE + THEN)
    for said in ("Samen hebben zij", "Sluis brengt mee", *map(str, FACTOR_LABELS.values())):
        assert said in html
    best = found().first[0]
    assert f"{round(float(best.pair.factors.alike) * 100)}%" in html


def test_conditions_are_in_the_address_and_keep_others_out(client: Client) -> None:
    asked = f"{PAGE}{THEN}&minkm=150&mininwoners=50.000&provincie=other&los=on&grens=60&fusie=on"
    html = text(client, asked)
    assert "minstens 150 km ver, minstens 50.000 inwoners, in een andere provincie" in html
    assert 'value="150"' in html
    rows = rows_of(client, asked.replace("sluis-gm1714/", "sluis-gm1714/partners.csv"))
    assert "too_near" in {row["fails"] for row in rows}
    for row in rows:
        assert row["fails"] or float(row["distance_km"]) >= 150
        assert not row["fails"] or float(row["score"]) == 0
    assert "Niemand voldoet aan alle voorwaarden" in text(client, f"{PAGE}{THEN}&minkm=900")
    assert text(client, f"{PAGE}?maxkm=200&land=nl&maxinwoners=900000&provincie=own")
    assert "in beide landen" in text(client, f"{PAGE}?land=both")


def test_weights_are_in_the_address_and_change_the_score(client: Client) -> None:
    html = text(client, f"{PAGE}{THEN}&ruimte=4&verschil=2&peildatum=2026-06-01")
    assert "Ruimte × 4, Anders in middelen × 2" in html
    weights = PartnerWeights({"space": 4}, {"unlike": 2})
    best = found(weights=weights).first[0]
    rows = rows_of(client, f"{PAGE}partners.csv{THEN}&ruimte=4&verschil=2")
    assert rows[0]["code"] == best.code
    assert float(rows[0]["score"]) == pytest.approx(float(best.pair.score))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("minkm=ver", "Schrijf een heel getal van 0 tot en met 1000."),
        ("minkm=100&maxkm=50", "Dit is minder dan het minimum."),
        ("provincie=nergens", "Dit is niet een van de keuzes."),
        ("ruimte=3", "Kies een van de gewichten in de lijst."),
        ("opgaven=0&verschil=0&wederkerig=0", "Laat minstens één deel van de score meetellen."),
        ("ruimte=0&bestuur=0", "Er blijft niets over om op te vergelijken."),
        ("peildatum=gisteren", "Deze datum bestaat niet."),
    ],
)
def test_what_cannot_be_is_said_and_the_usual_list_is_shown(
    client: Client, asked: str, said: str
) -> None:
    html = text(client, f"{PAGE}?{asked}", 400)
    assert said in html
    assert "Sluis wordt het best aangevuld door" in html
    for kind in ("csv", "svg"):
        assert said in text(client, f"{PAGE}partners.{kind}?{asked}", 400)


def test_one_who_is_missing_gets_its_place_and_what_keeps_it_down(client: Client) -> None:
    partners, named = found(), names()
    scored = [partner for partner in partners.places if partner.pair.score]
    last = scored[-1]
    html = text(client, f"{PAGE}{THEN}&wie={named[last.code]}")
    assert f"{named[last.code]} is nummer <strong>{last.rank}</strong> van" in html
    assert "dit drukt de score het meest" in html
    best = named[scored[0].code]
    assert "Deze gemeente staat in de lijst hierboven." in text(client, f"{PAGE}{THEN}&wie={best}")
    near = text(client, f"{PAGE}{THEN}&minkm=900&wie={best}")
    assert "voldoet niet aan uw voorwaarden: ligt te dichtbij" in near
    assert "Zonder voorwaarden is het nummer 1 van" in near


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("qqqq", "Geen gemeente gevonden voor"),
        ("gm1714", "Dat is Sluis zelf."),
        ("Delfzijl", "Eemsdelta is niet te vergelijken"),
        ("Zeevang", "Edam-Volendam is nummer"),
    ],
)
def test_what_else_one_may_look_up(client: Client, asked: str, said: str) -> None:
    assert said in text(client, f"{PAGE}{THEN}&wie={asked}")


def test_files_have_everybody_with_every_figure(client: Client) -> None:
    rows = rows_of(client, f"{PAGE}partners.csv{THEN}")
    partners = found()
    assert [row["code"] for row in rows] == list(partners.codes)
    told = json.loads(client.get(f"{PAGE}partners.json{THEN}").content)
    first, best = told["rows"][0], partners.first[0]
    assert first["score"] == float(best.pair.score)
    assert first["part_territory"] == pytest.approx(float(best.pair.parts[1].contribution))
    assert told["definitions"][0].endswith("#city-link-score")
    drawing = ET.fromstring(client.get(f"{PAGE}partners.svg{THEN}").content)  # noqa: S314 - ours
    assert drawing.tag.endswith("svg")
    assert client.get(f"{PAGE}partners.xlsx{THEN}").status_code == 200
    assert client.get(f"{PAGE}partners.pdf").status_code == 404
    assert client.get("/stedenbanden/vinden/zeevang-gm0478/partners.csv").status_code == 404


def test_every_definition_is_there(client: Client) -> None:
    html, methods = text(client, PAGE), text(client, "/methoden/")
    for key in ("city-link-score", "city-link-gain", "city-link-robustness"):
        assert f"#{key}" in html
        assert f'id="{key}"' in methods


def test_old_addresses_and_municipalities_lead_on(client: Client) -> None:
    response = client.get(f"/stedenbanden/vinden/oude-naam-gm1714/{THEN}")
    assert (response.status_code, response["Location"]) == (301, PAGE + THEN)
    assert client.get("/stedenbanden/vinden/nergens/").status_code == 404
    assert client.post(PAGE).status_code == 405
    ended = text(client, "/stedenbanden/vinden/zeevang-gm0478/")
    assert 'href="/stedenbanden/vinden/edam-volendam-gm0385/"' in ended
    assert "Van deze gemeente zijn er geen cijfers" in text(
        client, "/stedenbanden/vinden/eemsdelta-gm1979/"
    )


def test_what_municipalities_say_themselves_counts(client: Client) -> None:
    by = operator()
    for code, kind in ((SLUIS, "need"), (SLUIS, "challenge"), ("GM0363", "offer"),
                       ("GM0363", "challenge")):  # fmt: skip
        place = Municipality.objects.get(code=code)
        values = EntryValues(kind, "talent", f"Iets over talent: {kind}")
        add_entry(municipality=place, values=values, by=by, at=AT)
    html = text(client, PAGE + THEN)
    assert "Wat gemeenten zelf zeggen" in html
    pair = text(client, f"{PAGE}met/amsterdam-gm0363/{THEN}")
    assert "Iets over talent: offer" in pair
    assert "een opgave van beide" in pair


def test_pages_ask_no_more_than_twelve_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(user("adviser"))
    for address in ("", "?wie=Zeevang&los=on", "met/amsterdam-gm0363/"):
        client.get(PAGE + address)
        with django_assert_max_num_queries(12):
            assert client.get(PAGE + address).status_code == 200


def test_every_theme_and_factor_has_a_name_in_the_address() -> None:
    assert set(THEME_FIELDS) == set(LINK_THEMES)
    assert set(FACTOR_FIELDS) == set(FACTOR_LABELS)
    every = [*THEME_FIELDS.values(), *FACTOR_FIELDS.values()]
    assert len(set(every)) == len(every)
