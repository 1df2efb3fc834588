# SPDX-License-Identifier: EUPL-1.2
"""Every page, wide and narrow: no violation that axe can find, no sideways scroll, no errors."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from samenspel.web.urls import urlpatterns

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Address by name of the view: the pages of the example, and what more there is to see on them.
PAGES = {
    "home": ["/", "/en/"],
    "municipalities": ["/gemeenten/", "/gemeenten/?zoek=Haarl", "/gemeenten/?zoek=qqqq"],
    "municipality": [
        "/gemeenten/amsterdam-gm0363/",
        "/gemeenten/amsterdam-gm0363/?indeling=vorm&peildatum=2012-06-26",
        "/gemeenten/delfzijl-gm0010/",
        "/en/gemeenten/zeevang-gm0478/",
    ],
    "arrangements": [
        "/samenwerkingen/",
        "/samenwerkingen/?zoek=veiligheid",
        "/samenwerkingen/?zoek=qqqq",
        "/en/samenwerkingen/",
    ],
    "arrangement": [
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/",
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/?peildatum=2012-06-26",
        "/en/samenwerkingen/metropoolregio-amsterdam-voorbeeld/",
    ],
    "divisions": ["/regios/"],
    "division": ["/regios/safety-regions/"],
    "data": ["/gegevens/", "/en/gegevens/"],
    "methods": ["/methoden/"],
    "login": ["/inloggen/"],
    "about": ["/over/"],
    "accessibility": ["/toegankelijkheid/"],
    "error 404": ["/gemeenten/nergens/"],
    "error 400": ["/gemeenten/?peildatum=2016-02-31"],
}
# Answers that are no pages, and the page behind the log-in (test_journeys.py walks there).
NO_PAGES = {
    "health", "robots", "security-txt", "logout", "my-page", "municipality-download",
    "arrangements-download", "arrangement-download", "division-download",
}  # fmt: skip
# Where an address was asked for that does not exist or cannot be: the browser says so itself.
REFUSED = ("404", "400")


def _names(patterns: list[object]) -> set[str]:
    found = set()
    for pattern in patterns:
        inner = getattr(pattern, "url_patterns", None)
        found |= _names(inner) if inner is not None else {str(getattr(pattern, "name", ""))}
    return found


def test_every_page_is_looked_at() -> None:
    assert _names(list(urlpatterns)) - NO_PAGES == {n for n in PAGES if not n.startswith("error")}


@pytest.mark.parametrize("path", [path for paths in PAGES.values() for path in paths])
def test_page_is_accessible_fits_and_logs_no_error(sized_page: Page, site: str, path: str) -> None:
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(code in message.text for code in REFUSED):
            errors.append(message.text)

    sized_page.on("console", note)
    sized_page.on("pageerror", lambda error: errors.append(str(error)))
    sized_page.goto(site + path)
    found = Axe().run(sized_page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    width = sized_page.viewport_size
    assert width is not None
    assert sized_page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    assert errors == []
