# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date

from django.template.loader import render_to_string

from samenspel.analysis.cartography import Box
from samenspel.places.queries.maps import (
    LegendItem,
    MapGround,
    Mark,
    Picture,
    Shape,
    draw,
)


def _ground() -> MapGround:
    def square(code: str, left: int) -> Shape:
        box = Box(left, 0, left + 1000, 1000)
        return Shape(code, (f"m{left} 0z",), (f"m{left} 1z",), left + 500, 500, box)

    return MapGround(
        shapes={"A": square("A", 0), "B": square("B", 1000), "C": square("C", 90_000)},
        points={"P": (2500, 500)},
        sources=("proef, 2023",),
        drawn_on=(date(2023, 1, 1),),
    )


def _draw(marks: list[Mark], *, zoom: bool = True) -> Picture:
    return draw(_ground(), marks, key="k", title="T", description="D", zoom=zoom)


def test_zoomed_maps_show_the_marks_and_what_lies_around_in_detail() -> None:
    picture = _draw([Mark("A", "A: 1", "shade-1")])
    assert [area.paths for area in picture.areas] == [("m0 1z",)]
    assert picture.land == ("m1000 1z",)
    assert picture.scale == 1


def test_country_maps_show_everything_in_coarse_shapes() -> None:
    picture = _draw([Mark("A", "A: 1", "shade-1")], zoom=False)
    assert (picture.scale, len(picture.land)) == (10, 2)


def test_a_municipality_without_boundary_is_a_circle() -> None:
    picture = _draw([Mark("A", "A", "shade-1"), Mark("P", "P", "shade-2", value=4)])
    (circle,) = picture.circles
    assert (circle.x, circle.y) == (2500, 500)
    assert circle.radius > 0


def test_a_municipality_that_cannot_be_drawn_is_left_to_the_table() -> None:
    assert _draw([Mark("Z", "Z", "shade-1")]).is_empty


def test_the_order_of_the_marks_does_not_matter() -> None:
    marks = [Mark(code, code, "shade-1") for code in "AB"]
    assert _draw(marks) == _draw(marks[::-1])


def test_what_is_unknown_is_hatched_and_names_are_escaped() -> None:
    picture = _draw([Mark("A", "<b>&", "shade-none", href="/x/?a=1&b=2")])
    svg = render_to_string("places/map.html", {"picture": picture})
    assert 'fill="url(#k-hatch)"' in svg
    assert "&lt;b&gt;&amp;" in svg
    assert "<b>" not in svg


def test_without_borders_places_are_named_where_there_is_room() -> None:
    ground = MapGround({}, {"A": (0, 0), "B": (10, 0), "C": (9000, 0)}, ())
    marks = [Mark(code, f"{code}: 1", "shade-1") for code in "ABC"]
    names = draw(ground, marks, key="k", title="T", description="D", zoom=True).names
    assert "C" in {name.text for name in names}


def test_with_borders_nothing_is_named() -> None:
    assert _draw([Mark("A", "A", "shade-1"), Mark("P", "P", "shade-1")]).names == ()


def test_many_links_are_not_a_walk_for_the_keyboard() -> None:
    ground = MapGround({}, {str(n): (n * 100, 0) for n in range(80)}, ())
    marks = [Mark(str(n), str(n), "shade-1", href=f"/{n}/") for n in range(80)]
    picture = draw(ground, marks, key="k", title="T", description="D", zoom=False)
    svg = render_to_string("places/map.html", {"picture": picture})
    assert svg.count('tabindex="-1"') == 80


def test_a_legend_item_is_a_pair_for_the_component() -> None:
    shade, label = LegendItem("shade-1", "1–2")
    assert (shade, label) == ("shade-1", "1–2")
