# SPDX-License-Identifier: EUPL-1.2
"""What stands on the one A4 of a council, and where each figure comes from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from samenspel.insight.actions.representatives import RepresentativeValues, add_representative
from samenspel.insight.queries.council import CouncilPage, council_page
from samenspel.insight.queries.council.page import CouncilRow
from samenspel.insight.queries.council.texts import money_text, share_text, short_name
from samenspel.places.models import Municipality
from samenspel.register.models import ArrangementVersion
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
from tests.register.small_register import clerk, slug

pytestmark = pytest.mark.django_db
EDAM, ZEEVANG = "GM0385", "GM0478"  # Zeevang became part of Edam-Volendam in 2016
THREE = [AMSTERDAM, DIEMEN, ZAANSTAD]
VOTES = {AMSTERDAM: 3, DIEMEN: 2, ZAANSTAD: 1}


def page_of(code: str, on: date = ON) -> CouncilPage:
    municipality = Municipality.objects.select_related("province").get(code=code)
    return council_page(municipality, asked(on), ON)


def row_of(page: CouncilPage, key: str) -> CouncilRow:
    return next(row for row in page.rows if row.key == key)


def said(key: str, **values: object) -> None:
    """Let a version say something else, as a load would."""
    ArrangementVersion.objects.filter(key=key).update(**values)
    forget()


def test_everything_it_is_in_is_listed_by_subject() -> None:
    load({"zorg": Made(THREE), "afval": Made([DIEMEN, ALMERE]), "elders": Made([ALMERE])})
    page = page_of(DIEMEN)
    assert page.number == 2
    assert {row.key for row in page.rows} == {"zorg", "afval"}
    assert row_of(page, "zorg").participants == 3


def test_unknown_is_said_and_is_never_zero() -> None:
    load({"zorg": Made(THREE)})
    page = page_of(DIEMEN)
    row = page.rows[0]
    assert (row.votes_text, row.power_text, row.payment_text) == ("onbekend",) * 3
    assert (row.representatives_text, row.since_text) == ("onbekend", "onbekend")
    assert (page.costs.total, page.costs.known, page.costs.number) == (None, 0, 1)
    assert page.costs.text == "Van geen enkele is de bijdrage bekend."


def test_votes_and_power_are_those_of_the_general_board() -> None:
    load({"zorg": Made(THREE, votes=VOTES, quota=4)})
    voice = page_of(DIEMEN).rows[0].voice
    assert voice is not None
    assert (voice.vote_share, voice.power) == (Fraction(1, 3), Fraction(1, 5))
    assert page_of(DIEMEN).rows[0].votes_text == "2 van 6 (33,3%)"


def test_a_share_of_the_costs_needs_the_contribution_of_everybody() -> None:
    whole = {AMSTERDAM: 600, DIEMEN: 300, ZAANSTAD: 100}
    part = {DIEMEN: 5000}
    load({"zorg": Made(THREE, euros=whole), "afval": Made(THREE, euros=part), "weg": Made(THREE)})
    page = page_of(DIEMEN)
    zorg, afval = row_of(page, "zorg").payment, row_of(page, "afval").payment
    assert zorg is not None
    assert afval is not None
    assert (zorg.share, afval.share) == (Fraction(3, 10), None)
    assert row_of(page, "zorg").payment_text == "€\N{NO-BREAK SPACE}300 (2026), 30,0% van alles"
    assert (page.costs.total, page.costs.known, page.costs.number) == (Decimal(5300), 2, 3)
    assert (
        page.costs.text
        == "€\N{NO-BREAK SPACE}5.300 per jaar, bekend van 2 van de 3 samenwerkingen."
    )


def test_who_sits_there_stands_in_the_row() -> None:
    load({"zorg": Made(THREE)})
    add_representative(
        municipality=Municipality.objects.get(code=DIEMEN),
        arrangement_slug=slug("zorg"),
        values=RepresentativeValues(
            "A. Voorbeeld", "mayor", "chair", "", None, None, "Raadsbesluit"
        ),
        by=clerk(DIEMEN),
        at=datetime(2026, 5, 1, tzinfo=UTC),
    )
    assert page_of(DIEMEN).rows[0].representatives_text == "A. Voorbeeld (burgemeester, voorzitter)"
    assert page_of(AMSTERDAM).represented == 0


def test_what_stands_under_a_former_municipality_is_listed_and_not_counted() -> None:
    load({"zorg": Made([EDAM, AMSTERDAM]), "oud": Made([ZEEVANG, AMSTERDAM], euros={ZEEVANG: 70})})
    page = page_of(EDAM)
    old = row_of(page, "oud")
    assert (page.number, page.inherited) == (1, 1)
    assert old.recorded_as == ("Zeevang",)
    assert old.payment is not None


def test_a_municipality_that_ended_points_to_its_heirs() -> None:
    load({"oud": Made([ZEEVANG, AMSTERDAM])})
    page = page_of(ZEEVANG)
    assert not page.exists
    assert [heir.code for heir in page.heirs] == [EDAM]
    assert page.heirs[0].url.endswith("/raad/")
    assert page.rows == ()


def test_changes_tell_new_from_joined_and_ended_from_left() -> None:
    load({"nieuw": Made(THREE), "klaar": Made(THREE), "blijft": Made(THREE)})
    said("nieuw", valid_from=date(2026, 1, 1))
    said("klaar", valid_from=date(2010, 1, 1), valid_to=date(2026, 2, 1))
    page = page_of(DIEMEN)
    assert [(line.kind, line.name) for line in page.changes] == [
        ("ended", "Klaar"), ("began", "Nieuw"),
    ]  # fmt: skip
    assert page.changes[0].text == "geëindigd op 1 februari 2026"


def test_joining_and_leaving_what_others_were_in_already() -> None:
    load({"zorg": Made(THREE), "afval": Made(THREE)})
    for key, dates in (("zorg", {"valid_from": date(2025, 9, 1)}),
                       ("afval", {"valid_to": date(2025, 10, 1)})):  # fmt: skip
        version = ArrangementVersion.objects.get(key=key)
        version.participations.filter(code=DIEMEN).update(**dates)
    forget()
    assert [line.kind for line in page_of(DIEMEN).changes] == ["left", "joined"]
    assert page_of(AMSTERDAM).changes == ()


def test_a_new_version_is_no_new_arrangement() -> None:
    load({"zorg": Made(THREE), "zorg-2": Made(THREE)})
    old, new = (ArrangementVersion.objects.get(key=key) for key in ("zorg", "zorg-2"))
    new.arrangement = old.arrangement
    new.valid_from = date(2026, 1, 1)
    new.legal_form = "stichting"
    new.save()
    said("zorg", valid_to=date(2026, 1, 1), legal_form="openbaar_lichaam")
    lines = page_of(DIEMEN).changes
    assert [line.kind for line in lines] == ["form"]
    assert lines[0].text == "nu stichting, was openbaar lichaam"
    new.legal_form = "openbaar_lichaam"
    new.save()
    said("zorg", name="Zorg van vroeger")
    assert [line.kind for line in page_of(DIEMEN).changes] == ["name"]
    said("zorg", name="Gemeenschappelijke regeling Zorg-2")
    assert [line.kind for line in page_of(DIEMEN).changes] == ["renewed"]


def test_a_merger_in_the_year_is_told_and_joins_nothing() -> None:
    load({"zorg": Made([EDAM, ZEEVANG, AMSTERDAM])})
    page = page_of(EDAM, date(2016, 7, 1))
    assert [(line.kind, line.name) for line in page.changes] == [("merged", "Zeevang")]


def test_signals_ask_about_influence_first() -> None:
    seats, euros = {AMSTERDAM: 3, DIEMEN: 1, ZAANSTAD: 1}, {AMSTERDAM: 1, DIEMEN: 8, ZAANSTAD: 1}
    load({"zorg": Made(THREE, votes=seats, euros=euros, quota=3), "afval": Made(THREE)})
    found = page_of(DIEMEN).signals
    assert found[0].kind == "powerless"
    assert found[0].sentence == (
        "In Zorg hebben wij 20,0% van de stemmen, maar die geven nooit de doorslag."
    )
    assert found[0].url.endswith(f"/samenwerkingen/{slug('zorg')}/")
    assert len(found) == 3
    assert len({signal.kind for signal in found}) == 3


def test_an_old_confirmation_is_told_in_years() -> None:
    load({"zorg": Made(THREE)})
    said("zorg", last_confirmed_on=date(2018, 5, 3))
    old = next(s for s in page_of(DIEMEN).signals if s.kind == "unconfirmed")
    assert (old.figure_text, old.value, old.unit) == ("8 jaar geleden", 2951, "days")


def test_every_municipality_is_compared_or_told_why_not() -> None:
    load({"zorg": Made(THREE), "afval": Made([DIEMEN, ZAANSTAD])})
    page = page_of(DIEMEN)
    own = {figure.key: figure.own for figure in page.comparison}
    assert (own["arrangements"], own["partners"]) == (2, 2)
    assert page.comparison_note
    assert [partner.code for partner in page.partners] == [ZAANSTAD, AMSTERDAM]


def test_the_calendar_is_empty_and_says_so() -> None:
    load({"zorg": Made(THREE)})
    calendar = page_of(DIEMEN).calendar
    assert calendar.items == ()
    assert "griffier" in calendar.text


def test_a_municipality_that_the_source_never_names_is_unknown_not_zero() -> None:
    load({"zorg": Made(THREE)})
    page = page_of(ALMERE)
    assert (page.number, page.rows, page.signals, page.comparison) == (None, (), (), ())


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Gemeenschappelijke regeling Omgevingsdienst De Vallei", "Omgevingsdienst De Vallei"),
        ("Regeling voor het recreatiegebied X", "Recreatiegebied X"),
        ("De gemeenschappelijke regeling: afval", "Afval"),
        ("Regeling", "Regeling"),
        ("Gemeenschappelijke regeling GR", "Gemeenschappelijke regeling GR"),
        ("Vereniging met een heel lange naam (en een afkorting die niemand kent)",
         "Vereniging met een heel lange naam"),
        ("a" * 80, "A" + "a" * 50 + "…"),
    ],
)  # fmt: skip
def test_names_fit_on_a_line_without_words_for_their_form(name: str, short: str) -> None:
    assert short_name(name) == short


def test_figures_are_written_as_a_reader_does() -> None:
    assert share_text(Fraction(1, 3)) == "33,3%"
    assert share_text(None) == "onbekend"
    assert money_text(Decimal("12.50")) == "€\N{NO-BREAK SPACE}12,50"
    assert money_text(Decimal("1234.50")) == "€\N{NO-BREAK SPACE}1.235"
    assert money_text(Decimal(0)) == "€\N{NO-BREAK SPACE}0"
