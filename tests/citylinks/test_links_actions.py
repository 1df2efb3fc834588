# SPDX-License-Identifier: EUPL-1.2
"""The life of a link: begun, described, shown, ended, taken up again; parties come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from samenspel.accounts.models import Event
from samenspel.accounts.rules import visitor
from samenspel.citylinks.actions.contacts import ContactValues, add_contact
from samenspel.citylinks.actions.links import (
    LinkValues,
    PartyValues,
    activate,
    add_party,
    change_link,
    change_party,
    end_link,
    end_party,
    make_link,
    publish,
    rejoin_party,
    remove_party,
    reopen,
)
from samenspel.citylinks.models import CityLink, LinkStep, Party
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import AT, World, acting, municipality, user
from tests.citylinks.small_links import make_link as small_link
from tests.stewardship.small_register import SmallRegister

pytestmark = pytest.mark.django_db
TODAY = AT.date()
ABROAD = PartyValues(name="Thiès", country="SN", language="Frans", latitude=14.8, longitude=-16.9)


def refused(act: Callable[[], object], field: str = "") -> str:
    """What the refusal says in English; it is about ``field``."""
    with override("en"), pytest.raises(LinkRefused) as caught:
        act()
    assert caught.value.field == field
    return caught.value.message


def made(name: str = "Van zee tot land", **more: Any) -> CityLink:
    values: dict[str, Any] = {"parties": [PartyValues(municipality(1)), ABROAD], **more}
    by = acting(user("adviser"))
    return make_link(municipality=municipality(0), name=name, by=by, at=AT, **values)


def test_who_works_for_a_municipality_begins_a_file_with_its_partners() -> None:
    link = made(begun_on=date(2021, 5, 1), purpose=" Van elkaar leren. ")
    assert (link.slug, link.stage, link.is_public) == ("van-zee-tot-land", "preparing", False)
    assert link.purpose == "Van elkaar leren."
    rows = [(p.name, p.country, p.position) for p in link.parties.all()]
    assert rows == [("Aarveen", "NL", 0), ("Beekhuizen", "NL", 1), ("Thiès", "SN", 2)]
    event = Event.objects.get(action="make_link")
    assert (event.object_key, event.detail) == ("van-zee-tot-land", {"parties": 3})
    for actor in (acting(user("councillor")), acting(user("clerk", 3)), visitor()):
        with pytest.raises(PermissionDenied):
            make_link(municipality=municipality(0), name="X", parties=[ABROAD], by=actor, at=AT)


def test_an_address_is_never_taken_and_never_a_word_of_the_site() -> None:
    other = small_link(slug="wijzer-3")
    assert made("Wijzer").slug == "wijzer-2"
    assert made("Wijzer!").slug == "wijzer-4"
    assert made("???").slug == "stedenband"
    assert other.fresh().slug == "wijzer-3"


def test_a_file_needs_a_name_a_partner_and_an_arrangement_that_exists() -> None:
    made("Dubbel")
    assert "already" in refused(lambda: made("dubbel"), "name")
    refused(lambda: made(" "), "name")
    refused(lambda: made("x" * 201), "name")
    refused(lambda: made("Zonder", parties=[]), "parties")
    refused(lambda: made("Soort", kind="huwelijk"), "kind")
    refused(lambda: made("Regeling", arrangement_slug="bestaat-niet"), "arrangement_slug")
    SmallRegister().arrangement("Bestaat")
    assert made("Regeling", arrangement_slug="bestaat").arrangement_slug == "bestaat"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (replace(ABROAD, name=" "), "name"),
        (replace(ABROAD, name="aarveen"), "name"),
        (replace(ABROAD, country="Senegal"), "country"),
        (replace(ABROAD, longitude=None), "longitude"),
        (replace(ABROAD, latitude=None), "latitude"),
        (replace(ABROAD, latitude=91.0), "latitude"),
        (replace(ABROAD, longitude=-181.0), "longitude"),
        (replace(ABROAD, language="x" * 61), "language"),
    ],
    ids=["no name", "name twice", "no code", "half", "other half", "north", "west", "long"],
)
def test_a_partner_elsewhere_is_described_completely(values: PartyValues, field: str) -> None:
    refused(lambda: made(parties=[values]), f"party-0-{field}")


def test_a_municipality_takes_part_once_whatever_it_is_called() -> None:
    world = small_link()
    by = world.actor("clerk")
    Party.objects.filter(pk=world.parties[1].pk).update(name="Zoals het vroeger heette")
    again = PartyValues(municipality(1))
    refused(lambda: add_party(link=world.link, values=again, by=by, at=AT), "municipality")


def values_of(world: World, **more: Any) -> LinkValues:
    return replace(LinkValues("Nieuwe naam", "friendship", "Doel", date(2019, 1, 1), 90), **more)


def test_the_head_of_a_file_is_changed_by_one_at_a_time() -> None:
    world = small_link()
    by = world.actor("adviser", 1)
    change_link(link=world.link, values=values_of(world), edition=1, by=by, at=AT)
    link = world.fresh()
    assert (link.name, link.slug, link.rhythm_days, link.edition) == (
        "Nieuwe naam", "proefband", 90, 2,
    )  # fmt: skip
    with pytest.raises(ChangedMeanwhile):
        change_link(link=world.link, values=values_of(world), edition=1, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        change_link(
            link=link, values=values_of(world), edition=2, by=world.actor("councillor"), at=AT
        )
    for days in (0, 3661):
        wrong = values_of(world, rhythm_days=days)
        refused(
            lambda wrong=wrong: change_link(link=link, values=wrong, edition=2, by=by, at=AT),  # type: ignore[misc]
            "rhythm_days",
        )
    # What was linked before stays, also when the register has lost it.
    CityLink.objects.filter(pk=link.pk).update(arrangement_slug="verdwenen")
    kept = values_of(world, arrangement_slug="verdwenen")
    change_link(link=link, values=kept, edition=2, by=by, at=AT)
    assert world.fresh().arrangement_slug == "verdwenen"


def test_a_link_becomes_active_with_two_parties_and_keeps_its_first_day() -> None:
    world = small_link(parties=1, stage="preparing")
    by = world.actor("clerk")
    assert "two partners" in refused(lambda: activate(link=world.link, by=by, at=AT))
    add_party(link=world.link, values=ABROAD, edition=1, by=by, at=AT)
    refused(lambda: activate(link=world.link, on=date(2026, 3, 3), by=by, at=AT), "on")
    refused(lambda: activate(link=world.link, on=date(2019, 3, 3), by=by, at=AT), "on")
    activate(link=world.link, by=by, at=AT)
    link = world.fresh()
    assert (link.stage, link.begun_on) == ("active", date(2020, 1, 15))
    assert link.steps.get().on == TODAY
    assert "already" in refused(lambda: activate(link=link, by=by, at=AT))


def test_the_page_becomes_public_and_not_again_and_the_log_says_so_once() -> None:
    world = small_link(public=False)
    by = world.actor("clerk")
    for is_public in (True, True, False):
        publish(link=world.link, is_public=is_public, by=by, at=AT)
        assert world.fresh().is_public is is_public
    actions = Event.objects.filter(object_key="proefband").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["publish_link", "unpublish_link"]


def test_an_ended_link_keeps_why_also_when_it_is_taken_up_again() -> None:
    world = small_link()
    by = world.actor("clerk")
    end: dict[str, Any] = {"link": world.link, "by": by, "at": AT}
    refused(lambda: end_link(on=TODAY, because=" ", lesson="", **end), "because")
    refused(lambda: end_link(on=date(2026, 3, 3), because="x", lesson="", **end), "on")
    refused(lambda: end_link(on=date(2019, 3, 3), because="x", lesson="", **end), "on")
    refused(lambda: reopen(link=world.link, because="x", by=by, at=AT))
    end_link(on=date(2026, 2, 1), because="Geen tijd", lesson="Met z'n tweeën", **end)
    link = world.fresh()
    assert (link.stage, link.ended_on) == ("ended", date(2026, 2, 1))
    assert "stage" in refused(lambda: activate(link=link, by=by, at=AT))
    refused(lambda: reopen(link=link, because="", by=by, at=AT), "because")
    reopen(link=link, because="Nieuwe mensen", by=by, at=AT)
    link = world.fresh()
    assert (link.stage, link.ended_on, link.ended_because) == ("active", None, "")
    steps = [(s.kind, s.because, s.lesson) for s in link.steps.all()]
    assert steps == [
        ("ended", "Geen tijd", "Met z'n tweeën"),
        ("reopened", "Nieuwe mensen", ""),
    ]


def test_what_an_imported_link_said_of_its_end_goes_into_its_history() -> None:
    world = small_link(stage="ended")
    reopen(link=world.link, because="Toch weer", by=world.actor("clerk"), at=AT)
    step = world.link.steps.get(kind=LinkStep.Kind.ENDED)
    assert (step.on, step.because) == (date(2025, 6, 30), "De coördinator vertrok.")


def test_a_party_joins_leaves_and_comes_back() -> None:
    world = small_link(parties=2)
    by = world.actor("clerk")
    joined = add_party(
        link=world.link, values=replace(ABROAD, valid_from=date(2024, 1, 1)), by=by, at=AT
    )
    end: dict[str, Any] = {"party": joined, "by": by, "at": AT}
    refused(lambda: end_party(last_day=date(2023, 1, 1), edition=2, **end), "last_day")
    end_party(last_day=date(2025, 12, 31), edition=2, **end)
    joined.refresh_from_db()
    assert joined.valid_to == date(2026, 1, 1)
    assert "left already" in refused(lambda: end_party(last_day=TODAY, edition=3, **end))
    other: dict[str, Any] = {"party": world.parties[1], "by": by, "at": AT}
    assert "two partners" in refused(lambda: end_party(last_day=TODAY, edition=3, **other))
    assert list(world.link.steps.values_list("kind", flat=True)) == ["joined", "left"]
    rejoin_party(edition=3, **end)
    assert Party.objects.get(pk=joined.pk).valid_to is None
    assert list(world.link.steps.values_list("kind", flat=True)) == ["joined"]
    assert "takes part" in refused(lambda: rejoin_party(edition=4, **end))


def test_a_party_is_described_anew_and_one_of_the_register_keeps_its_name() -> None:
    world = small_link(abroad=True)
    by = world.actor("clerk")
    told = replace(ABROAD, name="Rufisque", valid_from=date(2022, 1, 1))
    change_party(party=world.parties[2], values=told, edition=1, by=by, at=AT)
    change_party(party=world.parties[1], values=told, edition=2, by=by, at=AT)
    elsewhere, ours = Party.objects.get(name="Rufisque"), Party.objects.get(name="Beekhuizen")
    assert (elsewhere.latitude, ours.valid_from) == (14.8, date(2022, 1, 1))
    end_party(party=elsewhere, last_day=date(2023, 1, 1), edition=3, by=by, at=AT)
    late = replace(told, valid_from=date(2023, 1, 2))
    refused(
        lambda: change_party(party=elsewhere, values=late, edition=4, by=by, at=AT), "valid_from"
    )
    same = replace(told, name="Aarveen")
    refused(lambda: change_party(party=elsewhere, values=same, edition=4, by=by, at=AT), "name")
    with pytest.raises(ChangedMeanwhile):
        change_party(party=elsewhere, values=told, edition=3, by=by, at=AT)


def test_a_mistaken_party_is_taken_out_only_while_nothing_is_written_about_it() -> None:
    world = small_link(parties=4)
    by = world.actor("clerk")
    world.person(1)
    values = ContactValues(kind="call", on=TODAY, parties=(world.parties[2],))
    add_contact(link=world.link, values=values, by=by, at=AT)
    edition = world.fresh().edition
    for party in world.parties[1:3]:
        out: dict[str, Any] = {"party": party, "edition": edition, "by": by, "at": AT}
        assert "Something is written" in refused(lambda out=out: remove_party(**out))  # type: ignore[misc]
    remove_party(party=world.parties[3], edition=edition, by=by, at=AT)
    assert world.link.parties.count() == 3
    pair = small_link(slug="paar")
    assert "two partners" in refused(
        lambda: remove_party(party=pair.parties[1], edition=1, by=by, at=AT)
    )
