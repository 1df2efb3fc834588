# SPDX-License-Identifier: EUPL-1.2
"""How far long work is: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from samenspel.cli.folders import signs_of_life


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Gives what to call with the number of steps done and that of all.

    On a terminal a bar from the first call on; elsewhere one line after two seconds and then one
    every ten.
    """
    if not sys.stderr.isatty():
        with signs_of_life(what):
            yield lambda _done, _all: None
        return
    with click.progressbar(length=1, label=what, file=sys.stderr) as bar:

        def show(done: int, of_all: int) -> None:
            bar.length = of_all
            bar.update(done - bar.pos)

        yield show
