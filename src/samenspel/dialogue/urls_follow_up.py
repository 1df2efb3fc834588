# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: follow-up."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.dialogue.views import follow_up, follow_up_files

urlpatterns: list[URLPattern] = [
    path("dialogen/afspraken/", follow_up_files.everywhere, name="commitments"),
    path(
        "dialogen/afspraken.<slug:kind>",
        follow_up_files.download_everywhere,
        name="commitments-download",
    ),
    path("dialogen/<slug:slug>/afspraken/", follow_up.follow_up, name="dialogue-follow-up"),
    path(
        "dialogen/<slug:slug>/afspraken.<slug:kind>",
        follow_up_files.download,
        name="dialogue-follow-up-download",
    ),
    path(
        "dialogen/<slug:slug>/afspraken/nieuw/",
        follow_up.write_down,
        name="dialogue-follow-up-commit",
    ),
    path(
        "dialogen/<slug:slug>/afspraken/evaluatie/",
        follow_up.write_evaluation,
        name="dialogue-follow-up-evaluate",
    ),
    path(
        "dialogen/<slug:slug>/afspraken/<int:pk>/",
        follow_up.commitment,
        name="dialogue-follow-up-commitment",
    ),
]
