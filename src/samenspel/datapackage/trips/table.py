# SPDX-License-Identifier: EUPL-1.2
"""The file with flows between zones: written whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_DECIMALS = 6


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet by its name."""
    return path.suffix.lower() in (".parquet", ".pq")


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A file to write, in a folder beside ``out``, which takes its place when all went well.

    Raises
    ------
    OSError
        There cannot be such a file, said before the work begins; what was there is still there.
    """
    out = out.absolute()
    # Named as the result, so that its format is known by its name.
    with tempfile.TemporaryDirectory(prefix=f".{out.name[:40]}-", dir=out.parent) as folder:
        made = Path(folder) / out.name
        yield made
        made.replace(out)


def write_table(counted: pl.DataFrame, unit: int, file: Path) -> None:
    """Write ``origin``, ``destination`` and ``flow``.

    Parameters
    ----------
    counted
        Columns ``origin``, ``destination`` and ``units``, in order.
    unit
        Units to one. Flows are whole numbers when all are whole, else decimal numbers.
    """
    frame = counted.select("origin", "destination", flow=_flow(counted["units"], unit))
    if not is_parquet(file):
        frame.write_csv(file)
        return
    if not frame["flow"].dtype.is_integer():
        frame = frame.with_columns(frame["flow"].str.to_decimal(scale=_DECIMALS))
    frame.write_parquet(file)


def _flow(units: pl.Series, unit: int) -> pl.Series:
    """Whole numbers where all are whole; else decimal numbers, as text so that they are exact."""
    import polars as pl

    whole, rest = units // unit, units % unit
    if not rest.sum():
        return whole
    rest = rest.cast(pl.String).str.zfill(_DECIMALS)
    text = pl.concat_str(whole.cast(pl.String), pl.lit("."), rest)
    return pl.select(text.str.strip_chars_end("0").str.strip_chars_end(".")).to_series()


def total_of(file: Path) -> Decimal:
    """The sum of all flows in a file, exactly."""
    import polars as pl

    if is_parquet(file):
        flow = pl.read_parquet(file, columns=["flow"])["flow"]
    else:
        flow = pl.read_csv(file, columns=["flow"], infer_schema=False)["flow"]
        flow = flow.str.to_decimal(scale=_DECIMALS)
    return Decimal(str(flow.sum()))
