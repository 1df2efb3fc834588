# SPDX-License-Identifier: EUPL-1.2
"""Finding a municipality by what people type: old names, other spellings, half a name.

Names and queries are compared in a folded form (``fold``). A name is found, best first, because it
*is* the query, begins with it, has a word that begins with it, contains it, or is spelt much like
it. Within one kind of hit the caller's rank decides, then the Dutch alphabet, then the key: the
same list for the same question, always.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from samenspel.analysis.dutch_text import fold_letters

How = Literal["exact", "prefix", "word_prefix", "contains", "similar"]

MAX_QUERY_CHARS = 80
"""Characters of a query that are read; the longest municipal name has 40."""

# Three letters stand inside half of all names, and resemble far too much.
_MIN_CONTAINS = 3
_MIN_SIMILAR = 4
_SIMILAR_FROM = 80.0
"""Two names of five letters may differ in one, of ten letters in two."""

_SCORES: dict[How, float] = {"exact": 100.0, "prefix": 95.0, "word_prefix": 90.0, "contains": 85.0}
_ORDER: dict[How, int] = {
    "exact": 0,
    "prefix": 1,
    "word_prefix": 2,
    "contains": 3,
    "similar": 4,
}
_APOSTROPHES = "'\u2018\u2019\u02bc`\u00b4"
_ARTICLE = re.compile(rf"^[{_APOSTROPHES}](?:s|t)(?:-|\s+)")
_SAINT = re.compile(r"\bst\b")
_DROPPED = re.compile(rf"[.{_APOSTROPHES}]")
_BLANK = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class NameEntry:
    """A name under which something can be found; one thing may have several."""

    key: str
    """What is found, for instance a municipal code."""
    name: str
    rank: int = 0
    """Order among equally good hits, low first: current before former, large before small."""
    kind: str = ""
    """What sort of name it is (official, former, popular ...); handed back with the hit."""


@dataclass(frozen=True)
class NameHit:
    """The best name of one key for a query."""

    key: str
    name: str
    score: float
    """0-100: 100 exact, 95 prefix, 90 word prefix, 85 contains, below 85 similar."""
    how: How
    kind: str = ""


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The form in which names are compared: ``[a-z0-9]`` words with single blanks.

    Case, accents, dots and hyphens do not count; a leading ``'s-`` or ``'t`` goes; ``St.`` is
    ``sint``; ``y`` and ``ĳ`` are ``ij`` (Wychen is Wijchen).
    """
    return _plain(_ARTICLE.sub("", fold_letters(name).strip()))


def dutch_sort_key(name: str) -> tuple[str, str]:
    """Sorts names as a Dutch reader looks them up.

    Case, accents and punctuation do not count, and neither does a leading ``'s-`` or ``'t``:
    's-Gravenhage stands under G and 't Zandt under Z, as on the spine of an atlas. (Official lists
    are not of one mind; those that sort by computer put them first.) The name itself breaks ties.
    """
    bare = _DROPPED.sub("", _ARTICLE.sub("", fold_letters(name).strip()))
    return _BLANK.sub(" ", bare).strip(), name


def search(names: Sequence[NameEntry], query: str, limit: int) -> list[NameHit]:
    """The names that answer to a query, best first, one hit per key.

    Parameters
    ----------
    names
        Every name of everything that can be found, in any order.
    query
        What was typed; the first ``MAX_QUERY_CHARS`` characters are read.
    limit
        Hits wanted at most.

    Returns
    -------
    At most ``limit`` hits; none for a query without letters and digits.
    """
    wanted = _forms(query[:MAX_QUERY_CHARS])
    if not wanted[0] or limit <= 0:
        return []
    found = [
        _Found(how, _SCORES[how], entry) for entry in names if (how := _how(wanted, entry.name))
    ]
    if len(wanted[1]) >= _MIN_SIMILAR:
        found.extend(_similar(names, wanted))
    best: dict[str, NameHit] = {}
    for hit in sorted(found, key=_Found.order):
        entry = hit.entry
        best.setdefault(entry.key, NameHit(entry.key, entry.name, hit.score, hit.how, entry.kind))
    return list(best.values())[:limit]


