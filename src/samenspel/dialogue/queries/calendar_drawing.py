# SPDX-License-Identifier: EUPL-1.2
"""The calendar of a round as a picture: rows of bars and marks along the months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.analysis.timeline import Window
from samenspel.dialogue.queries.round_calendar import Moment, RoundCalendar, counted_bodies

WIDTH, LEFT, RIGHT = 900, 210, 880
TOP, ROW = 34, 34
MOST_TERMS = 8
MARGIN = timedelta(days=4)
LABEL_ROOM = 62


@dataclass(frozen=True)
class Mark:
    """A shape: a bar of so wide, or a mark of width 0; ``text`` says what it is. Places are written
    with a point, whatever the language.
    """

    css: str
    x: str
    y: int
    width: str
    text: str


@dataclass(frozen=True)
class Label:
    x: str
    y: int
    text: str


@dataclass(frozen=True)
class CalendarDrawing:
    """Places in units of the drawing, ``width`` by ``height``."""

    width: int
    height: int
    bottom: int
    rows: tuple[Label, ...]
    ticks: tuple[Label, ...]
    bars: tuple[Mark, ...]
    shifts: tuple[Mark, ...]
    holidays: tuple[Mark, ...]
    spots: tuple[Mark, ...]
    diamonds: tuple[Mark, ...]
    today_x: str


def drawing_of(page: RoundCalendar, today: date) -> CalendarDrawing | None:
    """The picture of a calendar; None where there is no time to draw, or a single day."""
    if page.first == page.last:
        return None
    window = Window(page.first - MARGIN, page.last + MARGIN + timedelta(days=1), RIGHT - LEFT)
    maker = _Maker(window)
    maker.add_row(_("Sent"), page.of("sent", "must_send"))
    terms = page.of("due")
    for moment in terms[:MOST_TERMS]:
        maker.add_row(moment.label or counted_bodies(moment.number), (moment,))
    if len(terms) > MOST_TERMS:
        maker.add_row(_("Other terms"), terms[MOST_TERMS:])
    maker.add_row(_("On the agenda"), page.of("agenda"))
    maker.add_row(_("Recess"), page.of("recess"))
    maker.add_row(_("Holidays"), page.of("holiday"))
    maker.add_row(_("Board"), page.of("decides", "meeting"))
    return maker.made(today)


class _Maker:
    """Rows as they are added, one below the other."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.rows: list[Label] = []
        self.marks: dict[str, list[Mark]] = {
            name: [] for name in ("bar", "shift", "holiday", "spot", "diamond")
        }

    def x(self, day: date) -> float:
        return LEFT + self.window.x(day)

    def add_row(self, label: str, moments: tuple[Moment, ...]) -> None:
        if not moments:
            return
        y = TOP + ROW * len(self.rows) + ROW // 2
        self.rows.append(Label("0", y, label))
        for moment in moments:
            self._add(moment, y)

    def _add(self, moment: Moment, y: int) -> None:
        text = text_of(moment)
        if moment.kind in {"due", "recess"}:
            self._add_bar(moment, y, text)
            return
        middle = (self.x(moment.on) + self.x(moment.on + timedelta(days=1))) / 2
        shape = {"holiday": "holiday", "decides": "diamond", "meeting": "diamond"}
        kind = shape.get(moment.kind, "spot")
        self.marks[kind].append(Mark("bar", _place(middle), y, "0", text))

    def _add_bar(self, moment: Moment, y: int, text: str) -> None:
        css = "bar bar--ended" if moment.kind == "recess" else "bar"
        end = moment.last + timedelta(days=1)
        turn = end
        if moment.unshifted is not None and moment.on <= moment.unshifted < moment.last:
            turn = moment.unshifted + timedelta(days=1)
            self.marks["shift"].append(self._bar("bar bar--self", turn, end, y, text))
        self.marks["bar"].append(self._bar(css, moment.on, turn, y, text))

    def _bar(self, css: str, begin: date, end: date, y: int, text: str) -> Mark:
        left = self.x(begin)
        return Mark(css, _place(left), y - 8, _place(max(self.x(end) - left, 1.0)), text)

    def made(self, today: date) -> CalendarDrawing:
        bottom = TOP + ROW * len(self.rows)
        inside = self.window.first <= today < self.window.last
        marks = {name: tuple(found) for name, found in self.marks.items()}
        return CalendarDrawing(
            width=WIDTH,
            height=bottom + 12,
            bottom=bottom,
            rows=tuple(self.rows),
            ticks=self._ticks(),
            bars=marks["bar"],
            shifts=marks["shift"],
            holidays=marks["holiday"],
            spots=marks["spot"],
            diamonds=marks["diamond"],
            today_x=_place(self.x(today)) if inside else "",
        )

    def _ticks(self) -> tuple[Label, ...]:
        """The first of each month; the first so many months that each label has its room."""
        months = []
        day = self.window.first.replace(day=1)
        while day < self.window.last:
            if day >= self.window.first:
                months.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        every = next(
            step
            for step in (1, 2, 3, 6, 12, 24, 60, 1200)
            if len(months) <= step * ((RIGHT - LEFT) // LABEL_ROOM)
        )
        shown = [day for day in months if (day.year * 12 + day.month - 1) % every == 0]
        return tuple(Label(_place(self.x(day)), TOP - 14, date_format(day, "N Y")) for day in shown)


def _place(x: float) -> str:
    return f"{x:.1f}"


def text_of(moment: Moment) -> str:
    """A moment in words: what, when, who."""
    begin = date_format(moment.on, "j F Y")
    if moment.kind == "due":
        when = _("until and with %(day)s") % {"day": date_format(moment.last, "l j F Y")}
    elif moment.until is not None:
        when = _("%(begin)s until and with %(end)s") % {
            "begin": begin,
            "end": date_format(moment.until, "j F Y"),
        }
    else:
        when = date_format(moment.on, "l j F Y")
    told = f"{moment.title}: {when}"
    return f"{told} ({moment.who_text})" if moment.who else told
