# SPDX-License-Identifier: EUPL-1.2
"""``samenspel peers``: the municipalities most like one, from a data package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samenspel.cli.folders import signs_of_life
from samenspel.cli.one_municipality import code_of, names_on
from samenspel.cli.whole_files import check_files, write_files

if TYPE_CHECKING:
    from datetime import date, datetime

    from samenspel.analysis.likeness import Peers
    from samenspel.datapackage import Package

_FILE = click.Path(path_type=Path)


@click.command(epilog="Example: samenspel peers GM0439 --package nl-2026 --weights size=2,age=0")
@click.argument("code")
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
    "--weights",
    default="",
    metavar="THEME=N,...",
    help="Weights of themes, 1 unless given: size, density, age, living, income, education.",
)
@click.option("--top", type=click.IntRange(1, 100), default=10, help="How many peers; 10.")
@click.option("-o", "--output", type=_FILE, help="Write the table to this file, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def peers(
    code: str,
    *,
    package_path: Path,
    on: datetime | None,
    weights: str,
    top: int,
    output: Path | None,
    as_json: bool,
) -> None:
    """Find the municipalities most like one: its peers.

    CODE is the code of a municipality, or its name. Municipalities are compared by figures in
    themes (size, space, age, living, income, education): the smaller the distance, the more alike.
    Of each peer you see what its distance comes from, and how often it is among the first under
    1,000 random weightings of the themes.
    """
    chosen = _weights(weights)
    check_files((output,), (package_path,))
    from samenspel.cli import peer_files
    from samenspel.cli.flow_files import FlowFileError, read_package_of

    try:
        with signs_of_life(f"Reading {package_path}"):
            package = read_package_of(package_path)
    except FlowFileError as error:
        raise click.ClickException(str(error)) from error
    day = on.date() if on is not None else package.observed_on
    names = names_on(package, day)
    found = _found(package, names, code_of(code, names, day), day, chosen, top)
    csv = peer_files.peers_table(found, names)
    if output is not None:
        write_files({output: csv})
    if as_json:
        click.echo(peer_files.as_json(found, names, package, day), nl=False)
    elif output is None:
        click.echo(peer_files.as_text(found, names, package, day))


def _weights(text: str) -> dict[str, float]:
    """``size=2,age=0`` as weights by theme."""
    found: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        theme, _, number = part.partition("=")
        try:
            found[theme.strip()] = float(number)
        except ValueError:
            raise click.UsageError(f"--weights: write {theme.strip()}=2, not {part}.") from None
    return found


def _found(
    package: Package,
    names: dict[str, str],
    code: str,
    day: date,
    weights: dict[str, float],
    top: int,
) -> Peers:
    from samenspel.analysis.likeness import WeightsError, peers_in
    from samenspel.cli.peer_files import indicators_of

    table = indicators_of(package, codes=tuple(names), on=day)
    try:
        found = peers_in(table, code, weights=weights, top=top)
    except WeightsError as error:
        raise click.UsageError(f"--weights: {error}") from error
    if found.reason == "no_figures":
        raise click.ClickException(
            f"the package has no figures of {names[code]} to compare it by on {day}."
        )
    if found.reason:
        raise click.ClickException(
            f"too little is known of {names[code]}, or of all others, by these weights."
        )
    return found
