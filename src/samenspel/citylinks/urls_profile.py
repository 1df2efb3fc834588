# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: profile."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import profile

BASE = "stedenbanden/profiel/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(BASE, profile.profile, name="citylinks-profile"),
    path(f"{BASE}nieuw/", profile.add, name="citylinks-profile-add"),
    path(f"{BASE}<int:pk>/", profile.change, name="citylinks-profile-change"),
    path(f"{BASE}<int:pk>/weg/", profile.remove, name="citylinks-profile-remove"),
    path(f"{BASE}<int:pk>/terug/", profile.restore, name="citylinks-profile-restore"),
]
