# SPDX-License-Identifier: EUPL-1.2
"""Exact amounts and parts in the reader's notation: rounded once, from the fraction itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from samenspel.places.notation import NO_FIGURE, written


def exact(value: Fraction | Decimal | int | None, decimals: int) -> str:
    """An exact number in the reader's notation; a dash where it is unknown."""
    if value is None:
        return NO_FIGURE
    found = Fraction(value)
    return written(Decimal(found.numerator) / Decimal(found.denominator), decimals)


def part(value: Fraction | None, decimals: int) -> str:
    """A part of 1 as a percentage; a dash where it is unknown."""
    return NO_FIGURE if value is None else f"{exact(100 * value, decimals)}%"


def signed(value: Fraction | Decimal | int | None, decimals: int) -> str:
    """A number with its sign, as a reader writes it; one that is rounded to nothing has none."""
    if value is None:
        return NO_FIGURE
    text = exact(abs(Fraction(value)), decimals)
    if text == written(0, decimals):
        return text
    return f"+{text}" if value > 0 else f"−{text}"
