# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages of regions."""

from django.urls import URLPattern, path

from samenspel.mobility.views import (
    regions,
    regions_compare,
    regions_downloads,
    regions_one,
    regions_runs,
)

_REGIONS = "woon-werk/regios"

urlpatterns: list[URLPattern] = [
    path("woon-werk/", regions.commuting, name="commuting"),
    path(f"{_REGIONS}/", regions.regions, name="commuting-regions"),
    path(
        f"{_REGIONS}/regios.<slug:kind>",
        regions_downloads.download,
        name="commuting-regions-download",
    ),
    path(f"{_REGIONS}/berekenen/", regions_runs.compute, name="commuting-regions-compute"),
    path(
        f"{_REGIONS}/berekening/<slug:key>/",
        regions_runs.run,
        name="commuting-regions-run",
    ),
    path(f"{_REGIONS}/vergelijken/", regions_compare.compare, name="commuting-regions-compare"),
    path(
        f"{_REGIONS}/vergelijken.<slug:kind>",
        regions_compare.download,
        name="commuting-regions-compare-download",
    ),
    path(f"{_REGIONS}/<slug:slug>/", regions_one.region, name="commuting-region"),
]
