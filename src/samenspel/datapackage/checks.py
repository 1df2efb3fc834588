# SPDX-License-Identifier: EUPL-1.2
"""What the values of a table must be: types and rules of each column, keys, periods, references.

The rules are those of the dataframely schema; here they are applied and each broken one is turned
into words with its row, column and value.
"""

from __future__ import annotations

from collections.abc import Mapping

import dataframely as dy
import polars as pl

from samenspel.datapackage.problems import Report
from samenspel.datapackage.records import ROW
from samenspel.datapackage.schema import MUNICIPALITY_CODES, Reference, Table

_TRUE = ("true", "True", "TRUE", "1")
_FALSE = ("false", "False", "FALSE", "0")
_INTEGER = r"^[+-]?[0-9]{1,18}$"
_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def type_in_words(column: dy.Column) -> str:
    """What a cell of the column must look like."""
    match column:
        case dy.Date():
            return "a date written YYYY-MM-DD"
        case dy.Bool():
            return "true or false"
        case dy.Int64():
            return "a whole number"
        case dy.Float64():
            return "a number"
        case _:
            return "text"


def _typed(column: dy.Column, text: pl.Expr) -> pl.Expr:
    match column:
        case dy.Date():
            right = text.str.contains(_DATE)
            return pl.when(right).then(text.str.to_date("%Y-%m-%d", strict=False))
        case dy.Bool():
            right = text.is_in(list(_TRUE + _FALSE))
            return pl.when(right).then(text.is_in(list(_TRUE)))
        case dy.Int64():
            return pl.when(text.str.contains(_INTEGER)).then(text.cast(pl.Int64, strict=False))
        case dy.Float64():
            return pl.when(text.str.contains(_NUMBER)).then(text.cast(pl.Float64, strict=False))
        case _:
            return text


def typed_table(
    table: Table, columns: Mapping[str, dy.Column], text: pl.DataFrame, file: str, report: Report
) -> pl.DataFrame:
    """The table with the types of its columns and all its columns, plus the row numbers.

    Cells of a wrong type or that break a rule of their column are reported.
    """
    present = {name: column for name, column in columns.items() if name in text.columns}
    typed = text.select(
        ROW,
        *(
            _typed(column, pl.col(name)).alias(name)
            if name in present
            else pl.lit(None, dtype=column.dtype).alias(name)
            for name, column in columns.items()
        ),
    )
    _check_types(present, text, typed, file, report)
    _check_rules(present, text, typed, file, report)
    _check_rows(table, text, typed, file, report)
    return typed


def _check_types(
    columns: Mapping[str, dy.Column],
    text: pl.DataFrame,
    typed: pl.DataFrame,
    file: str,
    report: Report,
) -> None:
    for name, column in columns.items():
        if isinstance(column, dy.String):
            continue
        wrong = text[name].is_not_null() & typed[name].is_null()
        if wrong.any():
            expected = type_in_words(column)
            what = f"this is not {expected.split(' written')[0]}"
            _add_rows(report, what, wrong, text, name, file, expected)


def _check_rules(
    columns: Mapping[str, dy.Column],
    text: pl.DataFrame,
    typed: pl.DataFrame,
    file: str,
    report: Report,
) -> None:
    rules = {
        (name, rule): expression
        for name, column in columns.items()
        for rule, expression in column.validation_rules(pl.col(name)).items()
        if rule != "nullability"
    }
    if not typed.height:
        return
    broken = typed.select(
        (~expression).sum().alias(f"{name}\0{rule}") for (name, rule), expression in rules.items()
    ).row(0, named=True)
    for (name, rule), expression in rules.items():
        if broken[f"{name}\0{rule}"]:
            mask = typed.select((~expression).fill_null(False).alias("broken"))["broken"]
            what, expected = rule_in_words(columns[name], rule)
            _add_rows(report, what, mask, text, name, file, expected)
    for name, column in columns.items():
        if not column.nullable and text[name].null_count():
            _add_rows(
                report, "a value is missing", text[name].is_null(), text, name, file, "a value"
            )


def rule_in_words(column: dy.Column, rule: str) -> tuple[str, str]:
    """What is wrong when the rule of a column is broken, and what was expected."""
    low, high = getattr(column, "min", None), getattr(column, "max", None)
    match rule:
        case "regex":
            return "the value has the wrong form", f"the form {getattr(column, 'regex', '')}"
        case "min":
            return "the value is too low", f"{low} or more"
        case "max":
            return "the value is too high", f"{high} or less"
        case "max_length":
            return "the text is too long", f"at most {getattr(column, 'max_length', 0)} bytes"
        case "check__enum":
            values = ", ".join((column.metadata or {}).get("enum", ()))
            return "the value is not in the list", f"one of {values}"
        case _:
            return f"the rule {rule} is broken", type_in_words(column)


