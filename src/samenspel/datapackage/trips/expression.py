# SPDX-License-Identifier: EUPL-1.2
"""The aggregation of records to pairs of zones, written once for every engine.

Engines only differ in how they connect and read. Amounts are whole numbers of units (a weight in
units of 1 / ``denominator``), so that every engine gives the same sums in whatever order it adds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from samenspel.datapackage.trips.fates import Fate
from samenspel.datapackage.trips.request import Condition, Period, TripsError

# Ibis says nothing about its types.
Table: TypeAlias = Any
Value: TypeAlias = Any

# Decimals of a weight that is no whole number; what follows is rounded, halves up.
MILLIONTHS = 1_000_000
# Up to here a double counts whole units exactly.
LARGEST = 2**53
_NUMBER = r"^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$"
_DAY = r"^[0-9]{4}(-?[0-9]{2}(-?[0-9]{2})?)?($|[T ])"


@dataclass(frozen=True)
class Plan:
    """Which columns to take how."""

    origin: str
    destination: str
    weight: str | None
    conditions: tuple[Condition, ...]
    period: Period | None
    min_flow: int


def denominator(records: Table, plan: Plan) -> int:
    """Units to one: 1 where records are counted or weights are whole by their type.

    Raises
    ------
    TripsError
        The weights are no numbers by their type.
    """
    if plan.weight is None:
        return 1
    kind = records[plan.weight].type()
    if kind.is_integer():
        return 1
    if kind.is_floating() or kind.is_decimal() or kind.is_string():
        return MILLIONTHS
    raise TripsError(f"column {plan.weight!r} holds {_kind(kind)} and no numbers")


def totals(records: Table, plan: Plan) -> Table:
    """One row: ``records`` and ``units`` of everything, straight from the files."""
    read = records.select(units=_weight(records, plan)[0])
    return read.aggregate(records=_count(), units=read.units.sum().fill_null(0))


def pairs(records: Table, plan: Plan, zones: Table | None) -> Table:
    """What becomes of all records; sorted.

    Parameters
    ----------
    zones
        Columns ``area`` (each once) and ``zone``.

    Returns
    -------
    Columns ``fate``, ``origin``, ``destination``, ``pairs``, ``records``, ``units``. Of what is
    counted a row for each pair of zones; of areas without a zone a row for each of them (under
    ``origin``; a record with two such areas at its origin); of every other fate one row.
    """
    import ibis

    fated = _fated(_located(_read(records, plan), zones))
    grouped = fated.group_by("fate", "origin", "destination").aggregate(
        records=_count(), units=fated.units.sum()
    )
    grouped = grouped.mutate(pairs=ibis.literal(1, "int64"))
    if plan.min_flow:
        grouped = _suppressed(grouped, plan.min_flow * denominator(records, plan))
    return grouped.order_by("fate", "origin", "destination")


def _count() -> Value:
    import ibis

    # Of the table at hand: naming a table after a filter is an error in Ibis.
    return ibis._.count()


def _read(records: Table, plan: Plan) -> Table:
    """Codes, units and what is wrong with each record by itself."""
    units, empty, number = _weight(records, plan)
    return records.select(
        origin=_code(records, plan.origin),
        destination=_code(records, plan.destination),
        units=units,
        empty=empty,
        number=number,
        chosen=_chosen(records, plan.conditions),
        **_when(records, plan.period),
    )


def _located(read: Table, zones: Table | None) -> Table:
    """The zones of both areas: the areas themselves where there are no zones."""
    if zones is None:
        return read.mutate(origin_zone=read.origin, destination_zone=read.destination)
    to = zones.select(area_of_destination=zones.area, destination_zone=zones.zone)
    of = zones.select(area_of_origin=zones.area, origin_zone=zones.zone)
    found = read.left_join(of, read.origin == of.area_of_origin)
    return found.left_join(to, found.destination == to.area_of_destination)


def _fated(located: Table) -> Table:
    """A fate for each record, and what it is grouped by."""
    import ibis

    nowhere = located.origin_zone.isnull()
    fate = ibis.cases(
        (~located.chosen, int(Fate.OUTSIDE_CONDITIONS)),
        (~located.dated, int(Fate.NO_PERIOD)),
        (~located.timely, int(Fate.OUTSIDE_PERIOD)),
        (located.origin.isnull() | located.destination.isnull(), int(Fate.NO_CODE)),
        (located.empty, int(Fate.NO_WEIGHT)),
        (~located.number, int(Fate.NO_NUMBER)),
        (located.units < 0, int(Fate.NEGATIVE)),
        (nowhere | located.destination_zone.isnull(), int(Fate.UNMAPPED)),
        else_=int(Fate.COUNTED),
    )
    unmapped = nowhere.ifelse(located.origin, located.destination)
    fated = located.mutate(fate=fate, unmapped=unmapped)
    counted, without = fated.fate == int(Fate.COUNTED), fated.fate == int(Fate.UNMAPPED)
    nothing = ibis.null("string")
    return fated.select(
        "fate",
        origin=ibis.cases((counted, fated.origin_zone), (without, fated.unmapped), else_=nothing),
        destination=counted.ifelse(fated.destination_zone, nothing),
        units=fated.units,
    )


def _suppressed(grouped: Table, least: int) -> Table:
    """Pairs under the smallest flow together in one row."""
    import ibis

    small = (grouped.fate == int(Fate.COUNTED)) & (grouped.units < least)
    nothing = ibis.null("string")
    marked = grouped.select(
        fate=small.ifelse(int(Fate.SUPPRESSED), grouped.fate),
        origin=small.ifelse(nothing, grouped.origin),
        destination=small.ifelse(nothing, grouped.destination),
        pairs=grouped.pairs,
        records=grouped.records,
        units=grouped.units,
    )
    return marked.group_by("fate", "origin", "destination").aggregate(
        pairs=marked.pairs.sum(), records=marked.records.sum(), units=marked.units.sum()
    )


def _code(records: Table, column: str) -> Value:
    """The code of an area as text, without blanks around it; null where there is none."""
    import ibis

    value, kind = records[column], records[column].type()
    if kind.is_string():
        return value.strip().nullif("")
    if kind.is_integer() or kind.is_uuid():
        return value.cast("string")
    if kind.is_floating():
        # Whole numbers become doubles where a program had no other place for empty cells.
        fits = _between(value, LARGEST)
        kept = fits.ifelse(value, 0.0)
        number = kept.floor().cast("int64")
        whole = fits & (kept == number)
        return whole.ifelse(number.cast("string"), ibis.null("string"))
    raise TripsError(f"column {column!r} holds {_kind(kind)} and no codes")


def _weight(records: Table, plan: Plan) -> tuple[Value, Value, Value]:
    """Units (0 where there is no number), whether there is no weight, whether it is a number."""
    import ibis

    if plan.weight is None:
        return ibis.literal(1, "int64"), ibis.literal(False), ibis.literal(True)
    value = records[plan.weight]
    kind = value.type()
    empty = value.isnull()
    if denominator(records, plan) == 1:
        number = value.try_cast("int64") if kind.is_unsigned_integer() else value.cast("int64")
        fits = number.between(-LARGEST, LARGEST).fill_null(False)
        return fits.ifelse(number, 0), empty, fits
    if kind.is_string():
        text = value.strip()
        empty = empty | (text == "")
        value = text.re_search(_NUMBER).ifelse(text, ibis.null("string")).try_cast("float64")
    else:
        value = value.cast("float64")
        # Spark holds not-a-number for empty.
        empty = empty & ~value.isnan().fill_null(False)
    fits = _between(value, LARGEST / MILLIONTHS)
    # The same in every engine: a product of doubles, a half more, and the whole number under it.
    units = (fits.ifelse(value, 0.0) * float(MILLIONTHS) + 0.5).floor().cast("int64")
    return units, empty, fits


def _between(value: Value, most: float) -> Value:
    """Whether a double is a number from ``-most`` to ``most``.

    Not-a-number is asked for by name: Parquet's least and greatest value of a column do not count
    it, and an engine that believes them need not compare.
    """
    return (~value.isnan() & (value >= -most) & (value <= most)).fill_null(False)


def _chosen(records: Table, conditions: tuple[Condition, ...]) -> Value:
    """Whether a record fulfils all conditions."""
    import ibis

    fulfilled = ibis.literal(True)
    for condition in conditions:
        value = records[condition.column]
        if value.type().is_string():
            value = value.strip()
        wanted = [_literal(value.type(), text, condition.column) for text in condition.values]
        found = value.isin([one for one in wanted if one is not None]).fill_null(False)
        if None in wanted:
            found = found | _empty(value)
        fulfilled = fulfilled & found
    return fulfilled


def _empty(value: Value) -> Value:
    """Whether a cell is empty."""
    if value.type().is_string():
        return value.isnull() | (value == "").fill_null(False)
    if value.type().is_floating():
        return value.isnull() | value.isnan().fill_null(False)
    return value.isnull()


def _literal(kind: Any, text: str, column: str) -> Any:
    """A value of a condition in the type of its column; None for an empty cell."""
    text = text.strip()
    if text == "":
        return None
    try:
        if kind.is_string():
            return text
        if kind.is_integer():
            return int(text)
        if kind.is_floating():
            return float(text)
        if kind.is_boolean() and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if kind.is_date():
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise TripsError(
        f"{text!r} cannot be compared with column {column!r}, which holds {_kind(kind)}"
    )


def _when(records: Table, period: Period | None) -> dict[str, Value]:
    """Whether a record has a day, and whether that lies in the period."""
    import ibis

    if period is None:
        return {"dated": ibis.literal(True), "timely": ibis.literal(True)}
    value, kind = records[period.column], records[period.column].type()
    if kind.is_date() or kind.is_timestamp():
        begin, end = _days(period)
        day = value if kind.is_date() else value.cast("timestamp")
        limit = ibis.date if kind.is_date() else (lambda text: ibis.timestamp(f"{text} 00:00:00"))
        timely = (day >= limit(begin.isoformat())) & (day < limit(end.isoformat()))
        return {"dated": value.notnull(), "timely": timely.fill_null(False)}
    if not (kind.is_string() or kind.is_integer()):
        raise TripsError(f"column {period.column!r} holds {_kind(kind)} and no years or days")
    text = value.strip() if kind.is_string() else value.cast("string")
    digits = text.substr(0, 10).replace("-", "").substr(0, 8)
    longest = max(len(period.first), len(period.last))
    dated = text.re_search(_DAY) & (digits.length() >= longest)
    timely = (digits.substr(0, len(period.first)) >= period.first) & (
        digits.substr(0, len(period.last)) <= period.last
    )
    return {"dated": dated.fill_null(False), "timely": timely.fill_null(False)}


def _days(period: Period) -> tuple[date, date]:
    """First day of a period, and the first day after it."""
    try:
        first, last = period.first, period.last
        begin = date(int(first[:4]), int(first[4:6] or 1), int(first[6:8] or 1))
        if len(last) == 4:
            return begin, date(int(last) + 1, 1, 1)
        if len(last) == 6:
            year, month = int(last[:4]), int(last[4:])
            date(year, month, 1)
            return begin, date(year + month // 12, month % 12 + 1, 1)
        return begin, date(int(last[:4]), int(last[4:6]), int(last[6:])) + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise TripsError(f"{period.first} to {period.last} is no period: {error}") from error


def _kind(kind: Any) -> str:
    """The type of a column in words."""
    return f"values of type {kind}"
