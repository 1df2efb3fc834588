# SPDX-License-Identifier: EUPL-1.2
"""Names of countries, for partners abroad: ``countries.toml`` (ISO 3166-1) has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

_PLACE = {"nl": 0, "en": 1}


@cache
def _table() -> Mapping[str, tuple[str, str]]:
    text = files("samenspel.citylinks").joinpath("countries.toml").read_text(encoding="utf-8")
    return {code: (nl, en) for code, (nl, en) in tomllib.loads(text).items()}


def is_country(code: str) -> bool:
    """Whether it is the code of a country: two capitals."""
    return code in _table()


def country_name(code: str) -> str:
    """The country in the language of the page; the code itself where it is unknown."""
    place = _PLACE.get(get_language() or "nl", 1)
    return _table()[code][place] if code in _table() else code


def countries() -> tuple[tuple[str, str], ...]:
    """Code and name of every country, by name in the language of the page."""
    named = [(code, country_name(code)) for code in _table()]
    return tuple(sorted(named, key=lambda pair: (_plain(pair[1]), pair[0])))


def _plain(name: str) -> str:
    """As people look a name up: accents do not count."""
    from samenspel.analysis.dutch_text import fold_letters

    return fold_letters(name)
