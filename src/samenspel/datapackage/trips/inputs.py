# SPDX-License-Identifier: EUPL-1.2
"""Files with records: found on disk or in object storage, and seen to be of one make."""

from __future__ import annotations

import csv
import glob
import gzip
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from samenspel.datapackage.trips.request import Format, TripsError

if TYPE_CHECKING:
    from samenspel.datapackage.trips.engine import Engine

SUFFIXES: dict[Format, tuple[str, ...]] = {
    "csv": (".csv", ".csv.gz", ".tsv", ".tsv.gz"),
    "parquet": (".parquet", ".pq"),
}
_ADDRESS = re.compile(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]*://")
_HERE = "file://"
_DELIMITERS = (",", ";", "\t", "|")
# A header is not longer than this.
_HEADER_CHARACTERS = 1_000_000
_MOST_NAMED = 40


@dataclass(frozen=True)
class Records:
    """Files of one format with the same columns.

    Attributes
    ----------
    files
        Paths or addresses, in order.
    columns
        Names of the columns in the files, in order (of the first file, for Parquet).
    delimiter
        Of CSV files.
    folder_columns
        Columns that are told by names of folders (``year=2014``), where they are asked for.
    """

    files: tuple[str, ...]
    format: Format
    columns: tuple[str, ...]
    delimiter: str = ","
    folder_columns: tuple[str, ...] = ()


def is_address(text: str) -> bool:
    """Whether an input is an address (s3://...) and no path."""
    return bool(_ADDRESS.match(text))


def find_files(
    inputs: Sequence[str], engine: Engine, given: Format | None
) -> tuple[tuple[str, ...], Format]:
    """All files of the inputs, each once, and their format.

    Raises
    ------
    TripsError
        An input matches no file; the files are of two formats, or of an unknown one.
    """
    files: dict[str, None] = {}
    for text in inputs:
        found = (
            _remote(text, engine, given)
            if is_address(text)
            else _local(text.removeprefix(_HERE), given)
        )
        if not found:
            raise TripsError(f"no files match {text}")
        files.update(dict.fromkeys(found))
    if given:
        return tuple(files), given
    formats = {file: _format_of(file) for file in files}
    unknown = [file for file, kind in formats.items() if kind is None]
    if unknown:
        raise TripsError(f"{unknown[0]} is neither CSV nor Parquet by its name; use --format")
    kinds = {kind for kind in formats.values() if kind}
    if len(kinds) > 1:
        raise TripsError("some files are CSV and some are Parquet; choose with --format")
    return tuple(files), kinds.pop()


def _format_of(name: str) -> Format | None:
    lower = name.lower().split("?", 1)[0] if is_address(name) else name.lower()
    return next((kind for kind, ends in SUFFIXES.items() if lower.endswith(ends)), None)


def _local(text: str, given: Format | None) -> list[str]:
    try:
        path = Path(text)
        if path.exists():
            return _in_folder(path, given) if path.is_dir() else [text]
        # A pattern is not relative to a folder: it may begin with a slash.
        found = sorted(glob.glob(text, recursive=True))  # noqa: PTH207
        names = [_in_folder(Path(name), given) if Path(name).is_dir() else [name] for name in found]
        return list(dict.fromkeys(name for part in names for name in part))
    except (OSError, ValueError) as error:
        raise TripsError(f"{text} cannot be read: {error}") from error


def _in_folder(folder: Path, given: Format | None) -> list[str]:
    """Data files in a folder and the folders in it; what is hidden or begins with _ is no data."""
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if (kind := _format_of(path.name))
        and given in (kind, None)
        and not any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
        and path.is_file()
    ]


def _remote(text: str, engine: Engine, given: Format | None) -> list[str]:
    if not text.endswith("/"):
        return engine.list_files(text)
    if given is None:
        raise TripsError(f"say with --format which files in {text} to read")
    return [name for end in SUFFIXES[given] for name in engine.list_files(f"{text}**/*{end}")]


@dataclass(frozen=True)
class Survey:
    """What files hold, before anything is asked of them.

    Attributes
    ----------
    columns
        Names in the files, in order (of the first file, for Parquet).
    types
        Types of the columns of each Parquet file.
    told
        Columns told by the folders of every file.
    """

    files: tuple[str, ...]
    format: Format
    columns: tuple[str, ...]
    delimiter: str
    types: Mapping[str, Mapping[str, str]]
    told: tuple[str, ...]

    @property
    def known(self) -> tuple[str, ...]:
        """All columns there are."""
        return (*self.columns, *(name for name in self.told if name not in self.columns))

    def choose(self, needed: Iterable[str]) -> Records:
        """The files, seen to have the needed columns and those of the same type in each.

        Raises
        ------
        TripsError
            A column is missing, comes twice, differs from another only in its case, or is not the
            same in all files.
        """
        wanted = list(dict.fromkeys(needed))
        _refuse_missing(wanted, self.known)
        _refuse_alike(wanted, self.columns)
        _refuse_other_types(self.types, [name for name in wanted if name in self.columns])
        told = tuple(name for name in wanted if name not in self.columns)
        return Records(self.files, self.format, self.columns, self.delimiter, told)


