# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: public."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.dialogue.views import public

# The address of a round stands last: fixed words come before it.
urlpatterns: list[URLPattern] = [
    path("dialogen/<slug:slug>/", public.round_page, name="dialogue"),
]
