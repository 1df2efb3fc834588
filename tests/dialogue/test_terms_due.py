# SPDX-License-Identifier: EUPL-1.2
"""The last day of each body of a round, and what is told about it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from samenspel.analysis.terms import HOLIDAYS, RULES, Extension, compute
from samenspel.dialogue.models import OwnTerm, Recess, Round
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.terms import RULE_OF_KIND, due_dates, due_of, steps_of, term_json
from samenspel.dialogue.terms_wording import (
    CLOSED,
    NOT_EXTENDED,
    TITLES,
    explained,
    rule_length,
    sentence,
)
from tests.dialogue.small_round import World, make_world

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
RECEIVED = date(2024, 3, 14)


@pytest.fixture
def world() -> World:
    made = make_world(executives=1, stage="preparing")
    made.round.answer_by = None
    return made


def own(weeks: int | None) -> None:
    OwnTerm.objects.create(
        arrangement_slug="proefregio",
        rule="opinion-on-draft",
        weeks=weeks,
        source="artikel 9",
        at=AT,
        actor_name="Test",
    )


def test_everybody_gets_the_term_of_the_law(world: World) -> None:
    asked = [*world.councils, *world.executives]
    found = due_dates(world.round, asked, RECEIVED)
    assert {due.due_on for due in found.values()} == {date(2024, 5, 13)}
    assert set(found) == {one.pk for one in asked}
    told = found[world.councils[0].pk].term_json
    assert (told["rule"], told["shift_days"], told["unshifted"]) == (
        "opinion-on-draft",
        4,
        "2024-05-09",
    )
    assert json.loads(json.dumps(told)) == told


def test_every_kind_of_round_has_a_rule_or_a_chosen_day() -> None:
    without = set(Round.Kind) - set(RULE_OF_KIND)
    assert without == {Round.Kind.FREE, Round.Kind.FRAMEWORK_NOTE, Round.Kind.ACCOUNTS}


@pytest.mark.parametrize("kind", ["free", "framework_note", "accounts"])
def test_where_the_law_sets_no_term_somebody_chooses_a_day(world: World, kind: str) -> None:
    world.round.kind = kind
    with pytest.raises(DialogueRefused) as refused:
        due_dates(world.round, world.councils, date(2012, 3, 22))
    assert refused.value.field == "answer_by"
    world.round.answer_by = date(2012, 5, 24)
    found = due_dates(world.round, world.councils, date(2012, 3, 22))
    assert found[world.councils[0].pk].due_on == date(2012, 5, 24)


def test_before_the_law_set_a_term_somebody_chooses_a_day(world: World) -> None:
    with pytest.raises(DialogueRefused):
        due_of(world.round, date(2012, 3, 22))
    world.round.answer_by = date(2012, 5, 24)
    assert due_of(world.round, date(2012, 3, 22)).rule is None


def test_in_flanders_a_day_is_chosen(world: World) -> None:
    world.round.country = "be"
    world.round.answer_by = date(2026, 5, 24)
    assert due_of(world.round, date(2026, 3, 2)).due == date(2026, 5, 24)


def test_who_asks_may_give_more_time_but_not_less(world: World) -> None:
    world.round.answer_by = date(2024, 6, 1)
    assert due_of(world.round, RECEIVED).due == date(2024, 6, 1)
    world.round.answer_by = date(2024, 4, 1)
    assert due_of(world.round, RECEIVED).due == date(2024, 5, 13)


def test_a_day_before_receipt_is_refused(world: World) -> None:
    world.round.answer_by = date(2024, 3, 13)
    with pytest.raises(DialogueRefused) as refused:
        due_of(world.round, RECEIVED)
    assert refused.value.field == "answer_by"


def test_the_arrangement_may_give_more_time(world: World) -> None:
    world.round.arrangement_slug = "proefregio"
    own(10)
    assert due_of(world.round, RECEIVED).due == date(2024, 5, 23)
    own(None)
    assert due_of(world.round, RECEIVED).due == date(2024, 5, 13)


def test_a_council_in_recess_is_warned_and_others_are_not(world: World) -> None:
    council, other = world.councils[:2]
    assert council.municipality is not None
    Recess.objects.create(
        municipality=council.municipality,
        name="Meireces",
        begins=date(2024, 4, 27),
        ends=date(2024, 5, 6),
        source="x",
        made_at=AT,
        made_by_name="Test",
    )
    council.agenda_on = date(2024, 5, 7)
    found = due_dates(world.round, [council, other, world.executives[0]], RECEIVED)
    kinds = [step["kind"] for step in found[council.pk].term_json["warnings"]]
    assert kinds == ["in_recess", "last_meeting"]
    assert found[other.pk].term_json["warnings"] == []
    assert found[world.executives[0].pk].term_json["warnings"] == []
    assert due_of(world.round, RECEIVED, council.municipality).warnings[0].values["days"] == 9


def test_four_hundred_addressees_take_as_many_queries_as_three(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    world.round.arrangement_slug = "proefregio"
    with CaptureQueriesContext(connection) as asked:
        due_dates(world.round, world.councils, RECEIVED)
    assert len(asked) == 2


# In words


def test_a_term_is_told_in_dutch(world: World) -> None:
    with translation.override("nl"):
        why = explained(due_of(world.round, RECEIVED))
    assert why is not None
    assert why.title == "Zienswijze van de raad over een ontwerpregeling"
    assert why.law == "Wet gemeenschappelijke regelingen, artikel 1, lid 3"
    assert why.lines == (
        "Ontvangen op donderdag 14 maart 2024.",
        "8 weken later is het donderdag 9 mei 2024.",
        "Donderdag 9 mei 2024 is Hemelvaartsdag, dus de termijn loopt een dag door.",
        "Vrijdag 10 mei 2024 is de vrijdag na Hemelvaartsdag, dus de termijn loopt een dag door.",
        "Zaterdag 11 mei 2024 is in het weekend, dus de termijn loopt een dag door.",
        "Zondag 12 mei 2024 is in het weekend, dus de termijn loopt een dag door.",
    )


def test_what_was_kept_is_told_as_what_was_computed(world: World) -> None:
    term = due_of(world.round, RECEIVED)
    assert explained(term_json(term)) == explained(term)
    assert steps_of(term_json(term)["steps"]) == term.steps
    assert explained({}) is None


def test_every_rule_holiday_and_reason_has_its_words() -> None:
    assert set(TITLES) == {rule.key for rule in RULES}
    assert set(CLOSED) == {*HOLIDAYS, "saturday", "sunday"}
    assert set(NOT_EXTENDED) == set(Extension) - {Extension.EXTENDED}
    assert all(rule_length(rule) for rule in RULES)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (lambda: compute("budget-to-supervisor", date(2026, 9, 7)), "vóór 15 september"),
        (lambda: compute("framework-note", 2028), "Een vaste dag verschuift niet."),
        (lambda: compute("budget-to-councils", date(2026, 9, 13)), "12 weken daarvoor"),
        (lambda: compute("notice-to-council", date(2026, 9, 14)), "In Vlaanderen geldt"),
        (lambda: compute("opinion-on-draft", date(2030, 4, 4)), "Nog geen koninklijk besluit"),
        (lambda: compute("budget-to-supervisor", date(2026, 10, 5)), "was al voorbij"),
    ],
)
def test_other_steps_and_warnings_are_told_too(told: object, expected: str) -> None:
    assert callable(told)
    with translation.override("nl"):
        why = explained(told())
    assert why is not None
    assert expected in " ".join((*why.lines, *why.warnings))


def test_months_and_chosen_days_have_words(world: World) -> None:
    step = compute("opinion-on-draft", date(2026, 3, 2)).steps[1]
    with translation.override("nl"):
        months = replace(step, values={**step.values, "unit": "months", "length": 1})
        assert sentence(months).startswith("1 maand later")
        world.round.kind, world.round.answer_by = "free", date(2026, 5, 24)
        why = explained(due_of(world.round, date(2026, 3, 2)))
        assert why is not None
        assert (why.title, why.law) == ("", "")
        assert why.lines[0].startswith("Wie de vraag stelt, koos zondag 24 mei 2026")


def test_own_and_given_days_are_told_with_their_source(world: World) -> None:
    world.round.arrangement_slug = "proefregio"
    own(10)
    world.round.answer_by = date(2024, 4, 1)
    with translation.override("nl"):
        why = explained(due_of(world.round, RECEIVED))
    assert why is not None
    assert "10 weken (artikel 9): tot en met donderdag 23 mei 2024" in why.lines[-2]
    assert "De wet geeft meer tijd" in why.lines[-1]
