# SPDX-License-Identifier: EUPL-1.2
"""Delineation: the known outcomes, the plain method, and the laws that it must keep."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import (
    VARIANTS,
    Delineation,
    EndlessError,
    Parameters,
    ParametersError,
    Variant,
    delineate,
)
from tests.analysis.functional_regions.plain_method import Plain

PUBLISHED: Variant = "labour-market-areas-3.4"
# For flows of a few hundred people.
SMALL = Parameters(
    min_size=20, min_self_containment=0.5, target_size=60, target_self_containment=0.7
)
CASES = [("brindisi", "brindisi"), ("sardinia", "sardinia"), ("nl2014_c", "nl2014"),
         ("gravity250", "gravity250")]  # fmt: skip
PASSES = {"brindisi": 12, "sardinia": 461, "nl2014_c": 623, "gravity250": 318}
REGIONS = {"brindisi": 9, "sardinia": 36, "nl2014_c": 34, "gravity250": 8}


def rows(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    text = gzip.decompress(content) if path.suffix == ".gz" else content
    return list(csv.DictReader(text.decode().splitlines()))


def known_flows(folder: Path, name: str) -> Flows:
    found = rows(folder / f"{name}.flows.csv.gz")
    return Flows.of(
        [row["origin"] for row in found],
        [row["destination"] for row in found],
        [float(row["flow"]) for row in found],
    )


@pytest.mark.national
@pytest.mark.parametrize(("case", "name"), CASES)
def test_the_published_variant_gives_what_the_published_program_gave(
    national_data: Path, case: str, name: str
) -> None:
    folder = national_data / "functional-regions"
    found = delineate(known_flows(folder, name), variant=PUBLISHED)
    assert found.region_of == {
        row["zone"]: int(row["region"]) for row in rows(folder / f"{case}.regions.csv")
    }
    assert found.region_before == {
        row["zone"]: int(row["region"]) for row in rows(folder / f"{case}.before0.csv")
    }
    events = rows(folder / f"{case}.reserve.csv")
    assert [(e.type, e.iteration, e.cluster, e.zone) for e in found.events] == [
        (e["type"], int(e["iteration"]), int(e["cluster"]), e["zone"]) for e in events
    ]
    # The file has fifteen digits.
    assert [e.validity for e in found.events] == pytest.approx(
        [float(e["validity"]) for e in events], rel=1e-14
    )
    assert found.passes == PASSES[case]
    assert len(found.statistics.regions) == REGIONS[case]


@pytest.mark.national
@pytest.mark.parametrize(("case", "name"), CASES)
def test_the_variants_differ_on_sardinia_only(national_data: Path, case: str, name: str) -> None:
    flows = known_flows(national_data / "functional-regions", name)
    documented, published = (delineate(flows, variant=variant) for variant in VARIANTS)
    if case != "sardinia":
        assert documented.region_of == published.region_of
        return
    assert len(documented.statistics.regions) == 37
    # Eight zones in the region that is new: seven of one old region, with five left, and one more.
    moved = [z for z, k in documented.region_of.items() if published.region_of[z] != k]
    assert {documented.region_of[zone] for zone in moved} == {269}
    assert sorted(published.region_of[zone] for zone in moved) == [199] + [229] * 7


@pytest.mark.national
def test_zones_of_the_dutch_case_that_are_set_aside(national_data: Path) -> None:
    flows = known_flows(national_data / "functional-regions", "nl2014")
    folder = national_data / "functional-regions"
    names = {row["zone"]: row["name"] for row in rows(folder / "nl2014.zones.csv")}
    assert [names[zone] for zone in delineate(flows).set_aside] == ["Schiermonnikoog", "Vlieland"]


@st.composite
def networks(draw: st.DrawFn) -> dict[tuple[int, int], int]:
    """Up to twelve zones that mostly work at home, and flows among them; ties are likely."""
    n = draw(st.integers(1, 12))
    amount = st.sampled_from([0, 0, 0, 1, 2, 5, 10])
    found = {(a, b): draw(amount) for a in range(n) for b in range(n) if a != b}
    found.update({(a, a): draw(st.sampled_from([0, 5, 10, 20, 40])) for a in range(n)})
    return {pair: f for pair, f in found.items() if f}


def as_flows(network: dict[tuple[int, int], int]) -> Flows:
    return Flows.of(
        [str(a) for a, _ in network], [str(b) for _, b in network], list(network.values())
    )


def assert_as_plain(
    network: dict[tuple[int, int], int], parameters: Parameters, variant: Variant
) -> None:
    """The product finds what the method written down plainly finds, event by event."""
    found = delineate(as_flows(network), parameters=parameters, variant=variant)
    plain = Plain(
        network,
        (
            parameters.min_size,
            parameters.min_self_containment,
            parameters.target_size,
            parameters.target_self_containment,
        ),
        stale=variant == PUBLISHED,
    )
    assert found.region_of == {str(z): k for z, k in plain.region.items()}
    assert found.region_before == {str(z): k for z, k in plain.before.items()}
    events = [(e.type, e.iteration, e.cluster, int(e.zone)) for e in found.events]
    assert events == plain.events
    assert found.passes == plain.passes


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(
    "parameters",
    [SMALL, Parameters(50, 0.5, 60, 0.9), Parameters(0, 0.2, 5, 0.3), Parameters(5, 0.8, 15, 1.0)],
    ids=["usual", "far-too-small", "easy", "hard"],
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(network=networks())
def test_equals_the_method_written_down_plainly(
    variant: Variant, parameters: Parameters, network: dict[tuple[int, int], int]
) -> None:
    assert_as_plain(network, parameters, variant)


# Two networks in which the pieces of a cluster look better than the cluster.
PIECES_THAT_LOOK_VALID = [
    {(0, 1): 30, (1, 1): 2, (1, 3): 2, (1, 5): 2, (2, 0): 30, (3, 1): 30, (3, 4): 30, (4, 0): 1,
     (4, 4): 30, (5, 2): 30, (5, 5): 1},
    {(0, 1): 10, (1, 3): 1, (2, 4): 5, (3, 2): 20, (3, 3): 20, (4, 0): 5, (4, 3): 1},
]  # fmt: skip


@pytest.mark.parametrize("network", PIECES_THAT_LOOK_VALID, ids=["another-is-picked", "it-ends"])
def test_the_published_variant_is_misled_by_pieces_that_look_valid(
    network: dict[tuple[int, int], int],
) -> None:
    parameters = Parameters(5, 0.8, 15, 1.0)
    assert_as_plain(network, parameters, PUBLISHED)
    documented = delineate(as_flows(network), parameters=parameters)
    published = delineate(as_flows(network), parameters=parameters, variant=PUBLISHED)
    assert documented.region_before != published.region_before


@settings(max_examples=40, deadline=None)
@given(network=networks(), variant=st.sampled_from(VARIANTS))
def test_sums_are_kept_and_every_zone_used_is_somewhere(
    network: dict[tuple[int, int], int], variant: Variant
) -> None:
    flows = as_flows(network)
    found = delineate(flows, parameters=SMALL, variant=variant)
    assert set(found.region_of) | set(found.set_aside) == set(flows.zones)
    assert not set(found.region_of) & set(found.set_aside)
    regions = found.statistics.regions
    placed = [zone for zone, region in found.region_of.items() if region]
    used = found.flows
    assert sorted(placed) == sorted(zone for r in regions for zone in r.members)
    assert sum(r.residents for r in regions) == sum(used.residents[used.index[z]] for z in placed)
    assert sum(r.jobs for r in regions) == sum(used.jobs[used.index[z]] for z in placed)
    assert found.reserve == tuple(
        sorted((e.zone for e in found.events), key=list(found.region_of).index)
    )


@settings(max_examples=40, deadline=None)
@given(network=networks())
def test_regions_are_valid_before_the_reserve_list_is_emptied(
    network: dict[tuple[int, int], int],
) -> None:
    found = delineate(as_flows(network), parameters=SMALL)
    before = {zone: region for zone, region in found.region_before.items() if region}
    for region in set(before.values()):
        members = {zone for zone, k in before.items() if k == region}
        used = found.flows
        places = [used.index[zone] for zone in members]
        inside = sum(f for a, b, f in used.pairs() if a in members and b in members)
        residents, jobs = int(used.residents[places].sum()), int(used.jobs[places].sum())
        assert SMALL.validity(residents, jobs, inside) >= 1


@settings(max_examples=40, deadline=None)
@given(network=networks(), power=st.integers(1, 12), variant=st.sampled_from(VARIANTS))
def test_the_unit_of_the_flows_does_not_matter(
    network: dict[tuple[int, int], int], power: int, variant: Variant
) -> None:
    times = 2**power
    scaled = Parameters(
        SMALL.min_size * times,
        SMALL.min_self_containment,
        SMALL.target_size * times,
        SMALL.target_self_containment,
    )
    flows = as_flows(network)
    larger = as_flows({pair: f * times for pair, f in network.items()})
    found = delineate(flows, parameters=SMALL, variant=variant)
    again = delineate(larger, parameters=scaled, variant=variant)
    assert again.region_of == found.region_of
    assert again.events == found.events


@settings(max_examples=40, deadline=None)
@given(data=st.data(), n=st.integers(2, 9))
def test_names_of_zones_do_not_matter_where_nothing_ties(data: st.DataObject, n: int) -> None:
    pairs = [(a, b) for a in range(n) for b in range(n)]
    amounts = data.draw(
        st.lists(st.integers(1, 100_000), min_size=n * n, max_size=n * n, unique=True)
    )
    network = {
        (a, b): amount * (10 if a == b else 1)
        for (a, b), amount in zip(pairs, amounts, strict=True)
    }
    order = data.draw(st.permutations(range(n)))
    parameters = Parameters(10_000, 0.5, 500_000, 0.7)
    found = delineate(as_flows(network), parameters=parameters)
    renamed = delineate(
        as_flows({(order[a], order[b]): f for (a, b), f in network.items()}),
        parameters=parameters,
    )

    def partition(outcome: Delineation, name: dict[str, str]) -> dict[bool, set[frozenset[str]]]:
        """Before the reserve list is emptied in order of code: regions, and that list."""
        groups: dict[int, set[str]] = {}
        for zone, region in outcome.region_before.items():
            groups.setdefault(region, set()).add(name[zone])
        return {
            on_list: {frozenset(g) for region, g in groups.items() if (region == 0) == on_list}
            for on_list in (False, True)
        }

    same = {str(i): str(i) for i in range(n)}
    back = {str(order[i]): str(i) for i in range(n)}
    assert partition(renamed, back) == partition(found, same)


def test_a_tie_between_receivers_goes_to_the_one_that_sends_nobody() -> None:
    # 1 sends 4 to 2 and 4 to 3; only 2 sends back to 1, but nobody may be linked less for it:
    # both links are equal when 2 and 3 have the same sums and 2 gives its 0.
    flows = Flows.of(
        ["1", "1", "1", "2", "3", "2", "3"],
        ["1", "2", "3", "2", "3", "3", "2"],
        [2, 4, 4, 50, 50, 1, 1],
    )
    found = delineate(flows, parameters=Parameters(20, 0.5, 30, 0.7))
    # Equal links, neither sends to 1: the highest number.
    assert found.region_of == {"1": 3, "2": 2, "3": 3}


def test_flows_with_decimals_are_counted_exactly() -> None:
    tenths = Flows.of(["a", "a", "b", "b"], ["a", "b", "a", "b"], [7.1, 0.2, 0.1, 9.3])
    assert tenths.denominator == 10
    parameters = Parameters(1, 0.5, 8, 0.7)
    found = delineate(tenths, parameters=parameters)
    whole = Flows.of(["a", "a", "b", "b"], ["a", "b", "a", "b"], [71, 2, 1, 93])
    same = delineate(whole, parameters=Parameters(10, 0.5, 80, 0.7))
    assert found.region_of == same.region_of == {"a": 1, "b": 2}
    assert [r.validity for r in found.statistics.regions] == [
        r.validity for r in same.statistics.regions
    ]
    assert [r.residents for r in found.statistics.regions] == [7.3, 9.4]


def test_no_flows_give_no_regions() -> None:
    found = delineate(Flows.of([], [], []))
    assert found.region_of == {}
    assert found.passes == 0
    assert found.statistics.regions == ()
    assert found.statistics.share_inside != found.statistics.share_inside


def test_a_single_zone_is_set_aside() -> None:
    found = delineate(Flows.of(["a"], ["a"], [10_000]))
    assert found.region_of == {}
    assert found.set_aside == ("a",)


def test_setting_zones_aside_goes_on_until_nothing_changes() -> None:
    # c has no residents; without it nobody enters b; without b only a's own flow is left.
    flows = Flows.of(["a", "a", "b"], ["a", "b", "c"], [10, 1, 5])
    assert delineate(flows).set_aside == ("a", "b", "c")


def test_groups_of_zones_without_a_flow_between_them_are_regions_apart() -> None:
    pairs = {(0, 0): 90, (0, 1): 10, (1, 0): 10, (1, 1): 5,
             (2, 2): 80, (2, 3): 9, (3, 2): 9, (3, 3): 4}  # fmt: skip
    found = delineate(as_flows(pairs), parameters=SMALL)
    assert len({found.region_of["0"], found.region_of["1"]}) == 1
    assert len({found.region_of["2"], found.region_of["3"]}) == 1
    assert found.region_of["0"] != found.region_of["2"]


def test_the_reserve_list_is_gone_through_again_while_somebody_finds_a_place() -> None:
    # 2 has a flow with 1 only, and 1 joins after 2 has had its turn.
    found = delineate(as_flows({(0, 0): 40, (0, 1): 5, (1, 2): 1, (2, 2): 1}), parameters=SMALL)
    assert found.region_before == {"0": 1, "1": 0, "2": 0}
    assert found.region_of == {"0": 1, "1": 1, "2": 1}


def test_zones_without_a_receiver_stay_unassigned() -> None:
    # Too small ever to be valid, and nobody else to go to.
    flows = Flows.of(["a", "a", "b", "b"], ["a", "b", "a", "b"], [1, 1, 1, 2])
    found = delineate(flows, parameters=Parameters(1_000, 0.9, 2_000, 0.95))
    assert set(found.region_of.values()) <= {0, 1, 2}
    assert found.passes > 0


def test_gives_up_with_a_clear_error() -> None:
    pairs = {(0, 0): 9, (0, 1): 10, (1, 0): 10, (1, 1): 5, (2, 2): 8, (2, 3): 9, (3, 2): 9}
    with pytest.raises(EndlessError, match="after 1 passes there are still regions") as caught:
        delineate(as_flows(pairs), parameters=SMALL, most_passes=1)
    assert caught.value.passes == 1


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(ParametersError, match="'r' is no variant"):
        delineate(Flows.of([], [], []), variant="r")  # type: ignore[arg-type]
