# SPDX-License-Identifier: EUPL-1.2
"""Calendar files (iCalendar, RFC 5545) of dialogues: days on which something must be done.

The same events give the same bytes: stamps come from the data, not from the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

ALARMS = (timedelta(days=-14), timedelta(days=-2))
"""When a calendar reminds of a last day."""


@dataclass(frozen=True)
class DayEvent:
    """A whole day in a calendar.

    ``uid`` never changes; ``sequence`` grows when the day does. ``changed_at``: when what it says
    was last changed. ``has_alarms``: for a last day.
    """

    uid: str
    on: date
    title: str
    text: str
    url: str
    changed_at: datetime
    sequence: int = 0
    has_alarms: bool = False
    is_cancelled: bool = False


def midnight(day: date) -> datetime:
    """The beginning of a day, as a stamp of what has a date only."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def calendar_file(name: str, events: Iterable[DayEvent]) -> bytes:
    """A calendar with these events, in order of time."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Samenspel//Dialogues//NL")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    for event in sorted(events, key=lambda e: (e.on, e.uid)):
        made.add_component(_component(event))
    return bytes(made.to_ical())


def _component(event: DayEvent) -> Event:
    from icalendar import Alarm, Event

    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.changed_at.astimezone(UTC).replace(microsecond=0))
    made.add("last-modified", event.changed_at.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", event.sequence)
    made.add("dtstart", event.on)
    made.add("dtend", event.on + timedelta(days=1))
    made.add("summary", event.title)
    made.add("description", event.text)
    made.add("url", event.url)
    made.add("transp", "TRANSPARENT")
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.has_alarms and not event.is_cancelled:
        for before in ALARMS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", event.title)
            alarm.add("trigger", before)
            made.add_component(alarm)
    return made
