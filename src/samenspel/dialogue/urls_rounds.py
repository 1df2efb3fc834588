# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: rounds."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.dialogue.views import (
    documents,
    documents_edit,
    round_addressees,
    round_letters,
    round_running,
    round_states,
    round_work,
    rounds,
)

ROUND = "dialogen/<slug:slug>/"
WORK = f"{ROUND}werk/"
TEXT = f"{ROUND}stukken/"

urlpatterns: list[URLPattern] = [
    path("dialogen/", rounds.rounds, name="dialogues"),
    path("dialogen/nieuw/", rounds.make, name="dialogue-new"),
    path(WORK, round_work.work, name="dialogue-work"),
    path(f"{WORK}vraag/", round_work.question, name="dialogue-work-question"),
    path(f"{WORK}brief/", round_work.letter, name="dialogue-work-letter"),
    path(f"{WORK}brief/<int:addressee>.<str:kind>", round_letters.letter, name="dialogue-letter"),
    path(f"{WORK}brieven/<str:kind>.zip", round_letters.letters, name="dialogue-letters"),
    path(f"{WORK}geadresseerden/", round_addressees.addressees, name="dialogue-work-addressees"),
    path(f"{WORK}versturen/", round_running.send, name="dialogue-work-send"),
    path(f"{WORK}verlengen/", round_running.give_time, name="dialogue-work-extend"),
    path(f"{WORK}sluiten/", round_running.close, name="dialogue-work-close"),
    path(f"{WORK}afronden/", round_running.end, name="dialogue-work-end"),
    path(f"{WORK}intrekken/", round_running.withdraw, name="dialogue-work-withdraw"),
    path(TEXT, documents.documents, name="dialogue-documents"),
    path(f"{TEXT}nieuw/", documents_edit.new, name="dialogue-document-new"),
    path(f"{TEXT}<int:number>/", documents.document, name="dialogue-document"),
    path(f"{TEXT}<int:number>/bewerken/", documents_edit.edit, name="dialogue-document-edit"),
    path(
        f"{TEXT}<int:number>/publiceren/",
        documents_edit.publish,
        name="dialogue-document-publish",
    ),
    path(f"{TEXT}<int:number>/weg/", documents_edit.remove, name="dialogue-document-remove"),
    path(
        f"{TEXT}<int:number>/verschil/<int:other>/",
        documents.difference,
        name="dialogue-difference",
    ),
    path(f"{ROUND}stand/", round_states.states, name="dialogue-states"),
    path(f"{ROUND}stand.<str:kind>", round_states.states_file, name="dialogue-states-file"),
]
