# SPDX-License-Identifier: EUPL-1.2
"""Participants of arrangements: which organisation each is, and of what kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samenspel.datapackage.municipal_names import fold
from samenspel.datapackage.sources.provinces import PROVINCES
from samenspel.datapackage.sources.roo.cleaning import Notes
from samenspel.datapackage.sources.roo.harvest import ArrangementRecord, Member
from samenspel.datapackage.sources.roo.municipalities import MunicipalTable
from samenspel.datapackage.sources.roo.organisations import (
    Identity,
    Kind,
    forwards,
    kind_of_code,
    province_code,
)

NO_NAME = "participant without a name or identifier"
TWICE = "participant stands twice in one arrangement"
BY_NAME = "participant found by its name"
BY_RECORD = "code taken from the record of the participant"
NOT_KNOWN = "kind of participant not known"
WRONG_CODE = "code of another kind of organisation"

_TABLE_TYPES = {
    Kind.MUNICIPALITY: "municipality",
    Kind.PROVINCE: "province",
    Kind.WATER_BOARD: "water_board",
    Kind.STATE: "state",
    Kind.BODY: "intermunicipal_body",
}
_GM = re.compile(r"GM[0-9]{4}")
_ABROAD = re.compile(
    r"\b(kreis|landkreis|stadt|gemeinde|samtgemeinde|landeshauptstadt|zweckverband|"
    r"landschaftsverband|handelskammer|duitstalige)\b|-kreis\b|\((be|de|b|d)\)",
    re.IGNORECASE,
)
_NOT_MUNICIPAL_ABROAD = re.compile(
    r"kreis\b|\bprovincie\b|verband\b|kammer\b|\bregion\b|gemeenschap\b|\bmaatschappij\b|"
    r"\bministerie\b|\bland\b",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(stichting|vereniging|coöperati\w*|cooperati\w*|holding)\b|\b[bn]\.?v\.?(\s|$)",
    re.IGNORECASE,
)
_WATER_BOARD = re.compile(r"\b(waterschap|hoogheemraadschap|wetterskip)\b", re.IGNORECASE)
_MINISTRY = re.compile(r"^(ministerie|minister|staat der)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """Which organisation a participant is."""

    type: str
    code: str | None
    cause: str = ""
    """Set when it was not found by a code of its own."""


class Participants:
    """Finds out who the participants are, from all that the file says of them."""

    def __init__(
        self,
        notes: Notes,
        municipalities: MunicipalTable,
        identities: Iterable[Identity],
        bodies: Iterable[str],
    ) -> None:
        self._notes = notes
        self._municipalities = municipalities
        self._identities: dict[str, Identity] = {}
        for identity in identities:
            if identity.roo_id is not None and identity.kind is not Kind.ARRANGEMENT:
                self._identities.setdefault(identity.roo_id, identity)
        self._bodies = frozenset(bodies)

    def rows_of(self, record: ArrangementRecord, source: str) -> list[dict[str, object]]:
        """The rows of the table participations for one arrangement."""
        rows: dict[tuple[object, ...], dict[str, object]] = {}
        for member in record.members:
            row = self._row(record, member)
            if row is None:
                continue
            key = (row["participant_type"], row["participant_code"], row["participant_name"])
            if key in rows:
                shown = str(row["participant_name"])
                self._notes.merged(member.at, member.name or shown, shown, TWICE)
                _merge(rows[key], row)
            else:
                rows[key] = row | {"source": source}
        return list(rows.values())

    def _row(self, record: ArrangementRecord, member: Member) -> dict[str, object] | None:
        identified = member.code is not None or member.roo_id in self._identities
        if not (member.name or identified):
            self._notes.left_out(member.at, member.roo_id or member.owms, NO_NAME)
            return None
        found = self._found(record, member)
        if found.cause:
            result = f"{found.type} {found.code or ''}".strip()
            self._notes.repaired(member.at, member.name, result, found.cause)
        is_municipality = found.type == "municipality" and found.code is not None
        name = member.name
        if is_municipality:
            name = self._municipalities.ensure(str(found.code), member.name, member.at)
        joined, left = forwards(self._notes, member.at, member.joined, member.left)
        return {
            "arrangement_id": record.row["id"],
            "participant_type": found.type,
            "municipality_code": found.code if is_municipality else None,
            "participant_code": found.code,
            "participant_name": name or found.code or member.roo_id,
            "joined_on": joined,
            "valid_to": left,
            "role": member.role,
            "share_percent": member.share,
        }

    def _found(self, record: ArrangementRecord, member: Member) -> Found:
        return (
            self._by_code(member)
            or self._by_record(member)
            or self._by_name(record, member)
            or Found("unresolved", None, NOT_KNOWN)
        )

    def _by_code(self, member: Member) -> Found | None:
        if member.code is None:
            return None
        code, prefix_kind = member.code.code, kind_of_code(member.code.code)
        if prefix_kind is Kind.MUNICIPALITY and not _GM.fullmatch(code):
            self._notes.repaired(member.at, code, None, WRONG_CODE)
            return None
        return Found(_TABLE_TYPES.get(prefix_kind or Kind.OTHER, "other"), code)

    def _by_record(self, member: Member) -> Found | None:
        code = self._municipalities.of_record(member.roo_id) or self._municipalities.of_owms(
            member.owms
        )
        if code is not None:
            return Found("municipality", code, BY_RECORD)
        identity = self._identities.get(member.roo_id or "")
        if identity is None or identity.kind is Kind.MUNICIPALITY:
            body = member.roo_id in self._bodies
            return Found("intermunicipal_body", None) if body and identity is None else None
        table_type = _TABLE_TYPES.get(identity.kind)
        code = identity.code or None
        if code is not None and kind_of_code(code) is Kind.MUNICIPALITY:
            code = None  # part of a municipality, with the code of the whole
        if table_type is None:
            return Found("other", code)
        return Found(table_type, code, BY_RECORD if code else "")

    def _by_name(self, record: ArrangementRecord, member: Member) -> Found | None:
        name = member.name
        if _ABROAD.search(name):
            return _abroad(name)
        if _PRIVATE.search(name):
            return Found("other", None)
        province = self._province(name)
        if province is not None:
            return Found("province", province, BY_NAME)
        if _WATER_BOARD.search(name):
            return Found("water_board", None, BY_NAME)
        if _MINISTRY.search(name):
            return Found("state", None, BY_NAME)
        borderless = not record.identity.crosses_border
        if borderless or name.casefold().startswith("gemeente "):
            code = self._municipality(name, member.joined)
            if code is not None:
                return Found("municipality", code, BY_NAME)
        return None if borderless else _abroad(name)

    @staticmethod
    def _province(name: str) -> str | None:
        bare = name.casefold().removeprefix("provincie ")
        code = province_code(name) if bare != name.casefold() else None
        return code if code and fold(PROVINCES[code]).key == fold(bare).key else None

    def _municipality(self, name: str, on: date | None) -> str | None:
        return self._municipalities.of_name(name, on)


def _abroad(name: str) -> Found:
    other = _NOT_MUNICIPAL_ABROAD.search(name)
    return Found("foreign_other" if other else "foreign_municipality", None)


def _merge(row: dict[str, object], other: dict[str, object]) -> None:
    """Add to a row what a second mention of the same participant knows more."""
    for column in ("joined_on", "valid_to", "role", "share_percent"):
        if row[column] is None:
            row[column] = other[column]
    joined, left = row["joined_on"], row["valid_to"]
    if isinstance(joined, date) and isinstance(left, date) and left < joined:
        row["joined_on"] = None
