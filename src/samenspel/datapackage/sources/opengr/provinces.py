# SPDX-License-Identifier: EUPL-1.2
"""How the inventory writes the provinces."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from samenspel.datapackage.municipal_names import fold
from samenspel.datapackage.sources.provinces import CODES, PROVINCES

_TITLE = re.compile(r"^(?:de\s+)?(?:provincie|provinsje|prov\.)\s*", re.IGNORECASE)


def is_titled_province(text: str) -> bool:
    """Whether a text begins with the word province."""
    return _TITLE.match(text) is not None


def province_code(text: str) -> str | None:
    """The code of a province, with or without that word before it; one letter may be wrong."""
    key = fold(_TITLE.sub("", text)).key
    if key in CODES:
        return CODES[key]
    near = {code for name, code in CODES.items() if OSA.distance(key, name, score_cutoff=1) <= 1}
    return near.pop() if len(near) == 1 and len(key) > 5 else None


def is_written_right(text: str) -> bool:
    """Whether a text is the word province and the official name."""
    return _TITLE.sub("", text) in PROVINCES.values()
