# SPDX-License-Identifier: EUPL-1.2
"""Two sources side by side: found, decided, corrected, and named on the page itself."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from samenspel.datapackage import read_package, write_package
from samenspel.register.example import EXAMPLE
from tests.browser.conftest import ENVIRONMENT, PRINTED, PROGRAM, running
from tests.browser.looking import assert_accessible, follow


@pytest.fixture(scope="module")
def two_sources(
    tmp_path_factory: pytest.TempPathFactory, migrated: Callable[[Path], str]
) -> Iterator[tuple[str, Path]]:
    """A demo with a second source: the example under another name, with other seats."""
    folder = tmp_path_factory.mktemp("two-sources")
    package = read_package(EXAMPLE)
    tables = dict(package.tables)
    tables["arrangements"] = tables["arrangements"].with_columns(seat_place=pl.lit("Edam"))
    other = replace(package, name="andere-bron", title="Andere bron", tables=tables)
    write_package(other, folder / "andere-bron")
    database = {"SAMENSPEL_DATABASE_URL": migrated(folder / "demo.sqlite3")}
    with running(folder, "demo", "--folder", str(folder), **database) as address:
        for command in (["load", str(folder / "andere-bron")], ["match"]):
            subprocess.run(
                [*PROGRAM, "data", *command],
                env={**ENVIRONMENT, **database},
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        yield address, folder


def test_pair_is_found_decided_and_a_difference_corrected(
    sized_page: Page, two_sources: tuple[str, Path]
) -> None:
    site, folder = two_sources
    page = sized_page
    text = (folder / PRINTED).read_text(encoding="utf-8")
    passwords = dict(re.findall(r"^ +(\S+@\S+) +(\S+)", text, flags=re.MULTILINE))
    page.goto(f"{site}/bronnen/?gemeente=Purmerend")
    assert_accessible(page)
    follow(page.locator("tbody a").first)
    assert_accessible(page)
    address = page.url
    page.goto(f"{site}/inloggen/?next={address.removeprefix(site)}")
    page.get_by_label("E-mailadres").fill("adviseur@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill(passwords["adviseur@voorbeeld.example"])
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_label("Ja, dezelfde").press("Space")
    page.get_by_role("button", name="Bewaar dit antwoord").first.press("Enter")
    expect(page.locator("main")).to_contain_text("Beslist: dit is dezelfde samenwerking.")
    assert_accessible(page)
    form = page.locator("form.card").filter(has_text="Vestigingsplaats").first
    form.get_by_role("radio").nth(1).press("Space")
    form.get_by_label("Waarom?").fill("nagevraagd")
    form.get_by_role("button").press("Enter")
    expect(page.locator("body")).to_contain_text("Het register is verbeterd.")
    page.locator("main li").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("Ook in")
    page.get_by_role("link", name=re.compile("Vergelijk")).first.click()
    expect(page).to_have_url(address)
