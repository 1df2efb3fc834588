# SPDX-License-Identifier: EUPL-1.2
"""Addresses in templates: those that carry the reference date and source, filters, sorting, pages.

A builtin library (see settings): templates need no ``{% load %}``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from urllib.parse import urlencode, urlsplit, urlunsplit

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samenspel.places.reference_dates import years_before

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


def request_of(context: Context) -> HttpRequest | None:
    """The request of this page; None where a template is rendered without one."""
    request = context.get("request")
    return request if isinstance(request, HttpRequest) else None


def parameters_of(context: Context) -> QueryDict:
    """A copy of the query parameters of this page; none without a request."""
    request = request_of(context)
    return request.GET.copy() if request else QueryDict(mutable=True)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The query string of this page with changes: ``{% query pagina=2 zoek=None %}``.

    ``None`` and the empty text remove a parameter. Any change but of ``page`` itself goes back to
    the first page. Always starts with ``?``, so that it is an address of its own.
    """
    parameters = parameters_of(context)
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
    return with_carried(context, reverse(view, args=args or None, kwargs=kwargs or None))


@register.simple_tag(takes_context=True)
def dated(context: Context, url: str) -> str:
    """The given address of this site with the reference date and source of this page."""
    return with_carried(context, url)


def with_carried(context: Context, url: str) -> str:
    """The address with what travels along (``CARRIED``), where it does not say so itself."""
    parameters = parameters_of(context)
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
    lists = parameters_of(context).lists()
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
    chosen = parameters_of(context).get("sortering", "")
    direction = {name: "ascending", f"-{name}": "descending"}.get(chosen, "")
    following = f"-{name}" if direction == "ascending" else name
    return {
        "label": label,
        "numeric": numeric,
        "direction": direction,
        "url": query(context, sortering=following),
    }
