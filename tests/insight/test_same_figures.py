# SPDX-License-Identifier: EUPL-1.2
"""One figure, one value: on the page, as CSV and JSON, by the commands, in PDF and in Word."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from click.testing import CliRunner
from django.test import Client
from docx.oxml.ns import qn

from samenspel.cli import samenspel
from samenspel.datapackage.writer import write_package
from samenspel.insight.queries.council import council_page
from samenspel.insight.queries.council.page import CouncilPage
from samenspel.insight.queries.country.measures import MEASURES
from samenspel.insight.queries.export.package import exported
from samenspel.places.models import Municipality
from samenspel.register.models import Collection
from samenspel.register.queries.facts import forget
from tests.insight.small_country import (
    ALMERE,
    AMSTERDAM,
    DIEMEN,
    ZAANSTAD,
    Made,
    asked,
    load,
)

pytestmark = pytest.mark.django_db
DATE = "2026-06-01"
THEN = f"?peildatum={DATE}"
SMALL = {
    "bus": Made(
        (AMSTERDAM, DIEMEN, ZAANSTAD),
        {"legal_form": "openbaar_lichaam", "policy_areas": "verkeer"},
        votes={AMSTERDAM: 3, DIEMEN: 2, ZAANSTAD: 1},
        euros={AMSTERDAM: 300, DIEMEN: 200, ZAANSTAD: 100},
        quota=4,
    ),
    "afval": Made(
        (ZAANSTAD, ALMERE), {"legal_form": "bedrijfsvoeringsorganisatie"}, euros={ZAANSTAD: 50}
    ),
    "zorg": Made((AMSTERDAM, ZAANSTAD), {"legal_form": "centrumgemeente"}),
}
# Worked out by hand. Three partners (Amsterdam, Diemen, Almere); with them Zaanstad shares two, one
# and one arrangement, of three times three: 4/9. With votes 3, 2, 1 and quota 4 the vote of
# Zaanstad decides once in five times.
BY_HAND: dict[str, float | None] = {
    "arrangements": 3,
    "partners": 3,
    "seats": 3,
    "congruence": 4 / 9,
    "bus votes": 1,
    "bus vote_share": 1 / 6,
    "bus power": 1 / 5,
    "bus contribution": 100,
    "bus contribution_share": 1 / 6,
    "afval votes": None,
    "afval power": None,
    "afval contribution": 50,
    "afval contribution_share": None,
    "zorg contribution": None,
}
OF_A_ROW = ("votes", "vote_share", "power", "contribution", "contribution_share")


def plain(markup: str) -> str:
    """What a reader of a page sees, in one line."""
    body = re.sub(r"<(script|style|head|svg)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def number(text: str) -> float | None:
    return float(text) if text else None


def of_channel(client: Client, page: str, kind: str) -> dict[str, float | None]:
    """All figures of a council as the downloads of its page give them."""
    found: dict[str, float | None] = {}

    def rows(table: str) -> list[dict[str, Any]]:
        answer = client.get(f"{page}/tabel/{table}.{kind}{THEN}")
        assert answer.status_code == 200
        if kind == "json":
            return list(answer.json()["rows"])
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    for row in rows("vergelijking"):
        for name, column in (("", "own"), (" median", "median")):
            value = row[column]
            found[f"{row['key']}{name}"] = number(value) if isinstance(value, str) else value
    for row in rows("samenwerkingen"):
        for column in OF_A_ROW:
            value = row[column]
            key = f"{row['slug'].removesuffix('-klein')} {column}"
            found[key] = number(value) if isinstance(value, str) else value
    return found


def of_page(page: CouncilPage) -> dict[str, float | None]:
    """The same figures as the page itself has them, exact, as decimals."""
    found: dict[str, Any] = {}
    for figure in page.comparison:
        found[figure.key], found[f"{figure.key} median"] = figure.own, figure.median
    for row in page.rows:
        values = (
            row.voice and row.voice.votes,
            row.voice and row.voice.vote_share,
            row.voice and row.voice.power,
            row.payment and row.payment.amount,
            row.payment and row.payment.share,
        )
        for column, value in zip(OF_A_ROW, values, strict=True):
            found[f"{row.slug.removesuffix('-klein')} {column}"] = value
    return {key: None if value is None else float(value) for key, value in found.items()}


def texts_of(page: CouncilPage) -> Iterator[str]:
    """Everything on a sheet that has a figure in it, as it is written."""
    for figure in page.comparison:
        yield figure.own_text
        if figure.median is not None:
            yield figure.median_text
    for row in page.rows:
        if page.has_votes:
            yield from (row.votes_text, row.power_text)
        if page.has_payments:
            yield row.payment_text
    yield page.costs.text
    for signal in page.signals:
        yield signal.sentence
    for change in page.changes:
        yield change.text


def of_command(*arguments: str | Path) -> Any:
    """What a command says as JSON."""
    result = CliRunner().invoke(samenspel, [str(each) for each in arguments])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def channels(client: Client, address: str) -> dict[str, str]:
    """What a reader reads, by the way in which it comes to them."""
    files = {kind: client.get(f"{address}.{kind}{THEN}").content for kind in ("pdf", "docx")}
    pages = pypdf.PdfReader(io.BytesIO(files["pdf"])).pages
    body = docx.Document(io.BytesIO(files["docx"])).element.body
    return {
        "page": plain(client.get(f"{address}/{THEN}").content.decode()),
        "pdf": " ".join(" ".join(page.extract_text() for page in pages).split()),
        "word": " ".join(
            " ".join(
                "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
                for paragraph in body.iter(qn("w:p"))
            ).split()
        ),
    }


def check_readers(client: Client, page: CouncilPage) -> None:
    """Every figure stands on the page, in the PDF and in Word as it is written once."""
    for name, said in channels(client, f"/gemeenten/{page.slug}/raad").items():
        for text in texts_of(page):
            # Lines break after a hyphen, too.
            assert "".join(text.split()) in "".join(said.split()), f"{name}: {text}"


def check_machines(client: Client, page: CouncilPage, package: Path) -> None:
    """Every figure is the same in CSV, in JSON and by the commands, to the last digit."""
    address, expected = f"/gemeenten/{page.slug}/raad", of_page(page)
    assert of_channel(client, address, "csv") == expected
    assert of_channel(client, address, "json") == expected
    report = of_command("report", page.code, "--json", "--on", DATE)
    assert report == client.get(f"{address}/alles.json{THEN}").json()
    own = {key: value for key, value in expected.items() if " " not in key}
    assert {row["key"]: row["own"] for row in report["tables"]["vergelijking"]["rows"]} == own
    found = of_command("congruence", package, "--on", DATE, "--json")["municipalities"]
    row = next(row for row in found if row["code"] == page.code)
    assert (row["partners"], row["congruence"]) == (own["partners"], own["congruence"])
    found = of_command("burden", package, "--on", DATE, "--json")["municipalities"]
    row = next(row for row in found if row["code"] == page.code)
    assert row["arrangements"] == own["arrangements"]
    assert (row["seats"], row["member_hours"]) == (own["seats"], own["member_hours"])
    check_country(client, page, own)


def check_country(client: Client, page: CouncilPage, own: dict[str, float | None]) -> None:
    """The page of the country has the same figure of this municipality."""
    compared = 0
    for measure in MEASURES:
        if measure.column not in own:
            continue
        answers = {
            kind: client.get(
                f"/inzicht/land/gemeenten.{kind}{THEN}&maat={measure.key}&land={page.country}"
            )
            for kind in ("csv", "json")
        }
        rows = list(csv.DictReader(io.StringIO(answers["csv"].content.decode("utf-8-sig"))))
        row = next(row for row in rows if row["municipality_code"] == page.code)
        assert number(row[measure.column]) == own[measure.column]
        rows = answers["json"].json()["rows"]
        row = next(row for row in rows if row["municipality_code"] == page.code)
        assert row[measure.column] == own[measure.column]
        compared += 1
    assert compared == len(own)


def package_now(collection: str, folder: Path) -> Path:
    """The collection as it is in the database, as a package on disk."""
    write_package(exported(Collection.objects.get(slug=collection)).package, folder)
    return folder


def page_of(code: str) -> CouncilPage:
    municipality = Municipality.objects.select_related("province").get(code=code)
    reference = asked()
    return council_page(municipality, reference, reference.today)


def test_figures_of_a_small_country_are_those_worked_out_by_hand(client: Client) -> None:
    load(SMALL)
    for found in (
        of_page(page_of(ZAANSTAD)),
        of_channel(client, "/gemeenten/zaanstad-gm0479/raad", "csv"),
    ):
        assert {key: found[key] for key in BY_HAND} == BY_HAND


def test_every_figure_is_the_same_in_every_channel(client: Client, tmp_path: Path) -> None:
    load(SMALL)
    page = page_of(ZAANSTAD)
    check_readers(client, page)
    check_machines(client, page, package_now("klein", tmp_path / "package"))


def test_page_pdf_and_word_write_the_figures_worked_out_by_hand(client: Client) -> None:
    load(SMALL)
    for said in channels(client, "/gemeenten/zaanstad-gm0479/raad").values():
        for text in ("1 van 6 (16,7%)", "20,0%", "€ 100 (2026), 16,7% van alles", "0,44"):
            assert "".join(text.split()) in "".join(said.split())


@pytest.mark.national
@pytest.mark.parametrize("code", ["GM0363", "GM0882", "GM1680"])
def test_every_figure_of_the_real_register_is_the_same_in_every_channel(
    national: None, client: Client, tmp_path: Path, code: str
) -> None:
    forget()
    page = page_of(code)
    assert page.number
    check_readers(client, page)
    check_machines(client, page, package_now("nl-2026", tmp_path / "package"))
