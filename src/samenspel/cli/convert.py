# SPDX-License-Identifier: EUPL-1.2
"""``samenspel data convert``: from a publisher's files, as they are, to a data package."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samenspel.cli.folders import check_output, reason, signs_of_life, whole_folder

if TYPE_CHECKING:
    from samenspel.datapackage.sources import Conversion, Converter

REPORT = "conversion.csv"
_TALK = "samenspel.datapackage.sources"


class _WithSources(click.Command):
    """Lists the sources in its help, which are only looked up then."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from samenspel.datapackage.sources import CONVERTERS

        with formatter.section("Sources"):
            formatter.write_dl([(item.name, item.reads) for item in CONVERTERS.values()])
        super().format_epilog(ctx, formatter)


def _converter(ctx: click.Context, parameter: click.Parameter, value: str) -> Converter:
    from samenspel.datapackage.sources import CONVERTERS

    if value not in CONVERTERS:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(CONVERTERS)}.")
    return CONVERTERS[value]


@click.command(
    cls=_WithSources,
    epilog="Example: samenspel data convert opengr opengr.csv inventory --places nl-2016",
)
@click.argument("converter", metavar="SOURCE", callback=_converter)
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--places",
    type=click.Path(path_type=Path),
    metavar="PACKAGE",
    help="Data package with the municipalities; otherwise one that lies beside PATH is taken.",
)
@click.option(
    "--observed-on",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Day of the source (YYYY-MM-DD), when the file itself does not tell.",
)
@click.option("--force", is_flag=True, help="Replace OUT and all that is in it.")
@click.option("--json", "as_json", is_flag=True, help="Write the numbers as JSON.")
def convert(
    converter: Converter,
    path: Path,
    out: Path,
    *,
    places: Path | None,
    observed_on: datetime | None,
    force: bool,
    as_json: bool,
) -> None:
    """Convert the files of a publisher to a data package.

    SOURCE says what PATH (a file or a folder) is. The package is written to the folder OUT, all
    or nothing, with a report (conversion.csv) of every record that was read otherwise than it was
    written, or not at all. An earlier conversion in OUT is replaced.
    """
    needed = [path] if places is None else [path, places]
    check_output(out, made_by=REPORT, force=force, needed=needed)
    with talk(), signs_of_life(f"Converting {path}"), one_sentence(path):
        conversion = converter.convert(
            path,
            places=places,
            observed_on=None if observed_on is None else observed_on.date(),
        )
        with whole_folder(out) as folder:
            write_checked(conversion, folder)
    click.echo(f"Written to {out}.", err=True)
    click.echo(_as_json(conversion) if as_json else as_text(conversion))


def write_checked(conversion: Conversion, folder: Path) -> None:
    """Write package and report, and read them back as everybody will.

    Raises
    ------
    SourceError
        The numbers do not add up.
    PackageError
        What was written is not a right package.
    OSError
        The folder cannot be written.
    """
    from samenspel.datapackage import read_package
    from samenspel.datapackage.sources import SourceError, write_conversion

    if not conversion.balances:
        raise SourceError(
            f"{conversion.records_in} {conversion.unit}s were read and {conversion.records_out} "
            "rows made, and the report does not explain the difference"
        )
    write_conversion(conversion, folder)
    read_package(folder)


@contextmanager
def one_sentence(path: Path) -> Iterator[None]:
    """Turn what converting can end in into one sentence and exit code 1."""
    from samenspel.datapackage import PackageError
    from samenspel.datapackage.sources import SourceError

    try:
        yield
    except SourceError as error:
        raise click.ClickException(f"{str(error).rstrip('.')}.") from error
    except PackageError as error:
        raise click.ClickException(f"{error}.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be converted: {reason(error)}.") from error


@contextmanager
def talk() -> Iterator[None]:
    """Show what converters say while they work."""

    class Talk(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            click.echo(record.getMessage(), err=True)

    logger, handler = logging.getLogger(_TALK), Talk(logging.INFO)
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


def as_text(conversion: Conversion) -> str:
    """The numbers of a conversion, for people."""
    package = conversion.package
    came = _counted(conversion.records_in, conversion.unit)
    lines = [f"{package.name}: {came} in, {_counted(conversion.records_out, 'row')} out."]
    lines += [f"  {count:>7}  {effect}: {cause}" for effect, cause, count in conversion.causes()]
    if conversion.remarks:
        lines.append(f"Each remark is a row of {REPORT}.")
    else:
        lines.append("No remarks.")
    return "\n".join(lines)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def numbers(conversion: Conversion) -> dict[str, Any]:
    """The numbers of a conversion, for machines."""
    package = conversion.package
    return {
        "name": package.name,
        "observed_on": package.observed_on.isoformat(),
        "unit": conversion.unit,
        "records_in": conversion.records_in,
        "records_out": conversion.records_out,
        "balances": conversion.balances,
        "remarks": [
            {"effect": effect, "cause": cause, "count": count}
            for effect, cause, count in conversion.causes()
        ],
        "tables": {name: frame.height for name, frame in package.tables.items()},
        "boundaries": {item.name: len(item.shapes) for item in package.boundaries},
    }


def _as_json(conversion: Conversion) -> str:
    return json.dumps(numbers(conversion), ensure_ascii=False, indent=2)
