# SPDX-License-Identifier: EUPL-1.2
"""Which municipality a record is about that has a code and a name: each is checked on the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from samenspel.datapackage.municipal_history import MunicipalHistory, Resolution
from samenspel.datapackage.sources.conversion import Effect
from samenspel.datapackage.sources.text_repairs import repair

_NUMBER = re.compile(r"^(?:GM)?0*([0-9]{1,4})$", re.IGNORECASE)


@dataclass(frozen=True)
class Note:
    """A remark about a cell, still without file and row."""

    column: str
    original: str
    effect: Effect
    result: str
    cause: str


@dataclass(frozen=True)
class Member:
    """The code of the municipality (None: it could not be read) and what there is to say."""

    code: str | None
    notes: tuple[Note, ...] = ()


class Members:
    """Reads municipalities on a day; every pair of cells is read once.

    ``code_column`` and ``name_column`` are how the source calls its columns, for the remarks.
    """

    def __init__(
        self, history: MunicipalHistory, day: date, *, code_column: str, name_column: str
    ) -> None:
        self._history = history
        self._day = day
        self._code_column = code_column
        self._name_column = name_column
        self._read: dict[tuple[str, str], Member] = {}

    def read(self, code: str, name: str) -> Member:
        """The municipality that these two cells say."""
        key = (code, name)
        if key not in self._read:
            self._read[key] = self._member(code, name)
        return self._read[key]

    def _member(self, code_cell: str, name_cell: str) -> Member:
        mended = repair(name_cell)
        notes = [
            Note(self._name_column, name_cell, Effect.REPAIRED, mended.text, cause)
            for cause in mended.causes
        ]
        stated = _code(code_cell)
        by_code = self._history.resolve_code(stated, on=self._day, target=self._day)
        by_name = self._history.resolve_name(mended.text, on=self._day, target=self._day)
        named = by_name.codes[0].code if by_name.outcome == "found" else None
        found = _one_of(by_code, named)
        if found is None and named is not None and by_code.outcome == "unknown":
            note = Note(
                self._code_column,
                code_cell,
                Effect.REPAIRED,
                named,
                "unknown code, read by the name",
            )
            return Member(named, (*notes, note))
        if found is None:
            return Member(None, (self._refused(by_code, code_cell),))
        if named is not None and named != found:
            cause = "name and code are of two municipalities"
            return Member(None, (Note(self._code_column, code_cell, Effect.LEFT_OUT, "", cause),))
        if found != stated:
            notes.append(
                Note(self._code_column, code_cell, Effect.REPAIRED, found, "outdated code")
            )
        official = self._history.name_on(found, self._day)
        if mended.text != official:
            cause = "name written otherwise than by Statistics Netherlands"
            notes.append(self._repaired(name_cell, official, cause))
        return Member(found, tuple(notes))

    def _repaired(self, name: str, result: str, cause: str) -> Note:
        return Note(self._name_column, name, Effect.REPAIRED, result, cause)

    def _refused(self, by_code: Resolution, cell: str) -> Note:
        causes = {
            "divided": "code of a municipality that was divided before",
            "predecessors": "code of a municipality that was formed later",
        }
        cause = causes.get(by_code.outcome, "unknown municipality")
        return Note(self._code_column, cell, Effect.LEFT_OUT, "", cause)


def _code(cell: str) -> str:
    """The code as it is written here; the cell itself when it is no code."""
    number = _NUMBER.match(repair(cell).text)
    return f"GM{int(number[1]):04}" if number else cell


def _one_of(by_code: Resolution, named: str | None) -> str | None:
    codes = [successor.code for successor in by_code.codes]
    if by_code.outcome == "found":
        return codes[0]
    return named if named in codes else None
