# SPDX-License-Identifier: EUPL-1.2
"""The picture of a calendar as a file of its own, with the styles that the page has elsewhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samenspel.dialogue.queries.calendar_drawing import CalendarDrawing

STYLE = """\
text { font: 14px "Source Sans 3", "Segoe UI", Arial, sans-serif; fill: #16262b; }
.tick-label { fill: #51666c; font-size: 13px; }
.gridline { stroke: #d5dbdd; }
.bar { fill: #2b7b87; stroke: #0b5560; }
.bar--ended { fill: #d5dbdd; stroke: #7f9296; }
.bar--self { fill: #f2b684; stroke: #b4540f; }
.reference-line { stroke: #b4540f; stroke-dasharray: 5 3; stroke-width: 2; }
"""


def svg_of(drawing: CalendarDrawing, title: str, name: str) -> HttpResponse:
    """The drawing as SVG to download."""
    values = {
        "drawing": drawing,
        "title": title,
        "description": _("The time to answer, recesses, holidays and meetings by day."),
        "standalone": True,
        "style": SafeString(f"<style>\n{STYLE}</style>"),
    }
    text = render_to_string("dialogue/calendar_drawing.html", values)
    answer = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return answer
