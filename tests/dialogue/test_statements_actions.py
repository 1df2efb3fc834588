# SPDX-License-Identifier: EUPL-1.2
"""Statements are put, reacted to and counted, and nothing published leads to one person."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.dialogue.actions.statements import (
    LONGEST,
    MOST_STATEMENTS,
    change_statement,
    close_statement,
    put_statement,
    react,
    react_to_all,
    reopen_statement,
    take_back,
)
from samenspel.dialogue.models import OpinionMap, Reaction, Statement, StatementCount
from samenspel.dialogue.queries.statements import statements_page, total_of
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.voters import voter_of_token, voter_of_user
from tests.dialogue.small_round import AT, World, make_world

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


def put(world: World, *texts: str) -> list[Statement]:
    by = world.actor("secretariat")
    return [put_statement(round_=world.round, text=text, by=by, at=AT) for text in texts]


def crowd(statement: Statement, values: str, *, audience: str = "resident", begin: int = 0) -> None:
    """Reactions of new people: a letter each, a(gree), d(isagree) or p(ass)."""
    words = {"a": "agree", "d": "disagree", "p": "pass"}
    for at, letter in enumerate(values, start=begin):
        react(
            statement=statement,
            voter=f"{audience}-{at}",
            audience=audience,
            value=words[letter],
            at=LATER,
        )


def published(statement: Statement, audience: str = "resident") -> tuple[int, int, int] | None:
    row = StatementCount.objects.filter(statement=statement, audience=audience).first()
    return (row.agree, row.disagree, row.passed) if row else None


def test_statements_are_numbered_and_logged() -> None:
    world = make_world()
    first, second = put(world, "  De regio\n is te groot. ", "Er komt een raadsgroep.")
    assert (first.number, first.text) == (1, "De regio is te groot.")
    assert second.number == 2
    event = Event.objects.order_by("pk").last()
    assert event is not None
    assert (event.action, event.detail) == ("put_statement", {"statement": 2})


def test_only_who_asks_keeps_statements_and_only_before_the_answers_are_in() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    for kind in ("councillor", "clerk", "adviser"):
        with pytest.raises(PermissionDenied):
            put_statement(round_=world.round, text="x", by=world.actor(kind), at=AT)
        with pytest.raises(PermissionDenied):
            close_statement(statement=held, by=world.actor(kind), at=AT)
    late = make_world(stage="weighing", slug="later")
    with pytest.raises(DialogueRefused):
        put_statement(round_=late.round, text="x", by=late.actor("secretariat"), at=AT)


@pytest.mark.parametrize("text", ["", "   ", "x" * (LONGEST + 1), "STAAT ER AL."], ids=len)
def test_a_statement_says_something_new_and_is_short(text: str) -> None:
    world = make_world()
    put(world, "Staat er al.")
    with pytest.raises(DialogueRefused) as refusal:
        put(world, text)
    assert refusal.value.field == "text"


def test_there_are_not_too_many_statements() -> None:
    world = make_world()
    Statement.objects.bulk_create(
        Statement(round=world.round, number=n, text=f"Stelling {n}", made_at=AT)
        for n in range(1, MOST_STATEMENTS + 1)
    )
    with pytest.raises(DialogueRefused):
        put(world, "Nog een.")


def test_words_change_only_while_nobody_reacted() -> None:
    world = make_world()
    held, other = put(world, "Eerst zo.", "Iets anders.")
    by = world.actor("secretariat")
    assert change_statement(statement=held, text="Nu zo.", by=by, at=AT).text == "Nu zo."
    assert change_statement(statement=held, text="NU zo.", by=by, at=AT).text == "NU zo."
    with pytest.raises(DialogueRefused):
        change_statement(statement=held, text=other.text, by=by, at=AT)
    crowd(held, "a")
    with pytest.raises(DialogueRefused):
        change_statement(statement=held, text="Toch anders.", by=by, at=AT)


def test_a_closed_statement_takes_no_reactions_until_it_is_opened_again() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    by = world.actor("secretariat")
    close_statement(statement=held, by=by, at=AT)
    close_statement(statement=held, by=by, at=AT)
    with pytest.raises(DialogueRefused):
        crowd(held, "a")
    reopen_statement(statement=held, by=by, at=AT)
    crowd(held, "a")
    done = Event.objects.filter(action__endswith="_statement").order_by("pk")
    told = list(done.values_list("action", flat=True))
    assert told == ["put_statement", "close_statement", "reopen_statement"]


def test_a_second_reaction_replaces_the_first() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    crowd(held, "a")
    crowd(held, "d")
    assert list(Reaction.objects.values_list("value", flat=True)) == ["disagree"]


def test_reactions_are_refused_outside_the_answers_and_with_other_words() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    with pytest.raises(DialogueRefused) as refusal:
        react(statement=held, voter="x", audience="resident", value="misschien", at=AT)
    assert refusal.value.field == "value"
    with pytest.raises(DialogueRefused):
        react_to_all(round_=world.round, values={7: "agree"}, voter="x", audience="resident", at=AT)
    with pytest.raises(ValueError, match="burgemeester"):
        react(statement=held, voter="x", audience="burgemeester", value="agree", at=AT)
    world.round.stage = "weighing"
    world.round.save()
    with pytest.raises(DialogueRefused):
        crowd(held, "a")
    assert not Reaction.objects.exists()


def test_several_statements_are_reacted_to_at_once() -> None:
    world = make_world()
    put(world, "Een.", "Twee.", "Drie.")
    number = react_to_all(
        round_=world.round,
        values={1: "agree", 3: "pass"},
        voter="x",
        audience="resident",
        at=AT,
    )
    assert number == 2
    own = {held.number: held.own for held in statements_page(world.round, voter="x").statements}
    assert own == {1: "agree", 2: "", 3: "pass"}


def test_reactions_leave_no_trace_in_the_log() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    before = Event.objects.count()
    crowd(held, "adp")
    take_back(round_=world.round, voter="resident-0", at=LATER)
    assert Event.objects.count() == before


def test_a_count_appears_from_the_smallest_group_on_and_moves_in_steps() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    crowd(held, "a" * 9)
    assert published(held) is None
    crowd(held, "d", begin=9)
    assert published(held) == (9, 1, 0)
    crowd(held, "p" * 9, begin=10)
    assert published(held) == (9, 1, 0)  # nobody sees one reaction come in
    crowd(held, "p", begin=19)
    assert published(held) == (9, 1, 10)


def test_who_changes_a_reaction_moves_no_figure_alone() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    crowd(held, "a" * 10)
    crowd(held, "d" * 3)
    assert published(held) == (10, 0, 0)
    crowd(held, "a" * 10, begin=10)
    assert published(held) == (17, 3, 0)


def test_a_count_goes_away_once_so_many_took_back_what_they_said() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    crowd(held, "a" * 12)
    assert published(held) == (10, 0, 0)
    for at in range(11):
        assert take_back(round_=world.round, voter=f"resident-{at}", at=LATER) == 1
    assert published(held) == (10, 0, 0)
    assert take_back(round_=world.round, voter="resident-11", at=LATER) == 1
    assert published(held) is None
    assert not Reaction.objects.exists()
    assert take_back(round_=world.round, voter="niemand", at=LATER) == 0


def test_reactions_can_be_taken_back_after_the_answers_too() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    crowd(held, "a")
    world.round.stage = "closed"
    world.round.save()
    assert take_back(round_=world.round, voter="resident-0", at=LATER) == 1


def test_both_audiences_together_are_told_only_where_each_is_told() -> None:
    world = make_world()
    (held,) = put(world, "Eén stelling.")
    crowd(held, "a" * 20)
    crowd(held, "d" * 9, audience="councillor")
    (shown,) = statements_page(world.round).statements
    assert [counted.audience for counted in shown.in_all] == ["resident"]
    assert total_of(shown.counted) is None
    crowd(held, "d", audience="councillor", begin=9)
    (shown,) = statements_page(world.round).statements
    assert [(c.audience, c.total) for c in shown.in_all] == [
        ("resident", 20),
        ("councillor", 10),
        ("all", 30),
    ]


def test_a_person_is_another_digest_in_every_round() -> None:
    one, other = make_world(), make_world(slug="andere")
    user = one.user("councillor")
    digests = {
        voter_of_token(one.round, "1"),
        voter_of_token(other.round, "1"),
        voter_of_user(one.round, user),
        voter_of_user(other.round, user),
    }
    assert len(digests) == 4
    assert all(len(digest) == 64 for digest in digests)
    assert voter_of_token(one.round, "1") == voter_of_token(one.round, "1")


def two_sides(world: World, each: int, *, begin: int = 0) -> None:
    """People of two opinions react to everything."""
    numbers = [held.number for held in world.round.statements.all()]
    for at in range(begin, begin + each):
        for side, (first, second) in {
            "x": ("agree", "disagree"),
            "y": ("disagree", "agree"),
        }.items():
            values = {n: first if n % 2 else second for n in numbers}
            values[numbers[-1]] = "agree"
            react_to_all(
                round_=world.round,
                values=values,
                voter=f"{side}{at}",
                audience="resident",
                at=LATER,
            )


def test_opinion_groups_are_published_once_there_are_enough_people() -> None:
    world = make_world()
    put(world, *(f"Stelling {n}." for n in range(1, 9)))
    two_sides(world, 9)
    assert not OpinionMap.objects.exists()
    two_sides(world, 1, begin=9)
    found = OpinionMap.objects.get()
    assert found.people == 20
    assert [group["size"] for group in found.content["groups"]] == [10, 10]
    assert found.content["groups"][0]["shares"]["1"] in ([100, 0, 0], [0, 100, 0])
    assert found.content["shared"] == [[8, True]]
    page = statements_page(world.round)
    assert page.groups is not None
    assert [group.letter for group in page.groups.groups] == ["A", "B"]
    assert page.groups.groups[0].share == "50%"
    assert len(page.groups.told) == 8
    assert "x0" not in json.dumps(found.content)


def test_opinion_groups_are_made_again_when_enough_people_came_or_went() -> None:
    world = make_world()
    put(world, *(f"Stelling {n}." for n in range(1, 9)))
    two_sides(world, 11)
    assert OpinionMap.objects.get().people == 20
    two_sides(world, 4, begin=11)
    assert OpinionMap.objects.get().people == 30
    for at in range(15):
        take_back(round_=world.round, voter=f"x{at}", at=LATER)
    page = statements_page(world.round)
    assert page.groups is not None
    assert page.groups.why  # five against fifteen: one group would be too small
    for at in range(15):
        take_back(round_=world.round, voter=f"y{at}", at=LATER)
    assert not OpinionMap.objects.exists()


def test_a_statement_that_a_group_hardly_reacted_to_is_told_of_no_group() -> None:
    world = make_world()
    put(world, *(f"Stelling {n}." for n in range(1, 10)))
    numbers = range(1, 9)
    for at in range(10):
        for side, value in (("x", "agree"), ("y", "disagree")):
            values = dict.fromkeys(numbers, value)
            if side == "x" or at < 3:
                values[9] = "agree"
            react_to_all(
                round_=world.round,
                values=values,
                voter=f"{side}{at}",
                audience="resident",
                at=LATER,
            )
    page = statements_page(world.round)
    assert page.groups is not None
    assert len(page.groups.groups) == 2
    assert [row.number for row in page.groups.told] == list(numbers)
    assert page.groups.rows[-1].shares is None


def test_where_nobody_differs_it_says_why_there_are_no_groups() -> None:
    world = make_world()
    put(world, *(f"Stelling {n}." for n in range(1, 9)))
    for at in range(20):
        react_to_all(
            round_=world.round,
            values=dict.fromkeys(range(1, 9), "agree"),
            voter=str(at),
            audience="resident",
            at=LATER,
        )
    page = statements_page(world.round)
    assert page.groups is not None
    assert page.groups.groups == ()
    assert page.groups.why == "Iedereen reageert op dezelfde manier."
    assert page.groups.strength == ""
