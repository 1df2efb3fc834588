# SPDX-License-Identifier: EUPL-1.2
"""What kind of things the partners do."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from samenspel.analysis.link_signals import (
    ActivityFact,
    LinkFacts,
    capacity_levels,
    colleague_share,
    quick_results,
    society_per_phase,
)

DAY = date(2024, 5, 1)


def activity(kind: str = "workshop", **rest: object) -> ActivityFact:
    values = {"key": 1, "level": "person", "phase": "doing", "on": DAY} | rest
    return ActivityFact(kind=kind, **values)  # type: ignore[arg-type]


def link(*activities: ActivityFact) -> LinkFacts:
    return LinkFacts(on=DAY, parties=(1, 2), activities=activities)


def test_a_masterclass_of_officials_is_between_colleagues_and_a_concert_is_not() -> None:
    found = colleague_share(
        link(
            activity("masterclass", with_officials=True),
            activity("visit", with_politicians=True),
            activity("culture", with_officials=True),
            activity("workshop", with_society=True),
        )
    )
    assert (found.between_colleagues, found.all_done, found.share) == (2, 4, Fraction(1, 2))


def test_without_activities_there_is_no_share() -> None:
    assert colleague_share(link()).share is None
    assert quick_results(link()).share is None
    assert quick_results(link()).embedded is None


def test_levels_of_capacity_that_are_missing_are_named() -> None:
    found = capacity_levels(link(activity(), activity(), activity(level="institution")))
    assert found.counts == (2, 0, 1)
    assert found.missing == ("organisation",)


def test_a_phase_without_activities_is_not_held_against_anybody() -> None:
    found = society_per_phase(
        link(activity(phase="exploring", with_society=True), activity(phase="doing"))
    )
    assert found.without == ("doing",)
    assert found.with_society == (1, 0, 0, 0)


def test_a_quick_result_that_serves_an_aim_is_no_pitfall() -> None:
    found = quick_results(
        link(
            activity(is_quick=True, is_embedded=True),
            activity(is_quick=True),
            activity(is_quick=True, phase="exploring"),
            activity(),
        )
    )
    assert (found.quick, found.loose, found.loose_early) == (3, 2, 1)
    assert found.share == Fraction(3, 4)
    assert found.embedded == Fraction(1, 3)
