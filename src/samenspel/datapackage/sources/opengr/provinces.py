# SPDX-License-Identifier: EUPL-1.2
"""The twelve Dutch provinces, and how the inventory writes them."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from samenspel.datapackage.municipal_names import fold

PROVINCES = {
    "PV20": "Groningen",
    "PV21": "Fryslân",
    "PV22": "Drenthe",
    "PV23": "Overijssel",
    "PV24": "Flevoland",
    "PV25": "Gelderland",
    "PV26": "Utrecht",
    "PV27": "Noord-Holland",
    "PV28": "Zuid-Holland",
    "PV29": "Zeeland",
    "PV30": "Noord-Brabant",
    "PV31": "Limburg",
}
"""Names by code."""

_TITLE = re.compile(r"^(?:de\s+)?(?:provincie|provinsje|prov\.)\s*", re.IGNORECASE)
_BY_KEY = {fold(name).key: code for code, name in PROVINCES.items()} | {"friesland": "PV21"}


def is_titled_province(text: str) -> bool:
    """Whether a text begins with the word province."""
    return _TITLE.match(text) is not None


def province_code(text: str) -> str | None:
    """The code of a province, with or without that word before it; one letter may be wrong."""
    key = fold(_TITLE.sub("", text)).key
    if key in _BY_KEY:
        return _BY_KEY[key]
    near = {code for name, code in _BY_KEY.items() if OSA.distance(key, name, score_cutoff=1) <= 1}
    return near.pop() if len(near) == 1 and len(key) > 5 else None


def is_written_right(text: str) -> bool:
    """Whether a text is the word province and the official name."""
    return _TITLE.sub("", text) in PROVINCES.values()
