# SPDX-License-Identifier: EUPL-1.2
"""``samenspel pairings``: a partner for every municipality of a country, from a data package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from samenspel.cli.folders import signs_of_life
from samenspel.cli.whole_files import check_files, write_files

if TYPE_CHECKING:
    from datetime import date, datetime

    from samenspel.analysis.matching import EdgeRule
    from samenspel.cli.pairing_files import CountryPairs
    from samenspel.datapackage import Package

_FILE = click.Path(path_type=Path)


@click.command(epilog="Example: samenspel pairings --package nl-2026 --cities-with-edges")
@click.option(
    "--package",
    "package_path",
    type=_FILE,
    metavar="PACKAGE",
    required=True,
    help="Data package with the figures.",
)
@click.option(
    "--on",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Municipalities of this day; that of the package else.",
)
@click.option(
    "--kind",
    type=click.Choice(["optimal", "stable"]),
    default="optimal",
    help="The largest total, or pairs that no two would swap from; optimal.",
)
@click.option(
    "--cities-with-edges",
    is_flag=True,
    help="Only pairs of a large municipality with one at the edge.",
)
@click.option("--large", type=click.IntRange(1), help="Large from so many residents; 100000.")
@click.option(
    "--small",
    type=click.IntRange(0),
    help="At the edge: with fewer residents than this, and not growing; 50000.",
)
@click.option(
    "--growth",
    type=click.IntRange(-100, 1000),
    help="Not growing: by at most so many per cent; 0.",
)
@click.option(
    "--addresses",
    type=click.IntRange(0),
    help="Also at the edge: fewer addresses nearby per square kilometre than this; 500.",
)
@click.option("-o", "--output", type=_FILE, help="Write the pairs to this file, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def pairings(
    *,
    package_path: Path,
    on: datetime | None,
    kind: Literal["optimal", "stable"],
    cities_with_edges: bool,
    large: int | None,
    small: int | None,
    growth: int | None,
    addresses: int | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Give every municipality of a country a partner that it can give to and learn from.

    Pairs score as in `samenspel partners`. Optimal pairs have the largest total of scores, with
    the proof: no other pairing scores more than the bound. Stable pairs are made the best one
    first, so that no two would rather have each other.
    """
    asked = {"large": large, "small": small, "growth": growth, "addresses": addresses}
    given = {key: value for key, value in asked.items() if value is not None}
    if given and not cities_with_edges:
        raise click.UsageError(f"--{next(iter(given))} is used with --cities-with-edges.")
    check_files((output,), (package_path,))
    from samenspel.analysis.matching import EdgeRule
    from samenspel.cli import pairing_files
    from samenspel.cli.flow_files import FlowFileError, read_package_of

    try:
        with signs_of_life(f"Reading {package_path}"):
            package = read_package_of(package_path)
    except FlowFileError as error:
        raise click.ClickException(str(error)) from error
    found = _found(package, on, EdgeRule(**given) if cities_with_edges else None)
    if output is not None:
        write_files({output: pairing_files.pairs_table(found, kind)})
    if as_json:
        click.echo(pairing_files.as_json(found, kind), nl=False)
    elif output is None:
        click.echo(pairing_files.as_text(found, kind))


def _found(package: Package, on: datetime | None, rule: EdgeRule | None) -> CountryPairs:
    from samenspel.cli.one_municipality import names_on
    from samenspel.cli.pairing_files import pairs_of

    day: date = on.date() if on is not None else package.observed_on
    names = names_on(package, day)
    with signs_of_life("Making pairs"):
        found = pairs_of(package, names, day, rule)
    if not found.both.optimal.pairs:
        raise click.ClickException(
            f"no pair can be made on {day}: the package has too few figures, or nobody is on one "
            "of both sides."
        )
    return found
