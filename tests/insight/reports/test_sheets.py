# SPDX-License-Identifier: EUPL-1.2
"""What of the pages of councils comes on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from samenspel.insight.queries.council import council_page
from samenspel.insight.queries.council.joint import councils_page
from samenspel.insight.queries.council.page import Calendar, CalendarItem, CouncilPage, CouncilsPage
from samenspel.insight.reports.council import council_sheet
from samenspel.insight.reports.councils import councils_sheet
from samenspel.insight.reports.wording import dated
from samenspel.paper.sheet import Points, Sheet, Table
from samenspel.places.models import Municipality
from tests.insight.small_country import ALMERE, AMSTERDAM, DIEMEN, ON, ZAANSTAD, Made, asked, load

pytestmark = pytest.mark.django_db
SMALL: Mapping[str, Made] = {
    "bus": Made(
        (AMSTERDAM, DIEMEN, ZAANSTAD),
        {"policy_areas": "verkeer"},
        votes={AMSTERDAM: 3, DIEMEN: 2, ZAANSTAD: 1},
        euros={AMSTERDAM: 300, DIEMEN: 200, ZAANSTAD: 100},
        quota=4,
    ),
    "afval": Made((ZAANSTAD, ALMERE)),
}


def whole(path: str) -> str:
    return f"https://samenspel.example{path}"


def page_of(made: Mapping[str, Made] = SMALL) -> CouncilPage:
    load(made)
    return council_page(Municipality.objects.get(code=ZAANSTAD), asked(), ON)


def joint(made: Mapping[str, Made] = SMALL) -> CouncilsPage:
    load(made)
    page = councils_page("bus-klein", asked(), ON)
    assert page is not None
    return page


def table_of(sheet: Sheet) -> Table:
    return next(section for section in sheet.sections if isinstance(section, Table))


def cells_of(table: Table) -> list[tuple[str, ...]]:
    """The cells, with plain blanks where a line may not break."""
    return [tuple(cell.replace("\xa0", " ") for cell in row.cells) for row in table.rows]


def list_of(sheet: Sheet, place: int) -> Points:
    return [section for section in sheet.sections if isinstance(section, Points)][place]


def test_row_says_subject_votes_power_and_contribution_as_on_the_page() -> None:
    table = table_of(council_sheet(page_of(), whole))
    assert cells_of(table) == [
        ("Bus", "Verkeer", "3", "onbekend", "1 van 6 (16,7%)", "20,0%",
         "€ 100 (2026), 16,7% van alles"),
        ("Afval", "onbekend", "2", "onbekend", "onbekend", "onbekend", "onbekend"),
    ]  # fmt: skip
    assert table.rows[0].url == "https://samenspel.example/samenwerkingen/bus-klein/"
    assert table.note == ""


def test_every_figure_has_a_definition_in_the_list() -> None:
    sheet = council_sheet(page_of(), whole)
    numbers = [column.method for column in table_of(sheet).columns if column.method]
    numbers += [figure.method for figure in sheet.figures if figure.method]
    keys = {sheet.definitions[number - 1].url.split("#")[1] for number in numbers}
    assert {"votes", "voting-power", "contribution", "arrangements", "congruence"} <= keys
    assert all(figure.method for figure in sheet.figures)


def test_columns_of_which_nothing_is_known_make_room_and_are_named() -> None:
    without: dict[str, Made] = {key: replace(one, votes={}) for key, one in SMALL.items()}
    assert (
        "Stemmen en stemkracht zijn van al deze onbekend."
        in table_of(council_sheet(page_of(without), whole)).note
    )
    poor = {key: replace(one, euros={}) for key, one in SMALL.items()}
    assert table_of(council_sheet(page_of(poor), whole)).note == (
        "De bijdrage is van al deze onbekend."
    )
    nothing = {key: replace(one, euros={}) for key, one in without.items()}
    table = table_of(council_sheet(page_of(nothing), whole))
    assert table.note == "Stemmen, stemkracht en bijdrage zijn van al deze onbekend."
    assert len(table.columns) == len(table.rows[0].cells) == 4


def test_sheet_names_those_with_whom_most_is_done() -> None:
    page = page_of()
    assert "Het vaakst samen met: " in council_sheet(page, whole).figures_note
    alone = replace(page, partners=(), comparison_note="Zonder partners.")
    assert council_sheet(alone, whole).figures_note == "Zonder partners."


def test_arrangement_in_the_name_of_a_former_municipality_is_told_and_not_counted() -> None:
    page = page_of()
    group = page.groups[0]
    old = replace(group, rows=(replace(group.rows[0], recorded_as=("Assendelft",)),))
    table = table_of(council_sheet(replace(page, groups=(old,)), whole))
    assert table.rows[0].cells[0] == "Bus (op naam van Assendelft)"
    assert "1 samenwerking staat nog op naam van een vroegere gemeente" in table.note


def test_municipality_that_the_source_does_not_know_has_no_number() -> None:
    page = replace(page_of(), number=None, groups=())
    sheet = council_sheet(page, whole)
    assert sheet.lead.startswith("De bron weet niet aan welke samenwerkingen Zaanstad op")
    assert table_of(sheet).rows == ()
    assert table_of(sheet).note == ""


def test_municipality_that_ended_without_heirs_is_only_said_to_be_none() -> None:
    page = replace(page_of(), exists=False, heirs=())
    assert council_sheet(page, whole).lead == "Op 1 juni 2026 is Zaanstad geen gemeente."


def test_calendar_says_until_when_the_council_can_respond() -> None:
    items = (
        CalendarItem(ON, date(2026, 7, 1), "Begroting 2027", "Bus", "/dialogen/1/"),
        CalendarItem(ON, None, "Regiodag", "Bus", ""),
    )
    calendar = list_of(council_sheet(replace(page_of(), calendar=Calendar(items, "")), whole), 1)
    assert [(item.text, item.detail, item.url) for item in calendar.items] == [
        ("Begroting 2027", "Bus; reageren kan tot en met 1 juli 2026",
         "https://samenspel.example/dialogen/1/"),
        ("Regiodag", "Bus; 1 juni 2026", ""),
    ]  # fmt: skip


def test_incomplete_source_is_told() -> None:
    page = page_of()
    assert page.origin is not None
    page = replace(page, origin=replace(page.origin, is_complete=False, licences=()))
    colophon = " ".join(council_sheet(page, whole).colophon)
    assert "De bron mist op deze datum samenwerkingen." in colophon
    assert "Licentie" not in colophon
    bare = " ".join(council_sheet(replace(page, origin=None), whole).colophon)
    assert "Bron" not in bare


def test_definition_that_is_not_published_has_no_number() -> None:
    page = page_of()
    figure = replace(page.comparison[0], method="niet-gepubliceerd", median=None)
    sheet = council_sheet(replace(page, comparison=(figure,)), whole)
    assert (sheet.figures[0].method, sheet.figures[0].compared) == (None, "")


def test_joint_councils_have_a_row_each_with_what_they_pay_per_inhabitant() -> None:
    page = joint()
    table = table_of(councils_sheet(page, whole))
    assert [row.cells[0] for row in table.rows] == ["Amsterdam", "Diemen", "Zaanstad"]
    assert cells_of(table)[2][4:7] == (
        "1 van 6 (16,7%)", "20,0%", "€ 100 (2026), 16,7% van alles",
    )  # fmt: skip
    assert table.rows[2].cells[7] == page.councils[2].per_inhabitant_text
    assert table.note == "Stemmen en stemkracht in: Algemeen bestuur."


def test_joint_councils_name_other_participants_and_former_municipalities() -> None:
    page = joint({"bus": replace(SMALL["bus"], euros={}, votes={})})
    gone = replace(page.councils[0], exists=False)
    page = replace(page, others=("Waterschap Amstel",), councils=(gone,), form="", task="")
    sheet = councils_sheet(page, whole)
    assert sheet.lead == "Op 1 juni 2026 doet 1 gemeente mee. Ook: Waterschap Amstel."
    assert table_of(sheet).rows[0].cells[0] == "Amsterdam (geen gemeente meer)"
    assert len(table_of(sheet).columns) == 4
    assert table_of(councils_sheet(replace(page, councils=()), whole)).note == ""


def test_addresses_carry_the_reference_date_and_definitions_do_not() -> None:
    address = dated(whole, "?peildatum=2014-01-01")
    assert address("/samenwerkingen/x/").endswith("/x/?peildatum=2014-01-01")
    assert address("/methoden/#votes").endswith("/methoden/#votes")


def test_figures_stand_in_rows_of_at_most_six() -> None:
    sheet = council_sheet(page_of(), whole)
    for number, across in ((1, 1), (6, 6), (7, 4), (8, 4), (12, 6), (13, 5)):
        assert replace(sheet, figures=(sheet.figures[0],) * number).across == across
