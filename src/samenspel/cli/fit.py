# SPDX-License-Identifier: EUPL-1.2
"""``samenspel fit``: how well arrangements fit the daily urban system they lie in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samenspel.cli.folders import signs_of_life
from samenspel.cli.whole_files import check_files, write_files

if TYPE_CHECKING:
    from samenspel.cli.fit_groups import Ground, Group
    from samenspel.cli.flow_files import FlowSource
    from samenspel.datapackage import Package

_FILE = click.Path(path_type=Path)


@click.command(epilog="Example: samenspel fit nl-2016 --members GM0363,GM0362,GM0479 --json")
@click.argument("flows", type=_FILE)
@click.option(
    "--members", metavar="CODE,CODE|FILE", help="Codes of the members, or a file of them."
)
@click.option("--arrangement", metavar="KEY", help="One arrangement of the package.")
@click.option("--division", metavar="KEY", help="Each region of a division of the package.")
@click.option(
    "--regions",
    "regions_file",
    type=_FILE,
    metavar="FILE",
    help="Regions (CSV zone,region) to compare with, as samenspel regions writes them.",
)
@click.option(
    "--package",
    "package_path",
    type=_FILE,
    metavar="PACKAGE",
    help="Package with the arrangements, when FLOWS is not the one.",
)
@click.option("--year", type=click.IntRange(1000, 9999), help="Year of the flows; the last else.")
@click.option("-o", "--output", type=_FILE, help="Write the table to this file, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def fit(
    flows: Path,
    *,
    members: str | None,
    arrangement: str | None,
    division: str | None,
    regions_file: Path | None,
    package_path: Path | None,
    year: int | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Measure how well arrangements fit the daily urban system they lie in.

    FLOWS is a file of flows or a data package, as for samenspel regions. Measured are the share of
    the members' commuting that stays inside, the self-containment of residents and of jobs, and
    what each municipality changes by joining or leaving. Without --members, --arrangement or
    --division all arrangements of the package that are in force are measured. Members of another
    day than the flows are found through mergers and renames.
    """
    chosen = [name for name in (members, arrangement, division) if name is not None]
    if len(chosen) > 1:
        raise click.UsageError("choose one of --members, --arrangement and --division")
    check_files((output,), (flows, regions_file, package_path))
    from samenspel.cli.fit_groups import ground_of
    from samenspel.cli.flow_files import FlowFileError, read_flows, read_package_of

    try:
        with signs_of_life(f"Reading {flows}"):
            source = read_flows(flows, year=year, say=_say)
            given = None if package_path is None else read_package_of(package_path)
        package = given or source.package
        groups = _groups(members, arrangement, division, package)
        ground = ground_of(
            source, package, as_of_package=given is not None or members is None, say=_say
        )
        _show(
            groups,
            ground,
            source,
            regions_file,
            output,
            one=division is None and bool(chosen),
            as_json=as_json,
        )
    except FlowFileError as error:
        raise click.ClickException(str(error)) from error


def _say(line: str) -> None:
    click.echo(line, err=True)


def _groups(
    members: str | None, arrangement: str | None, division: str | None, package: Package | None
) -> list[Group]:
    from samenspel.cli import fit_groups

    if members is not None:
        return [fit_groups.Group("members", "Members", _codes(members))]
    if package is None:
        raise click.UsageError("a file of flows has no arrangements; give --members or --package")
    if arrangement is not None:
        return [fit_groups.arrangement(package, arrangement)]
    if division is not None:
        return fit_groups.division(package, division)
    found = fit_groups.arrangements(package)
    if not found:
        raise click.ClickException(f"the package {package.name} has no arrangements in force.")
    return found


def _codes(members: str) -> tuple[str, ...]:
    from samenspel.cli.zone_files import read_zones

    path = Path(members)
    if "," not in members and path.is_file():
        return tuple(read_zones(path))
    codes = dict.fromkeys(code.strip() for code in members.split(",") if code.strip())
    if not codes:
        raise click.UsageError("--members names no codes")
    return tuple(codes)


def _show(
    groups: list[Group],
    ground: Ground,
    source: FlowSource,
    regions_file: Path | None,
    output: Path | None,
    *,
    one: bool,
    as_json: bool,
) -> None:
    from samenspel.analysis.fit import fit_of
    from samenspel.analysis.functional_regions import measure
    from samenspel.cli import fit_files, fit_groups, region_files
    from samenspel.cli.zone_files import read_regions

    region_of = None
    if regions_file is not None:
        region_of = fit_groups.regions_on(ground, source, read_regions(regions_file))
    measured = []
    for group in groups:
        found = ground.resolve(group, say=_say)
        measured.append(
            fit_files.Measured(found, fit_of(ground.flows, found.members, region_of=region_of))
        )
    if one and not measured[0].fit.members:
        raise click.ClickException(f"none of the members has flows in {source.path}.")
    if one:
        csv = fit_files.steps_table(measured[0].fit, ground.names)
    else:
        csv = fit_files.groups_table(measured, ground.names)
    if output is not None:
        write_files({output: csv})
    documents = [fit_files.as_document(item, ground.names) for item in measured]
    if as_json:
        result = {
            "source": region_files.source_of(source),
            "municipalities_of": None if ground.day is None else ground.day.isoformat(),
            **(documents[0] if one else {"groups": documents}),
        }
        click.echo(region_files.as_json(result), nl=False)
    elif one:
        statistics = measure(ground.flows, region_of or {})
        cores = {region.region: region.core for region in statistics.regions}
        click.echo(fit_files.as_text(measured[0], ground.names, cores))
    elif output is None:
        click.echo(csv, nl=False)
