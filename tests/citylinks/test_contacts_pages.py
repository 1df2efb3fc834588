# SPDX-License-Identifier: EUPL-1.2
"""The pages of contacts: written down in a moment, listed by year, for members."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samenspel.citylinks.actions.contacts import ContactValues, add_contact
from samenspel.citylinks.models import Contact, Person
from tests.citylinks.small_links import World, make_link, user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ALL = "/stedenbanden/proefband/contact/"


def keeper(kind: str = "adviser", index: int = 0) -> Client:
    client = Client()
    client.force_login(user(kind, index))
    return client


def kept(world: World, **told: Any) -> Contact:
    values = ContactValues(**{"kind": "call", "on": date(2025, 6, 1), "note": "Gebeld.", **told})
    return add_contact(link=world.link, values=values, by=world.actor("adviser"), at=AT)


def body(client: Client, path: str = ALL, status: int = 200, **query: Any) -> str:
    found = client.get(path, query)
    assert found.status_code == status
    return found.content.decode()


def test_contact_is_written_down_with_two_fields() -> None:
    world = make_link()
    today = timezone.localdate().isoformat()
    person = world.person(1, name="Anna de Vries")
    page = body(keeper())
    assert f'value="{today}"' in page
    assert "Anna de Vries (Beekhuizen)" in page
    assert 'name="parties"' not in page
    found = keeper().post(ALL, {"kind": "call", "on": today, "edition": "1", "people": [person.pk]})
    assert found.status_code == 302
    assert Contact.objects.get().people.get() == person
    assert "U had vandaag contact." in body(keeper())


def test_with_more_than_two_parties_one_may_say_which() -> None:
    world = make_link(parties=3)
    found = keeper().post(
        ALL, {"kind": "visit", "on": "2025-06-01", "edition": "1", "parties": world.parties[2].pk}
    )
    assert found.status_code == 302
    assert Contact.objects.get().parties.get() == world.parties[2]
    assert "Cadzande" in body(keeper())


def test_what_is_wrong_is_said_and_nothing_is_lost() -> None:
    make_link()
    for wrong in ({"on": "morgen"}, {"on": "2099-01-01"}, {"kind": "x"}, {"people": "1"}):
        told = {"kind": "call", "on": "2025-06-01", "note": "Over de haven", "edition": "1"}
        found = keeper().post(ALL, {**told, **wrong})
        page = found.content.decode()
        assert found.status_code in ({302} if "people" in wrong else {400})
        assert "Over de haven" in page or "people" in wrong
    assert Contact.objects.count() == 1


def test_contacts_are_listed_by_year_with_a_picture_and_the_rhythm() -> None:
    world = make_link()
    world.link.rhythm_days = 30
    world.link.save()
    person = world.person(0, name="Bert Jansen")
    kept(world, people=[person], note="Over winkels")
    kept(world, on=date(2024, 6, 1), note="Over scholen")
    page = body(keeper("councillor"))
    assert "Over winkels" in page
    assert "Over scholen" not in page
    assert "Bert Jansen" in page
    assert "elke 30 dagen" in page
    assert "<svg" in page
    assert "Over scholen" in body(keeper(), jaar="2024")
    assert "geen contact opgeschreven" in body(keeper(), jaar="2001")
    assert "Dit is geen jaar" in body(keeper(), status=400, jaar="x")
    assert "Are you still in touch?" in body(keeper(), f"/en{ALL}")


def test_somebody_who_was_removed_is_no_longer_named() -> None:
    world = make_link()
    person = world.person(1, name="Anna de Vries")
    made = kept(world, people=[person])
    Person.objects.filter(pk=person.pk).update(
        name="", function="", email="", telephone="", removed_at=AT
    )
    page = body(keeper())
    assert "een medewerker van Beekhuizen" in page
    assert "Anna" not in page
    assert keeper().get(f"{ALL}{made.pk}/wijzigen/").status_code == 200


def test_contact_is_changed_and_removed_and_who_left_stays_in_it() -> None:
    world = make_link(parties=3)
    gone = world.person(1, name="Vertrokken Collega")
    Person.objects.filter(pk=gone.pk).update(valid_to=date(2025, 12, 1))
    made = kept(world, people=[gone], parties=[world.parties[1]])
    assert "Vertrokken Collega" not in body(keeper()).split("Contacten per maand")[0]
    path = f"{ALL}{made.pk}/wijzigen/"
    assert "Vertrokken Collega" in body(keeper(), path)
    told = {"kind": "visit", "on": "2025-07-01", "edition": "1", "people": [gone.pk]}
    assert keeper().post(path, told).status_code == 302
    assert keeper().post(path, told).status_code == 409
    assert list(made.people.all()) == [gone]
    remove = f"{ALL}{made.pk}/verwijderen/"
    assert keeper().get(remove).status_code == 200
    assert keeper().post(remove, {"edition": "2"}).status_code == 302
    assert keeper().get(remove).status_code == 404
    assert keeper().get(path).status_code == 404


def test_only_members_see_contacts_and_only_keepers_write() -> None:
    world = make_link()
    made = kept(world)
    for path in (ALL, f"{ALL}{made.pk}/wijzigen/"):
        assert Client().get(path).status_code == 404
        assert keeper("clerk", 5).get(path).status_code == 404
    councillor = keeper("councillor")
    assert 'name="kind"' not in body(councillor)
    told = {"kind": "call", "on": "2025-06-01", "edition": "1"}
    assert councillor.post(ALL, told).status_code == 403
    assert councillor.post(f"{ALL}{made.pk}/verwijderen/", {"edition": "1"}).status_code == 403
    assert Contact.objects.count() == 1


def test_page_asks_the_same_few_queries_however_much_there_is() -> None:
    world = make_link(parties=3)
    person = world.person(1)
    made = kept(world, people=[person], parties=[world.parties[1]])
    client, counts = keeper(), []
    for _more in range(2):
        for path in (ALL, f"{ALL}{made.pk}/wijzigen/"):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            counts.append(len(asked))
        for number in range(8):
            day = date(2025, 6, 1) - timedelta(days=number)
            kept(world, on=day, people=[world.person(number % 3)], parties=[world.parties[0]])
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12
