# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages about peers."""

from django.urls import URLPattern, path

from samenspel.insight.views import peers, peers_files

urlpatterns: list[URLPattern] = [
    path("gemeenten/<slug:slug>/vergelijkbaar/", peers.peers, name="municipality-peers"),
    path(
        "gemeenten/<slug:slug>/vergelijkbaar.<slug:kind>",
        peers_files.download,
        name="municipality-peers-download",
    ),
    path(
        "gemeenten/<slug:slug>/vergelijkbaar-cijfers.<slug:kind>",
        peers_files.download_figures,
        name="municipality-peers-figures-download",
    ),
]
