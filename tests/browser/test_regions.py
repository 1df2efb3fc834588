# SPDX-License-Identifier: EUPL-1.2
"""Having something computed that takes long: a button, a page that goes on by itself, regions."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import assert_accessible, assert_accessible_at_both_sizes, follow

REGIONS = "/woon-werk/regios/"


def test_how_sure_the_borders_are_is_computed_while_one_watches(page: Page, site: str) -> None:
    page.goto(f"{site}{REGIONS}?schaal=klein&minimum=1500")
    page.get_by_role("button", name="Bereken hoe zeker de grenzen zijn").click()
    page.wait_for_url(re.compile(r"/regios/(berekening/.*)?\?jaar="))
    if "berekening" in page.url:
        assert_accessible(page)
    expect(page).to_have_url(re.compile(r"/woon-werk/regios/\?jaar="), timeout=60_000)
    expect(page.get_by_text("keer gemaakt")).to_be_visible()
    assert_accessible_at_both_sizes(page)


def test_without_script_the_same_goes_by_links(browser: Browser, site: str) -> None:
    context = browser.new_context(locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{REGIONS}?schaal=klein&verbeter=1")
    follow(page.get_by_role("button", name="Verbeter de grenzen"))
    for _ in range(60):
        if "berekening" not in page.url:
            break
        page.wait_for_timeout(1_000)
        follow(page.get_by_role("link", name="Bekijk hoe ver het nu is"))
    expect(page.get_by_role("heading", name="Verbeterde grenzen")).to_be_visible()
    assert not context.cookies()
    context.close()
