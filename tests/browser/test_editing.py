# SPDX-License-Identifier: EUPL-1.2
"""Stewards at work: correct, see it in the history, undo; two at once; add and end."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import PHONE, assert_accessible, assert_accessible_at_both_sizes, follow

GGD = "/samenwerkingen/ggd-zaanstreek-waterland-voorbeeld/"
SAVE = "button[value=save]:not([aria-hidden])"


@pytest.fixture
def steward(window: Open) -> Open:
    """Opens a window for one of the people of the demo: the clerk, unless told otherwise."""
    return lambda who="griffier", **options: window(who, **options)


def give_ground(page: Page, reason: str = "Het klopte niet meer") -> None:
    page.locator("#edit-reason").fill(reason)
    page.get_by_role("textbox", name="Waaruit blijkt het?").fill("Gemeenteblad 2026, 12")


def undo_last(page: Page, site: str) -> None:
    """Undo what was done last, from the history."""
    page.goto(f"{site}{GGD}geschiedenis/")
    page.get_by_role("link", name=re.compile("^Ongedaan maken")).first.click()
    page.locator("#edit-reason").fill("Toch niet")
    page.locator(SAVE).click()
    expect(page.locator(".messages")).to_contain_text("ongedaan gemaakt")


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["wide", "phone"])
def test_correct_see_it_in_the_history_and_undo_it(
    steward: Open, site: str, options: dict[str, Any]
) -> None:
    page = steward(**options)
    page.goto(site + GGD)
    follow(page.get_by_role("link", name="Gegevens verbeteren"))
    assert_accessible(page)

    page.get_by_role("textbox", name=re.compile("^Website")).fill("geen adres")
    page.locator(SAVE).click()
    summary = page.locator("#mistakes")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("3 dingen kloppen niet")
    assert_accessible(page)
    summary.get_by_role("link", name=re.compile("Website")).click()
    expect(page.locator("#edit-website")).to_be_focused()
    page.locator(SAVE).click()
    expect(summary).to_be_focused()

    page.locator("#edit-website").fill("https://www.ggdzw.nl/contact")
    give_ground(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + GGD)
    expect(page.locator(".messages")).to_contain_text("Opgeslagen: website.")

    page.get_by_role("link", name="Geschiedenis", exact=True).click()
    first = page.locator(".history__entry").first
    expect(first).to_contain_text("https://www.ggdzw.nl/contact")
    expect(first).to_contain_text("Gerrit de Griffie, Gemeente Purmerend")
    expect(first).to_contain_text("Het klopte niet meer")
    assert_accessible(page)

    page.get_by_role("link", name=re.compile("^Ongedaan maken")).first.click()
    expect(page.locator(".history-line__after")).to_contain_text("https://www.ggdzw.nl")
    assert_accessible(page)
    page.locator("#edit-reason").fill("Toch niet")
    page.locator(SAVE).click()
    expect(page).to_have_url(site + GGD)
    page.get_by_role("link", name="Gegevens verbeteren").click()
    expect(page.get_by_role("textbox", name=re.compile("^Website"))).to_have_value(
        "https://www.ggdzw.nl"
    )


def test_two_people_at_once_nothing_is_overwritten_unseen(steward: Open, site: str) -> None:
    one, other = steward("griffier"), steward("adviseur", viewport=PHONE)
    for page in (one, other):
        page.goto(f"{site}{GGD}bewerken/")
    one.get_by_role("textbox", name=re.compile("^Plaats")).fill("Purmerend")
    one.get_by_role("textbox", name=re.compile("^Officiële of korte titel")).fill("Regeling GGD")
    give_ground(one)
    one.locator(SAVE).click()
    expect(one.locator(".messages")).to_contain_text("Opgeslagen")

    other.get_by_role("textbox", name=re.compile("^Plaats")).fill("Hoorn")
    give_ground(other, "Verhuisd")
    other.locator(SAVE).click()
    meeting = other.locator("#meeting")
    expect(meeting).to_be_focused()
    expect(meeting).to_contain_text("Gerrit de Griffie van Gemeente Purmerend wijzigde dit")
    for value in ("Zaandam", "Purmerend", "Hoorn", "Regeling GGD"):
        expect(meeting).to_contain_text(value)
    expect(other.get_by_role("textbox", name=re.compile("^Plaats"))).to_have_value("Hoorn")
    expect(
        other.get_by_role("textbox", name=re.compile("^Officiële of korte titel"))
    ).to_have_value("Regeling GGD")
    expect(other.locator("#edit-reason")).to_have_value("Verhuisd")
    assert_accessible(other)

    other.locator(SAVE).click()
    expect(other.locator(".messages")).to_contain_text("Opgeslagen: plaats.")
    other.goto(f"{site}{GGD}bewerken/")
    expect(other.get_by_role("textbox", name=re.compile("^Plaats"))).to_have_value("Hoorn")
    expect(
        other.get_by_role("textbox", name=re.compile("^Officiële of korte titel"))
    ).to_have_value("Regeling GGD")
    expect(other.locator(".edit-said").first).to_contain_text("De bron zegt:")
    undo_last(other, site)
    undo_last(other, site)


def test_add_an_arrangement_with_two_participants_without_javascript(
    steward: Open, site: str
) -> None:
    page = steward(java_script_enabled=False)
    page.goto(f"{site}/gemeenten/purmerend-gm0439/")
    page.get_by_role("link", name="Samenwerking toevoegen").click()
    page.locator("#edit-name").fill("Proefregio zonder script")
    page.locator("#edit-typed").fill("Haarlem")
    page.get_by_role("button", name="Zet in de lijst").first.click()
    expect(page.locator(".edit-picked")).to_contain_text("Haarlem")
    expect(page.locator(".edit-picked")).to_contain_text("Purmerend")
    give_ground(page)
    page.get_by_role("button", name="Deze samenwerking toevoegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Proefregio zonder script")
    page.goto(f"{site}/gemeenten/haarlem-gm0392/")
    expect(page.locator("main")).to_contain_text("Proefregio zonder script")
    # Nobody else should find it there.
    page.get_by_role("link", name="Proefregio zonder script").first.click()
    page.get_by_role("link", name="Gegevens verbeteren").click()
    page.get_by_role("link", name="Beëindigen").first.click()
    page.get_by_role("link", name="Haal het weg").click()
    give_ground(page, "Proef")
    page.locator(SAVE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Geschiedenis")


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["wide", "phone"])
def test_picking_participants_stays_on_the_page(
    steward: Open, site: str, options: dict[str, Any]
) -> None:
    page = steward(**options)
    page.goto(f"{site}/samenwerkingen/toevoegen/")
    assert_accessible(page)
    page.locator("#edit-name").fill("Half af")
    page.locator("#edit-typed").fill("Haarlemm")
    page.get_by_role("button", name="Zet in de lijst").first.click()
    page.get_by_role("button", name=re.compile("^Haarlemmermeer")).click()
    expect(page.locator(".edit-picked")).to_contain_text("Haarlemmermeer")
    expect(page.locator("#edit-typed")).to_be_focused()
    expect(page.locator("#edit-name")).to_have_value("Half af")
    assert_accessible(page)


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["wide", "phone"])
def test_end_a_participation(steward: Open, site: str, options: dict[str, Any]) -> None:
    page = steward(**options)
    page.goto(f"{site}{GGD}deelnemers/toevoegen/")
    assert_accessible(page)
    follow(page.get_by_role("link", name=re.compile("Beëindigen.*Landsmeer")))
    page.get_by_label("Wat is de laatste dag?").fill("2026-10-31")
    give_ground(page)
    assert_accessible(page)
    page.locator(SAVE).click()
    expect(page.locator(".messages")).to_contain_text("Het einde van de deelname van Landsmeer")
    expect(page.locator("#participants-table")).not_to_contain_text("Landsmeer")
    undo_last(page, site)


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["wide", "phone"])
def test_a_board_is_filled_in_with_the_keyboard(
    steward: Open, site: str, options: dict[str, Any]
) -> None:
    page = steward(**options)
    page.goto(f"{site}{GGD}besturen/toevoegen/")
    page.get_by_label("Naam van het bestuur").fill("Algemeen bestuur")
    page.locator("#edit-seats_0").focus()
    for figure in ("1", "3", "1", "4"):
        page.keyboard.type(figure)
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Opnieuw optellen").click()
    expect(page.locator("#edit-seats tfoot")).to_contain_text("7")
    assert_accessible(page)
    give_ground(page)
    page.locator(SAVE).click()
    expect(page.get_by_role("heading", name="Algemeen bestuur")).to_be_visible()
    page.goto(f"{site}{GGD}besturen/toevoegen/")
    assert_accessible(page)
    undo_last(page, site)


def test_other_edit_pages_are_accessible(steward: Open, site: str) -> None:
    page = steward()
    page.goto(f"{site}{GGD}deelnemers/toevoegen/")
    href = (
        page.get_by_role("link", name=re.compile("Verbeteren.*Purmerend")).get_attribute("href")
        or ""
    )
    number = re.findall(r"/deelnemers/(\d+)/", href)[0]
    for path in (
        f"deelnemers/{number}/", f"deelnemers/{number}/intrekken/", "beeindigen/", "geschiedenis/"
    ):  # fmt: skip
        response = page.goto(site + GGD + path)
        assert response is not None
        assert response.status == 200, path
        assert_accessible_at_both_sizes(page)


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["wide", "phone"])
def test_decide_on_what_the_source_says_now(
    steward: Open, site: str, demo_folder: Path, options: dict[str, Any]
) -> None:
    page = steward(**options)
    page.goto(f"{site}{GGD}bewerken/")
    page.get_by_role("textbox", name=re.compile("^Plaats")).fill("Hoorn")
    give_ground(page)
    page.locator(SAVE).click()
    expect(page).to_have_url(site + GGD)
    # As a load does when the source says something new.
    with closing(sqlite3.connect(demo_folder / "demo.sqlite3", timeout=20)) as database, database:
        database.execute(
            "UPDATE register_heldvalue SET incoming_value = '\"Edam\"', "
            "incoming_at = '2026-07-31 09:00:00' WHERE field = 'seat_place'"
        )
    page.reload()
    page.get_by_role("link", name="De bron zegt iets nieuws").click()
    expect(page.locator("main")).to_contain_text("Edam")
    assert_accessible(page)

    page.get_by_role("button", name=re.compile("^Overnemen")).click()
    expect(page.locator("#mistakes")).to_be_focused()
    assert_accessible(page)
    page.get_by_label("Waarom besluit u dit?").fill("Verhuisd")
    page.get_by_role("button", name=re.compile("^Overnemen")).click()
    expect(page).to_have_url(site + GGD)
    expect(page.locator(".messages")).to_contain_text("er staat nu wat de bron zegt")
    page.goto(f"{site}{GGD}bron-zegt-iets-nieuws/")
    expect(page.locator("main")).to_contain_text("Er valt niets te besluiten")
    assert_accessible(page)
    page.goto(f"{site}{GGD}bewerken/")
    page.get_by_role("textbox", name=re.compile("^Plaats")).fill("Zaandam")
    give_ground(page)
    page.locator(SAVE).click()
    expect(page).to_have_url(site + GGD)
