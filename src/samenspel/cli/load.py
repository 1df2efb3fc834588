# SPDX-License-Identifier: EUPL-1.2
"""``samenspel data load``: check a data package, then load it whole."""

from __future__ import annotations

import gc
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samenspel.cli.data import read_or_exit
from samenspel.cli.site import migrate, setup_django

if TYPE_CHECKING:
    from samenspel.register.actions import LoadReport


@click.command(
    epilog="Example: SAMENSPEL_DATABASE_URL=sqlite:///register.sqlite3 samenspel data load nl-2026"
)
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
@click.option(
    "--allow-removals",
    is_flag=True,
    help="Also when more than a fifth of what was loaded before is not in the package.",
)
def load(package: Path, *, as_json: bool, allow_removals: bool) -> None:
    """Check a data package and load it, all or nothing.

    PACKAGE is a folder with datapackage.json, or a zip file of one. The same package a second time
    changes nothing. A package with problems is refused and the database stays as it was.
    """
    # A short process that makes many objects and keeps them: looking for garbage is a tenth of it.
    gc.disable()
    from samenspel.cli.words import WordsBeside  # the analysis of Dutch takes long to load

    with WordsBeside() as words:
        click.echo(f"Checking {package} ...", err=True)
        found = read_or_exit(package, as_json=as_json)
        from samenspel.register.search_text import searched_texts

        words.start(searched_texts(found))
        setup_django()
        migrate()
        from django.utils import timezone

        from samenspel.accounts.rules import operator
        from samenspel.mobility.actions import load_package
        from samenspel.register.actions import LoadRefused

        click.echo(f"Loading {found.title} ...", err=True)
        try:
            report = load_package(
                package=found,
                by=operator(),
                at=timezone.now(),
                allow_removals=allow_removals,
                analyse=words.of,
            )
        except LoadRefused as error:
            raise click.ClickException(str(error)) from error
    click.echo(_as_json(report) if as_json else _as_text(report))


def _as_text(report: LoadReport) -> str:
    lines = [f"{'':<20}{'added':>9}{'changed':>9}{'unchanged':>11}{'removed':>9}"]
    lines += [
        f"{c.table:<20}{c.added:>9}{c.changed:>9}{c.unchanged:>11}{c.removed:>9}"
        for c in report.changes
    ]
    lines += [f"Notice: {notice}" for notice in report.notices]
    lines.append(
        f"{report.collection}: all unchanged."
        if report.is_unchanged
        else f"{report.collection}: loaded."
    )
    return "\n".join(lines)


def _as_json(report: LoadReport) -> str:
    return json.dumps(
        {
            "collection": report.collection,
            "unchanged": report.is_unchanged,
            "changes": [asdict(change) for change in report.changes],
            "notices": list(report.notices),
        },
        ensure_ascii=False,
        indent=2,
    )
