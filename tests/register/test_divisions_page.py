# SPDX-License-Identifier: EUPL-1.2
"""The list of divisions and the page of one: regions, municipal changes, arrangements that fit."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client

from samenspel.places.models import Municipality, MunicipalityChange
from samenspel.places.queries.divisions import DivisionOnDate, division_on
from samenspel.register.queries.divisions import division_page
from samenspel.register.queries.reference import reference

PAGE = "/regios/safety-regions/"


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def _division(on: date, key: str = "safety-regions") -> DivisionOnDate:
    found = division_on(key=key, on=on, language="nl")
    assert found is not None
    return found


def _regions_of(division: DivisionOnDate, name: str) -> set[str]:
    return {r.name for r in division.regions if name in {m.name for m in r.members}}


@pytest.mark.django_db
class TestWithoutData:
    def test_the_list_says_that_nothing_was_loaded(self, client: Client) -> None:
        page = client.get("/regios/")
        assert page.status_code == 200
        assert "Er is nog geen indeling geladen" in page.content.decode()

    def test_an_unknown_division_does_not_exist(self, client: Client) -> None:
        assert client.get("/regios/nergens/").status_code == 404
        assert client.get("/regios/nergens/gemeenten.csv").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
class TestExample:
    def test_the_list_names_each_division_with_its_regions(self, client: Client) -> None:
        text = client.get("/regios/").content.decode()
        assert "Veiligheidsregio&#x27;s" in text
        assert "14 regio’s" in text
        assert "niet het hele land" in text

    def test_the_english_list_has_english_names(self, client: Client) -> None:
        assert "Safety regions" in client.get("/en/regios/").content.decode()

    def test_the_page_links_every_municipality_of_a_region(self, client: Client) -> None:
        text = client.get(PAGE).content.decode()
        assert 'id="regio-zaanstreek-waterland"' in text
        assert "/gemeenten/purmerend-gm0439/" in text

    def test_links_carry_the_reference_date(self, client: Client) -> None:
        text = client.get(f"{PAGE}?peildatum=2026-03-01").content.decode()
        assert "/gemeenten/purmerend-gm0439/?peildatum=2026-03-01" in text

    def test_neighbouring_regions_are_told_apart_without_boundaries_too(self) -> None:
        on = date(2026, 11, 1)
        page = division_page(
            key="mra-subregions", reference=reference(on=on, today=on), language="nl"
        )
        assert page is not None
        colours = {row.region.name: row.css for row in page.regions}
        assert colours["Zaanstreek-Waterland"] != colours["Amsterdam"]
        assert page.map.picture.circles

    def test_an_impossible_date_is_said(self, client: Client) -> None:
        page = client.get(f"{PAGE}?peildatum=2026-02-31")
        assert page.status_code == 400
        assert 'id="reference-date-error"' in page.content.decode()

    def test_a_very_long_query_does_no_harm(self, client: Client) -> None:
        assert client.get(f"{PAGE}?x={'y' * 10_000}").status_code == 200
        assert client.get(f"{PAGE}?peildatum={'9' * 10_000}").status_code == 400

    def test_only_reading_is_possible(self, client: Client) -> None:
        assert client.post("/regios/").status_code == 405
        assert client.post(PAGE).status_code == 405

    def test_csv_has_a_row_for_every_membership_and_for_those_outside(self, client: Client) -> None:
        response = client.get(f"{PAGE}gemeenten.csv?peildatum=2026-03-01")
        lines = response.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("region,region_code,municipality_code,municipality")
        assert len(lines) == 1 + 36
        assert any(line.startswith("Zaanstreek-Waterland,,GM0439,Purmerend") for line in lines)

    def test_xlsx_opens_with_the_same_rows(self, client: Client) -> None:
        response = client.get(f"{PAGE}gemeenten.xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
        assert sheet.max_row == 1 + 36

    def test_another_kind_of_file_does_not_exist(self, client: Client) -> None:
        assert client.get(f"{PAGE}gemeenten.pdf").status_code == 404

    def test_a_division_of_part_of_the_country_names_who_is_outside(self, client: Client) -> None:
        text = client.get("/regios/mra-subregions/").content.decode()
        assert "In geen regio" in text
        assert "12 gemeenten zitten in geen regio" in text


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
class TestMunicipalChanges:
    """Purmerend and Oostzaan lie in one safety region, Almere in another."""

    def _change(self, kind: str, old: str, *new: str) -> None:
        Municipality.objects.filter(code=old).update(valid_to=date(2030, 1, 1))
        for code in new:
            MunicipalityChange.objects.create(
                date=date(2030, 1, 1),
                kind=kind,
                old=Municipality.objects.get(code=old),
                new=Municipality.objects.get(code=code),
                area_share=1 / len(new),
                source="test",
            )

    def test_a_merged_municipality_is_in_the_region_through_its_successor(self) -> None:
        self._change("merge", "GM0431", "GM0439")
        division = _division(date(2031, 1, 1))
        assert _regions_of(division, "Oostzaan") == set()
        assert _regions_of(division, "Purmerend") == {"Zaanstreek-Waterland"}
        assert [(p.outcome, p.name) for p in division.passages] == [("passed", "Oostzaan")]

    def test_a_municipality_keeps_its_own_region_when_it_takes_in_another(self) -> None:
        self._change("merge", "GM0431", "GM0034")
        division = _division(date(2031, 1, 1))
        assert _regions_of(division, "Almere") == {"Flevoland"}
        assert [p.name for p in division.absorbed] == ["Oostzaan"]

    def test_a_new_municipality_from_two_regions_is_named_in_both(self) -> None:
        new = Municipality.objects.create(
            code="GM2999", name="Nieuwland", slug="nieuwland-gm2999", country="nl",
            valid_from=date(2030, 1, 1), source="voorbeeld", source_on=date(2026, 1, 1),
        )  # fmt: skip
        self._change("merge", "GM0431", new.code)
        self._change("merge", "GM0034", new.code)
        division = _division(date(2031, 1, 1))
        (several,) = division.several
        assert several.member.name == "Nieuwland"
        assert several.regions == ("Flevoland", "Zaanstreek-Waterland")
        assert several.by_changes

    def test_a_divided_municipality_is_named_and_given_to_nobody(self, client: Client) -> None:
        self._change("split", "GM0431", "GM0439", "GM0034")
        division = _division(date(2031, 1, 1))
        (passage,) = division.divided
        assert (passage.name, set(passage.others)) == ("Oostzaan", {"Purmerend", "Almere"})
        assert _regions_of(division, "Almere") == {"Flevoland"}
        text = client.get(f"{PAGE}?peildatum=2031-01-01").content.decode()
        assert "Oostzaan is verdeeld over" in text

    def test_before_a_merger_the_predecessors_are_in_the_region(self) -> None:
        before = _division(date(2015, 6, 1))
        assert _regions_of(before, "Zeevang") == {"Zaanstreek-Waterland"}
        assert _regions_of(_division(date(2026, 6, 1)), "Zeevang") == set()
