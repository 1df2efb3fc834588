# SPDX-License-Identifier: EUPL-1.2
"""How alike two records of arrangements are, so that a person can say whether they are one.

Identifiers that only one record on each side has decide. Without one the score is a weighted mean
of the likeness of the names, the overlap of the municipal members, the legal form and the seat, as
far as both records know them (names: :mod:`samenspel.analysis.name_likeness`).

Everything is exact and depends on nothing but its arguments: the same records give the same
proposals in the same order.

References
----------
Fellegi, Sunter (1969), A theory for record linkage, J. Am. Stat. Assoc. 64, 1183-1210 (blocking,
weights by rarity).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samenspel.analysis.name_likeness import WordWeights, all_words_of, name_likeness

NAME_WEIGHT = 0.55
MEMBER_WEIGHT = 0.35
FORM_WEIGHT = 0.03
SEAT_WEIGHT = 0.07
# What a shared identifier adds when it does not decide (a body that carries out several).
SHARED_IDENTIFIER = 0.1

WEAK_SCHEMES = ("web:",)
"""Identifiers that never decide: the same website may tell of several arrangements."""

LEAST = 0.6
"""Pairs of two sources below this score are not proposed."""
LEAST_WITHIN = 0.7
"""Within one source more is needed: neighbours with the same members are the rule there."""
MOST_EACH = 3
"""Proposals per record of the first list."""

# Words that stand in more names than this do not bring records together.
_MOST_PER_WORD = 60
_LEAST_OVERLAP = 0.5


@dataclass(frozen=True)
class LinkageRecord:
    """What is known of one arrangement in one source.

    ``names``: every name it has or had. ``identifiers``: with the scheme in front, as
    ``kvk:50000438``. ``members``: codes of the municipal members, a set per version, made
    comparable with :func:`current_codes`. ``forms`` and ``seats``: of its versions.
    """

    key: str
    names: tuple[str, ...]
    identifiers: frozenset[str] = frozenset()
    members: tuple[frozenset[str], ...] = ()
    forms: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """How alike two records are, and why; empty parts are those that one of both does not know.

    ``score``, ``name`` and ``members`` lie in [0, 1]. ``identifier`` is one that both have;
    ``is_decisive`` when no other record has it, and then the score is 1. ``names``: the pair of
    names that are most alike. ``common``, ``only_first``, ``only_second``: members, of the pair of
    versions that are most alike.
    """

    first: str
    second: str
    score: float
    name: float
    names: tuple[str, str]
    members: float | None = None
    common: tuple[str, ...] = ()
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    form: bool | None = None
    seat: bool | None = None
    identifier: str = ""
    is_decisive: bool = False


def current_codes(codes: Iterable[str], successors: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Codes of municipalities brought to those of today, through any number of changes.

    Parameters
    ----------
    codes
        Municipal codes of any time.
    successors
        Old code -> new codes; a code that is not in it still exists. Circles do no harm.
    """
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        following = [new for new in successors.get(code, ()) if new != code]
        if following:
            waiting.extend(following)
        else:
            found.add(code)
    return frozenset(found)


def compare(
    one: LinkageRecord,
    other: LinkageRecord,
    weights: WordWeights,
    *,
    decisive: frozenset[str] = frozenset(),
) -> Likeness:
    """How alike two records are.

    Parameters
    ----------
    one, other
        The records.
    weights
        Of the words in all names that are compared.
    decisive
        Identifiers that one record on each side has and no other.
    """
    name, names = _best_names(one, other, weights)
    members, sets = _best_members(one, other)
    form = bool(one.forms & other.forms) if one.forms and other.forms else None
    seat = bool(one.seats & other.seats) if one.seats and other.seats else None
    shared = sorted(one.identifiers & other.identifiers)
    deciding = [identifier for identifier in shared if identifier in decisive]
    score = 1.0 if deciding else _score(name, members, form, seat)
    if shared and not deciding:
        score = min(score + SHARED_IDENTIFIER, 1.0)
    return Likeness(
        first=one.key,
        second=other.key,
        score=round(score, 4),
        name=round(name, 4),
        names=names,
        members=None if members is None else round(members, 4),
        common=tuple(sorted(sets[0] & sets[1])),
        only_first=tuple(sorted(sets[0] - sets[1])),
        only_second=tuple(sorted(sets[1] - sets[0])),
        form=form,
        seat=seat,
        identifier=(deciding or shared or [""])[0],
        is_decisive=bool(deciding),
    )


def _score(name: float, members: float | None, form: bool | None, seat: bool | None) -> float:
    parts = [
        (NAME_WEIGHT, name),
        *([(MEMBER_WEIGHT, members)] if members is not None else []),
        *([(FORM_WEIGHT, float(form))] if form is not None else []),
        *([(SEAT_WEIGHT, float(seat))] if seat is not None else []),
    ]
    return sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)


