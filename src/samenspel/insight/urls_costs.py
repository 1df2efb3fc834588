# SPDX-License-Identifier: EUPL-1.2
"""Addresses of one arrangement at a glance, and of sharing costs."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.insight.views import arrangement_insight, costs, costs_game

urlpatterns: list[URLPattern] = [
    path(
        "samenwerkingen/<slug:slug>/inzicht/",
        arrangement_insight.insight,
        name="arrangement-insight",
    ),
    path(
        "samenwerkingen/<slug:slug>/inzicht.<slug:kind>",
        arrangement_insight.download,
        name="arrangement-insight-download",
    ),
    path("samenwerkingen/<slug:slug>/kosten/", costs.costs, name="arrangement-costs"),
    path(
        "samenwerkingen/<slug:slug>/kosten.<slug:kind>",
        costs.download,
        name="arrangement-costs-download",
    ),
    path("inzicht/kosten-verdelen/", costs_game.sharing, name="cost-sharing"),
    path("inzicht/kosten-verdelen.<slug:kind>", costs_game.download, name="cost-sharing-download"),
]
