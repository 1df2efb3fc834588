# SPDX-License-Identifier: EUPL-1.2
"""A story of several people, each in a window of their own."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.looking import PHONE, WIDE, assert_accessible, follow

VISITOR = "bewoner"


class Case:
    """What people do together; ``base`` is the address of it, once it was made."""

    def __init__(self, site: str, window: Open, resident: Page, *, scripts: bool) -> None:
        self.site, self.scripts, self.base = site, scripts, ""
        self._window, self._pages = window, {VISITOR: resident}
        self._seen: set[tuple[str, str, int]] = set()

    def page_of(self, who: str) -> Page:
        """The window of somebody: one each."""
        if who not in self._pages:
            self._pages[who] = self._window(who, java_script_enabled=self.scripts)
        return self._pages[who]

    def at(self, who: str, path: str) -> Page:
        """Somebody looks at a page below the address."""
        page = self.page_of(who)
        answer = page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, (who, path, answer.status)
        self.look(page)
        return page

    def look(self, page: Page) -> None:
        """The page breaks no rule that axe knows; once for each kind of page. Axe is a script."""
        if not self.scripts or page.viewport_size is None:
            return
        asks = "form" if page.locator("main form[method=post]").count() else ""
        kind = (self.kind_of(page.url), asks, page.viewport_size["width"])
        if kind not in self._seen:
            self._seen.add(kind)
            assert_accessible(page)

    def kind_of(self, url: str) -> str:
        """The same for addresses of pages of one kind."""
        return re.sub(r"\d+", "1", url)

    def look_on_a_phone(self, page: Page) -> None:
        """The same on a narrow window."""
        page.set_viewport_size(PHONE)
        self.look(page)
        page.set_viewport_size(WIDE)

    def is_not_there(self, who: str, *paths: str) -> None:
        """For this person there are no such pages."""
        for path in paths:
            answer = self.page_of(who).goto(self.base + path)
            assert answer is not None
            assert answer.status == 404, (who, path, answer.status)

    def next_step(self, who: str, path: str) -> Page:
        """Somebody takes the one next step that the page names."""
        page = self.at(who, path)
        follow(page.locator(".next-step a.nl-button").first)
        self.look(page)
        return page
