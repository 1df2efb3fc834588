# SPDX-License-Identifier: EUPL-1.2
"""``samenspel work``: the worker of long computations, alone or beside the server."""

from __future__ import annotations

import os
import signal
import sys
import threading

import click

from samenspel.cli.site import migrate, setup_django

NICENESS = 10


@click.command(
    epilog="Example: SAMENSPEL_DATABASE_URL=postgres://... samenspel work\n\n"
    "From cron, where no worker runs all the time: samenspel work --once"
)
@click.option("--once", is_flag=True, help="Do what waits, then stop.")
@click.option("--beside-server", is_flag=True, hidden=True)
def work(*, once: bool, beside_server: bool) -> None:
    """Do the long computations that people ask for on the site; until stopped.

    `samenspel serve` and `samenspel demo` start one themselves, unless told --no-worker. It may be
    stopped at any moment: what it was computing is begun again by the next one.
    """
    if beside_server:
        os.nice(NICENESS)
        threading.Thread(target=_stop_with_server, daemon=True).start()
    setup_django()
    if not beside_server:
        migrate()
    from django.utils import timezone

    from samenspel.mobility.worker import work as work_on

    work_on(once=once, clock=timezone.now)


def _stop_with_server() -> None:
    """The server holds the other end of standard input: when that closes, the server is gone."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
