# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: balance."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.dialogue.views import balance, balance_files

BASE = "dialogen/<slug:slug>/tussenbalans/"

urlpatterns: list[URLPattern] = [
    path(BASE, balance.latest, name="dialogue-balance"),
    path(f"{BASE}werk/", balance.working, name="dialogue-balance-working"),
    path(f"{BASE}<int:number>/", balance.version, name="dialogue-balance-version"),
    path(
        f"{BASE}<slug:token>/algemeen/",
        balance.general,
        name="dialogue-balance-general",
    ),
    path(
        f"{BASE}<slug:token>/onderdelen/<slug:key>/",
        balance.clause,
        name="dialogue-balance-clause",
    ),
    path(
        f"{BASE}<slug:token>/<slug:what>.<slug:kind>",
        balance_files.download,
        name="dialogue-balance-download",
    ),
]
