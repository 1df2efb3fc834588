# SPDX-License-Identifier: EUPL-1.2
"""The official register of government organisations (ROO): its XML export as a data package.

Elements are matched by local name, so that other prefixes and versions of the schema do not
matter. The file is streamed: of each record only what the tables need is kept, names of persons
never. Which elements are read, and which are knowingly not, is in
:mod:`samenspel.datapackage.sources.roo.fields`.

What is counted
---------------
``records_in`` is the number of records (organisations and arrangements, nested ones too) plus the
number of participants in them. ``records_out`` is the number of rows that they became in the
tables municipalities, arrangements, bodies and participations. Articles on powers are part of
their arrangement and not counted apart. A kind of organisation for which there is no table (a
ministry, an agency) is left out, with a remark for each. Municipalities that only the known
places supply count on neither side.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from samenspel.datapackage.files import Limits
from samenspel.datapackage.sources.conversion import Conversion, Effect, SourceError
from samenspel.datapackage.sources.known_places import KnownPlaces, find_places
from samenspel.datapackage.sources.place_tables import dutch_places
from samenspel.datapackage.sources.roo.arrangements import (
    bodies_without_doubles,
    finish,
    finish_body,
    link,
    without_doubles,
)
from samenspel.datapackage.sources.roo.cleaning import Notes, Place, day
from samenspel.datapackage.sources.roo.harvest import Harvest
from samenspel.datapackage.sources.roo.municipalities import MunicipalTable
from samenspel.datapackage.sources.roo.participants import Participants
from samenspel.datapackage.sources.roo.publication import Tables, package_of
from samenspel.datapackage.sources.roo.stream import (
    Export,
    WrongEncodingError,
    check_file,
    records,
)

UNKNOWN_ELEMENT = "unknown element, not used"
DAY_NOT_STATED = "day of the export not stated, latest change taken"
ENCODING = "not in the encoding that it states, read as Windows-1252"

_LIMITS = Limits()


def convert(
    path: Path,
    *,
    places: Path | KnownPlaces | None = None,
    observed_on: date | None = None,
    limits: Limits = _LIMITS,
) -> Conversion:
    """The register as a data package.

    Parameters
    ----------
    path
        The XML export: the whole (exportOO.xml) or a part of it.
    places
        A data package with municipalities: adds spellings, changes and figures. Without one the
        packages beside the file are looked at; without any the file has to do.
    observed_on
        Day of the export; None for what the file says, else the latest change in it.
    limits
        ``file`` and ``record`` bound the size of the file and of one record.

    Raises
    ------
    SourceError
        The file is no complete XML, is not allowed, or has no municipality.
    PackageError
        The named package of places is not right.
    OSError
        The file cannot be read.
    """
    check_file(path, limits)
    export, harvest = _harvest(path, limits)
    if not harvest.organisations:
        raise SourceError(f"{path.name}: there is no organisation in the file")
    on = observed_on or _day_of(path, export, harvest)
    known = _known_places(path, places, on)
    tables = _tables(harvest, known, on)
    _name_unknown(export, harvest.notes)
    counted = tables.counted
    return Conversion(
        package=package_of(tables, known, on, path),
        unit="record",
        records_in=harvest.organisations + harvest.participants,
        records_out=counted,
        remarks=tuple(sorted(harvest.notes.remarks, key=lambda r: (r.row is not None, r.row or 0))),
    )


def _harvest(path: Path, limits: Limits) -> tuple[Export, Harvest]:
    encoding = None
    while True:
        export, harvest = Export(encoding=encoding), Harvest(Notes(path.name))
        try:
            for record in records(path, export, limits):
                harvest.take(record)
        except WrongEncodingError:
            encoding = "windows-1252"
            continue
        if encoding is not None:
            harvest.notes.add(None, "", "", Effect.REPAIRED, encoding, ENCODING)
        return export, harvest


def _day_of(path: Path, export: Export, harvest: Harvest) -> date:
    stated = day(harvest.notes, Place(None, "timestamp"), export.stated_day.partition("T")[0])
    if stated is not None:
        return stated
    if harvest.latest is None:
        raise SourceError(
            f"{path.name}: the day of the export is not known; name it with --observed-on"
        )
    harvest.notes.add(
        None, "", export.stated_day, Effect.REPAIRED, harvest.latest.isoformat(), DAY_NOT_STATED
    )
    return harvest.latest


def _known_places(path: Path, places: Path | KnownPlaces | None, on: date) -> KnownPlaces | None:
    if places is not None:
        return dutch_places(path, given=places, on=on)
    try:
        return find_places(path, named=None, country="nl", on=on)
    except SourceError:
        return None  # none lies beside the file; its own records have to do


def _tables(harvest: Harvest, known: KnownPlaces | None, on: date) -> Tables:
    notes = harvest.notes
    municipalities = MunicipalTable(notes, known, on)
    municipalities.add_records(harvest.municipalities)
    versions = without_doubles(notes, harvest.arrangements)
    link(notes, versions)
    bodies = bodies_without_doubles(notes, harvest.bodies)
    by_id = {str(body.row["roo_id"]): body for body in bodies}
    participants = Participants(
        notes,
        municipalities,
        harvest.identities,
        (version.body for version in versions if version.body is not None),
    )
    tables = Tables(municipalities)
    source = f"ROO {on.isoformat()}"
    for version in versions:
        rows = participants.rows_of(version, source)
        tables.participations += rows
        tables.competences += [
            {"arrangement_id": version.row["id"], "article": article, "text": text}
            for article, text in version.competences
        ]
        tables.arrangements.append(finish(version, by_id, municipalities, rows, on))
    ids = {version.roo_id for version in versions}
    tables.bodies += [finish_body(notes, body, ids) for body in bodies]
    return tables


def _name_unknown(export: Export, notes: Notes) -> None:
    for path, times in sorted(export.unknown.items()):
        notes.add(None, path.lstrip("/"), f"{times} times", Effect.REPAIRED, "", UNKNOWN_ELEMENT)
