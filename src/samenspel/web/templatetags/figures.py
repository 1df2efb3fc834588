# SPDX-License-Identifier: EUPL-1.2
"""Figures and dates in templates, in the notation of the reader.

A builtin library (see settings): templates need no ``{% load %}``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils import translation
from django.utils.formats import date_format

from samenspel.places.notation import NO_FIGURE, written

register = template.Library()


@register.filter
def number(value: float | Decimal | str | None, decimals: int | None = None) -> str:
    """A figure in the reader's notation: 1.234,5 in Dutch; a dash where there is none.

    Without ``decimals`` whole numbers have none and others one.
    """
    return written(value, decimals)


@register.filter
def percent(fraction: float | Decimal | None, decimals: int = 0) -> str:
    """A fraction in [0, 1] as a percentage: 0.123 is 12%."""
    if fraction is None:
        return NO_FIGURE
    figure = number(Decimal(str(fraction)) * 100, decimals)
    return figure if figure == NO_FIGURE else f"{figure}%"


@register.filter
def day(value: date | None) -> str:
    """A date in words that does not break over lines: 16 mei 2026; a dash where there is none."""
    if not value:
        return NO_FIGURE
    # A moment is written as its own time zone has it: equal moments need not be the same day.
    if type(value) is date:
        return _written_day(value, translation.get_language())
    return _unbroken(value)


@lru_cache(maxsize=1024)
def _written_day(value: date, _language: str | None) -> str:
    """Kept: a long table names the same few days again and again."""
    return _unbroken(value)


def _unbroken(value: date) -> str:
    return date_format(value, "DATE_FORMAT").replace(" ", "\u00a0")
