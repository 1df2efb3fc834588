# SPDX-License-Identifier: EUPL-1.2
"""Partners by the API: the same as the method and the page, in exact fractions."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenspel.accounts.rules import operator
from samenspel.analysis.complementarity import Partners, PartnerWeights, partners_in
from samenspel.citylinks.actions.profiles import EntryValues, add_entry
from samenspel.citylinks.forms.finder import PartnersForm
from samenspel.citylinks.queries.partners import facts_of, table_of
from samenspel.citylinks.queries.partners_conditions import REASONS
from samenspel.cli.partners import partners
from samenspel.places.models import Municipality
from samenspel.register.example import EXAMPLE
from samenspel.register.queries.reference import reference
from samenspel.web.api import city_link_partner_shapes as shapes
from tests.citylinks.small_links import AT
from tests.insight.small_country import LOADED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
SLUIS, AMSTERDAM = "GM1714", "GM0363"
PATH = f"/api/v1/gemeenten/{SLUIS}/partners"
THEN = {"peildatum": "2026-06-01"}


def read(client: Client, path: str = PATH, **query: Any) -> Any:
    response = client.get(path, {**THEN, **query})
    assert response.status_code == 200, response.content
    return response.json()


def found(**asked: Any) -> Partners:
    """The partners of Sluis as the method finds them."""
    on = LOADED.date()
    facts = facts_of(reference(on=on, today=on), ["nl"])
    return partners_in(table_of(*facts), SLUIS, **asked)


def exact(told: Any) -> Fraction:
    """The fraction in an answer; the decimal beside it is the nearest."""
    assert told["decimaal"] == float(Fraction(told["breuk"]))
    return Fraction(told["breuk"])


def test_every_factor_and_contribution_is_that_of_the_method(client: Client) -> None:
    places = found().places
    answer = read(client, fusie="on", paginaGrootte=200)
    assert answer["aantal"] == len(places) == len(answer["resultaten"])
    assert [one["code"] for one in answer["resultaten"]] == [one.code for one in places]
    for told, partner in zip(answer["resultaten"], places, strict=True):
        pair, factors = partner.pair, partner.pair.factors
        for name, number in (
            ("score", pair.score), ("scoreZonderVoorwaarden", pair.value),
            ("gelijkInOpgaven", factors.alike), ("verschilInMiddelen", factors.unlike),
            ("wederkerigheid", factors.reciprocity), ("winst", factors.gain),
            ("winstVanPartner", factors.back), ("bekendVanBeide", pair.coverage),
        ):  # fmt: skip
            assert exact(told[name]) == number
        assert [exact(one["bijdrage"]) for one in told["indicatoren"]] == [
            part.contribution for part in pair.parts
        ]
        assert {one["sleutel"]: exact(one["bijdrage"]) for one in told["cijfers"]} == (
            pair.figure_contributions
        )
        sure = (told["plaats"], told["blijft"], told["hoogstePlaats"], told["laagstePlaats"])
        assert sure == (partner.rank, partner.stays, partner.best, partner.worst)


def test_the_answer_is_the_same_as_that_of_the_command_line(client: Client) -> None:
    asked = [SLUIS, "--package", str(EXAMPLE), "--weights", "living=4", "--json"]
    printed = json.loads(CliRunner().invoke(partners, asked, catch_exceptions=False).stdout)
    on = {"peildatum": printed["reference_date"]}
    answer = read(client, paginaGrootte=200, fusie="on", wonen="4", **on)
    assert answer["aantal"] == printed["compared"]
    for line, told in zip(printed["partners"], answer["resultaten"], strict=True):
        assert (line["code"], line["rank"], line["stays"]) == (
            told["code"], told["plaats"], told["blijft"],
        )  # fmt: skip
        assert line["score"]["exact"] == told["score"]["breuk"]
        assert [one["contribution"]["exact"] for one in line["indicators"]] == [
            one["bijdrage"]["breuk"] for one in told["indicatoren"]
        ]


def test_the_answer_is_the_same_as_the_download_of_the_page(client: Client) -> None:
    asked = {**THEN, "bevolking": "4", "minkm": "180"}
    page = client.get("/stedenbanden/vinden/sluis-gm1714/partners.json", asked)
    rows = json.loads(page.content)["rows"]
    answer = read(client, paginaGrootte=200, **asked)
    assert answer["gevraagd"] == {"bevolking": "4", "minkm": "180"}
    for row, told in zip(rows, answer["resultaten"], strict=True):
        assert (row["code"], row["score"], row["distance_km"]) == (
            told["code"], told["score"]["decimaal"], told["afstandKm"],
        )  # fmt: skip
        assert row["fails"].split() == [
            key for key, word in shapes.FAILURES.items() if word in told["voldoetNietAan"]
        ]
    assert any("te_dichtbij" in one["voldoetNietAan"] for one in answer["resultaten"])


def test_weights_have_the_names_of_the_page(client: Client) -> None:
    weights = PartnerWeights({"people": 4}, {"alike": 0})
    answer = read(client, bevolking="4", opgaven="0", fusie="on", provincie="", minkm="")
    assert [one["code"] for one in answer["resultaten"]] == [
        partner.code for partner in found(weights=weights).places[:10]
    ]
    assert {"naam": "bevolking", "gewicht": 4} in answer["wegingen"]
    assert {"naam": "opgaven", "gewicht": 0} in answer["wegingen"]


def test_the_description_has_every_field_of_the_form(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    form = PartnersForm({}, indicators=found().table.indicators)
    for path in ("/gemeenten/{code}/partners", "/gemeenten/{code}/partners/{partner}"):
        operation = document["paths"][path]["get"]
        described = {one["name"]: one for one in operation["parameters"]}
        assert set(form.fields) | {"peildatum", "bron"} <= set(described)
        assert described["minkm"]["schema"]["maximum"] == form.fields["minkm"].max_value  # type: ignore[attr-defined]
        assert described["opgaven"]["schema"]["enum"] == [0, 1, 2, 3]
        assert "400" in operation["responses"]


def test_what_is_compared_by_and_where_it_comes_from_is_told(client: Client) -> None:
    answer = read(client, paginaGrootte=1)
    assert answer["gemeente"]["naam"] == "Sluis"
    assert answer["bronnen"]
    assert answer["licenties"]
    assert answer["toevalligeWegingen"] == 1_000
    table = found().table
    assert [one["sleutel"] for one in answer["indicatoren"]] == [i.key for i in table.indicators]
    own = answer["indicatoren"][0]
    assert own["rang"] == int(table.columns[0].ranks[table.row(SLUIS)])
    assert {one["zijde"] for one in answer["indicatoren"]} == {"opgave", "middel"}
    page = client.get(answer["methoden"][0].partition("#")[0]).content.decode()
    assert all(f'id="{address.partition("#")[2]}"' in page for address in answer["methoden"])


def test_parts_of_the_list_give_everybody_once(client: Client) -> None:
    codes = [
        one["code"]
        for page in (1, 2, 3, 4)
        for one in read(client, pagina=page, paginaGrootte=5)["resultaten"]
    ]
    assert codes == [one["code"] for one in read(client, paginaGrootte=20)["resultaten"]]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"minkm": "ver"}, "minkm"),
        ({"bevolking": "3"}, "bevolking"),
        ({"land": "fr"}, "land"),
        ({"peildatum": "2026-02-30"}, "peildatum"),
        ({"minkm": "9", "maxkm": "8"}, "maxkm"),
        ({"opgaven": "0", "verschil": "0", "wederkerig": "0"}, "wegingen"),
    ],
)
def test_what_cannot_be_asked_is_a_problem_with_its_field(
    client: Client, asked: dict[str, str], wrong: str
) -> None:
    for path in (PATH, f"{PATH}/{AMSTERDAM}"):
        response = client.get(path, {**THEN, **asked})
        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert [one["name"] for one in response.json()["invalidParams"]] == [wrong]


def test_where_there_can_be_no_partners_the_answer_says_why(client: Client) -> None:
    gone = read(client, "/api/v1/gemeenten/GM0010/partners")
    assert (gone["reden"], gone["opvolgers"]) == ("bestaat_niet_op_peildatum", ["GM1979"])
    assert (gone["aantal"], gone["resultaten"], gone["bronnen"]) == (0, [], [])
    assert client.get("/api/v1/gemeenten/GM9999/partners").status_code == 404
    assert set(shapes.FAILURES) == set(REASONS)


def test_a_pair_has_the_same_score_from_both_sides(client: Client) -> None:
    one = read(client, f"{PATH}/{AMSTERDAM}")
    other = read(client, f"/api/v1/gemeenten/{AMSTERDAM}/partners/{SLUIS}")
    pair = found().of(AMSTERDAM).pair
    assert exact(one["score"]) == exact(other["score"]) == pair.value
    assert exact(one["winst"]) == exact(other["winstVanPartner"]) == pair.factors.gain
    assert (one["plaats"], one["vergeleken"]) == (
        other["plaatsOmgekeerd"], other["vergelekenOmgekeerd"],
    )  # fmt: skip
    assert [exact(i["bijdrage"]) for i in one["indicatoren"]] == [
        part.contribution for part in pair.parts
    ]
    assert one["indicatoren"][0]["waarde"] == other["indicatoren"][0]["waardeVanPartner"]
    assert client.get(one["adres"]).status_code == 200


def test_a_pair_tells_what_both_shared_and_fits(client: Client) -> None:
    for code, kind, text in ((SLUIS, "offer", "Stages"), (AMSTERDAM, "need", "Stageplekken")):
        add_entry(
            municipality=Municipality.objects.get(code=code),
            values=EntryValues(kind, "talent", text),
            by=operator(),
            at=AT,
        )
    fits = read(client, f"{PATH}/{AMSTERDAM}")["passend"]
    assert fits == [
        {
            "thema": "talent", "gever": "Sluis", "nemer": "Amsterdam", "biedt": ["Stages"],
            "vraagt": ["Stageplekken"], "gedeeldeOpgave": False,
        }
    ]  # fmt: skip


def test_a_municipality_is_no_partner_of_itself_or_of_one_that_is_gone(client: Client) -> None:
    for path in (f"{PATH}/{SLUIS}", f"{PATH}/GM0010", f"{PATH}/GM9999"):
        assert client.get(path, THEN).status_code == 404


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in (PATH, f"{PATH}/{AMSTERDAM}"):
        read(client, path)
        with django_assert_max_num_queries(8):
            read(client, path, paginaGrootte=200, los="on")
