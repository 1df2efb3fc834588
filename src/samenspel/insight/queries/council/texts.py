# SPDX-License-Identifier: EUPL-1.2
"""Names short enough for a line of an A4, and figures in words."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.places.notation import written

LONGEST_NAME = 52
"""Characters that fit on one line of the A4."""
# What a name begins with that only says in which form it was agreed.
_FORM_WORDS = re.compile(
    r"^(?:(?:de|het|the)\s+)?"
    r"(?:(?:modulaire|modulair|intergemeentelijke|lichte)\s+)?"
    r"(?:gemeenschappelijke\s+regeling(?:en)?|gemeenschappelijke\s+reg\.|gr|regeling|"
    r"samenwerkingsovereenkomst|bestuursovereenkomst)"
    r"(?:\s+(?:op\s+het\s+gebied\s+van|inzake|betreffende|voor|tot|van)(?:\s+(?:de|het))?)?"
    r"\s*[:,-]?\s+",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_FEWEST = 4
"""Characters that have to be left of a name when its first words go."""


def short_name(name: str) -> str:
    """The name without words for its form, cut at a word where it is still too long.

    Words in brackets go where the name would be too long with them; a name that is nothing but
    words for a form stays.
    """
    plain = " ".join(name.split())
    left = _FORM_WORDS.sub("", plain, count=1)
    if len(left) < _FEWEST:
        left = plain
    left = left[:1].upper() + left[1:]
    if len(left) > LONGEST_NAME:
        left = _IN_BRACKETS.sub("", left) or left
    if len(left) <= LONGEST_NAME:
        return left
    cut = left[: LONGEST_NAME - 1]
    at = cut.rfind(" ")
    return f"{(cut[:at] if at > LONGEST_NAME // 2 else cut).rstrip(' ,;:-(')}…"


def unknown() -> str:
    """The word for what nobody told us."""
    return _("unknown")


def decimal_of(value: Fraction | Decimal | int) -> Decimal:
    """The decimal number nearest to an exact value, of 28 digits."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(value)


def share_text(share: Fraction | None, decimals: int = 1) -> str:
    """A part of 1 as a percentage; the word for unknown where it is."""
    return unknown() if share is None else f"{written(decimal_of(share * 100), decimals)}%"


def figure_text(value: Fraction | Decimal | int | None, decimals: int | None = None) -> str:
    """A figure in the reader's notation; the word for unknown where it is."""
    return unknown() if value is None else written(decimal_of(value), decimals)


def money_text(amount: Decimal | None) -> str:
    """Euro: whole ones from a thousand on, else with cents; the word for unknown where it is."""
    if amount is None:
        return unknown()
    is_round = amount >= 1000 or amount == amount.to_integral_value()
    return f"€\N{NO-BREAK SPACE}{written(amount, 0 if is_round else 2)}"
