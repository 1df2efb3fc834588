# SPDX-License-Identifier: EUPL-1.2
"""What a term means for a council that is in recess."""

from __future__ import annotations

from datetime import date

from samenspel.analysis.terms import Closed, recess_warnings

SUMMER = Closed("zomerreces", date(2026, 7, 4), date(2026, 8, 17))


def test_a_recess_before_or_after_the_term_is_no_trouble() -> None:
    assert recess_warnings(date(2026, 3, 2), date(2026, 4, 28), [SUMMER]) == ()
    # The day of receipt is not in the term, nor is the first day after the recess in the recess.
    assert recess_warnings(date(2026, 8, 16), date(2026, 10, 12), [SUMMER]) == ()


def test_a_term_over_a_recess_says_how_many_days_it_takes() -> None:
    (told,) = recess_warnings(date(2026, 6, 20), date(2026, 8, 17), [SUMMER])
    assert (told.kind, told.on) == ("in_recess", date(2026, 7, 4))
    assert told.values == {"name": "zomerreces", "days": 44, "length": 58}


def test_a_last_day_in_a_recess_says_the_last_day_before_it() -> None:
    told = recess_warnings(date(2026, 5, 18), date(2026, 7, 13), [SUMMER])
    assert [step.kind for step in told] == ["in_recess", "due_in_recess"]
    assert told[0].values["days"] == 10
    assert told[1].on == date(2026, 7, 3)


def test_recesses_are_told_in_their_order() -> None:
    may = Closed("meireces", date(2026, 4, 25), date(2026, 5, 4))
    told = recess_warnings(date(2026, 4, 20), date(2026, 7, 13), [SUMMER, may])
    assert [step.values["name"] for step in told if step.kind == "in_recess"] == [
        "meireces",
        "zomerreces",
    ]


def test_the_last_meeting_within_the_term_is_named() -> None:
    meetings = [date(2026, 3, 2), date(2026, 4, 20), date(2026, 3, 30), date(2026, 5, 18)]
    (told,) = recess_warnings(date(2026, 3, 2), date(2026, 4, 28), [], meetings)
    assert (told.kind, told.on) == ("last_meeting", date(2026, 4, 20))


def test_no_meeting_within_the_term_is_said() -> None:
    (told,) = recess_warnings(date(2026, 3, 2), date(2026, 4, 28), [], [date(2026, 5, 18)])
    assert told.kind == "no_meeting"
