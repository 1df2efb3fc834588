# SPDX-License-Identifier: EUPL-1.2
"""Filters of the pages about costs: exact amounts, parts of a whole, and differences."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template

from samenspel.insight.queries.costs import notation as costs_notation

register = template.Library()


@register.filter
def exact(value: Fraction | Decimal | int | None, decimals: int = 0) -> str:
    """An exact number, rounded once; a dash where it is unknown."""
    return costs_notation.exact(value, decimals)


@register.filter
def part(value: Fraction | None, decimals: int = 0) -> str:
    """A part of 1 as a percentage; a dash where it is unknown."""
    return costs_notation.part(value, decimals)


@register.filter
def signed(value: Fraction | Decimal | int | None, decimals: int = 0) -> str:
    """A difference with its sign; a dash where it is unknown."""
    return costs_notation.signed(value, decimals)
