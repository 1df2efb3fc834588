# SPDX-License-Identifier: EUPL-1.2
"""The command ``samenspel``.

Results go to standard output, talk and errors to standard error. Exit code 1 is a result that
says no or an error, 2 wrong usage. Commands import what they need when they run, so that
``samenspel --help`` answers at once.
"""

from __future__ import annotations

import click

from samenspel import __version__
from samenspel.cli.burden import burden
from samenspel.cli.congruence import congruence
from samenspel.cli.convert import convert
from samenspel.cli.data import data
from samenspel.cli.export import export
from samenspel.cli.fetch import fetch
from samenspel.cli.fit import fit
from samenspel.cli.flows import flows
from samenspel.cli.load import load
from samenspel.cli.match import match
from samenspel.cli.pairings import pairings
from samenspel.cli.partners import partners
from samenspel.cli.peers import peers
from samenspel.cli.people import people
from samenspel.cli.power import power
from samenspel.cli.regions import regions
from samenspel.cli.remind import remind
from samenspel.cli.report import report
from samenspel.cli.site import demo, serve, settings
from samenspel.cli.term import term
from samenspel.cli.verify import verify
from samenspel.cli.work import work

__all__ = ["main", "samenspel"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: samenspel data check nl-2026",
)
@click.version_option(__version__, prog_name="samenspel")
def samenspel() -> None:
    """Regional cooperation and city links between municipalities."""


for command in (load, convert, fetch, match):
    data.add_command(command)
for command in (
    burden,
    congruence,
    data,
    demo,
    export,
    fit,
    flows,
    pairings,
    partners,
    peers,
    people,
    power,
    regions,
    remind,
    report,
    serve,
    settings,
    term,
    verify,
    work,
):
    samenspel.add_command(command)


def main() -> None:
    """Run the command line."""
    samenspel(prog_name="samenspel")
