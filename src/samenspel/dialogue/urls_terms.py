# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: terms."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.dialogue.views import arrangement_dialogues, calendar_files, terms, terms_keeping

urlpatterns: list[URLPattern] = [
    path("dialogen/termijnen/", terms.calculator, name="term-calculator"),
    path("dialogen/reces/<slug:slug>/", terms_keeping.recesses, name="recesses"),
    path("dialogen/<slug:slug>/kalender/", terms.calendar, name="dialogue-calendar"),
    path("dialogen/<slug:slug>/kalender.ics", calendar_files.of_round, name="round-ics"),
    path(
        "dialogen/<slug:slug>/kalender.<slug:kind>",
        terms.calendar_file,
        name="round-calendar-file",
    ),
    path(
        "samenwerkingen/<slug:slug>/dialogen/",
        arrangement_dialogues.page,
        name="arrangement-dialogues",
    ),
    path("samenwerkingen/<slug:slug>/termijnen/", terms_keeping.own_terms, name="own-terms"),
    path(
        "samenwerkingen/<slug:slug>/dialogen.ics",
        calendar_files.of_arrangement,
        name="arrangement-dialogues-ics",
    ),
    path(
        "gemeenten/<slug:slug>/dialogen.ics",
        calendar_files.of_municipality,
        name="municipality-dialogues-ics",
    ),
]
