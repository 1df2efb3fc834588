# SPDX-License-Identifier: EUPL-1.2
"""Peers for other pages: who they are, and the middle one of a figure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from samenspel.analysis.likeness import Peer, WeightsError
from samenspel.insight.queries.country.measures import measure_of
from samenspel.insight.queries.peers import measure as queries
from samenspel.insight.queries.peers import words
from samenspel.insight.queries.peers.measure import median_of_peers, peers_of
from samenspel.places.models import Figure, Municipality
from samenspel.register.queries.facts import CountryFacts, country_facts
from samenspel.register.queries.indicators import indicators_of
from samenspel.register.queries.reference import reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
ON = date(2026, 11, 1)


def facts(on: date = ON) -> CountryFacts:
    found = country_facts(reference(on=on, today=on), "nl")
    assert found is not None
    return found


def test_peers_are_found_without_a_query_the_second_time(
    django_assert_num_queries: Any,
) -> None:
    here = facts()
    with django_assert_num_queries(1):
        first = peers_of(here, "GM0439")
    with django_assert_num_queries(0):
        assert peers_of(here, "GM0439") is first
        assert len(peers_of(here, "GM0363", top=3).places) == 3
    assert first.codes[:2] == ("GM0453", "GM0479")


def test_what_is_kept_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_MOST", 1)
    here = facts()
    first = peers_of(here, "GM0439")
    peers_of(here, "GM0363")
    assert list(queries._kept(here).values()) == [peers_of(here, "GM0363")]
    assert peers_of(here, "GM0439").codes == first.codes


def test_the_middle_one_of_the_peers_leaves_out_what_is_unknown() -> None:
    found = peers_of(facts(), "GM0439", top=3)
    one, two, three = found.codes
    assert median_of_peers({one: 4, two: 1, three: 9}, found) == 4
    assert median_of_peers({one: 4, two: 1, three: None}, found) == 2.5
    assert median_of_peers({one: Fraction(1, 3), two: Fraction(1, 2)}, found) == Fraction(5, 12)
    assert median_of_peers({one: None, "GM0439": 5}, found) is None


def test_the_table_follows_the_date() -> None:
    then = indicators_of(facts(date(2014, 6, 1)))
    assert "GM0478" in then.codes
    assert [vintage.on for vintage in then.vintages] == [date(2014, 1, 1)]
    assert "GM0478" not in indicators_of(facts()).codes


def test_figures_of_the_other_country_do_not_count() -> None:
    flemish = Municipality.objects.create(
        code="11002", name="Antwerpen", slug="antwerpen-11002", country="be", source="x",
        source_on=ON,
    )  # fmt: skip
    Figure.objects.create(
        municipality=flemish, indicator="population", on=ON, value=5.0, source="x"
    )
    assert ON not in [vintage.on for vintage in indicators_of(facts()).vintages]


def test_bad_questions() -> None:
    with pytest.raises(KeyError):
        peers_of(facts(), "GM0478")
    with pytest.raises(WeightsError):
        peers_of(facts(), "GM0439", weights={"size": -1})


def test_halfway_between_two_whole_numbers_is_written_with_its_half() -> None:
    measure = measure_of("samenwerkingen")
    assert measure is not None
    assert [words.middle(measure, value) for value in (9, 9.5, 9.25, None)] == [
        "9", "9,5", "9", "onbekend",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stays", "said"),
    [
        (1000, "altijd"),
        (999, "bijna altijd"),
        (950, "bijna altijd"),
        (750, "meestal"),
        (500, "vaak"),
        (499, "minder zeker"),
        (None, ""),
    ],
)
def test_how_sure_a_place_is_in_a_word(stays: int | None, said: str) -> None:
    peer = Peer(1, "A", 0.0, 0.0, 1.0, (), stays=stays)
    assert words.sureness(peer, 1_000) == said
