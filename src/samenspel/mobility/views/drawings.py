# SPDX-License-Identifier: EUPL-1.2
"""Drawings to keep: an SVG file that stands by itself, with the colours of the site in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# On the site the style sheet says the same.
GROUND = """path, circle { stroke-width: .6; stroke-linejoin: round; }
.sea { fill: #f4f9fb; }
.map__land path { fill: #edf1f2; stroke: #c5cfd2; }
text { font-family: "Source Sans 3", "Segoe UI", Arial, sans-serif; font-weight: 600; }
text { fill: #16262b; paint-order: stroke; stroke: #fff; stroke-width: .22em; }
text { stroke-linejoin: round; }
"""
FLOWS = """path, circle { stroke: #7f9296; vector-effect: non-scaling-stroke; }
.shade-1 { fill: #d2e6e6; }
.shade-2 { fill: #a2cccf; }
.shade-3 { fill: #66a7af; }
.shade-4 { fill: #2b7b87; stroke: #fff; }
.shade-5 { fill: #0a4852; stroke: #fff; }
.shade-self { fill: #f2b684; stroke: #16262b; stroke-width: 1.5; }
.flow { fill: #0b5560; fill-opacity: .82; stroke: #fff; stroke-width: .8; }
.stay { fill: #fff; stroke: #16262b; stroke-width: 1.5; }
.stay__part { fill: #b4540f; stroke: none; }
a { text-decoration: none; }
"""
REGIONS = """path, circle { stroke: #fff; }
path:not(.hatch__line), circle { vector-effect: non-scaling-stroke; }
.region-1 { fill: #a9d3d6; }
.region-2 { fill: #f3dfae; }
.region-3 { fill: #d9a988; }
.region-4 { fill: #86a9cf; }
.region-5 { fill: #dfe8c6; }
.region-6 { fill: #b79cc4; }
.region-7 { fill: #f6cfd6; }
.region-8 { fill: #8fb08a; }
.region-none path { stroke: #b3bfc2; }
.hatch__ground { fill: #fff; }
.hatch__line { stroke: #8a979b; stroke-width: 1; }
.doubt path { stroke: none; }
.doubt__line { stroke: #2a3c42; stroke-width: 1.3; }
.map__outline { fill: none; stroke: #2a3c42; stroke-width: 1.4; }
.map__outline--unsure { stroke-dasharray: 4 3; }
.map__outline--under { stroke: #fff; stroke-width: 5; }
.map__outline--division { stroke: #a3300b; stroke-width: 2.8; }
.core { fill: #16262b; stroke: #fff; stroke-width: 1.5; }
"""


def drawing(template: str, context: dict[str, object], name: str, style: str) -> HttpResponse:
    """A drawing as a file; ``style`` is :data:`FLOWS` or :data:`REGIONS`."""
    written = SafeString(f"<style>\n{style}{GROUND}</style>")
    text = render_to_string(template, {**context, "style": written})
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response
