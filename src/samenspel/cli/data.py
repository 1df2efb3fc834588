# SPDX-License-Identifier: EUPL-1.2
"""``samenspel data``: check data packages and show what they must look like."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from samenspel.datapackage import Package, PackageError


@click.group(epilog="Example: samenspel data check nl-2026")
def data() -> None:
    """Data packages: folders or zip files with tables and boundaries."""


@data.command(epilog="Example: samenspel data check nl-2026 --json")
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def check(package: Path, *, as_json: bool) -> None:
    """Check a data package and list everything that is wrong with it.

    PACKAGE is a folder with datapackage.json, or a zip file of one. The exit code is 0 when the
    package is right and 1 when it is not.
    """
    found = read_or_exit(package, as_json=as_json)
    click.echo(_package_as_json(found) if as_json else _package_as_text(found))


@data.command(epilog="Example: samenspel data schema > schema.md")
def schema() -> None:
    """Show the tables and columns of a data package, as Markdown."""
    from samenspel.datapackage.describe import describe

    click.echo(describe(), nl=False)


def read_or_exit(package: Path, *, as_json: bool) -> Package:
    """The package, checked; with problems their list is printed and the command ends with 1."""
    from samenspel.datapackage import PackageError, read_package

    try:
        return read_package(package)
    except PackageError as error:
        click.echo(_problems_as_json(error) if as_json else _problems_as_text(error))
        count = "1 problem" if error.total == 1 else f"{error.total} problems"
        click.echo(f"Error: {package} cannot be used: {count}.", err=True)
        raise SystemExit(1) from None


def _problems_as_text(error: PackageError) -> str:
    return "\n".join(str(line) for line in (*error.problems, *error.omitted))


def _problems_as_json(error: PackageError) -> str:
    return _dump(
        {
            "valid": False,
            "total": error.total,
            "problems": [asdict(problem) for problem in error.problems],
            "omitted": [asdict(omitted) for omitted in error.omitted],
        }
    )


def _package_as_text(package: Package) -> str:
    lines = [
        f"{package.name}: {package.title}",
        f"{package.kind} of {package.country}, observed on {package.observed_on}",
    ]
    lines += [f"  {name}: {frame.height} rows" for name, frame in package.tables.items()]
    lines += [
        f"  {item.name}: {len(item.shapes)} shapes of {item.valid_on}"
        for item in package.boundaries
    ]
    lines += [f"Notice: {notice}" for notice in package.notices]
    return "\n".join([*lines, "The package is right."])


def _package_as_json(package: Package) -> str:
    return _dump(
        {
            "valid": True,
            "name": package.name,
            "title": package.title,
            "country": package.country,
            "kind": package.kind,
            "observed_on": package.observed_on.isoformat(),
            "tables": {name: frame.height for name, frame in package.tables.items()},
            "boundaries": {item.name: len(item.shapes) for item in package.boundaries},
            "notices": list(package.notices),
            "fingerprint": package.fingerprint,
        }
    )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
