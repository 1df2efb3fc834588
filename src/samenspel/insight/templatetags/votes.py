# SPDX-License-Identifier: EUPL-1.2
"""Figures about votes and power, written the same way on every page that shows them."""

from __future__ import annotations

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _

from samenspel.insight.queries.votes.chart import percentage, points
from samenspel.places.notation import NO_FIGURE, written

register = template.Library()

COUNTED = 1_000_000_000
"""Numbers above this one are not written out."""


@register.filter
def votes_percent(part: Fraction | None) -> str:
    """A part of 1 as a percentage with one decimal; a dash where it is unknown."""
    return NO_FIGURE if part is None else percentage(part)


@register.filter
def votes_points(part: Fraction | None) -> str:
    """A difference in percentage points with its sign; a dash where it is unknown."""
    return NO_FIGURE if part is None else points(part)


@register.filter
def votes_size(part: Fraction) -> str:
    """The size of a difference in percentage points, without a sign."""
    return points(abs(part)).lstrip("+")


@register.filter
def votes_large(number: int) -> str:
    """A number of groups, which can have fifty digits."""
    return written(number) if number <= COUNTED else _("more than a billion")


@register.filter
def votes_rule(key: str) -> str:
    """A rule for a decision as a short heading."""
    return {"helft": "> 1/2", "alle": _("all")}.get(key, key.replace("-", "/"))
