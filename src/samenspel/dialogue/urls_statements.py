# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: statements."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.dialogue.views import statement_files, statements, statements_keep

urlpatterns: list[URLPattern] = [
    path("dialogen/<slug:slug>/stellingen/", statements.statements, name="dialogue-statements"),
    path(
        "dialogen/<slug:slug>/stellingen.<slug:kind>",
        statement_files.download,
        name="dialogue-statements-download",
    ),
    path(
        "dialogen/<slug:slug>/stellingen/groepen.<slug:kind>",
        statement_files.download_groups,
        name="dialogue-statements-groups-download",
    ),
    path(
        "dialogen/<slug:slug>/stellingen/vergeten/",
        statements.forget,
        name="dialogue-statements-forget",
    ),
    path(
        "dialogen/<slug:slug>/stellingen/beheer/",
        statements_keep.keep,
        name="dialogue-statements-keep",
    ),
    path(
        "dialogen/<slug:slug>/stellingen/beheer/<int:number>/",
        statements_keep.change,
        name="dialogue-statement-change",
    ),
    path(
        "dialogen/<slug:slug>/stellingen/beheer/<int:number>/open/",
        statements_keep.set_open,
        name="dialogue-statement-open",
    ),
]
