# SPDX-License-Identifier: EUPL-1.2
"""Partners in words: themes, factors, indicators, figures, conditions, how sure a place is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samenspel.analysis.complementarity import (
    GROWTH,
    LINK_INDICATOR,
    LINK_THEMES,
    RANK_ONE,
    LinkIndicator,
)
from samenspel.citylinks.queries import partners_conditions as conditions
from samenspel.datapackage.indicators import INDICATORS
from samenspel.places.notation import NO_FIGURE, written
from samenspel.register.queries.municipality.facts import value_text

LEAST_SHOWN = 0.1
"""The smallest step of a score that is shown, in thousandths."""
NEARLY_ALWAYS, MOSTLY, OFTEN = 0.95, 0.75, 0.5

FACTOR_LABELS = {
    "alike": gettext_lazy("Alike in problems"),
    "unlike": gettext_lazy("Unlike in means"),
    "reciprocity": gettext_lazy("Gain on both sides"),
}
"""The factors of the score, in their order."""

FAILURES = {
    conditions.TOO_NEAR: gettext_lazy("it lies too near"),
    conditions.TOO_FAR: gettext_lazy("it lies too far away"),
    conditions.NO_PLACE: gettext_lazy("we do not know where it lies"),
    conditions.OWN_PROVINCE: gettext_lazy("it lies in the same province"),
    conditions.OTHER_PROVINCE: gettext_lazy("it lies in another province"),
    conditions.NO_PROVINCE: gettext_lazy("we do not know in which province it lies"),
    conditions.TOO_SMALL: gettext_lazy("it has too few residents"),
    conditions.TOO_LARGE: gettext_lazy("it has too many residents"),
    conditions.NO_SIZE: gettext_lazy("we do not know how many residents it has"),
    conditions.OTHER_COUNTRY: gettext_lazy("it lies in another country"),
    conditions.TOGETHER: gettext_lazy("they share an arrangement already"),
    conditions.NO_ARRANGEMENTS: gettext_lazy("we do not know its arrangements"),
    conditions.MERGER: gettext_lazy("they merge into one municipality, or were one"),
}
"""What it is that a municipality fails, as the end of a sentence."""


def is_dutch() -> bool:
    """Whether the reader reads Dutch."""
    return (get_language() or "nl").startswith("nl")


def theme_label(key: str) -> str:
    """The name of a theme of indicators."""
    theme = LINK_THEMES[key]
    return theme.label_nl if is_dutch() else theme.label_en


def factor_label(key: str) -> str:
    """The name of a factor of the score."""
    return str(FACTOR_LABELS[key])


def indicator_label(key: str) -> str:
    """The name of an indicator, as a challenge or as what a municipality has."""
    found = LINK_INDICATOR[key]
    return found.label_nl if is_dutch() else found.label_en


def reason(key: str) -> str:
    """Why an indicator is in the set."""
    found = LINK_INDICATOR[key]
    return found.reason_nl if is_dutch() else found.reason_en


def figure_label(indicator: LinkIndicator) -> str:
    """The figure behind an indicator; empty where people entered it."""
    if not indicator.figure:
        return ""
    if indicator.figure == GROWTH:
        return _("Growth of the population")
    figure = INDICATORS[indicator.figure]
    return figure.label_nl if is_dutch() else figure.label_en


def figure(indicator: LinkIndicator, value: float | None) -> str:
    """A figure with its unit; "unknown" where there is none."""
    if value is None or value != value:  # nan
        return _("unknown")
    if indicator.figure == GROWTH:
        return f"{written(value, 1)}%"
    return value_text(INDICATORS[indicator.figure], value)


def percentage(part: Fraction | float | None, decimals: int = 0) -> str:
    """A part of 1 as a percentage."""
    return NO_FIGURE if part is None else f"{written(float(part) * 100, decimals)}%"


def score_text(score: Fraction | None) -> str:
    """A score as people read it: in thousandths, with one decimal.

    What is there but rounds to nothing is "<0.1": only a gift scores nothing.
    """
    if score is None:
        return NO_FIGURE
    thousandths = float(score) * 1000
    if 0 < thousandths < LEAST_SHOWN / 2:
        return f"<{written(LEAST_SHOWN, 1)}"
    return written(thousandths, 1)


def failure(key: str) -> str:
    """What a municipality fails, in words."""
    return str(FAILURES.get(key, key))


def sureness(stays: int | None, tried: int) -> str:
    """How sure a place among the first is, in a word; empty where nothing was tried."""
    if stays is None or not tried:
        return ""
    share = stays / tried
    if share == 1:
        return _("always")
    if share >= NEARLY_ALWAYS:
        return _("nearly always")
    if share >= MOSTLY:
        return _("mostly")
    return _("often") if share >= OFTEN else _("less sure")


def listed(parts: Sequence[str]) -> str:
    """Words as one phrase: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def lowered(labels: Iterable[str]) -> list[str]:
    """Labels within a sentence."""
    return [label[:1].lower() + label[1:] for label in labels]


def rank_text(rank: int) -> str:
    """A rank in its country from 0 (lowest) to 100 (highest); "?" where it is unknown."""
    return "?" if rank < 0 else written(rank * 100 / RANK_ONE, 0)
