# SPDX-License-Identifier: EUPL-1.2
"""Tasks, tables and provinces of the whole country."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenspel.insight.queries.coverage.measure import country_coverage, coverage_of
from samenspel.register.queries.facts import CountryFacts, country_facts
from samenspel.register.queries.reference import reference

pytestmark = [
    pytest.mark.national,
    pytest.mark.django_db,
    pytest.mark.usefixtures("national"),
]
DAY = date(2026, 5, 16)


def facts() -> CountryFacts:
    found = country_facts(reference(on=DAY, today=DAY), "nl")
    assert found is not None
    return found


def test_arrangements_without_a_task_are_those_without_a_policy_area() -> None:
    country = country_coverage(facts())
    unnamed = [one.key for one in facts().arrangements if not one.policy_areas]
    assert list(country.tasks.without_task) == unnamed
    assert (len(facts().arrangements), len(unnamed)) == (451, 215)


def test_every_municipality_is_counted_for_every_task() -> None:
    country = country_coverage(facts())
    assert {sum(country.tasks.spread(task)) for task in country.tasks.tasks} == {342}


def test_the_summaries_of_all_municipalities_add_up_to_the_country() -> None:
    country = country_coverage(facts())
    every = [coverage_of(facts(), one.code) for one in facts().municipalities]
    known = [found for found in every if found is not None]
    assert sum(len(found.doubled) for found in known) == len(country.tasks.doubled)
    outside = sum(len(one.outside) for one in country.outside)
    assert sum(len(found.outside) for found in known) == outside
    shared = sum(len(table.members) for table in country.shared)
    assert sum(len(found.shared) for found in known) == shared


def test_the_pages_ask_as_few_queries_of_a_whole_country(client: Client) -> None:
    for part in ("taken", "dubbel", "tafels", "provincie"):
        client.get(f"/inzicht/taken/?deel={part}&peildatum=2026-05-16")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/inzicht/taken/?deel={part}&peildatum=2026-05-16")
        assert answer.status_code == 200
        assert len(queries) <= 4


def test_flanders_has_its_own_page(client: Client) -> None:
    address = "/inzicht/taken/?land=be&peildatum=2026-05-16"
    assert "De bron noemt van geen enkele samenwerking een taak." in (
        client.get(address).content.decode()
    )
    answer = client.get("/inzicht/taken/tafels.json?land=be&peildatum=2026-05-16")
    assert json.loads(answer.content)["rows"]
