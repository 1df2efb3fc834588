# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: signals."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import signals

urlpatterns: list[URLPattern] = [
    path("stedenbanden/<slug:slug>/signalen/", signals.signals, name="citylink-signals"),
]
