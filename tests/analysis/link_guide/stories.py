# SPDX-License-Identifier: EUPL-1.2
"""Municipalities with a story, as answers to the guide: at least one for every advice."""

from __future__ import annotations

_SOLID = {
    "mensen": "vast",
    "opvolging": "geregeld",
    "geld": "vast",
    "duur": "vijf-jaar",
    "bestuur": "doen-mee",
    "raad": "breed",
    "inwoners": "willen",
    "zelfbeeld": "beschreven",
    "bestaand": "geen",
}

STORIES = {
    # A capital and three shrinking municipalities at the edges, as in 2010.
    "stedenband": {
        **_SOLID,
        "reden": "leren",
        "resultaat": "later",
        "breedte": "enkele",
        "bieden": "kennis bestuur plekken",
        "zoeken": "verschil",
        "partner": "groep",
        "groep": "aanvulling",
        "vraagt": "leren",
        "biedt": "nodig",
        "aanbod": "nee",
    },
    # A middle-sized municipality struggles with wind turbines: who has been through it?
    "netwerk-thema": {
        "reden": "vraagstuk",
        "resultaat": "later",
        "breedte": "een",
        "zelfbeeld": "ongeveer",
        "bieden": "kennis",
        "zoeken": "gelijken",
        "partner": "nee",
        "aanbod": "onderwerp",
        "mensen": "erbij",
        "geld": "geen",
    },
    # Sixteen municipalities around a city, on transport and housing.
    "netwerk-gebied": {
        **_SOLID,
        "reden": "gebied",
        "resultaat": "later",
        "breedte": "enkele",
        "zoeken": "invloed",
        "partner": "groep",
        "groep": "gebied",
        "aanbod": "gebied",
    },
    # Help to a city abroad, through a programme that pays for it.
    "programma": {
        **_SOLID,
        "reden": "helpen",
        "breedte": "een",
        "bieden": "kennis geld",
        "zoeken": "invloed",
        "partner": "nee",
        "aanbod": "programma",
        "geld": "subsidie",
    },
    # An old friendship with a town that is much the same.
    "bilateraal": {
        "reden": "vriendschap",
        "resultaat": "eerste-stap",
        "breedte": "een",
        "bieden": "plekken",
        "zoeken": "project",
        "partner": "een",
        "gelijkenis": "gelijk",
        "vraagt": "bezoek",
        "biedt": "nodig",
        "mensen": "erbij",
        "geld": "per-keer",
        "bestuur": "een",
        "raad": "coalitie",
    },
    # Residents collect for a school elsewhere and ask for a room.
    "burgerinitiatief": {
        "reden": "helpen",
        "resultaat": "dit-jaar",
        "bieden": "geld",
        "zoeken": "niets",
        "partner": "een",
        "vraagt": "geld",
        "mensen": "geen",
        "inwoners": "zelf",
        "hulp": "duwtje",
    },
    # A sign at the border of the town before the elections, and nobody to do the work.
    "niet-nu": {
        "reden": "laten-zien",
        "resultaat": "dit-jaar",
        "zelfbeeld": "nee",
        "bestaand": "slaapt",
        "mensen": "geen",
        "geld": "geen",
        "bestuur": "een",
        "raad": "niet-besproken",
        "inwoners": "weten-niets",
    },
}


def story(key: str, **other: str) -> dict[str, tuple[str, ...]]:
    """The answers of a story; ``other``: answers that differ, empty to skip the question."""
    told = {**STORIES[key], **other}
    return {question: tuple(text.split()) for question, text in told.items() if text}
