# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: what everybody sees."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import public

urlpatterns: list[URLPattern] = [
    path("stedenbanden/", public.citylinks, name="citylinks"),
    path("stedenbanden/<slug:slug>/", public.citylink, name="citylink"),
    path("gemeenten/<slug:slug>/stedenbanden/", public.municipality, name="municipality-citylinks"),
]
