# SPDX-License-Identifier: EUPL-1.2
"""People come into a file, change, and go out of it without a trace of who they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils.translation import override

from samenspel.accounts.models import User
from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.handover import begin_handover
from samenspel.citylinks.actions.people import (
    PersonValues,
    add_person,
    change_person,
    couple_account,
    forget_person,
)
from samenspel.citylinks.actions.people_forget import PATHS, WITHOUT_TEXTS, text_columns
from samenspel.citylinks.models import (
    Agreement,
    Aim,
    Contact,
    Handover,
    LookBack,
    LookBackEdition,
    Person,
    Voice,
)
from samenspel.citylinks.queries.people_texts import mentions_of, names_somebody
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import (
    AT,
    World,
    acting,
    administrator,
    make_link,
    user,
    without_role,
)

pytestmark = pytest.mark.django_db
ADA = PersonValues(
    kind="coordinator",
    name="Ada van der Wiele",
    function="Coördinator internationaal",
    email="ada.wiele@elders.example",
    telephone="+31 6 9876 5432",
    valid_from=date(2022, 1, 1),
)
TRACES = ("wiele", "ada.wiele", "9876 5432", "internationaal")


def refused(act: Callable[[], object], field: str = "") -> str:
    with override("en"), pytest.raises(LinkRefused) as caught:
        act()
    assert caught.value.field == field
    return caught.value.message


def added(world: World, by: Actor | None = None, party: int = 0, **more: Any) -> Person:
    chosen = by or world.actor("adviser")
    return add_person(party=world.parties[party], values=replace(ADA, **more), by=chosen, at=AT)


def test_staff_and_the_coordinator_enter_people_and_councillors_do_not() -> None:
    world = make_link(abroad=True)
    colleague = without_role()
    first = added(world, party=2, account_email=colleague.email.upper())
    assert first.user == colleague
    assert added(world, by=acting(colleague), party=2, name="Iemand anders").party.name == "Verweg"
    for actor in (world.actor("councillor"), acting(user("clerk", 4))):
        with pytest.raises(PermissionDenied):
            added(world, by=actor)
    assert "already" in refused(lambda: added(world, party=2), "name")


def test_nobody_learns_whether_an_address_has_an_account() -> None:
    world = make_link()
    without = added(world, account_email="niemand@elders.example")
    assert (without.user, without.account_email) == (None, "niemand@elders.example")


def test_an_account_that_was_made_later_is_coupled_by_its_owner_only() -> None:
    world = make_link()
    person = added(world, account_email="Later@test.example")
    forgotten = added(world, name="Wie Anders", account_email="later@test.example")
    forget_person(person=forgotten, by=world.actor("clerk"), at=AT)
    later = without_role("Later")
    assert couple_account(user=later, by=world.actor("clerk"), at=AT) == 0
    assert not Access(acting(later), world.link, on=AT.date()).is_member
    assert couple_account(user=later, by=acting(later), at=AT) == 1
    person.refresh_from_db()
    assert person.user == later
    assert Access(acting(later), world.link, on=AT.date()).keeps


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "vriend"}, "kind"),
        ({"function": "x" * 161}, "function"),
        ({"email": "geen adres"}, "email"),
        ({"account_email": "geen adres"}, "account_email"),
        ({"telephone": "0" * 41}, "telephone"),
        ({"valid_to": date(2021, 1, 1)}, "valid_to"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_wrong_is_said_at_its_field(wrong: dict[str, Any], field: str) -> None:
    world = make_link()
    refused(lambda: added(world, **wrong), field)


def test_a_person_is_changed_by_one_at_a_time_and_not_past_a_handover() -> None:
    world = make_link()
    by, person = world.actor("clerk"), added(world)
    change: dict[str, Any] = {"person": person, "by": by, "at": AT}
    change_person(values=replace(ADA, name="Ada Wiele"), edition=1, **change)
    with pytest.raises(ChangedMeanwhile):
        change_person(values=ADA, edition=1, **change)
    begin_handover(person=person, last_day=date(2026, 4, 30), by=by, at=AT)
    assert "handover" in refused(lambda: change_person(values=ADA, edition=3, **change), "valid_to")
    change_person(values=replace(ADA, valid_to=date(2026, 5, 1)), edition=3, **change)
    forget_person(person=person, by=by, at=AT)
    assert "removed" in refused(lambda: change_person(values=ADA, edition=5, **change))


def written_everywhere(world: World, person: Person) -> dict[str, int]:
    """Put the name, address and number in every text of every table of the file."""
    text = f"Gesproken met {person.name}, {person.email}, {person.telephone}."
    draft = world.agreement("doel", fixed=False)
    Agreement.objects.filter(pk=draft.pk).update(fixed_by_name=person.name)
    Aim.objects.filter(agreement=draft).update(measure=text)
    by_name = {"made_at": AT, "made_by_name": person.name}
    contact = Contact.objects.create(
        link=world.link, kind="call", on=AT.date(), note=text, **by_name
    )
    contact.people.add(person)
    Handover.objects.create(
        link=world.link, leaving=person, last_day=date(2026, 5, 1), whom_to_know=text,
        begun_at=AT, begun_by_name=person.name,
    )  # fmt: skip
    back = LookBack.objects.create(
        link=world.link, title=f"Terugblik van {person.name}", first_day=date(2021, 1, 1),
        last_day=date(2025, 12, 31), learned=text, **by_name,
    )  # fmt: skip
    Voice.objects.create(
        look_back=back, party=person.party, said_by=person.name, text="Mooi.", has_consent=True
    )
    content = {"voices": [{"said_by": person.name, "text": text}], "number": 3}
    LookBackEdition.objects.create(
        look_back=back, number=1, on=AT.date(), content=content, at=AT, actor_name=person.name
    )
    return {"handovers": 1}


def tables() -> list[str]:
    names = connection.introspection.table_names()
    return [name for name in names if name.startswith("citylinks_")] + ["accounts_event"]


def everything() -> str:
    """Every column of every table of city links and of the log, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [f"{table}: {value}" for row in cursor.fetchall() for value in row]
    return "\n".join(found).lower()


