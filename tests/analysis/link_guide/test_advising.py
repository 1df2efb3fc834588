# SPDX-License-Identifier: EUPL-1.2
"""The advice follows from the answers, and every reason is one of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.link_guide import (
    AnswersError,
    link_guide,
    questions_shown,
    read_guide,
    take,
    weigh,
    what_would_change,
)
from tests.analysis.link_guide.small_guide import SMALL
from tests.analysis.link_guide.stories import STORIES, story

GUIDE = link_guide()


@st.composite
def answers(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Any answers, also to questions that are not shown, in any order."""
    told = {}
    for question in draw(st.permutations(GUIDE.questions)):
        most = len(question.answers) if question.several else 1
        keys = st.sampled_from([answer.key for answer in question.answers])
        chosen = draw(st.lists(keys, max_size=most, unique=True))
        if chosen:
            told[question.key] = tuple(chosen)
    return told


@pytest.mark.parametrize("advice", sorted(STORIES))
def test_every_advice_can_be_reached(advice: str) -> None:
    best = weigh(GUIDE, story(advice)).best
    assert best is not None
    assert best.advice.key == advice
    assert set(STORIES) == {one.key for one in GUIDE.advices}


@settings(max_examples=25, deadline=None)
@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_answering_makes_no_difference(told: dict, chance) -> None:  # type: ignore[no-untyped-def,type-arg]
    turned = list(told.items())
    chance.shuffle(turned)
    outcome = weigh(GUIDE, told)
    assert weigh(GUIDE, {key: tuple(reversed(chosen)) for key, chosen in turned}) == outcome


@settings(max_examples=25, deadline=None)
@given(answers())
def test_every_reason_comes_from_an_answer_that_was_given(told: dict) -> None:  # type: ignore[type-arg]
    outcome = weigh(GUIDE, told)
    shown = {question.key for question in questions_shown(GUIDE, told)}
    for standing in outcome.standings:
        for reason in standing.reasons:
            assert reason.question.key in shown
            assert reason.answer.key in told[reason.question.key]
            assert reason.answer.because is not None
        for ruled_out in standing.ruled_out:
            assert ruled_out.answers
            assert all(answer.key in told[question.key] for question, answer in ruled_out.answers)
        assert standing.total == sum(reason.points for reason in standing.reasons)


@settings(max_examples=25, deadline=None)
@given(answers())
def test_the_best_form_is_not_ruled_out_and_has_the_highest_sum(told: dict) -> None:  # type: ignore[type-arg]
    outcome = weigh(GUIDE, told)
    allowed = [standing for standing in outcome.standings if not standing.ruled_out]
    assert outcome.standings[: len(allowed)] == tuple(allowed)
    assert outcome.standings[0].total == max(standing.total for standing in allowed)
    shown = [question.key for question in questions_shown(GUIDE, told)]
    assert sorted(one.key for one in outcome.answered + outcome.skipped) == sorted(shown)
    assert (outcome.best is None) == (len(outcome.answered) < GUIDE.least_answers)


@settings(max_examples=15, deadline=None)
@given(answers())
def test_each_change_named_does_lead_to_that_advice(told: dict) -> None:  # type: ignore[type-arg]
    now = weigh(GUIDE, told).best
    for change in what_would_change(GUIDE, told):
        chosen = set(told.get(change.question.key, ())) if change.question.several else set()
        other = {**told, change.question.key: tuple(chosen ^ {change.answer.key})}
        best = weigh(GUIDE, other).best
        assert best is not None
        assert now is not None
        assert best.advice == change.advice != now.advice
        assert change.is_taken_back == (change.answer.key in chosen)


def test_a_skipped_question_is_named_and_no_obstacle() -> None:
    outcome = weigh(GUIDE, story("stedenband", raad=""))
    assert [question.key for question in outcome.skipped] == ["raad"]
    assert outcome.best is not None
    assert outcome.best.advice.key == "stedenband"


def test_too_few_answers_give_no_advice() -> None:
    few = {"reden": ("leren",), "mensen": ("geen",)}
    outcome = weigh(GUIDE, few)
    assert outcome.best is None
    assert outcome.equals == ()
    assert what_would_change(GUIDE, few) == ()


def test_without_staff_there_is_no_city_link_however_many_points_it_has() -> None:
    outcome = weigh(GUIDE, story("stedenband", mensen="geen"))
    standing = next(one for one in outcome.standings if one.advice.key == "stedenband")
    assert standing.total == max(one.total for one in outcome.standings)
    assert [rule.answers[0][1].key for rule in standing.ruled_out] == ["geen"]
    assert outcome.best is not None
    assert outcome.best.advice.key == "niet-nu"
    changes = what_would_change(GUIDE, story("stedenband", mensen="geen"))
    found = {(one.question.key, one.answer.key, one.advice.key) for one in changes}
    assert ("mensen", "vast", "stedenband") in found


def test_a_photo_before_the_elections_is_no_ground_for_a_city_link() -> None:
    outcome = weigh(GUIDE, story("stedenband", reden="laten-zien", resultaat="dit-jaar"))
    assert outcome.best is not None
    assert outcome.best.advice.key != "stedenband"


def test_answers_to_questions_that_are_not_shown_do_not_count() -> None:
    told = story("bilateraal")
    assert weigh(GUIDE, {**told, "groep": ("aanvulling",)}) == weigh(GUIDE, told)
    small = read_guide(SMALL)
    hidden = {"staff": ("no",), "who": ("official",)}
    assert [question.key for question in questions_shown(small, hidden)] == ["staff"]


def test_ties_are_decided_by_the_published_order() -> None:
    small = read_guide(SMALL)
    outcome = weigh(small, {"staff": ("yes",), "who": ("official", "neighbour")})
    assert [(one.advice.key, one.total) for one in outcome.standings] == [("wait", 0), ("link", 0)]
    assert (outcome.standings[1].points_for, outcome.standings[1].points_against) == (3, 3)
    assert [one.advice.key for one in outcome.equals] == ["link"]


def test_answers_of_several_can_be_taken_back_to_change_the_advice() -> None:
    small = read_guide(SMALL)
    changes = what_would_change(small, {"staff": ("yes",), "who": ("official", "neighbour")})
    assert [(one.answer.key, one.advice.key, one.is_taken_back) for one in changes] == [
        ("neighbour", "link", True)
    ]
    assert what_would_change(small, {"staff": ("yes",)})[-1].answer.key == "neighbour"


def test_taking_answers_leaves_out_what_is_not_understood() -> None:
    given = {
        "mensen": ["vast", "geen"],
        "geld": ["goud"],
        "bieden": ["geld", "kennis"],
        "utm_source": ["mail"],
    }
    taken = take(GUIDE, given)
    assert taken.answers == {"bieden": ("kennis", "geld")}
    assert taken.not_understood == ("mensen", "geld")


@pytest.mark.parametrize(
    "told", [{"nergens": ("ja",)}, {"mensen": ("misschien",)}, {"mensen": ("vast", "geen")}]
)
def test_answers_the_guide_does_not_know_are_refused(told: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(AnswersError, match=next(iter(told))):
        weigh(GUIDE, told)
    with pytest.raises(AnswersError):
        what_would_change(GUIDE, told)