def _check_rows(
    table: Table, text: pl.DataFrame, typed: pl.DataFrame, file: str, report: Report
) -> None:
    for first, last in table.periods:
        wrong = (typed[last] < typed[first]).fill_null(False)
        if wrong.any():
            _add_rows(
                report,
                f"{last} lies before {first}",
                wrong,
                text,
                last,
                file,
                f"a date not before {first}",
            )
    for rule in table.rules:
        mask = typed.select((~rule.holds).fill_null(False).alias("broken"))["broken"]
        if mask.any():
            _add_rows(report, rule.what, mask, text, rule.column, file, rule.expected)
    for key in table.all_keys:
        _check_key(key, typed, file, report)


def _check_key(key: tuple[str, ...], typed: pl.DataFrame, file: str, report: Report) -> None:
    repeated = ~typed.select(pl.struct(key).is_first_distinct().alias("first"))["first"]
    if not repeated.any():
        return
    column = key[0] if len(key) == 1 else " + ".join(key)
    what = "this key occurs more than once"
    again = typed.select(ROW, *key).filter(repeated)
    room = report.room_for(what, file=file, column=column)
    firsts = (
        again.head(room)
        .select(key)
        .unique()
        .join(typed.group_by(key).agg(pl.col(ROW).min()), on=list(key), nulls_equal=True)
    )
    first_row = {row[:-1]: row[-1] for row in firsts.rows()}
    for row, *values in again.head(room).rows():
        report.add(
            what,
            file=file,
            row=row,
            column=column,
            value=", ".join("" if value is None else str(value) for value in values),
            expected=f"one row for each key; row {first_row[tuple(values)]} has it too",
        )
    report.count_more(again.height - room, what, file=file, column=column)


def _add_rows(
    report: Report,
    what: str,
    mask: pl.Series,
    text: pl.DataFrame,
    column: str,
    file: str,
    expected: str,
) -> None:
    """Report the cells of a column in the rows where the mask is true."""
    shown = column if column in text.columns else None
    wrong = text.filter(mask)
    room = report.room_for(what, file=file, column=column)
    head = wrong.head(room)
    values = head[shown].to_list() if shown else [None] * head.height
    for row, value in zip(head[ROW].to_list(), values, strict=True):
        report.add(what, file=file, row=row, column=column, value=value, expected=expected)
    report.count_more(wrong.height - room, what, file=file, column=column)


def check_references(
    table: Table,
    frame: pl.DataFrame,
    frames: Mapping[str, pl.DataFrame],
    file: str,
    report: Report,
) -> None:
    """Report values that must occur in another table and do not."""
    for reference in table.references:
        targets = _targets(reference, frames)
        if targets is None or not set(reference.columns) <= set(frame.columns):
            continue
        columns = list(reference.columns)
        lost = (
            frame.select(ROW, *columns)
            .drop_nulls(columns)
            .join(targets, left_on=columns, right_on=list(reference.targets), how="anti")
            .sort(ROW)
        )
        if lost.height:
            _add_lost(reference, lost, file, report)


def _targets(reference: Reference, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame | None:
    if reference.table == MUNICIPALITY_CODES:
        return municipality_codes(frames)
    if reference.table not in frames:
        return None
    return frames[reference.table].select(reference.targets).unique()


def municipality_codes(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every code that the package gives a municipality, in one column ``code``."""
    columns = [
        frames[name][column].alias("code")
        for name, column in (
            ("municipalities", "code"),
            ("municipality_changes", "old_code"),
            ("municipality_changes", "new_code"),
        )
        if name in frames
    ]
    empty = pl.Series("code", [], dtype=pl.String)
    return pl.concat([empty, *columns]).drop_nulls().unique().to_frame()


def _add_lost(reference: Reference, lost: pl.DataFrame, file: str, report: Report) -> None:
    column = reference.columns[-1]
    if not reference.strict:
        report.notice(
            f"{file}: {lost.height} rows have a {column} that {reference.table} does not have"
        )
        return
    what = f"this does not occur in {reference.table}"
    room = report.room_for(what, file=file, column=column)
    targets = " + ".join(reference.targets)
    for row, *values in lost.head(room).rows():
        report.add(
            what,
            file=file,
            row=row,
            column=column,
            value=", ".join(str(value) for value in values),
            expected=f"a {targets} of {reference.table}",
        )
    report.count_more(lost.height - room, what, file=file, column=column)
