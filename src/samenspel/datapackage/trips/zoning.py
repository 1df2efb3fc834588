# SPDX-License-Identifier: EUPL-1.2
"""In which zone an area lies: neighbourhoods to municipalities, for instance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from samenspel.datapackage.trips.request import TripsError

if TYPE_CHECKING:
    import polars as pl


def read_zoning(file: Path) -> pl.DataFrame:
    """Columns ``area`` and ``zone`` as text, each area once, in order.

    The file is CSV or Parquet with columns of those names, or with two columns in that order. An
    area without a zone is left out.

    Raises
    ------
    TripsError
        The file cannot be read, has other columns, or puts an area in two zones.
    """
    import polars as pl

    try:
        if file.suffix.lower() in (".parquet", ".pq"):
            found = pl.read_parquet(file)
        else:
            found = pl.read_csv(file, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise TripsError(f"{file} cannot be read: {str(error).splitlines()[0]}") from error
    names = found.columns
    if {"area", "zone"} <= set(names):
        found = found.select("area", "zone")
    elif len(names) == 2:
        found = found.rename({names[0]: "area", names[1]: "zone"})
    else:
        raise TripsError(f"{file} must have columns area and zone, and has {', '.join(names)}")
    text = found.select(
        pl.col(name).cast(pl.String).str.strip_chars().replace("", None) for name in found.columns
    )
    pairs = text.drop_nulls().unique().sort("area", "zone")
    twice = pairs.filter(pl.col("area").is_duplicated())
    if twice.height:
        area, number = twice["area"][0], twice["area"].n_unique()
        raise TripsError(f"{file} puts {number} areas in two zones, the first is {area}")
    if not pairs.height:
        raise TripsError(f"{file} holds no area with a zone")
    return pairs
