# SPDX-License-Identifier: EUPL-1.2
"""How alike two names of arrangements are.

Names are compared by words: words that are rare in all names count most, order does not count,
abbreviations stand for their words, and words that only name a legal form do not count.

References
----------
Cohen, Ravikumar, Fienberg (2003), A comparison of string metrics for matching names and records
(soft word matching with weights by rarity).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from samenspel.analysis.dutch_text import fold_letters

# Two words of six letters may differ in one.
_SIMILAR_WORD = 83.0
_SHORTEST_SIMILAR = 5
# Joined letters this alike are one name, however it is cut into words.
_SIMILAR_LETTERS = 90.0
# What a name between brackets counts, as long as no more than so many records have its words.
_ALIAS = 0.9
_MOST_PER_ALIAS = 4
# Two names about different subjects (health, safety) are less alike than their words say.
_OTHER_SUBJECT = 0.6

# Words that name the form of cooperation, or nothing at all.
_FORM_WORDS = frozenset({
    "gemeenschappelijke", "gemeenschappelijk", "regeling", "regelingen", "gr", "openbaar",
    "lichaam", "orgaan", "stichting", "bedrijfsvoeringsorganisatie", "bvo", "centrumregeling",
    "centrumgemeente", "lichte", "bestuursovereenkomst", "samenwerkingsovereenkomst",
    "samenwerkingsverband", "samenwerkingsregeling", "dienstverleningsregeling",
    "intergemeentelijke", "intergemeentelijk", "interlokale", "dienstverlenende",
    "opdrachthoudende", "vereniging", "projectvereniging", "autonoom", "convenant", "bv", "nv",
    "vzw", "cv", "wgr",
})  # fmt: skip
_STOP_WORDS = frozenset({
    "de", "het", "een", "en", "van", "voor", "in", "op", "te", "ten", "ter", "der", "den", "bij",
    "met", "aan", "tot",
})  # fmt: skip
# Phrases and the one word that stands for them, longest first.
_PHRASES = (
    ("gemeentelijke gezondheidsdienst", "ggd"),
    ("gemeenschappelijke gezondheidsdienst", "ggd"),
    ("gewestelijke gezondheidsdienst", "ggd"),
    ("geneeskundige gezondheidsdienst", "ggd"),
    ("intergemeentelijke sociale dienst", "isd"),
    ("regionale uitvoeringsdienst", "rud"),
    ("regionaal historisch centrum", "rhc"),
    ("sociale werkvoorziening", "wsw"),
    ("werkvoorzieningsschap", "wsw"),
    ("werkvoorzieningschap", "wsw"),
    ("noord holland", "noordholland"),
    ("zuid holland", "zuidholland"),
    ("noord brabant", "noordbrabant"),
    ("omgevingsdienst", "od"),
    ("veiligheidsregio", "vr"),
)
# How words begin that tell the subject of an arrangement.
_SUBJECTS = {
    "health": ("ggd", "gezondheid"),
    "safety": ("vr", "veiligheid", "brandweer", "hulpverlening"),
    "environment": ("od", "rud", "milieu"),
    "waste": ("afval", "vuil", "reiniging"),
    "social": ("wsw", "werk", "arbeid", "isd", "sociale", "inkomen", "participatie"),
    "recreation": ("recreatie", "natuur", "park", "plassen", "groen"),
    "tax": ("belasting", "gemeentebelasting"),
    "archive": ("archief", "streekarchief", "regioarchief", "rhc"),
    "archaeology": ("archeologie",),
    "education": ("onderwijs", "basisonderwijs", "leerplicht", "leerling", "educatie"),
    "youth": ("jeugd",),
}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_BRACKETS = re.compile(r"\(([^)]{2,60})\)")
_SHORTEST_INITIALS = 2
# Initials of part of a name; two letters stand in half of all names.
_SURE_INITIALS = 3
_SHORTEST_SUBJECT = 3


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, in order.

    Without accents, capitals, years, remarks in brackets, stop words and words of legal forms;
    phrases that have a usual abbreviation become that. A name of nothing else keeps its words.
    """
    return _words(name)[0]


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The telling words, and all words (for initials)."""
    folded = _DOTTED.sub(lambda m: m.group().replace(".", "") + " ", fold_letters(name))
    bare = re.sub(r"\([^)]*\)?", " ", folded)
    plain = _NOT_WORD.sub(" ", _YEAR.sub(" ", bare)).strip()
    plain = plain or _NOT_WORD.sub(" ", folded).strip()
    all_words = tuple(plain.split())
    content = " ".join(w for w in all_words if w not in _STOP_WORDS)
    for phrase, short in _PHRASES:
        content = re.sub(rf"\b{phrase}\b", short, content)
    words = tuple(dict.fromkeys(content.split()))
    telling = tuple(w for w in words if w not in _FORM_WORDS)
    return telling or words or all_words, all_words


@dataclass(frozen=True)
class WordWeights:
    """How much each word tells: the rarer in all names, the more.

    ``of_name`` gives a word the weight ``1 + ln(N / n)`` with N names of which n have the word; a
    word that is in none has the weight of one that is in one.
    """

    total: int
    count: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, names_of_records: Iterable[tuple[str, ...]]) -> WordWeights:
        """The weights of the words in the names of records: a tuple of names per record."""
        count: Counter[str] = Counter()
        total = 0
        for names in names_of_records:
            total += 1
            count.update(all_words_of(names))
        return cls(total=max(total, 1), count=count)

    def __getitem__(self, word: str) -> float:
        return 1.0 + math.log(max(self.total / max(self.count.get(word, 1), 1), 1.0))


def name_likeness(one: str, other: str, weights: WordWeights) -> float:
    """How alike two names are, 0 to 1: the weighted share of words that both have.

    Words that differ in a letter or two count in part; initials count for the words they stand for;
    names that tell of different subjects lose part. A rare name between brackets is a name, too.
    """
    whole = _plain_likeness(one, other, weights)
    aliases = [
        _ALIAS * _plain_likeness(name, other_name, weights)
        for name, other_name in (
            *((a, other) for a in _aliases(one, weights)),
            *((one, a) for a in _aliases(other, weights)),
        )
    ]
    return max([whole, *aliases])


def all_words_of(names: Iterable[str]) -> set[str]:
    """The telling words of names and of what stands between brackets in them."""
    return {word for name in names for part in _with_bracketed(name) for word in name_words(part)}


@lru_cache(maxsize=20_000)
def _with_bracketed(name: str) -> tuple[str, ...]:
    return name, *_BRACKETS.findall(name)


def _aliases(name: str, weights: WordWeights) -> list[str]:
    """What stands between brackets, where few records have such a word."""
    return [
        alias
        for alias in _with_bracketed(name)[1:]
        if any(0 < weights.count.get(w, 0) <= _MOST_PER_ALIAS for w in name_words(alias))
    ]


@lru_cache(maxsize=20_000)
def _subjects(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        subject
        for subject, beginnings in _SUBJECTS.items()
        for word in words
        for beginning in beginnings
        if word == beginning or (len(beginning) > _SHORTEST_SUBJECT and word.startswith(beginning))
    )


def _plain_likeness(one: str, other: str, weights: WordWeights) -> float:
    words, all_words = _words(one)
    other_words, all_other = _words(other)
    if not words or not other_words:
        return 0.0
    if set(words) == set(other_words):
        return 1.0
    got = _found(words, other_words, all_other, weights)
    got_other = _found(other_words, words, all_words, weights)
    whole = sum(weights[w] for w in words) + sum(weights[w] for w in other_words)
    shared = (got + got_other) / whole
    letters = fuzz.ratio("".join(words), "".join(other_words))
    likeness = max(shared, letters / 100) if letters >= _SIMILAR_LETTERS else shared
    subjects, others = _subjects(words), _subjects(other_words)
    return likeness * _OTHER_SUBJECT if subjects and others and not subjects & others else likeness


def _found(
    words: Sequence[str], others: Sequence[str], all_others: Sequence[str], weights: WordWeights
) -> float:
    """The weight of ``words`` that the other name has."""
    initials = {"".join(word[0] for word in all_others)}
    content = "".join(word[0] for word in all_others if word not in _STOP_WORDS)
    covered = _covered_by_initials(words, others)
    found = 0.0
    for place, word in enumerate(words):
        stands_for = word in initials or (len(word) >= _SURE_INITIALS and word in content)
        if place in covered or (stands_for and len(word) >= _SHORTEST_INITIALS):
            found += weights[word]
        else:
            found += weights[word] * max(_word_likeness(word, other) for other in others)
    return found


def _covered_by_initials(words: Sequence[str], others: Sequence[str]) -> set[int]:
    """Places of words whose initials, in a row, are a word of the other name."""
    covered: set[int] = set()
    initials = "".join(word[0] for word in words)
    for other in others:
        if (len(other) < _SURE_INITIALS and other != initials) or other in words:
            continue
        at = initials.find(other)
        if at >= 0:
            covered.update(range(at, at + len(other)))
    return covered


@lru_cache(maxsize=200_000)
def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) < _SHORTEST_SIMILAR:
        return 0.0
    ratio = fuzz.ratio(one, other)
    if ratio >= _SIMILAR_WORD:
        return ratio / 100
    # A compound and its first or last part.
    short, long = sorted((one, other), key=len)
    return len(short) / len(long) if long.startswith(short) or long.endswith(short) else 0.0
