# SPDX-License-Identifier: EUPL-1.2
"""What commands share that measure the arrangements of a data package on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import click

from samenspel.cli.flow_files import FlowFileError, read_package_of
from samenspel.cli.package_participation import PackageFacts, facts_of
from samenspel.cli.region_files import table

Rows: TypeAlias = list[dict[str, Any]]
_SHOWN = 50


def read_facts(path: Path, *, on: date | None) -> PackageFacts:
    """Who takes part in what, by a package on a day; without one that of the package.

    Raises
    ------
    click.ClickException
        It cannot be read, or has no arrangement in force on the day.
    """
    try:
        package = read_package_of(path)
    except FlowFileError as error:
        raise click.ClickException(str(error)) from error
    facts = facts_of(package, on=on)
    if not facts.arrangements:
        raise click.ClickException(f"{path} has no arrangements in force on {facts.on}.")
    return facts


def tell_stale(facts: PackageFacts) -> None:
    """Say on standard error which participations are left out, when there are any."""
    stale = facts.participations.stale
    if not stale:
        return
    who = "1 participation names" if len(stale) == 1 else f"{len(stale)} participations name"
    click.echo(f"{who} a municipality that does not exist on {facts.on}; not counted:", err=True)
    for code, key in stale[:_SHOWN]:
        name = facts.names.get(code)
        click.echo(f"  {f'{name} ({code})' if name else code} in {key}", err=True)
    if len(stale) > _SHOWN:
        click.echo(f"  and {len(stale) - _SHOWN} more; --json lists them all", err=True)


def described(facts: PackageFacts) -> dict[str, Any]:
    """What figures of a package are of, as JSON has it."""
    package = facts.package
    return {
        "package": package.name,
        "reference_date": facts.on.isoformat(),
        "sources": [source.title for source in package.sources],
        "licences": [licence.title for licence in package.licences],
        "stale": [{"code": code, "arrangement": key} for code, key in facts.participations.stale],
    }


def table_of(columns: Sequence[str], rows: Rows) -> bytes:
    """Rows as CSV; an empty cell is a figure that there is not."""
    cells = ([row[column] for column in columns] for row in rows)
    return table(columns, (["" if cell is None else cell for cell in row] for row in cells))
