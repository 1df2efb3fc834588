# SPDX-License-Identifier: EUPL-1.2
"""Pairs of arrangements that look like one, listed twice under two names.

Two are a pair when at least six in ten of all their participants are the same, and their names
differ in spelling, order, abbreviations in brackets, or words that only one of them has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

_SAME_MEMBERS = 0.6
_SAME_NAME = 75.0
_SAME_WORD = 80.0
_RARE = 20  # arrangements that have a word; words of more of them say nothing

_BRACKETS = re.compile(r"\([^()]*\)")
# Names of one kind of body: the second is what the first came to be called.
_ONE_KIND = (("regionale uitvoeringsdienst", "omgevingsdienst"),)


@dataclass(frozen=True)
class Pair:
    """Two arrangements, the likeness of their names and of their participants, each 0-1."""

    first: str
    second: str
    name_similarity: float
    member_jaccard: float


def find_pairs(names: Mapping[str, str], members: Mapping[str, Collection[str]]) -> list[Pair]:
    """The pairs among arrangements, by identifier; both mappings have the same keys."""
    words = {key: _words(name) for key, name in names.items()}
    having: dict[str, list[str]] = defaultdict(list)
    for key, found in words.items():
        for word in dict.fromkeys(found):
            having[word].append(key)
    candidates = {
        pair: None
        for keys in having.values()
        if len(keys) <= _RARE
        for pair in combinations(keys, 2)
    }
    order = {key: place for place, key in enumerate(names)}
    ranked = sorted(candidates, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return list(_likely(ranked, words, {key: set(found) for key, found in members.items()}))


def _likely(
    candidates: Sequence[tuple[str, str]],
    words: Mapping[str, Sequence[str]],
    members: Mapping[str, set[str]],
) -> Iterator[Pair]:
    for one, other in candidates:
        together = members[one] | members[other]
        overlap = len(members[one] & members[other]) / len(together) if together else 0.0
        if overlap < _SAME_MEMBERS:
            continue
        likeness = fuzz.token_sort_ratio(" ".join(words[one]), " ".join(words[other]))
        if likeness >= _SAME_NAME and _adds_only(words[one], words[other]):
            yield Pair(one, other, round(likeness / 100, 2), round(overlap, 2))


def _adds_only(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether at most one of two names has words that the other lacks."""
    return not (_lacking(one, other) and _lacking(other, one))


def _lacking(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(all(fuzz.ratio(word, more) < _SAME_WORD for more in other) for word in one)


def _words(name: str) -> tuple[str, ...]:
    bare = _BRACKETS.sub(" ", name).casefold()
    for old, new in _ONE_KIND:
        bare = bare.replace(old, new)
    return tuple(re.findall(r"\w+", bare))
