# SPDX-License-Identifier: EUPL-1.2
"""Which rows of the inventory are about one arrangement, and what its name says besides."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from samenspel.datapackage.sources.accounts import Account
from samenspel.datapackage.sources.conversion import Effect
from samenspel.datapackage.sources.named_rows import NamedRow, Wanted
from samenspel.datapackage.sources.opengr.participants import Named
from samenspel.datapackage.sources.opengr.seats import PLACE, POSTCODE, PROVINCE, SeatRow

PARTICIPANT, ARRANGEMENT = "Deelnemer", "Gemeenschappelijke regeling"
COLUMNS = Wanted((PARTICIPANT, ARRANGEMENT), (POSTCODE, PLACE, PROVINCE))

NO_ARRANGEMENT = "no arrangement named"
NO_PARTICIPANT = "no participant named"
STATUS = "remark on the end of an arrangement in its name"
FORMER_NAME = "remark on a former name in the name of an arrangement"

_LONGEST_ID = 80
_REMARK = re.compile(r"\(([^()]*)\)")
_ENDED = re.compile(r"\b(?:liquidatie|opgeheven|opgegaan|beëindigd|ontbonden)\b", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:voorheen|vroeger|vh\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Listed:
    """An arrangement as the rows of the source list it."""

    id: str
    name: str
    status_note: str | None
    named: tuple[Named, ...]
    seats: tuple[SeatRow, ...]


def list_arrangements(rows: list[NamedRow], account: Account) -> list[Listed]:
    """The arrangements in the order in which the source first names them.

    Every row is in one of them or noted as left out. Rows belong together when they give the same
    name once encoding and blanks are repaired, whatever province they are from.
    """
    groups: dict[str, tuple[list[Named], list[SeatRow]]] = {}
    firsts: dict[str, tuple[int, str]] = {}
    for row in rows:
        cells = {
            name: account.repaired(cell, row=row.row, column=name)
            for name, cell in row.cells.items()
        }
        name = cells[ARRANGEMENT]
        if not name:
            _leave_out(NO_ARRANGEMENT, row, account)
            continue
        named, seats = groups.setdefault(name, ([], []))
        firsts.setdefault(name, (row.row, row.cells[ARRANGEMENT]))
        seats.append(SeatRow(row.row, cells[POSTCODE], cells[PLACE], cells[PROVINCE]))
        if cells[PARTICIPANT]:
            named.append(Named(row.row, cells[PARTICIPANT], row.cells[PARTICIPANT]))
        else:
            _leave_out(NO_PARTICIPANT, row, account)
    identifiers = Identifiers()
    return [
        Listed(
            identifiers.of(name),
            name,
            _status(name, *firsts[name], account),
            tuple(named),
            tuple(seats),
        )
        for name, (named, seats) in groups.items()
    ]


def _leave_out(cause: str, row: NamedRow, account: Account) -> None:
    account.add(
        Effect.LEFT_OUT,
        cause,
        row=row.row,
        column=ARRANGEMENT if cause == NO_ARRANGEMENT else PARTICIPANT,
        original="; ".join(row.cells.values()),
    )


def _status(name: str, row: int, original: str, account: Account) -> str | None:
    """What the name says between brackets of the end of the arrangement."""
    ended = None
    for remark in _REMARK.findall(name):
        cause = STATUS if _ENDED.search(remark) else FORMER_NAME if _FORMER.search(remark) else ""
        if cause:
            account.add(
                Effect.REPAIRED,
                cause,
                row=row,
                column=ARRANGEMENT,
                original=original,
                result=remark,
            )
        if cause == STATUS:
            ended = remark.strip()
    return ended


def slug(name: str) -> str:
    """The name in small letters, digits and hyphens, at most 80 of them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].strip("-")
    return short or "regeling"


class Identifiers:
    """Gives each name an identifier of its own; equal ones get a number, in their order."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._last: dict[str, int] = {}

    def of(self, name: str) -> str:
        """The next free identifier for a name."""
        base = slug(name)
        found, number = base, self._last.get(base, 1)
        while found in self._used:
            number += 1
            found = f"{base}-{number}"
        self._last[base] = number
        self._used.add(found)
        return found
