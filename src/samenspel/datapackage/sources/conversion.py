# SPDX-License-Identifier: EUPL-1.2
"""What converting a publisher's file gives: a data package, and an account of every repair.

Nothing is dropped silently: every record of the source is in the result or in a remark, and the
numbers must balance (:attr:`Conversion.balances`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import polars as pl

from samenspel.datapackage.package import Package
from samenspel.datapackage.writer import write_package

REPORT = "conversion.csv"


class Effect(StrEnum):
    """What happened to a record of the source."""

    REPAIRED = "repaired"
    """It is in the result, but read otherwise than it was written."""
    MERGED = "merged"
    """It says what another record says already; both are one row of the result."""
    SPLIT = "split"
    """It is more than one row of the result; the remark stands once for each extra row."""
    LEFT_OUT = "left out"
    """It could not be read, or does not belong in the tables; it is only in the report."""


@dataclass(frozen=True)
class Remark:
    """One remark of the report.

    Attributes
    ----------
    file
        Name of the source file, relative to what was converted.
    row
        Line (or ordinal of the record, first is 1) in that file; None for the file as a whole.
    column
        Column, element or property, where it concerns one.
    original
        What the source says, untouched (cut at 500 characters).
    effect
        What was done with the record.
    result
        What it was read as; empty when left out.
    cause
        Kind of remark, in words that are the same for all of its kind ("encoding repaired").
    """

    file: str
    row: int | None
    column: str | None
    original: str
    effect: Effect
    result: str
    cause: str


class SourceError(Exception):
    """The file as a whole is not what this converter reads; the message is one plain sentence."""


@dataclass(frozen=True)
class Conversion:
    """A converted source.

    Attributes
    ----------
    package
        The tables, checked like any data package.
    unit
        What is counted: "row", "cell", "feature", "record".
    records_in, records_out
        How many of them the source has, and how many rows they became.
    remarks
        In the order of the source.
    """

    package: Package
    unit: str
    records_in: int
    records_out: int
    remarks: tuple[Remark, ...]

    def count(self, effect: Effect) -> int:
        """How many remarks say this."""
        return sum(remark.effect is effect for remark in self.remarks)

    @property
    def balances(self) -> bool:
        """Whether every record of the source is accounted for."""
        gone = self.count(Effect.LEFT_OUT) + self.count(Effect.MERGED)
        return self.records_in + self.count(Effect.SPLIT) == self.records_out + gone

    def causes(self) -> list[tuple[str, str, int]]:
        """Effect, cause and number of remarks, most frequent first."""
        counted = Counter((remark.effect.value, remark.cause) for remark in self.remarks)
        return [(*key, n) for key, n in sorted(counted.items(), key=lambda x: (-x[1], x[0]))]


def write_conversion(conversion: Conversion, folder: Path) -> None:
    """Write the data package and, beside it, the report (conversion.csv) into the folder.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    write_package(conversion.package, folder)
    rows = [
        (r.file, r.row, r.column, r.original, r.effect.value, r.result, r.cause)
        for r in conversion.remarks
    ]
    columns = ("file", "row", "column", "original", "effect", "result", "cause")
    types = {name: pl.Int64 if name == "row" else pl.String for name in columns}
    frame = pl.DataFrame(rows, schema=types, orient="row")
    (folder / REPORT).write_bytes(frame.write_csv(line_terminator="\n").encode())
