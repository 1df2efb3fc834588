# SPDX-License-Identifier: EUPL-1.2
"""The municipality that a command is about: by its code or by its name, on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from samenspel.datapackage import Package

_NEAREST = 5


def names_on(package: Package, day: date) -> dict[str, str]:
    """Names by code of the municipalities that exist on the day."""
    from samenspel.datapackage.named_municipalities import municipalities_of

    return {
        code: one.name
        for code, one in municipalities_of(package).items()
        if (one.valid_from is None or one.valid_from <= day)
        and (one.valid_to is None or day < one.valid_to)
    }


def code_of(asked: str, names: dict[str, str], day: date) -> str:
    """The code asked for, by itself or by name.

    Raises
    ------
    click.ClickException
        There is none, or more than one; a sentence with the nearest names.
    """
    from samenspel.analysis.name_search import NameEntry, search

    if asked.upper() in names:
        return asked.upper()
    entries = [NameEntry(code, name) for code, name in sorted(names.items())]
    hits = search(entries, asked, len(entries))
    exact = [hit.key for hit in hits if hit.how == "exact"]
    if len(exact) == 1:
        return exact[0]
    near = ", ".join(f"{hit.name} ({hit.key})" for hit in (hits or ())[:_NEAREST])
    hint = f" Did you mean {near}?" if near else ""
    several = f"several municipalities are called {asked}" if exact else ""
    what = several or f"there is no municipality {asked} on {day} in the package"
    raise click.ClickException(f"{what}.{hint}")
