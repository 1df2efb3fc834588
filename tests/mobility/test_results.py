# SPDX-License-Identifier: EUPL-1.2
"""What a run found is stored in plain values and comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import Parameters
from samenspel.mobility.models import Run
from samenspel.mobility.requests import RunRequest
from samenspel.mobility.results import RunResult
from samenspel.mobility.steps import Inputs, compute

CODES = st.sampled_from([f"GM{number:04}" for number in range(8)])
PAIRS = st.dictionaries(st.tuples(CODES, CODES), st.integers(1, 5_000), max_size=30)
RING = {f"GM{n:04}": (f"GM{(n + 1) % 8:04}",) for n in range(8)}
SMALL = Parameters(100, 0.4, 1_000, 0.5)


def flows_of(pairs: dict[tuple[str, str], int]) -> Flows:
    return Flows.of([a for a, _ in pairs], [b for _, b in pairs], list(pairs.values()))


@given(PAIRS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_result_comes_back_whatever_the_flows(
    pairs: dict[tuple[str, str], int],
    contiguous: bool,
) -> None:
    request = RunRequest(SMALL, contiguous=contiguous)
    result = compute(Inputs(flows_of(pairs), request, neighbours=RING), lambda *_: None)
    written = json.dumps(result.as_json(), allow_nan=False)
    # Numbers that are none do not equal themselves; as text they do.
    assert repr(RunResult.from_json(json.loads(written))) == repr(result)


def test_everything_asked_comes_back_and_every_step_is_told() -> None:
    towns = {("A", "A"): 200_000, ("A", "B"): 90, ("B", "B"): 150_000, ("B", "A"): 80}
    villages = {("C", "A"): 50_000, ("C", "C"): 9_000, ("A", "C"): 100, ("D", "B"): 60_000}
    flows = flows_of({**towns, **villages, ("D", "D"): 8_000, ("B", "D"): 10})
    request = RunRequest(contiguous=True, improved=True, levels=True, stability=True)
    told: list[tuple[str, int, int]] = []

    def tell(step: Run.Step, done: int, of: int) -> None:
        told.append((step.value, done, of))

    inputs = Inputs(flows, request, {2014: flows}, {"A": ("B", "C"), "B": ("D",)})
    result = compute(inputs, tell)
    assert _in_order([step for step, *_ in told]) == [
        "regions", "contiguous", "improved", "levels", "stability",
    ]  # fmt: skip
    assert all(done <= of for _, done, of in told)
    assert RunResult.from_json(json.loads(json.dumps(result.as_json()))) == result
    assert [len(level.statistics.regions) for level in result.levels] == [2, 2, 2]
    assert result.doubts is not None
    assert [zone.system for zone in result.doubts.zones] == ["A", "B", "A", "B"]
    assert {(edge.zone, edge.neighbour, edge.apart) for edge in result.doubts.edges} == {
        ("A", "B", 1.0)
    }


def _in_order(steps: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(steps))
