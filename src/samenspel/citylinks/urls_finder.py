# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: finder."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import finder, pair, pair_files, partners, partners_files

BASE = "stedenbanden/vinden/"

urlpatterns: list[URLPattern] = [
    path(BASE, finder.finder, name="citylinks-finder"),
    path(f"{BASE}<slug:slug>/", partners.partners, name="citylinks-partners"),
    path(
        f"{BASE}<slug:slug>/partners.<slug:kind>",
        partners_files.download,
        name="citylinks-partners-download",
    ),
    path(f"{BASE}<slug:slug>/met/<slug:other>/", pair.pair, name="citylinks-pair"),
    path(
        f"{BASE}<slug:slug>/met/<slug:other>/vergelijking.<slug:kind>",
        pair_files.download,
        name="citylinks-pair-download",
    ),
]
