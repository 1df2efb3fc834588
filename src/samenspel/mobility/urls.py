# SPDX-License-Identifier: EUPL-1.2
"""Addresses of commuting and functional regions."""

from django.urls import include, path

urlpatterns = [
    path("", include("samenspel.mobility.urls_regions")),
    path("", include("samenspel.mobility.urls_places")),
]
