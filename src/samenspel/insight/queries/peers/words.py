# SPDX-License-Identifier: EUPL-1.2
"""Figures of peers in words: labels, values with their unit, how sure a place is."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samenspel.analysis.likeness import BY_KEY, THEMES, Peer
from samenspel.datapackage.indicators import INDICATORS, Indicator
from samenspel.insight.queries.country.measures import Measure, Value
from samenspel.places.notation import written
from samenspel.register.queries.municipality.facts import value_text

NEARLY_ALWAYS, MOSTLY, OFTEN = 0.95, 0.75, 0.5


def is_dutch() -> bool:
    """Whether the reader reads Dutch."""
    return (get_language() or "nl").startswith("nl")


def theme_label(key: str) -> str:
    """The name of a theme."""
    theme = THEMES[key]
    return theme.label_nl if is_dutch() else theme.label_en


def indicator_label(key: str) -> str:
    """The name of an indicator."""
    indicator = INDICATORS[key]
    return indicator.label_nl if is_dutch() else indicator.label_en


def indicator_definition(key: str) -> str:
    """What an indicator is."""
    indicator = INDICATORS[key]
    return indicator.definition_nl if is_dutch() else indicator.definition_en


def reason(key: str) -> str:
    """Why an indicator is in the set."""
    chosen = BY_KEY[key]
    return chosen.reason_nl if is_dutch() else chosen.reason_en


def figure(key: str, value: float | None) -> str:
    """A value of an indicator with its unit; "unknown" where there is none."""
    indicator: Indicator = INDICATORS[key]
    return _("unknown") if value is None else value_text(indicator, value)


def measured(measure: Measure, value: Value) -> str:
    """A value of a measure of cooperation; "unknown" where there is none."""
    return _("unknown") if value is None else written(value, measure.decimals)


def middle(measure: Measure, value: Value) -> str:
    """The middle one of whole numbers; halfway between two of them it keeps its half."""
    if value is not None and measure.decimals == 0 and value % 1 == 0.5:
        return written(value, 1)
    return measured(measure, value)


def sureness(peer: Peer, tried: int) -> str:
    """How sure a place among the peers is, in a word; empty where nothing was tried."""
    if peer.stays is None or not tried:
        return ""
    share = peer.stays / tried
    if share == 1:
        return _("always")
    if share >= NEARLY_ALWAYS:
        return _("nearly always")
    if share >= MOSTLY:
        return _("mostly")
    return _("often") if share >= OFTEN else _("less sure")
