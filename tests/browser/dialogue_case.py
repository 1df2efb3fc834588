# SPDX-License-Identifier: EUPL-1.2
"""A dialogue in the windows of those who take part in it, and its forms."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import PHONE, WIDE, assert_accessible, follow

VISITOR = "bewoner"
SECRETARIAT = "secretariaat"


def today() -> str:
    """Today as a form has it."""
    return timezone.localdate().isoformat()


class Case:
    """A dialogue; ``base`` is its address, once it was made."""

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
        """Somebody looks at a page of the dialogue."""
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
        kind = (re.sub(r"\d+", "1", page.url), asks, page.viewport_size["width"])
        if kind not in self._seen:
            self._seen.add(kind)
            assert_accessible(page)

    def look_on_a_phone(self, page: Page) -> None:
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


def form_of(page: Page, doing: str = "") -> Locator:
    """The form of the page, or the one that does this (``wat``)."""
    if doing:
        return page.locator(f"main form:has([name=wat][value={doing}])").first
    return page.locator("main form[method=post]").first


def fill(form: Locator, **values: Any) -> None:
    """Fill in fields by their names: text, a choice, a tick."""
    for name, value in values.items():
        box = form.locator(f"[name='{name}']:not([type=hidden])")
        if form.locator(f"select[name='{name}']").count():
            by_value = box.locator(f"option[value='{value}']")
            option = by_value.or_(box.locator("option", has_text=str(value))).first
            box.select_option(option.get_attribute("value"))
        elif box.first.get_attribute("type") == "radio":
            form.locator(f"[name='{name}'][value='{value}']").check()
        elif isinstance(value, bool):
            box.set_checked(value)
        else:
            box.fill(str(value))


def submit(form: Locator, value: str = "") -> None:
    """Press the button of the form, or the one with this value."""
    which = f"[value='{value}']" if value else ""
    follow(form.locator(f"button[type=submit]{which}").first)


def send(page: Page, form: Locator, button: str = "", **values: Any) -> None:
    """Fill the form in and send it; nothing was wrong with it."""
    fill(form, **values)
    submit(form, button)
    expect(page.locator("main [aria-invalid=true], main #mistakes")).to_have_count(0)
