# SPDX-License-Identifier: EUPL-1.2
"""The list of arrangements: searching, filtering, ordering, paging and downloading."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.utils import translation

from samenspel.register.queries.arrangements import (
    ArrangementFilter,
    find_arrangements,
)
from samenspel.register.queries.arrangements.sorting import name_key
from samenspel.register.queries.reference import reference
from tests.register import reading

LIST = "/samenwerkingen/"
ON = {"peildatum": "2026-05-16"}


def rows_of(client: Client, **parameters: str) -> list[dict[str, str]]:
    return reading.rows_of(client, f"{LIST}lijst.csv", **parameters)


def text_of(client: Client, path: str = LIST, **parameters: str) -> str:
    return reading.page_of(client, path, **parameters)


# First in this file: the fixtures below keep their data until its end.
@pytest.mark.django_db
def test_without_any_data_the_list_is_empty_and_says_so(client: Client) -> None:
    assert "Geen samenwerking past bij dit alles" in text_of(client)


@pytest.mark.usefixtures("example", "db")
class TestExample:
    def test_list_opens_with_a_picture_and_a_table(self, client: Client) -> None:
        text = text_of(client, **ON)
        assert "Naar beleidsterrein" in text
        assert text.index('<svg class="bars') < text.index('id="arrangements-table"')

    def test_only_what_is_in_force_on_the_date_is_listed(self, client: Client) -> None:
        then = {row["naam"] for row in rows_of(client, peildatum="2012-06-01")}
        now = {row["naam"] for row in rows_of(client, **ON)}
        assert "Stadsregio Amsterdam" in then - now
        assert "Vervoerregio Amsterdam" in now - then

    def test_ended_arrangements_are_found_when_asked_for(self, client: Client) -> None:
        ended = rows_of(client, status="geeindigd", **ON)
        assert ended
        assert {row["stand"] for row in ended} == {"geëindigd"}

    def test_everything_is_in_force_ended_or_to_come(self, client: Client) -> None:
        every = rows_of(client, status="alle", peildatum="2012-06-01")
        assert {row["stand"] for row in every} >= {"geldt", "komt nog"}

    def test_search_shows_what_was_searched_for_and_what_not(self, client: Client) -> None:
        text = text_of(client, zoek="de stedenbanden van Sluis", **ON)
        assert "Gezocht naar:" in text
        assert "de, van" in text

    def test_a_city_link_is_found_by_its_form(self, client: Client) -> None:
        names = {row["naam"] for row in rows_of(client, vorm="stedenband", **ON)}
        assert any("Heerlen" in name for name in names)

    def test_a_theme_filters(self, client: Client) -> None:
        rows = rows_of(client, thema="verbindingen", **ON)
        assert rows
        assert all("verbindingen" in row["themas"] for row in rows)

    def test_a_municipality_filters_by_name(self, client: Client) -> None:
        assert rows_of(client, gemeente="Zaanstad", **ON)
        text = text_of(client, gemeente="Zaanstad", **ON)
        assert "Deelnemer: <strong>Zaanstad</strong>" in " ".join(text.split())

    def test_a_former_municipality_points_to_the_one_in_its_place(self, client: Client) -> None:
        text = text_of(client, gemeente="Delfzijl", **ON)
        assert "Delfzijl is geen gemeente op 16" in text
        assert "Eemsdelta" in text

    def test_an_unknown_municipality_is_reported_and_ignored(self, client: Client) -> None:
        text = text_of(client, gemeente="Qwertystad", **ON)
        assert "Wij kennen geen gemeente die “Qwertystad” heet" in text
        assert len(rows_of(client, gemeente="Qwertystad", **ON)) == len(rows_of(client, **ON))

    def test_a_name_typed_as_words_offers_the_municipality(self, client: Client) -> None:
        text = text_of(client, zoek="Sluis", **ON)
        assert "Sluis is een gemeente." in text
        (offered,) = re.findall(r'href="([^"]*gemeente=GM1714[^"]*)"', text)
        assert "zoek=" not in offered

    def test_words_put_what_was_found_before_the_picture(self, client: Client) -> None:
        found, picture = 'id="arrangements-table"', 'class="bars'
        looking_around, searching = text_of(client, **ON), text_of(client, zoek="afval", **ON)
        assert looking_around.index(picture) < looking_around.index(found)
        assert searching.index(found) < searching.index(picture)

    @pytest.mark.parametrize(
        ("name", "value", "reported"),
        [
            ("vorm", "onzin", "“onzin” kunt u hier niet kiezen"),
            ("domein", "x" * 10_000, "kunt u hier niet kiezen"),
            ("deelnemers_van", "veel", "Dit is geen heel getal"),
            ("deelnemers_tot", "-1", "Een getal onder nul kan niet"),
            ("sortering", "kleur", "Deze volgorde bestaat niet"),
            ("status", "misschien", "kunt u hier niet kiezen"),
            ("gemeente", "a\x00b", "Niet alles in het adres was te lezen"),
        ],
    )
    def test_a_wrong_filter_is_reported_and_ignored(
        self, client: Client, name: str, value: str, reported: str
    ) -> None:
        text = text_of(client, **{name: value}, **ON)
        assert reported in text
        assert len(text) < 120_000
        assert len(rows_of(client, **{name: value}, **ON)) == len(rows_of(client, **ON))

    def test_a_range_upside_down_is_left_out(self, client: Client) -> None:
        wrong = {"deelnemers_van": "9", "deelnemers_tot": "2"}
        assert "meer dan het hoogste getal" in text_of(client, **wrong, **ON)
        assert len(rows_of(client, **wrong, **ON)) == len(rows_of(client, **ON))

    def test_number_of_participants_filters(self, client: Client) -> None:
        rows = rows_of(client, deelnemers_van="3", deelnemers_tot="5", **ON)
        assert rows
        assert all(3 <= int(row["deelnemers"]) <= 5 for row in rows)

    def test_an_active_filter_can_be_removed(self, client: Client) -> None:
        text = text_of(client, vorm="openbaar_lichaam", zoek="verkeer", **ON)
        chips = text[text.index("filter-chips-title") : text.index("arrangements-table")]
        assert 'href="?peildatum=2026-05-16&amp;vorm=openbaar_lichaam"' in chips
        assert "zonder: " in chips

    def test_nothing_found_suggests_what_to_do(self, client: Client) -> None:
        text = text_of(client, zoek="zonnebloemolie", **ON)
        assert "Geen samenwerking past bij dit alles" in text
        assert "Verwijder alle filters" in text

    def test_order_by_participants_is_marked_in_the_table(self, client: Client) -> None:
        numbers = [int(row["deelnemers"]) for row in rows_of(client, sortering="-deelnemers", **ON)]
        assert numbers == sorted(numbers, reverse=True)
        assert 'aria-sort="descending"' in text_of(client, sortering="-deelnemers", **ON)

    def test_htmx_gets_the_results_only(self, client: Client) -> None:
        answer = client.get(
            LIST, {"zoek": "vervoer", "vorm": "", **ON}, headers={"HX-Request": "true"}
        )
        text = answer.content.decode()
        assert "<html" not in text
        assert 'id="arrangements-table"' in text
        assert answer["HX-Push-Url"] == f"{LIST}?zoek=vervoer&peildatum=2026-05-16"
        assert "HX-Request" in answer["Vary"]

    def test_an_impossible_date_is_refused_with_a_message(self, client: Client) -> None:
        answer = client.get(LIST, {"peildatum": "2026-02-31"})
        assert answer.status_code == 400
        assert 'aria-invalid="true"' in answer.content.decode()

    @pytest.mark.parametrize("number", ["0", "99999999", "x", "-1", "²"])
    def test_a_page_that_does_not_exist_shows_another(self, client: Client, number: str) -> None:
        assert 'id="arrangements-table"' in text_of(client, pagina=number, **ON)

    @pytest.mark.parametrize("query", ["\x00", "' OR 1=1", '"*"', "ab " * 4_000, "🏛️", "%s %(q)s"])
    def test_a_hostile_query_is_answered(self, client: Client, query: str) -> None:
        assert client.get(LIST, {"zoek": query, "gemeente": query, **ON}).status_code == 200

    def test_english_page_has_english_words(self, client: Client) -> None:
        text = text_of(client, f"/en{LIST}", vorm="stedenband", **ON)
        assert "in force on" in text
        assert "City link" in text
        assert "samenwerkingen die gelden" not in text

    def test_workbook_holds_the_same_rows_as_the_csv(self, client: Client) -> None:
        asked = {"vorm": "openbaar_lichaam", **ON}
        answer = client.get(f"{LIST}lijst.xlsx", asked)
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        names = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert names == [row["naam"] for row in rows_of(client, **asked)]

    def test_an_unknown_kind_of_download_does_not_exist(self, client: Client) -> None:
        assert client.get(f"{LIST}lijst.pdf").status_code == 404

    def test_only_reading_is_allowed(self, client: Client) -> None:
        assert client.post(LIST).status_code == 405

    def test_bars_and_filter_and_table_tell_the_same(self, client: Client) -> None:
        found = find_arrangements(ArrangementFilter(), _reference())
        for form, number in found.facets["form"].items():
            assert len(find_arrangements(ArrangementFilter(form=form), _reference()).rows) == number

    def test_without_a_filter_counts_what_is_then_shown(self) -> None:
        both = find_arrangements(
            ArrangementFilter(form="openbaar_lichaam", domain="verkeer"), _reference()
        )
        one = find_arrangements(ArrangementFilter(domain="verkeer"), _reference())
        assert both.without["form"] == len(one.rows)


def _reference() -> object:
    return reference(on=date(2026, 5, 16), today=date(2026, 6, 1))


def test_formal_words_at_the_start_do_not_count_in_the_order() -> None:
    names = [
        "Zeeland",
        "Gemeenschappelijke Regeling Avri",
        "De regeling 't Groene Hart",
        "Baanbrekers",
    ]
    assert sorted(names, key=name_key) == [names[1], names[3], names[2], names[0]]


def test_labels_follow_the_language() -> None:
    from samenspel.register import labels

    with translation.override("nl"):
        assert labels.participants_counted({"municipality": 17, "province": 1}) == (
            "17 gemeenten en 1 provincie"
        )
    with translation.override("en"):
        assert labels.participants_counted({"municipality": 1, "water_board": 2, "state": 1}) == (
            "1 municipality, 2 water boards and 1 body of national government"
        )
