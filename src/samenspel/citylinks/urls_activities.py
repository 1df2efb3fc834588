# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: activities."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import activities, activities_keep, activities_loose

_ALL = "stedenbanden/<slug:slug>/activiteiten"
_ONE = f"{_ALL}/<int:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{_ALL}/", activities.activities, name="citylink-activities"),
    path(
        f"{_ALL}/bestand/<slug:what>.<slug:kind>",
        activities.download,
        name="citylink-activities-download",
    ),
    path(f"{_ALL}/nieuw/", activities_keep.new, name="citylink-activity-new"),
    path(f"{_ALL}/bijdrage/", activities_loose.gift, name="citylink-activity-gift"),
    path(
        f"{_ALL}/bijdrage/<int:pk>/verwijderen/",
        activities_loose.gift_remove,
        name="citylink-activity-gift-remove",
    ),
    path(f"{_ALL}/les/", activities_loose.lesson, name="citylink-activity-lesson"),
    path(
        f"{_ALL}/les/<int:pk>/verwijderen/",
        activities_loose.lesson_remove,
        name="citylink-activity-lesson-remove",
    ),
    path(f"{_ONE}/", activities.activity, name="citylink-activity"),
    path(f"{_ONE}/wijzigen/", activities_keep.change, name="citylink-activity-change"),
    path(f"{_ONE}/stand/", activities_keep.state, name="citylink-activity-state"),
    path(f"{_ONE}/verwijderen/", activities_keep.remove, name="citylink-activity-remove"),
]
