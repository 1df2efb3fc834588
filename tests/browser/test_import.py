# SPDX-License-Identifier: EUPL-1.2
"""A policy adviser brings the municipality's own list, mends three rows, takes over, undoes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import PHONE, WIDE, assert_accessible, follow

LIST = "/gemeenten/purmerend-gm0439/lijst/"
ROWS = (
    "Naam;Rechtsvorm;Plaats;Geldig vanaf;Verplicht",
    "GGD Zaanstreek-Waterland;;{place};;",
    "Zwembad {place};Stichting;{place};1-1-2020;nee",
)
WRONG = ("Jeugdhulp {place};Verzonnen;;;", "Afval {place};;;31-02-2020;", "Archief {place};;;;soms")
MENDED = ("Jeugdhulp {place};Stichting;;;", "Afval {place};;;1-2-2020;", "Archief {place};;;;ja")


def list_file(folder: Path, rows: tuple[str, ...], place: str) -> Path:
    file = folder / "lijst.csv"
    file.write_text("\n".join(rows).format(place=place), encoding="cp1252")
    return file


def send(page: Page, file: Path) -> None:
    page.get_by_label("Uw lijst").set_input_files(file)
    follow(page.get_by_role("button", name="Laat zien wat er zou veranderen"), key="Enter")


def give_ground(page: Page, button: str) -> None:
    page.get_by_label("Waarom verandert u dit?").fill("jaarlijkse controle")
    page.get_by_label("Waar blijkt dat uit?").fill("eigen register van de griffie")
    follow(page.get_by_role("button", name=button, exact=True), key="Enter")


def count(page: Page, kind: str) -> str:
    figure = page.locator(".key-figure").filter(has=page.get_by_text(kind, exact=True))
    return figure.locator("dd").first.inner_text()


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def adviser(window: Open, site: str, request: pytest.FixtureRequest) -> Page:
    page = window("adviseur", viewport=request.param)
    page.goto(site + LIST)
    return page


def test_list_with_three_wrong_rows_is_mended_taken_over_and_undone(
    adviser: Page, tmp_path: Path
) -> None:
    page = adviser
    size = page.viewport_size
    place = f"Kwadijk {size['width'] if size else 0}"
    assert_accessible(page)
    with page.expect_download() as template:
        page.get_by_role("link", name="XLSX").click()
    assert template.value.suggested_filename == "samenspel-purmerend.xlsx"

    send(page, list_file(tmp_path, (*ROWS, *WRONG), place))
    assert [count(page, k) for k in ("Te verbeteren", "Nieuw", "Veranderd")] == ["3", "1", "1"]
    expect(page.locator("#rows-wrong")).to_contain_text("“Verzonnen” is geen rechtsvorm.")
    assert_accessible(page)

    page.goto(page.url.rsplit("/", 2)[0] + "/")
    send(page, list_file(tmp_path, (*ROWS, *MENDED), place))
    assert [count(page, k) for k in ("Te verbeteren", "Nieuw", "Veranderd")] == ["0", "4", "1"]
    give_ground(page, "Neem 5 rijen over")
    expect(page.locator("main, .page-top").first).to_contain_text("5 rijen zijn overgenomen")
    assert [count(page, k) for k in ("Nieuw", "Gelijk")] == ["0", "5"]
    assert_accessible(page)

    page.get_by_text("Maak alles ongedaan wat deze lijst heeft veranderd").click()
    assert_accessible(page)
    give_ground(page, "Ongedaan maken")
    expect(page.locator("body")).to_contain_text("Alles wat deze lijst had veranderd")
    assert [count(page, k) for k in ("Nieuw", "Veranderd", "Gelijk")] == ["4", "1", "0"]


def test_row_that_resembles_a_record_asks_which_it_is(adviser: Page, tmp_path: Path) -> None:
    page = adviser
    rows = ("Naam;Plaats", "Veiligheidsregio Zaanstreek Waterlnd;Zaandam")
    send(page, list_file(tmp_path, rows, ""))
    expect(page.locator("#choose")).to_contain_text("Veiligheidsregio Zaanstreek-Waterland")
    assert_accessible(page)
    page.get_by_role("radio").first.press("Space")
    follow(page.get_by_role("button", name="Bewaar deze keuzes"), key="Enter")
    assert count(page, "Veranderd") == "1"  # the name is spelt otherwise
    page.get_by_text("Laat ze zien").click()
    assert_accessible(page)
    page.get_by_role("button", name="Gooi deze lijst weg").click()
    expect(page.locator("body")).to_contain_text("weggegooid")
