# SPDX-License-Identifier: EUPL-1.2
"""Water boards by their official number, and how their names are compared.

Those that were abolished before the numbers came into use have none and keep their name.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from samenspel.datapackage.municipal_names import fold

WATER_BOARDS = {
    "WS0151": "Waterschap Groot Salland",
    "WS0152": "Waterschap Rijn en IJssel",
    "WS0155": "Hoogheemraadschap Amstel, Gooi en Vecht",
    "WS0201": "Waterschap Regge en Dinkel",
    "WS0202": "Waterschap Blija Buitendijks",
    "WS0372": "Hoogheemraadschap van Delfland",
    "WS0539": "Waterschap De Dommel",
    "WS0585": "Waterschap Roer en Overmaas",
    "WS0616": "Hoogheemraadschap van Rijnland",
    "WS0621": "Waterschap Rivierenland",
    "WS0636": "Hoogheemraadschap De Stichtse Rijnlanden",
    "WS0638": "Waterschap Peel en Maasvallei",
    "WS0646": "Waterschap Hunze en Aa's",
    "WS0647": "Waterschap Noorderzijlvest",
    "WS0648": "Waterschap Reest en Wieden",
    "WS0649": "Waterschap Velt en Vecht",
    "WS0650": "Waterschap Zuiderzeeland",
    "WS0651": "Hoogheemraadschap Hollands Noorderkwartier",
    "WS0652": "Waterschap Brabantse Delta",
    "WS0653": "Wetterskip Fryslân",
    "WS0654": "Waterschap Aa en Maas",
    "WS0655": "Waterschap Hollandse Delta",
    "WS0656": "Hoogheemraadschap van Schieland en de Krimpenerwaard",
    "WS0661": "Waterschap Scheldestromen",
    "WS0662": "Waterschap Vallei en Veluwe",
    "WS0663": "Waterschap Vechtstromen",
    "WS0664": "Waterschap Drents Overijsselse Delta",
    "WS0665": "Waterschap Limburg",
}
"""Names by number."""

_TITLES = ("waterschap", "hoogheemraadschap", "heemraadschap", "wetterskip", "zuiveringsschap")
_PARTICLES = re.compile(r"\b(?:van|de|het|der)\b", re.IGNORECASE)
_SHORT, _LONG = 5, 10  # letters of a name in which one and two of them may be wrong


def _bare(name: str) -> str:
    """The name without its title and particles, as compared."""
    first, _, rest = name.partition(" ")
    return fold(_PARTICLES.sub(" ", rest if _is_title(first) else name)).key


def _is_title(word: str) -> bool:
    key = word.casefold()
    return any(OSA.distance(key, title, score_cutoff=1) <= 1 for title in _TITLES)


_BY_BARE = {_bare(name): code for code, name in WATER_BOARDS.items()}


def is_titled_water_board(text: str) -> bool:
    """Whether a text begins with a word for water board, a letter of which may be wrong."""
    return _is_title(text.partition(" ")[0])


def water_board_code(text: str) -> str | None:
    """The number of a water board, with or without its title; a letter or two may be wrong."""
    key = _bare(text)
    if key in _BY_BARE:
        return _BY_BARE[key]
    allowed = 0 if len(key) < _SHORT else 1 if len(key) < _LONG else 2
    near = {
        code
        for name, code in _BY_BARE.items()
        if OSA.distance(key, name, score_cutoff=allowed) <= allowed
    }
    return near.pop() if len(near) == 1 and is_titled_water_board(text) else None
