# SPDX-License-Identifier: EUPL-1.2
"""Bytes that somebody sends, judged by what is in them and kept in the database.

What the sender says a file is, counts for nothing: the kind is found in the bytes, and only kinds
on a short list are kept. Documents are kept as they are and never opened: of a packed one only
the list of names in it is read. Photos are decoded and written anew, see :mod:`.storing_photos`.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from samenspel.citylinks.models import StoredFile
from samenspel.citylinks.refusal import LinkRefused

MOST_BYTES: Final = 10_000_000
"""Of a document."""
LONGEST_NAME: Final = 120
MOST_PACKED: Final = 10_000
"""Names in a packed document that are looked at."""

_ODF = "application/vnd.oasis.opendocument."
_OOXML = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "docx": f"{_OOXML}wordprocessingml.document",
    "xlsx": f"{_OOXML}spreadsheetml.sheet",
    "pptx": f"{_OOXML}presentationml.presentation",
    "odt": f"{_ODF}text",
    "ods": f"{_ODF}spreadsheet",
    "odp": f"{_ODF}presentation",
    "txt": "text/plain",
    "csv": "text/csv",
}
"""What may be kept: media type by the end of the file name."""
EXTENSIONS: Final = {media_type: extension for extension, media_type in MEDIA_TYPES.items()}

_OOXML_PARTS: Final = {
    b"word/document.xml": "docx",
    b"xl/workbook.xml": "xlsx",
    b"ppt/presentation.xml": "pptx",
}
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP: Final = re.compile(
    r"<\s*(!doctype|!--|\?|html|head|body|script|svg|style|iframe|xml|math|object|img)", re.I
)
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Control characters, and those that turn the direction of writing: names that look like others.
_NO_NAME: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_END: Final = struct.Struct("<4s4H2LH")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")


@dataclass(frozen=True)
class KnownFile:
    """What was found: ``name`` is safe to show and to offer, with the end that fits the bytes."""

    name: str
    media_type: str


def known_document(content: bytes, file_name: str) -> KnownFile:
    """What a document is.

    Raises
    ------
    LinkRefused
        It is empty, too large, of a kind that is not kept, or not what its name says.
    """
    if not content:
        raise LinkRefused(_("This file is empty."), "file")
    if len(content) > MOST_BYTES:
        raise LinkRefused(too_large(MOST_BYTES), "file")
    stem, said = _name_parts(file_name)
    found = _kind_of(content, said)
    if found is None:
        raise LinkRefused(_why_unknown(content), "file")
    if said and said != found:
        raise LinkRefused(
            _("The name ends in “.%(said)s”, but what is in it is “.%(found)s” or something else.")
            % {"said": said[:10], "found": found}
            + " "
            + _("Open it in the program that it comes from, save it again and send that file."),
            "file",
        )
    return KnownFile(f"{stem}.{found}", MEDIA_TYPES[found])


def too_large(most: int) -> str:
    """That a file has more than ``most`` bytes, and what helps."""
    told = _("This file is larger than %(number)s MB. Make it smaller, or send it in parts.")
    return told % {"number": most // 1_000_000}


def stored(content: bytes, media_type: str) -> StoredFile:
    """Keep these bytes; one query."""
    return StoredFile.objects.create(
        digest=hashlib.sha256(content).hexdigest(),
        media_type=media_type,
        size=len(content),
        content=content,
    )


def _name_parts(file_name: str) -> tuple[str, str]:
    """Name without folders and its end in small letters; both without what could mislead."""
    last = re.split(r"[/\\]", file_name)[-1]
    clean = " ".join(_NO_NAME.sub("", last).split()).strip(". ")
    stem, dot, end = clean.rpartition(".")
    if not dot or not end.isalnum() or len(end) > 10:
        stem, end = clean, ""
    return stem.strip(". ")[:LONGEST_NAME] or "document", end.lower()


def _kind_of(content: bytes, said: str) -> str | None:
    """The end of the name that fits what is in it, or None for what is not kept."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _packed_kind(content)
    if _is_text(content):
        return "csv" if said == "csv" else "txt"
    return None


def _packed_kind(content: bytes) -> str | None:
    """The kind of a packed document, by the names in it; nothing is unpacked."""
    names = set(_packed_names(content))
    if any(name.endswith(b"vbaProject.bin") or name.startswith(b"Basic/") for name in names):
        raise LinkRefused(
            _("There are macros in this document. Save it without macros and send it again."),
            "file",
        )
    if b"[Content_Types].xml" in names:
        return next((end for part, end in _OOXML_PARTS.items() if part in names), None)
    if b"content.xml" in names:
        return EXTENSIONS.get(_first_entry(content)) if b"mimetype" in names else None
    return None


def _first_entry(content: bytes) -> str:
    """What an OpenDocument says that it is: its first part, which is never packed (ODF 1.3)."""
    _sign, _v, _flag, method, _t, _d, _crc, packed, size, named, extra = _LOCAL.unpack_from(content)
    begin = _LOCAL.size + named + extra
    name = content[_LOCAL.size : _LOCAL.size + named]
    if name != b"mimetype" or method != 0 or packed != size or size > 100:
        return ""
    return content[begin : begin + size].decode("ascii", "replace")


def _packed_names(content: bytes) -> Iterator[bytes]:
    """The names in the list at the end of a ZIP file, at most MOST_PACKED; none when broken."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if end < 0 or len(content) - end < _END.size:
        return
    at = _END.unpack_from(content, end)[6]
    for _number in range(MOST_PACKED):
        if at + _ENTRY.size > end:
            return
        entry = _ENTRY.unpack_from(content, at)
        if entry[0] != b"PK\x01\x02":
            return
        named, extra, comment = entry[10:13]
        yield content[at + _ENTRY.size : at + _ENTRY.size + named]
        at += _ENTRY.size + named + extra + comment


def _is_text(content: bytes) -> bool:
    """Whether it is text that no browser could take for a page or a drawing."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        if "\ufffd" in text:
            return False
    return not (_NO_TEXT.search(text) or _MARKUP.search(text[:2_000]))


def _why_unknown(content: bytes) -> str:
    """Why a file is not kept, and what helps."""
    if content.startswith(_OLD_OFFICE):
        return _(
            "This is an Office file of an old kind, or one with a password. Save it as .docx, "
            ".xlsx or .pptx without a password, or as PDF."
        )
    return _(
        "This kind of file cannot be kept. Send a PDF, a document of Word, Excel, PowerPoint or "
        "LibreOffice, plain text or CSV. Photos go to the photos."
    )
