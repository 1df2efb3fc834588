# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the country at a glance and of change between two dates."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.insight.views import country, country_change

urlpatterns: list[URLPattern] = [
    path("inzicht/", country.country, name="insight"),
    path("inzicht/land/<slug:part>.<slug:kind>", country.download, name="insight-download"),
    path("inzicht/verandering/", country_change.change, name="insight-change"),
    path(
        "inzicht/verandering/<slug:part>.<slug:kind>",
        country_change.download,
        name="insight-change-download",
    ),
]
