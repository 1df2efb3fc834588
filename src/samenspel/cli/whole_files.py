# SPDX-License-Identifier: EUPL-1.2
"""Output files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from samenspel.cli.folders import reason


def check_files(written: Iterable[Path | None], read: Iterable[Path | None]) -> None:
    """Refuse, before the work begins, output files that cannot be or would spoil another.

    Raises
    ------
    click.ClickException
        Two of them are one file, one is read, or one has no folder to be in.
    """
    seen = {_place(path): path for path in read if path is not None}
    for path in written:
        if path is None:
            continue
        place = _place(path)
        if path.is_dir():
            raise click.ClickException(f"{path} is a folder; name a file.")
        if not place.parent.is_dir():
            raise click.ClickException(f"{path} cannot be written: {place.parent} is no folder.")
        if place in seen and not _is_special(place):
            raise click.ClickException(f"{path} is named twice; name another file.")
        seen[place] = path


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files, all or none: each beside its place first, then all are put in place.

    Raises
    ------
    click.ClickException
        One of them cannot be written.
    """
    made: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, content in contents.items():
            place = path.resolve()
            if _is_special(place):
                place.write_bytes(content)
                continue
            made.append((_beside(place), place))
            made[-1][0].write_bytes(content)
        for temporary, place in made:
            temporary.replace(place)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {reason(error)}.") from error
    finally:
        for temporary, _ in made:
            temporary.unlink(missing_ok=True)


def _place(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise click.ClickException(f"{path} cannot be used: {reason(error)}.") from error


def _is_special(place: Path) -> bool:
    """A device or pipe (/dev/stdout, /dev/null): written to, never replaced."""
    return place.exists() and not place.is_file()


def _beside(place: Path) -> Path:
    """A new file in the same folder, with the rights that any new file has here."""
    number = 0
    while True:
        temporary = place.parent / f".{place.name[:40]}-{os.getpid()}-{number}"
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except FileExistsError:
            number += 1
            continue
        if place.exists():
            temporary.chmod(place.stat().st_mode & 0o777)
        return temporary
