# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: what everybody sees."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import feeds, open_data, public

urlpatterns: list[URLPattern] = [
    path("stedenbanden/gegevens/", open_data.page, name="citylinks-data"),
    path(
        "stedenbanden/gegevens/<slug:name>.<slug:kind>",
        open_data.download,
        name="citylinks-download",
    ),
    path("stedenbanden/atom.xml", feeds.all_links, name="citylinks-feed"),
    path("stedenbanden/<slug:slug>/atom.xml", feeds.one_link, name="citylink-feed"),
    path("stedenbanden/", public.citylinks, name="citylinks"),
    path("stedenbanden/<slug:slug>/", public.citylink, name="citylink"),
    path("gemeenten/<slug:slug>/stedenbanden/", public.municipality, name="municipality-citylinks"),
]
