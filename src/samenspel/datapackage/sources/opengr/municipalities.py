# SPDX-License-Identifier: EUPL-1.2
"""From the name of a municipality to its code on the day of the inventory, by rules.

In this order: the official name; another spelling of it; a municipality that merged before; a
short name; a typing error. A name that several municipalities have is decided by the provinces of
the fellow members, and so is whether a short or mistyped name is believed at all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA

from samenspel.datapackage.municipal_history import MunicipalHistory, Resolution
from samenspel.datapackage.municipal_names import fold
from samenspel.datapackage.sources.known_places import KnownPlaces
from samenspel.datapackage.sources.opengr.provinces import province_code

How = Literal[
    "exact", "spelling", "ambiguous_by_province", "merged", "merged_split", "abbreviated", "typo"
]

# Where a long name may be cut off in everyday use: Nuenen (, Gerwen en Nederwetten).
_CUT = re.compile(r"\s*(?:[,-]|\s(?:en|aan|op|bij|in|ca|c\.a\.)\b)", re.IGNORECASE)
_SHORTEST_CUT = 4
_SHORT, _LONG = 5, 9  # letters of a name in which one and two of them may be wrong
_MOST_REMEMBERED = 50_000  # names; a list has some hundreds
_LONGEST = 60  # characters; no municipality has a longer name


@dataclass(frozen=True)
class Found:
    """A municipality of the day, and how its name was read.

    ``old_code`` is the municipality that is named, when that has merged; ``told`` are the words
    on what happened to it.
    """

    code: str
    name: str
    how: How
    old_code: str | None = None
    told: str = ""


@dataclass(frozen=True)
class Surroundings:
    """Provinces of the fellow members, with their numbers, and of the report itself."""

    fellows: Mapping[str, int]
    reported: str | None = None

    def plausible(self, province: str | None) -> bool:
        """Whether a member may lie in this province."""
        if province is None:
            return False
        return province in self.fellows or province == self.reported

    def best(self, provinces: Iterable[str | None]) -> str | None:
        """The one of these provinces in which most fellow members lie; None without a winner."""
        counts = Counter({p: self.fellows.get(p, 0) for p in provinces if p is not None})
        ranked = [(p, n) for p, n in counts.most_common() if n]
        if not ranked:
            return self.reported if self.reported in counts else None
        if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
            return None
        return ranked[0][0]


NOWHERE = Surroundings({})


class Municipalities:
    """The municipalities of one day by every way in which they may be called."""

    def __init__(self, places: KnownPlaces, day: date) -> None:
        # Other spellings were often gathered from lists like the one that is read here.
        bare = places.municipalities.with_columns(pl.lit(None, dtype=pl.String).alias("aliases"))
        self._history = MunicipalHistory(places.changes, bare)
        self._spellings = places.history
        self._day = day
        self.names = {
            code: self._history.name_on(code, day) for code in self._history.codes_on(day)
        }
        self._provinces = _provinces(places)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for code, name in sorted(self.names.items()):
            self._by_name[name].append(code)
            self._by_key[fold(name).key].append(code)
        self._former = {fold(name).key for name in places.changes["old_name"].to_list()}
        self._plain: dict[str, Found | None] = {}

    def province(self, code: str) -> str | None:
        """The province (PV27) of a municipality of the day."""
        return self._provinces.get(code)

    def plain(self, name: str) -> Found | None:
        """The municipality of a name that needs no guess: right, respelled, or merged before."""
        if name not in self._plain:
            if len(self._plain) >= _MOST_REMEMBERED:
                self._plain.clear()
            self._plain[name] = self._read_plain(name)
        return self._plain[name]

    def is_name(self, text: str) -> bool:
        """Whether a text is the name of a municipality without any guess."""
        return self.plain(text) is not None

    def _read_plain(self, name: str) -> Found | None:
        if len(name) > _LONGEST:
            return None
        codes = self._by_name.get(name, [])
        if len(codes) == 1:
            return self._found(codes[0], "exact")
        codes = self._spelled(name)
        if len(codes) == 1:
            return self._found(codes[0], "spelling")
        return None if codes else self._merged(self._resolve(name))

    def _spelled(self, name: str) -> list[str]:
        folded = fold(name)
        codes = self._by_key.get(folded.key, [])
        if folded.province is None:
            return codes
        wanted = province_code(folded.province)
        return [code for code in codes if self.province(code) in {wanted, None}]

    def guessed(self, name: str, around: Surroundings) -> Found | None:
        """The municipality of a name that fits only because of where the fellow members lie."""
        if len(name) > _LONGEST:
            return None
        codes = self._spelled(name)
        if codes:
            return self._one_of_several(codes, around)
        return (
            self._former_of_several(name, around)
            or self._short(name, around)
            or self._mistyped(name, around)
            or self._spelling_of_old(name)
        )

    def _one_of_several(self, codes: list[str], around: Surroundings) -> Found | None:
        best = around.best(self.province(code) for code in codes)
        there = [code for code in codes if best and self.province(code) == best]
        return self._found(there[0], "ambiguous_by_province") if len(there) == 1 else None

    def _former_of_several(self, name: str, around: Surroundings) -> Found | None:
        """A name that several abolished municipalities had: the one whose successor is near."""
        answer = self._resolve(name)
        if answer.outcome != "ambiguous":
            return None
        near = [
            found
            for code in answer.codes
            if (found := self._merged(self._follow(code.code)))
            and around.plausible(self.province(found.code))
        ]
        return near[0] if len({found.code for found in near}) == 1 else None

    def _short(self, name: str, around: Surroundings) -> Found | None:
        near = self._near(self._beginnings.get(fold(name).key, ()), around)
        return self._found(near[0], "abbreviated") if len(near) == 1 else None

    @cached_property
    def _beginnings(self) -> Mapping[str, list[str]]:
        """Codes by every beginning of a name that may stand for all of it."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, name in sorted(self.names.items()):
            ends = {fold(name[: cut.start()]).key for cut in _CUT.finditer(name)}
            for key in sorted(ends):
                if len(key) >= _SHORTEST_CUT:
                    found[key].append(code)
        return found

    def _mistyped(self, name: str, around: Surroundings) -> Found | None:
        """The nearest name, when no other is as near and it lies where fellow members lie."""
        key = fold(name).key
        allowed = 0 if len(key) < _SHORT else 1 if len(key) < _LONG else 2
        if not allowed:
            return None
        close = process.extract(
            key, self._keys, scorer=OSA.distance, score_cutoff=allowed, limit=None
        )
        for distance in range(1, allowed + 1):
            near = {
                found.code: found
                for hit, apart, _ in close
                if apart == distance
                for found in self._all_of(hit)
                if around.plausible(self.province(found.code))
            }
            if near:
                return next(iter(near.values())) if len(near) == 1 else None
        return None

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(set(self._by_key) | self._former)

    def _all_of(self, key: str) -> list[Found]:
        """The municipalities of a compared name, as read from a mistyped one."""
        if key in self._by_key:
            return [self._found(code, "typo") for code in self._by_key[key]]
        former = self._merged(self._resolve(key))
        return [former] if former else []

    def _spelling_of_old(self, name: str) -> Found | None:
        """A spelling that the package of places itself lists, after all rules have failed."""
        answer = self._spellings.resolve_name(name, on=self._day, target=self._day)
        if answer.outcome == "found" and answer.codes[0].code in self.names:
            return self._found(answer.codes[0].code, "spelling")
        return None

    def _near(self, codes: Iterable[str], around: Surroundings) -> list[str]:
        return [code for code in codes if around.plausible(self.province(code))]

    def _resolve(self, name: str) -> Resolution:
        return self._history.resolve_name(name, on=None, target=self._day)

    def _follow(self, code: str) -> Resolution:
        return self._history.resolve_code(code, on=date.min, target=self._day)

    def _merged(self, answer: Resolution) -> Found | None:
        """What became of a municipality: its successor, or the one with most of its territory."""
        if not answer.steps or answer.outcome not in {"found", "divided"}:
            return None
        ranked = sorted(answer.codes, key=lambda part: (-(part.share or 0.0), part.code))
        if len(ranked) > 1 and (ranked[0].share or 0.0) <= (ranked[1].share or 0.0):
            return None
        code = ranked[0].code
        if code not in self.names:
            return None
        how: How = "merged" if len(ranked) == 1 else "merged_split"
        return Found(code, self.names[code], how, answer.steps[0].old_code, answer.reason)

    def _found(self, code: str, how: How) -> Found:
        return Found(code, self.names[code], how)


def _provinces(places: KnownPlaces) -> dict[str, str]:
    rows = places.municipalities.select("code", "province").drop_nulls().rows()
    return {code: found for code, name in rows if (found := province_code(name))}
