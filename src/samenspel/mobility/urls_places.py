# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages of places."""

from django.urls import URLPattern, path

from samenspel.mobility.views import fit_lists, fits, place_downloads, places

urlpatterns: list[URLPattern] = [
    path("gemeenten/<slug:slug>/woon-werk/", places.commuting, name="municipality-commuting"),
    path(
        "gemeenten/<slug:slug>/woon-werk.<slug:kind>",
        place_downloads.download,
        name="municipality-commuting-download",
    ),
    path("samenwerkingen/<slug:slug>/woon-werk/", fits.fit, name="arrangement-commuting"),
    path(
        "samenwerkingen/<slug:slug>/woon-werk.<slug:kind>",
        fits.download,
        name="arrangement-commuting-download",
    ),
    path("woon-werk/samenwerkingen/", fit_lists.fits, name="arrangements-commuting"),
    path(
        "woon-werk/samenwerkingen.<slug:kind>",
        fit_lists.download,
        name="arrangements-commuting-download",
    ),
]
