# SPDX-License-Identifier: EUPL-1.2
"""Whose rows and columns they are: names as Statistics Netherlands writes them, to codes."""

from __future__ import annotations

from datetime import date

from rapidfuzz import fuzz

from samenspel.datapackage.municipal_names import fold
from samenspel.datapackage.sources.cbs_commuting.matrix import Matrix, Report
from samenspel.datapackage.sources.conversion import Effect, SourceError
from samenspel.datapackage.sources.known_places import KnownPlaces
from samenspel.datapackage.sources.text_repairs import repair

SPELLING = "name written otherwise than by the municipality"
TYPING_ERROR = "typing error in a name"
NOT_A_MUNICIPALITY = "not a municipality"
NAME_UNKNOWN = "municipality not known"
NAME_TWICE = "municipality stands twice"

DIVISION = date(2014, 1, 1)
"""Division into municipalities of the publication of 2006-2014; tried first for other years."""

_NO_MUNICIPALITY = {"buitenland", "onbekend"}
_CLOSE, _APART = 88.0, 5.0  # similarity of the nearest name, and its lead on the next


class Names:
    """Finds the codes of the names in one matrix."""

    def __init__(self, matrix: Matrix, known: KnownPlaces, report: Report) -> None:
        self._known = known
        self._codes: dict[str, str] = {}
        aliases = known.municipalities.select("code", "aliases").drop_nulls().rows()
        self._aliases = {code: tuple(spellings.split("|")) for code, spellings in aliases}
        names = list(dict.fromkeys((*matrix.rows, *matrix.columns)))
        wanted = [name for name in names if fold(name).key not in _NO_MUNICIPALITY]
        self.day = self._division(wanted, matrix.year)
        if not wanted or len(self._codes) * 2 < len(wanted):
            raise SourceError(
                f"{report.file}: most names are not those of municipalities in {known.taken_from}"
            )
        line_of = dict(zip(reversed(matrix.rows), reversed(matrix.lines), strict=True))
        free = known.history.codes_on(self.day) - set(self._codes.values())
        for name in wanted:
            self._note(name, line_of.get(name), free, report)

    def sides(self, names: list[str]) -> list[tuple[str | None, str]]:
        """For each row (or column) its code, or None and why it cannot be used."""
        sides: list[tuple[str | None, str]] = []
        taken: set[str] = set()
        for name in names:
            code = self._codes.get(name)
            if code is None:
                known = fold(name).key in _NO_MUNICIPALITY
                sides.append((None, NOT_A_MUNICIPALITY if known else NAME_UNKNOWN))
            elif code in taken:
                sides.append((None, NAME_TWICE))
            else:
                sides.append((code, ""))
                taken.add(code)
        return sides

    def _division(self, names: list[str], year: int) -> date:
        """The first day on which the most names are those of a municipality; learns the codes."""
        best = DIVISION
        for day in dict.fromkeys((DIVISION, *(date(y, 1, 1) for y in range(year, year + 6)))):
            codes = {name: code for name in names if (code := self._code(name, day)) is not None}
            if len(codes) > len(self._codes):
                best, self._codes = day, codes
        return best

    def _code(self, name: str, day: date) -> str | None:
        history, clean = self._known.history, repair(name).text
        resolution = history.resolve_name(clean, on=day, target=day)
        if resolution.outcome != "found":
            return None
        code = resolution.codes[0].code
        # A name of before or after that day leads to a municipality with another name.
        spellings = (history.name_on(code, day), *self._aliases.get(code, ()))
        return code if fold(clean).key in {fold(own).key for own in spellings} else None

    def _note(self, name: str, line: int | None, free: frozenset[str], report: Report) -> None:
        code, cause = self._codes.get(name), SPELLING
        if code is None:
            code, cause = self._alike(name, free), TYPING_ERROR
        if code is None:
            return
        self._codes[name] = code
        official = self._known.history.name_on(code, self.day)
        if official != name:
            report.add(line, None, name, Effect.REPAIRED, official, cause)

    def _alike(self, name: str, free: frozenset[str]) -> str | None:
        """The one municipality, not named elsewhere in the file, whose name is nearly this one."""
        key, history = fold(repair(name).text).key, self._known.history
        scores = sorted(
            ((fuzz.ratio(key, fold(history.name_on(code, self.day)).key), code) for code in free),
            key=lambda item: (-item[0], item[1]),
        )
        if not scores or scores[0][0] < _CLOSE:
            return None
        lead = scores[0][0] - scores[1][0] if len(scores) > 1 else 100.0
        return scores[0][1] if lead >= _APART else None
