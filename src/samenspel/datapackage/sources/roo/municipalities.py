# SPDX-License-Identifier: EUPL-1.2
"""The table of municipalities: from their records, with names and figures of known places."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta

from samenspel.datapackage.indicators import figure_of
from samenspel.datapackage.municipal_names import fold
from samenspel.datapackage.sources.known_places import KnownPlaces
from samenspel.datapackage.sources.provinces import PROVINCES
from samenspel.datapackage.sources.roo.cleaning import Notes, Place
from samenspel.datapackage.sources.roo.harvest import NO_NAME, MunicipalRecord
from samenspel.datapackage.sources.roo.organisations import (
    LAST_DAY,
    Address,
    forwards,
)

NO_CODE = "municipality without a code"
SAME_CODE = "second record with the code of a municipality"
CODE_BY_NAME = "code of a municipality found by its name"
NO_RECORD = "municipality without a record, known as a participant only"
CAPITALS = "place in capitals written in the usual way"
FIGURES_OF_ABOLISHED = "figures of a municipality that no longer exists not used"

_CODE = re.compile(r"GM[0-9]{4}")
_PREFIX = re.compile(r"^gemeente\s+", re.IGNORECASE)
_ONE_DAY = timedelta(days=1)
_SHORTEST_PLACE = 2
_SMALL_WORDS = re.compile(r"(?<=\s)(Aan|Bij|De|Den|Der|En|Het|In|Op|Ten|Ter|Van)(?=\s)")
_OWN_FIGURES = ("population", "council_seats")


class MunicipalTable:
    """The municipalities by code, and how names of places and municipalities lead to them."""

    def __init__(self, notes: Notes, places: KnownPlaces | None, on: date) -> None:
        self._notes = notes
        self._places = places
        self._on = on
        self._known = (
            {} if places is None else {row["code"]: row for row in places.municipalities.to_dicts()}
        )
        self._ends = (
            set()
            if places is None
            else {(row["old_code"], row["date"]) for row in places.changes.to_dicts()}
        )
        self.rows: dict[str, dict[str, object]] = {}
        self.from_records = 0
        """How many rows come from the file: from records, or from participants without one."""
        self._by_owms: dict[str, str] = {}
        self._by_roo_id: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_place: dict[str, set[str]] = defaultdict(set)
        self._spelling: dict[str, str] = {}

    def add_records(self, records: list[MunicipalRecord]) -> None:
        """Add the municipalities that have a record of their own."""
        by_code: dict[str, list[MunicipalRecord]] = defaultdict(list)
        for record in records:
            code = self._code_of(record)
            if code is not None:
                by_code[code].append(record)
        for code in sorted(by_code):
            self._add(code, by_code[code])

    def _code_of(self, record: MunicipalRecord) -> str | None:
        at = Place(record.identity.number)
        if _CODE.fullmatch(record.identity.code):
            return record.identity.code
        code = self._resolve(bare_name(record.name or ""), record.begin or self._on)
        what = f"{record.name or ''} {record.identity.code}".strip()
        if code is None:
            self._notes.left_out(at, what, NO_CODE)
        else:
            self._notes.repaired(at, what, code, CODE_BY_NAME)
        return code

    def _add(self, code: str, records: list[MunicipalRecord]) -> None:
        """One row for all records of a code; the one that lasts longest leads."""
        best, *others = sorted(
            records, key=lambda r: (-(r.end or date.max).toordinal(), r.identity.number)
        )
        at = Place(best.identity.number)
        name = bare_name(best.name or "")
        if not name:
            known = self._known.get(code)
            name = str(known["name"]) if known else code
            self._notes.repaired(at.at("naam"), best.name or "", name, NO_NAME)
        end = self._first_day_without(at, code, best.end)
        begin, end = forwards(self._notes, at, best.begin, end)
        current = _exists(begin, end, self._on)
        names = [name]
        for other in others:
            what = f"{code} {other.name or ''}"
            self._notes.merged(Place(other.identity.number), what, name, SAME_CODE)
            names += [bare_name(other.name)] if other.name else []
        self.rows[code] = self._filled(
            code,
            names,
            {
                "code": code,
                "province_code": best.province_code,
                "valid_from": begin,
                "valid_to": end,
                "is_current": current,
                "population": best.population if current else None,
                "council_seats": best.seats if current else None,
            },
        )
        if not current and (best.population is not None or best.seats is not None):
            figures = f"{best.population or ''}, {best.seats or ''}"
            self._notes.repaired(at, figures, None, FIGURES_OF_ABOLISHED)
        self.from_records += 1
        for record in records:
            self._learn(code, record)
        self._learn_names(code, names)

    def _first_day_without(self, at: Place, code: str, end: date | None) -> date | None:
        """The end as the first day of the new situation; many records have the day before.

        Municipalities end at the turn of a month (by law of a year), so an end on the last day of
        a month is the last day of the old situation, unless a known change has that day.
        """
        if end is None:
            return None
        following = end + _ONE_DAY
        if following.day == 1 and (code, end) not in self._ends:
            self._notes.repaired(at.at("eindDatum"), end.isoformat(), following, LAST_DAY)
            return following
        return end

    def _filled(self, code: str, names: list[str], row: dict[str, object]) -> dict[str, object]:
        """The row with its names, and with what is known of the place where the file is silent."""
        known = self._known.get(code, {})
        official = str(known["name"]) if known else names[0]
        aliases = [*str(known.get("aliases") or "").split("|"), *names]
        others = dict.fromkeys(name for name in aliases if name and name != official)
        for column, value in known.items():
            figure = figure_of(column) is not None
            if column not in {"valid_to", *_OWN_FIGURES} and (figure or row.get(column) is None):
                row[column] = value
        begin, end = row.get("valid_from"), row.get("valid_to")
        if isinstance(begin, date) and isinstance(end, date) and end < begin:
            row["valid_from"] = None  # known from elsewhere, and not of this life of the code
        row["name"] = official
        row["aliases"] = "|".join(others) or None
        province = row.get("province_code")
        if isinstance(province, str) and province in PROVINCES:
            row["province"] = PROVINCES[province]
        return row

    def _learn(self, code: str, record: MunicipalRecord) -> None:
        if record.identity.owms:
            self._by_owms.setdefault(record.identity.owms, code)
        if record.identity.roo_id:
            self._by_roo_id.setdefault(record.identity.roo_id, code)
        if self.rows[code]["is_current"]:
            for place in record.places:
                self._by_place[fold(place).key].add(code)
                self._spelling.setdefault(place.casefold(), place)

    def _learn_names(self, code: str, names: list[str]) -> None:
        for name in (*names, str(self.rows[code]["name"])):
            self._by_name[fold(name).key].add(code)
            if self.rows[code]["is_current"]:
                self._by_place[fold(name).key].add(code)

    def of_record(self, roo_id: str | None) -> str | None:
        """The code of the municipality that has this record."""
        return self._by_roo_id.get(roo_id) if roo_id else None

    def of_owms(self, key: str) -> str | None:
        """The code of the municipality that has this address in the OWMS list."""
        return self._by_owms.get(key) if key else None

    def of_name(self, name: str, on: date | None) -> str | None:
        """The code of the one municipality called so on a day; None when it is not one."""
        codes = self._by_name.get(fold(bare_name(name)).key, set())
        then = {code for code in codes if self._existed(code, on or self._on)}
        for found in (then, codes):
            if len(found) == 1:
                return next(iter(found))
        return None if codes else self._resolve(bare_name(name), on or self._on)

    def _existed(self, code: str, on: date) -> bool:
        row = self.rows[code]
        begin, end = row.get("valid_from"), row.get("valid_to")
        return (not isinstance(begin, date) or begin <= on) and (
            not isinstance(end, date) or on < end
        )

    def _resolve(self, name: str, on: date) -> str | None:
        if self._places is None or not name:
            return None
        found = self._places.history.resolve_name(name, on=on, target=on)
        return found.codes[0].code if found.outcome == "found" else None

    def ensure(self, code: str, name: str, at: Place) -> str:
        """The name of a municipality; one without a record is added from what is known of it."""
        if code in self.rows:
            return str(self.rows[code]["name"])
        known = self._known.get(code)
        row: dict[str, object] = {"code": code}
        if known is not None:
            row |= {"valid_to": known.get("valid_to"), "is_current": known.get("is_current")}
            row = self._filled(code, [bare_name(name) or str(known["name"])], row)
        else:
            row |= {"name": bare_name(name) or code}
            self._notes.split(at, name, code, NO_RECORD)
            self.from_records += 1
        self.rows[code] = row
        self._by_name[fold(str(row["name"])).key].add(code)
        return str(row["name"])

    def of_seat(self, address: Address) -> str | None:
        """The municipality in which the place of an address lies; None when it may be several."""
        folded = fold(address.place or "")
        if not folded.key or address.abroad:
            return None
        codes = self._by_place.get(folded.key, set())
        if len(codes) > 1:
            province = folded.province or PROVINCES.get(address.province_code or "")
            codes = {code for code in codes if self.rows[code].get("province") == province}
        return next(iter(codes)) if len(codes) == 1 else None

    def spelled(self, place: str | None, at: Place) -> str | None:
        """The place as it is usually written; addresses are often in capitals."""
        if place is None or not place.isupper() or len(place) <= _SHORTEST_PLACE:
            return place
        usual = self._spelling.get(place.casefold())
        if usual is None or usual.isupper():
            usual = _SMALL_WORDS.sub(lambda word: word[0].lower(), place.title())
        self._notes.repaired(at, place, usual, CAPITALS)
        return usual

    def figures(self) -> list[str]:
        """The columns of figures, first those of the register itself."""
        columns = list(_OWN_FIGURES)
        for row in self._known.values():
            columns += [name for name in row if figure_of(name) and name not in _OWN_FIGURES]
            break
        return columns


def bare_name(name: str) -> str:
    """The name of a municipality without the word for municipality."""
    return _PREFIX.sub("", name).strip()


def _exists(begin: date | None, end: date | None, on: date) -> bool:
    return (begin is None or begin <= on) and (end is None or on < end)
