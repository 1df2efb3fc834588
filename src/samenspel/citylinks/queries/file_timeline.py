# SPDX-License-Identifier: EUPL-1.2
"""The life of a link as a picture: a lane for each kind of thing, marks and bars by day.

It names nobody: a handover stands there by its party.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenspel.citylinks.models import Activity, Contact, LinkStep, PartyDecision
from samenspel.citylinks.queries.file_state import Dated, LinkState
from samenspel.citylinks.queries.file_steps import address
from samenspel.register.exports import Column, Table

WIDTH, LEFT, RIGHT, TOP, ROW = 760, 130, 16, 34, 34
CHART = WIDTH - LEFT - RIGHT
MARK, MANY = 5, 40


@dataclass(frozen=True)
class TimelineRow:
    """One line of the table: when, what kind, what, and its page."""

    on: date
    until: date | None
    lane: str
    kind: str
    text: str
    url: str


@dataclass(frozen=True)
class Mark:
    """A mark or bar, in units of the drawing; a ``width`` of 0 is a moment."""

    x: float
    width: float
    css: str
    text: str


@dataclass(frozen=True)
class Lane:
    """A row of the picture."""

    label: str
    y: int
    marks: tuple[Mark, ...]

    @property
    def middle(self) -> int:
        """Where marks stand."""
        return self.y + ROW // 2

    @property
    def radius(self) -> int:
        """Of a mark: smaller where there are many."""
        return MARK if len(self.marks) <= MANY else MARK - 2


@dataclass(frozen=True)
class TimelinePicture:
    """Lanes over years, with today; ``description`` says the same in a sentence."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[int, str], ...]
    today: int
    today_anchor: str
    bottom: int
    description: str
    width: int = WIDTH

    @property
    def height(self) -> int:
        """The height of the drawing."""
        return self.bottom + 26


def lane_labels() -> dict[str, str]:
    """The lanes in their order."""
    return {
        "step": _("The link"),
        "agreement": pgettext("city link", "Agreement"),
        "decision": _("Decisions"),
        "activity": _("Activities"),
        "contact": _("Contact"),
        "handover": _("Handover"),
        "look_back": _("Look-back"),
        "appointment": _("Calendar"),
    }


def rows_of(state: LinkState) -> tuple[TimelineRow, ...]:
    """Everything with a day, newest first."""
    slug = state.link.slug
    rows = [_row(one, slug) for one in state.dated]
    for held in state.agreements:
        begins = held.valid_from or held.signed_on
        if held.fixed_at is not None and begins is not None:
            url = address("citylink-agreement-version", slug, held.number)
            kind = _("version %(number)s") % {"number": held.number}
            rows.append(TimelineRow(begins, held.last_day, "agreement", kind, held.title, url))
    for day, text in ((state.link.begun_on, _("begun")), (state.link.ended_on, _("ended"))):
        if day is not None:
            rows.append(TimelineRow(day, None, "step", text, state.link.name, ""))
    return tuple(sorted(rows, key=lambda row: (row.on, row.lane, row.text), reverse=True))


def _row(one: Dated, slug: str) -> TimelineRow:
    kind, text, url = one.title, one.title, ""
    until = one.until
    if one.lane == "contact":
        kind = text = str(Contact.Kind(one.more).label)
        url = address("citylink-contacts", slug)
    elif one.lane == "activity":
        kind = str(Activity.State(one.more).label)
        url = address("citylink-activity", slug, one.pk)
    elif one.lane == "decision":
        body, _colon, outcome = one.more.partition(":")
        words = {"council": _("council"), "executive": _("executive")}
        said = _("adopted") if outcome == "adopted" else _("rejected")
        kind = f"{words[PartyDecision.Body(body).value]}, {said}"
        url = address("citylink-decision", slug, one.pk)
    elif one.lane == "handover":
        kind, until = (_("open") if one.until is None else _("done")), None
        url = address("citylink-handover", slug, one.pk)
    elif one.lane == "look_back":
        kind = _("published")
        url = address("citylink-look-back", slug, one.more)
    elif one.lane == "step":
        kind = str(LinkStep.Kind(one.more).label)
        text = one.title or kind
    else:
        kind = _("appointment")
        url = address("citylink-contacts", slug)
    return TimelineRow(one.on, until, one.lane, kind, text, url)


