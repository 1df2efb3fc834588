# SPDX-License-Identifier: EUPL-1.2
"""The public register of a municipality, and the check of article 27."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client

from samenspel.register.models import ArrangementVersion, Competence
from samenspel.register.rules import all_of_municipality
from samenspel.stewardship.article27 import ITEMS, Entry, applies_to, missing
from samenspel.stewardship.queries.public_register import PublicRegister, public_register
from tests.stewardship.small_register import TODAY, SmallRegister, all_facts

COMPLETE = Entry(
    participants=2, legal_bases="Wgr", powers="Mandaat", articles=0, seat_place="Aaldorp",
    seat_postcode="1234 AB", legal_form="openbaar_lichaam",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def small(db: None) -> SmallRegister:
    return SmallRegister()


def _register(small: SmallRegister, on: date = TODAY, code: str = "GM0001") -> PublicRegister:
    return public_register(all_facts(on), all_of_municipality(small.places[code]))


def _path(small: SmallRegister, ending: str = "/") -> str:
    return f"/gemeenten/{small.places['GM0001'].slug}/register{ending}?peildatum={TODAY}"


# The check


def test_the_items_stand_in_the_order_of_the_law() -> None:
    assert list(ITEMS) == ["a", "b", "c", "d", "e"]


def test_a_complete_record_lacks_nothing() -> None:
    assert missing(COMPLETE) == ()


@pytest.mark.parametrize(
    ("changes", "letters"),
    [
        ({"participants": 1}, ("a",)),
        ({"legal_bases": " | "}, ("b",)),
        ({"powers": ""}, ("c",)),
        ({"powers": "", "articles": 1}, ()),
        ({"seat_place": " "}, ("d",)),
        ({"seat_postcode": ""}, ("d",)),
        ({"legal_form": ""}, ("e",)),
        ({"legal_form": "unknown", "legal_bases": ""}, ("b", "e")),
    ],
)
def test_each_item_can_be_missing(changes: dict[str, Any], letters: tuple[str, ...]) -> None:
    assert missing(replace(COMPLETE, **changes)) == letters


@pytest.mark.parametrize(
    ("form", "expected"),
    [("openbaar_lichaam", True), ("regeling_zonder_meer", True), ("", True), ("unknown", True),
     ("stichting", False), ("convenant", False), ("stedenband", False), ("verzonnen", False)],
)  # fmt: skip
def test_the_law_is_about_forms_of_public_law(form: str, expected: bool) -> None:
    assert applies_to(form) is expected


# The register


def test_counts_of_complete_records_and_of_what_lacks(small: SmallRegister) -> None:
    small.arrangement("Heel")
    small.arrangement("Kapot", legal_bases="", seat_postcode="")
    page = _register(small)
    assert (page.complete, page.incomplete) == (1, 1)
    assert [(letter, number) for letter, _name, number in page.lacking] == [("b", 1), ("d", 1)]


def test_other_forms_are_listed_apart(small: SmallRegister) -> None:
    small.arrangement("Stichting", legal_form="stichting")
    page = _register(small)
    assert page.rows == ()
    assert [row.name for row in page.others] == ["Stichting"]


def test_it_is_the_register_of_the_reference_date(small: SmallRegister) -> None:
    small.arrangement("Oud", valid_from=date(2018, 1, 1), valid_to=date(2022, 1, 1))
    small.arrangement("Nieuw", valid_from=date(2022, 1, 1))
    assert [row.name for row in _register(small).rows] == ["Nieuw"]
    assert [row.name for row in _register(small, date(2021, 1, 1)).rows] == ["Oud"]


def test_who_left_is_no_participant_any_more(small: SmallRegister) -> None:
    version = small.arrangement("Drie", ("GM0001", "GM0002", "GM0003"))
    version.participations.filter(code="GM0002").update(valid_to=date(2024, 1, 1))
    assert _register(small).rows[0].participants == ("Aaldorp", "Ceesveen")
    assert _register(small, code="GM0002").rows == ()


def test_arrangements_of_a_predecessor_are_in_it(small: SmallRegister) -> None:
    small.merged("GM0009", "Oudgat", small.places["GM0001"], date(2023, 1, 1))
    small.arrangement("Erfenis", ("GM0009", "GM0002"))
    assert [row.name for row in _register(small).rows] == ["Erfenis"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"seat_postcode": ""}, "postcode niet bekend"), ({"seat_place": ""}, "plaats niet bekend"),
     ({"seat_place": "", "seat_postcode": ""}, "niet bekend"), ({}, "")],
)  # fmt: skip
def test_what_is_missing_of_the_seat_is_said(
    small: SmallRegister, changes: dict[str, str], words: str
) -> None:
    small.arrangement("Kapot", **changes)
    assert _register(small).rows[0].missing_seat == words


# The page and the files


def test_anybody_reads_it_with_source_and_confirmation(
    client: Client, small: SmallRegister
) -> None:
    version = small.arrangement(
        "Kapot", legal_bases="", last_confirmed_on=None,
        decree_urls="https://zoek.example/1|geen adres",
    )  # fmt: skip
    Competence.objects.create(version=version, position=1, article="3", text="Taken")
    text = client.get(_path(small)).content.decode()
    assert "niet bekend" in text
    assert "nog nooit bevestigd" in text
    assert 'href="https://bron.example/1"' in text
    assert 'href="https://zoek.example/1"' in text
    assert "geen adres" in text
    assert "1 artikel" in text
    assert "0 van 1 samenwerking is compleet" in text
    assert "artikel 136" in text


def test_it_is_there_in_english(client: Client, small: SmallRegister) -> None:
    small.arrangement("Heel")
    text = client.get(f"/en{_path(small)}").content.decode()
    assert "Public register of arrangements" in text
    assert "1 of 1 record is complete" in text


def test_heads_stand_in_the_order_of_the_law(client: Client, small: SmallRegister) -> None:
    small.arrangement("Heel")
    text = client.get(_path(small)).content.decode()
    places = [text.index(f'<span class="register__letter">{letter}</span>') for letter in ITEMS]
    assert places == sorted(places)


def test_nothing_recorded_is_said(client: Client, small: SmallRegister) -> None:
    assert "Niets bekend" in client.get(_path(small)).content.decode()


def test_outside_the_netherlands_the_law_does_not_hold(
    client: Client, small: SmallRegister
) -> None:
    place = small.places["GM0001"]
    place.country, place.code = "be", "11001"
    place.save()
    assert "geldt niet in Vlaanderen" in client.get(_path(small)).content.decode()


def test_csv_and_xlsx_have_the_same_rows(client: Client, small: SmallRegister) -> None:
    small.arrangement("Heel")
    small.arrangement("Kapot", legal_bases="")
    small.arrangement("Stichting", legal_form="stichting")
    text = client.get(_path(small, ".csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["name"], row["is_wgr"]) for row in rows] == [
        ("Heel", "true"), ("Kapot", "true"), ("Stichting", "false"),
    ]  # fmt: skip
    assert rows[1]["missing_items"] == "Wettelijke basis"
    assert rows[0]["participants"] == "Aaldorp; Beemdam"
    book = openpyxl.load_workbook(io.BytesIO(client.get(_path(small, ".xlsx")).content))
    sheet = book.worksheets[0]
    assert sheet.max_row == 4
    assert [cell.value for cell in sheet[2]][3] == "Heel"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/gemeenten/nergens/register/", 404),
        ("/gemeenten/nergens/register.csv", 404),
        ("/gemeenten/aaldorp-gm0001/register.pdf", 404),
        ("/gemeenten/aaldorp-gm0001/register.csv?peildatum=2016-02-31", 400),
        ("/gemeenten/aaldorp-gm0001/register/?peildatum=2016-02-31", 400),
    ],
)
def test_impossible_addresses_are_refused(
    client: Client, small: SmallRegister, address: str, status: int
) -> None:
    assert client.get(address).status_code == status


def test_without_any_data_the_page_still_is_there(client: Client, small: SmallRegister) -> None:
    ArrangementVersion.objects.all().delete()
    small.collection.delete()
    assert client.get(_path(small)).status_code == 200
    assert client.get(_path(small, ".csv")).status_code == 200


def test_queries_do_not_grow(
    client: Client, small: SmallRegister, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        small.arrangement(f"Regeling {number}")
    with django_assert_max_num_queries(12):
        assert client.get(_path(small)).status_code == 200
