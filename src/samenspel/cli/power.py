# SPDX-License-Identifier: EUPL-1.2
"""``samenspel power``: who has how much power in a board that votes by weight."""

from __future__ import annotations

import json
from pathlib import Path

import click

from samenspel.cli.folders import signs_of_life
from samenspel.cli.power_files import (
    Board,
    BoardFileError,
    as_csv,
    as_document,
    as_text,
    read_board,
    whole_number,
)
from samenspel.cli.whole_files import check_files, write_files

_FILE = click.Path(path_type=Path)


@click.command(epilog="Example: samenspel power --weights 3,2,1 --quota 4")
@click.option("--weights", metavar="N,N,...", help="Votes of each member: whole numbers.")
@click.option(
    "--from",
    "from_file",
    type=_FILE,
    metavar="FILE.csv",
    help="Read the members from a CSV file with the columns name and votes.",
)
@click.option(
    "--quota", type=int, help="Votes that a decision needs; more than half when not given."
)
@click.option("--names", metavar="A,B,...", help="Names of the members, in the order of --weights.")
@click.option("-o", "--output", type=_FILE, help="Write the table to this file, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def power(
    *,
    weights: str | None,
    from_file: Path | None,
    quota: int | None,
    names: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Compute the power of each member of a board that votes by weight.

    Power is the part of the cases in which the votes of a member decide: Banzhaf counts the sets of
    others that this member turns into a majority, Shapley-Shubik the orders in which members can
    vote for. Both are exact, whatever the size of the board; the JSON and the CSV have the
    fractions beside the decimals.
    """
    check_files((output,), (from_file,))
    board = _board(weights, names, from_file)
    from samenspel.analysis.voting_power import Game, VotingPowerError, power_of

    try:
        with signs_of_life("Counting"):
            found = power_of(Game.of(board.votes, quota))
            assumed = quota is None
            document = (
                as_document(board.names, found, is_quota_assumed=assumed) if as_json else None
            )
    except VotingPowerError as error:
        raise click.ClickException(f"{error}.") from error
    if output is not None:
        write_files({output: as_csv(board.names, found)})
    if document is not None:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(board.names, found, is_quota_assumed=assumed))


def _board(weights: str | None, names: str | None, from_file: Path | None) -> Board:
    if (weights is None) == (from_file is None):
        raise click.UsageError("give the votes of the members: either --weights or --from")
    if from_file is not None:
        if names is not None:
            raise click.UsageError("--names belongs to --weights; the file has its own names")
        try:
            return read_board(from_file)
        except BoardFileError as error:
            raise click.ClickException(str(error)) from error
    votes = []
    for text in (weights or "").split(","):
        if (number := whole_number(text)) is None:
            raise click.UsageError(
                f"--weights: {text.strip()[:40]!r} is no whole number of 0 or more"
            )
        votes.append(number)
    given = [name.strip() for name in names.split(",")] if names is not None else []
    if names is not None and len(given) != len(votes):
        raise click.UsageError(f"--names has {len(given)} names and --weights {len(votes)} members")
    return Board(tuple(given or map(str, range(1, len(votes) + 1))), tuple(votes))
