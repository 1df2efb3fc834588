# SPDX-License-Identifier: EUPL-1.2
"""Raw trip and job records, as many as there are, aggregated to flows between zones.

DuckDB on one machine or Spark on a cluster; the aggregation itself is written once
(:mod:`samenspel.datapackage.trips.expression`). Needs the extra ``records`` or ``cluster``.
"""

from samenspel.datapackage.trips.aggregation import Left, Report, aggregate
from samenspel.datapackage.trips.engine import ENGINES, EngineName, Settings, connected
from samenspel.datapackage.trips.fates import Fate
from samenspel.datapackage.trips.request import FORMATS, Format, Period, Request, TripsError

__all__ = [
    "ENGINES",
    "FORMATS",
    "EngineName",
    "Fate",
    "Format",
    "Left",
    "Period",
    "Report",
    "Request",
    "Settings",
    "TripsError",
    "aggregate",
    "connected",
]
