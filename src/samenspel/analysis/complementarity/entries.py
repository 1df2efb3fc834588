# SPDX-License-Identifier: EUPL-1.2
"""What municipalities say of themselves: challenges, offers and needs by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.policy_areas import THEMES

BoolMatrix = NDArray[np.bool_]
Said = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Entries:
    """Keys of the six themes (``policy_areas.THEMES``) by code of municipality.

    ``offers`` are offers and strengths, ``needs`` needs and weaknesses. A municipality in one of
    the three has spoken: what it does not name, it does not have. Of others nothing is known.
    """

    challenges: Said = field(default_factory=dict)
    offers: Said = field(default_factory=dict)
    needs: Said = field(default_factory=dict)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Municipalities that have entered something."""
        said = (self.challenges, self.offers, self.needs)
        return frozenset(code for part in said for code, themes in part.items() if themes)


@dataclass(frozen=True, eq=False)
class EntryMatrices:
    """The same as matrices, shape (codes, six themes) and ``known`` (codes,)."""

    challenges: BoolMatrix
    offers: BoolMatrix
    needs: BoolMatrix
    known: NDArray[np.bool_]


def entry_matrices(entries: Entries, codes: Sequence[str]) -> EntryMatrices:
    """What is entered, in the order of these codes and of ``THEMES``; other codes are left out."""
    return EntryMatrices(
        _matrix(entries.challenges, codes),
        _matrix(entries.offers, codes),
        _matrix(entries.needs, codes),
        np.array([code in entries.codes for code in codes], dtype=np.bool_),
    )


def _matrix(said: Said, codes: Sequence[str]) -> BoolMatrix:
    rows = [[theme in said.get(code, ()) for theme in THEMES] for code in codes]
    return np.array(rows, dtype=np.bool_).reshape(len(codes), len(THEMES))
