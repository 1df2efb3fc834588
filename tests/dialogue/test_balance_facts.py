# SPDX-License-Identifier: EUPL-1.2
"""What the balance is made of, and a balance worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from samenspel.analysis.positions import Stand
from samenspel.dialogue.models import Addressee, Clause, RoundDocument
from samenspel.dialogue.queries.balance import BalancePage, Whose, page_of, working_page
from samenspel.dialogue.queries.balance_changes import changes_between
from samenspel.dialogue.queries.balance_clause import clause_page, general_page
from samenspel.dialogue.queries.balance_content import content_of, letters, stands
from samenspel.dialogue.queries.balance_facts import balance_facts, forget
from samenspel.dialogue.queries.balance_points import all_parts
from tests.dialogue.balanced import guest, joined, made, next_version
from tests.dialogue.sent import sent_versions
from tests.dialogue.small_round import AT, World, answered, make_world

pytestmark = pytest.mark.django_db
ON = date(2026, 5, 1)


def content(world: World) -> dict[str, Any]:
    return content_of(balance_facts(world.fresh()), on=ON)


def page(world: World) -> BalancePage:
    return page_of(world.round, content(world), Whose())


def said(found: dict[str, Any]) -> dict[str, str]:
    return {body["name"]: body["positions"] for body in found["bodies"]}


def test_the_balance_is_the_one_worked_out_by_hand() -> None:
    found = content(made())
    assert said(found) == {
        "Raad van Aarveen": "awo",
        "College van Aarveen": "oan",
        "Raad van Beekhuizen": "aon",
        "Raad van Cadzande": "oaa",
        "Raad van Dorpstede": "---",
        "Provincie Proefland": "ooo",
    }
    first, second, third = found["measures"]
    assert first == {
        "counts": [2, 0, 1, 0, 1],
        "agreement": "2/3",
        "strict": "2/3",
        "spread": "8/9",  # 2 (2/3 * 1/3 + 2/3 * 1/3)
        "lowest": "1/2",
        "highest": "3/4",
    }
    assert (second["counts"], second["agreement"], second["strict"]) == (
        [1, 1, 1, 0, 1],
        "2/3",
        "1/3",
    )
    assert second["spread"] == "8/9"
    assert (third["counts"], third["spread"]) == ([1, 0, 1, 1, 1], "1/1")
    # By inhabitants: 10,000 and 20,000 agree, 30,000 objects, 40,000 is silent.
    assert found["weighted"][0]["counts"] == [30_000, 0, 30_000, 0, 40_000]
    assert found["weighted"][0]["spread"] == "1/1"
    assert found["weighted"][1]["agreement"] == "2/3"
    assert found["weighted"][1]["strict"] == "1/2"
    assert found["divided"] == [2, 0, 1]


def test_the_council_counts_and_the_executive_beside_it_does_not() -> None:
    counted = {body["name"] for body in content(made())["bodies"] if body["counts"]}
    assert counted == {f"Raad van {n}" for n in ("Aarveen", "Beekhuizen", "Cadzande", "Dorpstede")}


def test_an_executive_counts_where_no_council_was_asked() -> None:
    world = make_world(councils=0, executives=2, clauses=1)
    answered(world, world.executives[0], {1: ("agree", "")})
    assert content(world)["measures"][0]["counts"] == [1, 0, 0, 0, 1]


def test_council_and_executive_are_set_beside_each_other() -> None:
    found = page(made())
    (pair,) = found.differing
    assert pair.municipality == "Aarveen"
    assert [(clause.key, *words) for clause, *words in pair.clauses] == [
        ("artikel-1", "eens", "bezwaar"),
        ("artikel-2", "eens, met een wens", "eens"),
    ]
    assert found.clauses[0].differing == ("Aarveen",)


def test_a_silent_council_is_shown_and_never_counted_as_agreeing() -> None:
    found = page(made())
    assert [body.name for body in found.silent] == ["Raad van Dorpstede"]
    assert set(found.silent[0].stands) == {Stand.SILENT}
    assert (found.answered, len(found.counted)) == (3, 4)


def test_a_body_that_wishes_no_opinion_is_not_silent() -> None:
    world = made()
    Addressee.objects.filter(pk=world.councils[3].pk).update(state="none_wished")
    found = page(world)
    assert found.silent == ()
    assert [body.name for body in found.none_wished] == ["Raad van Dorpstede"]
    assert found.clauses[0].bodies.measure.counts == (2, 0, 1, 1, 0)
    assert found.clauses[0].bodies.range == "–"


def test_the_last_sent_version_counts_and_one_that_was_not_sent_does_not() -> None:
    world = make_world(councils=1, clauses=2)
    first = answered(world, world.councils[0], {1: ("agree", ""), 2: ("agree", "")})
    second = next_version(first, {1: ("object", "Toch niet.")}, world, is_late=True)
    next_version(second, {1: ("wish", "Concept.")}, world, is_sent=False)
    (body,) = content(world)["bodies"]
    assert (body["positions"], body["is_late"], body["sent_on"]) == ("on", True, "2026-05-02")
    assert [late.name for late in page(world).late] == ["Raad van Aarveen"]


def test_a_withdrawn_opinion_does_not_count() -> None:
    world = made()
    Addressee.objects.filter(pk=world.councils[0].pk).update(state="withdrawn")
    found = content(world)
    assert said(found)["Raad van Aarveen"] == "---"
    assert "Graag een evaluatie." not in str(all_parts(balance_facts(world.fresh())))


def test_a_joint_opinion_counts_for_each_of_its_councils() -> None:
    world = make_world(councils=3, clauses=1)
    version = answered(world, world.councils[0], {1: ("wish", "Samen.")})
    joined(version, world.councils[1])
    found = page(world)
    assert found.clauses[0].bodies.measure.counts == (0, 2, 0, 0, 1)
    assert found.bodies[0].together == ("Raad van Beekhuizen",)
    facts = balance_facts(world.fresh())
    part = all_parts(facts)["artikel-1"]
    assert part == {"points": [{"bodies": [0, 1], "position": "w", "text": "Samen."}]}


def test_who_left_a_joint_opinion_before_its_next_version_is_silent() -> None:
    world = make_world(councils=2, clauses=1)
    version = answered(world, world.councils[0], {1: ("agree", "")})
    joined(version, world.councils[1])
    next_version(version, {1: ("object", "")}, world, without=world.councils[1])
    assert said(content(world)) == {"Raad van Aarveen": "o", "Raad van Beekhuizen": "-"}


def test_the_same_opinions_count_as_everywhere_else() -> None:
    world = made()
    version = answered(world, world.councils[3], {1: ("agree", "")})
    joined(version, guest(world, "Waterschap"))
    sent = {
        (party.addressee.pk, held.version.pk)
        for held in sent_versions(world.fresh())
        for party in held.parties
    }
    found = {(b["id"], b["version"]) for b in content(world)["bodies"] if b["version"]}
    assert found == sent


def test_a_body_without_inhabitants_counts_once_and_not_by_inhabitants() -> None:
    world = make_world(councils=2, clauses=1)
    answered(world, world.councils[0], {1: ("agree", "")})
    answered(world, world.councils[1], {1: ("object", "")})
    Addressee.objects.filter(pk=world.councils[1].pk).update(inhabitants=None)
    found = page(world)
    assert found.clauses[0].bodies.agreement == "50%"
    assert found.clauses[0].heads.agreement == "100%"
    assert [body.name for body in found.unweighable] == ["Raad van Beekhuizen"]


def test_clauses_of_another_version_of_the_text_are_the_same_by_their_key() -> None:
    world = make_world(councils=2, clauses=2)
    answered(world, world.councils[0], {1: ("agree", ""), 2: ("object", "Weg ermee.")})
    second = RoundDocument.objects.create(
        round=world.round, number=2, status="final", title="Tweede tekst", published_at=AT
    )
    Clause.objects.create(document=second, key="nieuw", position=1, number="1", title="Nieuw")
    kept = Clause.objects.create(
        document=second, key="artikel-1", position=2, number="2", title="Artikel 1, nu tweede"
    )
    # Nobody answered on the second text: the balance is about the first.
    assert content(world)["document"]["title"] == "Ontwerpregeling"
    later = World(world.round, second, (kept,), world.councils, (), world.secretariat)
    answered(later, world.councils[1], {1: ("wish", "")})
    found = content(world)
    assert found["document"]["title"] == "Tweede tekst"
    assert [(c["key"], c["is_gone"]) for c in found["clauses"]] == [
        ("nieuw", False),
        ("artikel-1", False),
        ("artikel-2", True),
    ]
    assert said(found) == {"Raad van Aarveen": "nao", "Raad van Beekhuizen": "nwn"}


def test_a_text_that_is_not_published_has_no_clauses_to_show() -> None:
    world = make_world(stage="preparing")
    facts = balance_facts(world.fresh())
    assert (facts.document, facts.clauses) == (None, ())
    found = page_of(world.round, content_of(facts, on=ON), Whose())
    assert found.document == ""
    assert found.divided == ()


def test_the_order_in_which_answers_came_changes_nothing() -> None:
    worlds = (make_world(councils=3, slug="een"), make_world(councils=3, slug="twee"))
    answers = (
        {1: ("agree", ""), 2: ("object", "a")},
        {1: ("object", "b"), 3: ("wish", "c")},
        {2: ("wish", "d"), 3: ("agree", "")},
    )
    for world, order in zip(worlds, ((0, 1, 2), (2, 0, 1)), strict=True):
        for place in order:
            answered(world, world.councils[place], answers[place], general=["Meer tijd."])
    one, two = (content(world) for world in worlds)
    for body in (*one["bodies"], *two["bodies"]):
        del body["id"], body["version"]
    assert one == two
    parts = [all_parts(balance_facts(world.fresh())) for world in worlds]
    assert parts[0] == parts[1]


def test_letters_say_the_positions() -> None:
    row = (Stand.AGREE, Stand.WISH, Stand.OBJECT, Stand.NONE, Stand.SILENT)
    assert letters(row) == "awon-"
    assert stands("awon-") == row


def test_points_of_a_clause_stand_by_position_objections_first() -> None:
    world = made()
    found, facts = working_page(world.fresh(), on=ON)
    clause = clause_page(found, "artikel-2", facts)
    assert clause is not None
    assert [(point.label, point.text) for point in clause.points] == [
        ("bezwaar", "Nu niet."),
        ("eens, met een wens", "Graag een evaluatie."),
    ]
    assert [(group.key, len(group.bodies), len(group.aside)) for group in clause.groups] == [
        ("object", 1, 1),
        ("wish", 1, 0),
        ("agree", 1, 1),
        ("silent", 1, 0),
    ]
    assert [pair.municipality for pair, _council, _executive in clause.differing] == ["Aarveen"]
    assert clause_page(found, "nergens", facts) is None


def test_general_points_that_are_alike_stand_together() -> None:
    world = made()
    found, facts = working_page(world.fresh(), on=ON)
    general = general_page(found, facts)
    assert [[point.text for point in group] for group in general.groups] == [
        ["Wij vragen meer tijd voor de raden.", "Geef raden meer tijd!"]
    ]
    assert [point.text for point in general.others] == ["Let op het openbaar vervoer."]


def test_what_changed_since_the_version_before() -> None:
    world = made()
    before = content(world)
    answered(world, world.councils[3], {1: ("agree", "")})
    Addressee.objects.filter(pk=world.councils[2].pk).update(state="withdrawn")
    version = world.councils[0].party.opinion.versions.get()
    next_version(version, {1: ("agree", ""), 2: ("agree", ""), 3: ("object", "")}, world)
    changes = changes_between(before, content(world), number=1)
    assert changes.answered == ("Raad van Dorpstede",)
    assert changes.left == ("Raad van Cadzande",)
    (moved,) = changes.moved
    assert (moved.body, moved.clause, moved.before, moved.after) == (
        "Raad van Aarveen",
        "2. Artikel 2",
        "eens, met een wens",
        "eens",
    )
    assert [(s.clause, s.before, s.after) for s in changes.shifted] == [
        ("1. Artikel 1", "67%", "100%"),
        ("2. Artikel 2", "67%", "50%"),
        ("3. Artikel 3", "50%", "0%"),
    ]
    assert changes_between(before, before, number=1).is_empty


@pytest.mark.parametrize("councils", [3, 9])
def test_facts_take_four_queries_and_the_page_five(
    councils: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world = make_world(councils=councils, clauses=councils)
    for council in world.councils:
        answered(world, council, dict.fromkeys(range(1, councils + 1), ("agree", "Ja.")))
    with django_assert_num_queries(4):
        facts = balance_facts(world.round)
    with django_assert_num_queries(4):  # the points are kept
        working_page(world.round, on=ON)
    forget()
    with django_assert_num_queries(5):
        working_page(world.round, on=ON)
    with django_assert_num_queries(1):
        all_parts(facts)
    assert facts.remarks == (councils,) * councils


def test_figures_are_rounded_halves_up_only_when_shown() -> None:
    world = make_world(councils=8, clauses=1)
    for place, council in enumerate(world.councils):
        answered(world, council, {1: ("object" if place else "agree", "")})
    found = page(world).clauses[0].bodies
    assert found.measure.agreement == Fraction(1, 8)
    assert (found.agreement, found.spread) == ("13%", "44%")  # 12.5 and 43.75


def test_it_is_said_when_the_silent_can_still_turn_the_majority() -> None:
    world = make_world(councils=4, clauses=1)
    for council in world.councils[:2]:
        answered(world, council, {1: ("agree", "")})
    assert page(world).clauses[0].bodies.open_text.endswith("nog keren.")
    answered(world, world.councils[2], {1: ("agree", "")})
    found = page(world).clauses[0].bodies
    assert (found.open_text, found.range) == ("", "75%–100%")
    assert found.settled.endswith("niet meer keren.")
    answered(world, world.councils[3], {1: ("agree", "")})
    assert (page(world).clauses[0].bodies.settled, page(world).silent) == ("", ())
