# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages of councils as files."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from samenspel.insight.views import reports

# Other kinds of file at the same place are downloads of figures.
_KIND = r"(?P<kind>pdf|docx)"
_SLUG = r"(?P<slug>[-a-zA-Z0-9_]+)"

urlpatterns: list[URLPattern] = [
    re_path(
        rf"^gemeenten/{_SLUG}/raad\.{_KIND}$",
        reports.municipality,
        name="municipality-council-file",
    ),
    re_path(
        rf"^samenwerkingen/{_SLUG}/raden\.{_KIND}$",
        reports.arrangement,
        name="arrangement-councils-file",
    ),
]
