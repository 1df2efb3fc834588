# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: opinions."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from samenspel.dialogue.views import (
    my_dialogues,
    opinions_desk,
    opinions_draft,
    opinions_files,
    opinions_joint,
    opinions_letter,
    opinions_page,
    opinions_prepare,
)

_BODY = "dialogen/<slug:slug>/raden/<int:addressee>/"
_PAGES: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
    ("", opinions_page.page, "dialogue-addressee"),
    ("voorbereiding/", opinions_prepare.own, "dialogue-prepare"),
    ("notities/", opinions_prepare.shared, "dialogue-notes"),
    ("concept/", opinions_draft.draft, "dialogue-draft"),
    ("concept.<str:kind>", opinions_files.draft, "dialogue-draft-file"),
    ("agenda/", opinions_desk.agenda, "dialogue-agenda"),
    ("rapporteurs/", opinions_desk.rapporteurs, "dialogue-rapporteurs"),
    ("geen-zienswijze/", opinions_desk.none, "dialogue-none"),
    ("samen/", opinions_joint.joint, "dialogue-joint"),
    ("vaststellen/", opinions_desk.adoption, "dialogue-adopt"),
    ("versturen/", opinions_desk.sending, "dialogue-send"),
    ("nieuwe-versie/", opinions_desk.correction, "dialogue-correct"),
    ("intrekken/", opinions_desk.withdrawal, "dialogue-withdraw"),
    ("brief/", opinions_letter.letter, "dialogue-answer-letter"),
    ("zienswijze-<int:version>.<str:kind>", opinions_files.opinion, "dialogue-opinion-file"),
)

urlpatterns: list[URLPattern] = [
    path("dialogen/mijn/", my_dialogues.mine, name="my-dialogues"),
    *(path(_BODY + rest, view, name=name) for rest, view, name in _PAGES),
]
