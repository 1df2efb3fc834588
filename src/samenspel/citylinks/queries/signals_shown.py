# SPDX-License-Identifier: EUPL-1.2
"""A signal as it is shown, and how its figures are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.analysis.link_signals import State
from samenspel.places.notation import written

WORDS: Mapping[State, Callable[[], str]] = {
    State.GOOD: lambda: _("in order"),
    State.WATCH: lambda: _("keep an eye on this"),
    State.ACT: lambda: _("do something about this"),
    State.UNKNOWN: lambda: _("not known yet"),
}
KINDS = {State.GOOD: "ok", State.WATCH: "warning", State.ACT: "error", State.UNKNOWN: "info"}
"""The notice of the house style that a state is shown as."""


@dataclass(frozen=True)
class SignalShown:
    """One signal: the sentence says what is seen, ``explanation`` why it matters.

    ``facts`` are label and value; ``suggestion`` is what one could do, at the view ``where`` (which
    takes the slug of the link) called ``where_label``, or ``reader_label`` (empty: the same)
    for who may write nothing there; ``method`` is the key of the definition.
    """

    key: str
    title: str
    state: State
    sentence: str
    facts: tuple[tuple[str, str], ...]
    explanation: str
    suggestion: str
    where: str
    where_label: str
    reader_label: str = ""

    @property
    def method(self) -> str:
        """The key of the definition on the methods page."""
        return f"city-link-{self.key}"

    @property
    def word(self) -> str:
        """The state in words."""
        return WORDS[self.state]()

    @property
    def kind(self) -> str:
        """The notice that the state is shown as."""
        return KINDS[self.state]

    @property
    def asks(self) -> bool:
        """Whether it asks for attention."""
        return self.state in {State.WATCH, State.ACT}


def percent(part: Fraction | None) -> str:
    """A part of one in whole per cents, a half up; a dash when it is not known."""
    if part is None:
        return "–"
    return f"{(part * 200 + 1) // 2}%"


def listed(names: Iterable[str]) -> str:
    """Names as in a sentence: A, B and C."""
    *first, last = [*names] or [""]
    return (
        _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
    )


def day_words(day: date | None) -> str:
    """A day in words; a dash when it is not known."""
    return date_format(day) if day else "–"


def days_words(count: int) -> str:
    """So many days, in words."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": written(count)}
