# SPDX-License-Identifier: EUPL-1.2
"""Seat, postcode and province of an arrangement, which every row repeats and some get wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from samenspel.datapackage.sources.accounts import Account
from samenspel.datapackage.sources.conversion import Effect
from samenspel.datapackage.sources.opengr.municipalities import Municipalities
from samenspel.datapackage.sources.opengr.organisations import is_abroad, without_country
from samenspel.datapackage.sources.opengr.provinces import (
    is_written_right,
    province_code,
)
from samenspel.datapackage.sources.provinces import PROVINCES

POSTCODE, PLACE, PROVINCE = "Postcode", "Plaats", "Provincie"
SERIES = "postcodes filled down as a series: left empty"
OTHER_POSTCODE = "another postcode than most rows of the arrangement"
OTHER_PLACE = "another place than most rows of the arrangement"
OTHER_PROVINCE = "another province than most rows of the arrangement"
PROVINCE_SPELLED = "name of a province spelled otherwise"
PROVINCE_UNKNOWN = "no Dutch province: left empty"
POSTCODE_SPELLED = "postcode spelled otherwise"
COUNTRY = "country taken out of a seat"

_POSTCODE = re.compile(r"^([1-9][0-9]{3})\s?([A-Za-z]{2})$")


@dataclass(frozen=True)
class SeatRow:
    """What one row says of the seat, free of faults of encoding and blanks."""

    row: int
    postcode: str
    place: str
    province: str


@dataclass(frozen=True)
class Seat:
    """The seat; ``provinces`` are the codes of all provinces that reported the arrangement."""

    place: str | None
    postcode: str | None
    municipality: tuple[str, str] | None
    province: str | None
    provinces: tuple[str, ...]

    @property
    def province_name(self) -> str | None:
        return PROVINCES[self.province] if self.province else None


def read_seat(rows: Sequence[SeatRow], places: Municipalities, account: Account) -> Seat:
    """The seat on which most rows agree, or the first of them; what differs is noted."""
    province, provinces = _province(rows, account)
    place = _agreed(
        [(row.row, _at_home(row.row, PLACE, row.place, account)) for row in rows],
        PLACE,
        OTHER_PLACE,
        account,
    )
    return Seat(
        place,
        _postcode(rows, account),
        _municipality(place, provinces, places),
        province,
        provinces,
    )


def _province(rows: Sequence[SeatRow], account: Account) -> tuple[str | None, tuple[str, ...]]:
    read = [(row, province_code(row.province)) for row in rows]
    for row, code in read:
        if row.province and code is None:
            _note(account, PROVINCE_UNKNOWN, row.row, PROVINCE, row.province, "")
        elif code and not is_written_right(row.province):
            _note(account, PROVINCE_SPELLED, row.row, PROVINCE, row.province, PROVINCES[code])
    known = [(row.row, code) for row, code in read if code]
    most = _agreed(known, PROVINCE, OTHER_PROVINCE, account)
    return most, tuple(dict.fromkeys(code for _, code in known))


def _postcode(rows: Sequence[SeatRow], account: Account) -> str | None:
    written = [(row.row, _spelled(row, account)) for row in rows if row.postcode]
    if _is_series([postcode for _, postcode in written]):
        for row, postcode in written:
            _note(account, SERIES, row, POSTCODE, postcode, "")
        return None
    return _agreed(written, POSTCODE, OTHER_POSTCODE, account)


def _spelled(row: SeatRow, account: Account) -> str:
    postcode = _at_home(row.row, POSTCODE, row.postcode, account)
    match = _POSTCODE.match(postcode)
    if match is None:
        return postcode
    right = f"{match[1]} {match[2].upper()}"
    if right != postcode:
        _note(account, POSTCODE_SPELLED, row.row, POSTCODE, row.postcode, right)
    return right


def _is_series(postcodes: Sequence[str]) -> bool:
    """Whether a spreadsheet counted on: equal letters, with three numbers or two in a row."""
    matches = [_POSTCODE.match(postcode) for postcode in dict.fromkeys(postcodes)]
    numbers = sorted({int(match[1]) for match in matches if match})
    letters = {match[2] for match in matches if match}
    if None in matches or len(letters) != 1 or len(numbers) < 2:
        return False
    return len(numbers) > 2 or numbers[1] - numbers[0] == 1


def _agreed(
    values: Sequence[tuple[int, str]], column: str, cause: str, account: Account
) -> str | None:
    """The value of most rows, the first of equals; the rows that say otherwise are noted."""
    counts = Counter(value for _, value in values if value)
    if not counts:
        return None
    most = max(counts.values())
    agreed = next(value for value, n in counts.items() if n == most)
    if len(counts) > 1:
        for row, value in values:
            if value and value != agreed:
                _note(account, cause, row, column, value, agreed)
    return agreed


def _at_home(row: int, column: str, text: str, account: Account) -> str:
    if not is_abroad(text):
        return text
    bare = without_country(text)
    _note(account, COUNTRY, row, column, text, bare)
    return bare


def _municipality(
    place: str | None, provinces: Sequence[str], places: Municipalities
) -> tuple[str, str] | None:
    """The municipality of the seat, when the place bears its name and lies in that province.

    A village that only shares its name with a municipality elsewhere is not mistaken for it.
    """
    found = places.plain(place) if place else None
    if found is None or places.province(found.code) not in provinces:
        return None
    return found.code, found.name


def _note(account: Account, cause: str, row: int, column: str, original: str, result: str) -> None:
    account.add(Effect.REPAIRED, cause, row=row, column=column, original=original, result=result)
