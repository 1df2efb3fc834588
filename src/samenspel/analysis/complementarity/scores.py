# SPDX-License-Identifier: EUPL-1.2
"""The factors of a pair and its score, as exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from samenspel.analysis.complementarity.terms import Sums

NOTHING = Fraction(0)
Exponents = tuple[int, int, int]


@dataclass(frozen=True)
class Factors:
    """What the score of two municipalities is made of; each from 0 up.

    ``alike``: how much of their problems they share (Ruzicka likeness), to 1. ``gain``: what the
    one gains from the other, ``back``: what the other gains from the one, each to 1. ``unlike``:
    both added up. ``reciprocity``: their harmonic mean, to 1; 0 where one of both gains nothing,
    for a gift is not a link.
    """

    alike: Fraction
    gain: Fraction
    back: Fraction

    @property
    def unlike(self) -> Fraction:
        """What both gain together, from 0 to 2."""
        return self.gain + self.back

    @property
    def reciprocity(self) -> Fraction:
        """Harmonic mean of what both gain, in [0, 1]; 0 where one gains nothing."""
        if not self.gain or not self.back:
            return NOTHING
        return 2 * self.gain * self.back / (self.gain + self.back)


def factors_of(sums: Sums) -> Factors:
    """The factors as exact fractions of the sums; nothing divided by nothing is 0."""
    whole = sums.whole or 1
    return Factors(
        Fraction(sums.shared, sums.either or 1),
        Fraction(sums.gain, whole),
        Fraction(sums.back, whole),
    )


def score_of(sums: Sums, exponents: Exponents) -> Fraction:
    """alike^l * unlike^u * reciprocity^h, with exponents (l, u, h) from 0 to 3; x^0 is 1.

    From 0 to 2^u, exact; the same seen from both sides.
    """
    return Fraction(*ratio_of(sums, exponents))


def ratio_of(sums: Sums, exponents: Exponents) -> tuple[int, int]:
    """The score as numerator and denominator (above 0), not reduced: quicker than a fraction."""
    shared, either, gain, back, whole = sums
    alike, unlike, reciprocity = exponents
    both = gain + back
    top, bottom = 1, 1
    if alike:
        top *= shared**alike
        bottom *= (either or 1) ** alike
    if unlike:
        top *= both**unlike
        bottom *= (whole or 1) ** unlike
    if reciprocity:
        top *= (2 * gain * back) ** reciprocity
        bottom *= ((both or 1) * (whole or 1)) ** reciprocity
    return top, bottom
