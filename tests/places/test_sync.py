# SPDX-License-Identifier: EUPL-1.2
"""Bringing a table to a wanted state."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from samenspel.places.models import Municipality, Province
from samenspel.places.sync import PARAMETERS, TableChange, insert_rows, sync, update_rows

pytestmark = pytest.mark.django_db
SCOPE = Province.objects.filter(country="nl")


def wanted(*names: str) -> dict[tuple[str], tuple[str, str]]:
    return {(f"PV{number}",): (name, "nl") for number, name in enumerate(names, start=20)}


def bring_to(*names: str, remove: bool = True) -> TableChange:
    return sync(
        SCOPE, key=("code",), fields=("name", "country"), wanted=wanted(*names), remove=remove
    ).change


def test_rows_are_added_changed_left_and_removed() -> None:
    assert bring_to("Groningen", "Friesland", "Drenthe") == TableChange("province", 3, 0, 0, 0)
    assert bring_to("Groningen", "Fryslân") == TableChange("province", 0, 1, 1, 1)
    assert list(SCOPE.order_by("code").values_list("name", flat=True)) == ["Groningen", "Fryslân"]


def test_rows_outside_the_scope_are_never_touched() -> None:
    Province.objects.create(code="10000", name="Antwerpen", country="be")
    bring_to("Groningen")
    bring_to()
    assert Province.objects.get().name == "Antwerpen"


def test_rows_stay_when_nothing_may_go() -> None:
    bring_to("Groningen", "Friesland")
    assert bring_to("Groningen", remove=False).removed == 0
    assert SCOPE.count() == 2


def test_keys_of_old_and_new_rows_come_back() -> None:
    bring_to("Groningen")
    ids = sync(
        SCOPE, key=("code",), fields=("name", "country"), wanted=wanted("Groningen", "Fryslân")
    ).ids
    assert ids == {(p.code,): p.pk for p in SCOPE}


def test_row_that_breaks_a_rule_of_the_table_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        sync(
            SCOPE,
            key=("code",),
            fields=("name", "country"),
            wanted={("PV20",): ("Groningen", "nl"), ("PV21",): (None, "nl")},
        )
    assert not Province.objects.exists()


def test_update_without_rows_asks_the_database_nothing(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        update_rows(Province, ("name",), [])


NAMES = ("code", "name", "slug", "country", "valid_from", "x", "source", "source_on")
AT_ONCE = PARAMETERS // len(NAMES)


@pytest.mark.parametrize("number", [0, 1, AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE + 3])
def test_rows_are_added_by_the_hundred_as_they_are(number: int) -> None:
    on = date(2020, 2, 29)
    rows = [
        (
            f"GM{place:04}",
            f"'s-{place}%",
            f"s-{place}",
            "nl",
            # Some groups begin with, or have nothing but, what is empty.
            on if place > AT_ONCE and place % 2 else None,
            place if place % 3 else None,
            "x",
            on,
        )
        for place in range(number)
    ]
    insert_rows(Municipality, NAMES, rows)
    assert list(Municipality.objects.order_by("code").values_list(*NAMES)) == rows
