# SPDX-License-Identifier: EUPL-1.2
"""The rows of a list of city links as values, with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries.imports_cells import (
    LONGEST_NAME,
    countries_in,
    parts_in,
    read_cell,
)
from samenspel.citylinks.queries.imports_columns import (
    BECAUSE,
    BEGUN,
    COUNTRY,
    ENDED,
    LESSON,
    NAME,
    PARTNERS,
    SIGNED,
    UNTIL,
    label_of,
)
from samenspel.citylinks.queries.imports_places import Partner, Places, name_key
from samenspel.register.lists.cells import CellError, CellProblem
from samenspel.register.lists.columns import Layout

MOST_PARTNERS = 20
SAID = 200
"""Characters of a cell that an error repeats."""


@dataclass(frozen=True)
class LinkRow:
    """A row of the list: what it says, and what of it cannot be read.

    Days are whole days; a year alone stands for its first day, or its last for an end.
    """

    number: int
    cells: tuple[str, ...]
    name: str
    partners: tuple[Partner, ...] = ()
    kind: str = CityLink.Kind.CITY_LINK.value
    begun_on: date | None = None
    ended_on: date | None = None
    ended_because: str = ""
    ended_lesson: str = ""
    purpose: str = ""
    signed_on: date | None = None
    last_day: date | None = None
    source: str = ""
    errors: tuple[CellError, ...] = ()

    @property
    def stage(self) -> str:
        """Ended with an end, active once begun, else being prepared."""
        if self.ended_on is not None:
            return CityLink.Stage.ENDED.value
        begun = self.begun_on is not None
        return CityLink.Stage.ACTIVE.value if begun else CityLink.Stage.PREPARING.value

    @property
    def stage_label(self) -> str:
        return str(CityLink.Stage(self.stage).label)

    @property
    def kind_label(self) -> str:
        return str(CityLink.Kind(self.kind).label)

    @property
    def agreed_from(self) -> date | None:
        """From when the agreement holds: the day it was signed, else when the link began."""
        return self.signed_on or self.begun_on

    @property
    def has_agreement(self) -> bool:
        return self.signed_on is not None or self.last_day is not None

    @property
    def partner_keys(self) -> frozenset[str]:
        """Tells the partners from those of another link."""
        return frozenset(partner.key for partner in self.partners)


def read_rows(
    rows: Sequence[Sequence[Any]], layout: Layout, places: Places, *, on: date
) -> tuple[LinkRow, ...]:
    """Every row as values; ``rows`` are (number, cells) as stored."""
    return tuple(_read_row(int(number), tuple(cells), layout, places, on) for number, cells in rows)


def _read_row(
    number: int, cells: tuple[str, ...], layout: Layout, places: Places, on: date
) -> LinkRow:
    said = {k: text for k, text in zip(layout.keys, cells, strict=True) if k and text}
    errors: list[CellError] = []
    values: dict[str, Any] = {}
    for key, text in said.items():
        if key in {PARTNERS.key, COUNTRY.key}:
            continue
        try:
            values[key] = read_cell(key, text)
        except CellProblem as problem:
            errors.append(_error(key, text, problem))
    if NAME.key not in said:
        nameless = CellProblem(_("The name is missing."), _("What the link is called."))
        errors.append(_error(NAME.key, "", nameless))
    partners = _partners(said, values.get(ENDED.key), places, errors)
    errors += _half_said(said)
    errors += _impossible(values, said, on)
    told = {NAME.key: " ".join(said.get(NAME.key, "").split())[:LONGEST_NAME], **values}
    return LinkRow(number=number, cells=cells, partners=partners, errors=tuple(errors), **told)


def _error(key: str, text: str, problem: CellProblem) -> CellError:
    return CellError(label_of(key), text[:SAID], problem.what, problem.expected)


def _impossible(
    values: Mapping[str, Any], said: Mapping[str, str], on: date
) -> Iterable[CellError]:
    """What cannot be right of cells together, or beside the day of today."""
    for key in (BEGUN.key, ENDED.key, SIGNED.key):
        if key in values and values[key] > on:
            problem = CellProblem(_("This day is still to come."), _expected_past(key))
            yield _error(key, said[key], problem)
    for first, last in ((BEGUN, ENDED), (SIGNED, UNTIL), (BEGUN, UNTIL), (SIGNED, ENDED)):
        if {first.key, last.key} <= set(values) and values[last.key] < values[first.key]:
            what = _("This day lies before “%(column)s”.") % {"column": first.label}
            problem = CellProblem(what, _("The same day, or a later one."))
            yield _error(last.key, said[last.key], problem)


def _half_said(said: Mapping[str, str]) -> Iterable[CellError]:
    """What asks for another cell that is empty."""
    if ENDED.key in said and BECAUSE.key not in said:
        problem = CellProblem(_("It does not say why it ended."), _("A sentence."))
        yield _error(BECAUSE.key, "", problem)
    for key in (BECAUSE.key, LESSON.key):
        if key in said and ENDED.key not in said:
            expected = _("A day under “%(column)s”, or nothing here.") % {"column": ENDED.label}
            yield _error(key, said[key], CellProblem(_("It does not say when it ended."), expected))
    if UNTIL.key in said and not (SIGNED.key in said or BEGUN.key in said):
        what = _("It does not say since when the agreement holds.")
        expected = _("A day under “%(column)s”.") % {"column": SIGNED.label}
        yield _error(UNTIL.key, said[UNTIL.key], CellProblem(what, expected))


def _expected_past(key: str) -> str:
    if key == BEGUN.key:
        return _("Today or earlier; nothing when the link is still to begin.")
    if key == ENDED.key:
        return _("Today or earlier; nothing when the link goes on.")
    return _("Today or earlier; nothing when it is still to be signed.")


def _partners(
    said: Mapping[str, str], ended_on: date | None, places: Places, errors: list[CellError]
) -> tuple[Partner, ...]:
    text = said.get(PARTNERS.key, "")
    parts = parts_in(text, places.is_known)
    found: dict[str, Partner] = {}
    try:
        _require_some(parts)
    except CellProblem as problem:
        errors.append(_error(PARTNERS.key, text, problem))
        return ()
    try:
        countries = countries_in(said.get(COUNTRY.key, ""), len(parts))
    except CellProblem as problem:
        errors.append(_error(COUNTRY.key, said[COUNTRY.key], problem))
        return ()
    names = {name_key(places.own.name)}
    for part, country in zip(parts, countries, strict=True):
        try:
            partner = places.partner(part, country, ended_on)
            if partner.key in found or name_key(partner.name) in names:
                raise _twice(part)
        except CellProblem as problem:
            errors.append(_error(PARTNERS.key, part, problem))
        else:
            found[partner.key] = partner
            names.add(name_key(partner.name))
    return tuple(found.values())


def _require_some(parts: Sequence[str]) -> None:
    if not parts:
        raise CellProblem(_("There is no partner."), _("At least one other municipality."))
    if len(parts) > MOST_PARTNERS:
        raise CellProblem(
            _("There are more than %(number)s partners.") % {"number": MOST_PARTNERS},
            _("One link per row."),
        )


def _twice(part: str) -> CellProblem:
    return CellProblem(
        _("“%(text)s” has the name of another partner in this link.") % {"text": part[:60]},
        _("Every partner once; two of the same name with something to tell them apart."),
    )
