# SPDX-License-Identifier: EUPL-1.2
"""The last day of a term, every step on the way, and what the reader is warned about."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from samenspel.analysis.terms import (
    Computed,
    Direction,
    Extension,
    Own,
    Rule,
    Start,
    TermsError,
    Unit,
    by_rule,
    chosen,
    compute,
    count,
    given,
)
from tests.analysis.terms.slow_oracle import is_free, last_day, walked

DAYS = st.dates(date(2022, 7, 1), date(2095, 12, 31))


def kinds(found: Computed) -> list[str]:
    return [step.kind for step in found.steps]


def skipped(found: Computed) -> list[tuple[date, object]]:
    return [(step.on, step.values["why"]) for step in found.steps if step.kind == "skipped"]


def warned(found: Computed) -> list[str]:
    return [step.kind for step in found.warnings]


def rule(length: int, unit: Unit = Unit.WEEKS, country: str = "nl") -> Rule:
    return Rule("made", country, "Act", "", Start.RECEIVED, Direction.FORWARD, length, unit)


def test_a_term_that_ends_on_easter_monday_runs_on_to_tuesday() -> None:
    found = compute("opinion-on-budget", date(2024, 1, 8))
    assert found.unshifted == date(2024, 4, 1)
    assert found.due == date(2024, 4, 2)
    assert found.shift_days == 1
    assert skipped(found) == [(date(2024, 4, 1), "easter_monday")]


def test_a_term_that_ends_on_ascension_day_runs_on_over_friday_and_the_weekend() -> None:
    found = compute("opinion-on-draft", date(2024, 3, 14))
    assert found.due == date(2024, 5, 13)
    assert skipped(found) == [
        (date(2024, 5, 9), "ascension"),
        (date(2024, 5, 10), "ascension_friday"),
        (date(2024, 5, 11), "saturday"),
        (date(2024, 5, 12), "sunday"),
    ]


def test_a_term_that_ends_on_a_saturday_runs_on_to_monday() -> None:
    found = compute("opinion-on-draft", date(2026, 6, 20))
    assert (found.unshifted, found.due) == (date(2026, 8, 15), date(2026, 8, 17))


def test_a_term_that_is_counted_back_is_not_shifted() -> None:
    found = compute("budget-to-councils", date(2026, 9, 14))
    assert (found.unshifted, found.due) == (date(2026, 6, 22), date(2026, 6, 22))
    assert kinds(found) == ["start", "counted"]


def test_counted_back_to_a_sunday_it_stays_there_and_says_why() -> None:
    found = compute("budget-to-councils", date(2026, 9, 13))
    assert found.due == date(2026, 6, 21)
    assert found.steps[-1].values == {"why": Extension.COUNTED_BACK}
    assert warned(found) == ["ends_on_closed_day"]


def test_a_thousand_terms_are_what_a_walk_from_day_to_day_finds() -> None:
    chance = random.Random(20260914)
    first = date(2022, 7, 1).toordinal()
    weeks_of = {"opinion-on-draft": 8, "opinion-on-budget": 12, "opinion-on-exit": 8}
    for _time in range(1000):
        key = chance.choice(sorted(weeks_of))
        start = date.fromordinal(first + chance.randrange(40 * 366))
        assert compute(key, start).due == last_day(start, weeks_of[key]), (key, start)


@settings(max_examples=150)
@drawn(start=DAYS, weeks=st.integers(1, 30))
def test_any_number_of_weeks_is_what_a_walk_finds(start: date, weeks: int) -> None:
    found = by_rule(rule(weeks), start)
    assert found.unshifted == walked(start, weeks)
    assert found.due == last_day(start, weeks)
    assert found.shift_days == (found.due - found.unshifted).days


@settings(max_examples=100)
@drawn(meeting=DAYS)
def test_counting_back_never_ends_later_than_twelve_weeks_before(meeting: date) -> None:
    assert compute("budget-to-councils", meeting).due == walked(meeting, 12, backwards=True)


@settings(max_examples=100)
@drawn(start=DAYS)
def test_every_day_that_is_skipped_has_its_reason(start: date) -> None:
    found = compute("opinion-on-budget", start)
    days = [day for day, _why in skipped(found)]
    assert days == [found.unshifted + timedelta(days=n) for n in range(found.shift_days)]
    assert all(is_free(day) for day in days)
    assert not is_free(found.due)


@settings(max_examples=60)
@drawn(start=DAYS, later=st.integers(0, 400))
def test_who_receives_later_never_has_to_answer_earlier(start: date, later: int) -> None:
    after = start + timedelta(days=later)
    assert compute("opinion-on-draft", start).due <= compute("opinion-on-draft", after).due


def test_more_than_twelve_weeks_do_not_run_on_and_exactly_twelve_do() -> None:
    saturday = date(2026, 6, 20)
    assert by_rule(rule(12), saturday).shift_days == 2
    longer = by_rule(rule(13), saturday)
    assert longer.shift_days == 0
    assert longer.steps[-1].values == {"why": Extension.TOO_LONG}
    assert by_rule(rule(90, Unit.DAYS), date(2026, 6, 22)).shift_days == 1
    assert by_rule(rule(91, Unit.DAYS), date(2026, 6, 21)).shift_days == 0
    assert by_rule(rule(3, Unit.MONTHS), saturday).shift_days == 1
    assert by_rule(rule(4, Unit.MONTHS), date(2026, 6, 17)).shift_days == 0


def test_a_month_ends_on_its_last_day_where_the_number_is_missing() -> None:
    assert count(date(2026, 1, 31), 1, Unit.MONTHS) == date(2026, 2, 28)
    assert count(date(2026, 3, 31), 1, Unit.MONTHS, backwards=True) == date(2026, 2, 28)
    assert count(date(2025, 12, 5), 2, Unit.MONTHS) == date(2026, 2, 5)
    assert count(date(2026, 1, 5), 10, Unit.DAYS, backwards=True) == date(2025, 12, 26)


def test_the_dutch_act_does_not_hold_in_flanders() -> None:
    found = by_rule(rule(8, country="be"), date(2026, 6, 20))
    assert found.due == date(2026, 8, 15)
    assert found.steps[-1].values == {"why": Extension.NO_ACT}


def test_a_fixed_day_stays_where_it_is_and_warns_on_a_sunday() -> None:
    assert compute("framework-note", 2026).due == date(2026, 4, 30)
    assert warned(compute("framework-note", 2026)) == []
    sunday = compute("accounts", 2028)
    assert sunday.due == date(2028, 4, 30)
    assert sunday.steps[-1].values == {"why": Extension.FIXED_DATE}
    assert warned(sunday) == ["ends_on_closed_day"]


def test_the_budget_goes_to_the_supervisor_within_two_weeks_and_before_15_september() -> None:
    assert compute("budget-to-supervisor", date(2026, 7, 3)).due == date(2026, 7, 17)
    assert compute("budget-to-supervisor", date(2026, 7, 4)).due == date(2026, 7, 20)
    late = compute("budget-to-supervisor", date(2026, 9, 7))
    assert late.due == date(2026, 9, 14)
    assert late.steps[-1].kind == "limited"
    assert late.steps[-1].values == {"day": 15, "month": 9}
    assert warned(late) == []
    assert warned(compute("budget-to-supervisor", date(2026, 9, 21))) == ["already_past"]


def test_a_longer_term_of_the_arrangement_wins_for_councils() -> None:
    found = compute("opinion-on-draft", date(2026, 3, 2), own=Own(10, "artikel 12"))
    assert found.due == date(2026, 5, 11)
    assert found.steps[-1].kind == "own"
    assert found.steps[-1].values == {"length": 10, "unit": "weeks", "source": "artikel 12"}
    assert found.shift_days == 0


def test_a_shorter_term_of_the_arrangement_does_not_count_for_councils() -> None:
    found = compute("opinion-on-draft", date(2026, 6, 20), own=Own(6))
    assert found.due == date(2026, 8, 17)
    assert found.steps[-1].kind == "own_not_used"


def test_an_equal_term_of_the_arrangement_changes_nothing() -> None:
    found = compute("opinion-on-draft", date(2026, 6, 20), own=Own(8))
    assert (found.due, found.steps[-1].kind) == (date(2026, 8, 17), "own_not_used")


def test_an_earlier_term_of_the_arrangement_wins_for_a_board() -> None:
    meeting = date(2026, 9, 14)
    earlier = compute("budget-to-councils", meeting, own=Own(14))
    assert (earlier.due, earlier.steps[-1].kind) == (date(2026, 6, 8), "own")
    later = compute("budget-to-councils", meeting, own=Own(10))
    assert (later.due, later.steps[-1].kind) == (date(2026, 6, 22), "own_not_used")


def test_a_term_of_the_arrangement_is_no_law_and_warns_on_a_sunday() -> None:
    found = compute("opinion-on-draft", date(2026, 3, 1), own=Own(9))
    assert (found.due, found.due.isoweekday()) == (date(2026, 5, 3), 7)
    assert warned(found) == ["ends_on_closed_day"]


@pytest.mark.parametrize("weeks", [0, -1, 521])
def test_a_term_without_sense_is_refused(weeks: int) -> None:
    with pytest.raises(TermsError) as refused:
        compute("opinion-on-draft", date(2026, 3, 2), own=Own(weeks))
    assert refused.value.reason == "length"


def test_a_term_from_adoption_has_no_own_weeks() -> None:
    with pytest.raises(TermsError, match="adopted"):
        compute("budget-to-supervisor", date(2026, 7, 3), own=Own(3))


def test_a_rule_is_asked_with_what_it_counts_from() -> None:
    with pytest.raises(TermsError, match="year"):
        compute("framework-note", date(2026, 3, 2))
    with pytest.raises(TermsError, match="received"):
        compute("opinion-on-draft", 2026)


@pytest.mark.parametrize("start", [date(1979, 12, 31), date(2099, 1, 1), 2099])
def test_years_without_known_holidays_are_refused(start: date | int) -> None:
    key = "accounts" if isinstance(start, int) else "opinion-on-budget"
    with pytest.raises(TermsError) as refused:
        compute(key, start)
    assert refused.value.reason == "year"


def test_a_friday_after_ascension_beyond_the_known_decrees_is_an_expectation() -> None:
    ascension = date(2030, 5, 30)
    found = compute("opinion-on-draft", walked(ascension, 8, backwards=True))
    assert found.due == date(2030, 6, 3)
    assert warned(found) == ["expected_decree"]


def test_somebody_may_give_more_time_but_not_less() -> None:
    found = compute("opinion-on-draft", date(2026, 3, 2))
    assert found.due == date(2026, 4, 28)
    longer = given(found, date(2026, 5, 20))
    assert (longer.due, longer.steps[-1].kind) == (date(2026, 5, 20), "given")
    shorter = given(found, date(2026, 4, 1))
    assert (shorter.due, shorter.steps[-1].kind) == (date(2026, 4, 28), "given_not_used")
    assert given(found, found.due) == found


def test_a_day_that_somebody_chose_is_that_day() -> None:
    found = chosen(date(2012, 3, 22), date(2012, 5, 24))
    assert (found.rule, found.due, found.shift_days) == (None, date(2012, 5, 24), 0)
    assert kinds(found) == ["chosen"]
