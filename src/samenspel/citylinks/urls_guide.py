# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the decision guide and of what municipalities keep of it."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import (
    considerations,
    considerations_files,
    considerations_partners,
    guide,
    guide_files,
)

_GUIDE = "stedenbanden/wijzer"
_KEPT = "stedenbanden/afwegingen"
_ONE = f"{_KEPT}/<int:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{_GUIDE}/", guide.guide, name="citylinks-guide"),
    path(f"{_GUIDE}/antwoorden/", guide.guide_answers, name="citylinks-guide-answers"),
    path(f"{_GUIDE}/advies/", guide.guide_advice, name="citylinks-guide-advice"),
    path(
        f"{_GUIDE}/advies.<str:kind>", guide_files.guide_download, name="citylinks-guide-download"
    ),
    path(f"{_GUIDE}/vragen/", guide_files.rules, name="citylinks-guide-rules"),
    path(f"{_GUIDE}/vragen.toml", guide_files.file, name="citylinks-guide-file"),
    path(f"{_KEPT}/", considerations.considerations, name="citylinks-considerations"),
    path(f"{_KEPT}/nieuw/", considerations.begin, name="citylinks-consideration-new"),
    path(
        f"{_KEPT}/erbij/<slug:code>/",
        considerations_partners.add_found,
        name="citylinks-consideration-add-partner",
    ),
    path(f"{_ONE}/", considerations.consideration, name="citylinks-consideration"),
    path(f"{_ONE}/advies/", considerations.advice, name="citylinks-consideration-advice"),
    path(
        f"{_ONE}/vraag/<slug:key>/",
        considerations.question,
        name="citylinks-consideration-question",
    ),
    path(f"{_ONE}/conclusie/", considerations.conclude, name="citylinks-consideration-conclude"),
    path(
        f"{_ONE}/partners/",
        considerations_partners.partners,
        name="citylinks-consideration-partners",
    ),
    path(
        f"{_ONE}/partners/weg/",
        considerations_partners.remove,
        name="citylinks-consideration-partner-remove",
    ),
    path(f"{_ONE}/verwijderen/", considerations.remove, name="citylinks-consideration-remove"),
    path(f"{_ONE}/memo.<str:kind>", considerations_files.memo, name="citylinks-consideration-memo"),
]
