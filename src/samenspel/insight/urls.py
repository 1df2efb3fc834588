# SPDX-License-Identifier: EUPL-1.2
"""Addresses of insight, a file per subject."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("samenspel.insight.urls_council")),
    path("", include("samenspel.insight.urls_reports")),
    path("", include("samenspel.insight.urls_coverage")),
    path("", include("samenspel.insight.urls_costs")),
    path("", include("samenspel.insight.urls_burden")),
    path("", include("samenspel.insight.urls_country")),
    path("", include("samenspel.insight.urls_network")),
    path("", include("samenspel.insight.urls_peers")),
    path("", include("samenspel.insight.urls_votes")),
]
