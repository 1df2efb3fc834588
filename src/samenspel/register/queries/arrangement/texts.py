# SPDX-License-Identifier: EUPL-1.2
"""Long texts and addresses of sources, made fit to read and safe to follow."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Registers hand out articles as one line; a new point begins where the blank before it is missing.
_BREAKS = (
    re.compile(r"(?<=[a-zà-ÿ)\]\"”'’][.;:,])\s*(?=\d{1,2}[.)]\s?[A-ZÀ-Ý“\"'])"),  # "taken.2. De"
    re.compile(r"(?<=[;:.,])\s*(?=[a-z][.)]\s?[a-zA-ZÀ-ÿ“\"'])(?<!\b[a-z][.])"),  # "zijn:a. de"
    re.compile(r"(?<=[;:.])\s*(?=[-–•·]\s?[A-Za-zÀ-ÿ])"),  # "taak:-de zorg"
    re.compile(r"(?<=[;:.])\s*(?=\([0-9a-z]{1,2}\)\s)"),
)
_BLANKS = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
LONGEST_ADDRESS = 2_000


def paragraphs(text: str) -> tuple[str, ...]:
    """The points of a text that came as one line, each a paragraph; nothing is left out."""
    clean = _INVISIBLE.sub("", text.replace("\u2028", "\n").replace("\r", "\n"))
    for pattern in _BREAKS:
        clean = pattern.sub("\n", clean)
    lines = (_BLANKS.sub(" ", line).strip() for line in clean.split("\n"))
    return tuple(line for line in lines if line)


def safe_url(address: str) -> str:
    """The address where it is a web address that can be followed; else empty.

    An address without a scheme (``www.example.org``) gets https. Anything but http and https, or
    with blanks or control characters in it, is no link.
    """
    text = address.strip()
    if not text or len(text) > LONGEST_ADDRESS or re.search(r"[\s\x00-\x20\x7f<>\"\\^`{|}]", text):
        return ""
    if re.match(r"^www\.[^/:@]+\.[a-z]{2,}", text, re.IGNORECASE):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_web = parts.scheme.lower() in {"http", "https"}
    # A name before the host ("overheid.nl@elsewhere") misleads the reader.
    is_plain = "@" not in parts.netloc and "." in (parts.hostname or "")
    return text if is_web and is_plain else ""


def listed(text: str) -> tuple[str, ...]:
    """The parts of a cell with ``|`` between, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))
