# SPDX-License-Identifier: EUPL-1.2
"""The kinds of column that the tables are made of.

A column that may be empty may also be absent from a file; a required column must be there and
filled in. Text is limited in length so that a broken file cannot carry megabytes in one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import dataframely as dy
import polars as pl

MUNICIPALITY_CODE = r"^(GM[0-9]{4}|[0-9]{5})$"
"""CBS code of a Dutch municipality (GM0363) or NIS code of a Flemish one (11001)."""
PROVINCE_CODE = r"^(PV[0-9]{2}|[0-9]{5})$"
IDENTIFIER = r"^\S(.*\S)?$"
SLUG = r"^[a-z0-9]+([._-][a-z0-9]+)*$"

_SHORT = 500
_ADDRESS = 4_000
_LONG = 100_000
_EARLIEST = date(1500, 1, 1)
_LATEST = date(2200, 12, 31)


def text(
    description: str, *, required: bool = False, regex: str | None = None, key: bool = False
) -> dy.String:
    """A name, code or short remark (at most 500 bytes)."""
    return dy.String(
        nullable=not (required or key),
        regex=regex,
        max_length=_SHORT,
        description=description,
        primary_key=key,
    )


def long_text(description: str, *, required: bool = False) -> dy.String:
    """Running text, or a list separated by |."""
    return dy.String(nullable=not required, max_length=_LONG, description=description)


def address(description: str) -> dy.String:
    """An address on the web or a URI."""
    return dy.String(nullable=True, max_length=_ADDRESS, description=description)


def choice(
    description: str, values: Sequence[str], *, required: bool = False, key: bool = False
) -> dy.String:
    """One of a fixed list."""
    allowed = list(values)
    return dy.String(
        nullable=not (required or key),
        check={"enum": lambda column: column.is_in(allowed)},
        description=description,
        metadata={"enum": allowed},
        primary_key=key,
    )


def label_of(description: str, casefolded: frozenset[str], examples: Sequence[str]) -> dy.String:
    """A label that is known whatever its capitals; ``examples`` are shown in the documentation."""
    allowed = pl.Series(sorted(casefolded)).implode()
    return dy.String(
        nullable=True,
        check={
            "enum": lambda column: column.str.strip_chars().str.to_lowercase().is_in(allowed),
        },
        description=description,
        metadata={"enum": list(examples), "open_enum": True},
    )


def municipality(description: str, *, required: bool = False, key: bool = False) -> dy.String:
    """Code of a municipality."""
    return text(description, required=required, regex=MUNICIPALITY_CODE, key=key)


def day(description: str, *, required: bool = False) -> dy.Date:
    """A date, written YYYY-MM-DD."""
    return dy.Date(nullable=not required, min=_EARLIEST, max=_LATEST, description=description)


def yes_no(description: str, *, required: bool = False) -> dy.Bool:
    """true or false."""
    return dy.Bool(nullable=not required, description=description)


def whole(
    description: str,
    *,
    low: int | None = 0,
    high: int | None = None,
    required: bool = False,
    key: bool = False,
) -> dy.Int64:
    """A whole number."""
    return dy.Int64(
        nullable=not (required or key), min=low, max=high, description=description, primary_key=key
    )


def number(
    description: str,
    *,
    low: float | None = 0.0,
    high: float | None = None,
    required: bool = False,
) -> dy.Float64:
    """A number with decimals, written with a point."""
    return dy.Float64(nullable=not required, min=low, max=high, description=description)


def year(description: str, *, required: bool = False, key: bool = False) -> dy.Int64:
    """A calendar year."""
    return whole(description, low=1800, high=2200, required=required, key=key)
