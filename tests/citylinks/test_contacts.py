# SPDX-License-Identifier: EUPL-1.2
"""Writing down contacts and putting dates in the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.citylinks.actions.appointments import (
    AppointmentValues,
    add_appointment,
    cancel_appointment,
    change_appointment,
    remove_appointment,
)
from samenspel.citylinks.actions.contacts import (
    ContactValues,
    add_contact,
    change_contact,
    remove_contact,
)
from samenspel.citylinks.models import Appointment, Contact
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import World, make_link

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
MEETING = AppointmentValues("Overleg", date(2026, 5, 4), starts_at=time(13, 30), ends_at=time(15))


def contact(world: World, **told: Any) -> Contact:
    values = ContactValues(**{"kind": "call", "on": TODAY, "note": " Gebeld. ", **told})
    return add_contact(link=world.link, values=values, by=world.actor("adviser"), at=AT)


def test_contact_is_kept_with_who_was_in_it_and_the_log_names_nobody() -> None:
    world = make_link()
    person = world.person(1)
    made = contact(world, people=[person], parties=[world.parties[1]])
    assert (made.note, list(made.people.all()), made.made_at) == ("Gebeld.", [person], AT)
    event = Event.objects.get(action="add_contact")
    assert event.detail == {"contact": made.pk}


def test_contact_that_cannot_be_right_is_refused_at_its_field() -> None:
    world, other = make_link(), make_link(slug="andere")
    wrong: dict[str, dict[str, Any]] = {
        "kind": {"kind": "x"},
        "on": {"on": date(2026, 3, 3)},
        "parties": {"parties": [other.parties[0]]},
        "people": {"people": [other.person()]},
        "note": {"note": "a" * 20_001},
    }
    for field, told in wrong.items():
        with pytest.raises(LinkRefused) as caught:
            contact(world, **told)
        assert caught.value.field == field
    assert not Contact.objects.exists()


def test_contact_is_changed_and_removed_by_who_saw_the_last_edition() -> None:
    world = make_link()
    made, actor = contact(world), world.actor("clerk")
    values = ContactValues("visit", date(2026, 3, 1), people=[world.person()])
    changed = change_contact(contact=made, values=values, edition=1, by=actor, at=AT)
    assert (changed.kind, changed.edition, changed.people.count()) == ("visit", 2, 1)
    with pytest.raises(ChangedMeanwhile):
        remove_contact(contact=made, edition=1, by=actor, at=AT)
    remove_contact(contact=made, edition=2, by=actor, at=AT)
    with pytest.raises(ChangedMeanwhile):
        change_contact(contact=made, values=values, edition=2, by=actor, at=AT)


def test_only_who_keeps_the_file_writes_contacts_and_dates() -> None:
    world = make_link()
    councillor = world.actor("councillor")
    with pytest.raises(PermissionDenied):
        add_contact(link=world.link, values=ContactValues("call", TODAY), by=councillor, at=AT)
    with pytest.raises(PermissionDenied):
        add_appointment(link=world.link, values=MEETING, by=councillor, at=AT)
    with pytest.raises(LinkRefused):
        contact(make_link(stage="ended", slug="voorbij"))


def date_in(world: World, **changes: Any) -> Appointment:
    return add_appointment(
        link=world.link, values=replace(MEETING, **changes), by=world.actor("adviser"), at=AT
    )


def test_date_is_put_in_changed_called_off_and_removed() -> None:
    world = make_link()
    made, actor = date_in(world), world.actor("clerk")
    assert (made.title, made.changed_at, made.is_cancelled) == ("Overleg", AT, False)
    values = replace(MEETING, place="Stadhuis", starts_at=None, ends_at=None)
    changed = change_appointment(appointment=made, values=values, edition=1, by=actor, at=AT)
    assert (changed.place, changed.starts_at, changed.edition) == ("Stadhuis", None, 2)
    off = cancel_appointment(appointment=made, is_cancelled=True, edition=2, by=actor, at=AT)
    assert (off.is_cancelled, off.edition) == (True, 3)
    with pytest.raises(ChangedMeanwhile):
        change_appointment(appointment=made, values=values, edition=2, by=actor, at=AT)
    remove_appointment(appointment=made, edition=3, by=actor, at=AT)
    with pytest.raises(ChangedMeanwhile):
        remove_appointment(appointment=made, edition=3, by=actor, at=AT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"place": "a" * 161}, "place"),
        ({"until": date(2026, 5, 3)}, "until"),
        ({"starts_at": None}, "starts_at"),
        ({"ends_at": time(13, 30)}, "ends_at"),
        ({"ends_at": time(9), "until": date(2026, 5, 4)}, "ends_at"),
    ],
)
def test_date_that_cannot_be_right_is_refused_at_its_field(changes: Any, field: str) -> None:
    with pytest.raises(LinkRefused) as caught:
        date_in(make_link(), **changes)
    assert caught.value.field == field


def test_over_the_night_it_may_end_earlier_in_the_day() -> None:
    made = date_in(make_link(), until=date(2026, 5, 5), ends_at=time(9))
    assert made.ends_at == time(9)
