# SPDX-License-Identifier: EUPL-1.2
"""Measure loads, pages and weights on the national data, into docs/performance.md.

    python tools/bench.py [FOLDER WITH nl-2026, nl-2016 AND vl-2023]

Everything is measured in one run on one machine. Times differ between machines, so the document
gives them as ratios (to the plainest page, to the budget) beside the milliseconds of this run;
numbers of queries and sizes are the same everywhere.
"""

from __future__ import annotations

import gzip
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("nl-2026", "nl-2016", "vl-2023")
RUNS = 21
PAGE_BUDGET_MS, QUERY_BUDGET, LOAD_BUDGET_S = 100, 12, 5
HOME_BUDGET_KB, CSS_BUDGET_KB, SCRIPT_BUDGET_KB = 250, 35, 40
DAY = "2026-05-16"
# The plainest page: no query, no picture; what every page costs at least.
BASELINE = "/toegankelijkheid/"


@dataclass(frozen=True)
class PageFigures:
    """What one page costs: queries, median milliseconds, gzipped kilobytes."""

    path: str
    queries: int
    median_ms: float
    kilobytes: float


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure_page(path: str) -> PageFigures:
    """Median over several requests to a warm process, in the process itself."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)  # now: later requests empty the list
    times = [timed(lambda: client.get(path)) for _ in range(RUNS)]
    return PageFigures(
        path=path,
        queries=queries,
        median_ms=statistics.median(times) * 1000,
        kilobytes=len(gzip.compress(response.content)) / 1000,
    )


def pages() -> list[str]:
    """Addresses to measure: every kind of page, the largest cases first."""
    from django.db.models import Count

    from samenspel.register.models import ArrangementVersion

    def largest(collection: str) -> str:
        version = (
            ArrangementVersion.objects.filter(collection__slug=collection, valid_to=None)
            .annotate(number=Count("participations"))
            .order_by("-number", "key")
            .select_related("arrangement")[0]
        )
        return f"/samenwerkingen/{version.arrangement.slug}/"

    on = f"?peildatum={DAY}"
    return [
        BASELINE,
        f"/{on}",
        f"/{on}&land=be",
        f"/gemeenten/{on}",
        "/gemeenten/?zoek=sudwest",
        f"/gemeenten/amsterdam-gm0363/{on}",
        "/gemeenten/wijchen-gm0296/?peildatum=2016-01-01",
        "/gemeenten/antwerpen-11002/?peildatum=2023-09-01",
        f"/samenwerkingen/{on}",
        f"/samenwerkingen/{on}&zoek=jeugdzorg",
        f"{largest('nl-2026')}{on}",
        f"{largest('vl-2023')}?peildatum=2023-09-01",
        "/regios/",
        "/regios/safety-regions/",
        "/regios/corop/",
        "/gegevens/",
        "/methoden/",
        f"/gemeenten/amsterdam-gm0363/raad/{on}",
        f"/gemeenten/landgraaf-gm0882/raad/{on}",
        f"/gemeenten/amsterdam-gm0363/netwerk/{on}",
        f"/gemeenten/amsterdam-gm0363/vergelijkbaar/{on}",
        f"{largest('nl-2026')}raden/{on}",
        f"{largest('nl-2026')}inzicht/{on}",
        f"{largest('nl-2026')}stemmen/{on}",
        f"{largest('nl-2026')}kosten/{on}",
        f"/inzicht/{on}",
        f"/inzicht/{on}&maat=congruentie",
        f"/inzicht/{on}&land=be",
        "/inzicht/verandering/?van=2024-01-01&tot=2026-05-16",
        f"/inzicht/netwerk/{on}",
        f"/inzicht/taken/{on}",
        f"/inzicht/bestuurlijke-drukte/{on}",
        "/inzicht/stemkracht/",
        "/inzicht/kosten-verdelen/",
    ]


def measure_loads(folder: Path) -> list[tuple[str, float, float]]:
    """Seconds for the command, first and second time, per package; each a process of its own."""
    import subprocess

    program = [sys.executable, "-c", "from samenspel.cli import main; main()"]

    def load(package: str) -> None:
        subprocess.run(
            [*program, "data", "load", str(folder / package)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    return [(p, timed(partial(load, p)), timed(partial(load, p))) for p in PACKAGES]


def weight(*files: Path) -> float:
    """Gzipped kilobytes of files together."""
    return sum(len(gzip.compress(file.read_bytes())) for file in files) / 1000


def report(folder: Path) -> str:
    """The document, measured now."""
    import subprocess

    import django

    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "-v0"], check=True
    )  # so that the first load is not charged for making the tables
    loads = measure_loads(folder)
    django.setup()
    found = [measure_page(path) for path in pages()]
    base = found[0].median_ms
    build = ROOT / "src/samenspel/web/static/samenspel/build"
    import django_htmx

    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    css = weight(build / "app.css")
    scripts = weight(build / "app.js", htmx)
    fonts = sum(f.stat().st_size for f in build.glob("fonts/*-latin-wght*")) / 1000
    home = next(p for p in found if p.path.startswith("/?"))
    total = home.kilobytes + css + scripts + fonts
    lines = [
        "# Performance",
        "",
        "Written by `make bench`: everything in one run on one machine, on the national packages",
        "nl-2026, nl-2016 and vl-2023 together in one SQLite database. Queries and sizes are the",
        "same on every machine; times are given as ratios, the figures of this run beside them.",
        "",
        "## Pages",
        "",
        f"Budget: {QUERY_BUDGET} queries, {PAGE_BUDGET_MS} ms of server time (median of {RUNS}).",
        f"The ratio is to the plainest page, `{BASELINE}`.",
        "",
        "| page | queries | ratio | ms | KB gzipped |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| `{p.path}` | {p.queries} | {p.median_ms / base:.1f} | {p.median_ms:.0f} "
        f"| {p.kilobytes:.0f} |"
        for p in found
    ]
    lines += [
        "",
        "## Loads",
        "",
        f"Budget: {LOAD_BUDGET_S} s for the whole command `samenspel data load`, on two cores.",
        "",
        "| package | first s | part of budget | second s | second to first |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {first:.1f} | {first / LOAD_BUDGET_S:.2f} | {second:.1f} "
        f"| {second / first:.2f} |"
        for name, first, second in loads
    ]
    lines += [
        "",
        "## Weight",
        "",
        "| what | KB gzipped | budget |",
        "| --- | ---: | ---: |",
        f"| style sheet | {css:.1f} | {CSS_BUDGET_KB} |",
        f"| scripts, htmx included | {scripts:.1f} | {SCRIPT_BUDGET_KB} |",
        f"| home page in all, font included | {total:.0f} | {HOME_BUDGET_KB} |",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    if not (folder / PACKAGES[0]).exists():
        sys.exit(f"The national packages are not in {folder}; name the folder that has them.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.web.settings")
    os.environ["SAMENSPEL_HTTPS"] = "off"
    with tempfile.TemporaryDirectory(prefix="samenspel-bench-") as scratch:
        os.environ["SAMENSPEL_DATABASE_URL"] = f"sqlite:///{scratch}/bench.sqlite3"
        text = report(folder)
    target = ROOT / "docs" / "performance.md"
    target.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
