# SPDX-License-Identifier: EUPL-1.2
"""The check figures of the national data, found again in the loaded register."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count, Model, Q

from samenspel.places.models import Figure, Municipality, RegionMembership, on_date
from samenspel.register.models import (
    ArrangementVersion,
    Collection,
    Participation,
    Status,
    in_force,
)
from samenspel.register.queries.reference import reference

pytestmark = [
    pytest.mark.national,
    pytest.mark.django_db,
    pytest.mark.usefixtures("national"),
]

REGISTER_DAY = date(2026, 5, 16)


def _municipalities_on(day: date, country: str = "nl") -> int:
    return Municipality.objects.filter(on_date(day), country=country).count()


def _versions_on(day: date) -> int:
    return ArrangementVersion.objects.filter(in_force(day), collection__slug="nl-2026").count()


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (2013, 408),
        (2014, 403),
        (2015, 393),
        (2016, 390),
        (2017, 388),
        (2018, 380),
        (2019, 355),
        (2020, 355),
        (2021, 352),
        (2022, 345),
        (2023, 342),
    ],
)
def test_municipalities_on_1_january_are_the_published_number(year: int, number: int) -> None:
    assert _municipalities_on(date(year, 1, 1)) == number


def test_there_are_342_municipalities_now_and_300_in_flanders_until_2025() -> None:
    assert _municipalities_on(REGISTER_DAY) == 342
    assert _municipalities_on(date(2024, 1, 1), "be") == 300


@pytest.mark.parametrize(
    ("day", "total"), [(date(2015, 1, 1), 16_900_726), (date(2023, 1, 1), 17_811_291)]
)
def test_population_adds_up_to_the_published_total(day: date, total: int) -> None:
    figures = Figure.objects.filter(indicator="population", on=day, municipality__country="nl")
    assert sum(figures.values_list("value", flat=True)) == total


def test_451_versions_are_in_force_by_form() -> None:
    forms = (
        ArrangementVersion.objects.filter(in_force(REGISTER_DAY), collection__slug="nl-2026")
        .values_list("legal_form")
        .annotate(Count("pk"))
    )
    assert dict(forms) == {
        "openbaar_lichaam": 283,
        "regeling_zonder_meer": 81,
        "bedrijfsvoeringsorganisatie": 64,
        "gemeenschappelijk_orgaan": 23,
    }


@pytest.mark.parametrize(
    ("year", "number"),
    [(2015, 143), (2016, 247), (2018, 412), (2020, 440), (2022, 428), (2024, 429), (2026, 448)],
)
def test_versions_in_force_on_1_january(year: int, number: int) -> None:
    assert _versions_on(date(year, 1, 1)) == number


def test_participations_in_force_are_3551_and_9516_in_all() -> None:
    ours = Participation.objects.filter(version__collection__slug="nl-2026")
    assert ours.count() == 9_516
    assert ours.filter(in_force(REGISTER_DAY, prefix="version__")).count() == 3_551


def test_a_current_municipality_is_in_9_30_arrangements_on_average() -> None:
    seen = reference(on=REGISTER_DAY, today=REGISTER_DAY)
    joined = Participation.objects.filter(
        seen.participations(), on_date(REGISTER_DAY, prefix="municipality__"), kind="municipality",
        version__collection__country="nl",
    ).count()  # fmt: skip
    assert round(joined / 342, 2) == 9.30


def test_inventory_of_2016_leads_on_its_day_with_464_arrangements() -> None:
    seen = reference(on=date(2016, 1, 1), today=REGISTER_DAY)
    assert seen.leads["nl"].collection.slug == "nl-2016"
    ours = Q(collection__country="nl")
    assert ArrangementVersion.objects.filter(ours, seen.versions()).count() == 464
    joined = Participation.objects.filter(
        seen.participations(), kind="municipality", version__collection__country="nl"
    )
    assert joined.count() == 3_360
    assert round(joined.count() / 390, 2) == 8.62


@pytest.mark.parametrize(
    ("province", "mean"),
    [
        ("Drenthe", 7.75), ("Flevoland", 8.83), ("Fryslân", 7.46), ("Gelderland", 9.17),
        ("Groningen", 11.52), ("Limburg", 5.39), ("Noord-Brabant", 7.67), ("Noord-Holland", 10.04),
        ("Overijssel", 6.40), ("Utrecht", 10.19), ("Zeeland", 10.08), ("Zuid-Holland", 9.22),
    ],
)  # fmt: skip
def test_mean_by_province_in_2016(province: str, mean: float) -> None:
    day = date(2016, 1, 1)
    there = Municipality.objects.filter(on_date(day), country="nl", province__name=province)
    joined = Participation.objects.filter(
        municipality__in=there, version__collection__slug="nl-2016"
    ).count()
    assert round(joined / there.count(), 2) == mean


def test_most_and_least_arrangements_in_2016() -> None:
    counts = dict(
        Participation.objects.filter(version__collection__slug="nl-2016", kind="municipality")
        .values_list("municipality__name")
        .annotate(Count("pk"))
    )
    assert counts["Wijchen"] == max(counts.values()) == 17
    lowest = {name for name, number in counts.items() if number == min(counts.values())}
    assert min(counts.values()) == 3
    assert lowest == {"Beesel", "Echt-Susteren", "Leudal", "Nederweert"}


def test_flemish_memberships_per_municipality_over_all_and_over_active_bodies() -> None:
    members = Participation.objects.filter(version__collection__slug="vl-2023")
    assert members.count() == 2_733
    assert round(members.count() / 300, 2) == 9.11
    active = members.exclude(version__status=Status.INACTIVE).count()
    assert round(active / 300, 2) == 7.73


def test_register_is_complete_from_2018_and_leads_from_then() -> None:
    assert Collection.objects.get(slug="nl-2026").complete_from == date(2018, 1, 1)
    for day, slug in [
        (date(2010, 1, 1), "nl-2026"),
        (date(2017, 12, 31), "nl-2016"),
        (date(2018, 1, 1), "nl-2026"),
    ]:
        assert reference(on=day, today=REGISTER_DAY).leads["nl"].collection.slug == slug


def test_divisions_have_12995_rows() -> None:
    assert RegionMembership.objects.count() == 12_995


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps counts")
@pytest.mark.parametrize("model", [Municipality, Participation, ArrangementVersion])
def test_a_large_load_lets_the_database_count_its_rows(model: type[Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table]
        )
        counted = cursor.fetchone()[0]
    assert counted == pytest.approx(model._default_manager.count(), rel=0.1)
