# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: public."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.dialogue.views import data, feeds, public

# The address of a round stands last: fixed words come before it.
urlpatterns: list[URLPattern] = [
    path("dialogen/atom.xml", feeds.all_rounds, name="dialogues-atom"),
    path("dialogen/<slug:slug>/atom.xml", feeds.one_round, name="dialogue-atom"),
    path("dialogen/<slug:slug>/gegevens/", data.page, name="dialogue-data"),
    path("dialogen/<slug:slug>/gegevens.json", data.whole, name="dialogue-data-json"),
    path("dialogen/<slug:slug>/onderdelen/<slug:key>/", public.clause, name="dialogue-clause"),
    path("dialogen/<slug:slug>/", public.round_page, name="dialogue"),
]
