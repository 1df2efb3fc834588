# SPDX-License-Identifier: EUPL-1.2
"""A sheet as PDF: tagged, PDF/UA-1 as typst checks it, and the same bytes for the same sheet."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from samenspel.paper.sheet import Prose, Section, Sheet, Table

# The root of the template: it can read nothing outside this folder.
ROOT = Path(__file__).parent / "typst"
FONTS = ("Libertinus Serif",)


def pdf(sheet: Sheet) -> bytes:
    """The sheet on A4: one page when it fits, in a smaller size if need be, more pages else.

    The date of the document is the reference date: the same sheet gives the same bytes.
    """
    return _compiled(as_data(sheet), sheet.on.isoformat())


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
def _compiled(data: str, on: str) -> bytes:
    """Kept at hand: the same sheet is often asked for again."""
    import typst

    moment = datetime.fromisoformat(on).replace(tzinfo=UTC)
    made = typst.compile(
        str(ROOT / "sheet.typ"),
        root=str(ROOT),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": data},
        timestamp=int(moment.timestamp()),
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)  # noqa: S101 - one document, so not a list of pages
    return made
