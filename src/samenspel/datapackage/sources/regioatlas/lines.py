# SPDX-License-Identifier: EUPL-1.2
"""One file of the RegioAtlas: a header and, on each line, a municipality and its region.

Fields never hold line breaks in this source, so each line is read on its own: a quote that was
lost costs one line, not the rest of the file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from samenspel.datapackage.sources.text_repairs import Repaired, decode, repair

DELIMITERS = (";", ",", "\t", "|")
MOST_LINES = 20_000

_LINE_END = re.compile("\r\n|\n|\r")
_LONGEST_NAME = 500  # bytes, as in the schema


@dataclass(frozen=True)
class Header:
    """Where the columns are, and the name of the division; ``population`` None: no such column."""

    delimiter: str
    fields: int
    name: int
    code: int
    region: int
    population: int | None
    division: Repaired


@dataclass(frozen=True)
class Lines:
    """A file cut in lines with their numbers (the header is 1), blank ones left out."""

    header: Header | None
    lines: list[tuple[int, str]]
    repairs: tuple[str, ...]


def cut(content: bytes) -> Lines:
    """The lines of a file.

    Raises
    ------
    ValueError
        There are more lines than a division of the country can have.
    """
    text = decode(content)
    lines = [
        (number, line)
        for number, line in enumerate(_LINE_END.split(text.text), start=1)
        if line.strip()
    ]
    if len(lines) > MOST_LINES:
        raise ValueError(f"more than {MOST_LINES} lines")
    header = _header(lines[0][1]) if lines else None
    return Lines(header, lines if header is None else lines[1:], text.causes)


def fields_of(line: str, delimiter: str) -> list[str] | None:
    """The fields of one line; None when it cannot be read as one."""
    try:
        rows = list(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _header(line: str) -> Header | None:
    return next(filter(None, _readings(line)), None)


def _readings(line: str) -> Iterator[Header | None]:
    for delimiter in DELIMITERS:
        fields = fields_of(line, delimiter)
        if fields is not None and len(fields) > 2:
            yield _columns([repair(field) for field in fields], delimiter)


def _columns(fields: list[Repaired], delimiter: str) -> Header | None:
    """The columns by their headings; the one that is nothing else names the division."""
    places: dict[str, list[int]] = {"name": [], "code": [], "population": [], "region": []}
    for place, field in enumerate(fields):
        places[_kind(field.text)].append(place)
    if any(len(places[kind]) != 1 for kind in ("name", "code", "region")):
        return None
    if len(places["population"]) > 1:
        return None
    division = fields[places["region"][0]]
    if not division.text or len(division.text.encode()) > _LONGEST_NAME:
        return None
    return Header(
        delimiter=delimiter,
        fields=len(fields),
        name=places["name"][0],
        code=places["code"][0],
        region=places["region"][0],
        population=next(iter(places["population"]), None),
        division=division,
    )


def _kind(heading: str) -> str:
    match heading.casefold():
        case "gemeente":
            return "name"
        case "cbs":
            return "code"
        case text if text.startswith("inwoneraantal"):
            return "population"
        case _:
            return "region"
