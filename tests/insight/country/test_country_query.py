# SPDX-License-Identifier: EUPL-1.2
"""One measure of every municipality: what counts, the order, the groups, and the drawings."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from samenspel.insight.queries.country.bars import bars, spread
from samenspel.insight.queries.country.map import shaded
from samenspel.insight.queries.country.measures import (
    MEASURES,
    NOT_STATED,
    measure_of,
    scaled,
)
from samenspel.insight.queries.country.page import (
    CountryPage,
    country_page,
    ordered_groups,
    ordered_places,
)
from samenspel.insight.queries.country.strips import strips
from tests.insight.small_country import ALMERE, AMSTERDAM, DIEMEN, ZAANSTAD, Made, facts, load

pytestmark = pytest.mark.django_db

FOUR = {
    "zorg": Made([AMSTERDAM, DIEMEN, ZAANSTAD], {"legal_form": "Openbaar lichaam"}),
    "afval": Made([AMSTERDAM, DIEMEN], {"legal_form": "Centrumgemeente", "policy_areas": "wonen"}),
    "alleen": Made([ALMERE]),
}


def page(key: str = "samenwerkingen", **choice: str) -> CountryPage:
    load(FOUR)
    measure = measure_of(key)
    assert measure is not None
    return country_page(facts(), measure, **choice)


def values(found: CountryPage) -> dict[str, int | float]:
    return {row.facts.code: row.value for row in found.rows if row.value is not None}


def test_every_municipality_that_the_source_names_has_a_figure_and_others_none() -> None:
    found = page()
    assert values(found) == {AMSTERDAM: 2, DIEMEN: 2, ZAANSTAD: 1, ALMERE: 1}
    assert found.unknown == len(found.rows) - 4
    assert found.summary is not None
    assert (found.summary.median, found.summary.number) == (1.5, 4)


def test_who_shares_with_nobody_has_no_partner_and_no_congruence() -> None:
    assert values(page("partners")) == {AMSTERDAM: 2, DIEMEN: 2, ZAANSTAD: 2, ALMERE: 0}
    # Amsterdam: partners Diemen (2 shared) and Zaanstad (1), in 2 arrangements: 3 / (2 * 2).
    assert values(page("congruentie")) == {AMSTERDAM: 0.75, DIEMEN: 0.75, ZAANSTAD: 1}


def test_the_burden_per_inhabitant_is_the_burden_by_inhabitants() -> None:
    hours, per = values(page("uren")), values(page("uren-per-10000"))
    inhabitants = {m.code: m.population for m in facts().municipalities}
    for code in (AMSTERDAM, DIEMEN):
        assert per[code] == pytest.approx(hours[code] * 10_000 / (inhabitants[code] or 0))


def test_equal_figures_share_a_place() -> None:
    found = page()
    assert {r.facts.code: r.rank for r in found.rows if r.rank} == {
        AMSTERDAM: 1,
        DIEMEN: 1,
        ZAANSTAD: 3,
        ALMERE: 3,
    }


def test_a_filter_leaves_out_other_arrangements_and_then_zero_is_a_fact() -> None:
    found = page(form="centrumgemeente")
    assert values(found) == {AMSTERDAM: 1, DIEMEN: 1, ZAANSTAD: 0, ALMERE: 0}
    assert [one.key for one in found.counted.arrangements] == ["afval"]
    assert values(page(form=NOT_STATED))[ALMERE] == 1
    assert values(page(domain=NOT_STATED)) == {AMSTERDAM: 1, DIEMEN: 1, ZAANSTAD: 1, ALMERE: 1}


def test_groups_hold_everybody_once() -> None:
    found = page()
    for groups in (found.provinces, found.sizes):
        assert sorted(r.facts.code for g in groups for r in g.rows) == sorted(
            row.facts.code for row in found.rows
        )
    by_name = {group.name: group for group in found.provinces}
    assert by_name["Noord-Holland"].summary is not None
    assert by_name["Noord-Holland"].summary.median == 2
    assert by_name["Limburg"].summary is None
    assert by_name["Limburg"].unknown == by_name["Limburg"].municipalities
    for group in found.sizes:
        for row in group.rows:
            people = row.facts.population
            assert group.size is None if people is None else group.size.holds(people)  # type: ignore[union-attr]


def test_what_is_not_known_comes_last_both_ways() -> None:
    found = page()
    falling = [row.value for row in ordered_places(found.rows, "-waarde")]
    rising = [row.value for row in ordered_places(found.rows, "waarde")]
    assert falling[:5] == [2, 2, 1, 1, None]
    assert rising[:5] == [1, 1, 2, 2, None]
    names = [row.facts.name for row in ordered_places(found.rows, "naam")]
    assert [row.facts.name for row in ordered_places(found.rows, "-naam")] == names[::-1]
    assert ordered_places(found.rows, "onzin") == found.rows
    provinces = ordered_groups(found.provinces, "-mediaan")
    assert provinces[0].name == "Noord-Holland"
    assert provinces[-1].summary is None


# Drawings


def test_the_bars_mark_the_median_and_ones_own_municipality() -> None:
    drawn = bars(page(own=AMSTERDAM))
    assert drawn is not None
    assert [(bar.span, bar.number, bar.is_own) for bar in drawn.bars] == [
        ("1", 2, False),
        ("2", 2, True),
    ]
    assert drawn.median.text == "mediaan 1,5"
    assert drawn.own is not None
    assert drawn.own.text == "Amsterdam: 2"
    assert float(drawn.bars[0].middle) < float(drawn.median_x) < float(drawn.own_x)


def test_a_far_figure_gets_a_last_bar_and_a_place_beyond_the_axis() -> None:
    load(
        {
            "samen": Made([AMSTERDAM, ZAANSTAD, ALMERE, DIEMEN, "GM0439", "GM0385", "GM0392"]),
            "twee": Made([AMSTERDAM, ZAANSTAD, "GM0439"]),
            **{f"los-{at}": Made([DIEMEN]) for at in range(20)},
        }
    )
    found = country_page(facts(), MEASURES[0], own=DIEMEN)
    assert (spread(found).beyond, len(spread(found).bins)) == (1, 2)
    drawn = bars(found)
    assert drawn is not None
    assert [(bar.span, bar.number, bar.is_own) for bar in drawn.bars] == [
        ("1", 3, False),
        ("2", 3, False),
        ("meer dan 2", 1, True),
    ]
    lines = strips(found, found.provinces, key="p", of_size=False)
    assert lines is not None
    assert lines.end == "5"


def test_without_any_figure_there_is_nothing_to_draw() -> None:
    load({"zorg": Made([AMSTERDAM])})
    empty = country_page(facts(), MEASURES[2])
    assert empty.summary is None
    assert bars(empty) is None
    assert strips(empty, empty.provinces, key="p", of_size=False) is None


def test_every_figure_is_a_dot_on_the_line_of_its_group() -> None:
    drawn = strips(page(own=DIEMEN), page().provinces, key="p", of_size=False)
    assert drawn is not None
    dots = ET.fromstring(f"<g>{drawn.dots}</g>")  # noqa: S314 - our own
    assert len(dots) == 4
    names = {dot[0].text for dot in dots}
    assert "Zaanstad: 1" in names


def test_classes_are_made_of_figures_as_they_are_written() -> None:
    css, legend = shaded([None, 0.0, 0.204, 0.196, 0.9], 2)
    assert css[2] == css[3]
    assert css[:2] == ["shade-none", "shade-0"]
    assert [item.label for item in legend] == [
        "0",
        "0,20–0,49",
        "0,50–0,90",
        "geen cijfer",
    ]
    assert scaled([0.005, None, 3], 2) == [1, None, 300]
