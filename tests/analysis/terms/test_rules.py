# SPDX-License-Identifier: EUPL-1.2
"""The table of the law, now and before."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from samenspel.analysis.terms import (
    RULES,
    Extension,
    Start,
    TermsError,
    compute,
    rule_keys,
    rule_on,
    versions_of,
)


def test_versions_of_a_rule_follow_each_other_without_overlap() -> None:
    for key in dict.fromkeys(rule.key for rule in RULES):
        versions = versions_of(key)
        for earlier, later in itertools.pairwise(versions):
            assert earlier.valid_to == later.valid_from, key
        assert versions[-1].valid_to is None
        assert len({(rule.country, rule.start) for rule in versions}) == 1


def test_every_rule_names_its_act_and_source() -> None:
    assert all(rule.act and rule.source for rule in RULES)


@pytest.mark.parametrize(
    ("day", "weeks"),
    [
        (date(2012, 5, 1), 6),
        (date(2014, 12, 31), 6),
        (date(2015, 1, 1), 8),
        (date(2022, 6, 30), 8),
        (date(2022, 7, 1), 12),
    ],
)
def test_councils_had_ever_more_time_for_a_budget(day: date, weeks: int) -> None:
    assert rule_on("opinion-on-budget", day).length == weeks
    assert rule_on("budget-to-councils", day).length == weeks


def test_before_july_2022_the_law_set_no_term_for_a_draft() -> None:
    with pytest.raises(TermsError) as refused:
        compute("opinion-on-draft", date(2022, 6, 30))
    assert (refused.value.reason, refused.value.value) == ("not_in_force", "2022-06-30")
    assert rule_on("opinion-on-draft", date(2022, 7, 1)).length == 8


def test_the_framework_note_was_due_half_a_month_earlier() -> None:
    assert compute("framework-note", 2022).due == date(2022, 4, 15)
    assert compute("framework-note", 2023).due == date(2023, 4, 30)
    with pytest.raises(TermsError, match="2014"):
        compute("framework-note", 2014)


def test_the_budget_was_due_at_the_supervisor_before_august() -> None:
    assert compute("budget-to-supervisor", date(2021, 7, 25)).due == date(2021, 7, 31)


def test_why_a_term_does_not_run_on_follows_from_how_it_is_counted() -> None:
    expected = {
        "opinion-on-draft": Extension.EXTENDED,
        "opinion-on-budget": Extension.EXTENDED,
        "budget-to-councils": Extension.COUNTED_BACK,
        "framework-note": Extension.FIXED_DATE,
        "notice-to-council": Extension.NO_ACT,
    }
    assert {key: versions_of(key)[-1].extension for key in expected} == expected


def test_only_terms_from_receipt_are_time_for_councils() -> None:
    assert {rule.key for rule in RULES if rule.is_for_councils} == {
        "opinion-on-draft",
        "opinion-on-change",
        "opinion-on-accession",
        "opinion-on-exit",
        "opinion-on-budget",
        "opinion-on-budget-change",
    }


def test_flanders_has_its_own_rules() -> None:
    assert "statutes-to-participants" in rule_keys("be")
    assert not set(rule_keys("be")) & set(rule_keys("nl"))
    meeting = date(2026, 11, 26)
    assert compute("statutes-to-participants", meeting).due == meeting - timedelta(days=90)
    assert compute("notice-to-council", meeting).due == date(2026, 11, 18)
    assert compute("evaluation-by-councils", 2026).due == date(2026, 12, 31)
    assert versions_of("evaluation-by-councils")[0].start is Start.YEAR


def test_unknown_names_and_countries_are_refused() -> None:
    with pytest.raises(TermsError, match="opinion-on-weather"):
        versions_of("opinion-on-weather")
    with pytest.raises(TermsError, match="de"):
        rule_keys("de")
