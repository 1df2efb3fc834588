# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: the file, its parties, agreements and decisions."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from samenspel.citylinks.views import agreements, decisions, file, links, parties

_LINK = "stedenbanden/<slug:slug>"
_FILE = f"{_LINK}/dossier"
_PARTY = f"{_FILE}/partners/<int:pk>"
_AGREEMENT = f"{_LINK}/overeenkomst"
_VERSION = f"{_AGREEMENT}/<int:number>"
_DECISION = f"{_AGREEMENT}/besluiten"

urlpatterns: list[URLPattern] = [
    path("stedenbanden/nieuw/", links.make, name="citylinks-new"),
    path("stedenbanden/mijn/", file.mine, name="my-citylinks"),
    path(f"{_FILE}/", file.head, name="citylink-file"),
    re_path(
        r"^stedenbanden/(?P<slug>[-\w]+)/dossier/tijdlijn\.(?P<kind>csv|xlsx|json|svg)$",
        file.timeline,
        name="citylink-timeline",
    ),
    path(f"{_FILE}/wijzigen/", links.edit, name="citylink-edit"),
    path(f"{_FILE}/beginnen/", links.take_into_use, name="citylink-activate"),
    path(f"{_FILE}/openbaar/", links.show_to_all, name="citylink-publish"),
    path(f"{_FILE}/beeindigen/", links.end, name="citylink-end"),
    path(f"{_FILE}/hervatten/", links.take_up, name="citylink-reopen"),
    path(f"{_FILE}/partners/", parties.parties, name="citylink-parties"),
    path(f"{_PARTY}/", parties.party, name="citylink-party"),
    path(f"{_PARTY}/vertrek/", parties.leave, name="citylink-party-leave"),
    path(f"{_PARTY}/terug/", parties.undo, {"what": "terug"}, name="citylink-party-rejoin"),
    path(f"{_PARTY}/weg/", parties.undo, {"what": "weg"}, name="citylink-party-remove"),
    path(f"{_AGREEMENT}/", agreements.newest, name="citylink-agreement"),
    path(f"{_AGREEMENT}/nieuw/", agreements.write, name="citylink-agreement-new"),
    path(f"{_VERSION}/", agreements.version, name="citylink-agreement-version"),
    path(f"{_VERSION}/wijzigen/", agreements.change, name="citylink-agreement-edit"),
    path(f"{_VERSION}/vaststellen/", agreements.fix, name="citylink-agreement-fix"),
    path(f"{_VERSION}/weggooien/", agreements.drop, name="citylink-agreement-drop"),
    path(f"{_VERSION}/verschil/", agreements.difference, name="citylink-agreement-difference"),
    path(f"{_DECISION}/nieuw/", decisions.record, name="citylink-decision-new"),
    path(f"{_DECISION}/<int:pk>/", decisions.decision, name="citylink-decision"),
    path(f"{_DECISION}/<int:pk>/verbeteren/", decisions.correct, name="citylink-decision-correct"),
]