def _best_names(
    one: LinkageRecord, other: LinkageRecord, weights: WordWeights
) -> tuple[float, tuple[str, str]]:
    best, pair = 0.0, (next(iter(one.names), ""), next(iter(other.names), ""))
    for name in one.names:
        for other_name in other.names:
            likeness = name_likeness(name, other_name, weights)
            if likeness > best:
                best, pair = likeness, (name, other_name)
    return best, pair


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the members of either that both have, 0 to 1; 0 where there are none."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _best_members(
    one: LinkageRecord, other: LinkageRecord
) -> tuple[float | None, tuple[frozenset[str], frozenset[str]]]:
    best: float | None = None
    pair: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    for members in dict.fromkeys(one.members):
        for others in dict.fromkeys(other.members):
            overlap = jaccard(members, others)
            if members and others and (best is None or overlap > best):
                best, pair = overlap, (members, others)
    return best, pair


def find_links(
    first: Sequence[LinkageRecord],
    second: Sequence[LinkageRecord],
    *,
    least: float = LEAST,
    most_each: int = MOST_EACH,
) -> list[Likeness]:
    """Pairs of records of two lists that may be one and the same, best first.

    Only pairs that share an identifier, a telling word that few records have, or half of their
    members are compared.

    Parameters
    ----------
    first, second
        Records of two sources; keys are unique within each.
    least
        Lowest score proposed, 0 to 1.
    most_each
        Proposals per record of ``first``; all that share its best score are kept.

    Returns
    -------
    By falling score, then by keys.
    """
    weights = WordWeights.of(record.names for record in (*first, *second))
    decisive = _decisive(first, second)
    blocks = _Blocks(second)
    found: list[Likeness] = []
    for record in first:
        pairs = [
            compare(record, second[at], weights, decisive=decisive) for at in blocks.near(record)
        ]
        good = sorted((p for p in pairs if p.score >= least), key=_order)
        found.extend(p for n, p in enumerate(good) if n < most_each or p.score == good[0].score)
    return sorted(found, key=_order)


def find_duplicates(
    records: Sequence[LinkageRecord], *, least: float = LEAST_WITHIN, most_each: int = MOST_EACH
) -> list[Likeness]:
    """Pairs within one list that may be one and the same, best first; each pair once.

    An identifier that two records share does not decide here: one source lists them apart.
    """
    weights = WordWeights.of(record.names for record in records)
    blocks = _Blocks(records)
    found: list[Likeness] = []
    for place, record in enumerate(records):
        pairs = [compare(record, records[at], weights) for at in blocks.near(record) if at > place]
        good = sorted((p for p in pairs if p.score >= least), key=_order)
        found.extend(good[:most_each])
    return sorted(found, key=_order)


def _order(pair: Likeness) -> tuple[float, str, str]:
    return -pair.score, pair.first, pair.second


def _can_decide(identifier: str) -> bool:
    return not identifier.startswith(WEAK_SCHEMES)


def _decisive(first: Iterable[LinkageRecord], second: Iterable[LinkageRecord]) -> frozenset[str]:
    """Identifiers that one record on each side has."""
    once = [
        {i for i, n in Counter(i for r in side for i in r.identifiers).items() if n == 1}
        for side in (first, second)
    ]
    return frozenset(filter(_can_decide, once[0] & once[1]))


class _Blocks:
    """Which records of a list can be like a given one at all."""

    def __init__(self, records: Sequence[LinkageRecord]) -> None:
        self._records = records
        self._by_identifier: defaultdict[str, set[int]] = defaultdict(set)
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        self._by_member: defaultdict[str, set[int]] = defaultdict(set)
        for at, record in enumerate(records):
            for identifier in record.identifiers:
                self._by_identifier[identifier].add(at)
            for word in all_words_of(record.names):
                self._by_word[word].add(at)
            for members in record.members:
                for member in members:
                    self._by_member[member].add(at)

    def near(self, record: LinkageRecord) -> list[int]:
        """Places of the records worth comparing with, in order."""
        found = {at for i in record.identifiers for at in self._by_identifier.get(i, ())}
        for word in all_words_of(record.names):
            sharing = self._by_word.get(word, set())
            if len(sharing) <= _MOST_PER_WORD:
                found |= sharing
        found.update(self._with_members(record))
        return sorted(found)

    def _with_members(self, record: LinkageRecord) -> Iterator[int]:
        mine = frozenset().union(*record.members)
        shared = Counter(at for member in mine for at in self._by_member.get(member, ()))
        smallest = min((len(m) for m in record.members if m), default=0)
        for at, common in shared.items():
            if 2 * common >= smallest and any(
                jaccard(members, others) >= _LEAST_OVERLAP
                for members in record.members
                for others in self._records[at].members
            ):
                yield at
