# SPDX-License-Identifier: EUPL-1.2
"""``samenspel regions``: functional regions (daily urban systems) from flows."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samenspel.cli.folders import signs_of_life
from samenspel.cli.whole_files import check_files, write_files

if TYPE_CHECKING:
    from samenspel.analysis.functional_regions import (
        Delineation,
        Parameters,
        PartitionStatistics,
        Variant,
    )
    from samenspel.cli.flow_files import FlowSource

_VARIANTS = ("documented", "labour-market-areas-3.4")
_LEVELS = ("subregional", "regional", "metropolitan")
_FILE = click.Path(path_type=Path)
_MAP_ENDINGS = (".svg", ".geojson", ".json")


@dataclass(frozen=True)
class Options:
    """What was asked for; the names are those of the options."""

    flows: Path
    output: Path | None
    stats: Path | None
    map_file: Path | None
    reserve: Path | None
    before: Path | None
    variant: Variant
    sizes: dict[str, float]
    year: int | None
    boundaries: Path | None
    level: str | None
    nested: bool
    contiguous: bool
    improve: bool
    seed: int
    compare: str | None
    stability: bool
    as_json: bool

    @property
    def written(self) -> tuple[Path | None, ...]:
        """Files that are written."""
        return self.output, self.stats, self.map_file, self.reserve, self.before

    @property
    def needs_shapes(self) -> bool:
        """Whether boundaries are used."""
        return self.map_file is not None or self.needs_neighbours

    @property
    def needs_neighbours(self) -> bool:
        """Whether zones move to neighbours only; drawing a map must not change the regions."""
        return self.contiguous or (self.improve and self.boundaries is not None)


@dataclass
class Found:
    """Regions so far; ``extra`` goes into the figures besides; ``shapes`` where they are needed."""

    outcome: Delineation
    region_of: dict[str, int | str]
    statistics: PartitionStatistics
    extra: dict[str, Any] = field(default_factory=dict)
    shapes: dict[str, Any] = field(default_factory=dict)


@click.command(epilog="Example: samenspel regions flows.csv.gz -o regions.csv --stats stats.json")
@click.argument("flows", type=_FILE)
@click.option("-o", "--output", type=_FILE, help="Write zone,region to this file.")
@click.option("--stats", type=_FILE, help="Write all figures to this file, as JSON.")
@click.option("--map", "map_file", type=_FILE, help="Draw the regions: .svg or .geojson.")
@click.option("--reserve", type=_FILE, help="Write the zones that were refused, as CSV.")
@click.option("--before", type=_FILE, help="Write the regions before those zones were placed.")
@click.option("--json", "as_json", is_flag=True, help="Write all figures to standard output.")
@click.option(
    "--variant",
    type=click.Choice(_VARIANTS),
    default=_VARIANTS[0],
    show_default=True,
    help="The second one gives the results of the R package of that name.",
)
@click.option("--level", type=click.Choice(_LEVELS), help="Other parameters, with a plain name.")
@click.option(
    "--min-size", type=float, metavar="N", help="Residents it must have.  [default: 1000]"
)
@click.option(
    "--min-self-containment",
    type=float,
    metavar="SHARE",
    help="Self-containment asked of a large region.  [default: 0.6667]",
)
@click.option(
    "--target-size",
    type=float,
    metavar="N",
    help="Residents from which a region is large.  [default: 10000]",
)
@click.option(
    "--target-self-containment",
    type=float,
    metavar="SHARE",
    help="Self-containment asked of the smallest region.  [default: 0.75]",
)
@click.option("--year", type=click.IntRange(1000, 9999), help="Year of the flows; the last else.")
@click.option(
    "--boundaries",
    type=_FILE,
    metavar="FILE",
    help="TopoJSON or GeoJSON with the property code, or a package; for maps and neighbours.",
)
@click.option(
    "--compare",
    metavar="DIVISION",
    help="Compare with a CSV file zone,region, or with a division of the package.",
)
@click.option("--stability", is_flag=True, help="How certain they are, from many runs.")
@click.option("--contiguous", is_flag=True, help="Make every region one piece (needs boundaries).")
@click.option(
    "--improve",
    is_flag=True,
    help="Move zones so that more commuting stays inside; with --contiguous or --boundaries only "
    "to neighbours.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    show_default=True,
    help="Of the chance in --improve; the same seed gives the same regions.",
)
@click.option("--nested", is_flag=True, help="Regions at three levels that fit inside each other.")
@click.pass_context
def regions(ctx: click.Context, /, **given: Any) -> None:
    """Delineate functional regions (daily urban systems) from flows.

    FLOWS is a CSV or Parquet file (plain, gzip or zstd) with the columns origin, destination and
    flow, or origin_code, destination_code and jobs; or a data package. Without -o the regions are
    written to standard output. Region 0 is no region; zones without residents, without jobs or
    without any flow but their own are left out.
    """
    options = _options(given)
    _check(options)
    # numpy need not start threads for algebra that is not done here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from samenspel.cli.flow_files import FlowFileError, read_flows

    try:
        with signs_of_life(f"Reading {options.flows}"):
            source = read_flows(options.flows, year=options.year, say=_say)
        if options.nested:
            _write_nested(options, source)
        else:
            _write(options, source, _find(options, source))
    except FlowFileError as error:
        raise click.ClickException(str(error)) from error


def _say(line: str) -> None:
    click.echo(line, err=True)


def _options(given: dict[str, Any]) -> Options:
    names = ("min_size", "min_self_containment", "target_size", "target_self_containment")
    values = {name: given.pop(name) for name in names}
    return Options(sizes={n: v for n, v in values.items() if v is not None}, **given)


def _check(options: Options) -> None:
    """Refuse wrong usage before any work is done."""
    if options.map_file and options.map_file.suffix.casefold() not in _MAP_ENDINGS:
        raise click.UsageError(f"--map writes .svg or .geojson, not {options.map_file.name!r}")
    alone = [
        name
        for name, used in (
            ("--level", options.level),
            ("--min-size and its like", options.sizes),
            ("--reserve", options.reserve),
            ("--before", options.before),
            ("--map", options.map_file),
            ("--contiguous", options.contiguous),
            ("--improve", options.improve),
            ("--compare", options.compare),
            ("--stability", options.stability),
        )
        if used
    ]
    if options.nested and alone:
        raise click.UsageError(f"--nested does not go together with {alone[0]}")
    check_files(options.written, (options.flows, options.boundaries))


def _parameters(options: Options) -> Parameters:
    from samenspel.analysis.functional_regions import Parameters, ParametersError

    base = Parameters()
    if options.level is not None:
        from samenspel.analysis.functional_regions.scales import PRESETS

        base = {str(name): each for name, each in PRESETS.items()}[options.level]
    try:
        return Parameters(
            **{
                "min_size": base.min_size,
                "min_self_containment": base.min_self_containment,
                "target_size": base.target_size,
                "target_self_containment": base.target_self_containment,
                **options.sizes,
            }
        )
    except ParametersError as error:
        raise click.UsageError(str(error)) from error


def _find(options: Options, source: FlowSource) -> Found:
    """Delineate, and whatever was asked for besides."""
    from samenspel.analysis.functional_regions import EndlessError, delineate

    parameters = _parameters(options)
    try:
        with signs_of_life("Delineating"):
            outcome = delineate(source.flows, parameters=parameters, variant=options.variant)
    except EndlessError as error:
        raise click.ClickException(f"{error}.") from error
    found = Found(outcome, dict(outcome.region_of), outcome.statistics)
    if options.needs_shapes:
        from samenspel.cli.boundary_files import boundaries

        found.shapes = boundaries(options.boundaries, source, list(found.region_of), say=_say)
    if options.contiguous or options.improve:
        _repair(options, found)
    if options.compare is not None:
        from samenspel.cli.region_comparison import comparison

        cores = {region.region: region.core for region in found.statistics.regions}
        found.extra["comparison"] = comparison(
            found.region_of, cores, outcome.flows, source, options.compare, say=_say
        )
    if options.stability:
        from samenspel.cli.region_stability import stability_figures

        found.extra["stability"] = stability_figures(
            outcome, source, all_years=options.year is None, say=_say
        )
    return found


def _repair(options: Options, found: Found) -> None:
    from samenspel.cli.region_repairs import improve_regions, make_contiguous, neighbours_of

    neighbours = neighbours_of(found.shapes) if options.needs_neighbours else None
    region_of = found.outcome.region_of
    if options.contiguous and neighbours is not None:
        repaired = make_contiguous(found.outcome, neighbours, say=_say)
        region_of, found.statistics = repaired.region_of, repaired.statistics
        found.extra["contiguity"] = repaired.report
    if options.improve:
        repaired = improve_regions(
            found.outcome, region_of, neighbours, seed=options.seed, say=_say
        )
        region_of, found.statistics = repaired.region_of, repaired.statistics
        found.extra["improvement"] = repaired.report
    found.region_of = dict(region_of)


def _write(options: Options, source: FlowSource, found: Found) -> None:
    from samenspel.cli import region_files

    document = {
        **region_files.figures(source, found.outcome, found.region_of, found.statistics),
        **found.extra,
    }
    contents: dict[Path, bytes] = {}
    if options.map_file:
        contents[options.map_file] = _drawn(options.map_file, source, found)
    if options.output:
        contents[options.output] = region_files.regions_table(found.region_of)
    if options.stats:
        contents[options.stats] = region_files.as_json(document)
    if options.reserve:
        contents[options.reserve] = region_files.reserve_table(found.outcome.events)
    if options.before:
        contents[options.before] = region_files.regions_table(dict(found.outcome.region_before))
    write_files(contents)
    if options.as_json:
        document |= {
            "region_of": found.region_of,
            "region_before": found.outcome.region_before,
        }
        click.echo(region_files.as_json(document), nl=False)
    elif not options.output:
        click.echo(region_files.regions_table(found.region_of), nl=False)
    _say(_told(found))


def _told(found: Found) -> str:
    """The result in a sentence or two."""
    statistics, outcome = found.statistics, found.outcome
    valid = sum(region.is_valid for region in statistics.regions)
    zones = counted(len(outcome.flows.zones), "zone")
    parts = [f"{counted(len(statistics.regions), 'region')} of {zones}"]
    if outcome.set_aside:
        parts.append(f"{counted(len(outcome.set_aside), 'zone')} set aside")
    unassigned = sum(region == 0 for region in found.region_of.values())
    if unassigned:
        parts.append(f"{counted(unassigned, 'zone')} in no region")
    if valid < len(statistics.regions):
        parts.append(f"{len(statistics.regions) - valid} not valid")
    share = statistics.share_inside
    inside = f" {share:.1%} of the commuting stays inside." if share == share else ""
    return f"{', '.join(parts)}.{inside}"


def counted(number: int, what: str) -> str:
    """A number of things in words."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _drawn(path: Path, source: FlowSource, found: Found) -> bytes:
    from samenspel.analysis.cartography import CartographyError
    from samenspel.cli.region_geojson import geojson
    from samenspel.cli.region_map import MapTexts, is_svg, svg_map

    def named(code: str) -> str:
        return source.names.get(code, code)

    if not is_svg(path):
        return geojson(found.shapes, found.statistics, named=named)
    year = f", {source.year}" if source.year else ""
    texts = MapTexts(
        title=f"Functional regions{year}",
        description=f"Map. {_told(found)} Neighbouring regions have different colours.",
        source=f"Flows: {source.path.name}{year}. {_told(found)}",
    )
    try:
        return svg_map(found.shapes, found.region_of, found.statistics, named=named, texts=texts)
    except CartographyError as error:
        raise click.ClickException(f"the map cannot be drawn: {error}.") from error


def _write_nested(options: Options, source: FlowSource) -> None:
    from samenspel.analysis.functional_regions.scales import PRESETS, ScalesError, nested
    from samenspel.cli import region_files

    try:
        with signs_of_life("Delineating"):
            found = nested(source.flows, levels=list(PRESETS.values()), variant=options.variant)
    except ScalesError as error:
        raise click.ClickException(f"{error}.") from error
    rows = ((zone, *found.path(zone)) for zone in found.flows.zones)
    csv = region_files.table(("zone", *PRESETS), rows)
    document = region_files.nested_figures(source, found, tuple(PRESETS), options.variant)
    contents = {}
    if options.output:
        contents[options.output] = csv
    if options.stats:
        contents[options.stats] = region_files.as_json(document)
    write_files(contents)
    if options.as_json:
        click.echo(region_files.as_json(document), nl=False)
    elif not options.output:
        click.echo(csv, nl=False)
    for name, level in zip(PRESETS, found.levels, strict=True):
        _say(
            f"{name}: {len(level.statistics.regions)} regions, "
            f"{level.statistics.share_inside:.1%} of the commuting stays inside."
        )
