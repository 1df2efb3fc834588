# SPDX-License-Identifier: EUPL-1.2
"""Filling in the forms of pages, as people do."""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import follow


def today() -> str:
    """Today as a form has it."""
    return timezone.localdate().isoformat()


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
            by_value = box.locator(f"option[value={json.dumps(str(value))}]")
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
