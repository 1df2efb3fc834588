# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: meetings, votes, decisions and the chain."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.dialogue.views import (
    chain,
    meetings,
    meetings_council,
    meetings_files,
    meetings_plan,
    meetings_work,
)

BASE = "dialogen/<slug:slug>/besluit/"
urlpatterns: list[URLPattern] = [
    path(BASE, meetings.decision, name="dialogue-decision"),
    path(f"{BASE}popolo.json", meetings_files.popolo, name="dialogue-decision-popolo"),
    path(f"{BASE}besluit.jsonld", meetings_files.json_ld, name="dialogue-decision-jsonld"),
    path(f"{BASE}stemmen.<str:kind>", meetings_files.roll_calls, name="dialogue-decision-votes"),
    path(
        f"{BASE}voorstellen/<int:proposal>/uitslag.svg",
        meetings_files.picture,
        name="dialogue-decision-picture",
    ),
    path(f"{BASE}plannen/", meetings_plan.plan, name="dialogue-decision-plan"),
    path(f"{BASE}leden/", meetings_plan.members, name="dialogue-decision-members"),
    path(f"{BASE}voorstellen/", meetings_plan.proposal, name="dialogue-decision-proposal-add"),
    path(
        f"{BASE}voorstellen/<int:number>/",
        meetings_plan.proposal,
        name="dialogue-decision-proposal",
    ),
    path(f"{BASE}werk/", meetings_work.work, name="dialogue-decision-work"),
    path(f"{BASE}werk/doen/", meetings_work.act, name="dialogue-decision-act"),
    path(f"{BASE}stem/<int:delegation>/", meetings_council.cast, name="dialogue-decision-vote"),
    path(
        f"{BASE}leden/<int:delegation>/",
        meetings_council.member,
        name="dialogue-decision-member",
    ),
    path("dialogen/<slug:slug>/logboek/", chain.listed, name="dialogue-chain"),
    path("dialogen/<slug:slug>/logboek/logboek.json", chain.as_json, name="dialogue-chain-json"),
]
