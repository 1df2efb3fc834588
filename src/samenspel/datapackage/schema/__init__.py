# SPDX-License-Identifier: EUPL-1.2
"""The schema of a data package, written once; reading, writing and documentation follow it."""

from samenspel.datapackage.schema.tables import (
    MUNICIPALITY_CODES,
    REQUIRED_TABLES,
    TABLES,
    TOGETHER,
    Reference,
    RowRule,
    Table,
)

__all__ = [
    "MUNICIPALITY_CODES",
    "REQUIRED_TABLES",
    "TABLES",
    "TOGETHER",
    "Reference",
    "RowRule",
    "Table",
]
