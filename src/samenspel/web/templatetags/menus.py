# SPDX-License-Identifier: EUPL-1.2
"""Menus in templates: of the site, of what a page is about, of the account, and of languages.

A builtin library (see settings): templates need no ``{% load %}``. What stands in the menus is data
in ``web/navigation.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.contrib.auth import SESSION_KEY
from django.template.context import Context
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import translation

from samenspel.web.navigation import (
    ACCOUNT,
    ARRANGEMENT,
    CITY_LINK,
    DIALOGUE,
    FOOTER,
    MAIN,
    MUNICIPALITY,
    NavigationItem,
)
from samenspel.web.templatetags.addresses import Link, request_of, with_carried

register = template.Library()

# What has pages below its tabs: their views begin with the name of the first one.
_WITH_PAGES_BELOW = (DIALOGUE, CITY_LINK)


@register.simple_tag(takes_context=True)
def main_navigation(context: Context) -> list[Link]:
    """Links of the navigation bar; the section of this page is current (``nav_current`` wins)."""
    return _links(context, MAIN)


@register.simple_tag(takes_context=True)
def account_navigation(context: Context) -> list[Link]:
    """Links to the pages of who is logged in."""
    return _links(context, ACCOUNT)


@register.simple_tag(takes_context=True)
def footer_navigation(context: Context) -> list[Link]:
    """Links of the footer."""
    return _links(context, FOOTER)


@register.simple_tag(takes_context=True)
def subject_navigation(context: Context) -> list[Link]:
    """The pages of what this page is about: municipality, arrangement, dialogue, link; or none."""
    request = request_of(context)
    match = request.resolver_match if request else None
    if match is None or "slug" not in match.kwargs:
        return []
    is_member = bool(context.get("is_member"))
    for items in (MUNICIPALITY, ARRANGEMENT, *_WITH_PAGES_BELOW):
        here = _tab_of(match.view_name, items)
        if here is not None or _is_below(match.view_name, items):
            return [
                Link(str(item.label), with_carried(context, url), item is here)
                for item in items
                if (is_member or not item.for_members)
                and (url := _reversed(item.view, match.kwargs["slug"]))
            ]
    return []


def _is_below(view: str, items: Sequence[NavigationItem]) -> bool:
    """Whether the view is a page below those of ``items``, with a tab or without."""
    return items in _WITH_PAGES_BELOW and view.startswith(f"{items[0].view}-")


def _tab_of(view: str, items: Sequence[NavigationItem]) -> NavigationItem | None:
    """The tab of this view; of a page below a tab of a dialogue or city link, that tab."""
    for item in items:
        if item.view == view:
            return item
    if items not in _WITH_PAGES_BELOW:
        return None
    names = {name: item for item in items[1:] for name in (item.view, *item.sections)}
    found = [name for name in names if view == name or view.startswith(f"{name}-")]
    return names[max(found, key=len)] if found else None


def _reversed(view: str, slug: str) -> str:
    """The address, or nothing where this installation has no such view."""
    try:
        return reverse(view, args=[slug])
    except NoReverseMatch:
        return ""


def _links(context: Context, items: Sequence[NavigationItem]) -> list[Link]:
    request = request_of(context)
    path = request.path if request else ""
    chosen = context.get("nav_current")
    links = []
    for item in items:
        try:
            url = reverse(item.view)
        except NoReverseMatch:
            continue  # a section that this installation does not have
        current = item.view == chosen if chosen else _is_inside(path, item, url)
        links.append(Link(str(item.label), with_carried(context, url), current))
    return links


def _is_inside(path: str, item: NavigationItem, url: str) -> bool:
    language = translation.get_language()
    prefix = "/" if language in {None, "nl"} else f"/{language}/"
    sections = [f"{prefix}{section}/" for section in item.sections]
    if item.view != "home":  # every address starts with that of the home page
        sections.append(url)
    return path == url or path.startswith(tuple(sections))


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[Link]:
    """This page in each language; the home page where it has no translation (an error page)."""
    request = request_of(context)
    here = request.get_full_path() if request else "/"
    shown = translation.get_language()
    links = []
    for code, name in (("nl", "Nederlands"), ("en", "English")):
        url = translate_url(here, code)
        if code != shown and url == here:
            with translation.override(code):
                url = _home()
        links.append(Link(name, url, code == shown, code))
    return links


def _home() -> str:
    try:
        return reverse("home")
    except NoReverseMatch:
        return "/"


@register.simple_tag(takes_context=True)
def logged_in(context: Context) -> bool:
    """Whether the visitor has logged in, as the session says: the header needs no more.

    Whoever may do something is decided in the actions, on the account itself; asking for the
    account here would cost every page a query.
    """
    request = context.get("request")
    return request is not None and SESSION_KEY in getattr(request, "session", ())
