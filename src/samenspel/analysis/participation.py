# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in what on one day: the matrix that measures of cooperation start from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

IntVector = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Participations:
    """Municipalities by arrangements on one day.

    Parameters
    ----------
    municipalities
        Codes of the municipalities that exist on the day, sorted; those in nothing too.
    arrangements
        Keys of the arrangements in force, sorted; those without a municipality too.
    matrix
        1 where the municipality takes part, else nothing stored; int64, shape
        (municipalities, arrangements), indices in order.
    stale
        Pairs (code, arrangement) that name a municipality that does not exist on the day: they
        count nowhere. Sorted, each once.
    """

    municipalities: tuple[str, ...]
    arrangements: tuple[str, ...]
    matrix: csr_array
    stale: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        pairs: Iterable[tuple[str, str]],
        *,
        municipalities: Iterable[str],
        arrangements: Iterable[str] = (),
    ) -> Participations:
        """The matrix of these pairs (code, arrangement); a pair that is given twice counts once.

        Parameters
        ----------
        pairs
            Who takes part in what on the day, in any order.
        municipalities
            All codes that exist on the day; a pair with another code is stale.
        arrangements
            Arrangements in force that may have no municipality; those of the pairs are added.
        """
        from scipy.sparse import csr_array

        listed = list(pairs)
        rows = tuple(sorted(set(municipalities)))
        columns = tuple(sorted({*arrangements, *(arrangement for _, arrangement in listed)}))
        row_of = {code: place for place, code in enumerate(rows)}
        column_of = {key: place for place, key in enumerate(columns)}
        stale = sorted({(code, key) for code, key in listed if code not in row_of})
        # One number for a pair sorts and drops doubles at once.
        cells = np.unique(
            np.fromiter(
                (
                    row_of[code] * len(columns) + column_of[key]
                    for code, key in listed
                    if code in row_of
                ),
                dtype=np.int64,
            )
        )
        row, column = np.divmod(cells, max(len(columns), 1))
        starts = np.searchsorted(row, np.arange(len(rows) + 1))
        matrix = csr_array(
            (np.ones(len(cells), dtype=np.int64), column, starts),
            shape=(len(rows), len(columns)),
        )
        return cls(rows, columns, matrix, tuple(stale))

    @cached_property
    def number(self) -> IntVector:
        """Arrangements of each municipality, shape (municipalities,)."""
        counts: IntVector = np.diff(self.matrix.indptr).astype(np.int64)
        return counts

    @cached_property
    def members(self) -> IntVector:
        """Municipalities in each arrangement, shape (arrangements,)."""
        return np.bincount(self.matrix.indices, minlength=len(self.arrangements)).astype(np.int64)

    def index_of(self, code: str) -> int:
        """The row of a municipality; KeyError when it does not exist on the day."""
        return self._rows[code]

    def column_of(self, arrangement: str) -> int:
        """The column of an arrangement; KeyError when it is not in force on the day."""
        return self._columns[arrangement]

    def arrangements_of(self, code: str) -> tuple[str, ...]:
        """What a municipality is in, sorted; KeyError when it does not exist on the day."""
        row = self.index_of(code)
        begin, end = self.matrix.indptr[row : row + 2]
        return tuple(self.arrangements[place] for place in self.matrix.indices[begin:end])

    def members_of(self, arrangement: str) -> tuple[str, ...]:
        """Who is in an arrangement, sorted; KeyError when it is not in force on the day."""
        column = self.column_of(arrangement)
        begin, end = self._by_arrangement.indptr[column : column + 2]
        return tuple(
            self.municipalities[place] for place in self._by_arrangement.indices[begin:end]
        )

    def shared(self) -> csr_array:
        """Arrangements that two municipalities share, shape (municipalities, municipalities).

        The diagonal holds their own number; nothing is stored for pairs that share none.
        """
        product = self.matrix @ self.matrix.T
        product.sort_indices()
        return product

    def select(self, kept: Sequence[bool] | NDArray[np.bool_]) -> Participations:
        """Only some arrangements, ``kept`` in their order; all municipalities stay."""
        mask = np.asarray(kept, dtype=bool)
        keys = tuple(key for key, keep in zip(self.arrangements, mask, strict=True) if keep)
        known = set(keys)
        return Participations(
            self.municipalities,
            keys,
            self.matrix[:, np.flatnonzero(mask)],
            tuple(pair for pair in self.stale if pair[1] in known),
        )

    @cached_property
    def _by_arrangement(self) -> csr_array:
        turned = self.matrix.T.tocsr()
        turned.sort_indices()
        return turned

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.municipalities)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.arrangements)}
