# SPDX-License-Identifier: EUPL-1.2
"""Flows of several years between the municipalities of one day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows
from samenspel.analysis.harmonising import (
    Change,
    HarmonisingError,
    harmonise,
    harmonise_years,
)

EARLY, DAY, LATER, LATE = date(2014, 1, 1), date(2015, 1, 1), date(2016, 1, 1), date(2017, 1, 1)
FLOWS = Flows.of(["A", "A", "B", "B", "C"], ["A", "B", "B", "C", "A"], [50, 20, 30, 5, 7])


def merge(old: str, new: str, on: date = DAY) -> Change:
    return Change(on, "merge", old, new, 1.0)


def split(old: str, new: str, share: float | None, on: date = DAY) -> Change:
    return Change(on, "split", old, new, share)


def test_municipalities_that_merged_have_their_flows_added_up() -> None:
    found = harmonise(FLOWS, [merge("A", "M"), merge("B", "M")], on=EARLY, to=LATE)
    assert list(found.flows.pairs()) == [("C", "M", 7.0), ("M", "C", 5.0), ("M", "M", 100.0)]
    assert found.code_of == {"A": "M", "B": "M", "C": "C"}
    assert found.followed == (merge("A", "M"), merge("B", "M"))
    assert found.is_exact


def test_a_municipality_that_others_join_keeps_its_code() -> None:
    assert harmonise(FLOWS, [merge("A", "B")], on=EARLY, to=LATE).flows.zones == ("B", "C")


def test_changes_are_followed_one_after_the_other_in_the_order_of_their_days() -> None:
    changes = [merge("N", "O", LATER), Change(DAY, "rename", "A", "N")]
    assert harmonise(FLOWS, changes, on=EARLY, to=LATE).code_of["A"] == "O"
    assert harmonise(FLOWS, changes, on=EARLY, to=DAY).code_of["A"] == "N"


def test_a_change_on_the_first_day_has_been_made_and_one_on_the_last_day_too() -> None:
    assert harmonise(FLOWS, [merge("A", "B", EARLY)], on=EARLY, to=DAY).code_of["A"] == "A"
    assert harmonise(FLOWS, [merge("A", "B", DAY)], on=EARLY, to=DAY).code_of["A"] == "B"


def test_a_code_that_was_made_and_ended_on_one_day_is_passed_through() -> None:
    changes = [merge("A", "N"), merge("N", "O")]
    assert harmonise(FLOWS, changes, on=EARLY, to=LATE).code_of["A"] == "O"


def test_a_change_of_name_that_keeps_the_code_moves_nothing() -> None:
    found = harmonise(FLOWS, [Change(DAY, "rename", "A", "A")], on=EARLY, to=LATE)
    assert (found.followed, found.flows.zones) == ((), FLOWS.zones)


def test_a_divided_municipality_goes_to_the_largest_part_and_that_is_told() -> None:
    changes = [split("A", "B", 0.3), split("A", "C", 0.7)]
    found = harmonise(FLOWS, changes, on=EARLY, to=LATE)
    assert found.code_of == {"A": "C", "B": "B", "C": "C"}
    (told,) = found.approximations
    assert (told.date, told.code, told.taken_by) == (DAY, "A", "C")
    assert (told.parts, told.misplaced_share) == ((("B", 0.3),), 0.3)
    assert (told.residents, told.jobs) == (70.0, 57.0)
    assert not found.is_exact


def test_what_merged_into_a_divided_municipality_before_is_told_with_it() -> None:
    changes = [merge("B", "A"), split("A", "C", 0.4, LATER), split("A", "D", 0.6, LATER)]
    (told,) = harmonise(FLOWS, changes, on=EARLY, to=LATE).approximations
    assert (told.residents, told.jobs) == (105.0, 107.0)


def test_parts_of_unknown_share_have_equal_parts_of_the_rest() -> None:
    unknown = [split("A", "B", None), split("A", "C", None)]
    assert harmonise(FLOWS, unknown, on=EARLY, to=LATE).code_of["A"] == "B"
    known = [split("A", "B", 0.4), split("A", "C", None)]
    found = harmonise(FLOWS, known, on=EARLY, to=LATE)
    assert found.code_of["A"] == "C"
    assert found.approximations[0].misplaced_share == 0.4


def test_the_largest_part_may_be_the_municipality_itself() -> None:
    found = harmonise(FLOWS, [split("A", "A", 0.9), split("A", "B", None)], on=EARLY, to=LATE)
    assert found.code_of["A"] == "A"
    assert found.followed == ()
    assert found.approximations[0].misplaced_share is None


def test_a_transfer_of_a_part_moves_nothing_and_is_told() -> None:
    transfer = Change(DAY, "transfer", "A", "B", 0.05)
    found = harmonise(FLOWS, [transfer], on=EARLY, to=LATE)
    assert found.code_of["A"] == "A"
    (told,) = found.approximations
    assert (told.code, told.taken_by, told.parts) == ("A", "A", (("B", 0.05),))


def test_a_transfer_on_the_day_of_a_merger_is_told_and_the_merger_followed() -> None:
    changes = [Change(DAY, "transfer", "A", "B", 0.05), merge("A", "C")]
    found = harmonise(FLOWS, changes, on=EARLY, to=LATE)
    assert found.code_of["A"] == "C"
    assert found.approximations[0].parts == (("B", 0.05),)


def test_changes_of_one_day_that_go_round_are_refused() -> None:
    with pytest.raises(HarmonisingError, match=r"go round at A \(and 1 more"):
        harmonise(FLOWS, [merge("A", "B"), merge("B", "A")], on=EARLY, to=LATE)


def test_backwards_a_new_code_is_undone() -> None:
    changes = [Change(DAY, "rename", "Old", "A"), Change(LATER, "rename", "X", "Y")]
    found = harmonise(FLOWS, changes, on=LATE, to=EARLY)
    assert found.code_of["A"] == "Old"
    assert found.is_exact


def test_backwards_a_merger_is_refused_with_the_day_that_can_be_asked_for() -> None:
    changes = [merge("P", "A"), merge("Q", "A")]
    with pytest.raises(HarmonisingError, match="A received all or part of P and Q on 2015-01-01"):
        harmonise(FLOWS, changes, on=LATE, to=EARLY)
    assert harmonise(FLOWS, changes, on=LATE, to=DAY).flows.zones == FLOWS.zones
    with pytest.raises(HarmonisingError, match="all or part of P on"):
        harmonise(FLOWS, [merge("P", "A")], on=LATE, to=EARLY, codes={"P"})


def test_backwards_parts_that_were_new_are_put_together_again() -> None:
    changes = [split("P", "A", 0.4), split("P", "B", 0.6)]
    found = harmonise(FLOWS, changes, on=LATE, to=EARLY, codes={"P", "C"})
    assert list(found.flows.pairs()) == [("C", "P", 7.0), ("P", "C", 5.0), ("P", "P", 100.0)]
    assert found.is_exact


@pytest.mark.parametrize("codes", [None, {"P", "A"}])
def test_backwards_a_part_that_joined_another_or_may_have_is_refused(
    codes: set[str] | None,
) -> None:
    with pytest.raises(HarmonisingError, match="A received all or part of P"):
        harmonise(FLOWS, [split("P", "A", 0.4)], on=LATE, to=EARLY, codes=codes)


def test_backwards_a_part_that_an_earlier_change_names_is_not_new() -> None:
    changes = [merge("Z", "A", date(2000, 1, 1)), split("P", "A", 0.4)]
    with pytest.raises(HarmonisingError, match="cannot be undone"):
        harmonise(FLOWS, changes, on=LATE, to=EARLY, codes={"P"})


def test_backwards_what_remained_of_a_divided_municipality_has_its_code() -> None:
    changes = [split("A", "A", 0.4), split("A", "B", 0.6)]
    found = harmonise(FLOWS, changes, on=LATE, to=EARLY, codes={"A", "C"})
    assert found.code_of == {"A": "A", "B": "A", "C": "C"}
    assert found.followed == (split("A", "B", 0.6),)


def test_backwards_a_transfer_stays_where_it_is_and_is_told() -> None:
    found = harmonise(FLOWS, [Change(DAY, "transfer", "B", "A", 0.05)], on=LATE, to=EARLY)
    (told,) = found.approximations
    assert (told.code, told.taken_by, told.parts) == ("A", "A", (("B", None),))


def test_years_are_brought_to_the_municipalities_of_the_last_day() -> None:
    late = Flows.of(["C", "C"], ["C", "E"], [1, 2.5])
    found = harmonise_years({LATE: late, EARLY: FLOWS}, [merge("A", "B")])
    assert list(found) == [EARLY, LATE]
    assert found[EARLY].flows.zones == found[LATE].flows.zones == ("B", "C", "E")
    assert list(found[LATE].flows.pairs()) == [("C", "C", 1.0), ("C", "E", 2.5)]
    assert found[EARLY].flows.total == FLOWS.total


def test_years_with_the_same_municipalities_are_left_as_they_are() -> None:
    found = harmonise_years({EARLY: FLOWS, DAY: FLOWS}, [], to=LATE)
    assert [list(each.flows.pairs()) for each in found.values()] == [list(FLOWS.pairs())] * 2


def test_no_years_are_refused() -> None:
    with pytest.raises(HarmonisingError, match="there are no flows"):
        harmonise_years({}, [])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Change,
            date=st.sampled_from([DAY, LATER]),
            kind=st.sampled_from(["merge", "split", "transfer"]),
            old_code=st.sampled_from("ABCD"),
            new_code=st.sampled_from("EFG"),
            area_share=st.sampled_from([None, 0.2, 0.5]),
        ),
        max_size=6,
    )
)
def test_nobody_is_lost_and_the_order_of_the_changes_does_not_matter(changes: list[Change]) -> None:
    found = harmonise(FLOWS, changes, on=EARLY, to=LATE)
    assert found.flows.total == FLOWS.total
    assert harmonise(FLOWS, changes[::-1], on=EARLY, to=LATE).code_of == found.code_of
    ended = {c.old_code for c in changes if c.kind != "transfer"}
    assert not ended & set(found.flows.zones)


@pytest.mark.national
def test_dutch_flows_of_2014_between_the_municipalities_of_2016(national_data: Path) -> None:
    import polars as pl

    folder = national_data / "nl-2016"
    frame = pl.read_csv(folder / "commuting.csv").filter(pl.col("year") == 2014)
    flows = Flows.from_frame(
        frame, origin="origin_code", destination="destination_code", flow="jobs"
    )
    rows = pl.read_csv(
        folder / "municipality_changes.csv", try_parse_dates=True, infer_schema_length=None
    ).to_dicts()
    changes = [
        Change(r["date"], r["kind"], r["old_code"], r["new_code"], r["area_share"]) for r in rows
    ]
    found = harmonise(flows, changes, on=EARLY, to=LATER)
    assert len(found.flows.zones) == 390
    assert found.flows.total == flows.total
    # Maasdonk: 71.6 % went to 's-Hertogenbosch, the rest to Oss.
    (told,) = found.approximations
    assert (told.code, told.taken_by, told.parts) == ("GM1671", "GM0796", (("GM0828", 0.284),))
    division = pl.read_csv(folder / "region_divisions.csv").filter(
        pl.col("division") == "provinces"
    )
    assert set(found.flows.zones) == set(division["municipality_code"])
    assert len(harmonise(flows, changes, on=EARLY, to=date(2023, 1, 1)).flows.zones) == 342
