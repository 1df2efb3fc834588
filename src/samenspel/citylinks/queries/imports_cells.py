# SPDX-License-Identifier: EUPL-1.2
"""What the cells of a list of city links mean: days, kinds, texts, and the parts of a cell.

Every reader takes the clean text of a cell and gives the value, or raises
:class:`~samenspel.register.lists.cells.CellProblem` with what is wrong and what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries.imports_columns import (
    BECAUSE,
    BEGUN,
    ENDED,
    KIND,
    LESSON,
    NAME,
    PURPOSE,
    SIGNED,
    SOURCE,
    UNTIL,
)
from samenspel.citylinks.queries.imports_places import country_code, named_apart
from samenspel.register.lists.cells import CellProblem, read_day
from samenspel.register.lists.columns import folded

LONGEST_NAME, LONGEST_SOURCE, LONGEST_TEXT = 200, 500, 20_000
_YEAR = re.compile(r"\d{4}")
BAR = re.compile(r"[|;\n]")
# What people write, beside the names of the kinds.
_KINDS = {
    "zusterstad": "city_link", "zusterband": "city_link", "zusterstedenband": "city_link",
    "partnerstad": "city_link", "jumelage": "city_link", "twinning": "city_link",
    "town twinning": "city_link", "vriendschap": "friendship", "project": "project",
    "samenwerking": "project", "projectsamenwerking": "project", "anders": "other",
    "overig": "other", "overige": "other", "andere band": "other", "other": "other",
}  # fmt: skip


def read_cell(key: str, text: str) -> Any:
    """The value of a cell that is not blank, of any column but those with partners and countries.

    Raises
    ------
    CellProblem
        The cell cannot be read.
    """
    return _READERS[key](text)


def parts_in(text: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """The partners in a cell: bars between; commas too, when they cannot be part of a name."""
    parts = [" ".join(part.split()) for part in BAR.split(text)]
    parts = [part for part in parts if part]
    if len(parts) == 1 and "," in text and not named_apart(parts[0])[1]:
        pieces = [piece.strip() for piece in parts[0].split(",") if piece.strip()]
        if all(is_known(piece) or named_apart(piece)[1] for piece in pieces):
            return tuple(pieces)
    return tuple(parts)


def countries_in(text: str, number: int) -> tuple[str, ...]:
    """The codes of the column with countries, one for each of so many partners."""
    named = [part.strip() for part in BAR.split(text)] if text else [""]
    if len(named) == 1:
        named *= number
    if len(named) != number:
        raise CellProblem(
            _("There are %(countries)s countries for %(partners)s partners.")
            % {"countries": len(named), "partners": number},
            _("One country for all of them, or one for each with a bar (|) between."),
        )
    codes = [country_code(part) if part else "" for part in named]
    for part, code in zip(named, codes, strict=True):
        if part and not code:
            raise CellProblem(
                _("“%(text)s” is not a country.") % {"text": part[:60]},
                _("Its name or two letters: “Germany” or “DE”."),
            )
    return tuple(codes)


@cache
def _kinds() -> Mapping[str, str]:
    """Kinds by their names in Dutch and English, folded, and by what people write."""
    found = dict(_KINDS)
    for language in ("nl", "en"):
        with override(language):
            found |= {folded(str(kind.label)): kind.value for kind in CityLink.Kind}
    return found | {folded(kind.value): kind.value for kind in CityLink.Kind}


def _kind(text: str) -> str:
    found = _kinds().get(folded(text))
    if found is None:
        allowed = ", ".join(f"“{kind.label}”" for kind in CityLink.Kind)
        raise CellProblem(
            _("“%(text)s” is not a kind of link.") % {"text": text[:60]},
            _("One of these: %(kinds)s.") % {"kinds": allowed},
        )
    return found


def _first(text: str) -> date:
    return _day(text, 1, 1)


def _last(text: str) -> date:
    return _day(text, 12, 31)


def _day(text: str, month: int, day: int) -> date:
    """A day, or that day of the year that is there alone."""
    if _YEAR.fullmatch(text.strip()):
        text = f"{text.strip()}-{month}-{day}"
    try:
        return read_day(text)
    except CellProblem as problem:
        raise CellProblem(problem.what, _("A date as 31-01-1998, or only the year.")) from problem


def _one_line(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        line = " ".join(text.split())
        if len(line) > longest:
            raise CellProblem(
                _("This text is too long."),
                _("At most %(number)s characters.") % {"number": longest},
            )
        return line

    return read


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise CellProblem(_("This text is too long."), _("At most 20,000 characters."))
    return text


_READERS: Mapping[str, Callable[[str], Any]] = {
    NAME.key: _one_line(LONGEST_NAME),
    KIND.key: _kind,
    BEGUN.key: _first,
    ENDED.key: _last,
    BECAUSE.key: _text,
    LESSON.key: _text,
    PURPOSE.key: _text,
    SIGNED.key: _first,
    UNTIL.key: _last,
    SOURCE.key: _one_line(LONGEST_SOURCE),
}
