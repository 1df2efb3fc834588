# SPDX-License-Identifier: EUPL-1.2
"""What every page is held to: nothing wrong that axe finds, and no sideways scroll."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

WIDE: Any = {"width": 1280, "height": 900}
PHONE: Any = {"width": 390, "height": 844}
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # What holds need not be described: that costs more than the rules themselves.
    "resultTypes": ["violations"],
}
_RUN = f"axe.run({json.dumps(OPTIONS)})"


def follow(pressed: Locator, *, key: str = "") -> None:
    """Press what leads to another page, with the mouse or a key, and wait until that page is there.

    A click may be over before the old page is gone; what is counted then is of no page at all.
    """
    with pressed.page.expect_navigation():
        if key:
            pressed.press(key)
        else:
            pressed.click()


def assert_accessible(page: Page) -> None:
    """What stands on the page now breaks no rule and fits in the width of the window."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = AxeResults(page.evaluate(_RUN))
    size = page.viewport_size
    assert found.violations_count == 0, f"{page.url} {size}\n{found.generate_report()}"
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (page.url, size)


def assert_accessible_at_both_sizes(page: Page) -> None:
    """The same at 1280 and 390 pixels; nothing in the scripts depends on the size of the window."""
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert_accessible(page)
