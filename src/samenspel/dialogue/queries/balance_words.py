# SPDX-License-Identifier: EUPL-1.2
"""Figures and positions of the balance in the reader's words; only here they are rounded."""

from __future__ import annotations

from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.positions import Measure, Stand
from samenspel.dialogue.models import Position
from samenspel.places.notation import NO_FIGURE, written

LABELS: dict[Stand, str | Promise] = {
    Stand.AGREE: Position.AGREE.label,
    Stand.WISH: Position.WISH.label,
    Stand.OBJECT: Position.OBJECT.label,
    Stand.NONE: Position.NONE.label,
    Stand.SILENT: gettext_lazy("not answered yet"),
}
KEYS = {
    Stand.AGREE: "agree",
    Stand.WISH: "wish",
    Stand.OBJECT: "object",
    Stand.NONE: "none",
    Stand.SILENT: "silent",
}
"""For classes and files; never translated."""


def label(stand: Stand) -> str:
    """What a position is called."""
    return str(LABELS[stand])


def percent(share: Fraction | None) -> str:
    """A share as a whole percentage, halves up; a dash where there is none."""
    if share is None:
        return NO_FIGURE
    return f"{(200 * share.numerator + share.denominator) // (2 * share.denominator)}%"


def between(measure: Measure) -> str:
    """What the silent ones can still make of the agreement; empty when nobody is silent."""
    if measure.lowest is None or measure.lowest == measure.highest:
        return ""
    return _("could still become %(lowest)s to %(highest)s") % {
        "lowest": percent(measure.lowest),
        "highest": percent(measure.highest),
    }


def settled(measure: Measure) -> str:
    """Whether the silent ones can still turn the majority; empty when nobody is silent."""
    if not measure.counts[Stand.SILENT]:
        return ""
    if measure.is_settled:
        return _("Who has not answered yet cannot turn the majority any more.")
    return _("Who has not answered yet can still turn the majority.")


def counts_text(measure: Measure) -> str:
    """All counts in one sentence, without those that are nil."""
    return "; ".join(
        f"{written(number)} {label(stand)}"
        for stand, number in zip(Stand, measure.counts, strict=True)
        if number
    )
