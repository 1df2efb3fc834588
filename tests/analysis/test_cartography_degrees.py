# SPDX-License-Identifier: EUPL-1.2
"""Points of the maps back in degrees."""

from __future__ import annotations

import pytest

from samenspel.analysis.cartography import degrees, points_for_storage

PLACES = {"amersfoort": (52.15517, 5.38721), "vaals": (50.7703, 6.0183), "texel": (53.0547, 4.7977)}


def test_a_point_comes_back_to_where_it_was_within_its_grid() -> None:
    for point in points_for_storage(PLACES):
        ((lon, lat),) = degrees([(point.x, point.y)]).tolist()
        assert (lat, lon) == pytest.approx(PLACES[point.code], abs=1.5e-4)


def test_no_points_give_none() -> None:
    assert degrees([]).shape == (0, 2)
