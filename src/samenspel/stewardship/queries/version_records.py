# SPDX-License-Identifier: EUPL-1.2
"""The records of several versions at once, in the form of the register's history."""

from __future__ import annotations

from collections.abc import Iterable

from samenspel.register.records import TABLES, Records, read_kind


def read_versions(versions: Iterable[int], kinds: Iterable[str]) -> Records:
    """The records of versions (primary keys) of these kinds; a query per kind."""
    wanted = list(versions)
    found = Records()
    for kind in kinds:
        found.add(read_kind(kind, **{f"{TABLES[kind].version}__in": wanted}))
    return found
