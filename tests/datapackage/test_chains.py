# SPDX-License-Identifier: EUPL-1.2
"""Versions of arrangements chained in time."""

from __future__ import annotations

import pytest

from samenspel.datapackage.chains import ChainError, first_versions, previous_of


def test_either_side_may_name_the_other() -> None:
    assert previous_of({"b": "a", "a": None}, {"b": "c"}) == {"b": "a", "c": "b"}
    assert previous_of({}, {}) == {}


def test_all_versions_of_a_chain_have_the_same_first_one() -> None:
    keys = dict.fromkeys(["c", "a", "b", "alone"])
    assert first_versions(keys, {"b": "a", "c": "b"}) == {
        "a": "a", "b": "a", "c": "a", "alone": "alone",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("previous", "following"),
    [({"c": "a"}, {"b": "c"}), ({"b": "a", "c": "a"}, {})],
)
def test_two_claims_on_one_place_are_refused(
    previous: dict[str, str | None], following: dict[str, str | None]
) -> None:
    with pytest.raises(ChainError):
        previous_of(previous, following)


def test_chain_that_goes_round_is_refused() -> None:
    with pytest.raises(ChainError, match="goes round"):
        first_versions(dict.fromkeys("ab"), {"a": "b", "b": "a"})
