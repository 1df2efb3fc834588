# SPDX-License-Identifier: EUPL-1.2
"""Files of ``samenspel burden``: assumptions read and written; what a package knows."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samenspel.analysis.burden import FIGURES, Assumption, Burden, Known
from samenspel.cli.folders import reason
from samenspel.cli.region_files import table

if TYPE_CHECKING:
    from samenspel.cli.package_participation import PackageFacts
    from samenspel.datapackage import Package

ASSUMPTION_COLUMNS = ("form", *FIGURES, "note")
COLUMNS = (
    "code", "name", "population", "arrangements",
    *FIGURES, *(f"{name}_known" for name in FIGURES), *(f"{name}_per_10000" for name in FIGURES),
)  # fmt: skip
_GENERAL = "general"


class AssumptionsError(Exception):
    """The file of assumptions cannot be used; the text is one sentence."""


def read_assumptions(path: Path, defaults: Mapping[str, Assumption]) -> dict[str, Assumption]:
    """The defaults, with the rows of a CSV file instead; its columns are as they are printed.

    Raises
    ------
    AssumptionsError
        It cannot be read, lacks a column, or a row names no form or has no amounts.
    """
    found = dict(defaults)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [
                name for name in ASSUMPTION_COLUMNS[:-1] if name not in (rows.fieldnames or ())
            ]
            if missing:
                raise AssumptionsError(f"{path} has no column {', '.join(missing)}.")
            seen: set[str] = set()
            for row in rows:
                form, assumption = _assumption(row, f"{path}, line {rows.line_num}", defaults)
                if form in seen:
                    raise AssumptionsError(f"{path}, line {rows.line_num}: {form} comes twice.")
                seen.add(form)
                found[form] = assumption
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else reason(error)
        raise AssumptionsError(f"{path} cannot be read: {why}.") from error
    return found


def _assumption(
    row: Mapping[str, str | None], where: str, defaults: Mapping[str, Assumption]
) -> tuple[str, Assumption]:
    form = (row["form"] or "").strip()
    if form not in defaults:
        raise AssumptionsError(f"{where}: {form or 'nothing'} is not a legal form.")
    amounts: dict[str, Decimal] = {}
    for name in FIGURES:
        text = (row[name] or "").strip()
        try:
            amounts[name] = Decimal(text)
        except InvalidOperation:
            raise AssumptionsError(f"{where}: {name} is not a number: {text!r}.") from None
    try:
        return form, Assumption(**amounts, note=(row.get("note") or "").strip())
    except ValueError as error:
        raise AssumptionsError(f"{where}: {error}.") from error


def assumptions_table(assumptions: Mapping[str, Assumption]) -> bytes:
    """The assumptions as CSV."""
    return table(
        ASSUMPTION_COLUMNS,
        (
            (form, *(getattr(one, name) for name in FIGURES), one.note)
            for form, one in assumptions.items()
        ),
    )


def assumptions_document(assumptions: Mapping[str, Assumption]) -> dict[str, Any]:
    """The assumptions as JSON has them."""
    return {
        form: {**{name: plain(Fraction(getattr(one, name))) for name in FIGURES}, "note": one.note}
        for form, one in assumptions.items()
    }


def known_seats(facts: PackageFacts) -> dict[tuple[str, str], Known]:
    """Seats in the general board, by (code, arrangement), where the package has them."""
    seats: dict[tuple[str, str], int] = defaultdict(int)
    for row in facts.package.table("seats").iter_rows(named=True):
        if row["board"] == _GENERAL and row["participant_code"]:
            seats[row["participant_code"], row["arrangement_id"]] += row["seats"]
    return {place: Known(seats=Decimal(number)) for place, number in seats.items()}


def populations(package: Package, *, on: date) -> dict[str, int]:
    """Inhabitants of each municipality, the figure nearest to the day, as on the pages."""
    from samenspel.datapackage.indicators import figure_of

    best: dict[str, tuple[tuple[int, int], int]] = {}
    rows = package.table("municipalities")
    for column in rows.columns:
        figure = figure_of(column)
        if figure is None or figure.indicator.key != "population":
            continue
        distance = _distance(package.figure_dates.get(column), on)
        for code, value in zip(rows["code"], rows[column], strict=True):
            if value is not None and (code not in best or distance < best[code][0]):
                best[code] = distance, int(value)
    return {code: value for code, (_, value) in best.items()}


def _distance(day: date | None, on: date) -> tuple[int, int]:
    """Figures of the day or before it first, the nearest first; those without a day last."""
    if day is None:
        return 2, 0
    return (0, (on - day).days) if day <= on else (1, (day - on).days)


def burden_rows(facts: PackageFacts, found: Burden) -> list[dict[str, Any]]:
    """A row for each municipality, as plain values; None is not known."""
    people = populations(facts.package, on=facts.on)
    named = set(facts.package.table("participations")["municipality_code"])
    rows = []
    for place, code in enumerate(facts.participations.municipalities):
        row: dict[str, Any] = dict.fromkeys(COLUMNS)
        row |= {"code": code, "name": facts.names[code], "population": people.get(code)}
        # Of who is never named nothing is known: that is not nought.
        if code in named:
            row["arrangements"] = int(facts.participations.number[place])
            for name in FIGURES:
                amount = found.amounts(name)[place]
                per = amount.per(people.get(code))
                row[name] = plain(amount.total)
                row[f"{name}_known"] = plain(amount.known)
                row[f"{name}_per_10000"] = None if per is None else plain(per)
        rows.append(row)
    return rows


def plain(value: Fraction) -> int | float:
    """A whole number, or the double nearest to it."""
    return value.numerator if value.denominator == 1 else float(value)
