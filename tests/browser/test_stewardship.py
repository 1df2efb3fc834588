# SPDX-License-Identifier: EUPL-1.2
"""A confirm round from start to finished, and the other pages of stewards, in a browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import assert_accessible_at_both_sizes, follow

ROUND = "/gemeenten/purmerend-gm0439/bevestigen/"


@pytest.fixture
def clerk(window: Open, site: str) -> Page:
    """The clerk at the page of what is theirs to do, in a browser without scripts."""
    page = window("griffier", java_script_enabled=False)
    page.goto(f"{site}/mijn/")
    return page


def test_a_round_from_start_to_finished_without_scripts(clerk: Page, site: str) -> None:
    page = clerk
    follow(page.locator("main").get_by_role("link", name="Bevestigingsronde"))
    follow(page.get_by_role("button", name="Begin de ronde"))
    expect(page.locator("main")).to_contain_text(re.compile(r"0 van \d+ gedaan"))
    total = page.get_by_role("checkbox").count()
    assert total >= 4

    page.get_by_role("button", name=re.compile(r"^Klopt\s*:")).first.click()
    expect(page.locator("main")).to_contain_text(f"1 van {total} gedaan")

    rows = page.locator(".round-row")
    rows.first.get_by_text("Weten we niet").click()
    rows.first.get_by_role("button", name=re.compile("^Vraag stellen")).click()
    expect(page.locator("main")).to_contain_text("Schrijf op wat u wilt weten.")
    rows.first.get_by_role("textbox").fill("Wie is de voorzitter?")
    rows.first.get_by_role("button", name=re.compile("^Vraag stellen")).click()
    expect(page.locator("main")).to_contain_text(f"2 van {total} gedaan")
    expect(page.locator("main")).to_contain_text("Wie is de voorzitter?")

    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Alles wat ik heb aangevinkt klopt").click()
    expect(page.locator("main")).to_contain_text("Klaar: alles is beantwoord")
    expect(page.locator("main")).to_contain_text(f"{total} van {total} gedaan")

    page.goto(f"{site}/mijn/")
    expect(page.locator("main")).to_contain_text(f"{total} van {total} gedaan")


def test_a_finding_is_set_aside_and_comes_back(clerk: Page, site: str) -> None:
    page = clerk
    page.goto(f"{site}/gemeenten/purmerend-gm0439/werklijst/")
    before = page.locator(".work__item").count()
    page.get_by_role("link", name=re.compile("^Niet van toepassing")).first.click()
    page.get_by_role("button", name="Opzij zetten").click()
    expect(page.locator("main")).to_contain_text("Zeg waarom dit niet van toepassing is.")
    page.get_by_label("Waarom is dit niet van toepassing?").fill("Zo besloten in 2020.")
    page.get_by_role("button", name="Opzij zetten").click()
    expect(page.locator(".work__item")).to_have_count(before - 1)
    page.locator("summary", has_text="1 punt opzij gezet").click()
    page.get_by_role("button", name=re.compile("^Terugzetten")).click()
    expect(page.locator(".work__item")).to_have_count(before)


def test_pages_of_stewards_are_accessible_and_fit(window: Open, site: str) -> None:
    page = window("griffier")
    slug = "metropoolregio-amsterdam-voorbeeld"
    for path in (
        "/mijn/",
        "/en/mijn/",
        ROUND,
        "/gemeenten/purmerend-gm0439/werklijst/",
        "/gemeenten/purmerend-gm0439/werklijst/?wie=anderen",
        f"/samenwerkingen/{slug}/werklijst/",
        f"/samenwerkingen/{slug}/werklijst/opzij/?regel=no-board",
        "/gemeenten/purmerend-gm0439/register/",
    ):
        response = page.goto(site + path)
        assert response is not None
        assert response.status == 200, path
        assert_accessible_at_both_sizes(page)


def test_the_round_is_walked_with_the_keyboard(window: Open, site: str) -> None:
    page = window("griffier")
    page.goto(f"{site}/mijn/")
    page.locator("main").get_by_role("link", name="Bevestigingsronde").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + ROUND)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName"))
    assert {"A", "BUTTON"} <= reached


def test_the_public_register_prints_without_navigation_and_repeats_its_heads(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/gemeenten/purmerend-gm0439/register/")
    page.emulate_media(media="print")
    expect(page.locator(".utrecht-nav-bar")).to_be_hidden()
    expect(page.locator(".downloads")).to_be_hidden()
    head = page.locator("#register thead")
    assert head.evaluate("e => getComputedStyle(e).display") == "table-header-group"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
