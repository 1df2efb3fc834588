# SPDX-License-Identifier: EUPL-1.2
"""``samenspel congruence``: does each municipality meet the same partners at every table?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samenspel.cli.folders import signs_of_life
from samenspel.cli.whole_files import check_files, write_files

if TYPE_CHECKING:
    from datetime import datetime

    from samenspel.analysis.congruence import Congruence, Pairs
    from samenspel.cli.package_measures import Rows
    from samenspel.cli.package_participation import PackageFacts

_FILE = click.Path(path_type=Path)
_COLUMNS = ("code", "name", "arrangements", "partners", "numerator", "denominator", "congruence")
_PAIR_COLUMNS = ("first", "first_name", "second", "second_name", "shared", "either", "jaccard")


@click.command(epilog="Example: samenspel congruence nl-2026 -o congruence.csv --on 2026-01-01")
@click.argument("package", type=_FILE)
@click.option(
    "--on",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Municipalities and arrangements of this day; that of the package else.",
)
@click.option(
    "--ignore-larger-than",
    type=click.IntRange(2),
    metavar="N",
    help="Leave out arrangements with more than N municipalities.",
)
@click.option(
    "--weighted",
    is_flag=True,
    help="An arrangement counts once for each of its policy areas (1 when none is known).",
)
@click.option("--pairs", "as_pairs", is_flag=True, help="Pairs of municipalities instead.")
@click.option("-o", "--output", type=_FILE, help="Write the table to this file, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def congruence(
    package: Path,
    *,
    on: datetime | None,
    ignore_larger_than: int | None,
    weighted: bool,
    as_pairs: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Measure how far each municipality meets the same partners in all its arrangements.

    PACKAGE is a data package. The congruence of a municipality is the sum, over its partners, of
    the arrangements they share, divided by its number of arrangements with a partner times its
    number of partners: above 0, and 1 when it has the same partners in everything; empty without a
    partner. High is not good in itself. With --pairs: for every two municipalities that share an
    arrangement, the arrangements shared and those of either, and the first divided by the second.

    Only municipalities that exist on the day count. Participations that name another one are left
    out and listed on standard error.
    """
    check_files((output,), (package,))
    from samenspel.analysis import congruence as measures
    from samenspel.cli.package_measures import described, read_facts, tell_stale
    from samenspel.cli.region_files import as_json as written_as_json

    with signs_of_life(f"Reading {package}"):
        facts = read_facts(package, on=None if on is None else on.date())
    tell_stale(facts)
    weights = None
    if weighted:
        weights = measures.task_weights(len(one.policy_areas) for one in facts.arrangements)
    measure = measures.pairs if as_pairs else measures.congruence
    with signs_of_life("Measuring"):
        found = measure(
            facts.participations, ignore_larger_than=ignore_larger_than, weights=weights
        )
        table, rows = _listed(facts, found)
    if output is not None:
        write_files({output: table})
    if as_json:
        document = {
            **described(facts),
            "ignore_larger_than": ignore_larger_than,
            "weighted_by_policy_areas": weighted,
            "pairs" if as_pairs else "municipalities": rows,
        }
        click.echo(written_as_json(document), nl=False)
    elif output is None:
        click.echo(table, nl=False)


def _listed(facts: PackageFacts, found: Congruence | Pairs) -> tuple[bytes, Rows]:
    """What was found, as CSV and as plain values."""
    from samenspel.analysis.congruence import Pairs

    return _pairs(facts, found) if isinstance(found, Pairs) else _municipalities(facts, found)


def _municipalities(facts: PackageFacts, found: Congruence) -> tuple[bytes, Rows]:
    """A row for each municipality, as CSV and as plain values."""
    from samenspel.cli.package_measures import table_of

    rows = [
        dict(
            zip(
                _COLUMNS,
                (
                    code,
                    facts.names[code],
                    int(found.arrangements[place]),
                    int(found.partners[place]),
                    int(found.numerator[place]),
                    int(found.denominator[place]),
                    float(found.value[place]) if found.denominator[place] else None,
                ),
                strict=True,
            )
        )
        for place, code in enumerate(found.municipalities)
    ]
    return table_of(_COLUMNS, rows), rows


def _pairs(facts: PackageFacts, found: Pairs) -> tuple[bytes, Rows]:
    """A row for each pair, as CSV and as plain values."""
    from samenspel.cli.package_measures import table_of

    names, codes = facts.names, found.municipalities
    columns = (found.first, found.second, found.shared, found.either, found.jaccard)
    rows = [
        dict(
            zip(
                _PAIR_COLUMNS,
                (codes[a], names[codes[a]], codes[b], names[codes[b]], shared, either, jaccard),
                strict=True,
            )
        )
        for a, b, shared, either, jaccard in zip(*(c.tolist() for c in columns), strict=True)
    ]
    return table_of(_PAIR_COLUMNS, rows), rows
