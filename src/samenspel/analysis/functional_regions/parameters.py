# SPDX-License-Identifier: EUPL-1.2
"""What a functional region must be: how large, and how self-contained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite
from typing import Literal, TypeAlias

# `documented`: a cluster that has lost a zone gets its proper validity at once.
# `labour-market-areas-3.4`: as the R package of that name does it, for published results.
Variant: TypeAlias = Literal["documented", "labour-market-areas-3.4"]
VARIANTS: tuple[Variant, ...] = ("documented", "labour-market-areas-3.4")


class ParametersError(ValueError):
    """Parameters that exclude each other or are out of range."""


@dataclass(frozen=True)
class Parameters:
    """Sizes in residents that work, self-containment as fractions; the defaults are the usual ones.

    A region of ``target_size`` or more needs ``min_self_containment``; one of ``min_size`` needs
    ``target_self_containment``; in between the one makes up for the other; a smaller one is valid
    only if it is wholly self-contained.

    Raises
    ------
    ParametersError
        Not 0 <= min_size < target_size, or not 0 < min_self_containment <
        target_self_containment <= 1.
    """

    min_size: float = 1_000
    min_self_containment: float = 0.6667
    target_size: float = 10_000
    target_self_containment: float = 0.75

    def __post_init__(self) -> None:
        if not (0 <= self.min_size < self.target_size and isfinite(self.target_size)):
            raise ParametersError(
                f"the smallest size ({self.min_size:g}) must be 0 or more and under the size "
                f"aimed at ({self.target_size:g})"
            )
        if not 0 < self.min_self_containment < self.target_self_containment <= 1:
            raise ParametersError(
                f"the least self-containment ({self.min_self_containment:g}) must be above 0 and "
                f"under the one aimed at ({self.target_self_containment:g}), which is at most 1"
            )

    @cached_property
    def _discount(self) -> float:
        return 1 - self.min_self_containment / self.target_self_containment

    @cached_property
    def highest(self) -> float:
        """The validity of a region that is as large and as self-contained as is aimed at."""
        return self.target_self_containment / self.min_self_containment

    def in_units(self, denominator: int) -> Parameters:
        """The same for flows counted in units of ``1 / denominator``."""
        return replace(
            self,
            min_size=self.min_size * denominator,
            target_size=self.target_size * denominator,
        )

    def size_factor(self, residents: float) -> float:
        """By what the self-containment of a region counts for its size; the highest is 1."""
        size = max((self.target_size - residents) / (self.target_size - self.min_size), 0.0)
        return 1 - self._discount * size

    def validity(self, residents: float, jobs: float, inside: float) -> float:
        """How far a region of this size and self-containment is what it must be; 1 or more: valid.

        At most target_self_containment / min_self_containment; can be below 0 for a region that is
        far too small; 0 for one without residents or jobs.

        Source: Coombes and Bond (2008), Travel-to-Work Areas: the 2007 review, ONS; as computed by
        the R package LabourMarketAreas 3.4, in doubles and with the same order of operations.
        """
        if residents <= 0 or jobs <= 0:
            return 0.0
        self_containment = min(inside / residents, inside / jobs)
        if self_containment == 1.0:
            return 1.0
        share = min(self_containment / self.target_self_containment, 1.0)
        return share * self.size_factor(residents) * self.highest
