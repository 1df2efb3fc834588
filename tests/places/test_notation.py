# SPDX-License-Identifier: EUPL-1.2
"""Numbers as they are shown: one way of rounding everywhere."""

from __future__ import annotations

import pytest
from django.utils import translation

from samenspel.places.notation import written


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (3.55, 1, "3,6"),
        (9.348, 2, "9,35"),
        (2.5, 0, "3"),
        (1234.5, None, "1.234,5"),
        (1234, None, "1.234"),
        (None, 2, "–"),
        (float("nan"), 2, "–"),
    ],
)
def test_figure_is_rounded_half_up_and_never_cut_off(
    value: float | None, decimals: int | None, shown: str
) -> None:
    with translation.override("nl"):
        assert written(value, decimals) == shown
