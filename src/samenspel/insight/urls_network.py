# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the network of cooperation."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.insight.views import network, network_place

urlpatterns: list[URLPattern] = [
    path("inzicht/netwerk/", network.network, name="insight-network"),
    path(
        "inzicht/netwerk/<slug:what>.<slug:kind>",
        network.download,
        name="insight-network-download",
    ),
    path("gemeenten/<slug:slug>/netwerk/", network_place.network, name="municipality-network"),
    path(
        "gemeenten/<slug:slug>/netwerk.<slug:kind>",
        network_place.download,
        name="municipality-network-download",
    ),
]
