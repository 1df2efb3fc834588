# SPDX-License-Identifier: EUPL-1.2
"""Template tags and filters of every page: addresses that carry the date, figures, components.

A builtin library (see settings): templates need no ``{% load %}``. Components with running content
are block tags here; components without are includes in ``templates/web/components/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlencode, urlsplit, urlunsplit

from django import template
from django.contrib.auth import SESSION_KEY
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.places.notation import NO_FIGURE, written
from samenspel.places.reference_dates import years_before
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

register = template.Library()

CARRIED = ("peildatum", "bron")
"""Query parameters that travel along from page to page: reference date and chosen source."""


@dataclass(frozen=True)
class Link:
    """A link as the components draw it; ``current`` says that it leads to what is shown now."""

    label: str
    url: str
    current: bool = False
    language: str = ""


def _request(context: Context) -> HttpRequest | None:
    request = context.get("request")
    return request if isinstance(request, HttpRequest) else None


def _parameters(context: Context) -> QueryDict:
    request = _request(context)
    return request.GET.copy() if request else QueryDict(mutable=True)


# Addresses


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The query string of this page with changes: ``{% query pagina=2 zoek=None %}``.

    ``None`` and the empty text remove a parameter. Any change but of ``page`` itself goes back to
    the first page. Always starts with ``?``, so that it is an address of its own.
    """
    parameters = _parameters(context)
    if "pagina" not in changes:
        parameters.pop("pagina", None)
    for name, value in changes.items():
        if value is None or value == "":
            parameters.pop(name, None)
        else:
            parameters[name] = value.isoformat() if isinstance(value, date) else str(value)
    return f"?{parameters.urlencode()}"


@register.simple_tag(takes_context=True)
def dated_url(context: Context, view: str, *args: object, **kwargs: object) -> str:
    """Address of a view with the reference date and source of this page: ``{% url %}`` and more."""
    return _with_carried(context, reverse(view, args=args or None, kwargs=kwargs or None))


@register.simple_tag(takes_context=True)
def dated(context: Context, url: str) -> str:
    """The given address of this site with the reference date and source of this page."""
    return _with_carried(context, url)


def _with_carried(context: Context, url: str) -> str:
    parameters = _parameters(context)
    parts = urlsplit(url)
    present = QueryDict(parts.query)
    kept = [(k, parameters[k]) for k in CARRIED if parameters.get(k) and k not in present]
    joined = "&".join(text for text in (parts.query, urlencode(kept)) if text)
    return urlunsplit(parts._replace(query=joined))


@register.simple_tag(takes_context=True)
def query_fields(context: Context, *left_out: str) -> list[tuple[str, str]]:
    """Name and value of each query parameter, for hidden fields of a form that filters this page.

    ``page`` and the names given are left out.
    """
    skipped = {"pagina", *left_out}
    lists = _parameters(context).lists()
    return [(name, str(value)) for name, values in lists if name not in skipped for value in values]


class Named(Protocol):
    """Something with a name and a page."""

    @property
    def name(self) -> str: ...
    @property
    def slug(self) -> str: ...


@register.simple_tag
def name_links(named: Iterable[Named], base: str, suffix: str) -> SafeString:
    """Names with links to ``base/slug/``, separated by commas: for hundreds of them on a page."""
    rows = ((base, item.slug, suffix, item.name) for item in named)
    return format_html_join(", ", '<a href="{}{}/{}">{}</a>', rows)


