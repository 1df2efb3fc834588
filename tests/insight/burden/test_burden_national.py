# SPDX-License-Identifier: EUPL-1.2
"""Burden and congruence on the national packages: the same on the pages and the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from samenspel.accounts.models import User
from samenspel.cli import samenspel
from samenspel.insight.queries.congruence import congruence_by_task_of, congruence_of
from samenspel.places.models import BoundarySet
from samenspel.places.queries.maps import _stored_shapes
from samenspel.register.queries.facts import CountryFacts, country_facts
from samenspel.register.queries.reference import reference

pytestmark = [pytest.mark.national, pytest.mark.django_db, pytest.mark.usefixtures("national")]
ON = date(2026, 5, 16)
PAGE = "/inzicht/bestuurlijke-drukte"
MOST = 12


def facts(on: date = ON, country: str = "nl") -> CountryFacts:
    found = country_facts(reference(on=on, today=ON), country)
    assert found is not None
    return found


def command(*arguments: object) -> Any:
    result = CliRunner().invoke(samenspel, [*map(str, arguments), "--json"])
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_congruence_leaves_out_sixteen_stale_participations() -> None:
    found = congruence_of(facts())
    assert len(found.stale) == 16
    assert len(found.municipalities) == 342
    assert not {code for code, _ in found.stale} & set(found.municipalities)


@pytest.mark.parametrize("by_task", [False, True])
def test_congruence_is_that_of_the_command_line(national_data: Path, by_task: bool) -> None:
    more = ["--weighted"] if by_task else []
    document = command("congruence", national_data / "nl-2026", "--on", ON, *more)
    found = (congruence_by_task_of if by_task else congruence_of)(facts())
    for place, row in enumerate(document["municipalities"]):
        assert row["code"] == found.municipalities[place]
        assert row["numerator"] == found.numerator[place]
        assert row["denominator"] == found.denominator[place]


@pytest.mark.parametrize(
    ("package", "country", "day"),
    [("nl-2026", "nl", "2026-05-16"), ("nl-2016", "nl", "2016-01-01"),
     ("vl-2023", "be", "2023-09-01")],
)  # fmt: skip
def test_the_page_has_the_figures_of_the_command_line(
    client: Client, national_data: Path, package: str, country: str, day: str
) -> None:
    document = command("burden", national_data / package, "--on", day)
    page = client.get(f"{PAGE}.json?land={country}&peildatum={day}&bron={package}").json()
    listed = {row["code"]: row for row in page["rows"]}
    assert set(listed) == {row["code"] for row in document["municipalities"]}
    for row in document["municipalities"]:
        said = listed[row["code"]]
        # Places know inhabitants from every package; per inhabitant only where that is the same.
        same = said["population"] == row["population"]
        names = [name for name in row if same or ("per_10000" not in name and name != "population")]
        assert {name: said[name] for name in names} == {name: row[name] for name in names}


def test_the_page_asks_twelve_queries_at_most(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for query in ("?peildatum=2026-05-16", "?peildatum=2016-01-01", "?land=be"):
        _stored_shapes.cache_clear()
        with django_assert_max_num_queries(MOST):
            assert client.get(f"{PAGE}/{query}").status_code == 200


def test_the_page_asks_twelve_queries_of_who_has_logged_in(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(User.objects.create_user("raadslid@voorbeeld.example", None, name="Rana"))
    for drawn in BoundarySet.objects.all():
        _stored_shapes(drawn.pk, drawn.fingerprint)
    for query in ("?peildatum=2026-05-16", "?peildatum=2016-01-01", "?land=be"):
        with django_assert_max_num_queries(MOST):
            assert client.get(f"{PAGE}/{query}").status_code == 200
