# SPDX-License-Identifier: EUPL-1.2
"""Measuring pages as the people who use them ask for them, in a warm process."""

from __future__ import annotations

import gc
import gzip
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from samenspel.accounts.models import User

RUNS = 7
# The plainest page: no query, no picture; what every page costs at least.
BASELINE = "/toegankelijkheid/"


@dataclass(frozen=True)
class Figures:
    """What a page costs: queries, median milliseconds, gzipped kilobytes."""

    who: str
    path: str
    stage: str
    queries: int
    milliseconds: float
    kilobytes: float


def milliseconds(work: Callable[[], object]) -> float:
    """Of the processor, so that other work on the machine does not count."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def measure(client: Client, who: str, path: str, stage: str) -> Figures:
    """Median over several requests to a warm process, in the process itself."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code} to {who}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)
    times = [milliseconds(lambda: client.get(path)) for _ in range(RUNS)]
    found = Figures(
        who,
        path,
        stage,
        queries,
        statistics.median(times),
        len(gzip.compress(response.content)) / 1000,
    )
    print(found, file=sys.stderr)
    return found


def begin_as_the_server() -> None:
    """What is there before the first page is not looked through for garbage, as in the server.

    Otherwise what made the data in this process is paid for by whichever page is asked then.
    """
    gc.collect()
    gc.freeze()


def client_of(user: User | None = None) -> Client:
    from django.test import Client

    found = Client(headers={"host": "localhost"})
    if user is not None:
        found.force_login(user)
    return found


def page_lines(found: list[Figures]) -> str:
    base = found[0].milliseconds
    lines = [
        "| who | stage | page | queries | ratio | ms | KB gzipped |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {one.who} | {one.stage} | `{one.path}` | {one.queries} | {one.milliseconds / base:.1f} "
        f"| {one.milliseconds:.0f} | {one.kilobytes:.0f} |"
        for one in found
    ]
    return "\n".join(lines)
