# SPDX-License-Identifier: EUPL-1.2
"""What people come to do, done in a browser."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import assert_accessible

MOST_TABS = 250


def tab_to(page: Page, wanted: Locator) -> None:
    """Walk with the Tab key until ``wanted`` has the focus."""
    handle = wanted.element_handle()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if handle.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"not reached with the keyboard in {MOST_TABS} steps: {wanted}")


def test_find_by_old_name_follow_go_back_and_download_by_keyboard_on_a_phone(
    phone: Page, national_site: str
) -> None:
    page = phone
    page.goto(national_site)
    tab_to(page, page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first)
    page.keyboard.type("Delfzijl")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Delfzijl")

    successor = page.locator("main").get_by_role("link", name="Eemsdelta").first
    tab_to(page, successor)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eemsdelta")

    arrangement = page.locator("main").get_by_role("link", name=re.compile("Veiligheids")).first
    tab_to(page, arrangement)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Veiligheids")
    page.go_back()

    back = page.get_by_role("link", name="10 jaar terug")
    tab_to(page, back)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"peildatum=20\d\d-\d\d-\d\d"))
    expect(page.locator("main")).to_contain_text("Delfzijl")

    predecessor = page.locator("main").get_by_role("link", name="Delfzijl").first
    tab_to(page, predecessor)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Delfzijl")
    expect(page).to_have_url(re.compile("peildatum="))

    download = page.get_by_role("link", name=re.compile("CSV")).first
    tab_to(page, download)
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) >= 5
    assert {row["municipality"] for row in rows} == {"Delfzijl"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Den Haag", "'s-Gravenhage"), ("Sudwest Fryslan", "Súdwest-Fryslân"), ("Delfz", "Delfzijl")],
)
def test_search_answers_while_one_types(
    sized_page: Page, site: str, typed: str, found: str
) -> None:
    sized_page.goto(site)
    box = sized_page.get_by_role("searchbox").or_(sized_page.get_by_role("combobox")).first
    box.press_sequentially(typed)
    expect(sized_page.locator("main").get_by_role("link", name=found).first).to_be_visible()


@pytest.fixture
def without_scripts(browser: object) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")  # type: ignore[attr-defined]
    yield context.new_page()
    context.close()


def test_everything_works_without_javascript(without_scripts: Page, site: str) -> None:
    page = without_scripts
    page.goto(site)
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill("Haarlemmerm")
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="Haarlemmermeer").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Haarlemmermeer")
    page.locator("input[name=peildatum]").fill("2012-06-26")
    page.get_by_role("button", name="Toon").click()
    page.locator("main").get_by_role("link", name="Stadsregio Amsterdam").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stadsregio Amsterdam")
    expect(page.locator("main")).to_contain_text("Zeevang")


def test_skip_link_comes_first_and_leads_to_the_content(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("href", "#main")
    expect(focused).to_be_visible()


def test_switch_to_english_stays_on_the_page_and_its_date(page: Page, site: str) -> None:
    page.goto(f"{site}/gemeenten/amsterdam-gm0363/?peildatum=2012-06-26")
    page.get_by_role("link", name="English").first.click()
    expect(page).to_have_url(f"{site}/en/gemeenten/amsterdam-gm0363/?peildatum=2012-06-26")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_log_in_leads_to_ones_own_municipality(
    sized_page: Page, site: str, log_ins: dict[str, str]
) -> None:
    page = sized_page
    page.goto(f"{site}/mijn/")
    page.get_by_label("E-mailadres").fill("raadslid@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill("dit is het niet")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.locator("main")).to_contain_text("niet ingelogd")
    page.get_by_label("Wachtwoord").fill(log_ins["raadslid@voorbeeld.example"])
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page).to_have_url(f"{site}/mijn/")
    assert_accessible(page)
    page.locator("main").get_by_role("link", name="Purmerend").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Purmerend")
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("link", name="Inloggen").first).to_be_visible()
