# SPDX-License-Identifier: EUPL-1.2
"""What the cells of an own list mean: dates, amounts, yes or no, forms and areas.

Every reader takes the clean text of a cell and gives the value in the form of the register's
actions, or raises :class:`CellProblem` with what is wrong and what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from samenspel.analysis.policy_areas import POLICY_AREAS
from samenspel.datapackage.legal_forms import LEGAL_FORMS, identify
from samenspel.register.lists.cells import CellProblem, parts_of, read_day
from samenspel.register.lists.columns import folded
from samenspel.register.lists.workbooks import LONGEST_CELL
from samenspel.stewardship.own_list.columns import contribution_year

LONGEST_NAME = 500
LONGEST_TEXT = 20_000
_CLEARED = frozenset({"[leeg]", "[empty]"})
_YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x", "verplicht", "compulsory"})
_NO = frozenset({"nee", "n", "no", "false", "onwaar", "0", "vrijwillig", "chosen"})
_AREAS = {folded(text): a.key for a in POLICY_AREAS.values() for text in (a.key, a.nl, a.en)}
_FORMS = {folded(f.label_en): f.identifier for f in LEGAL_FORMS.values()}
_MOST_EURO = Decimal(10) ** 12


def read_cell(key: str, text: str) -> Any:
    """The value of a cell that is not blank; empty of its kind when it says ``[leeg]``.

    Raises
    ------
    CellProblem
        The cell cannot be read.
    """
    if len(text) > LONGEST_CELL:
        raise CellProblem(_("This text is too long."), _("At most 32,767 characters."))
    if text.casefold() in _CLEARED:
        return _empty(key)
    reader = _READERS.get(key)
    if reader is not None:
        return reader(text)
    if contribution_year(key) is not None:
        return _amount(text)
    return _text(text)


def _empty(key: str) -> Any:
    if key == "name":
        raise CellProblem(_("The name cannot be emptied."), _("The name of the arrangement."))
    if key == "policy_areas":
        return ()
    is_text = key not in _READERS or _READERS[key] in {_one_line, _url, _form, _organs}
    return "" if is_text and contribution_year(key) is None else None


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise CellProblem(_("This text is too long."), _("At most 20,000 characters."))
    return text


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > LONGEST_NAME:
        raise CellProblem(_("This text is too long."), _("At most 500 characters."))
    return line


def _form(text: str) -> str:
    try:
        return identify(text).identifier
    except KeyError:
        known = _FORMS.get(folded(text))
    if known is None:
        raise CellProblem(
            _("“%(text)s” is not a legal form.") % {"text": text[:80]},
            _("One of the forms in the template, such as “Openbaar lichaam”."),
        )
    return known


def _areas(text: str) -> tuple[str, ...]:
    whole = _AREAS.get(folded(text))
    if whole:
        return (whole,)
    keys = []
    for part in parts_of(text):
        key = _AREAS.get(folded(part))
        if key is None:
            raise CellProblem(
                _("“%(text)s” is not a policy area.") % {"text": part[:80]},
                _("Areas from the template, with a semicolon between."),
            )
        keys.append(key)
    return tuple(dict.fromkeys(keys))


def _yes_or_no(text: str) -> bool:
    word = text.casefold().strip(" .")
    if word in _YES or word in _NO:
        return word in _YES
    raise CellProblem(
        _("“%(text)s” is neither yes nor no.") % {"text": text[:40]}, _("“ja” or “nee”.")
    )


def _last_day(text: str) -> date:
    """The first day no more: people write the last day."""
    return read_day(text) + timedelta(days=1)


def _number(text: str, expected: str) -> Decimal:
    """A number in Dutch or English notation."""
    bare = re.sub(r"[\s\u00a0€%]|eur(?:o)?", "", text.casefold()).removesuffix(",-")
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare) or re.fullmatch(r"-?\d+,\d+", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(?:,\d{3})+\.\d+", bare):
        bare = bare.replace(",", "")
    if not re.fullmatch(r"-?\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,2})?", bare):
        raise CellProblem(_("“%(text)s” is not a number.") % {"text": text[:40]}, expected)
    return Decimal(bare)


def _share(text: str) -> float:
    expected = _("A percentage from 0 to 100.")
    number = _number(text, expected)
    if not 0 <= number <= 100:
        raise CellProblem(_("“%(text)s” is out of range.") % {"text": text[:40]}, expected)
    return float(number)


def _amount(text: str) -> Decimal:
    expected = _("An amount in euro, as 1250,50.")
    number = _number(text, expected)
    if abs(number) >= _MOST_EURO:
        raise CellProblem(_("“%(text)s” is out of range.") % {"text": text[:40]}, expected)
    return number.quantize(Decimal("0.01"))


def _url(text: str) -> str:
    expected = _("A web address, as https://www.voorbeeld.example.")
    address = f"https://{text}" if text.casefold().startswith("www.") else text
    problem = CellProblem(_("“%(text)s” is not a web address.") % {"text": text[:80]}, expected)
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise problem from error
    bad = re.search(r"[\s<>\"]", address) or len(address) > 2_000
    if bad or parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
        raise problem
    return address


def _organs(text: str) -> str:
    """Organs as the register keeps them, with a bar between."""
    known = {
        "raad": "Gemeenteraad", "gemeenteraad": "Gemeenteraad", "municipal council": "Gemeenteraad",
        "college": "College van burgemeester en wethouders",
        "b w": "College van burgemeester en wethouders",
        "college van b w": "College van burgemeester en wethouders",
        "mayor and aldermen": "College van burgemeester en wethouders",
        "burgemeester": "Burgemeester", "mayor": "Burgemeester",
    }  # fmt: skip
    return "|".join(dict.fromkeys(known.get(folded(part), part) for part in parts_of(text)))


_READERS: Mapping[str, Callable[[str], Any]] = {
    "name": _one_line,
    "citation_title": _one_line,
    "legal_form": _form,
    "policy_areas": _areas,
    "is_compulsory": _yes_or_no,
    "valid_from": read_day,
    "valid_to": _last_day,
    "seat_place": _one_line,
    "seat_postcode": _one_line,
    "website": _url,
    "source_url": _url,
    "own:valid_from": read_day,
    "own:valid_to": _last_day,
    "own:roles": _organs,
    "own:share_percent": _share,
}
