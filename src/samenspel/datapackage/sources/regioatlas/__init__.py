# SPDX-License-Identifier: EUPL-1.2
"""RegioAtlas of the Dutch Ministry of the Interior: which municipality lies in which region.

A folder with a folder for each policy domain and in it a file for each division of the country:
semicolons, quoted, UTF-8 with a byte order mark. A line has the name of a municipality, its code
without ``GM``, the region, and the population of the region, where 0 is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from samenspel.datapackage.files import FileError, Folder, Limits
from samenspel.datapackage.package import Licence, Package, SourceReference
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources.conversion import Conversion, Effect, Remark, SourceError
from samenspel.datapackage.sources.known_places import KnownPlaces
from samenspel.datapackage.sources.members import Members
from samenspel.datapackage.sources.place_tables import dutch_places, place_tables, remembered
from samenspel.datapackage.sources.regioatlas.divisions import identity
from samenspel.datapackage.sources.regioatlas.lines import Header, Lines, cut, fields_of
from samenspel.datapackage.sources.text_repairs import repair

__all__ = ["convert"]

DOWNLOADED = date(2016, 2, 17)
"""Day on which the files were taken from the site, which is no more."""

_MOST_FILES = 200
_LONGEST_NAME = 500  # bytes, as in the schema
_LARGEST_FILE = 8 * 1024 * 1024
_REGION_CODE = re.compile(r"^[A-Z]{1,4}(-[0-9]{2}){2}$")
_POPULATION = re.compile(r"^[0-9]{1,9}$|^[0-9]{1,3}([. ][0-9]{3}){1,3}$")


class _LeftOutError(Exception):
    """A line cannot be read; the message is the cause."""


@dataclass
class _Work:
    """What was read so far."""

    members: Members
    year: int
    everybody: frozenset[str]
    limits: Limits
    records: int = 0
    rows: list[dict[str, object]] = field(default_factory=list)
    divisions: dict[str, dict[str, object]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def remark(
        self,
        file: str,
        row: int | None,
        column: str | None,
        original: str,
        effect: Effect,
        result: str,
        cause: str,
    ) -> None:
        text = remembered(original)
        self.remarks.append(Remark(file, row, column, text, effect, remembered(result), cause))


def convert(
    path: Path,
    *,
    places: Path | KnownPlaces | None = None,
    observed_on: date | None = None,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> Conversion:
    """Divisions of the country and their regions; arguments as in ``sources.Convert``.

    Codes are those of 1 January of the year of ``observed_on``.

    Raises
    ------
    SourceError
        Not a folder, or no file in it has the columns of the RegioAtlas.
    """
    if not path.is_dir():
        raise SourceError(f"{path.name}: the RegioAtlas is a folder with files ending in .csv")
    day = observed_on or DOWNLOADED
    known = dutch_places(path, given=places, on=day)
    new_year = date(day.year, 1, 1)
    history = known.history
    members = Members(history, new_year, code_column="CBS", name_column="Gemeente")
    work = _Work(members, day.year, history.codes_on(new_year), limits)
    for name in _names(path):
        _read_file(work, Folder(path, limits), path.resolve().name, name)
    if not work.divisions:
        raise SourceError(
            f"{path.name}: no file in this folder has the columns Gemeente, CBS and a region"
        )
    tables = place_tables(known)
    tables["divisions"] = _frame("divisions", list(work.divisions.values()))
    tables["region_divisions"] = _frame("region_divisions", work.rows)
    return Conversion(
        package=_package(tables, day, known),
        unit="row",
        records_in=work.records,
        records_out=len(work.rows),
        remarks=tuple(work.remarks),
    )


def _names(root: Path) -> list[str]:
    """Paths of the files within the folder: in a folder of a domain, or in the folder itself."""
    found = [
        file.relative_to(root).as_posix()
        for pattern in ("*", "*/*")
        for file in root.glob(pattern)
        if file.suffix.lower() == ".csv" and not file.is_dir()
    ]
    if len(found) > _MOST_FILES:
        raise SourceError(f"{root.name}: there are more than {_MOST_FILES} files in this folder")
    return sorted(found)


def _read_file(work: _Work, folder: Folder, root: str, name: str) -> None:
    try:
        lines = cut(folder.read(name, at_most=_LARGEST_FILE))
    except (FileError, ValueError) as error:
        # How many records there are cannot be told: the file counts as one.
        work.records += 1
        cause = f"file cannot be read: {error}"
        work.remark(remembered(name), None, None, "", Effect.LEFT_OUT, "", cause)
        return
    work.records += len(lines.lines)
    for cause in lines.repairs:
        work.remark(name, None, None, "", Effect.REPAIRED, "", cause)
    if lines.header is None:
        for number, line in lines.lines:
            work.remark(name, number, None, line, Effect.LEFT_OUT, "", "columns are not known")
        return
    _read_division(work, name, root, lines, lines.header)


def _read_division(work: _Work, name: str, root: str, lines: Lines, header: Header) -> None:
    place = Path(name)
    slug, english = identity(place.stem, header.division.text)
    division = next(slug_ for slug_ in _numbered(slug) if slug_ not in work.divisions)
    domain = remembered(repair(place.parent.name or root).text) or None
    for cause in header.division.causes:
        text = header.division.text
        work.remark(name, 1, text, text, Effect.REPAIRED, text, f"heading: {cause}")
    if header.delimiter != ";":
        work.remark(name, 1, None, header.delimiter, Effect.REPAIRED, ";", "other delimiter")
    if header.population is None:
        work.remark(name, 1, None, "", Effect.REPAIRED, "", "no column with the population")
    seen: dict[tuple[object, ...], int] = {}
    regions: set[object] = set()
    for number, line in lines.lines:
        try:
            row = _read_line(work, name, number, line, header)
        except _LeftOutError as error:
            work.remark(name, number, None, line, Effect.LEFT_OUT, "", str(error))
            continue
        key = (row["region_name"], row["municipality_code"])
        if key in seen:
            again = f"row {seen[key]}"
            work.remark(name, number, None, line, Effect.MERGED, again, "row that is there twice")
            continue
        seen[key] = number
        regions.add(row["region_name"])
        work.rows.append(
            {"division": division, "division_name": header.division.text, "domain": domain, **row}
        )
    covered = {code for _, code in seen}
    work.divisions[division] = {
        "division": division,
        "name_nl": header.division.text,
        "name_en": english,
        "domain": domain,
        "regions": len(regions),
        "rows": len(seen),
        "municipalities": len(covered),
        "complete": work.everybody <= covered,
        "exclusive": len(covered) == len(seen),
        "source_file": remembered(name),
    }


def _numbered(slug: str) -> Iterator[str]:
    """The identifier, then with numbers: two files may be of one division."""
    yield slug
    yield from (f"{slug}-{number}" for number in range(2, _MOST_FILES + 2))


def _read_line(work: _Work, name: str, number: int, line: str, header: Header) -> dict[str, object]:
    if len(line) > work.limits.record:
        raise _LeftOutError("line is too long")
    fields = fields_of(line, header.delimiter)
    if fields is None or len(fields) != header.fields:
        raise _LeftOutError("line has another number of fields than the header")
    region = repair(fields[header.region])
    if not region.text or len(region.text.encode()) > _LONGEST_NAME:
        raise _LeftOutError("region has no name, or one that is too long")
    member = work.members.read(fields[header.code], fields[header.name])
    if member.code is None:
        raise _LeftOutError(member.notes[0].cause)
    for note in member.notes:
        work.remark(name, number, note.column, note.original, note.effect, note.result, note.cause)
    for cause in region.causes:
        original = fields[header.region]
        heading = header.division.text
        work.remark(name, number, heading, original, Effect.REPAIRED, region.text, cause)
    is_code = _REGION_CODE.match(region.text) is not None
    return {
        "region_code": region.text if is_code else None,
        "region_name": region.text,
        "municipality_code": member.code,
        "year": work.year,
        "region_population": _population(work, name, number, fields, header),
    }


def _population(
    work: _Work, name: str, number: int, fields: list[str], header: Header
) -> int | None:
    if header.population is None:
        return None
    original = fields[header.population]
    text = repair(original).text
    read = int(re.sub("[. ]", "", text)) if _POPULATION.match(text) else 0
    if read and str(read) == original:
        return read
    if read:
        cause = "number written otherwise"
    else:
        cause = "0 for an unknown population" if text == "0" else "population is no number"
    column = "Inwoneraantal van regio"
    result = str(read or "")
    work.remark(name, number, column, original, Effect.REPAIRED, result, cause)
    return read or None


def _frame(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=TABLES[table].schema.create_empty().schema, orient="row")


def _package(tables: dict[str, pl.DataFrame], day: date, known: KnownPlaces) -> Package:
    return Package(
        name=f"regioatlas-{day.year}",
        title=f"Divisions of the Netherlands into regions, {day.year}",
        description=(
            "Which municipality lies in which region of each division of the country, by the "
            f"RegioAtlas as it was on {day.isoformat()}. The municipalities are those of the "
            f"data package {known.taken_from}."
        ),
        country="nl",
        kind="inventory",
        observed_on=day,
        licences=(
            Licence(
                "ODC-PDDL-1.0",
                "Open Data Commons Public Domain Dedication and Licence 1.0",
                "https://opendatacommons.org/licenses/pddl/1-0/",
            ),
        ),
        sources=(
            SourceReference(
                "Ministry of the Interior and Kingdom Relations, RegioAtlas",
                "http://www.regioatlas.nl/",
            ),
            SourceReference(
                "Open State Foundation, which collected the files",
                "https://github.com/openstate/datasets",
            ),
        ),
        tables=tables,
        boundaries=(),
        figure_dates={},
        notices=(),
        fingerprint="",
    )