def picture_of(rows: Sequence[TimelineRow], on: date) -> TimelinePicture | None:
    """The picture of the rows; None when there are none."""
    if not rows:
        return None
    first = min([row.on for row in rows] + [on])
    last = max([row.until or row.on for row in rows] + [on])
    first, last = date(first.year, 1, 1), date(last.year, 12, 31)
    days = (last - first).days

    def at(day: date) -> float:
        return round(LEFT + CHART * (day - first).days / days, 1)

    lanes: list[Lane] = []
    for key, label in lane_labels().items():
        mine = [row for row in rows if row.lane == key]
        if mine:
            marks = tuple(_mark(row, at, on) for row in reversed(mine))
            lanes.append(Lane(label, TOP + len(lanes) * ROW, marks))
    today = round(at(on))
    return TimelinePicture(
        lanes=tuple(lanes),
        ticks=_ticks(first.year, last.year, at),
        today=today,
        today_anchor="end" if today > WIDTH * 2 // 3 else "start",
        bottom=TOP + len(lanes) * ROW,
        description=_described(lanes, rows),
    )


def _mark(row: TimelineRow, at: Callable[[date], float], on: date) -> Mark:
    said = date_format(row.on, "DATE_FORMAT")
    if row.until is not None:
        said = f"{said} – {date_format(row.until, 'DATE_FORMAT')}"
    is_special = (
        row.kind in {_("open"), Activity.State.CANCELLED.label} or _("rejected") in row.kind
    )
    css = "bar--ended" if row.on > on else "bar--self" if is_special else ""
    if row.lane == "agreement" and row.until is not None and row.until < on:
        css = "bar--ended"
    width = round(at(row.until) - at(row.on), 1) if row.until is not None else 0.0
    if row.lane == "agreement" and row.until is None:
        width = round(LEFT + CHART - at(row.on), 1)
    words = f"{said}: {row.text}" if row.text == row.kind else f"{said}: {row.text} ({row.kind})"
    return Mark(at(row.on), width if width > 2 * MARK else 0.0, f"bar {css}".strip(), words)


def _ticks(first: int, last: int, at: Callable[[date], float]) -> tuple[tuple[int, str], ...]:
    """The first days of years, every so many that their names do not touch."""
    step = -(-(last - first + 1) // 12)
    years = range(first, last + 1, step)
    return tuple((round(at(date(year, 1, 1))), str(year)) for year in years)


def _described(lanes: Iterable[Lane], rows: Sequence[TimelineRow]) -> str:
    counts = ", ".join(f"{lane.label}: {len(lane.marks)}" for lane in lanes)
    years = _("From %(first)s to %(last)s.") % {
        "first": date_format(rows[-1].on, "DATE_FORMAT"),
        "last": date_format(rows[0].on, "DATE_FORMAT"),
    }
    return f"{years} {counts}."


def timeline_table(state: LinkState) -> Table:
    """The same rows to download; nobody is named."""
    labels = lane_labels()
    columns = (
        Column("on", _("Day")),
        Column("until", _("Until and including")),
        Column("lane", _("What")),
        Column("kind", _("Kind")),
        Column("text", _("Description")),
    )
    rows = [
        (
            row.on.isoformat(),
            row.until.isoformat() if row.until else "",
            labels[row.lane],
            row.kind,
            row.text,
        )
        for row in reversed(rows_of(state))
    ]
    return Table(_("Timeline of %(name)s") % {"name": state.link.name}, columns, rows)
