# SPDX-License-Identifier: EUPL-1.2
"""Votes and power on any board that somebody writes down."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from samenspel.insight.queries.votes.free import BoardTextError, as_text, seats_of

pytestmark = pytest.mark.django_db
PAGE = "/inzicht/stemkracht/"


def text(client: Client, status: int = 200, **asked: str) -> str:
    response = client.get(f"{PAGE}?{urlencode(asked)}")
    assert response.status_code == status, response.content.decode()[:500]
    return " ".join(response.content.decode().split())


def rows(client: Client, **asked: str) -> dict[str, dict[str, Any]]:
    answer = client.get(f"/inzicht/stemkracht.json?{urlencode(asked)}")
    assert answer.status_code == 200, answer.content.decode()
    return {row["member"]: row for row in answer.json()["rows"]}


def test_without_a_board_the_page_tells_of_the_six_in_1958(client: Client) -> None:
    html = text(client)
    assert "Voorbeeld: zes landen in 1958" in html
    assert "Stemmen die nooit de doorslag geven: <strong>Luxemburg</strong>" in html
    assert {name: row["swings"] for name, row in rows(client).items()} == {
        "Duitsland": 10, "Frankrijk": 10, "Italië": 10, "België": 6, "Nederland": 6, "Luxemburg": 0,
    }  # fmt: skip


def test_a_board_is_measured_as_written(client: Client) -> None:
    found = rows(client, leden="Alden 3\nBoren;2\nEind\t1", drempel="eigen", aantal="4")
    assert {name: row["banzhaf"] for name, row in found.items()} == {
        "Alden": 0.6, "Boren": 0.2, "Eind": 0.2,
    }  # fmt: skip
    assert found["Alden"]["can_block"] is True


def test_more_votes_without_more_power_is_pointed_out(client: Client) -> None:
    html = text(client, leden="A 50\nB 49\nC 1", drempel="eigen", aantal="51")
    assert "B, C hebben een verschillend aantal stemmen (van 1 tot 49)" in html


def test_a_changed_board_is_laid_beside_the_first_one(client: Client) -> None:
    first = {"eerst": "Alden 3\nBoren 2\nEind 1", "eerstaantal": "4"}
    found = rows(client, leden="Alden 3\nBoren + Eind 3", drempel="helft", **first)
    assert found["Boren + Eind"]["votes_before"] == 3
    assert found["Boren + Eind"]["banzhaf_before"] == 0.4
    assert found["Boren + Eind"]["banzhaf"] == 0.5
    html = text(client, leden="Alden 3\nBoren 2", **first)
    assert "Niet meer in het bestuur: Eind." in html
    assert "Vergelijk voortaan met dit bestuur" in html


@pytest.mark.parametrize("first", ["niets", "A 0", "A 1\nA 1"])
def test_a_first_board_that_is_none_is_left_aside(client: Client, first: str) -> None:
    found = rows(client, leden="A 1", eerst=first, eerstaantal="1")
    assert "banzhaf_before" not in found["A"]


def test_a_quota_of_half_or_less_is_pointed_out(client: Client) -> None:
    html = text(client, leden="A 1\nB 1", drempel="eigen", aantal="1")
    assert "kunnen een voorstel en het tegendeel allebei" in html


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"leden": " ", "drempel": "helft"}, "Schrijf de leden op, elk op een eigen regel"),
        ({"leden": "A 3\nB"}, "Regel 2 (B): schrijf het aantal stemmen achter de naam."),
        ({"leden": "A 3\nB -2"}, "Regel 2 (B -2): schrijf de stemmen als heel getal"),
        ({"leden": "A 3.5"}, "schrijf de stemmen als heel getal"),
        ({"leden": "A 3\na 2"}, "Regel 2: a staat er twee keer."),
        ({"leden": "A 3\nB 2", "drempel": "eigen", "aantal": "9"}, "Een besluit met 9 stemmen"),
        ({"leden": "A 3\nB 2", "drempel": "eigen", "aantal": "x"}, "Schrijf als heel getal"),
        ({"leden": "A 0"}, "Niemand heeft een stem in dit bestuur."),
        ({"leden": "\n".join(f"L{n} {999_000 + n}" for n in range(9))}, "Dit bestuur is te groot"),
        ({"leden": "\n".join(f"L{n} 1" for n in range(201))}, "hoogstens 200 leden"),
        ({"leden": "A" * 20_001}, "Deze tekst is te lang voor een bestuur."),
    ],
    ids=["empty", "line", "negative", "part", "twice", "quota", "own", "zero", "large", "many",
         "long"],
)  # fmt: skip
def test_wrong_input_is_refused_with_a_sentence(
    client: Client, asked: dict[str, str], sentence: str
) -> None:
    assert escape(sentence) in text(client, 400, **asked)
    answer = client.get(f"/inzicht/stemkracht.csv?{urlencode(asked)}")
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3,2,1", [("Lid 1", 3), ("Lid 2", 2), ("Lid 3", 1)]),
        ("Sluis: 12\r\n\r\n Den Haag = 3 ", [("Sluis", 12), ("Den Haag", 3)]),
        ("5\n4", [("Lid 1", 5), ("Lid 2", 4)]),
        ("Regio 2, Noord 4", [("Regio 2, Noord", 4)]),
    ],
)
def test_members_are_read_as_people_write_them(written: str, read: list[tuple[str, int]]) -> None:
    assert [(seat.name, seat.votes) for seat in seats_of(written)] == read


def test_what_the_form_writes_it_reads_again() -> None:
    seats = seats_of("Alden 3\nBoren + Eind 2")
    assert seats_of(as_text(seats)) == seats
    assert seats[1].origins == ("boren", "eind")


def test_only_the_first_mistakes_are_told() -> None:
    with pytest.raises(BoardTextError) as refused:
        seats_of("\n".join("ABCDEFGH"))
    assert len(refused.value.sentences) == 5


def test_two_hundred_members_are_shown_without_a_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        html = text(client, leden="\n".join(f"Lid{n} {1 + n % 5}" for n in range(200)))
    assert "160 leden met minder stemmen staan alleen in de tabel." in html


def test_the_page_is_there_in_english_and_the_drawing_as_a_file(client: Client) -> None:
    assert "How much are your votes worth?" in client.get(f"/en{PAGE}").content.decode()
    drawing = client.get("/inzicht/stemkracht.svg?leden=3,2,1")
    assert drawing["Content-Type"].startswith("image/svg+xml")
    assert client.get("/inzicht/stemkracht.pdf?leden=3,2,1").status_code == 404


def test_groups_too_many_to_count_are_listed_without_their_number(client: Client) -> None:
    leden = "\n".join(f"L{n} {70_000 + n}" for n in range(30))
    html = text(client, leden=leden, drempel="alle")
    assert "kunnen elk alleen alles blokkeren" in html
    many = "G 700001\nH 700000\n" + "\n".join(f"L{n} {1_000 + n}" for n in range(29))
    html = text(client, leden=many, drempel="eigen", aantal="1415000")
    assert "Er zijn meer van deze groepen.</p>" in html


def test_most_of_a_large_board_is_called_by_number(client: Client) -> None:
    html = text(client, leden="Alden 9\n" + "\n".join(f"L{n} 1" for n in range(12)))
    assert "L0, L1 en 10 andere</strong> hebben minder stemkracht" in html
    assert "Alden + 2 van de 12 leden met 1 stem" in html
