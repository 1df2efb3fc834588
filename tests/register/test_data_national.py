# SPDX-License-Identifier: EUPL-1.2
"""The page of the data on national data: its figures are the check figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samenspel.register.queries.data import CollectionReport, data_page
from samenspel.register.queries.reference import reference

TODAY = date(2026, 11, 22)
RECENT = date(2024, 11, 22)

pytestmark = [
    pytest.mark.national,
    pytest.mark.django_db,
    pytest.mark.usefixtures("national"),
]


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def _reports() -> dict[str, CollectionReport]:
    page = data_page(reference(on=TODAY, today=TODAY), recent_from=RECENT)
    return {report.collection.slug: report for report in page.reports}


def test_known_gaps_are_those_of_the_check_figures() -> None:
    gaps = _reports()["nl-2026"].gaps
    assert gaps.of_versions == 451
    assert gaps.without_seat == 20
    assert gaps.without_policy_area == 215
    assert gaps.of_participations == 3551
    assert gaps.of_abolished == 16
    inventory = _reports()["nl-2016"].gaps
    assert (inventory.without_form, inventory.documents_unlinked) == (137, 151)


def test_means_are_those_of_the_check_figures() -> None:
    means = {slug: report.mean for slug, report in _reports().items()}
    assert means["nl-2026"] == pytest.approx(9.30, abs=0.005)
    assert means["nl-2016"] == pytest.approx(8.62, abs=0.005)


def test_confirmations_say_how_fresh_the_register_is() -> None:
    gaps = _reports()["nl-2026"].gaps
    assert gaps.oldest_confirmation == date(2018, 5, 3)
    assert gaps.share_recent == pytest.approx(362 / 451)


def test_the_register_leads_from_2018_and_the_inventory_before() -> None:
    page = data_page(reference(on=TODAY, today=TODAY), recent_from=RECENT)
    told = [(s.collection.slug, s.since, s.is_complete) for s in page.stretches["nl"]]
    assert told == [
        ("nl-2026", None, False),
        ("nl-2016", date(2016, 1, 1), True),
        ("nl-2026", date(2018, 1, 1), True),
    ]


def test_bars_are_the_numbers_in_force_on_1_january() -> None:
    page = data_page(reference(on=TODAY, today=TODAY), recent_from=RECENT)
    register = next(c for c in page.coverages if c.collection.slug == "nl-2026")
    numbers = {bar.day.year: (bar.number, bar.css) for bar in register.bars}
    assert numbers[2015] == (143, "coverage-incomplete")
    assert numbers[2016] == (247, "coverage-aside")
    assert numbers[2026] == (448, "coverage-leads")


def test_an_inventory_has_one_bar_on_its_day() -> None:
    page = data_page(reference(on=TODAY, today=TODAY), recent_from=RECENT)
    inventory = next(c for c in page.coverages if c.collection.slug == "nl-2016")
    assert [(bar.day, bar.number) for bar in inventory.bars] == [(date(2016, 1, 1), 464)]


def test_queries_do_not_grow_with_the_data(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        client.get("/gegevens/")
