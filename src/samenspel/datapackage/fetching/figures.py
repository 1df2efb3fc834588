# SPDX-License-Identifier: EUPL-1.2
"""Key figures of municipalities: Kerncijfers wijken en buurten, a StatLine table for each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import polars as pl

from samenspel.datapackage.fetching.errors import FetchError
from samenspel.datapackage.fetching.network import Network
from samenspel.datapackage.fetching.odata import Table, changed, quoted
from samenspel.datapackage.fetching.results import (
    CODE,
    cbs_package,
    known_codes,
    known_places,
    remark,
)
from samenspel.datapackage.indicators import INDICATORS, Indicator
from samenspel.datapackage.sources.conversion import Conversion, Effect, Remark
from samenspel.datapackage.sources.place_tables import place_tables, with_figures

TABLES_BY_YEAR: Mapping[int, str] = MappingProxyType(
    {
        2018: "84286NED",
        2019: "84583NED",
        2020: "84799NED",
        2021: "85039NED",
        2022: "85318NED",
        2023: "85618NED",
        2024: "85984NED",
        2025: "86165NED",
    }
)
NEWEST = 2024  # of 2025 most figures still have to be published
_REGION = "WijkenEnBuurten"
_POPULATION, _HOUSEHOLDS = "T001036", "1050010_2"
_COLUMNS = {_REGION: pl.String, "Measure": pl.String, "Value": pl.Float64}

# Measure of the table: the indicator, and what to multiply it by; hectares become km2.
_MEASURES: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        _POPULATION: ("population", 1),
        "T001455_2": ("area_km2", 0.01),
        "A047044": ("land_km2", 0.01),
        "M000100": ("density_km2", 1),
        "ST0003": ("address_density", 1),
        "ST0001": ("urbanity_class", 1),
        _HOUSEHOLDS: ("households", 1),
        "M000114": ("household_size", 1),
        "M000297": ("dwellings", 1),
        "M001642": ("home_value_keur", 1),
        "1014800": ("pct_owner_occupied", 1),
        "M001796_2": ("employment_rate", 1),
        "D000187": ("pct_low_income", 1),
        "D000185": ("pct_high_income", 1),
    }
)
# Numbers of people or households, published as such: the indicator is their share in a whole.
_SHARES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "10680": ("pct_0_14", _POPULATION),
        "53050": ("pct_15_24", _POPULATION),
        "53310": ("pct_25_44", _POPULATION),
        "53715": ("pct_45_64", _POPULATION),
        "80200": ("pct_65plus", _POPULATION),
        "1050015": ("pct_single_households", _HOUSEHOLDS),
    }
)


def fetch(
    network: Network, base: str, raw: Path, *, year: int | None, places: Path | None
) -> Conversion:
    """The figures of all municipalities in one year.

    Raises
    ------
    FetchError
        They did not come, or the table is another than it was.
    PackageError, OSError
        The named package, the cache.
    """
    year = NEWEST if year is None else year
    if year not in TABLES_BY_YEAR:
        years = f"{min(TABLES_BY_YEAR)} to {max(TABLES_BY_YEAR)}"
        raise FetchError(f"key figures are fetched for {years}; name one of these with --year")
    table = Table(network, base, TABLES_BY_YEAR[year])
    wanted = _wanted(table)
    labels = table.labels(f"{_REGION}Codes")
    network.say(f"Reading key figures of {year} from table {table.identifier} ...")
    terms = " or ".join(f"Measure eq {quoted(measure)}" for measure in wanted)
    frame = table.frame(_COLUMNS, where=f"startswith({_REGION},'GM') and ({terms})")
    if not frame.height:
        raise FetchError(f"table {table.identifier} has no figures of municipalities")
    day = date(year, 1, 1)
    known = known_places(raw, places, labels, table.identifier, day)
    by_code, remarks = _by_municipality(frame, known_codes(known), table.identifier)
    figures, doubts = _figures(by_code, wanted, year, table.identifier)
    tables = place_tables(known)
    tables["municipalities"] = with_figures(tables["municipalities"], figures)
    return Conversion(
        package=cbs_package(
            name=f"cbs-figures-{year}",
            title=f"Key figures of Dutch municipalities, {year}",
            table=table.identifier,
            day=day,
            tables=tables,
            figure_dates=dict.fromkeys(figures.columns[1:], day),
            places=known,
        ),
        unit="observation",
        records_in=frame.height,
        records_out=sum(map(len, by_code.values())),
        remarks=(*remarks, *doubts),
    )


def _wanted(table: Table) -> list[str]:
    """The measures of ours that the table has."""
    titles = table.labels("MeasureCodes")
    if _POPULATION not in titles:
        came = [f"{code} {title}" for code, title in titles.items()]
        missing = [f"{_POPULATION} (Aantal inwoners)"]
        raise FetchError(changed(table.identifier, "MeasureCodes", missing, came))
    return [measure for measure in (*_MEASURES, *_SHARES) if measure in titles]


def _by_municipality(
    frame: pl.DataFrame, known: frozenset[str], file: str
) -> tuple[dict[str, dict[str, float]], list[Remark]]:
    """The observations by municipality and measure, and those that are not in it."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    remarks: list[Remark] = []
    for number, (code, measure, value) in enumerate(frame.iter_rows(), start=1):
        cause, effect = None, Effect.LEFT_OUT
        if not CODE.match(code):
            cause = "no municipality"
        elif code not in known:
            cause = "unknown municipality"
        elif measure not in _MEASURES and measure not in _SHARES:
            cause = "measure that was not asked for"
        elif value is None:
            cause = "no number is published"
        elif measure in found[code]:
            cause, effect = "figure that is there twice", Effect.MERGED
        if cause is None:
            found[code][measure] = value
        else:
            shown = f"{code} {measure} {'' if value is None else value}".strip()
            remarks.append(remark(file, number, "Value", shown, effect, cause))
    return dict(found), remarks


def _figures(
    by_code: Mapping[str, Mapping[str, float]], wanted: list[str], year: int, file: str
) -> tuple[pl.DataFrame, list[Remark]]:
    """A row for each municipality; a figure that cannot be is left empty with a remark."""
    remarks: list[Remark] = []
    frame = pl.DataFrame({"code": list(by_code)}, schema={"code": pl.String})
    for measure in wanted:
        key = _SHARES[measure][0] if measure in _SHARES else _MEASURES[measure][0]
        indicator = INDICATORS[key]
        values = []
        for code, observed in by_code.items():
            value = _value(observed, measure, indicator)
            if value is not None and not _possible(value, indicator):
                shown = f"{code} {observed[measure]}"
                cause = "figure that cannot be"
                remarks.append(remark(file, None, key, shown, Effect.REPAIRED, cause))
                value = None
            values.append(value)
        series = pl.Series(f"{key}_{year}", values, dtype=pl.Float64)
        frame = frame.with_columns(series.cast(pl.Int64) if indicator.whole else series)
    return frame, remarks


def _value(observed: Mapping[str, float], measure: str, indicator: Indicator) -> float | None:
    if measure not in observed:
        return None
    if measure in _SHARES:
        whole = observed.get(_SHARES[measure][1])
        return round(100 * observed[measure] / whole, 1) if whole else None
    value = round(observed[measure] * _MEASURES[measure][1], 6)
    return float(round(value)) if indicator.whole else value


def _possible(value: float, indicator: Indicator) -> bool:
    low, high = indicator.minimum, indicator.maximum
    return (low is None or value >= low) and (high is None or value <= high)
