# SPDX-License-Identifier: EUPL-1.2
"""``samenspel partners``: the municipalities that complement one, from a data package."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samenspel.cli.folders import signs_of_life
from samenspel.cli.one_municipality import code_of, names_on
from samenspel.cli.whole_files import check_files, write_files

if TYPE_CHECKING:
    from datetime import date, datetime

    from samenspel.analysis.complementarity import (
        Entries,
        Partners,
        PartnerTable,
        PartnerWeights,
    )
    from samenspel.cli.partner_conditions import Conditions, Ground
    from samenspel.datapackage import Package

_FILE = click.Path(path_type=Path)
_KM = click.IntRange(0, 20_000)
_PEOPLE = click.IntRange(0)
_SIZE = "administrative_size"


@click.command(
    epilog="Example: samenspel partners GM0363 --package nl-2026 --weights space=2 --min-km 50"
)
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
    help="Whole weights of themes, 0 to 100, 1 unless given: people, living, work, knowledge, "
    "facilities, space, administration, entered.",
)
@click.option(
    "--factors",
    default="",
    metavar="FACTOR=N,...",
    help="How many times each factor is multiplied, 0 to 3, 1 unless given: alike, unlike, "
    "reciprocity.",
)
@click.option(
    "--without",
    default="",
    metavar="KEY,...",
    help="Leave these indicators out, or figures on both sides.",
)
@click.option("--entries", "entries_path", type=_FILE, help="CSV file: code,kind,theme.")
@click.option("--min-km", "least_km", type=_KM, help="At least so far away.")
@click.option("--max-km", "most_km", type=_KM, help="At most so far away.")
@click.option("--other-province", is_flag=True, help="Not in the same province.")
@click.option("--min-population", "least_people", type=_PEOPLE, help="At least so many residents.")
@click.option("--max-population", "most_people", type=_PEOPLE, help="At most so many residents.")
@click.option("--apart", "is_apart", is_flag=True, help="Not together in an arrangement.")
@click.option(
    "--ignore-larger-than",
    "largest",
    type=click.IntRange(2),
    default=50,
    show_default=True,
    help="For --apart: arrangements of more municipalities do not count.",
)
@click.option(
    "--no-merger-partner",
    "without_mergers",
    is_flag=True,
    help="Nobody that becomes one with it, or came from the same municipality.",
)
@click.option("--top", type=click.IntRange(1, 100), default=10, help="How many to show; 10.")
@click.option("-o", "--output", type=_FILE, help="Write the table of all to this file, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Write all that was compared as JSON.")
def partners(
    code: str,
    *,
    package_path: Path,
    on: datetime | None,
    weights: str,
    factors: str,
    without: str,
    entries_path: Path | None,
    top: int,
    output: Path | None,
    as_json: bool,
    **conditions: bool | int | None,
) -> None:
    """Find the municipalities that complement one: partners for a city link.

    CODE is the code of a municipality, or its name. A good partner has the same problems, has what
    the other lacks, and gains from it too: the score is alike × unlike × reciprocity, worked out
    in exact fractions. A gift is not a link: where one of both gains nothing the score is 0. Who
    does not meet a condition scores 0 and says why.
    """
    # A short process that makes many objects and keeps them: looking for garbage is a tenth of it.
    gc.disable()
    chosen = _weights(weights, factors, without)
    check_files((output,), (package_path, entries_path))
    from samenspel.cli import partner_files
    from samenspel.cli.flow_files import FlowFileError, read_package_of
    from samenspel.cli.partner_conditions import Conditions

    asked = Conditions(**conditions)  # type: ignore[arg-type]
    try:
        with signs_of_life(f"Reading {package_path}"):
            package = read_package_of(package_path)
    except FlowFileError as error:
        raise click.ClickException(str(error)) from error
    day = on.date() if on is not None else package.observed_on
    names = names_on(package, day)
    wanted = code_of(code, names, day)
    table = _table(package, names, day, _entries(entries_path, names))
    ground = _ground(package, table, day)
    found = _found(table, wanted, chosen, ground, asked, names, top)
    if output is not None:
        write_files({output: partner_files.partners_table(found, names)})
    if as_json:
        click.echo(partner_files.as_json(found, names, ground, asked), nl=False)
    elif output is None:
        click.echo(partner_files.as_text(found, names, ground))


def _weights(themes: str, factors: str, without: str) -> PartnerWeights:
    from samenspel.analysis.complementarity import PartnerWeights, WeightsError

    numbers = _numbers("--weights", themes), _numbers("--factors", factors)
    left_out = frozenset(filter(None, (key.strip() for key in without.split(","))))
    try:
        return PartnerWeights(*numbers, without=left_out)
    except WeightsError as error:
        raise click.UsageError(str(error)) from error


def _numbers(option: str, text: str) -> dict[str, int]:
    """``people=2,space=0`` as whole numbers by key."""
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        key, _, number = (piece.strip() for piece in part.partition("="))
        if not (number.isascii() and number.isdigit()):
            raise click.UsageError(f"{option}: write {key}=2, with a whole number, not {part}.")
        found[key] = int(number)
    return found


def _entries(path: Path | None, names: dict[str, str]) -> Entries | None:
    from samenspel.cli.partner_files import EntriesError, read_entries

    if path is None:
        return None
    try:
        return read_entries(path, names)
    except EntriesError as error:
        raise click.ClickException(str(error)) from error


def _table(
    package: Package, names: dict[str, str], day: date, entries: Entries | None
) -> PartnerTable:
    from samenspel.analysis.complementarity import partner_table
    from samenspel.cli.partner_files import vintages_of

    return partner_table(vintages_of(package), tuple(names), day, entries=entries)


def _ground(package: Package, table: PartnerTable, day: date) -> Ground:
    from samenspel.cli.partner_conditions import Ground

    sizes = [column.values for column in table.columns if column.indicator.key == _SIZE]
    people = dict(zip(table.codes, sizes[0].tolist(), strict=True)) if sizes else {}
    known = {code: number for code, number in people.items() if number == number}
    return Ground(package, day, table.codes, known)


def _found(
    table: PartnerTable,
    code: str,
    weights: PartnerWeights,
    ground: Ground,
    asked: Conditions,
    names: dict[str, str],
    top: int,
) -> Partners:
    from samenspel.analysis.complementarity import WeightsError, partners_in
    from samenspel.cli.partner_conditions import failing

    try:
        found = partners_in(
            table, code, weights=weights, allowed=failing(ground, code, asked), top=top
        )
    except WeightsError as error:
        raise click.UsageError(f"--weights: {error}") from error
    if found.reason == "no_indicators":
        raise click.ClickException(
            "the package has no figures on challenges, or none on means, to find partners by."
        )
    if found.reason == "no_figures":
        raise click.ClickException(
            f"the package has no figures of {names[code]} to find partners by on {ground.on}."
        )
    if found.reason:
        raise click.ClickException(
            f"too little is known of {names[code]}, or of all others, by these weights."
        )
    return found
