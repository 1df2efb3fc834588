# SPDX-License-Identifier: EUPL-1.2
"""How an XML export of the register is written: its style, its mess, elements and identifiers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

_TOOI = "https://identifier.overheid.nl/tooi/id"
_KINDS = {
    "GM": "gemeente",
    "PV": "provincie",
    "WS": "waterschap",
    "MNRE": "ministerie",
    "SO": "so",
}


@dataclass(frozen=True)
class Style:
    """How the file is written; the defaults are a clean export."""

    prefix: str = "p"
    """Prefix of the namespace; empty for a default namespace and bare attributes."""
    indent: bool = True
    one_list: bool = False
    """Arrangements are organisations of a type, in one list with all others."""
    last_days: bool = False
    """Ends are the last day of the old situation."""
    unknown_as_1900: bool = False
    decimal_commas: bool = True
    invisible: bool = False
    """Zero-width characters in names, and non-breaking blanks."""
    codes_in_records_only: bool = False
    """Participants have no code of their own; their record has it."""
    dutch_provinces_abroad: bool = False
    capitals: bool = False
    """Places in capitals."""
    stated_day: bool = True
    extra_elements: bool = False
    """Elements that the converter does not know."""


MESSY = Style(
    prefix="ns7",
    indent=False,
    last_days=True,
    unknown_as_1900=True,
    invisible=True,
    codes_in_records_only=True,
    dutch_provinces_abroad=True,
    capitals=True,
    stated_day=False,
    extra_elements=True,
)


@dataclass
class Xml:
    """Writes elements."""

    style: Style
    out: io.StringIO = field(default_factory=io.StringIO)
    depth: int = 0

    def _name(self, name: str) -> str:
        return f"{self.style.prefix}:{name}" if self.style.prefix else name

    def _tag(self, name: str, attributes: Mapping[str, str | None]) -> str:
        written = (
            f" {self._name(key)}={quoteattr(value)}" for key, value in attributes.items() if value
        )
        return self._name(name) + "".join(written)

    def _line(self, text: str) -> None:
        self.out.write("  " * self.depth + text + "\n" if self.style.indent else text)

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str | None] = {}) -> Iterator[None]:
        self._line(f"<{self._tag(name, attributes)}>")
        self.depth += 1
        yield
        self.depth -= 1
        self._line(f"</{self._name(name)}>")

    def leaf(self, name: str, text: object, attributes: Mapping[str, str | None] = {}) -> None:
        """An element with text; nothing when there is neither text nor attribute."""
        if text is None and not any(attributes.values()):
            return
        inner = "" if text is None else escape(str(text))
        self._line(f"<{self._tag(name, attributes)}>{inner}</{self._name(name)}>")

    def several(self, around: str, name: str, texts: list[str]) -> None:
        if texts:
            with self.element(around):
                for text in texts:
                    self.leaf(name, text)


def owms_name(row: dict[str, Any]) -> str:
    """An address of its own for each municipality in the OWMS list."""
    return f"{row['name']}_{row['code']}"


def municipal_id(code: str) -> str:
    """The identifier of the record of a municipality."""
    return str(20_000 + int(code[2:]))


def other_id(code: str) -> str:
    """The identifier of the record of another organisation with a code."""
    prefix = code.rstrip("0123456789")
    return str((list(_KINDS).index(prefix) + 1) * 100_000 + int(code[len(prefix) :]))


def tooi(code: str | None) -> str | None:
    """The address of an organisation with a code."""
    if code is None:
        return None
    prefix = code.rstrip("0123456789")
    return f"{_TOOI}/{_KINDS[prefix]}/{code.lower()}"


def split(text: str | None) -> list[str]:
    """The items of a list: bars with blanks around them are part of an item."""
    guarded = (text or "").replace(" | ", "\0")
    return [item.replace("\0", " | ") for item in guarded.split("|") if item]
