# SPDX-License-Identifier: EUPL-1.2
"""Versions of arrangements: one record each, chained, with half-open periods and a seat."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from samenspel.datapackage.sources.provinces import PROVINCES
from samenspel.datapackage.sources.roo.chain_repair import Version, chain
from samenspel.datapackage.sources.roo.cleaning import Notes, Place
from samenspel.datapackage.sources.roo.harvest import (
    MEMBER,
    NO_ARRANGEMENT,
    ArrangementRecord,
    BodyRecord,
)
from samenspel.datapackage.sources.roo.municipalities import MunicipalTable
from samenspel.datapackage.sources.roo.organisations import LAST_DAY, Address

DOUBLED = "identifier of an earlier record"
SAME_RECORD = "record stands twice"
ARRANGEMENT_UNKNOWN = "arrangement that is not in the file left out"

_HABIT = 20
"""In a file that gives one in so many ends as the last day, all such ends are taken so."""
_ONE_DAY = timedelta(days=1)


def without_doubles(notes: Notes, records: list[ArrangementRecord]) -> list[ArrangementRecord]:
    """One record for each identifier, the one that was changed last; in order of identifier."""
    by_id: dict[str, list[ArrangementRecord]] = defaultdict(list)
    for record in records:
        by_id[record.roo_id].append(record)
    kept = []
    for roo_id in sorted(by_id):
        best, *others = sorted(
            by_id[roo_id],
            key=lambda r: (-(r.changed or date.min).toordinal(), r.identity.number),
        )
        kept.append(best)
        for other in others:
            _give_up(notes, other, best)
    return kept


def _give_up(notes: Notes, other: ArrangementRecord, best: ArrangementRecord) -> None:
    at = Place(other.identity.number)
    name = str(other.row["name"])
    if _contents(other) == _contents(best):
        notes.merged(at, name, str(best.row["id"]), SAME_RECORD)
        for member in other.members:
            notes.merged(at.at(MEMBER), member.name, str(best.row["id"]), SAME_RECORD)
        return
    notes.left_out(at, f"{other.roo_id} {name}", DOUBLED)
    for member in other.members:
        notes.left_out(at.at(MEMBER), member.name, NO_ARRANGEMENT)


def _contents(record: ArrangementRecord) -> tuple[object, ...]:
    members = [
        (m.name, m.roo_id, m.code, m.owms, m.joined, m.left, m.share, m.role)
        for m in record.members
    ]
    return (record.row, record.begin, record.end, record.previous, record.following, members)


def bodies_without_doubles(notes: Notes, records: list[BodyRecord]) -> list[BodyRecord]:
    """One record for each body, the first; in order of identifier."""
    kept: dict[str, BodyRecord] = {}
    for record in records:
        roo_id = str(record.row["roo_id"])
        if roo_id in kept:
            at, name = Place(record.identity.number), str(record.row["name"])
            same = record.row == kept[roo_id].row
            if same:
                notes.merged(at, name, roo_id, SAME_RECORD)
            else:
                notes.left_out(at, f"{roo_id} {name}", DOUBLED)
        else:
            kept[roo_id] = record
    return [kept[roo_id] for roo_id in sorted(kept)]


def link(notes: Notes, records: list[ArrangementRecord]) -> None:
    """Chain the versions, and make their periods half-open."""
    by_id = {record.roo_id: record for record in records}
    chains = chain(Version(r.roo_id, r.begin, r.end, r.previous, r.following) for r in records)
    for remark in chains.remarks:
        at = Place(
            by_id[remark.key].identity.number,
            "nextVersion" if remark.forwards else "previousVersion",
        )
        result = f"roo-{remark.other}" if remark.kept else None
        notes.repaired(at, remark.other, result, remark.cause)
    for record in records:
        before, after = chains.previous.get(record.roo_id), chains.following.get(record.roo_id)
        record.row["previous_id"] = f"roo-{before}" if before else None
        record.row["next_id"] = f"roo-{after}" if after else None
    _close_periods(notes, [(by_id[one], by_id[two]) for one, two in chains.following.items()])


def _close_periods(notes: Notes, pairs: list[tuple[ArrangementRecord, ArrangementRecord]]) -> None:
    """Ends that are the day before the next version begins become that day.

    One such gap among many chains that join exactly may be real, unless the next version begins
    on the first of a month.
    """
    dated = [(one, two) for one, two in pairs if one.end is not None and two.begin is not None]
    apart = [(one, two) for one, two in dated if one.end and one.end + _ONE_DAY == two.begin]
    habit = len(apart) * _HABIT >= len(dated)
    for one, two in apart:
        if one.end is not None and two.begin is not None and (habit or two.begin.day == 1):
            at = Place(one.identity.number, "datumUitwerkingtreding")
            notes.repaired(at, one.end.isoformat(), two.begin, LAST_DAY)
            one.end = two.begin


def finish(
    record: ArrangementRecord,
    bodies: dict[str, BodyRecord],
    municipalities: MunicipalTable,
    rows: list[dict[str, object]],
    on: date,
) -> dict[str, object]:
    """The row of the table arrangements; ``rows`` are its participants, ``on`` the day of now."""
    begin, end = record.begin, record.end
    members = {row["municipality_code"] for row in rows} - {None}
    return record.row | {
        "in_force_from": begin,
        "in_force_to": end,
        "is_current": (begin is None or begin <= on) and (end is None or on < end),
        "participants": len(rows),
        "municipal_participants": len(members),
        **_seat(record, _address(record, bodies), municipalities),
    }


def _address(record: ArrangementRecord, bodies: dict[str, BodyRecord]) -> Address | None:
    """The visiting address of the record, else that of the body that carries it out."""
    if record.address is not None or record.body not in bodies:
        return record.address
    return bodies[record.body].address


def _seat(
    record: ArrangementRecord, address: Address | None, municipalities: MunicipalTable
) -> dict[str, object]:
    if address is None:
        return {}
    at = Place(record.identity.number, "adressen/adres/woonplaats")
    code = municipalities.of_seat(address)
    return {
        "seat_place": municipalities.spelled(address.place, at),
        "seat_postcode": address.postcode,
        "seat_municipality_code": code,
        "seat_municipality": municipalities.rows[code]["name"] if code else None,
        "province_code": address.province_code,
        "province": PROVINCES.get(address.province_code or ""),
    }


def finish_body(notes: Notes, record: BodyRecord, arrangements: set[str]) -> dict[str, object]:
    """The row of the table bodies."""
    ids = []
    for roo_id in record.belongs_to:
        if roo_id in arrangements:
            ids.append(f"roo-{roo_id}")
        else:
            at = Place(record.identity.number, "hoortBijGemeenschappelijkeRegeling")
            notes.repaired(at, roo_id, None, ARRANGEMENT_UNKNOWN)
    return record.row | {"arrangement_ids": "|".join(ids) or None}
