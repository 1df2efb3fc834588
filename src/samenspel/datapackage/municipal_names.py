# SPDX-License-Identifier: EUPL-1.2
"""How the name of a municipality is compared: spelling differences are folded away.

``Súdwest Fryslân``, ``Sudwest-Fryslan`` and ``gem. Súdwest-Fryslân`` are one name; a province
between brackets, as in ``Bergen (NH.)``, is split off because it tells two of a name apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Everyday names that no register writes as the official or other name.
_EVERYDAY = {
    "denhaag": "sgravenhage",
    "denbosch": "shertogenbosch",
}

_PROVINCES = {
    "gr": "Groningen",
    "gn": "Groningen",
    "fr": "Fryslân",
    "frl": "Fryslân",
    "dr": "Drenthe",
    "o": "Overijssel",
    "ov": "Overijssel",
    "fl": "Flevoland",
    "g": "Gelderland",
    "gld": "Gelderland",
    "gel": "Gelderland",
    "u": "Utrecht",
    "ut": "Utrecht",
    "nh": "Noord-Holland",
    "zh": "Zuid-Holland",
    "z": "Zeeland",
    "zld": "Zeeland",
    "nb": "Noord-Brabant",
    "l": "Limburg",
    "li": "Limburg",
    "lb": "Limburg",
}
# Provinces that sources write in more than one way.
_PROVINCE_SPELLINGS = {"friesland": "fryslan", "overrijssel": "overijssel"}

_BRACKETS = re.compile(r"\(([^()]*)\)")
_PREFIX = re.compile(r"^\s*(gemeente|gem\.?|municipality of)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class FoldedName:
    """A name fit for comparison, and the province that stood between brackets."""

    key: str
    province: str | None


def fold(name: str) -> FoldedName:
    """The name without case, accents, punctuation, blanks, ``gem.`` and what is in brackets."""
    province = None
    for remark in _BRACKETS.findall(name):
        province = province or _province_in(remark)
    bare = _PREFIX.sub("", _BRACKETS.sub(" ", name))
    key = _letters(bare.replace("&", " en "))
    return FoldedName(_EVERYDAY.get(key, key), province)


def same_province(one: str, other: str) -> bool:
    """Whether two spellings or abbreviations are of the same province."""
    return _province_key(one) == _province_key(other)


def _province_in(remark: str) -> str | None:
    key = _letters(remark)
    if key in _PROVINCES:
        return _PROVINCES[key]
    full = {_letters(province): province for province in _PROVINCES.values()}
    return full.get(_PROVINCE_SPELLINGS.get(key, key))


def _province_key(province: str) -> str:
    key = _letters(_PROVINCES.get(_letters(province), province))
    return _PROVINCE_SPELLINGS.get(key, key)


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if c.isalnum())
