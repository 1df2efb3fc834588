# SPDX-License-Identifier: EUPL-1.2
"""Who is meant by a partner in a list: a municipality of the register, or one abroad."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from django.utils.translation import gettext as _
from django.utils.translation import override

from samenspel.analysis.name_search import NameEntry, search
from samenspel.citylinks.countries import countries, country_name
from samenspel.places.models import Country, Municipality, MunicipalityName
from samenspel.places.queries.history import Changes, Place, changes
from samenspel.register.lists.cells import CellProblem
from samenspel.register.lists.columns import folded

LONGEST_PARTNER = 160
MOST_SUGGESTED = 3
# So many unknown names get names that look like them; a list with more is another list.
_MOST_SEARCHES = 200
_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")
_BEFORE = re.compile(r"^(?:de )?(?:gemeente|stad|municipality of|city of) ")
_OFFICIAL = MunicipalityName.Kind.OFFICIAL.value
# What people write, beside the names and codes of countries.
_ALSO = {
    "vs": "US", "v s": "US", "usa": "US", "u s a": "US", "verenigde staten van amerika": "US",
    "uk": "GB", "u k": "GB", "engeland": "GB", "england": "GB", "schotland": "GB",
    "scotland": "GB", "wales": "GB", "groot brittannie": "GB", "great britain": "GB",
    "holland": "NL", "vlaanderen": "BE", "flanders": "BE", "czech republic": "CZ",
}  # fmt: skip


def name_key(name: str) -> str:
    """The form in which names of partners are compared, in any script."""
    return folded(name) or " ".join(name.casefold().split())


@dataclass(frozen=True)
class Partner:
    """A partner as a list names it: ``municipality`` (primary key) of the register, or abroad.

    ``country``: ISO 3166-1, two capitals. ``caution``: a sentence when another may be meant.
    """

    name: str
    country: str
    municipality: int | None = None
    code: str = ""
    caution: str = ""

    @property
    def key(self) -> str:
        """Tells it from others; the same for the same partner."""
        return self.code or f"{self.country}:{name_key(self.name)}"

    @property
    def label(self) -> str:
        """Its name, with the country of one abroad."""
        return self.name if self.code else f"{self.name} ({country_name(self.country)})"


@dataclass(frozen=True)
class _Known:
    """A municipality of any time, by one of its names."""

    pk: int
    place: Place
    country: str
    name: str
    kind: str


@cache
def _countries() -> Mapping[str, str]:
    """Codes by every name in Dutch and English, and by the code itself, folded."""
    found = dict(_ALSO)
    for language in ("nl", "en"):
        with override(language):
            for code, name in countries():
                found.setdefault(folded(name), code)
                found.setdefault(folded(code), code)
    return found


def country_code(text: str) -> str:
    """The country that is meant, by its code or its Dutch or English name; empty for none."""
    return _countries().get(folded(text), "")


def named_apart(text: str) -> tuple[str, str]:
    """Name and country code of "Gondar (Ethiopia)" or "Gondar, Ethiopia"; no code for others."""
    brackets = _BRACKETS.fullmatch(text)
    if brackets and (code := country_code(brackets[2])):
        return brackets[1].strip(), code
    name, comma, tail = text.rpartition(",")
    if comma and name.strip() and (code := country_code(tail)):
        return name.strip(), code
    return text, ""


class Places:
    """The municipalities of all times by all their names; one query, and one more for heirs.

    ``own``: keys of the municipality whose list it is and of those that merged into it.
    """

    def __init__(self, own: Municipality, acts_for: Iterable[int], *, on: date) -> None:
        self.own, self.on, self._own_keys = own, on, frozenset(acts_for)
        self._suggested: dict[str, tuple[str, ...]] = {}
        self._resolved: dict[tuple[str, str, date | None], Partner | CellProblem] = {}

    @cached_property
    def _rows(self) -> tuple[_Known, ...]:
        rows = Municipality.objects.values_list(
            "pk", "code", "name", "slug", "valid_from", "valid_to", "country", "names__name",
            "names__kind",
        ).order_by("code", "names__kind", "names__name")  # fmt: skip
        return tuple(
            _Known(row[0], Place(*row[1:6]), row[6], row[7] or row[2], row[8] or _OFFICIAL)
            for row in rows
        )

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[_Known]]:
        found: dict[str, list[_Known]] = {}
        for row in self._rows:
            for name in {folded(row.name), folded(row.place.name), folded(row.place.code)}:
                found.setdefault(name, []).append(row)
        return found

    @cached_property
    def _changes(self) -> Changes:
        return changes()

    @cached_property
    def _entries(self) -> tuple[NameEntry, ...]:
        """Names of the municipalities of today."""
        return tuple(
            NameEntry(r.place.code, r.name, int(r.kind != _OFFICIAL))
            for r in self._rows
            if r.place.exists_on(self.on)
        )

    def is_known(self, text: str) -> bool:
        """Whether a municipality, of any time, is called this."""
        return bool(self._called(text))

    def partner(self, text: str, country: str, ended_on: date | None) -> Partner:
        """Who is meant by a part of the cell with partners.

        Parameters
        ----------
        text
            As it was written: name or code, perhaps with the country.
        country
            The code of the country that another column names, or empty.
        ended_on
            When the link ended: a municipality that existed then is right.

        Raises
        ------
        CellProblem
            Nobody is called this, more than one is, or it is the own municipality.
        """
        asked = (text, country, ended_on)
        if asked not in self._resolved:
            try:
                self._resolved[asked] = self._partner(text, country, ended_on)
            except CellProblem as problem:
                self._resolved[asked] = problem
        found = self._resolved[asked]
        if isinstance(found, CellProblem):
            raise found
        return found

    def _partner(self, text: str, country: str, ended_on: date | None) -> Partner:
        name, code = (text, country) if country else named_apart(text)
        whole = self._called(text)
        if whole and (not country or country.lower() in {row.country for row in whole}):
            return self._of_register(text, whole, ended_on)
        if code:
            called = [row for row in self._called(name) if row.country == code.lower()]
            if called:
                return self._of_register(text, called, ended_on)
            if code != Country.NETHERLANDS.upper():
                return self._abroad(name, code)
        raise self._unknown(text, name if code else text)

    def _called(self, text: str) -> Sequence[_Known]:
        name = folded(text)
        return self._by_name.get(name) or self._by_name.get(_BEFORE.sub("", name), ())

    def _of_register(self, text: str, called: Sequence[_Known], ended_on: date | None) -> Partner:
        days = [day for day in (ended_on, self.on) if day]
        existing = [row for row in called if any(row.place.exists_on(day) for day in days)]
        if not existing:
            raise self._not_there(called[0].place, ended_on)
        # Its official name goes before what others are called as well.
        official = [r for r in existing if folded(r.place.name) == folded(text)] or existing
        meant = {row.pk: row for row in official}
        if len(meant) > 1:
            named = ", ".join(f"{r.place.name} ({r.place.code})" for r in meant.values())
            raise CellProblem(
                _("More than one municipality is called “%(text)s”.") % {"text": text[:60]},
                _("The code of the one that you mean: %(names)s.") % {"names": named},
            )
        row = official[0]
        if row.pk in self._own_keys:
            raise CellProblem(
                _("“%(text)s” is your own municipality.") % {"text": text[:60]},
                _("Only the others: your own municipality takes part in every link of this list."),
            )
        return Partner(
            row.place.name[:LONGEST_PARTNER], row.country.upper(), row.pk, row.place.code
        )

    def _not_there(self, place: Place, ended_on: date | None) -> CellProblem:
        if place.valid_from is not None and place.valid_from > (ended_on or self.on):
            return CellProblem(
                _("%(name)s did not exist yet.") % {"name": place.name},
                _("The name of the municipality at that time."),
            )
        heirs = [heir.place.name for heir in self._changes.heirs(place, on=self.on)]
        what = _("The municipality of %(name)s no longer exists.") % {"name": place.name}
        if not heirs:
            return CellProblem(what, _("The municipality that came in its place."))
        return CellProblem(
            what, _("The municipality in its place: %(names)s.") % {"names": ", ".join(heirs[:5])}
        )

    def _abroad(self, name: str, country: str) -> Partner:
        if len(name) > LONGEST_PARTNER:
            raise CellProblem(
                _("The name of this partner is too long."), _("At most 160 characters.")
            )
        return Partner(name, country, caution=self._caution(name, country))

    def _caution(self, name: str, country: str) -> str:
        """A warning about one abroad that is called as a municipality of the register, or nearly.

        ("Heerenveen (FR)" is in France here, not in Friesland.)
        """
        known = self._called(name)
        if known:
            return _(
                "There is a municipality of %(name)s in the register too. Is it really the one "
                "in %(country)s?"
            ) % {"name": known[0].place.name, "country": country_name(country)}
        if country.lower() in {row.country for row in self._rows} and (near := self._near(name)):
            return _("It is not in the register. Did you mean %(names)s?") % {
                "names": _either(near)
            }
        return ""

    def _unknown(self, text: str, name: str) -> CellProblem:
        what = _("No municipality in the register is called “%(text)s”.") % {"text": text[:60]}
        near = self._near(name)
        if near:
            return CellProblem(what, _("Perhaps %(names)s?") % {"names": _either(near)})
        return CellProblem(
            what,
            _("A name or code. Of a partner abroad also the country: “Gondar (Ethiopia)”."),
        )

    def _near(self, text: str) -> tuple[str, ...]:
        """Names of municipalities of today that look like it, best first."""
        name = folded(text)
        if name not in self._suggested and len(self._suggested) < _MOST_SEARCHES:
            hits = search(self._entries, text, MOST_SUGGESTED)
            names = {row.place.code: row.place.name for row in self._rows}
            self._suggested[name] = tuple(names[hit.key] for hit in hits)
        return self._suggested.get(name, ())


def _either(names: Sequence[str]) -> str:
    """Names to choose from, in words."""
    return _(" or ").join(f"“{name}”" for name in names)
