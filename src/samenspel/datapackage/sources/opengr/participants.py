# SPDX-License-Identifier: EUPL-1.2
"""The participants of one arrangement: who the rows of the source name, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from samenspel.datapackage.municipal_names import fold
from samenspel.datapackage.sources.accounts import Account
from samenspel.datapackage.sources.conversion import Effect
from samenspel.datapackage.sources.opengr.cut_lists import mend
from samenspel.datapackage.sources.opengr.municipalities import (
    Found,
    Municipalities,
    Surroundings,
)
from samenspel.datapackage.sources.opengr.organisations import (
    Kind,
    Organisation,
    titled,
    untitled,
)

CUT_LIST = "list cut at the wrong place"
NOT_RECOGNISED = "participant not recognised: kept by its name"
DOUBLE = "participant named more than once"
COUNTRY = "country taken out of a name"
SAME_SUCCESSOR = "merged municipality beside its fellows or successor"
_CAUSES = {
    "spelling": "name spelled otherwise",
    "ambiguous_by_province": "name of several municipalities: chosen by the fellow members",
    "merged": "municipality that merged: its successor",
    "merged_split": "municipality that was divided: the largest part",
    "abbreviated": "short name written in full",
    "typo": "typing error in a name",
}


@dataclass(frozen=True)
class Named:
    """A row of the source that names a participant; ``name`` is repaired, ``original`` is not."""

    row: int
    name: str
    original: str


@dataclass
class Participant:
    """A participant, and how the rows name it, each once, in the order of the source.

    ``keys`` are those names as compared, ``times`` the number of rows.
    """

    kind: Kind
    code: str | None
    name: str
    originals: dict[str, None] = field(default_factory=dict)
    resolutions: dict[str, None] = field(default_factory=dict)
    old_codes: dict[str, None] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    times: int = 0


@dataclass(frozen=True)
class _Reading:
    """What one name was read as."""

    named: Named
    kind: Kind
    code: str | None
    name: str
    resolution: str
    old_code: str | None = None
    told: str = ""

    @property
    def key(self) -> tuple[str, str]:
        # What is in brackets tells two places abroad apart, so it is compared too.
        letters = "".join(c for c in self.name.casefold() if c.isalnum())
        return self.kind, self.code or letters or self.name


class Reader:
    """Reads the participants of arrangements.

    Parameters
    ----------
    municipalities
        Those of the day of the inventory.
    arrangements
        The names of all arrangements of the inventory, as compared.
    column
        What the source calls the column, for remarks.
    """

    def __init__(
        self,
        municipalities: Municipalities,
        arrangements: Collection[str],
        day: date,
        account: Account,
        column: str,
    ) -> None:
        self._municipalities = municipalities
        self._arrangements = arrangements
        self._account = account
        self._column = column
        self._merged = f"merged_before_{day.year}"

    def read(self, rows: Sequence[Named], reported: str | None) -> list[Participant]:
        """The participants that the rows of one arrangement name, in their order.

        ``reported`` is the code of the province that reported the arrangement.
        """
        names = [row.name for row in rows]
        plain = [self._plain(name) for name in names]
        around = self._surroundings(plain, reported)
        fellows = {found.name for found in plain if isinstance(found, Found)}
        readings: list[_Reading] = []
        at = 0
        while at < len(rows):
            done, found = 1, plain[at]
            if found is not None:
                readings.append(self._reading(rows[at], found))
            else:
                done, more = self._doubtful(rows, names, at, around, fellows)
                readings += more
            at += done
        return self._once(readings)

    def _plain(self, name: str) -> Found | Organisation | None:
        found = self._municipalities.plain(name)
        if found is not None and found.how == "exact":
            return found
        return titled(name) or found

    def _surroundings(
        self, plain: Sequence[Found | Organisation | None], reported: str | None
    ) -> Surroundings:
        provinces = (
            self._municipalities.province(found.code) for found in plain if isinstance(found, Found)
        )
        return Surroundings(Counter(code for code in provinces if code), reported)

    def _doubtful(
        self,
        rows: Sequence[Named],
        names: Sequence[str],
        at: int,
        around: Surroundings,
        fellows: Collection[str],
    ) -> tuple[int, list[_Reading]]:
        """How many rows were read from here on, and what they name."""
        mended = mend(names, at, fellows, self._municipalities.is_name)
        if mended is not None:
            read = [
                self._mended(rows[at + part], name)
                for name, parts in zip(mended.names, mended.parts, strict=True)
                for part in parts
            ]
            self._balance(rows[at : at + mended.rows], read)
            return mended.rows, read
        found = untitled(names[at], self._arrangements) or self._municipalities.guessed(
            names[at], around
        )
        if found is not None:
            return 1, [self._reading(rows[at], found)]
        self._note(Effect.REPAIRED, NOT_RECOGNISED, rows[at], names[at])
        return 1, [_Reading(rows[at], "unresolved", None, names[at], "unresolved")]

    def _mended(self, row: Named, name: str) -> _Reading:
        found = self._municipalities.plain(name)
        if found is None:
            message = f"{name!r} was put together and is no name"
            raise AssertionError(message)
        self._note(Effect.REPAIRED, CUT_LIST, row, found.name)
        return _Reading(
            row, "municipality", found.code, found.name, "wrong_split", found.old_code, found.told
        )

    def _balance(self, rows: Sequence[Named], read: Sequence[_Reading]) -> None:
        """Every row counts once; a name that it has more than one of is an extra row."""
        counts = Counter(reading.named.row for reading in read)
        for row in rows:
            for _ in range(counts[row.row] - 1):
                self._note(Effect.SPLIT, CUT_LIST, row, "one name of several")

    def _reading(self, row: Named, found: Found | Organisation) -> _Reading:
        if isinstance(found, Organisation):
            how: str = found.how
            reading = _Reading(row, found.kind, found.code, found.name, how)
            if found.kind.startswith("foreign"):
                self._note(Effect.REPAIRED, COUNTRY, row, found.name)
        else:
            how = found.how
            resolution = {"merged": self._merged, "merged_split": f"{self._merged}_split"}
            reading = _Reading(
                row,
                "municipality",
                found.code,
                found.name,
                resolution.get(how, how),
                found.old_code,
                found.told,
            )
        if how in _CAUSES:
            self._note(Effect.REPAIRED, _CAUSES[how], row, reading.told or reading.name)
        return reading

    def _once(self, readings: Sequence[_Reading]) -> list[Participant]:
        """Each participant once; the rows beyond its first are noted as merged."""
        found: dict[tuple[str, str], Participant] = {}
        for reading in readings:
            participant = found.get(reading.key)
            if participant is None:
                participant = found[reading.key] = Participant(
                    reading.kind, reading.code, reading.name
                )
            else:
                cause = _cause_of_merging(participant, reading)
                self._note(Effect.MERGED, cause, reading.named, participant.name)
            _add(participant, reading)
        return list(found.values())

    def _note(self, effect: Effect, cause: str, row: Named, result: str) -> None:
        self._account.add(
            effect, cause, row=row.row, column=self._column, original=row.original, result=result
        )


def _cause_of_merging(participant: Participant, reading: _Reading) -> str:
    """Why a row says what another row says already."""
    if reading.resolution == "wrong_split":
        return CUT_LIST
    merged = reading.old_code is not None or participant.old_codes
    alike = fold(reading.named.name).key in participant.keys
    return SAME_SUCCESSOR if merged and not alike else DOUBLE


def _add(participant: Participant, reading: _Reading) -> None:
    participant.times += 1
    participant.keys.add(fold(reading.named.name).key)
    for values, value in (
        (participant.originals, reading.named.original),
        (participant.resolutions, reading.resolution),
        (participant.old_codes, reading.old_code),
    ):
        if value is not None:
            values.setdefault(value)
