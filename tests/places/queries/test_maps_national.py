# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samenspel.places.models import Municipality
from samenspel.places.queries.maps import (
    map_ground,
)

pytestmark = pytest.mark.national


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2026, 6, 1), 342),
        (date(2016, 6, 1), 390),
        (date(2014, 6, 1), 403),
        (date(2019, 1, 1), 355),
    ],
)
def test_every_municipality_of_the_date_has_a_shape(
    national: None, db: Any, on: date, number: int
) -> None:
    assert len(map_ground(on=on, marked=(), countries=["nl"]).shapes) == number


def test_a_merger_after_the_boundaries_is_drawn_from_its_parts(national: None, db: Any) -> None:
    shapes = map_ground(on=date(2026, 6, 1), marked=(), countries=["be"]).shapes
    merged = Municipality.objects.get(name="Beveren-Kruibeke-Zwijndrecht").code
    assert len(shapes[merged].country_paths) == 3
