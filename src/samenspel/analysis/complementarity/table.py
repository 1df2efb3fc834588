# SPDX-License-Identifier: EUPL-1.2
"""Municipalities by indicators, as ranks within their country: what partners are found in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.complementarity.editions import CountryVintages, Edition
from samenspel.analysis.complementarity.entries import Entries, EntryMatrices, entry_matrices
from samenspel.analysis.complementarity.indicators import LINK_INDICATORS, LinkIndicator, Side
from samenspel.analysis.complementarity.ranks import RANK_ONE, UNKNOWN, ranks_of
from samenspel.analysis.likeness import Vintage

IntMatrix = NDArray[np.int64]

COUNTRY = ""
"""The country of municipalities of which none is named."""


@dataclass(frozen=True, eq=False)
class Column:
    """One indicator of a table; ``values`` as published, shape (codes,), nan is unknown.

    ``ranks`` are whole millionths within the country, -1 is unknown. ``editions`` by country.
    What people entered has no values or editions. As a problem it has the highest rank where it is
    named and 0 where not; on the side of means it has no rank, for it takes two.
    """

    indicator: LinkIndicator
    values: NDArray[np.float64]
    ranks: NDArray[np.int64]
    editions: Mapping[str, Edition]


@dataclass(frozen=True, eq=False)
class PartnerTable:
    """Municipalities (by code, sorted) with the columns of problems and of means.

    ``left_out`` are indicators for which no country has enough figures, by key.
    """

    codes: tuple[str, ...]
    countries: tuple[str, ...]
    columns: tuple[Column, ...]
    left_out: tuple[str, ...]
    entries: Entries

    def row(self, code: str) -> int:
        """The place of a municipality in ``codes``, from 0 up.

        Raises
        ------
        KeyError
            It is not in the table.
        """
        return self._rows[code]

    @property
    def indicators(self) -> tuple[LinkIndicator, ...]:
        """Indicators in the order of the columns: problems, then means."""
        return tuple(column.indicator for column in self.columns)

    def of_side(self, side: Side) -> tuple[Column, ...]:
        """The columns of one side."""
        return tuple(column for column in self.columns if column.indicator.side == side)

    def is_entered(self, side: Side) -> NDArray[np.bool_]:
        """Which columns of a side are what people entered, shape (columns of that side,)."""
        return np.array([bool(c.indicator.entry) for c in self.of_side(side)], dtype=np.bool_)

    @property
    def themes(self) -> tuple[str, ...]:
        """Keys of themes that have a column, weighted or not, each once, in their order."""
        return tuple(dict.fromkeys(indicator.theme for indicator in self.indicators))

    @cached_property
    def said(self) -> EntryMatrices:
        """What people entered, in the order of the codes; nothing where nobody did."""
        return entry_matrices(self.entries, self.codes)

    @cached_property
    def problems(self) -> IntMatrix:
        """Ranks of problems, shape (codes, columns of that side); -1 is unknown."""
        return self._ranks("problem")

    @cached_property
    def means(self) -> IntMatrix:
        """Ranks of means, shape (codes, columns of that side); -1 is unknown or has no rank."""
        return self._ranks("means")

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {code: row for row, code in enumerate(self.codes)}

    def _ranks(self, side: Side) -> IntMatrix:
        columns = self.of_side(side)
        found = np.empty((len(self.codes), len(columns)), dtype=np.int64)
        for place, column in enumerate(columns):
            found[:, place] = column.ranks
        return found


def partner_table(
    vintages: Iterable[Vintage],
    codes: Sequence[str],
    on: date,
    *,
    entries: Entries | None = None,
    countries: Mapping[str, str] | None = None,
) -> PartnerTable:
    """The table of these municipalities on a day.

    Parameters
    ----------
    vintages
        All figures there are (``FIGURES`` says of which indicators), in any order.
    codes
        Municipalities that exist on the day.
    entries
        What people entered, as far as they share it.
    countries
        Country by code: places are within a country. Without it all are of one.
    """
    wanted = tuple(sorted(codes))
    country = tuple((countries or {}).get(code, COUNTRY) for code in wanted)
    all_vintages = list(vintages)
    members = {
        name: [code for code, its in zip(wanted, country, strict=True) if its == name]
        for name in sorted(set(country))
    }
    found = {name: CountryVintages.of(all_vintages, own, on) for name, own in members.items()}
    said = entries or Entries()
    columns: list[Column] = []
    left_out: list[str] = []
    for indicator in LINK_INDICATORS:
        made = (
            _entered(indicator, said, wanted)
            if indicator.entry
            else _column(indicator, found, wanted, country)
        )
        if made is not None:
            columns.append(made)
        elif not indicator.entry:
            left_out.append(indicator.key)
    return PartnerTable(wanted, country, tuple(columns), tuple(left_out), said)


def _column(
    indicator: LinkIndicator,
    found: Mapping[str, CountryVintages],
    codes: Sequence[str],
    country: Sequence[str],
) -> Column | None:
    editions = {
        name: edition
        for name, vintages in found.items()
        if (edition := vintages.edition(indicator.figure)) is not None
    }
    if not editions:
        return None
    values = np.full(len(codes), np.nan)
    ranks = np.full(len(codes), UNKNOWN, dtype=np.int64)
    for name, edition in editions.items():
        rows = [row for row, its in enumerate(country) if its == name]
        known = edition.vintage.values
        values[rows] = [known.get(codes[row], np.nan) for row in rows]
        ranks[rows] = ranks_of(values[rows], is_reversed=indicator.is_reversed)
    return Column(indicator, values, ranks, editions)


def _entered(indicator: LinkIndicator, said: Entries, codes: Sequence[str]) -> Column | None:
    """A column of what people entered; None where none of these municipalities entered any."""
    spoke = [code in said.codes for code in codes]
    if not any(spoke):
        return None
    ranks = np.full(len(codes), UNKNOWN, dtype=np.int64)
    if indicator.side == "problem":
        named = [indicator.entry in said.challenges.get(code, ()) for code in codes]
        ranks[spoke] = RANK_ONE * np.array(named, dtype=np.int64)[spoke]
    return Column(indicator, np.full(len(codes), np.nan), ranks, {})
