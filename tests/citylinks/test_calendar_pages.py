# SPDX-License-Identifier: EUPL-1.2
"""The calendar of a link, and files of it for calendars elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from samenspel.citylinks.actions.activities import ActivityValues, add_activity, set_state
from samenspel.citylinks.actions.appointments import AppointmentValues, add_appointment
from samenspel.citylinks.icalendars import LinkEvent, calendar_file, span
from samenspel.citylinks.models import Activity, Appointment
from tests.citylinks.small_links import World, make_link, user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAGE = "/stedenbanden/proefband/contact/kalender/"
FEED = "/stedenbanden/proefband/kalender.ics"
EVENT = LinkEvent("a@b", date(2026, 7, 1), "Overleg", "https://x.example/", AT)


def soon(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def keeper(kind: str = "adviser", index: int = 0) -> Client:
    client = Client()
    client.force_login(user(kind, index))
    return client


def put_in(world: World, title: str = "Overleg", **told: Any) -> Appointment:
    values = AppointmentValues(title, **{"on": soon(20), **told})
    return add_appointment(link=world.link, values=values, by=world.actor("adviser"), at=AT)


def planned(world: World, title: str, on: date, **told: Any) -> Activity:
    values = ActivityValues("visit", "person", title, on, **told)
    actor = world.actor("adviser")
    return add_activity(link=world.link, values=values, by=actor, at=timezone.now())


def body(client: Client, path: str = PAGE) -> str:
    found = client.get(path)
    assert found.status_code == 200
    return found.content.decode()


def events(client: Client, path: str) -> dict[str, Any]:
    found = client.get(path)
    assert found.status_code == 200
    assert found["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in found.content.split(b"\r\n"))
    read = Calendar.from_ical(found.content)
    assert not read.errors
    return {str(event["summary"]): event for event in read.walk("VEVENT")}


def test_the_coming_year_has_appointments_activities_and_days_of_the_agreement() -> None:
    world = make_link()
    agreement = world.agreement("winkels")
    agreement.last_day, agreement.notice_days = soon(200), 90
    agreement.save()
    put_in(world, starts_at=time(13, 30), ends_at=time(15), place="Stadhuis")
    put_in(world, "Werkweek", on=soon(-2), until=soon(2))
    put_in(world, "Te ver weg", on=soon(400))
    put_in(world, "Al geweest", on=soon(-5))
    planned(world, "Masterclass", soon(30))
    planned(world, "Blijven liggen", soon(-30))
    page = body(keeper("councillor"))
    for there in ("13:30–15:00", "Stadhuis", "Werkweek", "Masterclass", "De overeenkomst eindigt"):
        assert there in page
    assert "op te zeggen" in page
    assert page.index("Is dit gedaan?") < page.index("Blijven liggen") < page.index("Masterclass")
    assert "Te ver weg" not in page
    assert "Al geweest" not in page
    assert page.count('<circle class="bar"') == 2
    assert "The coming year" in body(keeper(), f"/en{PAGE}")


def test_an_empty_calendar_says_why_a_next_date_helps() -> None:
    make_link()
    assert "verwatert" in body(keeper())


def test_members_only() -> None:
    made = put_in(make_link())
    paths = [PAGE, f"{PAGE}alles.ics", f"{PAGE}nieuw/", f"{PAGE}{made.pk}/wijzigen/"]
    for path in paths:
        assert Client().get(path).status_code == 404
        assert keeper("clerk", 5).get(path).status_code == 404
    for path in paths[2:]:
        assert keeper("councillor").get(path).status_code == 403
    told = {"cancelled": "yes", "edition": "1"}
    assert keeper("councillor").post(f"{PAGE}{made.pk}/afgelast/", told).status_code == 403


def test_everybody_may_subscribe_to_what_is_public_and_to_no_more() -> None:
    world = make_link()
    put_in(world, "Open dag", is_public=True, note="Bel Anna", place="Plein")
    put_in(world, "Vertrouwelijk", note="Geheim")
    planned(world, "Concert", soon(40), is_public=True, text="Op het plein.")
    planned(world, "Intern", soon(41))
    public = events(Client(), FEED)
    assert set(public) == {"Proefband: Open dag", "Proefband: Concert"}
    assert "description" not in public["Proefband: Open dag"]
    assert Client().get(FEED).content == keeper().get(FEED).content
    everything = events(keeper(), f"{PAGE}alles.ics")
    assert set(everything) == set(public) | {"Proefband: Vertrouwelijk", "Proefband: Intern"}
    assert everything["Proefband: Vertrouwelijk"]["description"] == "Geheim"
    world.link.is_public = False
    world.link.save()
    for client in (Client(), keeper()):
        assert client.get(FEED).status_code == 404
    assert FEED not in body(keeper())


def test_what_is_called_off_is_said_to_calendars_elsewhere() -> None:
    world = make_link()
    made = put_in(world, "Open dag", is_public=True)
    concert = planned(world, "Concert", soon(40), is_public=True)
    first = events(Client(), FEED)["Proefband: Open dag"]
    path = f"{PAGE}{made.pk}/afgelast/"
    found = keeper().post(path, {"cancelled": "yes", "edition": "1"}, follow=True)
    assert "gaat niet door" in found.content.decode()
    later = events(Client(), FEED)["Proefband: Open dag"]
    assert (later["uid"], later["status"]) == (first["uid"], "CANCELLED")
    assert later["sequence"] > first["sequence"]
    for edition in ("1", "x"):
        told = keeper().post(path, {"cancelled": "no", "edition": edition}, follow=True)
        assert "Iemand anders" in told.content.decode()
    set_state(activity=concert, state="cancelled", edition=1, by=world.actor("adviser"), at=AT)
    assert events(Client(), FEED)["Proefband: Concert"]["status"] == "CANCELLED"


def test_times_of_a_day_are_moments_and_whole_days_are_days() -> None:
    timed = replace(EVENT, starts_at=time(13, 30), ends_at=time(15))
    winter = replace(timed, on=date(2026, 1, 5))
    assert span(EVENT) == (date(2026, 7, 1), date(2026, 7, 2))
    assert span(replace(EVENT, until=date(2026, 7, 3))) == (date(2026, 7, 1), date(2026, 7, 4))
    assert [moment.isoformat() for moment in span(timed)] == [
        "2026-07-01T11:30:00+00:00",
        "2026-07-01T13:00:00+00:00",
    ]
    assert span(winter)[0].isoformat() == "2026-01-05T12:30:00+00:00"
    hour = span(replace(timed, ends_at=None))
    assert hour[1].isoformat() == "2026-07-01T12:30:00+00:00"
    days = span(replace(timed, ends_at=None, until=date(2026, 7, 2)))
    assert days[1].isoformat() == "2026-07-02T22:00:00+00:00"


def test_the_same_events_give_the_same_bytes_in_any_order() -> None:
    other = replace(EVENT, uid="0@b", title="Ander; met, tekens\nén regels " * 9)
    made = calendar_file("Kalender", [EVENT, other])
    assert made == calendar_file("Kalender", [other, EVENT])
    read = list(Calendar.from_ical(made).walk("VEVENT"))
    assert str(read[0]["summary"]) == other.title


def test_date_is_put_in_changed_and_removed() -> None:
    make_link()
    told = {"title": "Overleg", "on": soon(5).isoformat(), "starts_at": "9.30", "edition": "1"}
    assert keeper().get(f"{PAGE}nieuw/").status_code == 200
    assert keeper().post(f"{PAGE}nieuw/", told).status_code == 302
    made = Appointment.objects.get()
    assert made.starts_at == time(9, 30)
    path = f"{PAGE}{made.pk}/wijzigen/"
    assert 'value="09:30"' in body(keeper(), path)
    assert keeper().post(path, {**told, "place": "Haven"}).status_code == 302
    again = keeper().post(path, {**told, "place": "Station"})
    assert again.status_code == 409
    assert "Station" in again.content.decode()
    remove = f"{PAGE}{made.pk}/verwijderen/"
    assert keeper().get(remove).status_code == 200
    assert keeper().post(remove, {"edition": "2"}).status_code == 302
    assert keeper().post(remove, {"edition": "2"}).status_code == 404


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost() -> None:
    make_link()
    told = {"title": "Overleg", "on": soon(5).isoformat(), "place": "Haven", "edition": "1"}
    for wrong in (
        {"title": ""},
        {"on": "x"},
        {"starts_at": "half negen"},
        {"ends_at": "10:00"},
        {"starts_at": "10:00", "ends_at": "09:00"},
        {"until": soon(4).isoformat()},
    ):
        found = keeper().post(f"{PAGE}nieuw/", {**told, **wrong})
        assert found.status_code == 400
        assert "Haven" in found.content.decode()
        assert "utrecht-form-field-error-message" in found.content.decode()
    assert not Appointment.objects.exists()


def test_calendar_asks_the_same_few_queries_however_much_there_is() -> None:
    world = make_link()
    world.agreement()
    put_in(world)
    client, counts = keeper(), []
    for _more in range(2):
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            body(client)
        counts.append(len(asked))
        for number in range(6):
            put_in(world, on=soon(number))
            planned(world, "Bezoek", soon(number))
    assert counts[0] == counts[1] <= 12
