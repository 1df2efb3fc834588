# SPDX-License-Identifier: EUPL-1.2
"""What municipalities share and bring, as a phrase within a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.complementarity import LINK_INDICATOR
from samenspel.citylinks.queries.partners_words import indicator_label, listed, lowered

THEMES = {
    "talent": gettext_lazy("talent and education"),
    "ondernemen": gettext_lazy("entrepreneurship and innovation"),
    "leefklimaat": gettext_lazy("an attractive place to live"),
    "verbindingen": gettext_lazy("good connections"),
    "samenwerken": gettext_lazy("regional cooperation"),
    "bestuurskracht": gettext_lazy("administrative strength"),
}
"""What people entered a challenge, a need or an offer in; by theme."""


def in_sentence(key: str) -> str:
    """An indicator in the middle of a sentence: as a challenge, or as what somebody brings."""
    found = LINK_INDICATOR[key]
    if not found.entry:
        return lowered([indicator_label(key)])[0]
    theme = str(THEMES[found.entry])
    return theme if found.side == "problem" else _("help with %(theme)s") % {"theme": theme}


def phrase(keys: Iterable[str]) -> str:
    """Indicators as one phrase: a, b and c; none twice."""
    return listed([*dict.fromkeys(in_sentence(key) for key in keys)])
