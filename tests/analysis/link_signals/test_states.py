# SPDX-License-Identifier: EUPL-1.2
"""When a signal asks for attention."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from samenspel.analysis.link_signals import (
    Balance,
    CapacityLevels,
    Carriers,
    ColleagueShare,
    CouncilSupport,
    Fading,
    QuickResults,
    Reciprocity,
    SocietyPerPhase,
    Support,
    Term,
    colleagues_state,
    dependence_state,
    fading_state,
    levels_state,
    quick_state,
    reciprocity_state,
    society_state,
    support_state,
    term_state,
)

DAY = date(2024, 5, 1)
HALF = Balance("hours", (), Fraction(1, 2))
NOTHING = Balance("hours", (), None)


@pytest.mark.parametrize(
    ("balance", "giving", "receiving", "state"),
    [
        (NOTHING, (), (), "unknown"),
        (HALF, (), (), "good"),
        (HALF, (1,), (), "watch"),
        (HALF, (), (2,), "watch"),
    ],
)
def test_reciprocity_only_asks_for_attention_when_somebody_never_gives_or_receives(
    balance: Balance, giving: tuple[int, ...], receiving: tuple[int, ...], state: str
) -> None:
    assert reciprocity_state(Reciprocity((balance,), giving, receiving, ())) == state


@pytest.mark.parametrize(
    ("between", "done", "state"),
    [(0, 0, "unknown"), (0, 3, "act"), (1, 3, "watch"), (1, 2, "good"), (3, 3, "good")],
)
def test_learning_between_colleagues(between: int, done: int, state: str) -> None:
    assert colleagues_state(ColleagueShare(between, done)) == state


@pytest.mark.parametrize(
    ("counts", "state"), [((0, 0, 0), "unknown"), ((2, 0, 1), "watch"), ((1, 1, 1), "good")]
)
def test_levels_of_capacity(counts: tuple[int, ...], state: str) -> None:
    assert levels_state(CapacityLevels(counts)) == state


@pytest.mark.parametrize(
    ("done", "society", "state"),
    [
        ((0, 0, 0, 0), (0, 0, 0, 0), "unknown"),
        ((1, 0, 3, 0), (0, 0, 0, 0), "act"),
        ((1, 0, 3, 0), (0, 0, 1, 0), "watch"),
        ((1, 0, 3, 0), (1, 0, 1, 0), "good"),
    ],
)
def test_society_in_every_phase(
    done: tuple[int, ...], society: tuple[int, ...], state: str
) -> None:
    assert society_state(SocietyPerPhase(done, society)) == state


@pytest.mark.parametrize(
    ("quick", "loose", "early", "done", "state"),
    [
        (0, 0, 0, 0, "unknown"),
        (1, 0, 0, 9, "good"),
        (1, 1, 1, 9, "good"),
        (1, 1, 0, 9, "watch"),
        (4, 0, 0, 9, "watch"),
        (4, 1, 0, 9, "act"),
    ],
)
def test_the_pitfall_of_quick_results(
    quick: int, loose: int, early: int, done: int, state: str
) -> None:
    assert quick_state(QuickResults(quick, loose, early, done)) == state


def council(
    *, adopted: bool = True, seats_for: int | None = 9, opposition: bool | None = True
) -> CouncilSupport:
    part = None if seats_for is None else Fraction(seats_for)
    return CouncilSupport(1, DAY, adopted, part, 10, 1, 2, opposition)


@pytest.mark.parametrize(
    ("councils", "undecided", "state"),
    [
        ((), (1,), "unknown"),
        ((council(),), (), "good"),
        ((council(seats_for=None, opposition=None),), (), "good"),
        ((council(),), (2,), "watch"),
        ((council(seats_for=6),), (), "watch"),
        ((council(opposition=False),), (), "watch"),
        ((council(), council(adopted=False)), (), "act"),
    ],
    ids=["none", "broad", "not known", "one waits", "narrow", "one-sided", "against"],
)
def test_support_in_the_councils(
    councils: tuple[CouncilSupport, ...], undecided: tuple[int, ...], state: str
) -> None:
    assert support_state(Support(councils, undecided)) == state


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ((), "unknown"),
        (((0, 0, 0),), "unknown"),
        (((2, 0, 0), (0, 0, 0)), "act"),
        (((2, 0, 0), (1, 0, 0)), "watch"),
        (((2, 2, 2),), "good"),
        (((2, 3, 2),), "good"),
        (((2, 4, 3),), "watch"),
    ],
)
def test_dependence_on_one_person(rows: tuple[tuple[int, int, int], ...], state: str) -> None:
    """Rows: people, contacts with known people, most of them with one person."""
    found = tuple(
        Carriers(n, people, 1, known, most, 1) for n, (people, known, most) in enumerate(rows)
    )
    assert dependence_state(found) == state


@pytest.mark.parametrize(
    ("days", "state"),
    [(None, "unknown"), (30, "good"), (31, "watch"), (60, "watch"), (61, "act")],
)
def test_fading_by_a_rhythm_of_thirty_days(days: int | None, state: str) -> None:
    found = Fading(DAY, days, Fraction(30), is_agreed=False, gaps=())
    assert fading_state(found) == state


@pytest.mark.parametrize(
    ("left", "silently", "agreed", "state"),
    [
        (None, False, False, "unknown"),
        (None, False, True, "good"),
        (365, False, True, "good"),
        (364, False, True, "watch"),
        (119, False, True, "act"),
        (-1, False, True, "act"),
        (-1, True, True, "good"),
    ],
)
def test_the_end_of_the_agreement(
    left: int | None, silently: bool, agreed: bool, state: str
) -> None:
    found = Term(DAY, left, None, is_extended_silently=silently, is_agreed=agreed)
    assert term_state(found) == state
