# SPDX-License-Identifier: EUPL-1.2
"""The page for the joint councils of an arrangement."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from samenspel.insight.queries.council.joint import councils_page
from samenspel.insight.queries.council.page import CouncilsPage
from samenspel.places.models import Figure, Municipality
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.register.queries.facts import forget
from tests.insight.small_country import (
    ALMERE,
    AMSTERDAM,
    DIEMEN,
    ON,
    ZAANSTAD,
    Made,
    asked,
    load,
)
from tests.register.small_register import slug

pytestmark = pytest.mark.django_db
EDAM, ZEEVANG = "GM0385", "GM0478"
THREE = [AMSTERDAM, DIEMEN, ZAANSTAD]


def page_of(key: str, on: date = ON) -> CouncilsPage:
    found = councils_page(slug(key), asked(on), ON)
    assert found is not None
    return found


def test_every_council_with_seats_inhabitants_votes_power_and_costs() -> None:
    votes = {AMSTERDAM: 3, DIEMEN: 2, ZAANSTAD: 1}
    load({"zorg": Made(THREE, votes=votes, quota=4, euros={DIEMEN: 500, ZAANSTAD: 900})})
    Figure.objects.filter(indicator__in=["population", "council_seats"]).delete()
    for code, people in ((AMSTERDAM, 900), (DIEMEN, 40)):
        for indicator, value in (("population", people), ("council_seats", people // 20)):
            Figure.objects.create(
                municipality=Municipality.objects.get(code=code), indicator=indicator,
                value=value, on=ON, source="Handgemaakt",
            )  # fmt: skip
    forget()
    page = page_of("zorg")
    by_code = {council.code: council for council in page.councils}
    diemen = by_code[DIEMEN]
    assert (diemen.council_seats, diemen.inhabitants) == (2, 40)
    assert diemen.voice is not None
    assert diemen.voice.power == Fraction(1, 5)
    assert (diemen.per_inhabitant, diemen.per_inhabitant_text) == (
        Decimal("12.50"),
        "€\N{NO-BREAK SPACE}12,50",
    )
    zaanstad = by_code[ZAANSTAD]
    assert (zaanstad.seats_text, zaanstad.inhabitants_text) == ("onbekend", "onbekend")
    assert (zaanstad.payment is not None, zaanstad.per_inhabitant) == (True, None)
    assert (page.inhabitants, page.council_seats) == (None, None)
    assert (page.costs.total, page.costs.known, page.costs.number) == (Decimal(1400), 2, 3)


def test_signals_name_the_council_they_are_about() -> None:
    load({"zorg": Made(THREE, votes={AMSTERDAM: 3, DIEMEN: 1, ZAANSTAD: 1}, quota=3)})
    found = page_of("zorg").signals
    assert found[0].kind == "powerless"
    assert found[0].sentence.startswith("Diemen heeft 20,0% van de stemmen")
    assert {"powerless", "seats_unknown"} <= {signal.kind for signal in found}


def test_the_same_members_elsewhere_are_a_signal() -> None:
    load({"zorg": Made(THREE), "afval": Made(THREE), "weg": Made([AMSTERDAM, ALMERE])})
    shared = next(s for s in page_of("zorg").signals if s.kind == "same_members")
    assert shared.value == 2
    assert "Afval en Zorg" in shared.sentence


def test_councils_come_and_go() -> None:
    load({"zorg": Made(THREE)})
    rows = Participation.objects.filter(version__key="zorg")
    rows.filter(code=DIEMEN).update(valid_from=date(2026, 1, 1))
    rows.filter(code=ZAANSTAD).update(valid_to=date(2026, 2, 1))
    forget()
    page = page_of("zorg")
    assert [(line.kind, line.name) for line in page.changes] == [
        ("left", "Zaanstad"), ("joined", "Diemen"),
    ]  # fmt: skip
    assert {council.code for council in page.councils} == {AMSTERDAM, DIEMEN}


def test_a_merged_municipality_has_not_left_and_its_heir_not_joined() -> None:
    load({"oud": Made([ZEEVANG, AMSTERDAM]), "nieuw": Made([EDAM, AMSTERDAM])})
    old, new = (ArrangementVersion.objects.get(key=key) for key in ("oud", "nieuw"))
    new.arrangement, new.valid_from = old.arrangement, date(2016, 1, 1)
    new.save()
    ArrangementVersion.objects.filter(key="oud").update(valid_to=date(2016, 1, 1))
    forget()
    found = councils_page(old.arrangement.slug, asked(date(2016, 7, 1)), ON)
    assert found is not None
    assert sorted(line.kind for line in found.changes) == ["merged", "name"]


def test_a_merged_municipality_without_heir_there_has_left() -> None:
    load({"oud": Made([ZEEVANG, AMSTERDAM]), "nieuw": Made([AMSTERDAM])})
    old, new = (ArrangementVersion.objects.get(key=key) for key in ("oud", "nieuw"))
    new.arrangement, new.valid_from = old.arrangement, date(2016, 1, 1)
    new.save()
    ArrangementVersion.objects.filter(key="oud").update(valid_to=date(2016, 1, 1))
    forget()
    found = councils_page(old.arrangement.slug, asked(date(2016, 7, 1)), ON)
    assert found is not None
    assert [(line.kind, line.name) for line in found.changes if line.kind != "name"] == [
        ("left", "Zeevang")
    ]


def test_one_that_began_this_year_says_only_that() -> None:
    load({"zorg": Made(THREE)})
    ArrangementVersion.objects.filter(key="zorg").update(valid_from=date(2026, 3, 1))
    forget()
    assert [line.kind for line in page_of("zorg").changes] == ["began"]
    assert page_of("zorg").since_text == "2026"


def test_others_of_the_same_form_are_compared_with() -> None:
    made = {f"taak-{place}": Made(THREE) for place in range(3)}
    load({**made, "zorg": Made([AMSTERDAM, DIEMEN])})
    figures = {figure.key: figure for figure in page_of("zorg").comparison}
    assert (figures["members"].own, figures["members"].median) == (2, 3)
    load({"zorg": Made([AMSTERDAM, DIEMEN])})
    assert page_of("zorg").comparison == ()
    assert "te weinig" in page_of("zorg").comparison_note


def test_what_is_not_in_force_leads_to_a_day_on_which_it_was() -> None:
    load({"zorg": Made(THREE), "afval": Made(THREE)})
    ArrangementVersion.objects.filter(key="zorg").update(valid_to=date(2020, 1, 1))
    forget()
    page = page_of("zorg")
    assert (page.is_in_force, page.councils) == (False, ())
    assert page.elsewhere == "?peildatum=2019-12-31"
    address = f"/samenwerkingen/{slug('zorg')}/raden/"
    assert page.elsewhere in Client().get(address).content.decode()
    assert Client().get(address + page.elsewhere).status_code == 200


def test_page_tables_and_the_whole_are_there() -> None:
    load({"zorg": Made(THREE, euros={DIEMEN: 500})})
    address = f"/samenwerkingen/{slug('zorg')}/raden/"
    text = Client().get(address).content.decode()
    assert "3 gemeenteraden doen mee" in text
    assert "€\N{NO-BREAK SPACE}500 (2026)" in text
    for name in ("raden", "veranderingen", "signalen", "vergelijking"):
        assert Client().get(f"{address}tabel/{name}.csv").status_code == 200
    whole = json.loads(Client().get(f"{address}alles.json").content)
    rows = whole["tables"]["raden"]["rows"]
    assert [row["code"] for row in rows] == [AMSTERDAM, DIEMEN, ZAANSTAD]
    assert [row["contribution"] for row in rows] == [None, 500.0, None]


def test_bad_addresses() -> None:
    load({"zorg": Made(THREE)})
    address = f"/samenwerkingen/{slug('zorg')}/raden/"
    for path in ("/samenwerkingen/nergens/raden/", "/samenwerkingen/nergens/raden/alles.json",
                 f"{address}tabel/iets.csv"):  # fmt: skip
        assert Client().get(path).status_code == 404
    assert Client().get(f"{address}?peildatum=x").status_code == 400
    assert Client().get(f"{address}alles.json?peildatum=x").status_code == 400
    assert Client().get("/en" + address).status_code == 200
