# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues, a file per subject."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

# Fixed words come before the address of a round: see RESERVED in models/rounds.py.
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("samenspel.dialogue.urls_terms")),
    path("", include("samenspel.dialogue.urls_rounds")),
    path("", include("samenspel.dialogue.urls_opinions")),
    path("", include("samenspel.dialogue.urls_statements")),
    path("", include("samenspel.dialogue.urls_balance")),
    path("", include("samenspel.dialogue.urls_replies")),
    path("", include("samenspel.dialogue.urls_meetings")),
    path("", include("samenspel.dialogue.urls_follow_up")),
    path("", include("samenspel.dialogue.urls_public")),
]