def test_after_forgetting_nothing_of_the_person_is_left_in_any_table() -> None:
    world = make_link()
    colleague = without_role("Ada")
    User.objects.filter(pk=colleague.pk).update(name="A. van der Wiele")
    person = added(world, account_email=colleague.email)
    again = added(world, kind="official", valid_from=date(2019, 1, 1))
    written_everywhere(world, person)
    world.link.purpose = "Bedacht door a. van der wiele."
    world.link.save()
    assert all(trace in everything() for trace in TRACES)
    told = forget_person(person=person, by=world.actor("clerk"), at=AT)
    assert (told.people, told.texts) == (2, 13)
    assert not [line for line in everything().splitlines() if any(t in line for t in TRACES)]
    for row in Person.objects.filter(pk__in=[person.pk, again.pk]):
        assert (row.name, row.user, row.valid_to) == ("", None, AT.date())
    note = Contact.objects.get().note
    assert note.startswith("Gesproken met een medewerker van Aarveen, een medewerker")
    assert LookBackEdition.objects.get().content["number"] == 3
    assert world.fresh().purpose == "Bedacht door een medewerker van Aarveen."


def test_an_address_that_an_office_shares_removes_nobody_else() -> None:
    world = make_link()
    first = added(world, telephone="")
    other = added(world, name="Bas Bos", telephone="")
    note = f"Mail {first.email}, vraag naar Ada van der Wiele of Bas Bos."
    contact = Contact.objects.create(
        link=world.link, kind="call", on=AT.date(), note=note, made_at=AT, made_by_name="T"
    )
    told = forget_person(person=first, by=world.actor("clerk"), at=AT)
    contact.refresh_from_db()
    other.refresh_from_db()
    assert (told.people, other.name) == (1, "Bas Bos")
    assert contact.note == (
        "Mail ada.wiele@elders.example, vraag naar een medewerker van Aarveen of Bas Bos."
    )


def test_every_table_of_the_app_is_searched_or_has_a_reason_not_to_be() -> None:
    names = {model._meta.model_name for model in apps.get_app_config("citylinks").get_models()}
    assert set(PATHS) | set(WITHOUT_TEXTS) == names
    assert text_columns(Contact) == ("note", "made_by_name")


def test_who_may_not_remove_people_does_not_and_nobody_is_removed_twice() -> None:
    world = make_link(stage="ended")
    person = world.person(0)
    with pytest.raises(PermissionDenied):
        forget_person(person=person, by=world.actor("councillor"), at=AT)
    forget_person(person=person, by=acting(administrator()), at=AT)
    assert "removed" in refused(
        lambda: forget_person(person=person, by=world.actor("clerk"), at=AT)
    )


def test_the_period_of_who_left_before_stays() -> None:
    world = make_link()
    person = world.person(0, name="Jan")
    Person.objects.filter(pk=person.pk).update(valid_to=date(2024, 1, 1), email="", telephone="")
    kept = Contact.objects.create(
        link=world.link, kind="call", on=AT.date(), note="In januari.", made_at=AT, made_by_name="T"
    )
    told = forget_person(person=person, by=world.actor("clerk"), at=AT)
    person.refresh_from_db()
    kept.refresh_from_db()
    assert (told.texts, person.valid_to, kept.note) == (0, date(2024, 1, 1), "In januari.")


def test_only_whole_names_of_two_words_are_looked_for_in_texts() -> None:
    assert mentions_of(Person(name="Jan")) is None
    pattern = mentions_of(Person(name="Jan Bos"))
    assert pattern is not None
    assert pattern.search("Zie jan  bos.")
    assert not pattern.search("Jan Bosman")
    world = make_link()
    world.person(0, name="Jan Bos")
    assert names_somebody(world.link, ["", "Jan Bos"])
    assert not names_somebody(world.link, ["Jan Bosch"])
    assert not names_somebody(world.link, [""])
