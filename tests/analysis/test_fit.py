# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from fractions import Fraction
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.fit import Crossing, Step, fit_of
from samenspel.analysis.flows import Flows

# Who lives in the row works in the column.
#      A   B   C   D
MATRIX = {
    "A": {"A": 60, "B": 20, "C": 20},
    "B": {"A": 30, "B": 50, "C": 20},
    "C": {"A": 10, "B": 10, "C": 80, "D": 5},
    "D": {"C": 15, "D": 100},
}


def flows_of(matrix: dict[str, dict[str, float]], zones: list[str] | None = None) -> Flows:
    rows = [(a, b, amount) for a, row in matrix.items() for b, amount in row.items()]
    return Flows.of(*zip(*rows, strict=True), zones=zones)


FLOWS = flows_of(MATRIX)


def test_shares_are_those_computed_by_hand() -> None:
    fit = fit_of(FLOWS, ["A", "B"])
    # A and B: 200 residents, 100 + 80 jobs, 160 people who do both.
    assert (fit.residents, fit.jobs, fit.inside, fit.commuters) == (200, 180, 160, 220)
    assert fit.share_inside == 160 / 220
    assert fit.self_containment_residents == 160 / 200
    assert fit.self_containment_jobs == 160 / 180


def test_joining_adds_the_flows_with_the_group_and_the_zone_s_own() -> None:
    fit = fit_of(FLOWS, ["A", "B"])
    # With C: 305 residents, 180 + 135 jobs, 160 + 40 + 20 + 80 inside.
    after = Fraction(300, 305 + 315 - 300)
    assert fit.joining == (
        Step("C", 20, 40, float(after), float(after - Fraction(160, 220)), is_tied=True),
    )
    assert fit.best_joining == fit.joining[0]


def test_leaving_takes_the_flows_with_the_others_away() -> None:
    fit = fit_of(FLOWS, ["A", "B"])
    without = {"A": Fraction(50, 130), "B": Fraction(60, 140)}
    assert {step.zone: step.share_inside for step in fit.leaving} == {
        zone: float(share) for zone, share in without.items()
    }
    assert [step.zone for step in fit.leaving] == ["B", "A"]
    assert (fit.leaving[1].to_group, fit.leaving[1].from_group) == (20, 30)
    assert fit.best_leaving is None


def test_zone_that_exchanges_more_with_another_is_not_the_best_to_join() -> None:
    """D works at home and would raise the share of A, with which it has next to nothing."""
    matrix = {"A": {"A": 50, "B": 10, "D": 1}, "B": {"A": 10, "B": 10, "C": 3}}
    matrix["D"] = {"D": 900, "C": 9}
    flows = flows_of(matrix | {"C": {"C": 5}})
    fit = fit_of(flows, ["A"])
    gains = {step.zone: (step.gain > 0, step.is_tied) for step in fit.joining}
    assert gains == {"D": (True, False), "B": (True, True)}
    assert fit.joining[0].zone == "D"
    assert fit.best_joining is not None
    assert fit.best_joining.zone == "B"


def test_member_that_belongs_elsewhere_is_the_best_to_leave() -> None:
    matrix = {"A": {"A": 50, "B": 40}, "B": {"A": 40, "B": 50}, "X": {"X": 5, "Y": 60, "A": 1}}
    fit = fit_of(flows_of(matrix | {"Y": {"Y": 10}}), ["A", "B", "X"])
    assert fit.best_leaving is not None
    assert (fit.best_leaving.zone, fit.best_leaving.is_tied) == ("X", False)


def test_only_candidates_may_join_even_without_flows_and_members_may_not() -> None:
    assert [step.zone for step in fit_of(FLOWS, ["A"], candidates=["D", "A", "?"]).joining] == ["D"]
    far = fit_of(FLOWS, ["A"], candidates=["D"]).joining[0]
    assert (far.to_group, far.from_group, far.is_tied) == (0, 0, False)


def test_members_without_flows_are_named() -> None:
    flows = flows_of(MATRIX, zones=["A", "B", "C", "D", "E"])
    fit = fit_of(flows, ["A", "E", "Z"])
    assert fit.members == ("A",)
    assert fit.without_flows == ("E", "Z")


def test_group_without_flows_has_no_shares_and_nothing_gains() -> None:
    fit = fit_of(FLOWS, ["Z"], candidates=["A"], region_of={"A": 1})
    assert isnan(fit.share_inside)
    assert isnan(fit.self_containment_residents)
    assert (fit.joining, fit.leaving, fit.crossing, fit.overlaps) == ((), (), (), ())
    assert (fit.best_joining, fit.best_leaving, fit.best_overlap) == (None, None, None)


