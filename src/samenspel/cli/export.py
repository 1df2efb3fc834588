# SPDX-License-Identifier: EUPL-1.2
"""``samenspel export``: the open data of a country, and every figure that is shown of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samenspel.cli.folders import check_output, reason, signs_of_life, whole_folder

if TYPE_CHECKING:
    from samenspel.insight.queries.export.figures import Exhibit
    from samenspel.insight.queries.export.package import Exported
    from samenspel.register.queries.facts import CountryFacts
    from samenspel.register.queries.reference import Reference

README = "README.md"
PACKAGE, FIGURES = "package", "figures"
# Commands that are asked for a day.
_DATED = tuple(f"samenspel {name} " for name in ("congruence", "burden", "peers", "report"))


@click.command(epilog="Example: samenspel export open-data --on 2026-01-01 --country nl")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Reference date (YYYY-MM-DD); default: today.",
)
@click.option(
    "--country",
    type=click.Choice(["nl", "be"]),
    default="nl",
    show_default=True,
    help="The Netherlands or Flanders.",
)
@click.option(
    "--language",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help="Language of titles and sentences; columns have English keys in both.",
)
@click.option("--force", is_flag=True, help="Replace DIR, whatever is in it.")
@click.option("--json", "as_json", is_flag=True, help="Write the list of files as JSON.")
def export(
    folder: Path,
    *,
    on: datetime | None,
    country: str,
    language: str,
    force: bool,
    as_json: bool,
) -> None:
    """Write the open data of a country to a new folder, all or nothing.

    DIR/package is the register as it is now, corrections of people included, as a data package;
    DIR/figures has every table that the site shows of the country, as CSV and JSON; DIR/README.md
    says what is what, and which command makes a figure again. No people are named.
    """
    check_output(folder, made_by=README, force=force)
    from samenspel.cli.site import migrate, setup_django

    setup_django()
    migrate()
    from django.utils import timezone, translation

    from samenspel.register.queries.facts import country_facts
    from samenspel.register.queries.reference import reference

    today = timezone.localdate()
    found = reference(on=on.date() if on else today, today=today)
    with translation.override(language):
        facts = country_facts(found, country)
        if facts is None:
            raise click.ClickException(f"nothing is loaded for the country {country}")
        try:
            with whole_folder(folder) as made:
                files = _write(made, found, facts)
        except OSError as error:
            raise click.ClickException(f"{folder} cannot be written: {reason(error)}.") from error
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "files": files}, indent=2))
    else:
        click.echo(f"{folder}: {len(files)} files of {country} on {found.on}.")


def _write(folder: Path, found: Reference, facts: CountryFacts) -> list[str]:
    """Everything, in a folder that nobody sees yet; the names of the files."""
    from samenspel.datapackage import PackageError, read_package
    from samenspel.datapackage.writer import write_package
    from samenspel.insight.queries.export.package import exported

    with signs_of_life("Writing the data package"):
        made = exported(facts.lead.collection)
        write_package(made.package, folder / PACKAGE)
        try:
            read_package(folder / PACKAGE)
        except PackageError as error:
            problems = "; ".join(map(str, error.problems[:3]))
            raise click.ClickException(
                f"the register makes no right package: {problems}"
            ) from error
    (folder / FIGURES).mkdir()
    with signs_of_life("Writing the figures"):
        shown = [_write_figure(folder / FIGURES, one) for one in _exhibits(found, facts)]
    text = "\n".join(_readme(found.on, facts, made, shown))
    (folder / README).write_text(text + "\n", encoding="utf-8")
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def _exhibits(found: Reference, facts: CountryFacts) -> Iterator[Exhibit]:
    from samenspel.insight.queries.export.figures import country_exhibits
    from samenspel.insight.queries.export.pages import page_exhibits

    yield from country_exhibits(facts)
    yield from page_exhibits(found, facts)


def _write_figure(folder: Path, exhibit: Exhibit) -> Exhibit:
    from samenspel.register.exports import csv_response
    from samenspel.register.open_data import as_json, as_table

    table = as_table(exhibit.table, with_credit=True)
    (folder / f"{exhibit.name}.csv").write_bytes(csv_response(table, exhibit.name).content)
    document = json.dumps(as_json(exhibit.table), ensure_ascii=False, indent=1)
    (folder / f"{exhibit.name}.json").write_text(document + "\n", encoding="utf-8")
    return exhibit


def _readme(day: date, facts: CountryFacts, made: Exported, shown: list[Exhibit]) -> Iterator[str]:
    """What is what, under which licence, and how to make a figure again."""
    collection = facts.lead.collection
    yield f"# {collection.title}: open data on {day.isoformat()}"
    yield ""
    yield f"Country: {facts.country}. Reference date: {day.isoformat()}."
    yield "All figures follow from the data package beside them. Empty is unknown, never zero."
    if not facts.lead.is_complete:
        yield "The source is known to miss arrangements on this date."
    yield ""
    yield "## Licence and sources"
    yield ""
    yield from (f"- Licence: {x.title or x.name} {x.path}".rstrip() for x in made.package.licences)
    yield from (f"- Source: {x.title} {x.path}".rstrip() for x in made.package.sources)
    yield ""
    yield f"## {PACKAGE}/"
    yield ""
    yield "The register as it is in the database, with what people corrected or entered."
    yield f"Check it with `samenspel data check {PACKAGE}`, load it with `samenspel data load`."
    yield "It has no shapes of boundaries, and no flows below the rounding of their publisher."
    yield from (f"- {note}" for note in made.notes)
    yield ""
    yield f"## {FIGURES}/"
    yield ""
    yield "Each table is there as CSV and as JSON, with its date, source, licence and definitions."
    yield "A command that stands beside it makes the same figures again."
    yield ""
    if any(one.name == "burden-workloads" and one.table.rows for one in shown):
        yield "`burden` counts the real figures of `burden-workloads`; the command knows only those"
        yield "of the package, so there the two differ."
        yield ""
    yield "| File | What | Rows | Again with |"
    yield "|---|---|---|---|"
    for one in shown:
        command = one.command.replace("PACKAGE", PACKAGE)
        if command.startswith(_DATED):
            command += f" --on {day.isoformat()}"
        title = one.table.title.replace("|", "/")
        again = f"`{command}`" if command else ""
        yield f"| {one.name} | {title} | {len(one.table.rows)} | {again} |"
