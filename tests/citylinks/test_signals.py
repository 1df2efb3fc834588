# SPDX-License-Identifier: EUPL-1.2
"""Signals: what a member reads, and that the published examples are what the functions give."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from samenspel.analysis import link_signals as method
from samenspel.analysis.link_signals import State
from samenspel.citylinks.methods.signals import METHODS
from samenspel.citylinks.models import Activity, Contact, Gift, GroupVote, Lesson, PartyDecision
from samenspel.citylinks.queries.signals import SignalShown, signals_of
from samenspel.citylinks.queries.signals_shown import percent
from tests.citylinks.small_links import AT, World, make_link, user

DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def signal(world: World, key: str, **rest: Any) -> SignalShown:
    with translation.override("en"):
        return next(one for one in signals_of(world.link, DAY, **rest) if one.key == key)


def activity(world: World, **values: Any) -> Activity:
    told = {"kind": "workshop", "level": "person", "state": "done", "title": "Les", "on": DAY}
    return Activity.objects.create(link=world.link, **(told | values))


def gift(world: World, giver: int, receiver: int, hours: int, **values: Any) -> Gift:
    told = {"giver": world.parties[giver], "receiver": world.parties[receiver], "on": DAY}
    return Gift.objects.create(link=world.link, hours=hours, **(told | values))


@pytest.mark.django_db
def test_an_empty_file_says_of_everything_that_it_is_not_known() -> None:
    world = make_link()
    states = {one.key: one.state for one in signals_of(world.link, DAY)}
    assert set(states.values()) == {State.UNKNOWN}
    assert len(states) == 9


@pytest.mark.django_db
def test_who_gave_and_received_in_the_period() -> None:
    world = make_link()
    gift(world, 0, 1, 30)
    gift(world, 1, 0, 10)
    gift(world, 0, 1, 500, on=date(2021, 1, 1))
    gift(world, 0, 1, 9, activity=activity(world, state="planned"))
    found = signal(world, "reciprocity", period=(date(2025, 1, 1), DAY))
    assert ("Hours", "balance 50%") in found.facts
    assert found.state is State.GOOD


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("giver", "says"), [(0, "Aarveen gives, and has received nothing."), (1, "Beekhuizen gives")]
)
def test_a_gift_in_one_direction_is_named(giver: int, says: str) -> None:
    world = make_link()
    gift(world, giver, 1 - giver, 5)
    found = signal(world, "reciprocity")
    assert says in found.sentence
    assert found.asks


@pytest.mark.django_db
def test_a_partner_that_only_learns_is_named() -> None:
    world = make_link(parties=3)
    gift(world, 0, 1, 5)
    gift(world, 1, 0, 5)
    gift(world, 1, 2, 5)
    assert "Cadzande receives" in signal(world, "reciprocity").sentence


@pytest.mark.django_db
def test_contact_against_the_rhythm_of_the_link() -> None:
    world = make_link()
    for ago in (300, 270, 200, 180, 101):
        Contact.objects.create(
            link=world.link, kind="call", on=DAY - timedelta(days=ago), made_at=AT
        )
    found = signal(world, "fading")
    assert found.state is State.ACT
    assert "101 days ago" in found.sentence


@pytest.mark.django_db
def test_the_agreement_that_runs_out_is_the_fixed_one_in_force() -> None:
    world = make_link()
    assert "no agreement" in signal(world, "term").sentence
    world.agreement("stages")
    draft = world.agreement("stages", fixed=False)
    assert "until Dec. 31, 2027" in signal(world, "term").sentence
    agreement = world.link.agreements.exclude(pk=draft.pk).get()
    agreement.last_day = date(2026, 2, 1)
    agreement.save()
    assert signal(world, "term").state is State.ACT
    agreement.is_extended_silently = True
    agreement.save()
    assert "goes on by itself" in signal(world, "term").sentence
    agreement.last_day = None
    agreement.save()
    assert "no end date" in signal(world, "term").sentence


@pytest.mark.django_db
def test_a_partner_without_anybody_and_one_with_one_person() -> None:
    world = make_link()
    world.person(0)
    assert signal(world, "dependence").sentence == (
        "Nobody carries the link at Beekhuizen. At Aarveen one person carries the link."
    )
    world.person(1)
    found = signal(world, "dependence")
    assert found.sentence == "At Aarveen and Beekhuizen one person each carries the link."
    for party in (0, 1):
        met = world.person(party, kind="official", name=f"Tweede {party}")
        contact = Contact.objects.create(link=world.link, kind="call", on=DAY, made_at=AT)
        contact.people.add(met)
    found = signal(world, "dependence")
    assert found.state is State.GOOD
    assert ("Aarveen", "2 people; 100% of the contacts with the same one") in found.facts
    assert "Tweede" not in str(found)


@pytest.mark.django_db
def test_one_person_there_is_told_apart_from_one_who_has_the_contact() -> None:
    world = make_link()
    first = world.person(0)
    world.person(0, kind="official", name="Tweede")
    world.person(1)
    for days in range(3):
        on = DAY - timedelta(days=days)
        contact = Contact.objects.create(link=world.link, kind="call", on=on, made_at=AT)
        contact.people.add(first)
    found = signal(world, "dependence")
    assert found.state is State.WATCH
    assert found.sentence == (
        "At Beekhuizen one person carries the link. "
        "At Aarveen most of the contact goes through one person."
    )


def decide(world: World, party: int, *, adopted: bool = True, **values: Any) -> PartyDecision:
    return PartyDecision.objects.create(
        link=world.link,
        party=world.parties[party],
        agreement=world.link.agreements.get(),
        body="council",
        on=DAY,
        is_adopted=adopted,
        at=AT,
        **values,
    )


@pytest.mark.django_db
def test_support_counts_the_decision_that_nothing_replaces() -> None:
    world = make_link()
    world.agreement("stages")
    wrong = decide(world, 0, adopted=False)
    right = decide(world, 0, replaces=wrong)
    for name, seats, stance, coalition in (
        ("A", 9, "for", True),
        ("B", 4, "divided", False),
        ("C", 3, "against", False),
        ("D", 5, "absent", None),
    ):
        GroupVote.objects.create(
            decision=right, name=name, seats=seats, stance=stance, is_coalition=coalition
        )
    found = signal(world, "support")
    assert found.sentence == "No opposition group voted for it: Aarveen."
    assert found.facts[0][1].startswith("69% of the votes")
    decide(world, 1, adopted=False)
    assert signal(world, "support").state is State.ACT


@pytest.mark.django_db
def test_support_without_groups() -> None:
    world = make_link()
    world.agreement("stages")
    decide(world, 0, votes_for=20, votes_against=5)
    assert signal(world, "support").sentence == "No decision of the council is known of Beekhuizen."
    decide(world, 1, votes_for=20, votes_against=5)
    assert signal(world, "support").sentence == "Every council decided in favour."


@pytest.mark.django_db
def test_what_was_done_is_seen_by_kind_level_phase_and_result() -> None:
    world = make_link()
    world.agreement("stages")
    activity(world, with_officials=True, is_quick_result=True, aim_key="stages")
    activity(world, kind="culture", is_quick_result=True, aim_key="iets-anders")
    assert signal(world, "colleagues").sentence == "1 of 2 activities was between colleagues."
    assert "at this level" in signal(world, "levels").sentence
    assert "took no part in: carrying out" in signal(world, "society").sentence
    assert (
        signal(world, "quick").sentence
        == "2 of 2 activities gave quick results. One of those served no aim."
    )
    for level in ("organisation", "institution"):
        activity(world, level=level, with_society=True)
    assert "the rules do too" in signal(world, "levels").sentence
    assert "in every phase" in signal(world, "society").sentence


@pytest.mark.django_db
def test_no_quick_result_is_said() -> None:
    world = make_link()
    activity(world)
    assert "No activity was about" in signal(world, "quick").sentence


@pytest.mark.django_db
def test_the_page_is_for_members_and_names_a_wrong_period(client: Client) -> None:
    world = make_link()
    gift(world, 0, 1, 5)
    Lesson.objects.create(link=world.link, party=world.parties[0], on=DAY, text="Luisteren")
    address = "/stedenbanden/proefband/signalen/"
    assert client.get(address).status_code == 404
    client.force_login(user("councillor", 1))
    page = client.get(address).content.decode()
    assert "Wederkerigheid" in page
    assert "Aarveen" in page
    assert client.get(f"{address}?periode=vijf&maat=uren").status_code == 200
    wrong = client.get(f"{address}?periode=ooit")
    assert wrong.status_code == 400
    assert "Die periode is er niet" in wrong.content.decode()
    assert "Reciprocity" in client.get(f"/en{address}").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "contact", "look_back"),
    [
        ("councillor", "Naar contact", "Naar terugkijken"),
        ("clerk", "Schrijf een contact op, of plan er een", "Begin de terugblik"),
    ],
)
def test_who_may_only_read_is_not_asked_to_write(
    client: Client, kind: str, contact: str, look_back: str
) -> None:
    make_link()
    client.force_login(user(kind))
    page = client.get("/stedenbanden/proefband/signalen/").content.decode()
    assert f'href="/stedenbanden/proefband/contact/">{contact}</a>' in page
    assert f'href="/stedenbanden/proefband/terugblikken/">{look_back}</a>' in page


@pytest.mark.django_db
def test_the_page_asks_the_database_as_often_with_a_full_file(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    world = make_link(parties=3)
    for _ in range(5):
        gift(world, 0, 1, 5, activity=activity(world))
        contact = Contact.objects.create(link=world.link, kind="call", on=DAY, made_at=AT)
        contact.people.add(world.person(0, name=f"Persoon {_}"))
    client.force_login(user("clerk", 0))
    client.get("/stedenbanden/proefband/signalen/")
    with django_assert_max_num_queries(12):
        client.get("/stedenbanden/proefband/signalen/")


def test_the_examples_of_the_methods_are_what_the_functions_give() -> None:
    with translation.override("en"):
        told = {one.key.removeprefix("city-link-"): str(one.example) for one in METHODS}
    balance = method.balance_of([(Fraction(30), Fraction(10)), (Fraction(10), Fraction(30))])
    assert f"= {percent(balance)}" in told["reciprocity"]
    halves = method.QuickResults(quick=3, loose=2, loose_early=0, all_done=4)
    assert f"3 / 4 = {percent(halves.share)}" in told["quick"]
    assert f"1 / 3 = {percent(halves.embedded)}" in told["quick"]
    assert f"2 / 4 = {percent(method.ColleagueShare(2, 4).share)}" in told["colleagues"]
    assert f"(9 + 2) / 16 = {percent(Fraction(11, 16))}" in told["support"]
    assert f"3 / 4 = {percent(Fraction(3, 4))}" in told["dependence"]
    assert Fraction(3, 4) > method.ONE_PERSON
    assert (date(2025, 6, 30) - date(2024, 12, 31)).days == 181
    assert (date(2025, 6, 30) - timedelta(days=90)) == date(2025, 4, 1)