def test_the_last_member_cannot_leave() -> None:
    assert fit_of(FLOWS, ["A"]).leaving == ()


def test_largest_flows_over_the_border_come_first_and_of_equals_the_first_zone() -> None:
    fit = fit_of(FLOWS, ["A", "B"], most_crossing=3)
    assert fit.crossing == (
        Crossing("A", "C", 20),
        Crossing("B", "C", 20),
        Crossing("C", "A", 10),
    )
    assert fit_of(FLOWS, ["A"], most_crossing=0).crossing == ()


def test_overlaps_are_shares_of_residents_the_largest_first() -> None:
    fit = fit_of(FLOWS, ["A", "C", "D"], region_of={"A": 2, "B": 2, "C": 1, "D": 0})
    assert [(o.region, o.members, o.zones) for o in fit.overlaps] == [
        (1, ("C",), 1),
        (2, ("A",), 2),
    ]
    assert [o.share_of_group for o in fit.overlaps] == [105 / 320, 100 / 320]
    assert [o.share_of_region for o in fit.overlaps] == [1, 0.5]
    assert fit.best_overlap == fit.overlaps[0]
    assert fit.outside_regions == ("D",)


def test_without_regions_nothing_is_said_of_them() -> None:
    fit = fit_of(FLOWS, ["A"])
    assert (fit.overlaps, fit.outside_regions, fit.best_overlap) == ((), (), None)


def test_amounts_with_decimals_are_counted_exactly() -> None:
    flows = flows_of({"A": {"A": 0.1, "B": 0.2}, "B": {"B": 0.3}})
    fit = fit_of(flows, ["A", "B"])
    assert (fit.residents, fit.inside, fit.share_inside) == (0.6, 0.6, 1)


@st.composite
def groups(draw: st.DrawFn) -> tuple[Flows, list[str]]:
    zones = list("ABCDEF")
    amount = st.sampled_from([0, 0, 1, 2, 7, 300, 10**9])
    rows = [(a, b, draw(amount)) for a in zones for b in zones]
    members = draw(st.lists(st.sampled_from(zones), unique=True))
    return Flows.of(*zip(*rows, strict=True)), members


@settings(max_examples=150, deadline=None)
@given(groups())
def test_gain_is_what_measuring_the_changed_group_anew_gives(
    given: tuple[Flows, list[str]],
) -> None:
    flows, members = given
    fit = fit_of(flows, members)
    now = Fraction(int(fit.inside), int(fit.commuters)) if fit.commuters else None
    for steps, change in ((fit.joining, set.union), (fit.leaving, set.difference)):
        for step in steps:
            then = fit_of(flows, change(set(members), {step.zone}))
            assert now is not None
            assert step.share_inside == then.share_inside
            assert step.gain == float(Fraction(int(then.inside), int(then.commuters)) - now)
        assert [step.gain for step in steps] == sorted((s.gain for s in steps), reverse=True)


@settings(max_examples=100, deadline=None)
@given(groups())
def test_flows_over_the_border_and_inside_are_all_commuters(given: tuple[Flows, list[str]]) -> None:
    flows, members = given
    fit = fit_of(flows, reversed(members), most_crossing=100)
    assert fit == fit_of(flows, members, most_crossing=100)
    assert fit.commuters == fit.inside + sum(flow.amount for flow in fit.crossing)
    assert isnan(fit.share_inside) or 0 <= fit.share_inside <= 1
    everybody = fit_of(flows, flows.zones)
    assert flows.total == 0 or everybody.share_inside == 1


@pytest.mark.national
def test_amsterdam_2014_has_the_figures_that_are_known(national_data: Path) -> None:
    import polars as pl

    frame = pl.read_csv(national_data / "nl-2016" / "commuting.csv").filter(pl.col("year") == 2014)
    flows = Flows.from_frame(
        frame, origin="origin_code", destination="destination_code", flow="jobs"
    )
    fit = fit_of(flows, ["GM0363"])
    assert (fit.residents, fit.jobs, fit.inside) == (367_700, 537_800, 266_900)
    assert round(fit.self_containment_residents, 3) == 0.726
    assert round(fit.self_containment_jobs, 3) == 0.496
    assert fit.crossing[0] == Crossing("GM0034", "GM0363", 20_200)
    assert fit.best_joining is not None
    assert fit.best_joining.zone in {"GM0034", "GM0479"}
