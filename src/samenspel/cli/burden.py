# SPDX-License-Identifier: EUPL-1.2
"""``samenspel burden``: how much work taking part is for each municipality."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samenspel.cli.folders import signs_of_life
from samenspel.cli.whole_files import check_files, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from samenspel.analysis.burden import Assumption

_FILE = click.Path(path_type=Path)


@click.command(epilog="Example: samenspel burden nl-2026 -o burden.csv")
@click.argument("package", type=_FILE, required=False)
@click.option(
    "--assumptions",
    "assumptions_file",
    type=_FILE,
    metavar="FILE.csv",
    help="Rows that replace the assumptions, in the form that --print-assumptions writes.",
)
@click.option(
    "--on",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Municipalities and arrangements of this day; that of the package else.",
)
@click.option("-o", "--output", type=_FILE, help="Write the table to this file, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
@click.option("--print-assumptions", is_flag=True, help="Write the assumptions and stop.")
def burden(
    package: Path | None,
    *,
    assumptions_file: Path | None,
    on: datetime | None,
    output: Path | None,
    as_json: bool,
    print_assumptions: bool,
) -> None:
    """Measure the administrative burden of arrangements for each municipality.

    PACKAGE is a data package. For each municipality, in a year: seats to fill, meetings, hours of
    members and of officials, and pages of papers; in total and per 10,000 inhabitants. They follow
    from assumptions for each legal form, and from real figures where the package has them (seats
    in general boards): the columns that end in _known say how much of a figure is not assumed.
    """
    if package is None and not print_assumptions:
        raise click.UsageError("give a PACKAGE, or --print-assumptions")
    check_files((output,), (package, assumptions_file))
    from samenspel.analysis.burden_assumptions import DEFAULT_ASSUMPTIONS
    from samenspel.cli import burden_files as files

    assumptions: Mapping[str, Assumption] = DEFAULT_ASSUMPTIONS
    if assumptions_file is not None:
        try:
            assumptions = files.read_assumptions(assumptions_file, DEFAULT_ASSUMPTIONS)
        except files.AssumptionsError as error:
            raise click.ClickException(str(error)) from error
    if print_assumptions:
        table = files.assumptions_table(assumptions)
        _write(table, files.assumptions_document(assumptions), output, as_json=as_json)
    elif package is not None:
        day = None if on is None else on.date()
        _measure(package, day, assumptions, output, as_json=as_json)


def _measure(
    package: Path,
    day: date | None,
    assumptions: Mapping[str, Assumption],
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    from samenspel.analysis import burden as measures
    from samenspel.cli import burden_files as files
    from samenspel.cli.package_measures import described, read_facts, table_of, tell_stale

    with signs_of_life(f"Reading {package}"):
        facts = read_facts(package, on=day)
    tell_stale(facts)
    found = measures.burden(
        facts.participations,
        [arrangement.legal_form for arrangement in facts.arrangements],
        assumptions,
        known_of_member=files.known_seats(facts),
    )
    rows = files.burden_rows(facts, found)
    document = {
        **described(facts),
        "assumptions": files.assumptions_document(assumptions),
        "municipalities": rows,
    }
    _write(table_of(files.COLUMNS, rows), document, output, as_json=as_json)


def _write(
    table: bytes, document: dict[str, object], output: Path | None, *, as_json: bool
) -> None:
    """The table to its file, else to standard output; JSON to standard output."""
    from samenspel.cli.region_files import as_json as written_as_json

    if output is not None:
        write_files({output: table})
    if as_json:
        click.echo(written_as_json(document), nl=False)
    elif output is None:
        click.echo(table, nl=False)