@dataclass(frozen=True)
class _Found:
    how: How
    score: float
    entry: NameEntry

    def order(self) -> tuple[int, float, int, tuple[str, str], str]:
        """Sorts the best hit first; equal ones by rank, then as a Dutch reader looks them up."""
        entry = self.entry
        return _ORDER[self.how], -self.score, entry.rank, dutch_sort_key(entry.name), entry.key


def _plain(folded: str) -> str:
    text = _SAINT.sub("sint", _DROPPED.sub("", folded))
    return _BLANK.sub(" ", text).strip().replace("y", "ij")


@lru_cache(maxsize=20_000)
def _forms(name: str) -> tuple[str, str]:
    """The folded name, and its letters without any blank: ``sgravenhage``, ``sudwestfryslan``."""
    return fold(name), _plain(fold_letters(name)).replace(" ", "")


def _how(wanted: tuple[str, str], name: str) -> How | None:
    """The best way in which a name answers to the query; None for none but likeness."""
    words, letters = wanted
    name_words, name_letters = _forms(name)
    if words == name_words or letters == name_letters:
        return "exact"
    if name_words.startswith(words):
        return "prefix"
    if f" {words}" in name_words:
        return "word_prefix"
    if len(letters) >= _MIN_CONTAINS and (words in name_words or letters in name_letters):
        return "contains"
    return None


def _similar(names: Sequence[NameEntry], wanted: tuple[str, str]) -> Iterable[_Found]:
    """Names spelt much like the query, by the share of letters in the same order."""
    folded = [_forms(entry.name)[0] for entry in names]
    hits = process.extract(
        wanted[0], folded, scorer=fuzz.ratio, score_cutoff=_SIMILAR_FROM, limit=None
    )
    below_contains = _SCORES["contains"] / 100
    for _, ratio, at in hits:
        yield _Found("similar", round(ratio * below_contains, 2), names[at])


# Names that people use and that no register of municipalities has, by municipal code: CBS for the
# Netherlands (GM....), NIS for Flanders. Frisian and Dutch pairs, and what neighbours say.
POPULAR_NAMES: dict[str, tuple[str, ...]] = {
    "GM0055": ("Boornsterhem",),
    "GM0060": ("It Amelân",),
    "GM0064": ("Boalsert",),
    "GM0072": ("Harns",),
    "GM0074": ("It Hearrenfean",),
    "GM0080": ("Ljouwert",),
    "GM0085": ("Eaststellingwerf",),
    "GM0088": ("Skiermûntseach",),
    "GM0090": ("Smellingerlân",),
    "GM0091": ("Snits",),
    "GM0093": ("Skylge",),
    "GM0096": ("Flylân",),
    "GM0518": ("Den Haag", "The Hague", "La Haye"),
    "GM0718": ("Flushing",),
    "GM0737": ("Tietjerksteradeel",),
    "GM0796": ("Den Bosch", "Bois-le-Duc"),
    "GM1891": ("Dantumadeel",),
    "GM1900": ("Zuidwest-Friesland",),
    "GM1940": ("De Friese Meren",),
    "GM1949": ("Waadhoek",),
    "GM1970": ("Noordoost-Friesland",),
    "11002": ("Anvers", "Antwerp"),
    "12021": ("Lierre",),
    "12025": ("Malines", "Mechlin"),
    "23027": ("Hal",),
    "23088": ("Vilvorde",),
    "23101": ("Rhode-Saint-Genèse",),
    "24062": ("Louvain",),
    "24107": ("Tirlemont",),
    "31005": ("Bruges",),
    "32003": ("Dixmude",),
    "33011": ("Ypres",),
    "33016": ("Messines",),
    "34022": ("Courtrai",),
    "34027": ("Menin",),
    "35013": ("Ostende", "Ostend"),
    "36015": ("Roulers",),
    "38008": ("La Panne",),
    "38016": ("Nieuport",),
    "38025": ("Furnes",),
    "41002": ("Alost",),
    "41018": ("Grammont",),
    "42006": ("Termonde",),
    "44021": ("Gand", "Ghent"),
    "45035": ("Audenarde",),
    "45041": ("Renaix",),
    "46021": ("Saint-Nicolas",),
    "71053": ("Saint-Trond",),
    "73083": ("Tongres",),
    "73109": ("Fourons",),
}
"""Other names of municipalities by code; enter them as names of kind "popular"."""
