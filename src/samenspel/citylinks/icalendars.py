# SPDX-License-Identifier: EUPL-1.2
"""Calendar files (iCalendar, RFC 5545) of city links: appointments and planned activities.

The same events give the same bytes: stamps come from the data, not from the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event

ZONE = ZoneInfo("Europe/Amsterdam")
"""Where times of appointments are meant."""
UNTOLD = timedelta(hours=1)
"""How long an appointment takes when nobody said so."""


@dataclass(frozen=True)
class LinkEvent:
    """Something in a calendar: whole days from ``on`` to ``until``, or from a time on.

    ``uid`` never changes; ``sequence`` grows when it does. ``changed_at``: when what it says was
    last changed. Nobody is named in it unless who keeps the file wrote so.
    """

    uid: str
    on: date
    title: str
    url: str
    changed_at: datetime
    until: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    text: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def calendar_file(name: str, events: Iterable[LinkEvent]) -> bytes:
    """A calendar with these events, in order of time."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Samenspel//City links//NL")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    for event in sorted(events, key=lambda e: (e.on, e.uid)):
        made.add_component(_component(event))
    return bytes(made.to_ical())


def _component(event: LinkEvent) -> Event:
    from icalendar import Event

    made = Event()
    stamp = event.changed_at.astimezone(UTC).replace(microsecond=0)
    made.add("uid", event.uid)
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", event.sequence)
    begin, end = span(event)
    made.add("dtstart", begin)
    made.add("dtend", end)
    made.add("summary", event.title)
    if event.text:
        made.add("description", event.text)
    if event.place:
        made.add("location", event.place)
    made.add("url", event.url)
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if event.starts_at is None else "OPAQUE")
    return made


def span(event: LinkEvent) -> tuple[date, date] | tuple[datetime, datetime]:
    """Begin and end, the end excluded: whole days, or moments in UTC that need no time zone."""
    last = event.until or event.on
    if event.starts_at is None:
        return event.on, last + timedelta(days=1)
    begin = _moment(event.on, event.starts_at)
    if event.ends_at is None:
        # Said to begin at a time and to last for days: to the end of the last one.
        ends = begin + UNTOLD if last == event.on else _moment(last + timedelta(days=1), time())
    else:
        ends = _moment(last, event.ends_at)
    return begin, ends


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=ZONE).astimezone(UTC)
