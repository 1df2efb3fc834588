# SPDX-License-Identifier: EUPL-1.2
"""Tables of the file of a guide, read key by key; what is wrong is written down, with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from samenspel.analysis.link_guide.guide import Text

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGES = ("nl", "en")
NOTHING = Text("", "")


class FileTable:
    """One table of the file: ``place`` says which, ``problems`` is shared by all tables.

    Reading never fails: what is missing or of the wrong kind is a problem, and reads as empty.
    """

    def __init__(self, values: Mapping[str, Any], place: str, problems: list[str]) -> None:
        self.values, self.place, self.problems = values, place, problems
        self._read: set[str] = set()

    def wrong(self, what: str) -> None:
        """Write down a problem of this table."""
        self.problems.append(f"{self.place}: {what}")

    def _get(self, key: str, kind: type, wanted: str, default: Any) -> Any:
        self._read.add(key)
        found = self.values.get(key, default)
        is_right = isinstance(found, kind) and (kind is bool or not isinstance(found, bool))
        if is_right or key not in self.values:
            return found
        self.wrong(f"{key} must be {wanted}")
        return default

    def _required(self, key: str, kind: type, wanted: str, default: Any) -> Any:
        if key not in self.values:
            self.wrong(f"{key} is missing")
        return self._get(key, kind, wanted, default)

    def flag(self, key: str) -> bool:
        """True or false; false where it is not there."""
        return bool(self._get(key, bool, "true or false", False))

    def string(self, key: str) -> str:
        """A text that is not empty."""
        found = str(self._required(key, str, "a text", ""))
        if key in self.values and not found.strip():
            self.wrong(f"{key} is empty")
        return found

    def key(self) -> str:
        """The permanent name: small letters, digits and hyphens."""
        found = self.string("key")
        if found and not _KEY.fullmatch(found):
            self.wrong(f"key {found!r} may have small letters, digits and single hyphens only")
        return found

    def whole(self, key: str, lowest: int, highest: int) -> int:
        """A whole number within bounds."""
        found = int(self._required(key, int, "a whole number", lowest))
        if not lowest <= found <= highest:
            self.wrong(f"{key} is {found}; it must lie from {lowest} to {highest}")
        return found

    def own_text(self) -> Text:
        """The text that the table itself is: ``nl`` and ``en``."""
        return Text(*(self._translation(language) for language in LANGUAGES))

    def _translation(self, language: str) -> str:
        self._read.add(language)
        found = self.values.get(language, "")
        if isinstance(found, str) and found.strip():
            return found
        self.wrong(f"the text in {language!r} is missing")
        return ""

    def text(self, key: str, *, is_required: bool = True) -> Text | None:
        """A table with a text in each language; None where it is not there and need not be."""
        if not is_required and key not in self.values:
            self._read.add(key)
            return None
        found = self._required(key, dict, "a text in each language", {})
        if key not in self.values or not isinstance(self.values[key], dict):
            return NOTHING
        return _whole_text(FileTable(found, f"{self.place}, {key}", self.problems))

    def needed_text(self, key: str) -> Text:
        """The same where it must be there; empty when it is not."""
        return self.text(key) or NOTHING

    def texts(self, key: str) -> tuple[Text, ...]:
        """A list of one or more texts."""
        rows = self.tables(key)
        if not rows and key in self.values:
            self.wrong(f"{key} must have at least one text")
        return tuple(_whole_text(row) for row in rows)

    def tables(self, key: str, *, called: str = "") -> list[FileTable]:
        """A list of tables, each with its place in the list."""
        found = self._required(key, list, "a list", [])
        rows = []
        for number, row in enumerate(found, start=1):
            place = f"{self.place}, {called or key} {number}"
            if isinstance(row, dict):
                name = row.get("key")
                place += f" ({name})" if name else ""
                rows.append(FileTable(row, place, self.problems))
            else:
                self.problems.append(f"{place}: must be a table")
        return rows

    def numbers(self, key: str) -> dict[str, int]:
        """Whole numbers by name; empty where it is not there."""
        found = self._get(key, dict, "whole numbers by name", {})
        for name, number in found.items():
            if not isinstance(number, int) or isinstance(number, bool):
                self.wrong(f"{key} of {name!r} must be a whole number")
        return {name: number for name, number in found.items() if type(number) is int}

    def names(self, key: str) -> frozenset[str]:
        """A list of one or more names."""
        found = self._required(key, list, "a list of names", [])
        return self._names(key, found) if key in self.values else frozenset()

    def names_by_name(self, key: str) -> dict[str, frozenset[str]]:
        """Lists of names by name; empty where it is not there."""
        found = self._get(key, dict, "lists of names", {})
        return {name: self._names(f"{key} of {name!r}", told) for name, told in found.items()}

    def _names(self, what: str, found: object) -> frozenset[str]:
        if isinstance(found, list) and found and all(isinstance(one, str) for one in found):
            return frozenset(found)
        self.wrong(f"{what} must be a list of one or more names")
        return frozenset()

    def end(self) -> None:
        """Everything was read that belongs here: what is left is not known."""
        for key in self.values:
            if key not in self._read:
                self.wrong(f"unknown key {key!r}")


def _whole_text(table: FileTable) -> Text:
    told = table.own_text()
    table.end()
    return told
