# SPDX-License-Identifier: EUPL-1.2
"""Keeps the account of a conversion: remarks as they arise, given in the order of the source."""

from __future__ import annotations

from dataclasses import dataclass, field

from samenspel.datapackage.sources.conversion import Effect, Remark
from samenspel.datapackage.sources.text_repairs import REPLACEMENT, Repaired, repair

_LONGEST_ORIGINAL = 500
_MOST_BYTES = 500
# Controls without a shape, but for tabs and ends of lines, and halves of surrogate pairs.
_NO_TEXT = dict.fromkeys(
    [*(set(range(0x20)) - {0x09, 0x0A, 0x0D}), *range(0x7F, 0xA0), *range(0xD800, 0xE000)],
    REPLACEMENT,
)
TOO_LONG = "text too long: cut off"


@dataclass
class Account:
    """Remarks on one source file; ``repaired`` remembers cells, because they are often the same."""

    file: str
    _remarks: list[Remark] = field(default_factory=list)
    _known: dict[str, Repaired] = field(default_factory=dict)

    def add(
        self,
        effect: Effect,
        cause: str,
        *,
        row: int | None,
        column: str | None,
        original: str,
        result: str = "",
    ) -> None:
        """Note what was done with a record."""
        self._remarks.append(
            Remark(
                file=self.file,
                row=row,
                column=None if column is None else storable(column),
                original=storable(original),
                effect=effect,
                result=storable(result),
                cause=cause,
            )
        )

    def repaired(self, text: str, *, row: int, column: str) -> str:
        """The cell without faults of encoding and blanks; every repair is noted."""
        done = self._known.get(text)
        if done is None:
            done = self._known[text] = _fitting(repair(text))
        for cause in done.causes:
            self.add(
                Effect.REPAIRED, cause, row=row, column=column, original=text, result=done.text
            )
        return done.text

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """In the order of the source; those on the file as a whole come first."""
        return tuple(sorted(self._remarks, key=lambda remark: remark.row or 0))


def at_most(text: str, size: int = _MOST_BYTES) -> str:
    """The beginning of a text that fits in a number of bytes of UTF-8."""
    if len(text) * 4 <= size:
        return text
    return text.encode()[:size].decode("utf-8", "ignore").rstrip()


def _fitting(done: Repaired) -> Repaired:
    short = at_most(done.text)
    return done if short == done.text else Repaired(short, (*done.causes, TOO_LONG))


def storable(text: str) -> str:
    """The text as a file can hold it: at most 500 characters, U+FFFD for what is none."""
    short = text[:_LONGEST_ORIGINAL]
    if short.isascii() and short.isprintable():
        return short
    return short.translate(_NO_TEXT).encode("utf-8", "replace").decode("utf-8")
