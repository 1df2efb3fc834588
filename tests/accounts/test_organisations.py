# SPDX-License-Identifier: EUPL-1.2
"""Making organisations."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.actions import ManageRefused, make_municipality, make_secretariat
from samenspel.accounts.models import Event
from samenspel.accounts.queries.people import municipalities_without
from samenspel.places.models import Municipality

from .conftest import AT, TODAY, Town


def municipality(code: str, name: str) -> Municipality:
    return Municipality.objects.create(
        code=code, name=name, slug=code.lower(), country="nl", source="test",
        source_on=date(2026, 1, 1),
    )  # fmt: skip


def test_administrators_make_the_organisation_of_a_municipality_once(town: Town) -> None:
    bergen = municipality("GM0373", "Bergen")
    made = make_municipality(municipality=bergen, by=town.actor("administrator"), at=AT)
    assert (made.name, made.kind, made.municipality) == ("Gemeente Bergen", "municipality", bergen)
    assert Event.objects.get().action == "make_organisation"
    with pytest.raises(ManageRefused):
        make_municipality(municipality=bergen, by=town.actor("administrator"), at=AT)


def test_two_municipalities_of_one_name_are_told_apart(town: Town) -> None:
    names = [
        make_municipality(
            municipality=municipality(code, "Bergen"), by=town.actor("administrator"), at=AT
        ).name
        for code in ("GM0373", "GM0893")
    ]
    assert names == ["Gemeente Bergen", "Gemeente Bergen (GM0893)"]


def test_a_secretariat_has_a_name_of_its_own(town: Town) -> None:
    made = make_secretariat(name="Secretariaat Zuid", by=town.actor("administrator"), at=AT)
    assert made.municipality is None
    with pytest.raises(ManageRefused) as refusal:
        make_secretariat(name="secretariaat zuid", by=town.actor("administrator"), at=AT)
    assert refusal.value.field == "name"


@pytest.mark.parametrize("name", ["clerk", "secretariat", "adviser", "councillor"])
def test_nobody_else_does(town: Town, name: str) -> None:
    with pytest.raises(PermissionDenied):
        make_secretariat(name="X", by=town.actor(name), at=AT)
    with pytest.raises(PermissionDenied):
        make_municipality(municipality=municipality("GM0373", "Bergen"), by=town.actor(name), at=AT)


def test_the_search_offers_municipalities_without_an_organisation(town: Town) -> None:
    municipality("GM0373", "Purmer")
    former = municipality("GM0999", "Purmerhoek")
    Municipality.objects.filter(pk=former.pk).update(valid_to=date(2020, 1, 1))
    assert [m.name for m in municipalities_without("purm", on=TODAY)] == ["Purmer"]
    assert municipalities_without("p", on=TODAY) == []
    assert [m.name for m in municipalities_without("gm0373", on=TODAY)] == ["Purmer"]
