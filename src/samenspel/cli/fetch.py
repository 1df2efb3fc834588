# SPDX-License-Identifier: EUPL-1.2
"""``samenspel data fetch``: data from the publishers, converted to a data package."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samenspel.cli.convert import REPORT, as_text, numbers, one_sentence, talk, write_checked
from samenspel.cli.folders import check_output, signs_of_life, whole_folder

if TYPE_CHECKING:
    from samenspel.datapackage.fetching import Fetcher
    from samenspel.datapackage.sources import Conversion


class _WithPublishers(click.Command):
    """Lists what can be fetched in its help; it is only looked up then."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from samenspel.datapackage.fetching import FETCHERS

        with formatter.section("Sources"):
            formatter.write_dl(
                [(item.name, f"{item.fetches}; {item.licence}") for item in FETCHERS.values()]
            )
        super().format_epilog(ctx, formatter)


def _fetcher(ctx: click.Context, parameter: click.Parameter, value: str) -> Fetcher:
    from samenspel.datapackage.fetching import FETCHERS

    if value not in FETCHERS:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(FETCHERS)}.")
    return FETCHERS[value]


@click.command(
    cls=_WithPublishers,
    epilog="Example: samenspel data fetch cbs-boundaries boundaries-2025 --year 2025",
)
@click.argument("fetcher", metavar="SOURCE", callback=_fetcher)
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(1900, 2200), help="Year of the data; the newest else.")
@click.option(
    "--places",
    type=click.Path(path_type=Path),
    metavar="PACKAGE",
    help="Data package with the municipalities; otherwise one beside OUT, or the data itself.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where files are kept between runs.  [default: samenspel in your folder for caches]",
)
@click.option("--base-url", metavar="URL", help="Ask this address instead of the publisher's.")
@click.option("--force", is_flag=True, help="Replace OUT and all that is in it.")
@click.option("--json", "as_json", is_flag=True, help="Write the numbers as JSON.")
def fetch(
    fetcher: Fetcher,
    out: Path,
    *,
    year: int | None,
    places: Path | None,
    cache: Path | None,
    base_url: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Fetch data from its publisher and convert it to a data package.

    The package is written to the folder OUT, all or nothing, with the untouched files in OUT/raw,
    where they came from (raw/fetched.json) and a report of every repair (conversion.csv). What is
    on its way is kept in the cache: a command that was stopped goes on where it was. A file of
    less than a day old is not asked for again.
    """
    needed = [path for path in (places, cache) if path is not None]
    check_output(out, made_by=REPORT, force=force, needed=needed)
    with talk(), one_sentence(out), whole_folder(out) as folder:
        conversion = _fetch(fetcher, folder, year, places, cache or _cache(), base_url)
        write_checked(conversion, folder)
    click.echo(f"Written to {out}.", err=True)
    click.echo(_as_json(conversion, fetcher) if as_json else as_text(conversion))


def _fetch(
    fetcher: Fetcher,
    folder: Path,
    year: int | None,
    places: Path | None,
    cache: Path,
    base_url: str | None,
) -> Conversion:
    from samenspel.datapackage.fetching import FetchError

    click.echo(f"Fetching {fetcher.name} from {fetcher.publisher} ...", err=True)
    network = fetcher.network(
        cache,
        clock=lambda: datetime.fromtimestamp(time.time(), UTC),
        sleep=time.sleep,
        say=lambda line: click.echo(line, err=True),
    )
    try:
        with signs_of_life(f"Fetching {fetcher.name}"):
            return fetcher.fetch(network, folder, year=year, places=places, base_url=base_url)
    except FetchError as error:
        raise click.ClickException(f"{str(error).rstrip('.')}.") from error


def _cache() -> Path:
    """The folder for caches of whoever runs this."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(stated) if stated else Path.home() / ".cache") / "samenspel"


def _as_json(conversion: Conversion, fetcher: Fetcher) -> str:
    found = {
        "source": fetcher.name,
        "publisher": fetcher.publisher,
        "licence": fetcher.licence,
        **numbers(conversion),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
