# SPDX-License-Identifier: EUPL-1.2
"""Columns of flows by polars: from Parquet, and from long tables of text that are plain."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl

from samenspel.cli.flow_columns import YEAR, Columns, ColumnsError, Layout, choose_year, layout_of

MOST_ROWS = 50_000_000


def from_plain_text(
    content: bytes, separator: str, layout: Layout, year: int | None
) -> Columns | None:
    """With polars; None when anything at all is unusual, for the careful way to read or name."""
    wanted = sorted({*layout.places, *(() if layout.year is None else (layout.year,))})
    try:
        frame = pl.read_csv(content, separator=separator, columns=wanted, infer_schema=False)
    except pl.exceptions.PolarsError:
        return None
    at = dict(zip(wanted, frame.columns, strict=True))
    frame = frame.select(
        [pl.col(at[place]).str.strip_chars().alias(str(n)) for n, place in enumerate(layout.places)]
        + ([] if layout.year is None else [pl.col(at[layout.year]).str.strip_chars().alias(YEAR)])
    )
    plain = {
        "0": r"^.{1,100}$",
        "1": r"^.{1,100}$",
        "2": r"^[0-9]+(\.[0-9]+)?$",
        YEAR: "^[0-9]{4}$",
    }
    if separator != ",":
        plain["2"] = "^[0-9]+$"  # with dots and commas is for the careful way
    if not frame.height or not all(
        not frame[name].has_nulls() and frame[name].str.contains(plain[name]).all()
        for name in frame.columns
    ):
        return None
    if layout.year is not None:
        frame = frame.with_columns(pl.col(YEAR).cast(pl.Int64))
    return _of_frame(frame.with_columns(pl.col("2").cast(pl.Float64)), year)


def _of_frame(frame: pl.DataFrame, year: int | None) -> Columns:
    """Columns 0 and 1 (text or whole numbers), 2 (numbers) and perhaps the year."""
    years: tuple[int, ...] = ()
    if YEAR in frame.columns:
        years = tuple(sorted(frame[YEAR].unique().to_list()))
    chosen = choose_year(years, year)
    if len(years) > 1:
        frame = frame.filter(frame[YEAR] == chosen)
    return Columns(_codes(frame["0"]), _codes(frame["1"]), frame["2"].to_numpy(), chosen, years)


def _codes(series: pl.Series) -> Sequence[str] | Any:
    """Codes of a long column: as whole numbers, else as texts of which each is in memory once."""
    if series.dtype.is_integer():
        return series.cast(pl.Int64).to_numpy()
    if series.str.contains(r"^(0|[1-9][0-9]{0,17})$").all():
        return series.cast(pl.Int64).to_numpy()
    different = series.unique(maintain_order=True)
    place = series.replace_strict(
        different, pl.arange(len(different), eager=True), return_dtype=pl.Int64
    )
    texts: list[str] = different.to_list()
    return [texts[at] for at in place.to_list()]


def from_parquet(content: bytes, *, year: int | None) -> Columns:
    """Flows from the bytes of a Parquet file, whatever the compression in it.

    Raises
    ------
    ColumnsError
        No such file, or a column or cell that is wrong.
    """
    try:
        with _silence():
            rows = pl.scan_parquet(io.BytesIO(content)).select(pl.len()).collect().item()
            names = pl.read_parquet_schema(io.BytesIO(content))
        if rows > MOST_ROWS:
            raise ColumnsError(f"there are {rows} rows; at most {MOST_ROWS} can be used")
        layout = layout_of(list(names), "columns")
        wanted = [list(names)[place] for place in layout.places]
        given = [] if layout.year is None else [list(names)[layout.year]]
        with _silence():
            frame = pl.read_parquet(io.BytesIO(content), columns=wanted + given)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ColumnsError("the Parquet file is broken or of a kind unknown here") from error
    except pl.exceptions.PanicException as error:  # not an Exception in polars
        raise ColumnsError("the Parquet file is broken") from error
    if not frame.height:
        raise ColumnsError("there are no rows")
    for column in wanted + given:
        _check_column(frame[column], column == wanted[2])
    frame = frame.select(
        _as_code(frame[wanted[0]]).alias("0"),
        _as_code(frame[wanted[1]]).alias("1"),
        frame[wanted[2]].cast(pl.Float64).alias("2"),
        *(frame[name].cast(pl.Int64).alias(YEAR) for name in given),
    )
    return _of_frame(frame, year)


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing on standard error meanwhile: on a broken file polars tells pages about its inside."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - only its number is used
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _check_column(series: pl.Series, amount: bool) -> None:
    kind = series.dtype
    whole = kind.is_integer()
    text = kind in (pl.String, pl.Categorical, pl.Enum)
    name = series.name.strip().casefold()
    right = kind.is_numeric() if amount else whole if name == YEAR else whole or text
    if not right:
        asked = "numbers" if amount else "years" if name == YEAR else "codes as text or integers"
        raise ColumnsError(f"column {series.name} holds {kind}, not {asked}")
    if series.has_nulls():
        row = (series.is_null().arg_max() or 0) + 1
        raise ColumnsError(f"row {row}, column {series.name}: the cell is empty")


def _as_code(series: pl.Series) -> pl.Series:
    return series if series.dtype.is_integer() else series.cast(pl.String).str.strip_chars()
