# SPDX-License-Identifier: EUPL-1.2
"""Points that are about the same, by the words they share: groups to read together, no more.

Each text is the set of its analysed words (see :mod:`samenspel.analysis.dutch_text`). How alike two
texts are is the part of their words that both have (P. Jaccard (1912), New Phytologist 11, 37-50).
Texts join the first group whose leading text is alike enough, the nearest one (the leader
algorithm; J. A. Hartigan (1975), Clustering Algorithms, chapter 3). They are taken in an order that
depends on nothing but what they say, so the groups do not depend on who spoke first.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from samenspel.analysis.dutch_text import index_terms

ALIKE = Fraction(1, 3)
"""The part of the words that two texts share at least when they stand together."""


def like_groups(texts: Sequence[str], *, least: Fraction = ALIKE) -> tuple[tuple[int, ...], ...]:
    """Places of texts that are about the same, the largest group first.

    Each text is in one group; a group of one is a text that is like no other. In a group and among
    groups of one size the order is that of the places.

    Parameters
    ----------
    texts
        Dutch texts, shape (n,).
    least
        The part of their words that texts of a group have in common, above 0 and at most 1.

    Returns
    -------
    Groups of places, from 0 to n - 1.

    Raises
    ------
    ValueError
        ``least`` is not above 0, or is above 1.
    """
    return word_groups([frozenset(index_terms(text).split()) for text in texts], least=least)


def word_groups(
    words: Sequence[frozenset[str]], *, least: Fraction = ALIKE
) -> tuple[tuple[int, ...], ...]:
    """The same as :func:`like_groups` for texts as sets of words.

    Parameters
    ----------
    words
        The words of each text, shape (n,); one without words is like others without words.
    least
        As for :func:`like_groups`.

    Raises
    ------
    ValueError
        ``least`` is not above 0, or is above 1.
    """
    if not 0 < least <= 1:
        raise ValueError("the part of words in common is above 0 and at most 1")
    members: dict[frozenset[str], list[int]] = {}
    for place, held in enumerate(words):
        members.setdefault(held, []).append(place)
    # The longest text first: it has most to be like. Then by its words, never by its place.
    ordered = sorted(members, key=lambda held: (-len(held), sorted(held)))
    groups: dict[frozenset[str], list[int]] = {}
    for held in ordered:
        lead = _nearest(held, groups, least)
        groups.setdefault(held if lead is None else lead, []).extend(members[held])
    found = (tuple(sorted(places)) for places in groups.values())
    return tuple(sorted(found, key=lambda places: (-len(places), places)))


def _nearest(
    held: frozenset[str], groups: dict[frozenset[str], list[int]], least: Fraction
) -> frozenset[str] | None:
    """The leading text that is most like this one, the first of equals; None when none is."""
    best, found = least, None
    for lead in groups:
        shared = len(held & lead)
        either = len(held) + len(lead) - shared
        # Compared as whole numbers: shared / either against best.
        if either and shared * best.denominator >= best.numerator * either:
            share = Fraction(shared, either)
            if found is None or share > best:
                best, found = share, lead
    return found
