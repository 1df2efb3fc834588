# SPDX-License-Identifier: EUPL-1.2
"""The pictures of an arrangement: participants on the map, versions through time, votes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.analysis.timeline import Period, Tick, Window, lay_out
from samenspel.places.queries.history import Place
from samenspel.places.queries.maps import LegendItem, Mark, Picture, draw, map_ground
from samenspel.register.queries.arrangement.boards import BoardTable
from samenspel.register.queries.arrangement.participants import Participants
from samenspel.register.queries.arrangement.versions import VersionLine

MEMBER, HEIR, SEAT = "shade-4", "shade-2", "shade-self"
Address = Callable[[Place], str]


def map_of(
    participants: Participants, *, on: date, country: str, seat: str, name: str, address: Address
) -> Picture | None:
    """The municipalities that take part, with their surroundings; three queries, none without any.

    ``seat`` is the code of the municipality where the arrangement has its seat. A municipality
    that no longer exists is drawn as the ones in its place, lighter.
    """
    marks: dict[str, Mark] = {}
    for participant in participants.now:
        place = participant.place
        if place is None:
            continue
        if not participant.is_gone:
            is_seat = place.code == seat
            text = _("%(name)s, seat") % {"name": place.name} if is_seat else place.name
            css = SEAT if is_seat else MEMBER
            marks[place.code] = Mark(place.code, text, css, address(place))
        for heir in participant.heirs:
            names = {"name": heir.place.name, "former": place.name}
            text = _("%(name)s (recorded as %(former)s)") % names
            mark = Mark(heir.place.code, text, HEIR, address(heir.place))
            marks.setdefault(heir.place.code, mark)
    if not marks:
        return None
    used = {mark.css for mark in marks.values()}
    legend = (
        LegendItem(MEMBER, _("Takes part")),
        LegendItem(SEAT, _("Takes part, seat of the arrangement")),
        LegendItem(HEIR, _("In place of a former municipality that is still recorded")),
    )
    count = sum(p.place is not None for p in participants.now)
    description = ngettext(
        "%(count)d municipality that takes part in %(name)s.",
        "%(count)d municipalities that take part in %(name)s.",
        count,
    )
    return draw(
        map_ground(on=on, marked=marks, countries=(country,)),
        marks.values(),
        key="participants-map",
        title=_("Municipalities that take part"),
        description=description % {"count": count, "name": name},
        zoom=True,
        legend=tuple(item for item in legend if item.css in used),
    )


LABEL_WIDTH = 190
AXIS_WIDTH = 640
ROW_HEIGHT = 34
AXIS_HEIGHT = 28


@dataclass(frozen=True)
class TimelineBar:
    """A version as a bar; ``css`` are the classes of its bar."""

    line: VersionLine
    label: str
    text: str
    x: float
    y: int
    width: float
    css: str


@dataclass(frozen=True)
class VersionTimeline:
    """The versions as bars, a row each, on an axis of years; in units of the drawing."""

    width: int
    height: int
    axis_y: int
    bars: tuple[TimelineBar, ...]
    ticks: tuple[Tick, ...]
    reference_x: float | None
    reference_label: str
    reference_anchor: str


def timeline_of(lines: Sequence[VersionLine], *, on: date, today: date) -> VersionTimeline | None:
    """The versions that have a known beginning; None when there is nothing to see.

    The window runs from the first to the last known day, the reference date and today included.
    """
    known = [line for line in lines if line.valid_from and not _is_empty(line)]
    if not known:
        return None
    days = [day for line in known for day in (line.valid_from, line.valid_to) if day]
    first, last = min(*days, on), max(*days, on, today)
    # Whole years, so that the axis begins and ends at a tick; an open end gets a year of room.
    window = Window(date(first.year, 1, 1), date(min(last.year + 1, 9_999), 1, 1), AXIS_WIDTH)
    periods = [
        Period(label=line.key, start=line.valid_from, end=line.valid_to, group=f"{place:04}")
        for place, line in enumerate(known)
    ]
    laid_out = lay_out(periods, window, on)
    by_key = {line.key: line for line in known}
    bars = tuple(
        TimelineBar(
            line=by_key[bar.period.label],
            label=_years(by_key[bar.period.label]),
            text=period_in_words(by_key[bar.period.label]),
            x=bar.x + LABEL_WIDTH,
            y=bar.row * ROW_HEIGHT + 8,
            width=bar.width,
            css=_css(by_key[bar.period.label]),
        )
        for bar in laid_out.bars
    )
    axis_y = laid_out.rows * ROW_HEIGHT + 8
    reference_x = None if laid_out.reference_x is None else laid_out.reference_x + LABEL_WIDTH
    return VersionTimeline(
        width=LABEL_WIDTH + AXIS_WIDTH + 24,
        height=axis_y + 2 * AXIS_HEIGHT,
        axis_y=axis_y,
        bars=bars,
        ticks=tuple(Tick(tick.year, tick.x + LABEL_WIDTH) for tick in laid_out.ticks),
        reference_x=reference_x,
        reference_label=date_format(on, "DATE_FORMAT"),
        reference_anchor="end" if (reference_x or 0) > LABEL_WIDTH + AXIS_WIDTH / 2 else "start",
    )


def _is_empty(line: VersionLine) -> bool:
    return line.valid_to is not None and line.valid_to == line.valid_from


def _years(line: VersionLine) -> str:
    begin = str(line.valid_from.year) if line.valid_from else "?"
    return f"{begin} – {line.valid_to.year if line.valid_to else _('now')}"


def period_in_words(line: VersionLine) -> str:
    """A period in words: from 1 January 2014 to 15 November 2018."""
    begin = date_format(line.valid_from, "DATE_FORMAT") if line.valid_from else _("unknown")
    if line.valid_to is None:
        return _("from %(begin)s") % {"begin": begin}
    end = date_format(line.valid_to, "DATE_FORMAT")
    return _("from %(begin)s until %(end)s") % {"begin": begin, "end": end}


def _css(line: VersionLine) -> str:
    if line.is_shown:
        return "bar bar--self"
    return "bar bar--open" if line.valid_to is None else "bar bar--ended"


VOTE_LABEL, VOTE_BAR, VOTE_ROW = 170, 210, 26


@dataclass(frozen=True)
class VoteBar:
    """The votes of one participant as a bar; ``share`` in [0, 1] of all votes."""

    name: str
    votes: int
    share: float
    y: int
    width: float
    text_x: float


@dataclass(frozen=True)
class VoteChart:
    """Bars of votes, largest first, in units of the drawing."""

    height: int
    width: int
    bar_x: int
    label_x: int
    bars: tuple[VoteBar, ...]


def vote_chart(board: BoardTable) -> VoteChart | None:
    """The share of each participant in the votes; None where they are not all known."""
    known = [(line.name, line.votes, line.share) for line in board.seats]
    if not board.knows_votes:
        return None
    longest = max((votes or 0 for _name, votes, _share in known), default=0) or 1
    bars = tuple(_vote_bars(known, longest))
    return VoteChart(
        height=len(bars) * VOTE_ROW or VOTE_ROW,
        width=VOTE_LABEL + VOTE_BAR + 60,
        bar_x=VOTE_LABEL,
        label_x=VOTE_LABEL - 10,
        bars=bars,
    )


def _vote_bars(
    known: Iterable[tuple[str, int | None, float | None]], longest: int
) -> Iterable[VoteBar]:
    for row, (name, votes, share) in enumerate(known):
        width = max(1.0, (votes or 0) * VOTE_BAR * 10 // longest / 10)
        place = round(VOTE_LABEL + width + 6, 1)
        yield VoteBar(name, votes or 0, share or 0.0, row * VOTE_ROW, width, place)
