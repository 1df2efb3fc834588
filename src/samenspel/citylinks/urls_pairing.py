# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: pairs of a whole country, and groups of partners."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import country, country_files, group, group_files

urlpatterns: list[URLPattern] = [
    path("stedenbanden/land/", country.country, name="citylinks-country"),
    path(
        "stedenbanden/land.<slug:kind>",
        country_files.download,
        name="citylinks-country-download",
    ),
    path("stedenbanden/vinden/<slug:slug>/groep/", group.group, name="citylinks-group"),
    path(
        "stedenbanden/vinden/<slug:slug>/groep.<slug:kind>",
        group_files.download,
        name="citylinks-group-download",
    ),
]
