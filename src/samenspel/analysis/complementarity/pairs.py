# SPDX-License-Identifier: EUPL-1.2
"""Two municipalities as partners: every factor of their score and what each figure adds to it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import sub

from samenspel.analysis.complementarity.coverage import coverage_of, is_enough
from samenspel.analysis.complementarity.indicators import LinkIndicator
from samenspel.analysis.complementarity.ranks import RANK_ONE
from samenspel.analysis.complementarity.scores import NOTHING, Factors, factors_of, ratio_of
from samenspel.analysis.complementarity.table import Column, PartnerTable
from samenspel.analysis.complementarity.terms import Sums, Terms, terms_of
from samenspel.analysis.complementarity.weights import PartnerWeights

NO_SUMS = Sums(0, 0, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class Question:
    """Which figures, and what counts for how much."""

    table: PartnerTable
    weights: PartnerWeights


@dataclass(frozen=True)
class Part:
    """One indicator in a pair, of ``weight`` in whole parts.

    Values as published and ranks in millionths, of the one and of the other; None is unknown, and
    so are all below where one of both is. ``shared`` and ``either``: the smaller and the larger
    rank of a problem. ``gain`` and ``back``: by how much the other, or the one, ranks higher in
    means. ``contribution``: how much lower the score is without this indicator; less than 0 where
    it would be higher.
    """

    indicator: LinkIndicator
    weight: int
    own_value: float | None
    other_value: float | None
    own_rank: int | None
    other_rank: int | None
    shared: int | None
    either: int | None
    gain: int | None
    back: int | None
    contribution: Fraction

    @property
    def key(self) -> str:
        """Key of the indicator."""
        return self.indicator.key


@dataclass(frozen=True, eq=False)
class Pair:
    """``code`` and ``other``: whole sums, and from these the factors and the score.

    ``coverage`` is the part of the weight known in both (of the side of which least is known);
    below a half they are not compared, ``is_compared`` is false and the score says little.
    ``fails`` are the conditions of the user that the other does not meet.
    """

    question: Question
    code: str
    other: str
    sums: Sums
    coverage: Fraction
    is_compared: bool
    fails: tuple[str, ...]
    terms: Terms

    @cached_property
    def factors(self) -> Factors:
        """Alike in problem, gain of the one and of the other, each in [0, 1]; and what follows."""
        return factors_of(self.sums)

    @cached_property
    def value(self) -> Fraction:
        """The score before the conditions of the user, 0 to 8; the same seen from both sides."""
        return Fraction(*self._ratio)

    @property
    def score(self) -> Fraction:
        """The score, from 0 to 8 (to 2 with factors counted once); 0 where a condition fails."""
        return NOTHING if self.fails else self.value

    def score_without(self, keys: Collection[str]) -> Fraction:
        """The score with indicators, or figures on both sides, left out: their weight is 0.

        ``keys`` that the table does not have change nothing.
        """
        return self.score - self._contribution(
            [
                terms
                for column, terms in zip(self.question.table.columns, self._terms, strict=True)
                if column.indicator.key in keys or column.indicator.figure in keys
            ]
        )

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every indicator of the table, in its order."""
        table = self.question.table
        rows = table.row(self.code), table.row(self.other)
        return tuple(
            _part(column, rows, weight, unit, self._contribution([terms]))
            for column, weight, unit, terms in zip(
                table.columns, self._weights, self._units, self._terms, strict=True
            )
        )

    @cached_property
    def figure_contributions(self) -> dict[str, Fraction]:
        """Contributions of figures, left out on both sides at once, in the order of the table.

        In the unit of the score: how much lower it is without the figure; below 0 where it would
        be higher.
        """
        of_figure: dict[str, list[Sums]] = {}
        for column, terms in zip(self.question.table.columns, self._terms, strict=True):
            if column.indicator.figure:
                of_figure.setdefault(column.indicator.figure, []).append(terms)
        single = {part.indicator.figure: part.contribution for part in self.parts}
        return {
            figure: single[figure] if len(terms) == 1 else self._contribution(terms)
            for figure, terms in of_figure.items()
        }

    def _contribution(self, left_out: Sequence[Sums]) -> Fraction:
        """The score minus that without these terms."""
        if self.fails or not self.value:
            return NOTHING
        rest = Sums(*map(sub, self.sums, map(sum, zip(*left_out, NO_SUMS, strict=True))))
        exponents = self.question.weights.exponents
        top, bottom = self._ratio
        other_top, other_bottom = ratio_of(rest, exponents)
        return Fraction(top * other_bottom - other_top * bottom, bottom * other_bottom)

    @cached_property
    def _ratio(self) -> tuple[int, int]:
        return ratio_of(self.sums, self.question.weights.exponents)

    @cached_property
    def _weights(self) -> list[int]:
        return [*self.terms.problem_weights.tolist(), *self.terms.means_weights.tolist()]

    @cached_property
    def _units(self) -> list[Sums | None]:
        """What each column adds before its weight; None where one of both is unknown."""
        terms, other = self.terms, self.question.table.row(self.other)
        problems = (terms.shared, terms.either, terms.known_problems)
        means = (terms.gain, terms.back, terms.known_means)
        units = [
            Sums(shared, either, 0, 0, 0) if is_known else None
            for shared, either, is_known in zip(
                *(one[other].tolist() for one in problems), strict=True
            )
        ]
        units += [
            Sums(0, 0, gain, back, RANK_ONE) if is_known else None
            for gain, back, is_known in zip(*(one[other].tolist() for one in means), strict=True)
        ]
        return units

    @cached_property
    def _terms(self) -> list[Sums]:
        """The same with the weight."""
        return [
            Sums(*(weight * number for number in unit or NO_SUMS))
            for weight, unit in zip(self._weights, self._units, strict=True)
        ]


def _part(
    column: Column, rows: tuple[int, int], weight: int, unit: Sums | None, contribution: Fraction
) -> Part:
    own, other = rows
    is_problem = column.indicator.side == "problem"
    of_problem, of_means = (unit, None) if is_problem else (None, unit)
    return Part(
        indicator=column.indicator,
        weight=weight,
        own_value=_value(column, own),
        other_value=_value(column, other),
        own_rank=_rank(column, own),
        other_rank=_rank(column, other),
        shared=of_problem.shared if of_problem else None,
        either=of_problem.either if of_problem else None,
        gain=of_means.gain if of_means else None,
        back=of_means.back if of_means else None,
        contribution=contribution,
    )


def _value(column: Column, row: int) -> float | None:
    value = float(column.values[row])
    return value if math.isfinite(value) else None


def _rank(column: Column, row: int) -> int | None:
    rank = int(column.ranks[row])
    return rank if rank >= 0 else None


def pair_in(
    table: PartnerTable,
    code: str,
    other: str,
    weights: PartnerWeights | None = None,
    *,
    fails: tuple[str, ...] = (),
) -> Pair:
    """Everything about one pair, seen from ``code``.

    Raises
    ------
    KeyError
        One of both is not in the table.
    WeightsError
        The weights leave nothing of a side that counts.
    """
    question = Question(table, weights or PartnerWeights())
    question.weights.check(table.indicators)
    row, place = table.row(code), table.row(other)
    terms = terms_of(table, row, question.weights)
    known, whole = coverage_of(table, terms, question.weights)
    enough = bool(is_enough(known, whole)[place])
    return Pair(
        question=question,
        code=code,
        other=other,
        sums=terms.sums()[place],
        coverage=Fraction(int(known[place]), int(whole[place])),
        is_compared=enough,
        fails=fails,
        terms=terms,
    )
