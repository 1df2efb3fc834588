# SPDX-License-Identifier: EUPL-1.2
"""What if costs were shared otherwise: an arrangement, and anybody's own numbers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenspel.places.models import Figure
from samenspel.register.models import ArrangementVersion, Contribution, Participation
from samenspel.register.queries.facts import forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example", "_nothing_kept")]
SLUG = "stadsregio-amsterdam-voorbeeld"
BASE = f"/samenwerkingen/{SLUG}/kosten"


@pytest.fixture(name="_nothing_kept")
def nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


def address(kind: str = "/", **asked: object) -> str:
    return f"{BASE}{kind}?{urlencode({'peildatum': '2012-06-26', **asked})}"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def rows(client: Client, **asked: object) -> list[dict[str, Any]]:
    answer = client.get(address(".json", **asked))
    found: list[dict[str, Any]] = json.loads(answer.content)["rows"]
    return found


def cents(found: list[dict[str, Any]], key: str) -> int:
    return sum(round(100 * row[key]) for row in found)


def version() -> ArrangementVersion:
    return ArrangementVersion.objects.get(key="stadsregio-amsterdam")


def pay(amount: int) -> None:
    """Everybody pays the amount times its place, so that all differ."""
    for place, participation in enumerate(version().participations.order_by("name"), start=1):
        Contribution.objects.create(
            participation=participation, year=2012, amount_eur=Decimal(amount * place), source="x"
        )


def test_the_page_begins_with_a_million_and_says_that_the_costs_are_unknown(
    client: Client,
) -> None:
    html = text(client, address())
    assert "Wat deze samenwerking kost, weten wij niet." in html
    assert "€ 1.000.000" in html
    assert '#cost-keys"' in html


def test_the_page_is_there_in_english(client: Client) -> None:
    assert "What if the costs were divided otherwise?" in text(client, f"/en{address()}")


def test_every_division_adds_up_to_the_total(client: Client) -> None:
    found = rows(client, bedrag="1234567.89", inwoners=3, gelijk=1, vast=1000, jaren=3)
    for key in ("old_eur", "year_1_eur", "year_2_eur", "new_eur"):
        assert cents(found, key) == 123_456_789
    assert cents(found, "difference_eur") == 0


def test_who_pays_most_more_per_inhabitant_stands_first(client: Client) -> None:
    differences = [row["difference_per_inhabitant_eur"] for row in rows(client)]
    assert differences == sorted(differences, reverse=True)


def test_equal_parts_are_equal(client: Client) -> None:
    found = rows(client, bedrag=1600, nu="gelijk", gelijk=1)
    assert {row["new_eur"] for row in found} == {100}
    assert {row["difference_eur"] for row in found} == {0}


def test_a_fixed_amount_is_paid_by_each(client: Client) -> None:
    found = rows(client, bedrag=1600, inwoners=1, vast=100)
    assert {row["new_eur"] for row in found} == {100}


def test_use_is_divided_in_proportion(client: Client) -> None:
    found = rows(client, bedrag=400, gebruik=1, **{"g-GM0363": 3, "g-GM0358": 1})
    new = {row["municipality_code"]: row["new_eur"] for row in found if row["new_eur"]}
    assert new == {"GM0363": 300, "GM0358": 100}


def test_known_contributions_are_the_division_of_now(client: Client) -> None:
    pay(1000)
    html = text(client, address())
    assert "wat de gemeenten samen betalen in 2012" in html
    found = {row["municipality"]: row for row in rows(client)}
    assert found["Aalsmeer"]["old_eur"] == 1000
    assert cents(list(found.values()), "new_eur") == 100 * 1000 * 136
    doubled = {row["municipality"]: row["old_eur"] for row in rows(client, bedrag=272_000)}
    assert doubled["Aalsmeer"] == 2000


def test_growing_in_reaches_the_new_division_year_by_year(client: Client) -> None:
    html = text(client, address(jaren=4))
    assert "Ingroeien, jaar voor jaar" in html
    for row in rows(client, jaren=4):
        steps = [row["old_eur"], *(row[f"year_{y}_eur"] for y in (1, 2, 3)), row["new_eur"]]
        assert steps in (sorted(steps), sorted(steps, reverse=True))


def test_without_inhabitants_costs_are_divided_equally(client: Client) -> None:
    Figure.objects.filter(municipality__code="GM0363", indicator="population").delete()
    forget()
    html = text(client, address())
    assert "In euro per inwoner" not in html
    assert "naar inwoners" not in html.split("<select")[1].split("</select>")[0]
    assert "inwoners van een deelnemer is niet bekend" in text(client, address(inwoners=1), 400)
    row = next(r for r in rows(client, bedrag=160) if r["municipality_code"] == "GM0363")
    assert (row["new_eur"], row["new_per_inhabitant_eur"]) == (10, None)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"inwoners": 0, "gelijk": 0}, "Geef minstens één van de sleutels een deel."),
        ({"gebruik": 1}, "Vul hieronder in hoeveel elke gemeente gebruikt."),
        ({"bedrag": 10, "vast": 1}, "Alle vaste bedragen samen zijn meer"),
        ({"bedrag": -1}, "Met deze getallen"),
        ({"bedrag": "veel"}, "Met deze getallen"),
        ({"bedrag": "1e99"}, "Met deze getallen"),
        ({"inwoners": 101}, "Met deze getallen"),
        ({"jaren": 21}, "Met deze getallen"),
        ({"jaren": 0}, "Met deze getallen"),
        ({"nu": "bekend"}, "Met deze getallen"),
        ({"gebruik": 1, "g-GM0363": -4}, "Met deze getallen"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said(client: Client, asked: dict[str, object], said: str) -> None:
    assert said in text(client, address(**asked), 400)
    assert client.get(address(".csv", **asked)).status_code == 400


def test_nothing_to_pay_is_divided_too(client: Client) -> None:
    assert {row["new_eur"] for row in rows(client, bedrag=0)} == {0}


def test_payments_of_nothing_at_all_are_as_unknown(client: Client) -> None:
    pay(0)
    assert "Wat deze samenwerking kost, weten wij niet." in text(client, address())


def test_one_municipality_has_nothing_to_divide(client: Client) -> None:
    version().participations.exclude(municipality__code="GM0363").delete()
    assert "Er is niets te verdelen" in text(client, address())
    assert client.get(address(".csv")).status_code == 404


def test_who_is_no_municipality_is_said(client: Client) -> None:
    Participation.objects.create(
        version=version(), kind=Participation.Kind.PROVINCE, name="Noord-Holland", source="proef"
    )
    assert "zit niet in deze cijfers: 1 provincie." in text(client, address())


def test_the_files_say_what_was_asked(client: Client) -> None:
    body = client.get(address(".csv", bedrag=5000)).content.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(body)))
    assert len(found) == 16
    assert "/methoden/#growth-in" in found[0]["definition"]
    kept = json.loads(client.get(address(".json", bedrag=5000)).content)
    assert kept["notes"] == ["Een berekening met een totaal van 5000 euro."]
    drawn = ET.fromstring(client.get(address(".svg")).content)  # noqa: S314 - our own
    assert drawn.tag.endswith("svg")
    assert "jaren=2" in text(client, address(jaren=2)).split('class="downloads"')[1]


def test_bad_addresses(client: Client) -> None:
    assert client.get("/samenwerkingen/nergens/kosten/").status_code == 404
    assert client.get(f"{BASE}/?peildatum=gisteren").status_code == 400
    assert client.get(f"{BASE}.csv?peildatum=gisteren").status_code == 400
    assert client.get(address(".pdf")).status_code == 404


def test_the_page_asks_few_queries(client: Client) -> None:
    client.get(address())
    with CaptureQueriesContext(connection) as queries:
        client.get(address(jaren=4))
    assert len(queries) <= 10


GAME = "/inzicht/kosten-verdelen"


def played(client: Client, **asked: object) -> dict[str, dict[str, Any]]:
    answer = client.get(f"{GAME}.json?{urlencode(asked)}")
    return {row["participant"]: row for row in json.loads(answer.content)["rows"]}


def test_the_game_begins_with_the_published_example(client: Client) -> None:
    html = text(client, f"{GAME}/")
    assert "Dit is een verzonnen voorbeeld met drie deelnemers." in html
    assert "191,67" in html
    assert "183,33" in html
    found = played(client)
    assert [round(row["shapley_eur"], 2) for row in found.values()] == [191.67, 176.67, 181.67]


def test_the_game_is_there_in_english(client: Client) -> None:
    assert "Who should pay how much?" in text(client, f"/en{GAME}/")


def test_participants_have_their_own_names_and_numbers(client: Client) -> None:
    asked = {"aantal": 2, "naam-a": "Aalst", "naam-b": "<b>", "k-a": 100, "k-b": 60, "k-ab": 120}
    found = played(client, **asked)
    assert (found["Aalst"]["shapley_eur"], found["<b>"]["nucleolus_eur"]) == (80, 40)
    html = text(client, f"{GAME}/?{urlencode(asked)}")
    assert "Aalst + &lt;b&gt; samen, euro" in html
    assert "40,00 euro minder dan ieder alleen" in html


def test_groups_that_object_to_the_shapley_value_are_named(client: Client) -> None:
    asked = {"aantal": 3, "k-a": 10, "k-b": 10, "k-c": 10, "k-ab": 10, "k-ac": 10, "k-bc": 20,
             "k-abc": 20}  # fmt: skip
    html = text(client, f"{GAME}/?{urlencode(asked)}")
    assert "Deze groepen zijn dan alleen goedkoper uit:" in html


def test_a_game_without_a_core_says_that_nothing_prevents_it(client: Client) -> None:
    asked = {"aantal": 3, "k-a": 10, "k-b": 10, "k-c": 10, "k-ab": 10, "k-ac": 10, "k-bc": 10,
             "k-abc": 20}  # fmt: skip
    html = text(client, f"{GAME}/?{urlencode(asked)}")
    assert "geen enkele verdeling kan dat voorkomen" in html


def test_together_dearer_than_alone_has_no_nucleolus(client: Client) -> None:
    asked = {"aantal": 2, "k-a": 1, "k-b": 2, "k-ab": 9}
    assert "er is geen nucleolus" in text(client, f"{GAME}/?{urlencode(asked)}")
    assert {row["nucleolus_eur"] for row in played(client, **asked).values()} == {None}
    assert client.get(f"{GAME}.svg?{urlencode(asked)}").status_code == 200


def test_groups_that_were_left_empty_are_named(client: Client) -> None:
    html = text(client, f"{GAME}/?aantal=3&k-a=1&k-b=2&k-c=3&k-ab=2")
    assert "Niet ingevuld, dus op de goedkoopste manier gesplitst: A + C; B + C; A + B + C." in html


def test_more_participants_first_get_their_fields(client: Client) -> None:
    html = text(client, f"{GAME}/?aantal=5")
    assert "Vul in elk geval de kosten van ieder alleen in." in html
    assert 'name="k-abcde"' in html


@pytest.mark.parametrize(
    "query", ["aantal=9", "aantal=1", "aantal=x", "k-a=-1&k-b=1&k-c=1", "k-a=x&k-b=1&k-c=1"]
)
def test_numbers_that_cannot_be_are_refused(client: Client, query: str) -> None:
    assert "Met deze getallen" in text(client, f"{GAME}/?{query}", 400)
    assert client.get(f"{GAME}.csv?{query}").status_code == 400


def test_files_of_the_game(client: Client) -> None:
    assert client.get(f"{GAME}.pdf").status_code == 404
    body = client.get(f"{GAME}.csv").content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(body)))) == 3
    drawn = ET.fromstring(client.get(f"{GAME}.svg").content)  # noqa: S314 - our own
    assert drawn.tag.endswith("svg")
