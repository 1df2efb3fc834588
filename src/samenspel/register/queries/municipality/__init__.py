# SPDX-License-Identifier: EUPL-1.2
"""One municipality on a date: what it takes part in, with whom, and where it comes from."""

from samenspel.register.queries.municipality.page import (
    MunicipalityPage,
    OtherCount,
    municipality_page,
    municipality_rows,
)

__all__ = ["MunicipalityPage", "OtherCount", "municipality_page", "municipality_rows"]
