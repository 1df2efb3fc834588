# SPDX-License-Identifier: EUPL-1.2
"""Reading small files about zones: which zone is in which region, or a list of zones."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from samenspel.cli.flow_columns import ColumnsError
from samenspel.cli.flow_files import FlowFileError, decompressed, read_bytes
from samenspel.cli.folders import reason

_LONGEST = 200


def read_regions(path: Path) -> dict[str, str]:
    """Region by zone from a CSV file with the columns zone and region; without 0 and empty ones.

    Raises
    ------
    FlowFileError
        It cannot be read or is no such table.
    """
    found: dict[str, str] = {}
    for row, (zone, region) in _cells(path, ("zone", "region")):
        if zone in found:
            raise FlowFileError(f"{path}: row {row}, column zone: {zone} comes twice.")
        found[zone] = region
    return {zone: region for zone, region in found.items() if region not in ("", "0")}


def read_zones(path: Path) -> list[str]:
    """Codes from a file: one a line, or the column zone, code or municipality_code of a CSV file.

    Raises
    ------
    FlowFileError
        It cannot be read or holds none.
    """
    rows = _rows(path)
    header = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    names = [name for name in ("zone", "code", "municipality_code") if name in header]
    place = header.index(names[0]) if names else 0
    cells = [(row, cells) for row, cells in (rows[1:] if names else rows)]
    for row, line in cells:
        if not names and len(line) > 1:
            raise FlowFileError(f"{path}: row {row} holds more than a code; name its column zone.")
        if place >= len(line):
            raise FlowFileError(f"{path}: row {row} has no cell in column {names[0]}.")
    codes = [line[place].strip() for _, line in cells]
    if not any(codes):
        raise FlowFileError(f"{path}: there are no codes in it.")
    return list(dict.fromkeys(code for code in codes if code))


def _cells(path: Path, wanted: tuple[str, str]) -> list[tuple[int, tuple[str, str]]]:
    rows = _rows(path)
    header = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    if not all(header.count(name) == 1 for name in wanted):
        raise FlowFileError(f"{path}: the first row must have the columns {' and '.join(wanted)}.")
    first, second = (header.index(name) for name in wanted)
    found = []
    for row, cells in rows[1:]:
        if len(cells) != len(header):
            raise FlowFileError(
                f"{path}: row {row} has {len(cells)} cells and the header {len(header)}."
            )
        zone, region = cells[first].strip(), cells[second].strip()
        if not zone or max(len(zone), len(region)) > _LONGEST:
            raise FlowFileError(f"{path}: row {row}, column {wanted[0]}: this is no code.")
        found.append((row, (zone, region)))
    return found


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Records that hold something, with their row number; commas, or else semicolons."""
    try:
        text = decompressed(read_bytes(path)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FlowFileError(f"{path}: this is not text in UTF-8.") from None
    except ColumnsError as error:
        raise FlowFileError(f"{path}: {error}.") from error
    except (OSError, ValueError) as error:
        raise FlowFileError(f"{path} cannot be read: {reason(error)}.") from error
    first = text.lstrip().partition("\n")[0]
    separator = ";" if ";" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [
            (row, cells)
            for row, cells in enumerate(reader, start=1)
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise FlowFileError(f"{path}: row {reader.line_num} cannot be read ({error}).") from None
