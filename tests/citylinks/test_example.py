# SPDX-License-Identifier: EUPL-1.2
"""The city link of the built-in example: what happened, and what was made up for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from samenspel.accounts.demo import demo_people
from samenspel.accounts.models import Event, User
from samenspel.accounts.rules import Actor, operator
from samenspel.citylinks.access import Access
from samenspel.citylinks.example import SLUG, load_example
from samenspel.citylinks.example.written import Written
from samenspel.citylinks.models import Activity, CityLink, Gift, Lesson, PartyDecision, ProfileEntry
from samenspel.citylinks.rules import KEEP_FILE, KEEP_PEOPLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def made() -> CityLink:
    demo_people(by=operator(), at=AT, new_password=lambda: "geheim-geheim")
    return load_example(by=operator(), at=AT)


def access_of(mailbox: str, link: CityLink) -> Access:
    user = User.objects.get(email=f"{mailbox}@voorbeeld.example")
    return Access(Actor(name=user.name, origin="site", user=user), link, on=AT.date())


def test_its_address_its_arrangement_and_its_beginning_are_those_of_the_register(
    made: CityLink,
) -> None:
    assert (made.slug, made.arrangement_slug) == (SLUG, f"{SLUG}-voorbeeld")
    assert (made.stage, made.is_public, made.begun_on) == ("active", True, date(2010, 12, 1))


def test_eemsdelta_comes_in_the_place_of_delfzijl_in_2021(made: CityLink) -> None:
    parties = {one.name: (one.valid_from, one.valid_to) for one in made.parties.all()}
    day = date(2021, 1, 1)
    assert parties == {
        "Amsterdam": (None, None),
        "Delfzijl": (None, day),
        "Heerlen": (None, None),
        "Sluis": (None, None),
        "Eemsdelta": (day, None),
    }


def test_the_aims_of_2014_are_those_of_2018_and_one_comes_with_them(made: CityLink) -> None:
    first, last = made.agreements.all()
    assert first.fixed_at is not None
    assert last.fixed_at is not None
    assert (first.valid_from, last.valid_from) == (date(2014, 1, 1), date(2018, 5, 1))
    before, after = ({aim.key for aim in one.aims.all()} for one in (first, last))
    assert after - before == {"inwoners"}
    assert before < after


def test_what_is_made_up_says_so(made: CityLink) -> None:
    word = "Voorbeeld"
    sources = [*Activity.objects.filter(link=made).values_list("source", flat=True)]
    sources += PartyDecision.objects.filter(link=made).values_list("source", flat=True)
    texts = [*Lesson.objects.filter(link=made).values_list("text", flat=True)]
    texts += made.contacts.values_list("note", flat=True)
    texts += made.appointments.values_list("note", flat=True)
    texts += made.handovers.values_list("open_matters", flat=True)
    texts += made.look_backs.values_list("introduction", flat=True)
    assert all(text.startswith(word) for text in sources + texts)
    assert all("(voorbeeld)" in person.name for person in made.people.all())
    assert all("voorbeeld" in one.source for one in made.agreements.all())
    assert "verzonnen" in made.purpose
    facts = ProfileEntry.objects.exclude(text__startswith=word)
    # That pupils lack placements, that Sluis lacks staff, and that three places shrink.
    assert facts.count() == 6


def test_every_page_has_something_to_show(made: CityLink) -> None:
    done = Activity.objects.filter(link=made, state="done")
    assert set(done.values_list("kind", flat=True)) == set(Activity.Kind.values) - {"other"}
    assert set(done.values_list("phase", flat=True)) == set(Activity.Phase.values)
    assert set(done.values_list("level", flat=True)) == set(Activity.Level.values)
    assert Activity.objects.filter(link=made, state="planned", on__gt=AT).exists()
    gifts = Gift.objects.filter(link=made)
    parties = {one.pk for one in made.parties.all()}
    assert {gift.giver_id for gift in gifts} == {gift.receiver_id for gift in gifts} == parties
    assert {one.party_id for one in Lesson.objects.filter(link=made)} == parties
    handovers = [one.done_on for one in made.handovers.order_by("last_day")]
    assert handovers == [date(2019, 6, 28), None]
    assert [one.editions.count() for one in made.look_backs.order_by("first_day")] == [1, 0]
    assert made.documents.filter(is_public=True).count() == made.documents.count() - 1 == 1


def test_what_is_to_come_counts_from_the_moment_of_loading(made: CityLink) -> None:
    days = list(made.appointments.values_list("on", flat=True))
    assert days == [AT.date() + timedelta(days=after) for after in (21, 75)]
    assert made.contacts.order_by("-on")[0].on == AT.date() - timedelta(days=16)


def test_a_row_without_a_day_is_told_so() -> None:
    with pytest.raises(KeyError, match="no on and no in_days"):
        Written(AT).on({"title": "Overleg"})


def test_the_people_of_the_demo_play_on(made: CityLink) -> None:
    adviser = access_of("adviseur-amsterdam", made)
    assert adviser.may(KEEP_FILE)
    assert adviser.may(KEEP_PEOPLE)
    assert "coordinator" in adviser.named_as
    assert access_of("raadslid-amsterdam", made).is_member
    assert not access_of("raadslid-amsterdam", made).keeps
    assert not access_of("adviseur", made).is_member


def test_a_second_start_changes_nothing(made: CityLink) -> None:
    def counts() -> list[int]:
        return [table.objects.count() for table in (CityLink, Activity, ProfileEntry, Event)]

    before = counts()
    assert load_example(by=operator(), at=AT + timedelta(days=3)) == made
    assert counts() == before
