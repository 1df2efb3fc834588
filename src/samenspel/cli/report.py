# SPDX-License-Identifier: EUPL-1.2
"""``samenspel report``: the sheet for a council, as PDF, as Word or as plain values."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samenspel.cli.folders import signs_of_life
from samenspel.cli.whole_files import check_files, write_files

if TYPE_CHECKING:
    from samenspel.insight.reports.wording import Address
    from samenspel.paper.sheet import Sheet
    from samenspel.register.queries.reference import Reference

_FILE = click.Path(path_type=Path)
_CODE = re.compile(r"(GM)?[0-9]{4,5}", re.IGNORECASE)


@click.command(epilog="Example: samenspel report GM0363 --pdf amsterdam.pdf --on 2026-01-01")
@click.argument("code")
@click.option("--pdf", "pdf_file", type=_FILE, help="Write the sheet to this file, as PDF.")
@click.option("--docx", "docx_file", type=_FILE, help="Write the sheet to this file, for Word.")
@click.option(
    "--on",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Reference date (YYYY-MM-DD); default: today.",
)
@click.option("--source", default="", metavar="NAME", help="Follow this collection, by its name.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--template", type=_FILE, help="Word template of your own, instead of ours.")
@click.option("--json", "as_json", is_flag=True, help="Write what is on the sheet as JSON.")
@click.option("-o", "--output", type=_FILE, help="Write the JSON to this file.")
def report(
    code: str,
    *,
    pdf_file: Path | None,
    docx_file: Path | None,
    on: datetime | None,
    source: str,
    language: str,
    template: Path | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Make the one A4 for the council of a municipality, or for the councils of an arrangement.

    CODE is the code of a municipality (GM0363) or the last part of the address of an arrangement
    (its slug). The figures come from the database of the settings. Names of people who represent a
    council stand in the PDF and in Word, never in JSON.
    """
    if template is not None and docx_file is None:
        raise click.UsageError("--template is for --docx")
    if output is not None and not as_json:
        raise click.UsageError("-o is for --json")
    if not (pdf_file or docx_file or as_json):
        raise click.UsageError("choose --pdf FILE, --docx FILE or --json")
    check_files((pdf_file, docx_file, output), (template,))
    from samenspel.cli.site import migrate, setup_django

    setup_django()
    migrate()
    from django.utils import translation

    with translation.override(language), signs_of_life(f"Making the sheet of {code}"):
        sheet, figures = _read(code, on, source)
        contents = _files(sheet, pdf_file, docx_file, template)
        if as_json:
            text = json.dumps(figures, ensure_ascii=False, indent=2) + "\n"
            if output is not None:
                contents[output] = text.encode()
    write_files(contents)
    if as_json and output is None:
        click.echo(text, nl=False)
    for path in contents:
        click.echo(f"{path} written.", err=True)


def _files(
    sheet: Sheet, pdf_file: Path | None, docx_file: Path | None, template: Path | None
) -> dict[Path, bytes]:
    from samenspel.paper.pdf import pdf
    from samenspel.paper.word import TEMPLATE, TemplateError, word

    contents: dict[Path, bytes] = {}
    if pdf_file is not None:
        contents[pdf_file] = pdf(sheet)
    if docx_file is not None:
        try:
            contents[docx_file] = word(sheet, template or TEMPLATE)
        except TemplateError as error:
            raise click.ClickException(str(error)) from error
    return contents


def _read(code: str, on: datetime | None, source: str) -> tuple[Sheet, dict[str, object]]:
    """The sheet, and its figures as plain values."""
    from django.utils import timezone

    from samenspel.insight.queries.council.tables import council_json, councils_json
    from samenspel.insight.reports.council import council_sheet
    from samenspel.insight.reports.councils import councils_sheet
    from samenspel.register.queries.reference import reference

    today = timezone.localdate()
    found = reference(on=on.date() if on else today, today=today, chosen=source)
    if source and found.chosen is None:
        have = ", ".join(collection.slug for collection in found.collections) or "none"
        raise click.ClickException(f"there is no collection {source}; loaded are: {have}")
    address = _address_of(on, source)
    if _CODE.fullmatch(code):
        page = _council(code.upper(), found)
        return council_sheet(page, address), council_json(page)
    pages = _councils(code, found)
    return councils_sheet(pages, address), councils_json(pages)


def _address_of(on: datetime | None, source: str) -> Address:
    """Whole addresses on the site of the settings."""
    from urllib.parse import urlencode

    from django.conf import settings

    from samenspel.insight.reports.wording import dated

    asked = {"peildatum": on.date().isoformat() if on else "", "bron": source}
    kept = {key: value for key, value in asked.items() if value}
    site = str(settings.SAMENSPEL_ADDRESS).rstrip("/")
    return dated(lambda path: f"{site}{path}", f"?{urlencode(kept)}" if kept else "")


def _council(code: str, found: Reference) -> Any:
    from samenspel.insight.queries.council import council_page
    from samenspel.places.models import Municipality

    municipality = Municipality.objects.select_related("province").filter(code=code).first()
    if municipality is None:
        raise click.ClickException(f"there is no municipality {code} in the database")
    return council_page(municipality, found, found.today)


def _councils(slug: str, found: Reference) -> Any:
    from samenspel.insight.queries.council.joint import councils_page

    page = councils_page(slug, found, found.today)
    if page is None:
        raise click.ClickException(f"there is no arrangement {slug} in the database")
    return page
