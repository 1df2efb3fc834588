# SPDX-License-Identifier: EUPL-1.2
"""The memo of a consideration says everything, in PDF and in Word."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader

from samenspel.citylinks.actions.considerations import begin, conclude
from samenspel.citylinks.actions.considerations_partners import NamedPartner, add_named_partner
from samenspel.citylinks.models import Consideration
from samenspel.places.models import Municipality
from tests.citylinks.considered import amsterdam, made, text
from tests.citylinks.small_links import AT, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
LIST = "/stedenbanden/afwegingen/"
MEMO = (
    "Past een stedenband bij Amsterdam",
    "Ga voor een stedenband.",
    "U wilt samen met collega's leren.",
    "Wat het vraagt",
    "Twee dagen per week.",
    "Heerlen",
    "buiten de voorwaarden",
    "Verweg (Senegal)",
    "Wij beginnen.",
    "Wij vragen de raad",
    "Wat het advies zou veranderen",
    "Wie in de raad steunt het?",
    "versie 1",
)


def test_the_memo_says_everything_in_pdf_and_word(client: Client) -> None:
    held = made()
    by = acting(amsterdam())
    client.force_login(amsterdam())
    client.post(f"{LIST}erbij/GM0917/?voor=GM0363&minkm=500", {"consideration": held.pk})
    add_named_partner(
        consideration=held, values=NamedPartner("Verweg", "SN", "Haven."), by=by, at=AT
    )
    held.refresh_from_db()
    conclude(
        consideration=held,
        title=held.title,
        conclusion="Wij beginnen.\n\nDaarna zien we verder.",
        edition=held.edition,
        by=by,
        at=AT,
    )
    one = held.get_absolute_url()
    response = client.get(f"{one}memo.pdf")
    assert "memo-stedenband-amsterdam-gm0363-2026-03-02.pdf" in response["Content-Disposition"]
    reader = PdfReader(io.BytesIO(response.content))
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part>1<" in reader.xmp_metadata.stream.get_data()
    told = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    for sentence in MEMO:
        assert sentence in told, sentence
    assert amsterdam().name not in told
    assert client.get(f"{one}memo.pdf").content == response.content
    document = Document(io.BytesIO(client.get(f"{one}memo.docx").content))
    words = " ".join(
        [p.text for p in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for sentence in ("Ga voor een stedenband.", "Wij vragen de raad", "Heerlen", "Wij beginnen."):
        assert sentence in words, sentence
    assert client.get(f"{one}memo.txt").status_code == 404


def test_the_memo_says_when_there_is_no_advice_or_a_better_form_is_out_of_reach(
    client: Client,
) -> None:
    client.force_login(amsterdam())
    few = begin(
        municipality=Municipality.objects.get(code="GM0363"),
        title="Leeg",
        by=acting(amsterdam()),
        at=AT,
    )
    for held, sentence in (
        (few, "Er is nog geen advies: er zijn te weinig antwoorden."),
        (made(mensen="geen"), "Meer punten, maar kan nu niet: stedenband."),
        (_tied(), "Evenveel punten:"),
    ):
        memo = client.get(f"{held.get_absolute_url()}memo.pdf").content
        reader = PdfReader(io.BytesIO(memo))
        told = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
        assert sentence in told
    assert "Er is nog geen partner in beeld." in text(client, few.get_absolute_url())


def _tied() -> Consideration:
    return made(
        mensen="erbij",
        opvolging="zoeken",
        geld="geen",
        duur="twee-jaar",
        bestuur="een",
        raad="niet-besproken",
        inwoners="weten-niets",
    )
