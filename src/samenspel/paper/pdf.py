# SPDX-License-Identifier: EUPL-1.2
"""A sheet as PDF: tagged, PDF/UA-1 as typst checks it, and the same bytes for the same sheet."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from samenspel.paper.sheet import Picture, Pictures, Prose, Section, Sheet, Table

# The root of the template: it can read nothing outside this folder.
ROOT = Path(__file__).parent / "typst"
TEMPLATE = "sheet.typ"
FONTS = ("Libertinus Serif",)


def pdf(sheet: Sheet) -> bytes:
    """The sheet on A4: one page when it fits, in a smaller size if need be, more pages else.

    The date of the document is the reference date: the same sheet gives the same bytes.
    """
    return _compiled(as_data(sheet), sheet.on.isoformat(), _contents(sheet))


def _contents(sheet: Sheet) -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of every picture, in order."""
    found = [s for s in sheet.sections if isinstance(s, Pictures)]
    items = [picture for section in found for picture in section.items]
    return tuple((picture_name(picture), picture.content) for picture in items)


def picture_name(picture: Picture) -> str:
    """The name of the file of a picture for the template: the same for the same bytes."""
    return f"{hashlib.sha256(picture.content).hexdigest()}.{picture.kind}"


def as_data(sheet: Sheet) -> str:
    """What the template reads, as JSON; the template prints these texts and reads no markup."""
    said = {
        "language": sheet.language,
        "region": sheet.region,
        "fonts": FONTS,
        "on": [sheet.on.year, sheet.on.month, sheet.on.day],
        "kicker": sheet.kicker,
        "title": sheet.title,
        "lead": sheet.lead,
        "description": sheet.description,
        "publisher": sheet.publisher,
        "across": sheet.across,
        "figures_note": sheet.figures_note,
        "unknown": sheet.unknown,
        "figures": [vars(figure) for figure in sheet.figures],
        "sections": [_section(section) for section in sheet.sections],
        "definitions": [vars(definition) for definition in sheet.definitions],
        "definitions_heading": sheet.definitions_heading,
        "colophon": sheet.colophon,
        "foot": sheet.foot,
        "numbering": sheet.numbering,
        "letter": vars(sheet.letter) if sheet.letter else None,
        "reading": sheet.is_reading_text,
    }
    return json.dumps(said, ensure_ascii=False)


def _section(section: Section) -> dict[str, Any]:
    if isinstance(section, Prose):
        return {
            "kind": "prose",
            "heading": section.heading,
            "paragraphs": [text for text in section.paragraphs if text.strip()],
        }
    if isinstance(section, Pictures):
        return {
            "kind": "pictures",
            "heading": section.heading,
            "items": [
                {"name": picture_name(one), "alt": one.alt, "caption": one.caption}
                for one in section.items
            ],
        }
    if isinstance(section, Table):
        return {
            "kind": "table",
            "heading": section.heading,
            "note": section.note,
            "empty": section.empty,
            "columns": [
                {
                    "label": column.label,
                    "width": column.width,
                    "tight": column.is_tight,
                    "optional": column.is_optional,
                    "align": "right" if column.is_number else "left",
                    "method": column.method,
                }
                for column in section.columns
            ],
            "rows": [vars(row) for row in section.rows],
        }
    return {
        "kind": "points",
        "heading": section.heading,
        "empty": section.empty,
        "numbered": section.is_numbered,
        "stressed": section.is_stressed,
        "items": [vars(item) for item in section.items],
    }


@lru_cache(maxsize=64)
def _compiled(data: str, on: str, pictures: tuple[tuple[str, bytes], ...]) -> bytes:
    """Kept at hand: the same sheet is often asked for again."""
    if not pictures:
        return _typeset(ROOT, data, on)
    # The template reads files below its root only: a root of its own, for as long as it takes.
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(ROOT / TEMPLATE, root)
        (root / "pictures").mkdir()
        for name, content in pictures:
            (root / "pictures" / name).write_bytes(content)
        return _typeset(root, data, on)


def _typeset(root: Path, data: str, on: str) -> bytes:
    import typst

    moment = datetime.fromisoformat(on).replace(tzinfo=UTC)
    made = typst.compile(
        str(root / TEMPLATE),
        root=str(root),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": data},
        timestamp=int(moment.timestamp()),
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)  # noqa: S101 - one document, so not a list of pages
    return made
