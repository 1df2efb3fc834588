# SPDX-License-Identifier: EUPL-1.2
"""The text of a version in which people may search; no database needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samenspel.analysis.policy_areas import parse_policy_areas
from samenspel.datapackage import Package
from samenspel.datapackage.legal_forms import identify


def searched_text(row: Mapping[str, Any]) -> str:
    """What people may look for in one row of the table of arrangements."""
    areas = " ".join(area.nl for area in parse_policy_areas(row["policy_areas"]))
    parts = (
        row["name"], row["citation_title"], row["official_name"], row["body_name"], row["purpose"],
        row["seat_place"], areas, identify(row["legal_form"]).label_nl,
    )  # fmt: skip
    return " ".join(part for part in parts if part)


def searched_texts(package: Package) -> list[str]:
    """The text of every version of a package, each once, in the order of the package."""
    rows = package.table("arrangements").iter_rows(named=True)
    return list(dict.fromkeys(searched_text(row) for row in rows))
