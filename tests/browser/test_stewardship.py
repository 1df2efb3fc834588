# SPDX-License-Identifier: EUPL-1.2
"""A confirm round from start to finished, and the other pages of stewards, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROUND = "/gemeenten/purmerend-gm0439/bevestigen/"
WIDE: Any = {"width": 1280, "height": 900}
PHONE: Any = {"width": 390, "height": 844}
CLERK = "griffier@voorbeeld.example"


def log_in(page: Page, site: str, email: str, password: str) -> None:
    page.goto(f"{site}/inloggen/?next=/mijn/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
    expect(page).to_have_url(f"{site}/mijn/")


@pytest.fixture
def clerk(browser: Browser, site: str, log_ins: dict[str, str]) -> Iterator[Page]:
    """The clerk, in a browser without scripts."""
    context = browser.new_context(viewport=WIDE, locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    log_in(page, site, CLERK, log_ins[CLERK])
    yield page
    context.close()


def test_a_round_from_start_to_finished_without_scripts(clerk: Page, site: str) -> None:
    page = clerk
    page.locator("main").get_by_role("link", name="Bevestigingsronde").click()
    page.get_by_role("button", name="Begin de ronde").click()
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


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_of_stewards_are_accessible_and_fit(
    page: Page, site: str, log_ins: dict[str, str], size: Any
) -> None:
    page.set_viewport_size(size)
    log_in(page, site, CLERK, log_ins[CLERK])
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
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path


def test_the_round_is_walked_with_the_keyboard(
    page: Page, site: str, log_ins: dict[str, str]
) -> None:
    log_in(page, site, CLERK, log_ins[CLERK])
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
