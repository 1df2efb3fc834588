# SPDX-License-Identifier: EUPL-1.2
"""The bar of one clause: five parts beside each other, in the order of the scale."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from samenspel.analysis.positions import Measure, Stand
from samenspel.dialogue.queries.balance_words import KEYS, counts_text

WIDTH = 1000
"""Units of a whole bar; it is stretched to the width that it gets."""


@dataclass(frozen=True)
class BarPart:
    """A part: class, where it begins and how wide it is, in units."""

    key: str
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """The parts that are not nil, and what they say."""

    parts: tuple[BarPart, ...]
    text: str

    @property
    def drawing(self) -> SafeString:
        """The parts as they stand in a picture: a page has two bars for each clause."""
        shape = (
            '<rect class="positions__cell positions__cell--{}" x="{}" y="0" width="{}" '
            'height="20"/>'
        )
        return format_html_join(
            "", shape, ((part.key, str(part.x), str(part.width)) for part in self.parts)
        )


def bar(measure: Measure) -> Bar:
    """The bar of a clause; no parts when nobody counts."""
    total = measure.total
    edges = [0]
    for number in measure.counts:
        edges.append(edges[-1] + number)
    places = [edge * WIDTH // total if total else 0 for edge in edges]
    parts = tuple(
        BarPart(KEYS[stand], places[stand], places[stand + 1] - places[stand])
        for stand in Stand
        if places[stand + 1] > places[stand]
    )
    return Bar(parts=parts, text=counts_text(measure))
