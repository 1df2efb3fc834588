# SPDX-License-Identifier: EUPL-1.2
"""The signals of a link: each by itself, always in the same order, and no total."""

from __future__ import annotations

from datetime import date

from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries.file_facts import HeldFile, held_file
from samenspel.citylinks.queries.signals_carried import (
    dependence_signal,
    fading_signal,
    support_signal,
    term_signal,
)
from samenspel.citylinks.queries.signals_done import (
    colleagues_signal,
    levels_signal,
    quick_signal,
    reciprocity_signal,
    society_signal,
)
from samenspel.citylinks.queries.signals_shown import SignalShown

__all__ = ["SignalShown", "signals_in", "signals_of"]


def signals_of(
    link: CityLink, on: date, *, period: tuple[date, date] | None = None
) -> tuple[SignalShown, ...]:
    """Every signal of the link on a day, always in the same order; six queries.

    ``period``: only what happened from the one day to the other, both included; support, people,
    rhythm and term are those of the day itself.
    """
    return signals_in(held_file(link, on=on), period=period)


def signals_in(
    held: HeldFile, *, period: tuple[date, date] | None = None
) -> tuple[SignalShown, ...]:
    """The same from a file that was read before."""
    facts, names = held.facts, held.names
    done = facts.within(*period) if period else facts
    return (
        fading_signal(facts),
        term_signal(facts),
        dependence_signal(facts, names),
        support_signal(facts, names),
        reciprocity_signal(done, names),
        colleagues_signal(done),
        levels_signal(done),
        society_signal(done),
        quick_signal(done),
    )
