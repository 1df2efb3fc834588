# SPDX-License-Identifier: EUPL-1.2
"""The agreement on the site: written, fixed, compared, decided on; members only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenspel.citylinks.decision_chain import append
from samenspel.citylinks.models import Agreement, Aim, GroupVote, PartyDecision
from samenspel.citylinks.queries.agreements_votes import picture_of, votes_of
from tests.citylinks.small_links import AT, World, make_link, user
from tests.citylinks.test_file_pages import logged_in, sent, text_of

pytestmark = pytest.mark.django_db
PAGE = "/stedenbanden/proefband/overeenkomst/"


@pytest.fixture
def clerk() -> Client:
    return logged_in(user("clerk"))


def decided(world: World, agreement: Agreement | None, party: int = 0) -> PartyDecision:
    """A council that adopted it with 22 to 9: coalition 22, opposition 6 against, 3 divided."""
    made = PartyDecision.objects.create(
        link=world.link, agreement=agreement, party=world.parties[party], body="council",
        about="agreement" if agreement else "ending", on=date(2020, 1, 10), is_adopted=True,
        votes_for=22, votes_against=9, at=AT, actor_name="Gemeente Aarveen",
    )  # fmt: skip
    for name, seats, stance, is_coalition in (
        ("Lijst Dijk", 22, "for", True),
        ("Dorpsbelang", 6, "against", False),
        ("Groen", 3, "divided", False),
        ("Ouderen", 1, "absent", None),
    ):
        GroupVote.objects.create(
            decision=made, name=name, seats=seats, stance=stance, is_coalition=is_coalition
        )
    return made


def test_the_agreement_shows_term_aims_and_how_each_group_voted(
    clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = make_link(parties=3)
    held = world.agreement("jongeren", "wonen")
    Agreement.objects.update(notice_days=180)
    made = decided(world, held)
    decided(world, None, 1)
    record = append(made, at=AT)
    page = text_of(clerk, PAGE)
    assert f"nummer 1, met controlegetal {record.digest[:16]}" in page
    assert "4\N{NO-BREAK SPACE}juli\N{NO-BREAK SPACE}2027" in page
    assert "22 voor" in page
    assert "22 voor, 9 tegen" in page
    assert "Dorpsbelang" in page
    assert "besluiten/nieuw/?partij=" in page
    assert "How the councils voted" in text_of(clerk, f"/en{PAGE}")
    with django_assert_max_num_queries(12):
        clerk.get(PAGE)
    one = f"{PAGE}besluiten/{made.pk}/"
    assert "oppositie" in text_of(clerk, one)
    with django_assert_max_num_queries(12):
        clerk.get(one)
    for address in (PAGE, one, f"{PAGE}1/", f"{PAGE}besluiten/nieuw/", f"{PAGE}nieuw/"):
        text_of(logged_in(user("councillor", 5)), address, 404)
    assert "besluiten/nieuw" not in text_of(logged_in(user("councillor")), PAGE)
    text_of(clerk, f"{PAGE}2/", 404)


def test_nothing_is_asked_of_a_partner_that_left(clerk: Client) -> None:
    world = make_link(parties=4)
    held = world.agreement("jongeren")
    for party, on in ((1, date(2025, 1, 1)), (2, date(2019, 1, 1)), (3, date(2019, 1, 1))):
        world.parties[party].valid_to = on
        world.parties[party].save()
    decided(world, held, 3)
    page = text_of(clerk, PAGE)
    assert page.count("besluiten/nieuw/?partij=") == 1
    assert page.count("niet vastgelegd") == 1
    assert page.count("doet niet meer mee") == 1
    # It left before this version, and the other one decided on it all the same.
    assert "Cadzande" not in page
    assert "Dorpstede" in page


def test_votes_are_counted_from_groups_only_when_none_was_divided() -> None:
    world = make_link()
    made = decided(world, world.agreement("x"))
    groups = tuple(made.groups.all())
    unknown = PartyDecision(votes_for=None, votes_against=None)
    assert votes_of(unknown, groups).votes_for is None
    whole = votes_of(unknown, tuple(g for g in groups if g.stance != "divided"))
    assert (whole.votes_for, whole.votes_against) == (22, 6)
    assert [label for label, _cast in whole.sides] == ["coalitie", "oppositie", "niet bekend"]
    assert picture_of([("A", votes_of(unknown, ()))]) is None
    total = picture_of([("A", votes_of(made, ()))])
    assert total is not None
    assert [part.label for part in total.councils[0].rows[0].parts] == ["22 voor", "9 tegen"]


def test_an_agreement_is_written_with_aims_changed_and_fixed(clerk: Client) -> None:
    world = make_link()
    empty = text_of(clerk, PAGE)
    assert "overeenkomst/nieuw/" in empty
    data: dict[str, Any] = {
        "edition": "0", "rows": "2", "title": "Samen", "valid_from": "2026-01-01",
        "last_day": "2025-01-01", "aim-0-title": "Jongeren", "aim-0-theme": "talent",
        "aim-1-text": "Zonder naam",
    }  # fmt: skip
    page = sent(clerk, f"{PAGE}nieuw/", data, 400)
    assert "Zonder naam" in page
    page = sent(clerk, f"{PAGE}nieuw/", data | {"more": "1"}, 200)
    assert 'name="aim-4-title"' in page
    assert "form-field--invalid" not in page
    data |= {"aim-1-title": "Wonen"}
    page = sent(clerk, f"{PAGE}nieuw/", data, 400)
    assert page.count("form-field--invalid") == 1
    data |= {"last_day": "2030-12-31"}
    assert sent(clerk, f"{PAGE}nieuw/", data).endswith("/overeenkomst/1/")
    assert list(Aim.objects.values_list("key", flat=True)) == ["jongeren", "wonen"]
    assert sent(clerk, f"{PAGE}nieuw/", {}).endswith("/overeenkomst/1/wijzigen/")
    page = text_of(clerk, f"{PAGE}1/wijzigen/")
    assert 'value="jongeren"' in page
    change = data | {"edition": "1", "aim-0-key": "jongeren", "aim-1-title": "", "aim-1-text": ""}
    sent(clerk, f"{PAGE}1/wijzigen/", change)
    page = sent(clerk, f"{PAGE}1/wijzigen/", change | {"title": "Anders"}, 409)
    assert 'value="Anders"' in page
    assert list(Aim.objects.values_list("key", flat=True)) == ["jongeren"]
    assert "Jongeren" in text_of(clerk, f"{PAGE}1/vaststellen/")
    sent(clerk, f"{PAGE}1/vaststellen/", {"edition": "1"}, 409)
    sent(clerk, f"{PAGE}1/vaststellen/", {"edition": "2"})
    assert world.link.agreements.get().fixed_at is not None
    sent(clerk, f"{PAGE}1/wijzigen/", change | {"edition": "2"}, 400)


def test_a_new_version_begins_with_the_last_one_and_says_what_changed(clerk: Client) -> None:
    world = make_link()
    world.agreement("jongeren", "wonen")
    page = text_of(clerk, f"{PAGE}nieuw/")
    assert 'value="Doel wonen"' in page
    data = {
        "edition": "0", "rows": "3", "title": "Overeenkomst", "valid_from": "2020-01-15",
        "last_day": "2031-12-31", "is_extended_silently": "on", "text": "Nieuwe tekst",
        "aim-0-key": "jongeren", "aim-0-title": "Doel jongeren", "aim-0-theme": "talent",
        "aim-2-title": "Zorg",
    }  # fmt: skip
    sent(clerk, f"{PAGE}nieuw/", data)
    page = text_of(clerk, f"{PAGE}2/verschil/")
    assert "Laatste dag: was 31 december 2027, is nu 31 december 2031." in page
    assert "Deze doelen bleven hetzelfde" in page
    for words in ("weggelaten", "nieuw", "Nieuwe tekst", "loopt nu vanzelf door"):
        assert words in page
    assert "loopt niet meer vanzelf door" not in page
    text_of(clerk, f"{PAGE}1/verschil/", 404)
    assert "Gooi het concept weg" in text_of(clerk, f"{PAGE}2/weggooien/")
    sent(clerk, f"{PAGE}2/weggooien/", {"edition": "1"})
    assert world.link.agreements.count() == 1


def test_a_decision_is_written_down_and_corrected(clerk: Client) -> None:
    world = make_link(parties=3)
    world.agreement("doel")
    user("clerk", 1)
    own, elsewhere = (str(world.parties[place].pk) for place in (0, 2))
    page = text_of(clerk, f"{PAGE}besluiten/nieuw/?partij={elsewhere}")
    assert "Beekhuizen</option>" not in page
    data = {
        "rows": "2", "party": own, "about": "1", "body": "council", "on": "2020-01-10",
        "is_adopted": "yes", "votes_for": "12", "votes_against": "9",
        "group-0-name": "Lijst Dijk", "group-0-seats": "12", "group-0-stance": "for",
        "group-0-side": "coalition", "group-1-name": "Groen", "group-1-seats": "8",
        "group-1-stance": "",
    }  # fmt: skip
    page = sent(clerk, f"{PAGE}besluiten/nieuw/", data, 400)
    assert page.count("form-field--invalid") == 1
    data |= {"group-1-stance": "against"}
    page = sent(clerk, f"{PAGE}besluiten/nieuw/", data, 400)
    assert page.count("form-field--invalid") == 1
    assert 'value="Groen"' in sent(clerk, f"{PAGE}besluiten/nieuw/", data | {"more": "1"}, 200)
    data |= {"votes_against": "8"}
    way = sent(clerk, f"{PAGE}besluiten/nieuw/", data)
    page = text_of(clerk, f"{way}verbeteren/")
    assert 'value="Lijst Dijk"' in page
    right = data | {"votes_against": "9", "group-1-seats": "9"}
    newer = sent(clerk, f"{way}verbeteren/", right)
    assert newer != way
    assert newer in text_of(clerk, way)
    assert "verbeteren/" not in text_of(clerk, way)
    text_of(clerk, f"{PAGE}besluiten/999999/", 404)
    councillor = logged_in(user("councillor"))
    assert councillor.get(f"{PAGE}besluiten/nieuw/").status_code == 403
    assert PartyDecision.objects.count() == 2
    assert "1 besluit is verbeterd" in text_of(clerk, PAGE)
