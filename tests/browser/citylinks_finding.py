# SPDX-License-Identifier: EUPL-1.2
"""How an adviser finds a partner for a city link and weighs it, in the browser."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.citylinks_case import (
    ADVISER,
    COUNCILLOR,
    HERE,
    LinkCase,
    downloaded,
    save,
    text_of_pdf,
    text_of_word,
    with_single_spaces,
)
from tests.browser.forms import fill, submit
from tests.browser.looking import follow

CONCLUSION = "Wij stellen voor om kennis te maken."


def adviser_looks_for_partners(case: LinkCase) -> Page:
    """From the home page to the partners of the own municipality, on a map and in a table."""
    page = case.at(ADVISER, "/")
    follow(page.get_by_role("navigation").get_by_role("link", name="Stedenbanden").first)
    page = case.go(ADVISER, "Partner zoeken", f"Partners voor {HERE}")
    expect(page.get_by_role("group", name=f"{HERE} en haar beste partners")).to_be_visible()
    expect(page.locator("#partners tbody tr").first).to_contain_text("km")
    return page


def distances(page: Page) -> list[int]:
    told = page.locator("#partners tbody .cell-note", has_text=re.compile(r"\bkm$"))
    return [int(re.sub(r"\D", "", text)) for text in told.all_inner_texts()]


def adviser_asks_for_more(case: LinkCase, page: Page) -> None:
    """A partner farther away, and what both gain counts twice: another list, in the address."""
    assert min(distances(page)) < 50
    before = page.locator("#partners tbody tr").first.inner_text()
    form = page.locator("#vragen form")
    for summary in form.locator("summary").all():
        summary.click()
    fill(form, minkm=50, wederkerig="2")
    submit(form)
    case.look(page)
    assert "minkm=50" in page.url
    assert "wederkerig=2" in page.url
    assert min(distances(page)) >= 50
    assert page.locator("#partners tbody tr").first.inner_text() != before


def adviser_reads_why(case: LinkCase, name: str) -> Page:
    """Two municipalities side by side."""
    page = case.page_of(ADVISER)
    follow(page.locator("#partners").get_by_role("link", name=name, exact=True))
    case.look(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{HERE} en {name}")
    expect(page.locator("main figure svg").first).to_be_visible()
    return page


def adviser_answers_question_by_question(case: LinkCase) -> str:
    """The decision guide; the answers are kept for the municipality. Gives the advice."""
    page = case.go(ADVISER, re.compile("Weeg dat eerst af|Weeg het eerst af"), "Begin")
    number = 0
    while page.locator("main form [name=na]").count():
        page.locator("main form fieldset label").first.click()
        case.look(page)
        follow(page.locator("main form button.nl-button--primary"))
        number += 1
        assert number < 30, page.url
    assert number > 10
    case.look(page)
    advice = page.get_by_role("heading", level=1).inner_text()
    page = case.go(ADVISER, "Bewaar voor mijn gemeente")
    save(page, title="Een stedenband")
    case.base = page.url
    case.look(page)
    expect(page.locator("#advice-title")).to_have_text(advice)
    return advice


def adviser_chooses_and_concludes(case: LinkCase, pair: str, name: str) -> None:
    """The partner of before comes in view; then the conclusion."""
    page = case.page_of(ADVISER)
    page.goto(pair)
    follow(page.locator("main").get_by_role("link", name="in een afweging"))
    case.look(page)
    save(page, consideration=case.base.rstrip("/").rpartition("/")[2])
    assert page.url == case.base
    expect(page.locator("#partners-in-view")).to_contain_text(name)
    page = case.go(ADVISER, "Titel en conclusie wijzigen")
    save(page, conclusion=CONCLUSION)
    expect(page.locator("main")).to_contain_text(CONCLUSION)


def councillor_finds_it(case: LinkCase) -> None:
    """From the own city links to what the municipality weighs."""
    page = case.page_of(COUNCILLOR)
    page.goto(f"{case.site}/stedenbanden/mijn/")
    page = case.go(COUNCILLOR, "Wat wij afwegen")
    follow(page.locator(f"main a[href='{urlsplit(case.base).path}']"))
    expect(page.locator("main")).to_contain_text(CONCLUSION)
    expect(page.get_by_role("link", name="Titel en conclusie wijzigen")).to_have_count(0)


def memo_says_it(case: LinkCase, who: str, *texts: str) -> None:
    """The memo in both kinds has these texts."""
    page = case.at(who, "")
    main = page.locator("main")
    in_pdf = text_of_pdf(downloaded(page, main.get_by_role("link", name="Memo als PDF")))
    in_word = text_of_word(downloaded(page, main.get_by_role("link", name="Memo als Word")))
    for text in texts:
        assert with_single_spaces(text) in in_pdf
        assert with_single_spaces(text) in in_word
