# SPDX-License-Identifier: EUPL-1.2
"""What both sheets have in common: definitions, signals, changes, the calendar, the colophon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samenspel.insight.queries.council.page import (
    Calendar,
    ChangeLine,
    ComparedFigure,
    CouncilRow,
    MemberCouncil,
    Origin,
    SignalLine,
)
from samenspel.paper.sheet import Column, Definition, Figure, Point, Points
from samenspel.register.methods import published_methods

VOTES, POWER, CONTRIBUTION = "votes", "voting-power", "contribution"
Address = Callable[[str], str]
"""From a path on the site to a whole address, with the reference date where that matters."""


def dated(whole: Address, suffix: str) -> Address:
    """Addresses that carry a reference date (a query string); definitions have none."""
    definitions = reverse("methods")

    def address(path: str) -> str:
        return whole(path if path.startswith(definitions) else path + suffix)

    return address


class Definitions:
    """The definitions that a sheet refers to, numbered in the order in which they are met."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._titles = {method.key: str(method.title) for method in published_methods()}
        self._found: dict[str, int] = {}

    def number(self, key: str) -> int | None:
        """The number of a definition on this sheet; None when none of that key is published."""
        if key not in self._titles:
            return None
        return self._found.setdefault(key, len(self._found) + 1)

    @property
    def listed(self) -> tuple[Definition, ...]:
        """All that were asked for, in order."""
        page = reverse("methods")
        return tuple(
            Definition(self._titles[key], self._address(f"{page}#{key}")) for key in self._found
        )


def language() -> str:
    """The language of the sheet: ``nl`` or ``en``."""
    return (get_language() or "nl").split("-")[0]


def unknown() -> str:
    """How a figure is written that nobody knows."""
    return _("unknown")


def day_text(day: date) -> str:
    """A day in words."""
    return date_format(day, "DATE_FORMAT")


def compared(
    figures: Sequence[ComparedFigure], definitions: Definitions, others: str
) -> tuple[Figure, ...]:
    """Figures beside the median of ``others`` (a text with the place ``%(median)s``)."""
    return tuple(
        Figure(
            value=figure.own_text,
            label=figure.label,
            compared=others % {"median": figure.median_text} if figure.median is not None else "",
            method=definitions.number(figure.method),
        )
        for figure in figures
    )


@dataclass(frozen=True)
class Known:
    """Whether votes and contributions are known of anybody; a column of nothing is left out."""

    votes: bool
    payments: bool


def seat_columns(known: Known, definitions: Definitions) -> tuple[Column, ...]:
    """Columns on votes, power and contribution, as far as anything is known."""
    found: tuple[Column, ...] = ()
    if known.votes:
        found += (
            Column(_("Votes"), 1.6, is_number=True, method=definitions.number(VOTES)),
            Column(
                _("Power"), 1.2, is_number=True, is_tight=True, method=definitions.number(POWER)
            ),
        )
    if known.payments:
        paid = definitions.number(CONTRIBUTION)
        found += (Column(_("Contribution"), 1.9, is_number=True, method=paid),)
    return found


def seat_cells(known: Known, row: CouncilRow | MemberCouncil) -> tuple[str, ...]:
    """The cells of :func:`seat_columns`."""
    votes = (row.votes_text, row.power_text) if known.votes else ()
    return (*votes, *((row.payment_text,) if known.payments else ()))


def unknown_of_all(known: Known) -> str:
    """A sentence that names what is known of nobody; empty when there is no such thing."""
    if not known.votes and not known.payments:
        return _("Votes, power and contribution are unknown of all of these.")
    if not known.votes:
        return _("Votes and power are unknown of all of these.")
    return "" if known.payments else _("The contribution is unknown of all of these.")


def questions(signals: Sequence[SignalLine], definitions: Definitions, address: Address) -> Points:
    """The signals, each with the question to ask."""
    return Points(
        heading=_("Worth asking about"),
        items=tuple(
            Point(
                text=signal.sentence,
                detail=signal.question,
                url=address(signal.url) if signal.url else "",
                method=definitions.number(signal.method),
            )
            for signal in signals
        ),
        empty=_("The figures give no cause for a question."),
        is_numbered=True,
        is_stressed=True,
    )


def coming(calendar: Calendar, address: Address) -> Points:
    """What is on the calendar, and until when something can be said."""
    return Points(
        heading=_("On the calendar"),
        items=tuple(
            Point(
                text=item.title,
                detail=_("%(arrangement)s; respond until %(until)s")
                % {"arrangement": item.arrangement, "until": day_text(item.until)}
                if item.until
                else f"{item.arrangement}; {day_text(item.on)}",
                url=address(item.url) if item.url else "",
            )
            for item in calendar.items
        ),
        empty=calendar.text,
    )


def changed(changes: Sequence[ChangeLine], since: date, note: str, address: Address) -> Points:
    """What changed since an earlier date."""
    return Points(
        heading=_("Changed since %(date)s") % {"date": day_text(since)},
        items=tuple(
            Point(
                text=change.short_name or change.name,
                detail=change.text,
                url=address(change.url) if change.url else "",
            )
            for change in changes
        ),
        empty=note or _("Nothing changed, as far as the source knows."),
    )


def colophon(origin: Origin | None, on: date, page: str) -> tuple[str, ...]:
    """Source, reference date, licence and where the page itself is."""
    said = [_("Reference date: %(date)s.") % {"date": day_text(on)}]
    if origin is not None:
        sources = "; ".join(dict.fromkeys((origin.title, *origin.sources)))
        said.append(_("Source: %(source)s.") % {"source": sources})
        if origin.licences:
            said.append(_("Licence: %(licence)s.") % {"licence": "; ".join(origin.licences)})
        if not origin.is_complete:
            said.append(_("The source is known to miss arrangements on this date."))
        if origin.is_example:
            said.append(_("These are example data, not real figures."))
    where = _("This sheet with all figures and downloads: %(address)s") % {"address": page}
    return (" ".join(said), where)
