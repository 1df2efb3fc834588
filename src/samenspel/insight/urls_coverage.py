# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the page of tasks."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.insight.views import coverage

urlpatterns: list[URLPattern] = [
    path("inzicht/taken/", coverage.coverage, name="insight-coverage"),
    path(
        "inzicht/taken/<slug:part>.<slug:kind>",
        coverage.download,
        name="insight-coverage-download",
    ),
]
