# SPDX-License-Identifier: EUPL-1.2
"""The sums of clusters while zones move, and the link between a zone and a cluster."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import Parameters
from samenspel.analysis.functional_regions.clusters import Clusters

PARAMETERS = Parameters(20, 0.5, 60, 0.7)


def test_the_link_is_smarts_index_both_ways() -> None:
    # 0 sends 10 of its 40 to 1 and 12 to 2; 1 sends 6 of its 30 to 0; 30, 40 and 32 work there.
    flows = Flows.of(
        ["0", "0", "0", "1", "1", "2"], ["0", "1", "2", "0", "1", "2"], [18, 10, 12, 6, 24, 20]
    )
    clusters = Clusters(flows, PARAMETERS)
    ties = clusters.ties(0)
    assert ties == {2: (10, 6), 3: (12, 0)}
    # 6*6/(30*24) + 10*10/(40*34) = 0.124 against 12*12/(40*32) = 0.113
    assert clusters.best_receiver(0, ties) == 2


def test_of_equal_links_the_one_that_sends_nobody_wins_then_the_highest_number() -> None:
    # 1 sends 10 to each of three that are alike; 4 sends it 10, from as many residents.
    flows = Flows.of(
        ["1", "1", "1", "1", "0", "2", "3", "4", "4"],
        ["0", "1", "2", "3", "0", "2", "3", "1", "4"],
        [10, 10, 10, 10, 30, 30, 30, 10, 30],
    )
    clusters = Clusters(flows, PARAMETERS)
    ties = clusters.ties(1)
    assert ties == {1: (10, 0), 3: (10, 0), 4: (10, 0), 5: (0, 10)}
    # 10*10/(40*40) to each of the three, and 10*10/(50*20) from the fourth: made equal.
    clusters.residents[5] = 80
    for order in (ties.items(), reversed(ties.items())):
        assert clusters.best_receiver(1, dict(order)) == 4


@settings(max_examples=60, deadline=None)
@given(data=st.data(), n=st.integers(2, 8))
def test_sums_stay_those_of_the_members_whoever_moves(data: st.DataObject, n: int) -> None:
    amounts = data.draw(st.lists(st.integers(0, 9), min_size=n * n, max_size=n * n))
    names = [str(i) for i in range(n)]
    flows = Flows.of([a for a in names for _ in names], names * n, amounts, zones=names)
    clusters = Clusters(flows, PARAMETERS)
    for _ in range(data.draw(st.integers(0, 12))):
        zone = data.draw(st.integers(0, n - 1))
        if clusters.cluster_of[zone]:
            clusters.leave(zone, clusters.ties(zone))
        elif data.draw(st.booleans()):
            clusters.join(zone, data.draw(st.integers(1, n)), clusters.ties(zone))
        else:
            clusters.dissolve(data.draw(st.integers(1, n)))
    for cluster in range(1, n + 1):
        members = sorted(clusters.members[cluster])
        assert members == [z for z in range(n) if clusters.cluster_of[z] == cluster]
        inside = sum(amounts[a * n + b] for a in members for b in members)
        assert clusters.inside[cluster] == inside
        assert clusters.residents[cluster] == flows.residents[members].sum()
        assert clusters.jobs[cluster] == flows.jobs[members].sum()
        origins, destinations, counts = clusters.inner_flows(cluster)
        assert sum(counts) == inside
        assert set(origins) | set(destinations) <= set(members)
        if members:
            exchange = {
                z: sum(amounts[a * n + z] for a in range(n) if a not in members)
                + sum(amounts[z * n + b] for b in range(n) if b != z)
                for z in members
            }
            worst = clusters.worst_member(cluster)
            assert (exchange[worst], -worst) == max((exchange[z], -z) for z in members)
