# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links, a file per subject."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

# Fixed words come before the address of a link: see RESERVED in models/links.py.
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("samenspel.citylinks.urls_finder")),
    path("", include("samenspel.citylinks.urls_pairing")),
    path("", include("samenspel.citylinks.urls_profile")),
    path("", include("samenspel.citylinks.urls_guide")),
    path("", include("samenspel.citylinks.urls_imports")),
    path("", include("samenspel.citylinks.urls_file")),
    path("", include("samenspel.citylinks.urls_people")),
    path("", include("samenspel.citylinks.urls_activities")),
    path("", include("samenspel.citylinks.urls_contacts")),
    path("", include("samenspel.citylinks.urls_files")),
    path("", include("samenspel.citylinks.urls_signals")),
    path("", include("samenspel.citylinks.urls_look_back")),
    path("", include("samenspel.citylinks.urls_public")),
]
