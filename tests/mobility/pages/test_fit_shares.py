# SPDX-License-Identifier: EUPL-1.2
"""The figures of many groups at once are those of each by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.fit import fit_of
from samenspel.analysis.flows import Flows
from samenspel.mobility.queries.fit_shares import group_shares, zone_mask

CODES = [f"GM{number:04}" for number in range(6)]
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), st.integers(1, 900), min_size=1
)
GROUPS = st.lists(st.sets(st.sampled_from([*CODES, "GM9999"])), min_size=1, max_size=4)


def flows_of(pairs: dict[tuple[str, str], int]) -> Flows:
    origins, destinations = zip(*pairs, strict=True)
    return Flows.of(origins, destinations, list(pairs.values()), zones=CODES)


def test_two_towns_and_a_village() -> None:
    flows = flows_of(
        {
            (CODES[0], CODES[0]): 100,
            (CODES[0], CODES[1]): 50,
            (CODES[1], CODES[1]): 30,
            (CODES[2], CODES[0]): 20,
        }
    )
    [share] = group_shares(flows, [[CODES[0], CODES[1]]])
    assert (share.residents, share.jobs, share.inside) == (180, 200, 180)
    assert share.share_inside == 180 / 200
    assert share.of_residents == 1
    assert share.of_jobs == 180 / 200


def test_a_group_without_flows_has_no_share() -> None:
    flows = flows_of({(CODES[0], CODES[0]): 100})
    [share] = group_shares(flows, [[CODES[3]]])
    assert share.share_inside is None
    assert share.of_residents is None
    assert share.of_jobs is None


@given(PAIRS, GROUPS)
@settings(max_examples=40, deadline=None)
def test_all_at_once_is_one_by_one(
    pairs: dict[tuple[str, str], int], groups: list[set[str]]
) -> None:
    flows = flows_of(pairs)
    for group, share in zip(groups, group_shares(flows, groups), strict=True):
        alone = fit_of(flows, group)
        assert (share.residents, share.jobs, share.inside) == (
            alone.residents,
            alone.jobs,
            alone.inside,
        )
        if share.commuters:
            assert share.share_inside == alone.share_inside


def test_codes_that_are_no_zone_are_let_be() -> None:
    flows = flows_of({(CODES[0], CODES[1]): 5})
    assert zone_mask(flows, [CODES[1], "GM9999"]).tolist() == [False, True] + [False] * 4
