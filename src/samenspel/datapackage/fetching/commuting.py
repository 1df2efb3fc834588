# SPDX-License-Identifier: EUPL-1.2
"""Jobs of employees by municipality of residence and of work: StatLine 83628NED and 85481NED.

Published in thousands with one decimal; 0 stands for some jobs, too few to show.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources.conversion import Conversion, Effect, Remark
from samenspel.datapackage.sources.place_tables import place_tables

NEWEST = 2020
_HOME, _WORK, _TIME = "WoonregioS", "WerkregioS", "Perioden"
_FACTORS = {"aantal": 1, "x 1 000": 1000, "x 1000": 1000, "1 000": 1000, "1000": 1000}
_COLUMNS = {_HOME: pl.String, _WORK: pl.String, "Value": pl.Float64}


def fetch(
    network: Network, base: str, raw: Path, *, year: int | None, places: Path | None
) -> Conversion:
    """The flows of one year (the newest of the table when ``year`` is None).

    Raises
    ------
    FetchError
        They did not come, or the table is another than it was.
    PackageError, OSError
        The named package, the cache.
    """
    year = NEWEST if year is None else year
    if year < 2014:
        raise FetchError("these tables begin in 2014; older years are in the matrices by hand")
    table = Table(network, base, "83628NED" if year <= NEWEST else "85481NED")
    where, factor = _selection(table, year)
    labels = {**table.labels(f"{_HOME}Codes"), **table.labels(f"{_WORK}Codes")}
    network.say(f"Reading the flows of {year} from table {table.identifier} ...")
    frame = table.frame(_COLUMNS, where=where)
    if not frame.height:
        raise FetchError(
            f"table {table.identifier} has no flows between municipalities in {year}; "
            "name another year with --year"
        )
    day = date(year, 12, 31)
    known = known_places(raw, places, labels, table.identifier, day)
    flows, small, remarks = _flows(frame, year, factor, known_codes(known), table.identifier)
    tables = place_tables(known) | {"commuting": flows}
    if small.height:
        tables["commuting_below_rounding"] = small
    return Conversion(
        package=cbs_package(
            name=f"cbs-commuting-{year}",
            title=f"Jobs of employees by municipality of residence and of work, {year}",
            table=table.identifier,
            day=day,
            tables=tables,
            figure_dates={},
            places=known,
        ),
        unit="observation",
        records_in=frame.height,
        records_out=flows.height + small.height,
        remarks=tuple(remarks),
    )


def _selection(table: Table, year: int) -> tuple[str, int]:
    """The filter for the flows between municipalities in a year, and the factor to jobs."""
    dimensions = [
        str(row["Identifier"]) for row in table.rows("Dimensions", ("Identifier", "Kind"))
    ]
    missing = [name for name in (_HOME, _WORK, _TIME) if name not in dimensions]
    if missing:
        raise FetchError(changed(table.identifier, "the table", missing, dimensions))
    terms = [f"{_TIME} eq {quoted(_period(table, year))}"]
    others = sorted(set(dimensions) - {_HOME, _WORK, _TIME})
    terms += [f"{name} eq {quoted(_total(table, name))}" for name in others]
    measure, factor = _measure(table)
    terms.append(f"Measure eq {quoted(measure)}")
    terms += [f"startswith({name},'GM')" for name in (_HOME, _WORK)]
    return " and ".join(terms), factor


def _period(table: Table, year: int) -> str:
    """The code of the year, or of its December."""
    codes = table.labels(f"{_TIME}Codes")
    wanted = [f"{year}JJ00", f"{year}MM12", *(code for code in codes if code[:4] == str(year))]
    found = next((code for code in wanted if code in codes), None)
    if found is None:
        years = ", ".join(sorted({code[:4] for code in codes}))
        raise FetchError(f"table {table.identifier} has no year {year}; it has {years}")
    return found


def _total(table: Table, dimension: str) -> str:
    """The code that stands for everybody in a dimension that we do not split by."""
    labels = table.labels(f"{dimension}Codes")
    found = [code for code, label in labels.items() if label.casefold().startswith("totaal")]
    if len(found) != 1:
        raise FetchError(
            f"the publisher changed {table.identifier}: {dimension} has no total; "
            "this version cannot read it"
        )
    return found[0]


def _measure(table: Table) -> tuple[str, int]:
    """The measure with the jobs, and what to multiply it by."""
    rows = list(table.rows("MeasureCodes", ("Identifier", "Title", "Unit")))
    jobs = [row for row in rows if "banen" in str(row["Title"]).casefold()]
    if len(jobs) != 1:
        titles = [str(row["Title"]) for row in rows]
        raise FetchError(changed(table.identifier, "the table", ["Banen van werknemers"], titles))
    unit = str(jobs[0]["Unit"]).strip().casefold()
    if unit not in _FACTORS:
        raise FetchError(f"table {table.identifier} counts in {unit[:60]!r}, which is not known")
    return str(jobs[0]["Identifier"]), _FACTORS[unit]


def _flows(
    frame: pl.DataFrame, year: int, factor: int, known: frozenset[str], file: str
) -> tuple[pl.DataFrame, pl.DataFrame, list[Remark]]:
    """Flows that are published, flows too small to show, and what was left out."""
    remarks: list[Remark] = []
    rows: dict[tuple[str, str], int] = {}
    for number, (home, work, value) in enumerate(frame.iter_rows(), start=1):
        cause = _cause(home, work, value, known)
        effect = Effect.LEFT_OUT
        if cause is None and (home, work) in rows:
            cause, effect = "flow that is there twice", Effect.MERGED
        if cause is None:
            rows[home, work] = round(value * factor)
        else:
            shown = f"{home} {work} {'' if value is None else value}".strip()
            remarks.append(remark(file, number, "Value", shown, effect, cause))
    schema = TABLES["commuting"].schema.create_empty().schema
    flows = [(year, *pair, jobs) for pair, jobs in rows.items() if jobs]
    small = [(year, *pair, None) for pair, jobs in rows.items() if not jobs]
    return (
        pl.DataFrame(flows, schema, orient="row"),
        pl.DataFrame(small, schema, orient="row"),
        remarks,
    )


def _cause(home: str, work: str, value: float | None, known: frozenset[str]) -> str | None:
    if not CODE.match(home) or not CODE.match(work):
        return "no flow between municipalities"
    if home not in known or work not in known:
        return "unknown municipality"
    if value is None:
        return "no number is published"
    return "negative number of jobs" if value < 0 else None
