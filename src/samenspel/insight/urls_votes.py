# SPDX-License-Identifier: EUPL-1.2
"""Addresses of votes and power."""

from __future__ import annotations

from django.urls import path

from samenspel.insight.views import votes, votes_free

urlpatterns = [
    path("samenwerkingen/<slug:slug>/stemmen/", votes.votes, name="arrangement-votes"),
    path(
        "samenwerkingen/<slug:slug>/stemmen.<slug:kind>",
        votes.download,
        name="arrangement-votes-download",
    ),
    path("inzicht/stemkracht/", votes_free.power, name="voting-power"),
    path("inzicht/stemkracht.<slug:kind>", votes_free.download, name="voting-power-download"),
]
