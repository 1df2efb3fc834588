# SPDX-License-Identifier: EUPL-1.2
"""The sheets of councils as files: what to make, and what to call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from samenspel.paper.pdf import pdf
from samenspel.paper.sheet import Sheet
from samenspel.paper.word import word

MAKERS: Mapping[str, Callable[[Sheet], bytes]] = {"pdf": pdf, "docx": word}
CONTENT_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def file_name(slug: str, sheet: Sheet, kind: str) -> str:
    """The name of a file: of what, on which day."""
    return f"{slug[:80]}-{sheet.on.isoformat()}.{kind}"
