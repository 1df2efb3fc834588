# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of a computation: within bounds, and the same question has the same key."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.functional_regions import VARIANTS, Parameters
from samenspel.mobility.queries.presets import preset_of, presets
from samenspel.mobility.requests import OPTIONS, RequestError, RunRequest, key_of

SHARES = st.integers(1, 10_000).map(lambda n: n / 10_000)


@st.composite
def requests(draw: st.DrawFn) -> RunRequest:
    least, aimed = sorted(draw(st.lists(SHARES, min_size=2, max_size=2, unique=True)))
    size, target = sorted(
        draw(st.lists(st.integers(0, 1_000_000), min_size=2, max_size=2, unique=True))
    )
    options = {name: draw(st.booleans()) for name in OPTIONS}
    return RunRequest(
        Parameters(size, least, target, aimed), draw(st.sampled_from(VARIANTS)), **options
    )


@given(requests(), requests())
@settings(max_examples=50, deadline=None)
def test_request_comes_back_from_its_plain_values_and_only_equal_ones_share_a_key(
    one: RunRequest, other: RunRequest
) -> None:
    assert RunRequest.from_json({**one.as_json(), "more": 1}) == one
    assert (key_of(one.as_json()) == key_of(other.as_json())) == (one == other)


def test_number_of_another_kind_makes_no_other_question() -> None:
    one = RunRequest(Parameters(1_000, 0.6, 10_000, 0.7))
    other = RunRequest(Parameters(1_000.0, 0.60, 10_000.0, 0.70))
    assert key_of(one.as_json()) == key_of(other.as_json())
    assert key_of({"b": 1, "a": [2]}) == key_of({"a": [2], "b": 1})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"parameters": Parameters(0.5, 0.6, 10_000, 0.7)}, "whole number"),
        ({"parameters": Parameters(1, 0.6, 1_000_001, 0.7)}, "up to 1000000"),
        ({"parameters": Parameters(1, 0.60001, 10_000, 0.7)}, "4 decimals"),
        ({"variant": "other"}, "no variant"),
    ],
)
def test_what_is_out_of_bounds_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        RunRequest(**wrong)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {**RunRequest().as_json(), "parameters": {"size": 1}},
        {**RunRequest().as_json(), "parameters": {"min_size": 9, "target_size": 1}},
    ],
)
def test_plain_values_that_are_no_request_are_refused(said: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match="not a request"):
        RunRequest.from_json(said)


def test_long_are_those_that_search_or_try_again() -> None:
    usual = RunRequest()
    assert not replace(usual, contiguous=True, levels=True).is_long
    assert replace(usual, improved=True).is_long
    assert replace(usual, stability=True).is_long


def test_presets_have_a_word_for_addresses_and_the_usual_one_is_first() -> None:
    found = presets()
    assert [preset.key for preset in found] == ["gewoon", "klein", "groot"]
    assert found[0].request.parameters == Parameters()
    assert all(preset.request.is_preset for preset in found)
    assert preset_of("klein") == found[1]
    assert preset_of("reusachtig") is None
    assert not RunRequest(Parameters(2)).is_preset
    assert not replace(RunRequest(), variant="labour-market-areas-3.4").is_preset
