# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: people and handovers."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import handovers, people

_PEOPLE = "stedenbanden/<slug:slug>/mensen"
_HANDOVER = "stedenbanden/<slug:slug>/overdracht"

urlpatterns: list[URLPattern] = [
    path(f"{_PEOPLE}/", people.people, name="citylink-people"),
    path(f"{_PEOPLE}/nieuw/", people.add, name="citylink-people-new"),
    path(f"{_PEOPLE}/verzoek/", people.on_request, name="citylink-people-request"),
    path(f"{_PEOPLE}/<int:pk>/", people.change, name="citylink-people-edit"),
    path(f"{_PEOPLE}/<int:pk>/verwijderen/", people.forget, name="citylink-people-forget"),
    path(f"{_HANDOVER}/nieuw/<int:pk>/", handovers.begin, name="citylink-handover-begin"),
    path(f"{_HANDOVER}/<int:pk>/", handovers.handover, name="citylink-handover"),
    path(f"{_HANDOVER}/<int:pk>/afronden/", handovers.finish, name="citylink-handover-finish"),
    path(f"{_HANDOVER}/<int:pk>/afzeggen/", handovers.cancel, name="citylink-handover-cancel"),
]