# Navigation

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
    request = _request(context)
    match = request.resolver_match if request else None
    if match is None or "slug" not in match.kwargs:
        return []
    is_member = bool(context.get("is_member"))
    for items in (MUNICIPALITY, ARRANGEMENT, *_WITH_PAGES_BELOW):
        here = _tab_of(match.view_name, items)
        if here is not None or _is_below(match.view_name, items):
            return [
                Link(str(item.label), _with_carried(context, url), item is here)
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
    request = _request(context)
    path = request.path if request else ""
    chosen = context.get("nav_current")
    links = []
    for item in items:
        try:
            url = reverse(item.view)
        except NoReverseMatch:
            continue  # a section that this installation does not have
        current = item.view == chosen if chosen else _is_inside(path, item, url)
        links.append(Link(str(item.label), _with_carried(context, url), current))
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
    request = _request(context)
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


@register.simple_tag(takes_context=True)
def reference_date_links(context: Context, shown: date, today: date | None) -> list[Link]:
    """Quick ways to another reference date: today, one and ten years back from today."""
    links = [Link(_("Today"), query(context, peildatum=None), shown == today)]
    for years, label in ((1, _("1 year back")), (10, _("10 years back"))):
        if today is not None:
            moment = years_before(today, years)
            links.append(Link(label, query(context, peildatum=moment), shown == moment))
    return links


@register.simple_tag
def page_numbers(page: Page[object]) -> list[int | str]:
    """Numbers of the pages to offer, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.inclusion_tag("web/components/sort_header.html", takes_context=True)
def sort_header(
    context: Context, name: str, label: str, *, numeric: bool = False
) -> dict[str, object]:
    """A column heading that sorts: ``?sortering=name``, or ``-name`` when already ascending."""
    chosen = _parameters(context).get("sortering", "")
    direction = {name: "ascending", f"-{name}": "descending"}.get(chosen, "")
    following = f"-{name}" if direction == "ascending" else name
    return {
        "label": label,
        "numeric": numeric,
        "direction": direction,
        "url": query(context, sortering=following),
    }


# Figures and dates


@register.filter
def number(value: float | Decimal | str | None, decimals: int | None = None) -> str:
    """A figure in the reader's notation: 1.234,5 in Dutch; a dash where there is none.

    Without ``decimals`` whole numbers have none and others one.
    """
    return written(value, decimals)


@register.filter
def percent(fraction: float | Decimal | None, decimals: int = 0) -> str:
    """A fraction in [0, 1] as a percentage: 0.123 is 12%."""
    if fraction is None:
        return NO_FIGURE
    figure = number(Decimal(str(fraction)) * 100, decimals)
    return figure if figure == NO_FIGURE else f"{figure}%"


@register.filter
def day(value: date | None) -> str:
    """A date in words that does not break over lines: 16 mei 2026; a dash where there is none."""
    if not value:
        return NO_FIGURE
    # A moment is written as its own time zone has it: equal moments need not be the same day.
    if type(value) is date:
        return _written_day(value, translation.get_language())
    return _unbroken(value)


@lru_cache(maxsize=1024)
def _written_day(value: date, _language: str | None) -> str:
    """Kept: a long table names the same few days again and again."""
    return _unbroken(value)


def _unbroken(value: date) -> str:
    return date_format(value, "DATE_FORMAT").replace(" ", "\u00a0")


# Components with content

ALERT_KINDS = {
    "info": gettext_lazy("Please note"),
    "ok": gettext_lazy("Done"),
    "warning": gettext_lazy("Warning"),
    "error": gettext_lazy("Error"),
}
_MESSAGE_KINDS = {"debug": "info", "success": "ok"}


@register.simple_block_tag(end_name="endalert")
def alert(content: SafeString, kind: str = "info", heading: str = "") -> str:
    """``{% alert "warning" %}text{% endalert %}``; kinds: ALERT_KINDS, or a level of messages."""
    known = _MESSAGE_KINDS.get(kind, kind)
    known = known if known in ALERT_KINDS else "info"
    values = {"content": content, "kind": known, "label": ALERT_KINDS[known], "heading": heading}
    return render_to_string("web/components/alert.html", values)


@register.simple_block_tag(end_name="enddisclosure")
def disclosure(content: SafeString, summary: str, *, is_open: bool = False) -> str:
    """``{% disclosure summary %}content{% enddisclosure %}``: details that open without script."""
    values = {"content": content, "summary": summary, "is_open": is_open}
    return render_to_string("web/components/disclosure.html", values)


@register.simple_block_tag(end_name="enddata_table")
def data_table(
    content: SafeString,
    caption: str,
    *,
    identifier: str,
    cards: bool = False,
    hide_caption: bool = False,
) -> str:
    """A zebra table that scrolls in its own box; content: ``<thead>`` and ``<tbody>``.

    With ``cards`` each row is a card on a phone: give cells ``data-label``. Cells with figures get
    class ``numeric``; the first cell of a row is ``<th scope="row">``.
    """
    values = {
        "content": content,
        "caption": caption,
        "identifier": identifier,
        "cards": cards,
        "hide_caption": hide_caption,
    }
    return render_to_string("web/components/data_table.html", values)


@register.simple_block_tag(end_name="enddrawing")
def drawing(
    content: SafeString,
    title: str,
    *,
    kind: str = "map",
    caption: str = "",
    table: str = "",
    legend: object = None,
    legend_title: str = "",
) -> str:
    """A figure: title, the SVG (content), legend, caption, and the same figures as a table.

    ``kind`` is ``map``, ``timeline`` or ``bars``; the last two scroll sideways on a phone.
    ``table``: rendered table (for instance ``{% fragment %}``), shown behind "View as table".
    ``legend``: see ``web/components/map_legend.html``.
    """
    values = {
        "content": content,
        "title": title,
        "kind": kind,
        "caption": caption,
        "table": table,
        "legend": legend,
        "legend_title": legend_title,
    }
    return render_to_string("web/components/drawing.html", values)


@register.simple_block_tag(end_name="endfragment")
def fragment(content: SafeString) -> SafeString:
    """Its content, to keep under a name: ``{% fragment as table %}...{% endfragment %}``."""
    return content
