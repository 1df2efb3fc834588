# SPDX-License-Identifier: EUPL-1.2
"""``samenspel report``: the sheet of a council as files and as JSON, from the database."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pypdf
import pytest
from click.testing import CliRunner, Result
from django.test import Client

from samenspel.cli import samenspel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
ON = ("--on", "2014-01-01")
SLUG = "stadsregio-amsterdam-voorbeeld"
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def call(*arguments: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(samenspel, ["report", *map(str, arguments)])
        assert result.exit_code == code, result.output
        return result

    return call


def test_sheet_of_a_municipality_as_pdf_and_for_word(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "raad.pdf", tmp_path / "raad.docx"
    result = run("gm0479", "--pdf", made[0], "--docx", made[1], *ON)
    assert result.stdout == ""
    assert result.stderr.endswith(f"{made[0]} written.\n{made[1]} written.\n")
    reader = pypdf.PdfReader(made[0])
    assert "Zaanstad in de regio" in reader.pages[0].extract_text()
    assert "Zaanstad in de regio" in [p.text for p in docx.Document(str(made[1])).paragraphs]


@pytest.mark.parametrize(
    ("code", "page"),
    [("GM0479", "/gemeenten/zaanstad-gm0479/raad"), (SLUG, f"/samenwerkingen/{SLUG}/raden")],
)
def test_command_makes_the_file_that_the_site_gives(
    run: Run, tmp_path: Path, client: Client, code: str, page: str, settings: object
) -> None:
    settings.SAMENSPEL_ADDRESS = "http://testserver"  # type: ignore[attr-defined]
    made = tmp_path / "raad.pdf", tmp_path / "raad.docx"
    run(code, "--pdf", made[0], "--docx", made[1], *ON)
    for path in made:
        response = client.get(f"{page}{path.suffix}?peildatum=2014-01-01")
        assert path.read_bytes() == response.content


@pytest.mark.parametrize(
    ("code", "page"),
    [("GM0479", "/gemeenten/zaanstad-gm0479/raad"), (SLUG, f"/samenwerkingen/{SLUG}/raden")],
)
def test_json_says_what_the_site_says(run: Run, client: Client, code: str, page: str) -> None:
    said = json.loads(run(code, "--json", *ON).stdout)
    assert said == client.get(f"{page}/alles.json?peildatum=2014-01-01").json()


def test_json_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "raad.json"
    assert run("GM0479", "--json", "-o", made, *ON).stdout == ""
    assert json.loads(made.read_text())["municipality"]["name"] == "Zaanstad"


def test_sheet_in_english_and_of_a_chosen_collection(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "council.pdf"
    run("GM0479", "--pdf", made, "--language", "en", "--source", "voorbeeld", *ON)
    said = " ".join(pypdf.PdfReader(made).pages[0].extract_text().split())
    assert "What the figures mean" in said
    assert "?peildatum=2014-01-01&bron=voorbeeld" in said


def test_word_template_of_ones_own(run: Run, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Griffie: {{ sheet.title }}")
    own, made = tmp_path / "eigen.docx", tmp_path / "raad.docx"
    document.save(str(own))
    run("GM0479", "--docx", made, "--template", own, *ON)
    found = docx.Document(io.BytesIO(made.read_bytes()))
    assert [p.text for p in found.paragraphs] == ["Griffie: Zaanstad in de regio"]


def test_template_that_is_no_document_is_refused_and_nothing_written(
    run: Run, tmp_path: Path
) -> None:
    own, made = tmp_path / "eigen.docx", tmp_path / "raad.docx"
    own.write_text("geen document")
    result = run("GM0479", "--docx", made, "--template", own, code=1)
    assert "eigen.docx cannot be used as a template" in result.stderr
    assert not made.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("GM9999", "--json"), "there is no municipality GM9999 in the database"),
        (("niets", "--json"), "there is no arrangement niets in the database"),
        (("GM0479", "--json", "--source", "x"), "there is no collection x; loaded are: voorbeeld"),
    ],
)
def test_what_is_not_there_is_one_sentence(run: Run, arguments: tuple[str, ...], said: str) -> None:
    assert run(*arguments, code=1).stderr == f"Error: {said}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("GM0479",), "choose --pdf FILE, --docx FILE or --json"),
        (("GM0479", "--pdf", "x.pdf", "-o", "y.json"), "-o is for --json"),
        (("GM0479", "--json", "--template", "x.docx"), "--template is for --docx"),
        (("GM0479", "--json", "--on", "gisteren"), "does not match the format"),
    ],
)
def test_wrong_use_is_told(run: Run, arguments: tuple[str, ...], said: str) -> None:
    assert said in run(*arguments, code=2).stderr


def test_two_results_cannot_be_one_file(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "raad"
    assert "named twice" in run("GM0479", "--pdf", made, "--docx", made, code=1).stderr
