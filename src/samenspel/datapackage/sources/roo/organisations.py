# SPDX-License-Identifier: EUPL-1.2
"""What a record of an organisation says: who it is, of which kind, since when, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samenspel.datapackage.municipal_names import fold
from samenspel.datapackage.sources.provinces import CODES, PROVINCES
from samenspel.datapackage.sources.roo.cleaning import (
    Code,
    Notes,
    Place,
    code_in,
    day,
    identifier,
    line,
)
from samenspel.datapackage.sources.roo.stream import Node, Record

PROVINCE_ABROAD = "province of an address abroad left out"
PROVINCE_UNKNOWN = "province unreadable, left empty"
PERIOD_TURNED = "ends before it begins; begin left empty"
LAST_DAY = "end given as the last day, not as the first day after it"

_ONE_DAY = timedelta(days=1)
_VISITING = ("bezoekadres", "vestigingsadres")
_HOME = {"", "nederland", "nl", "thenetherlands"}


class Kind(StrEnum):
    """Kinds of record that are told apart."""

    ARRANGEMENT = "arrangement"
    MUNICIPALITY = "municipality"
    BODY = "intermunicipal_body"
    PROVINCE = "province"
    WATER_BOARD = "water_board"
    STATE = "state"
    OTHER = "other"


_BY_TYPE = {
    "gemeente": Kind.MUNICIPALITY,
    "provincie": Kind.PROVINCE,
    "waterschap": Kind.WATER_BOARD,
    "ministerie": Kind.STATE,
    "regionaalsamenwerkingsorgaan": Kind.BODY,
    "grensoverschrijdendregionaalsamenwerkingsorgaan": Kind.BODY,
    "landelijkdekkendesamenwerkingen": Kind.BODY,
    "landelijkdekkendesamenwerking": Kind.BODY,
    "gemeenschappelijkeregeling": Kind.ARRANGEMENT,
    "grensoverschrijdendegemeenschappelijkeregeling": Kind.ARRANGEMENT,
}
_BY_PREFIX = {
    "GM": Kind.MUNICIPALITY,
    "PV": Kind.PROVINCE,
    "WS": Kind.WATER_BOARD,
    "MNRE": Kind.STATE,
    "SO": Kind.BODY,
}
_ARRANGEMENT_ELEMENTS = {"regeling", "gemeenschappelijkeRegeling"}


def kind_of_code(code: str) -> Kind | None:
    """The kind of organisation that has codes like this one; None when they say nothing."""
    return _BY_PREFIX.get(code.rstrip("0123456789"))


@dataclass(frozen=True)
class Identity:
    """Who a record is about; ``code`` and ``owms`` are empty when it has none."""

    number: int
    kind: Kind
    roo_id: str | None
    code: str
    owms: str
    types: tuple[str, ...]

    @property
    def crosses_border(self) -> bool:
        """Whether the register says that partners abroad take part."""
        return any("grensoverschrijdend" in name.casefold() for name in self.types)


def identity_of(record: Record) -> Identity:
    """Who the record is about, from its attributes, its list of identifiers and its types."""
    node = record.node
    named = _named_identifiers(node)
    types = tuple(" ".join(item.text.split()) for item in node.all("types", "type"))
    tooi = code_in(node.attribute("resourceIdentifierTOOI")) or code_in(
        named.get("resourceidentifiertooi", "")
    )
    code = tooi or code_in(named.get("organisatiecode", ""))
    kind = _kind(node, types, code)
    return Identity(
        number=record.number,
        kind=kind,
        roo_id=identifier(node.attribute("systeemId")) or identifier(named.get("systeemid", "")),
        code=code.code if code is not None else "",
        owms=owms_key(
            node.attribute("resourceIdentifierOWMS") or named.get("resourceidentifierowms", "")
        ),
        types=tuple(name for name in types if name),
    )


def named_identifier(node: Node, name: str) -> str:
    """An identifier from the list of a record ("KVK-nummer"); empty when it is not there."""
    return _named_identifiers(node).get(name.casefold(), "")


def _named_identifiers(node: Node) -> dict[str, str]:
    return {
        item.attribute("naam").casefold(): item.text.strip()
        for item in node.all("identificatiecodes", "resourceIdentifier")
    }


def owms_key(address: str) -> str:
    """An address of the OWMS value list, fit for comparison."""
    return address.strip().rpartition("/")[2].casefold()


def _kind(node: Node, types: tuple[str, ...], code: Code | None) -> Kind:
    if node.name in _ARRANGEMENT_ELEMENTS or node.one("samenwerkingsvorm") is not None:
        return Kind.ARRANGEMENT
    for name in types:
        kind = _BY_TYPE.get(fold(name).key)
        if kind is not None:
            return kind
    if node.attribute("systeemId", "hoortBijGemeenschappelijkeRegeling"):
        return Kind.BODY
    if not types and code is not None:
        return kind_of_code(code.code) or Kind.OTHER
    return Kind.OTHER


@dataclass(frozen=True)
class Address:
    """The visiting address; ``province_code`` is that of the address, empty abroad."""

    place: str | None
    postcode: str | None
    province_code: str | None
    abroad: bool


def visiting_address(notes: Notes, at: Place, node: Node) -> Address | None:
    """The address where an organisation can be visited; None when the record has none."""
    addresses = list(node.all("adressen", "adres"))
    for wanted in _VISITING:
        for address in addresses:
            if fold(address.value("adresType")).key == wanted:
                found = _address(notes, at, address)
                if found.place or found.province_code:
                    return found
    return None


def _address(notes: Notes, at: Place, address: Node) -> Address:
    land = fold(address.value("land")).key
    abroad = land not in _HOME
    stated = address.value("provincie").strip()
    column = at.at("adressen/adres/provincie")
    code = province_code(stated)
    if stated and code is None and not abroad:
        notes.repaired(column, stated, None, PROVINCE_UNKNOWN)
    if abroad and code is not None:
        notes.repaired(column, stated, None, PROVINCE_ABROAD)
        code = None
    return Address(
        place=line(notes, at.at("adressen/adres/woonplaats"), address.value("woonplaats")),
        postcode=line(notes, at.at("adressen/adres/postcode"), address.value("postcode")),
        province_code=code,
        abroad=abroad,
    )


def province_code(text: str) -> str | None:
    """The code of a province from its TOOI address, code or name; None when it is none."""
    found = code_in(text)
    if found is not None and found.code in PROVINCES:
        return found.code
    return CODES.get(fold(text).key.removeprefix("provincie"))


def period(
    notes: Notes, at: Place, node: Node, first: str, last: str
) -> tuple[date | None, date | None]:
    """First and last day of a record; a begin after the end is left empty."""
    begin = day(notes, at.at(first), node.value(first))
    end = day(notes, at.at(last), node.value(last))
    return forwards(notes, at.at(first), begin, end)


def forwards(
    notes: Notes, at: Place, begin: date | None, end: date | None
) -> tuple[date | None, date | None]:
    """The two days, without the begin when it comes after the end.

    A record that ends on the day before it begins was in force on no day: its end was given as a
    last day.
    """
    if begin is not None and end is not None and end < begin:
        if end + _ONE_DAY == begin:
            notes.repaired(at, end.isoformat(), begin, LAST_DAY)
            return begin, begin
        notes.repaired(at, f"{begin} - {end}", f"- {end}", PERIOD_TURNED)
        return None, end
    return begin, end
