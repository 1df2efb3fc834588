# SPDX-License-Identifier: EUPL-1.2
"""The inventory of joint arrangements by the provinces, 2015/2016, as CSV or JSON.

A row is a participant of an arrangement. Everything else has to be made out: which rows are about
one arrangement, and which municipality, province, water board or other body a name stands for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from samenspel.datapackage.files import Limits
from samenspel.datapackage.package import Licence, Package, SourceReference
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources.accounts import Account, at_most, storable
from samenspel.datapackage.sources.conversion import Conversion
from samenspel.datapackage.sources.known_places import KnownPlaces
from samenspel.datapackage.sources.named_rows import read_rows
from samenspel.datapackage.sources.opengr.arrangements import (
    COLUMNS,
    PARTICIPANT,
    Listed,
    list_arrangements,
)
from samenspel.datapackage.sources.opengr.domains import domain_of
from samenspel.datapackage.sources.opengr.duplicates import find_pairs
from samenspel.datapackage.sources.opengr.municipalities import Municipalities
from samenspel.datapackage.sources.opengr.organisations import body_key
from samenspel.datapackage.sources.opengr.participants import Participant, Reader
from samenspel.datapackage.sources.opengr.seats import Seat, read_seat
from samenspel.datapackage.sources.place_tables import dutch_places, place_tables

OBSERVED_ON = date(2016, 1, 1)
"""The provinces answered between October 2015 and March 2016."""

_LICENCE = Licence(
    "ODC-PDDL-1.0",
    "Open Data Commons Public Domain Dedication and Licence 1.0",
    "https://opendatacommons.org/licenses/pddl/1-0/",
)
_SOURCE = SourceReference(
    "Open State Foundation, OpenGR: joint arrangements as the provinces listed them (2016)",
    "https://github.com/openstate/datasets",
)


def convert(
    path: Path,
    *,
    places: Path | KnownPlaces | None = None,
    observed_on: date | None = None,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> Conversion:
    """Convert the inventory at ``path``; names become codes of ``observed_on``.

    Raises
    ------
    SourceError
        The file is not this inventory, or no Dutch municipalities are known.
    PackageError
        The package of places is not right.
    OSError
        The file cannot be read.
    """
    day = observed_on or OBSERVED_ON
    account = Account(path.name)
    found = read_rows(path, COLUMNS, account, limits)
    known = dutch_places(path, given=places, on=day)
    municipalities = Municipalities(known, day)
    listed = list_arrangements(found.rows, account)
    reader = Reader(
        municipalities, {body_key(item.name) for item in listed}, day, account, PARTICIPANT
    )
    seats = [read_seat(item.seats, municipalities, account) for item in listed]
    participants = [
        reader.read(item.named, seat.province) for item, seat in zip(listed, seats, strict=True)
    ]
    tables = place_tables(known) | _tables(listed, seats, participants, day)
    return Conversion(
        package=_package(known, day, tables),
        unit="row",
        records_in=found.records,
        records_out=tables["participations"].height,
        remarks=account.remarks,
    )


def _package(places: KnownPlaces, day: date, tables: dict[str, pl.DataFrame]) -> Package:
    content = hashlib.sha256()
    for name, frame in tables.items():
        content.update(name.encode() + b"\0" + frame.write_csv().encode())
    return Package(
        name=f"opengr-{day.year}",
        title=f"Joint arrangements as the provinces listed them, {day.year}",
        description=(
            "Arrangements and their participants from the answers of the twelve provinces; "
            f"municipalities by their code of {day.isoformat()}, taken from the data package "
            f"{places.taken_from}. Every repair is in conversion.csv."
        ),
        country="nl",
        kind="inventory",
        observed_on=day,
        licences=(_LICENCE,),
        sources=(_SOURCE,),
        tables=tables,
        boundaries=(),
        figure_dates={},
        notices=(),
        fingerprint=content.hexdigest(),
    )


def _tables(
    listed: Sequence[Listed],
    seats: Sequence[Seat],
    participants: Sequence[Sequence[Participant]],
    day: date,
) -> dict[str, pl.DataFrame]:
    source = f"OpenGR {day.year}"
    arrangements = [
        {
            "id": item.id,
            "name": item.name,
            "domain_keyword": domain_of(item.name),
            "status_note": item.status_note,
            "seat_place": seat.place,
            "seat_postcode": seat.postcode,
            "seat_municipality_code": seat.municipality[0] if seat.municipality else None,
            "seat_municipality": seat.municipality[1] if seat.municipality else None,
            "province": seat.province_name,
            "participants": len(members),
            "municipal_participants": sum(one.kind == "municipality" for one in members),
            "source": source,
        }
        for item, seat, members in zip(listed, seats, participants, strict=True)
    ]
    rows = [
        _participation(item.id, member, source)
        for item, members in zip(listed, participants, strict=True)
        for member in members
    ]
    tables = {
        "arrangements": _frame("arrangements", arrangements),
        "participations": _frame("participations", rows),
    }
    pairs = _duplicates(listed, participants)
    return tables | ({"arrangement_duplicates": pairs} if pairs.height else {})


def _participation(arrangement: str, member: Participant, source: str) -> dict[str, object]:
    return {
        "arrangement_id": arrangement,
        "participant_type": member.kind,
        "municipality_code": member.code if member.kind == "municipality" else None,
        "participant_code": member.code,
        "participant_name": member.name,
        "times_in_source": member.times,
        "names_in_source": at_most("|".join(map(storable, member.originals))),
        "resolution": "|".join(member.resolutions),
        "old_codes": at_most("|".join(member.old_codes)) or None,
        "source": source,
    }


def _duplicates(
    listed: Sequence[Listed], participants: Sequence[Sequence[Participant]]
) -> pl.DataFrame:
    names = {item.id: item.name for item in listed}
    members = {
        item.id: [one.code or one.name for one in found]
        for item, found in zip(listed, participants, strict=True)
    }
    rows = [
        {
            "arrangement_id": pair.first,
            "other_id": pair.second,
            "name": names[pair.first],
            "other_name": names[pair.second],
            "name_similarity": pair.name_similarity,
            "member_jaccard": pair.member_jaccard,
        }
        for pair in find_pairs(names, members)
    ]
    return _frame("arrangement_duplicates", rows)


def _frame(table: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Rows as the table of that name, with all of its columns."""
    empty = TABLES[table].schema.create_empty()
    return pl.concat([empty, pl.DataFrame(rows, schema=empty.schema)]) if rows else empty
