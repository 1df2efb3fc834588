# SPDX-License-Identifier: EUPL-1.2
"""Signals in words: the figures of ``analysis.signals`` in the sentences of ``signal_texts``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import ngettext

from samenspel.analysis.signals import Kind, Outside, Seat, Signal, Situation, Table, signals
from samenspel.insight.queries.council.country import Fits, inhabitants_of
from samenspel.insight.queries.council.page import CouncilRow, Exact, Seated, SignalLine, Voice
from samenspel.insight.queries.council.rows import contribution_of
from samenspel.insight.queries.council.signal_texts import SignalText
from samenspel.insight.queries.council.texts import (
    decimal_of,
    figure_text,
    money_text,
    share_text,
    short_name,
)
from samenspel.insight.queries.coverage.measure import coverage_of
from samenspel.register import labels
from samenspel.register.queries.facts import CountryFacts

# What the figure of a kind is in: a share, days, euro, or (all others) a number of the unit.
_SHARES: frozenset[Kind] = frozenset(
    {"powerless", "influence_below_payment", "influence_below_inhabitants", "low_fit"}
)
_UNITS: Mapping[Kind, str] = {
    "unconfirmed": "days",
    "largest_contribution": "euro",
    "outside_province": "municipalities",
    "largest": "municipalities",
}
MOST_NAMES = 4
"""Arrangements that one sentence names."""
_DAYS_IN_YEAR, _DAYS_IN_MONTH = 365, 30


@dataclass(frozen=True)
class Subject:
    """What a key of a signal stands for on the page."""

    name: str
    slug: str
    url: str


def situation_of(
    facts: CountryFacts, code: str, rows: Iterable[CouncilRow], fits: Fits
) -> Situation:
    """What the signals of a municipality are chosen from; no query."""
    listed = list(rows)
    coverage = coverage_of(facts, code)
    own = facts.municipality(code).population
    return Situation(
        seats=tuple(
            seat_of(
                row.key,
                voice=row.voice,
                payment=row.payment.share if row.payment else None,
                inhabitants=share_of(own, inhabitants_of(facts, row.key)),
                contribution=contribution_of(row.payment),
                has_council=row.has_council,
                representatives=row.representatives,
            )
            for row in listed
        ),
        tables=tuple(
            Table(
                row.key,
                row.members,
                days_since(row.confirmed_on, facts.on),
                fits.by_slug.get(row.slug),
            )
            for row in listed
        ),
        doubled=tuple(
            (task.key, tuple(one.key for one in task.arrangements))
            for task in (coverage.narrow_doubled if coverage else ())
        ),
        shared=tuple(
            tuple(one.key for one in table.arrangements)
            for table in (coverage.shared if coverage else ())
        ),
        outside=tuple(
            Outside(one.arrangement.key, one.outside, one.members)
            for one in (coverage.outside if coverage else ())
        ),
        usual_fit=fits.usual,
    )


def seat_of(
    key: str,
    *,
    voice: Voice | None,
    payment: Fraction | None,
    inhabitants: Fraction | None,
    contribution: Fraction | None,
    has_council: bool | None,
    representatives: tuple[Seated, ...],
) -> Seat:
    """One seat as the choice of signals wants it."""
    return Seat(
        key=key,
        votes=voice.vote_share if voice else None,
        power=voice.power if voice else None,
        payment=payment,
        inhabitants=inhabitants,
        contribution=contribution,
        has_council=has_council,
        is_represented=bool(representatives),
    )


def share_of(own: int | None, total: int | None) -> Fraction | None:
    """A part of 1; None where either is unknown."""
    return Fraction(own, total) if own is not None and total else None


def days_since(confirmed_on: date | None, on: date) -> int | None:
    """Days since the last confirmation; None without one, or with one after the day."""
    if confirmed_on is None or confirmed_on > on:
        return None
    return (on - confirmed_on).days


def signal_lines(
    situation: Situation, texts: Mapping[Kind, SignalText], subject_of: Callable[[str], Subject]
) -> tuple[SignalLine, ...]:
    """The signals to show, in words; ``subject_of`` knows the keys of the situation."""
    return tuple(_line(signal, texts[signal.kind], subject_of) for signal in signals(situation))


def _line(signal: Signal, text: SignalText, subject_of: Callable[[str], Subject]) -> SignalLine:
    about = [subject_of(key) for key in signal.keys]
    names = _names([subject.name for subject in about])
    value, reference = _written(signal)
    filled = {
        "value": value,
        "reference": reference,
        "name": names,
        "task": labels.policy_area(signal.task),
    }
    return SignalLine(
        kind=signal.kind,
        title=str(text.title),
        sentence=str(text.sentence) % filled,
        value=_exact(signal),
        unit=_unit(signal.kind),
        figure_text=str(text.figure) % filled,
        reason=str(text.reason),
        question=str(text.question),
        method=text.method,
        slug=about[0].slug if about else "",
        short_name="; ".join(subject.name for subject in about),
        url=about[0].url if about else "",
    )


def _names(names: Sequence[str]) -> str:
    """A few names as a reader says them; of many only the first ones, and how many more."""
    if len(names) <= MOST_NAMES:
        return labels.in_words(names)
    more = len(names) - MOST_NAMES + 1
    return ngettext("%(names)s and %(number)d other", "%(names)s and %(number)d others", more) % {
        "names": ", ".join(names[: MOST_NAMES - 1]),
        "number": more,
    }


def _unit(kind: Kind) -> str:
    return "" if kind in _SHARES else _UNITS.get(kind, "number")


def _exact(signal: Signal) -> Exact:
    if signal.kind in _SHARES:
        return signal.value
    if signal.kind == "largest_contribution":
        return decimal_of(signal.value)
    return int(signal.value)


def _written(signal: Signal) -> tuple[str, str]:
    """Value and reference in words."""
    reference = signal.reference
    if signal.kind in _SHARES:
        return share_text(signal.value), share_text(reference) if reference is not None else ""
    if signal.kind == "largest_contribution":
        return money_text(decimal_of(signal.value)), share_text(reference)
    if signal.kind == "unconfirmed":
        return ago_text(int(signal.value)), ""
    return figure_text(signal.value, 0), "" if reference is None else figure_text(reference, 0)


def ago_text(days: int) -> str:
    """A long time in words: whole years, or months below two years."""
    if days < 2 * _DAYS_IN_YEAR:
        months = days // _DAYS_IN_MONTH
        return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}
    years = days // _DAYS_IN_YEAR
    return ngettext("%(number)d year", "%(number)d years", years) % {"number": years}


def arrangement_subject(facts: CountryFacts, key: str) -> Subject:
    """An arrangement in force, by the key of its version."""
    one = facts.arrangement(key)
    return Subject(short_name(one.name), one.slug, reverse("arrangement", args=[one.slug]))
