# SPDX-License-Identifier: EUPL-1.2
"""The burden of arrangements: worked examples, what is known and what assumed, and laws."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.burden import (
    FIGURES,
    MOST,
    NOTHING_KNOWN,
    Amount,
    Assumption,
    Burden,
    FigureName,
    Known,
    burden,
    load_of,
)
from samenspel.analysis.burden_assumptions import DEFAULT_ASSUMPTIONS
from samenspel.analysis.participation import Participations
from samenspel.datapackage.legal_forms import LEGAL_FORMS


def assuming(*amounts: str) -> Assumption:
    seats, meetings, member_hours, official_hours, pages = map(Decimal, amounts)
    return Assumption(seats, meetings, member_hours, official_hours, pages)


BODY = assuming("1", "4", "6", "16", "150")
LIGHT = assuming("0.5", "2", "2.25", "4", "15")
ASSUMED = {"body": BODY, "unknown": LIGHT}
few = settings(max_examples=40, deadline=None)
amounts = st.decimals(0, 100, places=2)
assumed = st.builds(Assumption, amounts, amounts, amounts, amounts, amounts)
members = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("1234")), max_size=12)


def of(pairs: list[tuple[str, str]], **more: object) -> Burden:
    participations = Participations.of(pairs, municipalities="ABC")
    forms = ["body" if key in "12" else "" for key in participations.arrangements]
    return burden(participations, forms, ASSUMED, **more)  # type: ignore[arg-type]


def totals(found: Burden, code: str) -> list[Fraction]:
    return [found.of(code)[name].total for name in FIGURES]


def test_one_arrangement_is_its_assumption_multiplied_out() -> None:
    found = load_of(BODY)
    assert [found[name] for name in FIGURES] == [
        Amount(assumed=Fraction(number)) for number in (1, 4, 24, 64, 600)
    ]


def test_halves_and_quarters_stay_exact() -> None:
    assert load_of(LIGHT).member_hours.total == Fraction(9, 4)
    assert load_of(LIGHT).seats.total == Fraction(1, 2)


def test_the_worked_example_of_the_methods_page() -> None:
    participations = Participations.of([("A", "1"), ("A", "2")], municipalities="A")
    light = assuming("1", "2", "2", "4", "20")
    found = burden(participations, ["body", "unknown"], {"body": BODY, "unknown": light})
    hours = found.of("A").member_hours
    assert hours.total == 28
    assert hours.per(40_000) == 7


def test_inhabitants_that_are_not_known_give_no_figure() -> None:
    assert Amount(Fraction(1)).per(None) is None
    assert Amount(Fraction(1)).per(0) is None


def test_a_figure_is_known_when_all_that_it_is_made_of_is() -> None:
    found = load_of(BODY, Known(seats=Decimal(2), meetings=Decimal(5)))
    assert found.seats == Amount(known=Fraction(2))
    assert found.meetings == Amount(known=Fraction(5))
    assert found.member_hours == Amount(assumed=Fraction(60))
    assert found.pages == Amount(assumed=Fraction(750))
    whole = load_of(BODY, Known(*map(Decimal, (2, 5, 3, 1, 10))))
    assert [whole[name].known for name in FIGURES] == [2, 5, 30, 5, 50]


def test_nothing_known_of_nought_is_still_known() -> None:
    found = load_of(BODY, Known(seats=Decimal(0), meetings=Decimal(4), member_hours=Decimal(6)))
    assert found.member_hours == Amount()
    assert found.seats == Amount()


def test_what_is_known_of_a_member_goes_before_that_of_the_arrangement() -> None:
    found = of(
        [("A", "1"), ("B", "1")],
        known={"1": Known(seats=Decimal(3), meetings=Decimal(2))},
        known_of_member={("A", "1"): Known(seats=Decimal(5))},
    )
    assert found.part("A", "1").seats == found.of("A").seats == Amount(known=Fraction(5))
    assert found.of("A").meetings == Amount(known=Fraction(2))
    assert found.of("B").seats == found.part("B", "1").seats == Amount(known=Fraction(3))


def test_who_is_not_in_it_has_no_part_and_counts_for_nothing() -> None:
    known = {(code, key): Known(seats=Decimal(9)) for code in "BZ" for key in "19"}
    found = of([("A", "1")], known_of_member=known)
    assert found.special == {}
    with pytest.raises(KeyError):
        found.part("B", "1")
    with pytest.raises(KeyError):
        found.of("Z")


def test_a_form_without_an_assumption_is_unknown() -> None:
    found = of([("A", "3")])
    assert found.forms == ("unknown",)
    assert found.of("A") == load_of(LIGHT)


def test_what_cannot_be_computed_is_refused() -> None:
    participations = Participations.of([("A", "1")], municipalities="A")
    with pytest.raises(ValueError, match="1 forms"):
        burden(participations, [], ASSUMED)
    with pytest.raises(ValueError, match="form unknown"):
        burden(participations, ["body"], {"body": BODY})


@pytest.mark.parametrize("text", ["-1", "10000.01", "0.001", "NaN", "Infinity"])
def test_an_amount_is_a_number_from_0_with_two_decimals(text: str) -> None:
    with pytest.raises(ValueError, match="at most two decimals"):
        replace(BODY, pages=Decimal(text))
    with pytest.raises(ValueError, match="at most two decimals"):
        Known(meetings=Decimal(text))


def test_the_largest_amounts_still_fit() -> None:
    large = assuming(*["10000"] * 5)
    participations = Participations.of(
        [("A", str(number)) for number in range(90)], municipalities="A"
    )
    found = burden(participations, [""] * 90, {"unknown": large})
    assert found.of("A").member_hours.total == 90 * Fraction(MOST) ** 3


def test_there_is_an_assumption_with_a_reason_for_every_legal_form() -> None:
    assert list(DEFAULT_ASSUMPTIONS) == list(LEGAL_FORMS)
    assert all(one.note for one in DEFAULT_ASSUMPTIONS.values())


@few
@given(members)
def test_no_arrangement_no_burden(pairs: list[tuple[str, str]]) -> None:
    found = of(pairs)
    for code in set("ABC") - {code for code, _ in pairs}:
        assert totals(found, code) == [0] * 5


@few
@given(members, members)
def test_burdens_of_different_arrangements_add_up(
    first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    elsewhere = [(code, f"{key}x") for code, key in second]

    def measured(pairs: list[tuple[str, str]]) -> Burden:
        participations = Participations.of(pairs, municipalities="ABC")
        forms = ["body" if "1" in key else "" for key in participations.arrangements]
        return burden(participations, forms, ASSUMED)

    together = measured([*first, *elsewhere])
    for code in "ABC":
        one, other = totals(measured(first), code), totals(measured(elsewhere), code)
        assert totals(together, code) == [a + b for a, b in zip(one, other, strict=True)]


@few
@given(members, st.randoms(use_true_random=False))
def test_order_does_not_matter(pairs: list[tuple[str, str]], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [of(pairs).of(code) for code in "ABC"] == [of(shuffled).of(code) for code in "ABC"]


@few
@given(members, st.integers(0, 20))
def test_so_many_times_the_meetings_is_so_many_times_the_work(
    pairs: list[tuple[str, str]], factor: int
) -> None:
    participations = Participations.of(pairs, municipalities="ABC")
    forms = [""] * len(participations.arrangements)
    more = replace(LIGHT, meetings=LIGHT.meetings * factor)
    before = burden(participations, forms, {"unknown": LIGHT})
    after = burden(participations, forms, {"unknown": more})
    names: tuple[FigureName, ...] = ("meetings", "member_hours", "official_hours", "pages")
    for code in "ABC":
        for name in names:
            assert after.of(code)[name].total == factor * before.of(code)[name].total
        assert after.of(code).seats == before.of(code).seats


@few
@given(assumed, amounts, amounts)
def test_what_is_known_to_be_as_assumed_changes_no_total(
    one: Assumption, seats: Decimal, hours: Decimal
) -> None:
    told = replace(one, seats=seats, member_hours=hours)
    known = Known(seats=seats, member_hours=hours)
    before, after = load_of(told), load_of(told, known)
    assert [before[name].total for name in FIGURES] == [after[name].total for name in FIGURES]
    assert known.over(NOTHING_KNOWN) == known
