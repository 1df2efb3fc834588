# SPDX-License-Identifier: EUPL-1.2
"""The partners of a municipality: all others in the order of their score, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.complementarity.coverage import coverage_of, is_enough
from samenspel.analysis.complementarity.indicators import SIDES
from samenspel.analysis.complementarity.pairs import Pair, Question
from samenspel.analysis.complementarity.robustness import (
    DRAWS,
    Contest,
    random_weightings,
    ranks_under,
    used_themes,
)
from samenspel.analysis.complementarity.table import PartnerTable
from samenspel.analysis.complementarity.terms import terms_of
from samenspel.analysis.complementarity.weights import PartnerWeights

BoolVector = NDArray[np.bool_]

TOP = 10
Reason = Literal["", "no_indicators", "no_figures", "none_comparable"]


@dataclass(frozen=True, eq=False)
class Partner:
    """A municipality in the list, with the whole pair.

    Of the random weightings it ``stays`` among the first in so many, at ranks ``best`` to
    ``worst``; None where that was not computed: beyond the first, or without a score.
    """

    rank: int
    pair: Pair
    stays: int | None = None
    best: int | None = None
    worst: int | None = None

    @property
    def code(self) -> str:
        """The code of the partner."""
        return self.pair.other


@dataclass(frozen=True, eq=False)
class Partners:
    """All municipalities compared with ``code``, the best partner first.

    ``reason`` says why there are none: the table has no indicators of a side that counts, or no
    figures of this municipality, or nobody to compare with. ``not_compared`` are those of which
    too little is known. ``tried`` counts the random weightings, 0 where none were; with one theme
    in use there is nothing to try.
    """

    code: str
    table: PartnerTable
    weights: PartnerWeights
    reason: Reason
    places: tuple[Partner, ...] = ()
    not_compared: tuple[str, ...] = ()
    top: int = TOP
    tried: int = 0

    @property
    def first(self) -> tuple[Partner, ...]:
        """The first ones, ``top`` of them or all when there are fewer."""
        return self.places[: self.top]

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in the order of the list."""
        return tuple(partner.code for partner in self.places)

    def of(self, code: str) -> Partner:
        """One of the list.

        Raises
        ------
        KeyError
            It is not compared, or not in the table.
        """
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, Partner]:
        return {partner.code: partner for partner in self.places}


def partners_in(
    table: PartnerTable,
    code: str,
    *,
    weights: PartnerWeights | None = None,
    allowed: Mapping[str, tuple[str, ...]] | None = None,
    top: int = TOP,
    robust: bool = True,
) -> Partners:
    """All municipalities ranked as partners of one; with ``robust`` how sure the first are.

    Equal scores stand in the order of the codes. Contributions of indicators (``Pair.parts``) are
    worked out when they are read.

    Parameters
    ----------
    allowed
        By code the conditions of the user that a municipality does not meet, in any words; it
        scores 0. Those that are not in it, or with an empty tuple, meet all.
    top
        How many are the first ones.

    Raises
    ------
    KeyError
        ``code`` is not in the table.
    WeightsError
        The weights leave nothing of a side that counts.
    """
    question = Question(table, weights or PartnerWeights())
    row = table.row(code)
    question.weights.check(table.indicators)
    reason = _lacking(question, row)
    if reason:
        return Partners(code, table, question.weights, reason, top=top)
    pairs, compared = _pairs(question, row, allowed or {})
    sure = _sure(question, pairs, compared, top) if robust else {}
    return Partners(
        code=code,
        table=table,
        weights=question.weights,
        reason="" if pairs else "none_comparable",
        places=tuple(
            Partner(place, pair, *sure.get(pair.other, ()))
            for place, pair in enumerate(pairs, start=1)
        ),
        not_compared=tuple(
            other
            for number, other in enumerate(table.codes)
            if number != row and not compared[number]
        ),
        top=top,
        tried=DRAWS if sure else 0,
    )


def _pairs(
    question: Question, row: int, allowed: Mapping[str, tuple[str, ...]]
) -> tuple[list[Pair], BoolVector]:
    """All pairs that can be compared, best first, and which rows these are."""
    table = question.table
    terms = terms_of(table, row, question.weights)
    known, whole = coverage_of(table, terms, question.weights)
    compared = is_enough(known, whole)
    compared[row] = False
    pairs = [
        Pair(
            question=question,
            code=table.codes[row],
            other=table.codes[other],
            sums=sums,
            coverage=Fraction(its_known, its_whole),
            is_compared=True,
            fails=allowed.get(table.codes[other], ()),
            terms=terms,
        )
        for other, (sums, its_known, its_whole, is_there) in enumerate(
            zip(terms.sums(), known.tolist(), whole.tolist(), compared.tolist(), strict=True)
        )
        if is_there
    ]
    pairs.sort(key=lambda pair: (-pair.score, pair.other))
    return pairs, compared


def _lacking(question: Question, row: int) -> Reason:
    """Why nothing can be compared: no column of a side that counts, or no figure in them."""
    table, weights = question.table, question.weights
    for side in SIDES:
        if weights.counts(side) and not table.of_side(side):
            return "no_indicators"
    for side in SIDES:
        known = [
            column.ranks[row] >= 0 or (bool(column.indicator.entry) and bool(table.said.known[row]))
            for column in table.of_side(side)
        ]
        if weights.counts(side) and not any(known):
            return "no_figures"
    return ""


def _sure(
    question: Question,
    pairs: Sequence[Pair],
    compared: BoolVector,
    top: int,
) -> dict[str, tuple[int, int, int]]:
    """By code: in how many weightings it stays among the first, best and worst rank.

    Only of those with a score: who scores nothing is no partner to be sure of.
    """
    first = [pair for pair in pairs[:top] if pair.score]
    groups = len(used_themes(question.table, question.weights))
    if groups < 2 or not first:
        return {}
    rows = np.flatnonzero(compared)
    failing = {pair.other for pair in pairs if pair.fails}
    blocked = np.array([question.table.codes[other] in failing for other in rows.tolist()])
    contest = Contest(question.table, question.weights, first[0].terms, rows, blocked)
    wanted = np.searchsorted(rows, [question.table.row(pair.other) for pair in first])
    ranks = ranks_under(contest, wanted, random_weightings(groups))
    stays = np.sum(ranks <= top, axis=1).tolist()
    return {
        pair.other: (stay, best, worst)
        for pair, stay, best, worst in zip(
            first, stays, ranks.min(axis=1).tolist(), ranks.max(axis=1).tolist(), strict=True
        )
    }
