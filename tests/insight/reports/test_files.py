# SPDX-License-Identifier: EUPL-1.2
"""The pages of councils as files, from their addresses."""

from __future__ import annotations

import io
from typing import Any

import docx
import pypdf
import pytest
from django.test import Client

from samenspel.paper.word import TEMPLATE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
COUNCIL = "/gemeenten/zaanstad-gm0479/raad"
COUNCILS = "/samenwerkingen/stadsregio-amsterdam-voorbeeld/raden"
THEN = "?peildatum=2014-01-01"


def read(client: Client, url: str) -> pypdf.PdfReader:
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(response.content))


def said(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_council_of_a_municipality_is_one_a4(client: Client) -> None:
    reader = read(client, f"{COUNCIL}.pdf{THEN}")
    assert len(reader.pages) == 1
    text = said(reader)
    for part in (
        "Zaanstad in de regio", "Op 1 januari 2014 doet Zaanstad mee aan",
        "Stadsregio Amsterdam", "Wat de cijfers betekenen", "Peildatum: 1 januari 2014.",
        "Bron:", "Licentie:", "Dit zijn voorbeeldgegevens", "Pagina 1 van 1",
        "http://testserver/gemeenten/zaanstad-gm0479/raad/?peildatum=2014-01-01",
    ):  # fmt: skip
        assert part in text


def test_joint_councils_of_an_arrangement_are_on_a_sheet(client: Client) -> None:
    text = said(read(client, f"{COUNCILS}.pdf{THEN}"))
    for part in ("Stadsregio Amsterdam", "Raad van", "Zaanstad", "Raadszetels", "Inwoners"):
        assert part in text


@pytest.mark.parametrize("address", [COUNCIL, COUNCILS])
def test_sheet_is_there_in_english(client: Client, address: str) -> None:
    reader = read(client, f"/en{address}.pdf{THEN}")
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    text = said(reader)
    assert "What the figures mean" in text
    assert "Page 1 of 1" in text
    assert "onbekend" not in text


@pytest.mark.parametrize("address", [COUNCIL, COUNCILS])
def test_every_label_of_a_figure_leads_to_a_definition_that_is_published(
    client: Client, address: str
) -> None:
    addresses = {
        annotation.get_object()["/A"]["/URI"]
        for page in read(client, f"{address}.pdf{THEN}").pages
        for annotation in page["/Annots"]  # type: ignore[attr-defined]
    }
    asked = {found.split("#")[1] for found in addresses if "/methoden/#" in found}
    assert {"arrangements", "contribution"} <= asked
    methods = client.get("/methoden/").content.decode()
    assert all(f'id="{key}"' in methods for key in asked)


@pytest.mark.parametrize("address", [COUNCIL, COUNCILS])
def test_sheet_is_there_for_word(client: Client, address: str) -> None:
    response = client.get(f"{address}.docx{THEN}")
    assert response.status_code == 200
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Disposition"].endswith('-2014-01-01.docx"')
    document = docx.Document(io.BytesIO(response.content))
    assert document.core_properties.language == "nl-NL"
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Een vraag waard" in text
    assert "{" not in text
    assert TEMPLATE.is_file()


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_same_file_is_not_sent_twice(client: Client, kind: str) -> None:
    first = client.get(f"{COUNCIL}.{kind}{THEN}")
    again = client.get(f"{COUNCIL}.{kind}{THEN}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{COUNCIL}.{kind}{THEN}").content == first.content
    other = client.get(f"{COUNCIL}.{kind}?peildatum=2015-01-01")
    assert other["ETag"] != first["ETag"]


@pytest.mark.parametrize("address", [COUNCIL, COUNCILS])
def test_impossible_date_is_refused_with_a_sentence(client: Client, address: str) -> None:
    response = client.get(f"{address}.pdf?peildatum=2014-02-30")
    assert response.status_code == 400
    assert "Deze datum bestaat niet." in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/gemeenten/niemand-gm9999/raad.pdf",
        "/samenwerkingen/niets/raden.docx",
        f"{COUNCIL}.xlsx",
        f"{COUNCILS}.csv",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_files_are_only_read(client: Client) -> None:
    assert client.post(f"{COUNCIL}.pdf").status_code == 405


def test_municipality_that_ended_says_who_is_in_its_place(client: Client) -> None:
    text = said(read(client, "/gemeenten/zeevang-gm0478/raad.pdf?peildatum=2020-01-01"))
    assert "is Zeevang geen gemeente. In plaats daarvan: Edam-Volendam." in text


def test_day_on_which_an_arrangement_is_not_in_force_is_said(client: Client) -> None:
    text = said(read(client, f"{COUNCILS}.pdf?peildatum=2000-01-01"))
    assert "Op 1 januari 2000 geldt deze samenwerking niet." in text


@pytest.mark.parametrize("address", [COUNCIL, COUNCILS])
def test_file_asks_the_database_at_most_twelve_times_once_the_country_is_at_hand(
    client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    client.get(f"{address}.pdf{THEN}")
    with django_assert_max_num_queries(12):
        client.get(f"{address}.pdf{THEN}")
