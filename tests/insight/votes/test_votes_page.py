# SPDX-License-Identifier: EUPL-1.2
"""Votes and power on the boards of an arrangement, and the what-if, on the example."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from samenspel.places.models import Figure, Municipality
from samenspel.register.models import ArrangementVersion, Board, Collection, Participation, Seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
VOTES = "/samenwerkingen/stadsregio-amsterdam-voorbeeld/stemmen"
PAGE = f"{VOTES}/?peildatum=2012-06-26"
UNKNOWN = f"{VOTES}/?peildatum=2020-01-01"
KENNEMERLAND = "/samenwerkingen/veiligheidsregio-kennemerland-voorbeeld/stemmen/"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[:500]
    return " ".join(response.content.decode().split())


def figures(client: Client, query: str = "") -> dict[str, dict[str, Any]]:
    """The file of the page with a what-if, by name of the member."""
    response = client.get(f"{VOTES}.json?peildatum=2012-06-26{query}")
    assert response.status_code == 200, response.content.decode()
    return {row["member"]: row for row in json.loads(response.content)["rows"]}


def test_the_page_shows_the_board_of_which_the_votes_are_known(client: Client) -> None:
    html = text(client, PAGE)
    assert "<strong>15 van de 28 stemmen</strong>" in html
    assert "Niemand kan een besluit alleen blokkeren." in html
    assert "Dat past bij de wet (Wgr)" in html
    assert "Wat als de stemmen anders waren?" in html
    assert "Een veronderstelling" not in html


def test_the_page_is_there_in_english(client: Client) -> None:
    assert "Nobody can block a decision alone." in text(client, f"/en{PAGE}")


def test_page_csv_and_json_have_the_same_figures(client: Client) -> None:
    amsterdam = figures(client)["Amsterdam"]
    table = client.get(f"{VOTES}.csv?peildatum=2012-06-26").content.decode("utf-8-sig")
    rows = {row["member"]: row for row in csv.DictReader(io.StringIO(table))}
    assert float(rows["Amsterdam"]["banzhaf"]) == amsterdam["banzhaf"]
    assert rows["Amsterdam"]["reference_date"] == "2012-06-26"
    assert "#voting-power" in rows["Amsterdam"]["definition"]
    shown = f"{100 * amsterdam['banzhaf']:.1f}%".replace(".", ",")
    assert f"<strong>{shown}</strong>" in text(client, PAGE)
    assert sum(row["votes"] for row in figures(client).values()) == 28


def test_the_drawing_is_a_file_of_its_own(client: Client) -> None:
    response = client.get(f"{VOTES}.svg?peildatum=2012-06-26")
    assert response["Content-Type"].startswith("image/svg+xml")
    root = ET.fromstring(response.content)  # noqa: S314 - our own
    assert root.tag.endswith("svg")
    assert b"Amsterdam" in response.content


def test_other_votes_are_a_supposition_laid_beside_what_is_recorded(client: Client) -> None:
    query = "&GM0363=14&drempel=helft"
    html = text(client, PAGE + query)
    assert "Een veronderstelling, geen feit" in html
    assert "<strong>Amsterdam</strong> wint de meeste stemkracht" in html
    amsterdam = figures(client, query)["Amsterdam"]
    assert (amsterdam["votes"], amsterdam["votes_before"]) == (14, 3)
    assert amsterdam["banzhaf"] > amsterdam["banzhaf_before"]


def test_more_than_half_of_the_votes_is_told_to_be_forbidden(client: Client) -> None:
    html = text(client, f"{PAGE}&GM0363=40")
    assert "<strong>Amsterdam</strong> heeft meer dan de helft van de stemmen" in html
    assert "<strong>Amsterdam</strong> beslist alleen" in html


def test_the_dutch_law_is_not_held_against_a_board_abroad(client: Client) -> None:
    Collection.objects.update(country="be")
    html = text(client, PAGE)
    assert "Niemand kan een besluit alleen blokkeren." in html
    assert "(Wgr)" not in html


def test_an_empty_field_takes_a_member_off_the_board(client: Client) -> None:
    assert "Zeevang" not in figures(client, "&GM0478=")
    assert "Niet meer in het bestuur: Zeevang." in text(client, f"{PAGE}&GM0478=")


def test_members_merge_with_all_their_votes(client: Client) -> None:
    query = "&samen=GM0370&samen=GM0439"  # Beemster and Purmerend
    merged = figures(client, query)["Beemster + Purmerend"]
    assert (merged["votes"], merged["votes_before"]) == (3, 3)
    assert "Samengevoegd: <strong>Beemster + Purmerend</strong>" in text(client, PAGE + query)


def test_somebody_joins_with_the_inhabitants_of_the_municipality(client: Client) -> None:
    query = "&nieuw=almere&nieuwstem=3&nieuw=Provincie&nieuwstem=1&nieuw=&nieuwstem="
    rows = figures(client, query)
    assert rows["Almere"]["inhabitants"] > 100_000
    assert rows["Almere"]["banzhaf_before"] is None
    assert rows["Provincie"]["inhabitants"] is None
    assert rows["Provincie"]["share_of_inhabitants"] is None


@pytest.mark.parametrize(
    ("rule", "quota"), [("helft", 15), ("3-5", 17), ("2-3", 19), ("3-4", 21), ("alle", 28)]
)
def test_a_rule_says_how_many_votes_are_needed(client: Client, rule: str, quota: int) -> None:
    assert figures(client, f"&drempel={rule}")["Amsterdam"]["quota"] == quota


def test_everybody_may_be_needed(client: Client) -> None:
    html = text(client, f"{PAGE}&drempel=eigen&aantal=28")
    assert "kunnen elk alleen alles blokkeren" in html
    assert {row["can_block"] for row in figures(client, "&drempel=alle").values()} == {True}


@pytest.mark.parametrize(
    ("key", "votes"),
    [("gelijk", (1, 1)), ("3-2-1", (3, 1)), ("inwoners", (80, 1))],
)
def test_votes_are_divided_as_boards_often_do(
    client: Client, key: str, votes: tuple[int, int]
) -> None:
    rows = figures(client, f"&verdeling={key}")
    amsterdam, zeevang = rows["Amsterdam"]["votes"], rows["Zeevang"]["votes"]
    assert zeevang == votes[1]
    assert amsterdam == votes[0] if key != "inwoners" else amsterdam >= 75


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("&GM0363=veel", "Amsterdam: schrijf de stemmen als heel getal, 0 of meer"),
        ("&GM0363=-3", "schrijf de stemmen als heel getal"),
        ("&GM0363=1000001", "vul hoogstens 1.000.000 stemmen in"),
        ("&drempel=eigen&aantal=99", "Een besluit met 99 stemmen kan niet"),
        ("&drempel=eigen&aantal=0", "Een besluit met 0 stemmen kan niet"),
        ("&drempel=eigen&aantal=", "Schrijf als heel getal hoeveel stemmen"),
        ("&drempel=driekwart", "Deze regel voor een besluit kennen we niet"),
        ("&verdeling=eerlijk", "Deze manier om stemmen te verdelen kennen we niet"),
        ("&samen=GM0363", "Kies twee of meer leden om samen te voegen."),
        ("&nieuw=Almere&nieuwstem=", "Almere: Vul in hoeveel stemmen het nieuwe lid heeft."),
        ("&GM0363=999999&GM0362=999998&GM0479=999997", "Dit bestuur is te groot voor deze pagina"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(client: Client, query: str, sentence: str) -> None:
    html = text(client, PAGE + query, 400)
    assert escape(sentence) in html
    assert "Wat als de stemmen anders waren?" in html
    answer = client.get(f"{VOTES}.csv?peildatum=2012-06-26{query}")
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_nobody_on_the_board_is_refused(client: Client) -> None:
    members = Participation.objects.filter(version__key="stadsregio-amsterdam")
    empty = "".join(f"&{code}=" for code in members.values_list("code", flat=True))
    assert "Geef minstens één lid een stem." in text(client, PAGE + empty, 400)


def test_only_zeros_are_refused(client: Client) -> None:
    members = Participation.objects.filter(version__key="stadsregio-amsterdam")
    zeros = "".join(f"&{code}=0" for code in members.values_list("code", flat=True))
    assert "Niemand heeft een stem in dit bestuur." in text(client, PAGE + zeros, 400)


def test_an_impossible_date_is_refused(client: Client) -> None:
    assert client.get(f"{VOTES}/?peildatum=2012-02-31").status_code == 400
    assert client.get(f"{VOTES}.csv?peildatum=2012-02-31").status_code == 400


def test_unknown_votes_are_said_to_be_unknown_and_lead_to_suppositions(client: Client) -> None:
    html = text(client, UNKNOWN)
    assert "We weten niet wie hoeveel stemmen heeft" in html
    assert "verdeling=inwoners" in html
    supposed = text(client, f"{UNKNOWN}&verdeling=gelijk")
    assert "De echte stemmen in dit bestuur kennen we niet." in supposed
    assert "We gaan uit van meer dan de helft" in supposed
    assert client.get(UNKNOWN.replace("/?", ".csv?")).status_code == 404


def test_other_parameters_of_an_address_do_not_matter(client: Client) -> None:
    assert "We weten niet wie" in text(client, f"{UNKNOWN}&utm_source=brief&nieuw=&nieuwstem=")


def test_files_of_a_supposition_say_that_it_is_one(client: Client) -> None:
    answer = client.get(f"{UNKNOWN.replace('/?', '.json?')}&verdeling=gelijk").json()
    assert answer["sources"][0] == "Veronderstelling van de lezer"
    assert len(answer["notes"]) == 2
    assert client.get(f"{VOTES}.json?peildatum=2012-06-26").json()["notes"] == []


def test_another_board_of_the_arrangement_can_be_chosen(client: Client) -> None:
    board = Board.objects.get(version__key="stadsregio-amsterdam", kind=Board.Kind.GENERAL)
    html = text(client, f"{PAGE}&bestuur={board.pk}")
    assert f"stemmen heeft in: {board.name}" in html
    assert f'name="bestuur" value="{board.pk}"' in html


def test_a_recorded_quota_out_of_reach_is_told_and_not_followed(client: Client) -> None:
    Board.objects.filter(version__key="veiligheidsregio-kennemerland-2025").update(quota=12)
    html = text(client, KENNEMERLAND)
    assert "Volgens onze bron zijn er 12 stemmen nodig" in html
    assert "<strong>5 van de 9 stemmen</strong>" in html


def test_an_unrecorded_quota_is_assumed_and_that_is_told(client: Client) -> None:
    Board.objects.filter(version__key="veiligheidsregio-kennemerland-2025").update(quota=None)
    assert "Er is niet vastgelegd hoeveel stemmen een besluit vraagt." in text(client, KENNEMERLAND)


def test_participants_without_a_seat_are_named(client: Client) -> None:
    Seat.objects.filter(
        board__version__key="veiligheidsregio-kennemerland-2025",
        participation__municipality__code="GM0392",
    ).delete()
    assert "heeft volgens onze bron geen zetel in dit bestuur: Haarlem." in text(
        client, KENNEMERLAND
    )


def test_nobody_takes_part(client: Client) -> None:
    Participation.objects.filter(version__key="veiligheidsregio-kennemerland-2025").delete()
    assert "neemt niemand deel aan deze samenwerking" in text(client, KENNEMERLAND)


def test_outside_its_time_the_page_says_of_which_day_it_is(client: Client) -> None:
    assert "geldt deze samenwerking niet" in text(client, f"{VOTES}/?peildatum=1990-01-01")


def test_an_unknown_arrangement_or_kind_of_file_is_not_found(client: Client) -> None:
    assert client.get("/samenwerkingen/bestaat-niet/stemmen/").status_code == 404
    assert client.get(f"{VOTES}.pdf?peildatum=2012-06-26").status_code == 404


@pytest.mark.parametrize(
    "query", ["", "&GM0363=5&samen=GM0370&samen=GM0439", "&nieuw=Almere&nieuwstem=3"]
)
def test_the_page_takes_few_queries(
    client: Client, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(7):
        assert client.get(PAGE + query).status_code == 200


def test_who_left_the_arrangement_has_no_vote_any_more(client: Client) -> None:
    Participation.objects.filter(
        version__key="veiligheidsregio-kennemerland-2025", municipality__code="GM0392"
    ).update(valid_to=date(2025, 6, 1))
    html = text(client, f"{KENNEMERLAND}?peildatum=2025-07-01")
    assert "<strong>5 van de 8 stemmen</strong>" in html


def test_a_municipality_that_is_no_more_keeps_its_recorded_votes_and_is_named(
    client: Client,
) -> None:
    Municipality.objects.filter(code="GM0392").update(valid_to=date(2024, 1, 1))
    html = text(client, KENNEMERLAND)
    assert "<strong>5 van de 9 stemmen</strong>" in html
    assert "is geen gemeente meer: Haarlem." in html


def test_who_has_no_known_inhabitants_is_left_out_where_they_count(client: Client) -> None:
    Figure.objects.filter(municipality__code="GM0392", indicator="population").delete()
    html = text(client, f"{KENNEMERLAND}?verdeling=inwoners")
    assert "omdat het aantal inwoners niet bekend is: Haarlem." in html
    assert "Van de inwoners" in html
    assert "Van de inwoners" not in text(client, KENNEMERLAND)


def test_a_board_of_more_than_four_hundred_is_refused(client: Client) -> None:
    there = ArrangementVersion.objects.get(key="veiligheidsregio-kennemerland-2025")
    Participation.objects.bulk_create(
        Participation(version=there, kind="other", name=f"Lid {n}", source="test")
        for n in range(400)
    )
    assert "hoogstens 400 leden" in text(client, f"{KENNEMERLAND}?verdeling=gelijk", 400)
