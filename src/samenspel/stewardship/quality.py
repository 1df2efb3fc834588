# SPDX-License-Identifier: EUPL-1.2
"""The quality rules, read from ``quality_rules.toml``: what may be wrong in a record, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language, pgettext

_TEXTS = ("title", "text", "todo", "source")


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    WRONG = "wrong"
    MISSING = "missing"
    CHECK = "check"

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return {
            "wrong": pgettext("finding", "cannot be right"),
            "missing": pgettext("finding", "is missing"),
            "check": pgettext("finding", "to check"),
        }[self.value]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"wrong": "warm", "missing": "teal", "check": "outline"}[self.value]

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Severity).index(self)


class Keeper(StrEnum):
    """Who mends what a rule finds."""

    RECORD = "record"
    """Who keeps the record: the secretariat; without one the municipalities that take part."""
    OWN = "own"
    """The municipality that the finding is about, as well as who keeps the record."""
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Rule:
    """One rule; ``texts`` has title, text, todo and source in ``nl`` and ``en``.

    ``page`` is the name of the view on which it is mended; ``article27`` the letter of the item of
    article 27 of the Wgr that it is about, or empty; ``country`` the only country that it is about,
    or empty; ``parameters`` its figures and lists.
    """

    key: str
    order: int
    severity: Severity
    keeper: Keeper
    page: str
    article27: str
    country: str
    texts: Mapping[str, Mapping[str, str]]
    parameters: Mapping[str, Any]

    def _text(self, name: str) -> str:
        language = "nl" if (get_language() or "nl").startswith("nl") else "en"
        return self.texts[name][language]

    @property
    def title(self) -> str:
        """Its name, in the language of the request."""
        return self._text("title")

    @property
    def todo(self) -> str:
        """What to do about it."""
        return self._text("todo")

    @property
    def source(self) -> str:
        """The law or practice on which it rests."""
        return self._text("source")

    def sentence(self, values: Mapping[str, object]) -> str:
        """The sentence about one record."""
        return self._text("text").format_map(values)


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """Every rule by its key, in the order of the file."""
    text = files(__package__).joinpath("quality_rules.toml").read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> Mapping[str, Rule]:
    """The rules in a text of TOML.

    Raises
    ------
    ValueError
        A key occurs twice, a text is missing in a language, or a word is not one of those allowed.
    """
    found: dict[str, Rule] = {}
    for order, entry in enumerate(tomllib.loads(text)["rule"]):
        key = entry["key"]
        missing = [
            f"{name}.{language}"
            for name in _TEXTS
            for language in ("nl", "en")
            if not entry.get(name, {}).get(language)
        ]
        if key in found or missing:
            raise ValueError(f"rule {key}: {', '.join(missing) or 'occurs twice'}")
        found[key] = Rule(
            key=key,
            order=order,
            severity=Severity(entry["severity"]),
            keeper=Keeper(entry["keeper"]),
            page=entry["page"],
            article27=entry.get("article27", ""),
            country=entry.get("country", ""),
            texts=MappingProxyType({name: MappingProxyType(entry[name]) for name in _TEXTS}),
            parameters=MappingProxyType(entry.get("with", {})),
        )
    return MappingProxyType(found)
