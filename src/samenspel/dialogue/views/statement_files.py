# SPDX-License-Identifier: EUPL-1.2
"""What is published of statements, as files: tables and drawings."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from samenspel.dialogue.queries.statement_bars import statement_bars
from samenspel.dialogue.queries.statement_tables import counts_table, groups_table
from samenspel.dialogue.queries.statements import statements_page
from samenspel.dialogue.views.shown import shown
from samenspel.register.open_data import open_table_response

# On the site the style sheet says the same.
STYLE = """rect, circle { stroke: #7f9296; stroke-width: .75; }
.paper { fill: #fff; stroke: none; }
.shade-0 { fill: #f4f1ea; }
.shade-2 { fill: #a2cccf; }
.shade-3 { fill: #66a7af; }
.shade-self { fill: #f2b684; }
line { stroke: #c5cfd2; }
text { fill: #16262b; font-family: "Source Sans 3", "Segoe UI", Arial, sans-serif; }
text { font-size: 14px; }
.map__label { font-weight: 600; }
"""


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The published counts: csv, json, xlsx or svg."""
    round_ = shown(request, slug).round
    page = statements_page(round_)
    if kind == "svg":
        drawn = {"bars": statement_bars(page.counted)}
        return _drawing("dialogue/statements_bars_svg.html", drawn, f"{slug[:80]}-stellingen")
    return open_table_response(counts_table(round_, page, timezone.localdate()), kind)


@require_safe
def download_groups(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The published opinion groups: csv, json, xlsx or svg (404 without groups)."""
    round_ = shown(request, slug).round
    page = statements_page(round_)
    if kind == "svg":
        if page.groups is None or not page.groups.groups:
            raise Http404(slug)
        drawn = {"found": page.groups}
        return _drawing("dialogue/statements_map_svg.html", drawn, f"{slug[:80]}-meningsgroepen")
    table = groups_table(round_, page, page.groups, timezone.localdate())
    return open_table_response(table, kind)


def _drawing(template: str, context: Mapping[str, object], name: str) -> HttpResponse:
    written = SafeString(f"<style>\n{STYLE}</style>")
    text = render_to_string(template, {**context, "style": written})
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response
