# SPDX-License-Identifier: EUPL-1.2
"""Output folders that are there whole or not at all, and a sign of life while work goes on."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

_FIRST_SIGN_S = 2.0
_NEXT_SIGN_S = 10.0


def check_output(out: Path, *, made_by: str, force: bool, needed: Iterable[Path] = ()) -> None:
    """Refuse an output folder that holds something else than an earlier result.

    ``made_by`` is the name of a file that earlier results hold; ``needed`` are files and folders
    that are read, and so may not lie in the folder that will be replaced.

    Raises
    ------
    click.ClickException
        The folder cannot be used.
    """
    try:
        if out.is_symlink() or (out.exists() and not out.is_dir()):
            raise click.ClickException(f"{out} is not a folder.")
        place = out.resolve()
        for path in (Path.cwd(), *needed):
            if path.resolve().is_relative_to(place):
                raise click.ClickException(f"{out} holds {path}, which is in use; name another.")
        if out.is_dir() and any(out.iterdir()) and not (out / made_by).is_file() and not force:
            raise click.ClickException(
                f"{out} is not empty and holds no earlier result ({made_by}); name another "
                "folder, or replace it and all that is in it with --force."
            )
    except (OSError, RuntimeError, ValueError) as error:
        raise click.ClickException(f"{out} cannot be used: {reason(error)}.") from error


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A new folder beside ``out`` to write in, which takes its place when all went well.

    Raises
    ------
    OSError
        The folder cannot be made or put in its place; what was there is still there.
    """
    out = out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name[:40]}-", dir=out.parent))
    try:
        made.chmod(0o777 & ~_umask())
        yield made
        if not out.exists():
            made.rename(out)
            return
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name[:40]}-old-", dir=out.parent))
        out.rename(aside / "old")
        try:
            made.rename(out)
        except OSError:
            (aside / "old").rename(out)
            raise
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _umask() -> int:
    """What the rights of new folders lack; a temporary folder is for its owner only."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def signs_of_life(what: str | Callable[[float], str]) -> Iterator[None]:
    """Say on standard error that work goes on, from two seconds on.

    ``what`` is what is done, or gives the line to say after a number of seconds.
    """
    done = threading.Event()

    def speak() -> None:
        passed, pause = 0.0, _FIRST_SIGN_S
        while not done.wait(pause):
            passed += pause
            line = f"{what} ... {passed:.0f} s" if isinstance(what, str) else what(passed)
            click.echo(line, err=True)
            pause = _NEXT_SIGN_S

    speaker = threading.Thread(target=speak, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        done.set()
        speaker.join()


def reason(error: Exception) -> str:
    """Why a file cannot be used, in a few words."""
    text = getattr(error, "strerror", None) or str(error) or "unknown error"
    name = getattr(error, "filename", None)
    return f"{text} ({name})" if name else str(text)
