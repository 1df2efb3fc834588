# SPDX-License-Identifier: EUPL-1.2
"""Participants that are no municipality, told by their kind: the words their names are made of."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from samenspel.datapackage.municipal_names import fold
from samenspel.datapackage.sources.opengr.provinces import (
    is_titled_province,
    is_written_right,
    province_code,
)
from samenspel.datapackage.sources.opengr.water_boards import (
    WATER_BOARDS,
    is_titled_water_board,
    water_board_code,
)
from samenspel.datapackage.sources.provinces import PROVINCES

Kind = Literal[
    "municipality",
    "province",
    "water_board",
    "state",
    "intermunicipal_body",
    "foreign_municipality",
    "foreign_other",
    "other",
    "unresolved",
]

_COUNTRIES = r"duitsland|deutschland|d|brd|belgi[eë]|b|frankrijk|luxemburg"
_ABROAD = re.compile(rf"\s*\((?:{_COUNTRIES})\)\s*$", re.IGNORECASE)
# Abroad everything is a municipality that does not say that it is a district or a chamber.
_NO_MUNICIPALITY_ABROAD = re.compile(
    r"^(?:landkreis|kreis|bezirk|provinz|provincie|arrondissement|land)\b"
    r"|kammer\b|kamer\b|regierung\b|verband\b|gmbh\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"^(?:ministerie\b|minister\b|staatssecretaris\b|het\s+rijk\b|rijk\b|rijks\w+"
    r"|(?:de\s+)?staat\s+der\b|staatsbosbeheer\b)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"^(?:stichting|vereniging|coöperatie|cooperatie|kamer\s+van\s+koophandel|universiteit)\b"
    r"|\b(?:b\.?v|n\.?v|u\.a)\.?$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"^(?:\w+schap|\w*regio|\w*dienst|gemeenschappelijke\s+regeling|samenwerkingsverband"
    r"|stadsgewest|openbaar\s+lichaam|ggd|werkorganisatie|bedrijfsvoeringsorganisatie)\b"
    r"|^regionale?\s+\w*dienst\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Organisation:
    """What a name was read as, and how far it was written so."""

    kind: Kind
    code: str | None
    name: str
    how: Literal["exact", "spelling", "typo", "abbreviated"] = "exact"


def titled(name: str) -> Organisation | None:
    """A participant that says itself what it is: a province, a water board, the state, abroad."""
    if _ABROAD.search(name):
        bare = _ABROAD.sub("", name)
        other = _NO_MUNICIPALITY_ABROAD.search(bare) is not None
        return Organisation("foreign_other" if other else "foreign_municipality", None, bare)
    if is_titled_province(name):
        code = province_code(name)
        if code is None:
            return None
        how: Literal["exact", "spelling"] = "exact" if is_written_right(name) else "spelling"
        return Organisation("province", code, PROVINCES[code], how)
    if is_titled_water_board(name):
        return _water_board(name, water_board_code(name))
    if _STATE.search(name):
        return Organisation("state", None, name)
    if _ORGANISATION.search(name):
        return Organisation("other", None, name)
    return None


def untitled(name: str, arrangements: Collection[str]) -> Organisation | None:
    """A body by the words of its name, another arrangement of the list, a water board's name.

    ``arrangements`` are the names of all arrangements as compared (:func:`body_key`).
    """
    if _BODY.search(name) or body_key(name) in arrangements:
        return Organisation("intermunicipal_body", None, name)
    code = water_board_code(name)
    return _water_board(name, code) if code else None


def body_key(name: str) -> str:
    """The name of a body as compared: without remarks in brackets."""
    return fold(name).key


def without_country(text: str) -> str:
    """A text without the country in brackets at its end."""
    return _ABROAD.sub("", text)


def is_abroad(text: str) -> bool:
    """Whether a text ends with a foreign country in brackets."""
    return _ABROAD.search(text) is not None


def _water_board(name: str, code: str | None) -> Organisation:
    official = WATER_BOARDS[code] if code else name
    if official == name:
        return Organisation("water_board", code, official)
    if not is_titled_water_board(name):
        return Organisation("water_board", code, official, "abbreviated")
    same_letters = fold(name).key == fold(official).key
    return Organisation("water_board", code, official, "spelling" if same_letters else "typo")
