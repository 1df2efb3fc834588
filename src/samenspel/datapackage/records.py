# SPDX-License-Identifier: EUPL-1.2
"""From the bytes of a CSV file to a table of text, with every structural fault reported.

The structure (records, fields, quotes) is read from the bytes with array operations, so that a
line with a field too many is found and named before the table is built. A record may hold line
breaks inside quotes: rows are counted in records, as a spreadsheet does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from samenspel.datapackage.files import Limits
from samenspel.datapackage.problems import Report, shorten

ROW = "_row"
"""Name of the extra column with the row that a spreadsheet shows."""

_COMMA, _NEWLINE, _RETURN, _QUOTE = b',\n\r"'
_LONGEST_HEADER = 100_000  # bytes; names of columns are short
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

IntVector = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Structure:
    """Where the records are: begin and end (exclusive) in bytes, and their number of fields."""

    begins: IntVector
    ends: IntVector
    fields: IntVector


class _QuoteError(Exception):
    def __init__(self, position: int, what: str) -> None:
        super().__init__(what)
        self.position = position


def read_text_table(
    content: bytes, *, file: str, wanted: Collection[str], limits: Limits, report: Report
) -> tuple[pl.DataFrame, list[str]] | None:
    """The wanted columns as text (empty is null) with a column of row numbers, and the header.

    Records with a wrong number of fields are reported and left out. None, with the problems
    reported, when the file has no usable structure at all.
    """
    content = content.removeprefix(_BYTE_ORDER_MARK)
    if not content.strip():
        report.add("the file is empty", file=file, expected="a header and records")
        return None
    if not _is_text(content, file, report):
        return None
    try:
        structure = _scan(content)
    except _QuoteError as error:
        row = content.count(b"\n", 0, error.position) + 1
        report.add(
            str(error),
            file=file,
            row=row,
            expected='a field with a quote in it wrapped in quotes, and that quote written ""',
        )
        return None
    header = _header(content, structure, file, limits, report)
    if header is None:
        return None
    good = _good_records(content, structure, len(header), file, limits, report)
    rows = np.flatnonzero(good) + 1
    clean = content if good.all() else _join(content, structure, good)
    keep = [name for name in header if name in wanted]
    numbers = pl.DataFrame({ROW: pl.Series(rows[1:], dtype=pl.Int64)})
    frame = _parse(clean, header, keep, len(rows) - 1, file, report)
    if frame is None:
        return None
    return numbers.hstack(frame.get_columns()), header


def _is_text(content: bytes, file: str, report: Report) -> bool:
    right = True
    if b"\0" in content:
        position = content.index(b"\0")
        report.add(
            "there is a NUL byte in the file",
            file=file,
            row=content.count(b"\n", 0, position) + 1,
            expected="plain text in UTF-8",
        )
        right = False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        right = False
        for number, line in enumerate(content.split(b"\n"), start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                report.add(
                    "the text is not UTF-8",
                    file=file,
                    row=number,
                    value=line[max(0, error.start - 20) : error.start + 20].decode(
                        "utf-8", "backslashreplace"
                    ),
                    expected="text in UTF-8",
                )
    return right


def _scan(content: bytes) -> Structure:
    buffer = np.frombuffer(content, dtype=np.uint8)
    newlines, commas = buffer == _NEWLINE, buffer == _COMMA
    quotes = buffer == _QUOTE
    if quotes.any():
        inside = np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(bool)
        _check_quotes(buffer, quotes, inside)
        newlines &= ~inside
        commas &= ~inside
    ends = np.flatnonzero(newlines)
    if buffer[-1] != _NEWLINE:
        ends = np.append(ends, len(buffer))
    begins = np.concatenate((np.zeros(1, dtype=np.int64), ends[:-1] + 1))
    fields = np.diff(np.searchsorted(np.flatnonzero(commas), ends), prepend=0) + 1
    # A blank line has no field; blank lines at the end of a file are harmless.
    length = ends - begins
    returns = buffer[np.minimum(begins, len(buffer) - 1)] == _RETURN
    fields[(length == 0) | ((length == 1) & returns)] = 0
    last = int(np.flatnonzero(fields)[-1]) + 1 if fields.any() else 0
    return Structure(begins[:last], ends[:last], fields[:last])


def _check_quotes(
    buffer: npt.NDArray[np.uint8], quotes: npt.NDArray[np.bool_], inside: npt.NDArray[np.bool_]
) -> None:
    places = np.flatnonzero(quotes)
    opening = places[inside[places]]
    closing = places[~inside[places]]
    before = np.where(opening > 0, buffer[opening - 1], _NEWLINE)
    after = np.where(
        closing + 1 < len(buffer), buffer[np.minimum(closing + 1, len(buffer) - 1)], _NEWLINE
    )
    stray = np.concatenate(
        (
            opening[~np.isin(before, (_COMMA, _NEWLINE, _QUOTE))],
            closing[~np.isin(after, (_COMMA, _NEWLINE, _RETURN, _QUOTE))],
        )
    )
    if len(stray):
        raise _QuoteError(int(stray.min()), "there is a stray quote in a field")
    if inside[-1]:
        raise _QuoteError(int(opening[-1]), "a quote is opened and never closed")


def _header(
    content: bytes, structure: Structure, file: str, limits: Limits, report: Report
) -> list[str] | None:
    if structure.fields[0] > limits.columns:
        report.add(
            f"the header has {structure.fields[0]} columns",
            file=file,
            row=1,
            expected=f"at most {limits.columns} columns",
        )
        return None
    first = content[structure.begins[0] : structure.ends[0]]
    if len(first) > _LONGEST_HEADER:
        report.add("the header is too long", file=file, row=1, expected="names of columns")
        return None
    header = next(csv.reader(io.StringIO(first.decode().rstrip("\r"), newline="")), [])
    right = True
    for name in {name for name in header if header.count(name) > 1}:
        report.add(
            "two columns have the same name",
            file=file,
            row=1,
            column=shorten(name),
            expected="one column",
        )
        right = False
    if not header:
        report.add("the first line is blank", file=file, row=1, expected="names of columns")
    return header if right and header else None


def _good_records(
    content: bytes,
    structure: Structure,
    width: int,
    file: str,
    limits: Limits,
    report: Report,
) -> npt.NDArray[np.bool_]:
    ragged = structure.fields != width
    long = (structure.ends - structure.begins) > limits.record
    for what, bad, expected in (
        ("the number of fields is wrong", ragged & ~long, f"{width} fields, as in the header"),
        ("the record is too long", long, f"at most {limits.record} bytes"),
    ):
        indices = np.flatnonzero(bad)
        room = report.room_for(what, file=file, column=None)
        for index in indices[:room]:
            begin = structure.begins[index]
            end = min(structure.ends[index], begin + 200)
            fields = structure.fields[index]
            report.add(
                what,
                file=file,
                row=int(index) + 1,
                value=content[begin:end].decode("utf-8", "replace"),
                expected=expected if fields == 0 or bad is long else f"{expected}, not {fields}",
            )
        report.count_more(len(indices) - room, what, file=file, column=None)
    good: npt.NDArray[np.bool_] = ~(ragged | long)
    return good


def _join(content: bytes, structure: Structure, good: npt.NDArray[np.bool_]) -> bytes:
    return b"".join(
        content[begin:end] + b"\n"
        for begin, end in zip(structure.begins[good], structure.ends[good], strict=True)
    )


def _parse(
    content: bytes, header: list[str], keep: list[str], records: int, file: str, report: Report
) -> pl.DataFrame | None:
    if not keep:
        return pl.DataFrame()
    if records == 0:
        return pl.DataFrame(schema=dict.fromkeys(keep, pl.String))
    places = [header.index(name) for name in keep]
    try:
        frame = pl.read_csv(
            content,
            columns=places,
            infer_schema=False,
            quote_char='"',
            encoding="utf8",
            # Structure.ends stops at the last record: blank lines after it are not records.
            n_rows=records,
        )
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        report.add(
            f"the file cannot be read as CSV: {str(error).splitlines()[0][:200]}",
            file=file,
            expected="comma separated values",
        )
        return None
    if frame.height != records:
        report.add(
            f"the file has {records} records, of which {frame.height} can be read",
            file=file,
            expected="comma separated values",
        )
        return None
    frame.columns = keep
    return frame.with_columns(pl.all().replace("", None)) if _has_empty(frame) else frame


def _has_empty(frame: pl.DataFrame) -> bool:
    empty = frame.select((pl.all() == "").any())
    return any(value is True for value in empty.row(0))
