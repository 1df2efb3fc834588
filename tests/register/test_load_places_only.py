# SPDX-License-Identifier: EUPL-1.2
"""A package of places only (boundaries, divisions, figures): loaded, credited, never leading."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from samenspel.accounts.rules import operator
from samenspel.datapackage import Package, read_package
from samenspel.places.models import Division, Municipality
from samenspel.register.actions import LoadReport, load_package
from samenspel.register.example import EXAMPLE
from samenspel.register.models import ArrangementVersion, Collection
from samenspel.register.queries.reference import reference

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
PLACES = {"municipalities", "municipality_changes", "divisions", "region_divisions"}


@pytest.fixture(scope="module")
def places() -> Package:
    whole = read_package(EXAMPLE)
    tables = {name: table for name, table in whole.tables.items() if name in PLACES}
    return replace(whole, name="alleen-plaatsen", kind="inventory", tables=tables)


def load(package: Package) -> LoadReport:
    return load_package(package=package, by=operator(), at=AT)


def test_places_and_divisions_are_loaded_and_a_second_time_changes_nothing(
    places: Package,
) -> None:
    load(places)
    assert Municipality.objects.count() > 30
    assert Division.objects.exists()
    assert not ArrangementVersion.objects.exists()
    assert load(places).is_unchanged


def test_it_never_leads_nor_can_be_chosen(places: Package) -> None:
    load(places)
    load(read_package(EXAMPLE))
    day = date(2026, 6, 1)
    for chosen in ("", places.name):
        found = reference(on=day, today=day, chosen=chosen)
        assert [lead.collection.slug for lead in found.leads.values()] == ["voorbeeld"]


@pytest.mark.parametrize("path", ["/", "/gemeenten/", "/samenwerkingen/", "/gegevens/", "/regios/"])
def test_pages_answer_with_places_only(client: Client, places: Package, path: str) -> None:
    load(places)
    assert client.get(path).status_code == 200
    assert client.get(f"{path}?bron={places.name}").status_code == 200


def test_the_source_is_credited_on_the_page_of_the_data(client: Client, places: Package) -> None:
    load(places)
    assert Collection.objects.get().title in client.get("/gegevens/").content.decode()


def test_the_page_of_a_municipality_answers(client: Client, places: Package) -> None:
    load(places)
    address = Municipality.objects.get(code="GM0363").get_absolute_url()
    assert client.get(address).status_code == 200
