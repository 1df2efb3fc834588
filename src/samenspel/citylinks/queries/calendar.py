# SPDX-License-Identifier: EUPL-1.2
"""The calendar of a link: appointments, planned activities, and days of the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.citylinks.icalendars import LinkEvent
from samenspel.citylinks.models import Activity, Agreement, Appointment, CityLink
from samenspel.citylinks.queries.calendar_drawing import CalendarDrawing, drawing_of

AHEAD = timedelta(days=366)
"""How far the page looks ahead, in days."""


@dataclass(frozen=True)
class CalendarItem:
    """Something on a day or days; ``url`` is where it is kept, empty when nowhere."""

    kind: str
    kind_label: str
    on: date
    until: date | None
    starts_at: time | None
    ends_at: time | None
    title: str
    place: str
    note: str
    url: str
    is_public: bool
    is_cancelled: bool
    appointment: Appointment | None = None


@dataclass(frozen=True)
class Month:
    """A month with what is in it."""

    name: str
    items: tuple[CalendarItem, ...]


@dataclass(frozen=True)
class CalendarPage:
    """The year that comes; ``late`` are planned activities of which the day has passed."""

    first: date
    last: date
    months: tuple[Month, ...]
    late: tuple[CalendarItem, ...]
    drawing: CalendarDrawing

    @property
    def count(self) -> int:
        """How much there is in the year."""
        return sum(len(month.items) for month in self.months)


def calendar_page(link: CityLink, *, today: date) -> CalendarPage:
    """The coming year of a link, for members; three queries."""
    last = today + AHEAD
    items = [
        *_appointments(link, today, last),
        *_activities(link, last),
        *_of_agreement(link, today, last),
    ]
    items.sort(key=lambda i: (i.on, i.starts_at or time(), i.kind, i.title))
    ahead = [one for one in items if (one.until or one.on) >= today]
    names = dict.fromkeys(max(one.on, today).replace(day=1) for one in ahead)
    months = [
        Month(
            date_format(name, "F Y"),
            tuple(one for one in ahead if max(one.on, today).replace(day=1) == name),
        )
        for name in sorted(names)
    ]
    late = tuple(one for one in items if (one.until or one.on) < today)
    return CalendarPage(
        today,
        last,
        tuple(months),
        late,
        drawing_of([(one.on, one.title, one.kind) for one in ahead], today, last),
    )


def _overlapping(first: date, last: date) -> Q:
    return Q(on__lte=last) & (Q(until__gte=first) | Q(until=None, on__gte=first))


def _appointments(link: CityLink, first: date, last: date) -> list[CalendarItem]:
    found = Appointment.objects.filter(_overlapping(first, last), link=link)
    return [
        CalendarItem(
            kind="appointment",
            kind_label=_("appointment"),
            on=one.on,
            until=one.until,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            title=one.title,
            place=one.place,
            note=one.note,
            url=reverse("citylink-contacts-appointment", args=[link.slug, one.pk]),
            is_public=one.is_public,
            is_cancelled=one.is_cancelled,
            appointment=one,
        )
        for one in found
    ]


def _activities(link: CityLink, last: date) -> list[CalendarItem]:
    """What is planned, also what should have been done."""
    found = Activity.objects.filter(link=link, state=Activity.State.PLANNED, on__lte=last)
    return [
        CalendarItem(
            kind="activity",
            kind_label=one.get_kind_display(),
            on=one.on,
            until=one.until,
            starts_at=None,
            ends_at=None,
            title=one.title,
            place=one.place,
            note="",
            url=reverse("citylink-activity", args=[link.slug, one.pk]),
            is_public=one.is_public,
            is_cancelled=False,
        )
        for one in found
    ]


def _of_agreement(link: CityLink, first: date, last: date) -> list[CalendarItem]:
    """The last day of the agreement in force, and the last one on which it can be given notice."""
    held = Agreement.objects.filter(link=link, fixed_at__isnull=False, last_day__isnull=False)
    agreement = held.order_by("-number").first()
    if agreement is None or agreement.last_day is None:
        return []
    days = [(agreement.last_day, _("The agreement ends"))]
    if agreement.notice_days:
        notice = agreement.last_day - timedelta(days=agreement.notice_days)
        days.append((notice, _("Last day to give notice or agree on going on")))
    return [
        CalendarItem(
            kind="agreement",
            kind_label=_("day of the agreement"),
            on=day,
            until=None,
            starts_at=None,
            ends_at=None,
            title=title,
            place="",
            note=agreement.title,
            url="",
            is_public=True,
            is_cancelled=False,
        )
        for day, title in days
        if first <= day <= last
    ]


def events_of(link: CityLink, page: str, *, is_member: bool, since: date) -> list[LinkEvent]:
    """What a calendar elsewhere shows, from ``since`` on; two queries.

    For everybody only what was made public; ``page`` is the whole address of the link.
    """
    public = {} if is_member else {"is_public": True}
    appointments = Appointment.objects.filter(link=link, on__gte=since, **public)
    activities = Activity.objects.filter(link=link, on__gte=since, **public)
    activities = activities.exclude(state=Activity.State.DONE)
    host = page.partition("://")[2].partition("/")[0].partition(":")[0]
    return [
        *(_event_of_appointment(link, one, page, host, is_member) for one in appointments),
        *(_event_of_activity(link, one, page, host) for one in activities),
    ]


def _event_of_appointment(
    link: CityLink, one: Appointment, page: str, host: str, is_member: bool
) -> LinkEvent:
    return LinkEvent(
        uid=f"appointment-{one.pk}@{host}",
        on=one.on,
        until=one.until,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        title=f"{link.name}: {one.title}",
        place=one.place,
        # A note may name people: members only.
        text=one.note if is_member else "",
        url=page,
        changed_at=_changed(link, one.changed_at),
        sequence=one.edition - 1,
        is_cancelled=one.is_cancelled,
    )


def _event_of_activity(link: CityLink, one: Activity, page: str, host: str) -> LinkEvent:
    return LinkEvent(
        uid=f"activity-{one.pk}@{host}",
        on=one.on,
        until=one.until,
        title=f"{link.name}: {one.title}",
        place=one.place,
        text=one.text,
        url=page,
        changed_at=_changed(link, one.changed_at),
        sequence=one.edition - 1,
        is_cancelled=one.state == Activity.State.CANCELLED,
    )


def _changed(link: CityLink, moment: datetime | None) -> datetime:
    return moment or link.made_at