def survey(
    files: tuple[str, ...], kind: Format, engine: Engine, *, delimiter: str | None = None
) -> Survey:
    """Look at the columns of files.

    Raises
    ------
    TripsError
        A file cannot be read or is empty; a CSV file has another header than the first one.
    """
    keys = [_told_by_folders(file) for file in files]
    told = tuple(name for name in keys[0] if all(name in other for other in keys[1:]))
    if kind == "csv":
        columns, delimiter = _headers(files, engine, delimiter)
        return Survey(files, kind, columns, delimiter, {}, told)
    types = engine.parquet_types([file for file in files if is_address(file)])
    types |= {file: _parquet_types(file) for file in files if not is_address(file)}
    return Survey(files, kind, tuple(types[files[0]]), ",", types, told)


def _told_by_folders(file: str) -> list[str]:
    """Columns in the names of folders: ``year=2014/month=03/trips.parquet``."""
    pairs = (folder.partition("=") for folder in file.split("/")[:-1])
    return [name for name, sign, _ in pairs if name and sign]


def _headers(
    files: tuple[str, ...], engine: Engine, delimiter: str | None
) -> tuple[tuple[str, ...], str]:
    """The names of the columns, the same in all files, and what stands between them."""
    first: tuple[str, ...] = ()
    for file in files:
        start = engine.first_line(file) if is_address(file) else _start_of(file)
        if not start.strip():
            raise TripsError(f"{file} is empty: it has no line with the names of the columns")
        if delimiter is None:
            delimiter = max(_DELIMITERS, key=lambda sign: len(_header(start, sign)))
        header = _header(start, delimiter)
        first = first or header
        if header != first:
            raise TripsError(
                f"{file} has other columns ({_named(header)}) than {files[0]} ({_named(first)})"
            )
    return first, delimiter or ","


def _start_of(file: str) -> str:
    try:
        with open(file, "rb") as raw:  # noqa: PTH123 - names may hold what Path would change
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream = gzip.GzipFile(fileobj=raw) if packed else raw
            return io.TextIOWrapper(stream, encoding="utf-8-sig", newline="").read(
                _HEADER_CHARACTERS
            )
    except (OSError, EOFError, ValueError) as error:
        raise TripsError(f"{file} cannot be read: {error}") from error


def _header(start: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), ()))
    except csv.Error as error:
        raise TripsError(f"the names of the columns cannot be read: {error}") from error


def _parquet_types(file: str) -> dict[str, str]:
    import polars as pl

    try:
        return {name: str(kind) for name, kind in pl.read_parquet_schema(file).items()}
    except (OSError, pl.exceptions.PolarsError) as error:
        raise TripsError(f"{file} cannot be read as Parquet: {error}") from error


def _refuse_other_types(types: Mapping[str, Mapping[str, str]], columns: Sequence[str]) -> None:
    files = list(types)
    for file in files[1:]:
        for column in columns:
            here, first = (types[name].get(column, "missing") for name in (file, files[0]))
            if here != first:
                raise TripsError(
                    f"column {column!r} is {here} in {file} and {first} in {files[0]}: "
                    "it must be the same in all files"
                )


def _refuse_missing(wanted: Iterable[str], columns: Sequence[str]) -> None:
    missing = [column for column in wanted if column not in columns]
    if missing:
        names = " and ".join(repr(column) for column in missing)
        raise TripsError(f"there is no column {names}; the columns are: {_named(columns)}")


def _refuse_alike(wanted: Iterable[str], columns: Sequence[str]) -> None:
    """Engines do not all tell capitals from small letters in names."""
    for column in wanted:
        alike = [other for other in columns if other.casefold() == column.casefold()]
        if len(alike) > 1:
            raise TripsError(
                f"columns {' and '.join(map(repr, alike))} have the same name: rename one"
            )


def _named(columns: Sequence[str]) -> str:
    shown = ", ".join(columns[:_MOST_NAMED])
    more = len(columns) - _MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown
