# SPDX-License-Identifier: EUPL-1.2
"""Components with running content, as block tags; those without are includes.

A builtin library (see settings): templates need no ``{% load %}``. The includes, and the templates
of these tags, are in ``templates/web/components/``.
"""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

register = template.Library()

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
