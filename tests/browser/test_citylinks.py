# SPDX-License-Identifier: EUPL-1.2
"""The file of the city link of the example, as the coordinator of Amsterdam sees it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, StorageState, expect
from pypdf import PdfReader

from tests.browser.conftest import Open
from tests.browser.looking import assert_accessible_at_both_sizes

LINK = "/stedenbanden/stedenband-amsterdam-delfzijl-heerlen-sluis/"
# What members see and fill in; the pages for everybody are in test_accessibility.py.
MEMBER_PAGES = (
    "",
    "dossier/",
    "dossier/wijzigen/",
    "dossier/partners/",
    "dossier/beeindigen/",
    "overeenkomst/",
    "overeenkomst/nieuw/",
    "overeenkomst/2/verschil/",
    "overeenkomst/besluiten/nieuw/",
    "overeenkomst/besluiten/1/",
    "mensen/",
    "mensen/nieuw/",
    "overdracht/1/",
    "overdracht/2/",
    "activiteiten/",
    "activiteiten/nieuw/",
    "activiteiten/3/",
    "activiteiten/3/wijzigen/",
    "contact/",
    "contact/kalender/",
    "contact/kalender/nieuw/",
    "stukken/",
    "stukken/nieuw/",
    "fotos/",
    "fotos/nieuw/",
    "signalen/",
    "terugblikken/",
    "terugblikken/1/",
    "terugblikken/2/schrijven/",
    "terugblikken/2/publiceren/",
)

UNFOLD = "[...document.querySelectorAll('details')].map(one => { one.open = true }).length"


@pytest.fixture(scope="module")
def member(browser: Browser, sessions: Callable[[str], StorageState]) -> Iterator[BrowserContext]:
    """A browser in which the coordinator of Amsterdam has logged in."""
    context = browser.new_context(locale="nl-NL", storage_state=sessions("adviseur-amsterdam"))
    yield context
    context.close()


# Pages with tables below their drawings, and other parts that are folded.
FOLDED_PAGES = (
    f"{LINK}activiteiten/",
    f"{LINK}signalen/",
    f"{LINK}terugblikken/1/",
    "/stedenbanden/vinden/sluis-gm1714/",
    "/gemeenten/amsterdam-gm0363/",
)


@pytest.mark.parametrize("path", FOLDED_PAGES)
def test_page_is_accessible_with_everything_unfolded(
    member: BrowserContext, site: str, path: str
) -> None:
    page = member.new_page()
    page.goto(site + path)
    assert page.evaluate(UNFOLD) > 0
    assert_accessible_at_both_sizes(page)
    page.close()


def test_what_is_folded_on_the_list_of_partners_is_printed(
    member: BrowserContext, site: str
) -> None:
    page = member.new_page()
    page.goto(f"{site}/stedenbanden/vinden/sluis-gm1714/")
    folded = page.locator(".prints-open details")
    assert folded.count() == 2
    assert page.locator(".prints-open details[open]").count() == 0
    sheets = PdfReader(io.BytesIO(page.pdf())).pages
    printed = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    for said in (
        folded.nth(0).locator("h3").last.text_content(),
        folded.nth(1).locator("tbody td").last.text_content(),
    ):
        assert said
        assert " ".join(said.split()) in printed
    page.close()


@pytest.mark.parametrize("path", [*(LINK + path for path in MEMBER_PAGES), "/stedenbanden/mijn/"])
def test_page_of_the_file_is_accessible_fits_and_logs_no_error(
    member: BrowserContext, site: str, path: str
) -> None:
    page = member.new_page()
    errors: list[str] = []
    page.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    answer = page.goto(site + path)
    assert answer is not None
    assert answer.status == 200
    assert_accessible_at_both_sizes(page)
    page.close()
    assert errors == []


def test_a_contact_is_written_down_from_the_file_in_a_few_steps(site: str, window: Open) -> None:
    page = window("adviseur-amsterdam")
    page.goto(f"{site}{LINK}dossier/")
    page.get_by_role("link", name="Contact", exact=True).click()
    note = "Wij spraken af wie de leerlingen ophaalt."
    form = page.locator("main form", has=page.locator("[name=note]"))
    form.locator("[name=note]").fill(note)
    form.get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text(note)
    page.reload()
    expect(page.locator("main")).to_contain_text(note)


def test_who_is_no_member_finds_the_public_page_and_not_the_file(site: str, window: Open) -> None:
    page = window("adviseur")  # of Purmerend
    assert page.goto(f"{site}{LINK}dossier/").status == 404  # type: ignore[union-attr]
    page.goto(site + LINK)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Delfzijl")
    expect(page.locator("main")).not_to_contain_text("Coördinator van Sluis")
