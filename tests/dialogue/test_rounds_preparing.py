# SPDX-License-Identifier: EUPL-1.2
"""Preparing a round: beginning, changing, addressees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samenspel.accounts.models import Event
from samenspel.accounts.rules import operator
from samenspel.dialogue.actions.rounds import (
    AddresseeValues,
    address,
    address_members,
    address_places,
    change_round,
    make_round,
    remove_addressee,
)
from samenspel.dialogue.models import Addressee, Round
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.places.models import Municipality, MunicipalityChange
from tests.dialogue.rounds_world import (
    AT,
    ON,
    SLUG,
    begun,
    join,
    make_region,
    of_municipality,
    secretariat,
    secretary,
    sent,
    values_of,
)
from tests.dialogue.small_round import municipality, organisation_of

pytestmark = pytest.mark.django_db


def refused(field: str) -> object:
    """The action is refused at this field."""
    return pytest.raises(DialogueRefused, check=lambda error: error.field == field)


def test_a_new_round_is_prepared_by_who_asks_and_says_who_made_it() -> None:
    made = begun(title="  De toekomst van de Proefregio ")
    kept = Round.objects.get()
    assert (kept.slug, kept.title) == ("toekomst-proefregio", "De toekomst van de Proefregio")
    assert (kept.stage, kept.organisation, kept.sent_on) == ("preparing", secretariat(), None)
    event = Event.objects.get(action="make_round")
    assert (event.object_key, event.detail) == (made.slug, {"organisation": secretariat().name})


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Nieuw", "nieuw-2"),
        ("De en het", "de-en-het"),
        ("???", "ronde"),
        ("Wénsen én Zorgen", "wensen-zorgen"),
        ("x" * 150, "x" * 80),
        ("woord " * 30, "-".join(["woord"] * 13)),
    ],
    ids=["reserved", "small-words-only", "no-words", "accents", "one-long-word", "many-words"],
)
def test_the_address_has_the_words_that_say_something(title: str, slug: str) -> None:
    assert begun(title=title).slug == slug


def test_a_taken_address_gets_a_number() -> None:
    begun()
    other = organisation_of(municipality(0))
    second = begun(organisation=other, by=of_municipality("clerk"))
    third = begun(organisation=other, by=of_municipality("clerk"), title="Toekomst Proefregio")
    assert (second.slug, third.slug) == ("toekomst-proefregio-2", "toekomst-proefregio-3")


def test_pressing_twice_makes_one_round() -> None:
    begun()
    with refused("title"):
        begun()
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"kind": "party"}, "kind"),
        ({"question": "\n"}, "question"),
        ({"background": "x" * 40_001}, "background"),
        ({"country": "de"}, "country"),
        ({"arrangement_slug": "is-er-niet"}, "arrangement_slug"),
    ],
    ids=lambda value: value if isinstance(value, str) else "told",
)
def test_a_round_that_cannot_be_is_refused_at_the_field(told: dict[str, str], field: str) -> None:
    with refused(field):
        begun(**told)
    assert not Round.objects.exists()


def test_only_people_of_the_organisation_begin_on_its_behalf() -> None:
    with pytest.raises(PermissionDenied):
        begun(by=of_municipality("clerk"))
    with pytest.raises(PermissionDenied):
        begun(organisation=organisation_of(municipality(0)), by=of_municipality("councillor"))
    begun(organisation=organisation_of(municipality(0)), by=of_municipality("adviser"))


def test_only_who_keeps_the_record_asks_about_an_arrangement() -> None:
    make_region()
    assert begun().arrangement_name == "Proefregio"
    theirs = {"organisation": organisation_of(municipality(0)), "by": of_municipality("clerk")}
    with pytest.raises(PermissionDenied):
        begun(**theirs)
    assert begun(**theirs, arrangement_slug="").arrangement_name == ""
    assert begun(title="Anders", by=operator()).arrangement_slug == SLUG


def test_a_change_counts_and_keeps_what_was_not_told() -> None:
    made = begun()
    told = values_of(made, title="Nieuwe titel", decides_on=date(2026, 7, 1), minimum_group=12)
    changed = change_round(round_=made, values=told, edition=1, by=secretary(), at=AT)
    kept = Round.objects.get()
    assert (kept.title, kept.decides_on, kept.minimum_group) == (
        "Nieuwe titel", date(2026, 7, 1), 12,
    )  # fmt: skip
    assert (kept.slug, kept.edition, changed.edition) == ("toekomst-proefregio", 2, 2)


def test_two_people_at_once_do_not_overwrite_each_other() -> None:
    made = begun()
    change_round(round_=made, values=values_of(made, title="A"), edition=1, by=secretary(), at=AT)
    with refused("edition"):
        change_round(
            round_=made, values=values_of(made, title="B"), edition=1, by=secretary(), at=AT
        )
    assert Round.objects.get().title == "A"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"minimum_group": 2}, "minimum_group"),
        ({"minimum_group": 1_001}, "minimum_group"),
        ({"signed_by": "x" * 161}, "signed_by"),
        ({"answer_by": date(2026, 5, 1), "decides_on": date(2026, 5, 1)}, "decides_on"),
        ({"arrangement_slug": "is-er-niet"}, "arrangement_slug"),
    ],
    ids=lambda value: value if isinstance(value, str) else "told",
)
def test_a_change_that_cannot_be_is_refused(told: dict[str, object], field: str) -> None:
    made = begun()
    with refused(field):
        change_round(round_=made, values=values_of(made, **told), edition=1, by=secretary(), at=AT)


def test_an_arrangement_can_be_linked_and_let_go() -> None:
    made = begun()
    make_region()
    linked = change_round(
        round_=made, values=values_of(made, arrangement_slug=SLUG), edition=1, by=secretary(), at=AT
    )
    assert linked.arrangement_name == "Proefregio"
    freed = change_round(
        round_=made, values=values_of(made, arrangement_slug=""), edition=2, by=secretary(), at=AT
    )
    assert freed.arrangement_name == ""


def test_others_do_not_change_a_round_and_nobody_does_after_sending() -> None:
    made = sent()
    with pytest.raises(PermissionDenied):
        change_round(
            round_=made, values=values_of(made), edition=1, by=of_municipality("clerk"), at=AT
        )
    with pytest.raises(DialogueRefused):
        change_round(
            round_=made, values=values_of(made), edition=made.edition, by=secretary(), at=AT
        )


def test_all_members_on_a_day_are_addressed_at_once_and_only_once() -> None:
    version = make_region(3)
    join(version, municipality(4), valid_to=date(2026, 3, 2))
    join(version, municipality(5), valid_from=date(2026, 3, 3))
    made = begun()
    added = address_members(round_=made, on=ON, by=secretary(), at=AT)
    assert [one.name for one in added] == [
        "Raad van Aarveen", "Raad van Beekhuizen", "Raad van Cadzande",
    ]  # fmt: skip
    again = address_members(
        round_=made, on=ON, bodies=("council", "executive"), by=secretary(), at=AT
    )
    assert [one.name for one in again] == [
        "College van Aarveen", "College van Beekhuizen", "College van Cadzande",
    ]  # fmt: skip
    assert [one.position for one in made.addressees.all()] == [1, 2, 3, 4, 5, 6]
    assert address_members(round_=made, on=ON, by=secretary(), at=AT) == []
    assert Event.objects.filter(action="add_addressee").count() == 2


def test_a_member_that_merged_is_followed_by_its_successor() -> None:
    version = make_region(1)
    old = Municipality.objects.create(
        code="GM7900", name="Oudstad", slug="oudstad-gm7900", country="nl", source="Test",
        source_on=ON, valid_to=date(2022, 1, 1),
    )  # fmt: skip
    new = municipality(6)
    MunicipalityChange.objects.create(date=date(2022, 1, 1), kind="merge", old=old, new=new)
    join(version, old)
    made = begun()
    added = address_members(round_=made, on=ON, by=secretary(), at=AT)
    assert [one.name for one in added] == ["Raad van Aarveen", "Raad van Geestveld"]


def test_members_of_the_same_name_are_told_apart() -> None:
    version = make_region(1)
    twin = Municipality.objects.create(
        code="GM7950", name="Aarveen", slug="aarveen-gm7950", country="nl", source="Test",
        source_on=ON,
    )  # fmt: skip
    join(version, twin)
    added = address_members(round_=begun(), on=ON, by=secretary(), at=AT)
    assert sorted(one.name for one in added) == ["Raad van Aarveen", "Raad van Aarveen (GM7950)"]


def test_members_need_an_arrangement_with_members_and_a_body() -> None:
    made = begun()
    with refused("on"):
        address_members(round_=made, on=ON, by=secretary(), at=AT)
    version = make_region(1)
    linked = begun(title="Anders")
    with refused("on"):
        address_members(round_=linked, on=date(2009, 1, 1), by=secretary(), at=AT)
    with refused("bodies"):
        address_members(round_=linked, on=ON, bodies=(), by=secretary(), at=AT)
    assert version.participations.count() == 1


def test_four_hundred_members_take_as_many_queries_as_three() -> None:
    def asked(members: int) -> int:
        version = make_region(0)
        for index in range(members):
            join(version, municipality(index))
        made = begun(title=f"Ronde {members}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            address_members(round_=made, on=ON, by=secretary(), at=AT)
        assert made.addressees.count() == members
        version.arrangement.delete()
        return len([q for q in queries if not q["sql"].startswith("INSERT")])

    assert asked(400) == asked(3)


def test_guests_and_bodies_without_a_municipality_can_be_addressed() -> None:
    made = begun()
    guests = address_places(
        round_=made, municipalities=[municipality(5)], is_guest=True, by=secretary(), at=AT
    )
    other = address(
        round_=made,
        values=AddresseeValues(
            "other", None, "Provinciale Staten van Noord-Holland", is_guest=True,
            email=" griffie@provincie.example ",
        ),
        by=secretary(),
        at=AT,
    )  # fmt: skip
    one = address(
        round_=made, values=AddresseeValues("council", municipality(0)), by=secretary(), at=AT
    )
    assert (guests[0].is_guest, other.email) == (True, "griffie@provincie.example")
    assert (one.name, one.is_guest, one.position) == ("Raad van Aarveen", False, 3)


def test_a_flemish_council_has_its_own_name() -> None:
    gent = Municipality.objects.create(
        code="44021", name="Gent", slug="gent-44021", country="be", source="Test", source_on=ON
    )
    made = begun(country="be")
    added = address(round_=made, values=AddresseeValues("council", gent), by=secretary(), at=AT)
    assert added.name == "Gemeenteraad van Gent"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"body": "club"}, "body"),
        ({"body": "other"}, "municipality"),
        ({"body": "other", "municipality": None}, "name"),
        ({"municipality": None}, "municipality"),
        ({"name": "x" * 201}, "name"),
        ({"email": "geen adres"}, "email"),
        ({"name": "Raad van Beekhuizen"}, "name"),
        ({"name": "Nog eens"}, "municipality"),
    ],
    ids=["body", "other-with-place", "other-without-name", "no-place", "long", "email", "same-name",
         "same-body"],
)  # fmt: skip
def test_an_addressee_that_cannot_be_is_refused(changed: dict[str, object], field: str) -> None:
    made = begun()
    known = AddresseeValues("council", municipality(1))
    address(round_=made, values=known, by=secretary(), at=AT)
    with refused(field):
        address(round_=made, values=replace(known, **changed), by=secretary(), at=AT)
    assert made.addressees.count() == 1


def test_a_round_has_no_more_than_a_thousand_addressees() -> None:
    made = begun()
    Addressee.objects.bulk_create(
        Addressee(round=made, body="other", name=f"Orgaan {n}") for n in range(1_000)
    )
    with refused("municipality"):
        address(
            round_=made, values=AddresseeValues("other", None, "Nog een"), by=secretary(), at=AT
        )


def test_an_addressee_can_be_taken_out_twice_without_harm() -> None:
    made = begun()
    one = address(
        round_=made, values=AddresseeValues("council", municipality(0)), by=secretary(), at=AT
    )
    remove_addressee(addressee=one, by=secretary(), at=AT)
    remove_addressee(addressee=one, by=secretary(), at=AT)
    assert not made.addressees.exists()
    assert Event.objects.filter(action="remove_addressee").count() == 1


def test_addressees_of_a_round_that_was_sent_stay() -> None:
    made = sent()
    one = made.addressees.first()
    assert one is not None
    for attempt in (
        lambda: remove_addressee(addressee=one, by=secretary(), at=AT),
        lambda: address_members(round_=made, on=ON, by=secretary(), at=AT),
        lambda: address(
            round_=made, values=AddresseeValues("council", municipality(5)), by=secretary(), at=AT
        ),
    ):
        with pytest.raises(DialogueRefused):
            attempt()
    assert made.addressees.count() == 3


def test_nobody_else_touches_the_addressees() -> None:
    made = begun()
    one = address(
        round_=made, values=AddresseeValues("council", municipality(0)), by=secretary(), at=AT
    )
    for by in (of_municipality("clerk"), of_municipality("councillor")):
        with pytest.raises(PermissionDenied):
            remove_addressee(addressee=one, by=by, at=AT)
        with pytest.raises(PermissionDenied):
            address_places(round_=made, municipalities=[], is_guest=True, by=by, at=AT)


def test_making_needs_every_keyword() -> None:
    with pytest.raises(TypeError):
        make_round(secretariat(), "free")  # type: ignore[call-arg,misc]
