# SPDX-License-Identifier: EUPL-1.2
"""A drawing as a file that stands by itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def drawing_file(
    template: str, context: Mapping[str, object], *, style: str, name: str
) -> HttpResponse:
    """The SVG of a template to take along; ``style`` is the CSS that it carries, as ``style``."""
    written = SafeString(f"<style>\n{style}</style>")
    text = render_to_string(template, {**context, "style": written})
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response
