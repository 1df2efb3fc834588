# SPDX-License-Identifier: EUPL-1.2
"""Which edition of each figure to rank by: one day and source for a whole country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from samenspel.analysis.complementarity.indicators import GROWTH
from samenspel.analysis.likeness import LEAST_KNOWN, Vintage

_YEAR = timedelta(days=365)
_CHANGE = "population_change"


@dataclass(frozen=True)
class Edition:
    """The figures of a country that were used: of which day and source.

    ``since`` is the first day of a change; None is unknown, or no change.
    """

    vintage: Vintage
    since: date | None = None

    @property
    def on(self) -> date | None:
        """The day that the figures are of; None where the source does not say."""
        return self.vintage.on

    @property
    def source(self) -> str:
        """Who published them."""
        return self.vintage.source


@dataclass(frozen=True, eq=False)
class CountryVintages:
    """All vintages of a country in which nearly everybody has a figure, by indicator."""

    codes: Sequence[str]
    on: date
    by_figure: dict[str, list[Vintage]] = field(default_factory=dict)

    @classmethod
    def of(cls, vintages: Iterable[Vintage], codes: Sequence[str], on: date) -> CountryVintages:
        """Those that nine out of ten of these municipalities are in, or more."""
        found = cls(codes, on)
        for vintage in vintages:
            known = sum(code in vintage.values for code in codes)
            if codes and known >= LEAST_KNOWN * len(codes):
                found.by_figure.setdefault(vintage.indicator, []).append(vintage)
        return found

    def edition(self, figure: str) -> Edition | None:
        """The nearest edition of a figure; None where there is none for the country."""
        if figure == GROWTH:
            return self._growth()
        nearest = self._nearest(figure)
        return None if nearest is None else Edition(nearest)

    def _nearest(self, figure: str) -> Vintage | None:
        """The last one of the day or earlier; else the first after it; else one without a day."""
        return min(self.by_figure.get(figure, ()), key=self._farness, default=None)

    def _farness(self, vintage: Vintage) -> tuple[int, int, str]:
        if vintage.on is None:
            return 2, 0, vintage.source
        days = (self.on - vintage.on).days
        return int(days < 0), abs(days), vintage.source

    def _growth(self) -> Edition | None:
        """The change over the newest period; of one period the published one."""
        published, reckoned = self._published_growth(), self._reckoned_growth()
        if published is None or reckoned is None:
            return published or reckoned
        # Reckoned without a day: up to the present, which is the day itself.
        last_day = reckoned.on or self.on
        is_as_new = published.on is not None and last_day <= published.on <= self.on
        return published if is_as_new else reckoned

    def _published_growth(self) -> Edition | None:
        """A published change, in per cent of the population that it began with."""
        change, whole = self._nearest(_CHANGE), self._nearest("population")
        if change is None or whole is None:
            return None
        same_day = [v for v in self.by_figure["population"] if v.on == change.on]
        after = min(same_day, key=self._farness, default=whole).values
        values = {
            code: 100 * number / (after[code] - number)
            for code, number in change.values.items()
            if code in after and after[code] > number
        }
        return Edition(Vintage(GROWTH, change.on, change.source, values))

    def _reckoned_growth(self) -> Edition | None:
        """Between the latest population and the last one that is a year older, or more.

        A population without a day is what its source calls the present one: the latest.
        """
        all_of_them = self.by_figure.get("population", [])
        dated = [v for v in all_of_them if v.on is not None and v.on <= self.on]
        undated = [v for v in all_of_them if v.on is None]
        if not dated:
            return None
        latest = min(undated or dated, key=self._farness)
        last_day = latest.on or self.on
        before = [v for v in dated if v.on is not None and v.on <= last_day - _YEAR]
        if not before:
            return None
        first = min(before, key=self._farness)
        values = {
            code: 100 * (latest.values[code] - number) / number
            for code, number in first.values.items()
            if code in latest.values and number > 0
        }
        return Edition(Vintage(GROWTH, latest.on, latest.source, values), since=first.on)
