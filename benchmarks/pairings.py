# SPDX-License-Identifier: EUPL-1.2
"""Measure pairing a whole country, into docs/performance-pairings.md.

    python benchmarks/pairings.py [DATA PACKAGE]

The country of a data package and made-up countries, each size in a process of its own; beside the
matching of networkx, on sizes where that can be waited for, with the same total. Times differ
between machines, so what holds everywhere are the ratios and the gaps.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from samenspel.analysis.complementarity import PartnerTable
    from samenspel.analysis.matching.pairings import IntMatrix

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "performance-pairings.md"
ON = date(2026, 1, 1)
SEED = 0
SIZES = (342, 1_000, 2_000, 5_000)
PLAIN = 342
RUNS = 3
TEXT = f"""\
# Performance of pairings

Written by `benchmarks/pairings.py`: everything in one run on one machine (Python {{python}},
{{cores}} cores, load average {{load}} at the start). Seconds are processor seconds of the quickest
of some runs; seconds differ between machines, ratios, totals and gaps hardly do.

A partner for every municipality (definition: `/methoden/#city-link-pairs`), from the scores of all
pairs that are in memory already. The gap is the bound minus the total, in whole parts of the scores
(1/10^12): 0 is a proof that no way of making pairs has a higher total.

## A country beside a plain computation

Plain is `networkx.max_weight_matching`, the algorithm of Edmonds in Python, on the same scores. Its
total is the same, compared exactly in this run. Budget: 342 municipalities in 5 s.

{{country}}

## Growth

Made-up places with even, independent figures (seed {SEED}), scored by `score_matrix`. Memory is the
highest of a process that makes the scores and the pairs. Budget: 5,000 places in 60 s, with a
reported gap.

{{growth}}
"""


@dataclass(frozen=True)
class Measured:
    """Processor seconds of each part, and what came out."""

    places: int
    scores: float
    optimal: float
    stable: float
    total: int
    gap: int
    share: float
    megabytes: float


def seconds(run: Callable[[], object], runs: int) -> float:
    """Processor seconds of the quickest of some runs."""
    found = float("inf")
    for _ in range(runs):
        start = time.process_time()
        run()
        found = min(found, time.process_time() - start)
    return found


def made_up(number: int) -> PartnerTable:
    """So many places with even, independent figures."""
    from samenspel.analysis.complementarity import FIGURES, partner_table
    from samenspel.analysis.likeness import Vintage

    codes = [f"P{place:05}" for place in range(number)]
    random = np.random.Generator(np.random.PCG64([number, SEED]))
    vintages = [
        Vintage(key, ON, "made up", dict(zip(codes, column, strict=True)))
        for key in sorted(FIGURES)
        for column in [random.integers(1, 1_000_000, number).astype(np.float64).tolist()]
    ]
    return partner_table(vintages, codes, ON)


def measure(table: PartnerTable, runs: int) -> Measured:
    """Everything about the pairs of one table."""
    from samenspel.analysis.complementarity import score_matrix
    from samenspel.analysis.matching import optimal_pairs, stable_pairs

    # What is imported when it is first needed is no part of the work.
    optimal_pairs(np.array([[0, 1], [1, 0]]))
    scores = score_matrix(table)
    best, stable = optimal_pairs(scores), stable_pairs(scores)
    return Measured(
        places=len(table.codes),
        scores=seconds(lambda: score_matrix(table), runs),
        optimal=seconds(lambda: optimal_pairs(scores), runs),
        stable=seconds(lambda: stable_pairs(scores), runs),
        total=best.total,
        gap=-1 if best.gap is None else best.gap,
        share=stable.total / best.total,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    )


def measured_apart(number: int) -> Measured:
    """A made-up country in a process of its own."""
    command = [sys.executable, __file__, "--size", str(number)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(**json.loads(said.stdout))


def country_of(path: Path) -> PartnerTable:
    """The table of partners of a package."""
    from samenspel.analysis.complementarity import partner_table
    from samenspel.cli.one_municipality import names_on
    from samenspel.cli.partner_files import vintages_of
    from samenspel.datapackage import read_package

    package = read_package(path)
    codes = list(names_on(package, package.observed_on))
    return partner_table(list(vintages_of(package)), codes, package.observed_on)


def with_networkx(scores: IntMatrix) -> int:
    """The total of the matching of networkx."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_weighted_edges_from(
        (one, other, int(scores[one, other]))
        for one, other in zip(*np.nonzero(np.triu(scores)), strict=True)
    )
    return sum(int(scores[pair]) for pair in nx.max_weight_matching(graph))


def country_table(name: str, table: PartnerTable) -> str:
    """The country beside networkx."""
    from samenspel.analysis.complementarity import score_matrix

    ours = measure(table, RUNS)
    scores = score_matrix(table)
    start = time.process_time()
    if with_networkx(scores) != ours.total:
        sys.exit("networkx has another total")
    plain = time.process_time() - start
    head = ["case", "places", "scores, s", "optimal, s", "gap", "stable, s", "networkx, s", "times"]
    row = [
        name,
        ours.places,
        f"{ours.scores:.2f}",
        f"{ours.optimal:.2f}",
        ours.gap,
        f"{ours.stable:.2f}",
        f"{plain:.1f}",
        f"{plain / ours.optimal:.0f}",
    ]
    return rows_of(head, [row])


def growth_table() -> str:
    """Made-up countries of growing size."""
    head = ["places", "scores, s", "optimal, s", "gap", "stable, s", "stable of optimal", "peak MB"]
    rows = [
        [
            f"{one.places:,}",
            f"{one.scores:.2f}",
            f"{one.optimal:.2f}",
            one.gap,
            f"{one.stable:.2f}",
            f"{one.share:.1%}",
            f"{one.megabytes:,.0f}",
        ]
        for one in map(measured_apart, SIZES)
    ]
    return rows_of(head, rows)


def rows_of(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown; all but the first column are numbers."""
    lines: list[Sequence[object]] = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def main() -> None:
    if sys.argv[1:2] == ["--size"]:
        number = int(sys.argv[2])
        print(json.dumps(asdict(measure(made_up(number), 1))))
        return
    if len(sys.argv) > 2:
        sys.exit("Usage: python benchmarks/pairings.py [DATA PACKAGE]")
    load = os.getloadavg()[0]
    path = Path(sys.argv[1]) if len(sys.argv) == 2 else None
    table = country_of(path) if path else made_up(PLAIN)
    text = TEXT.format(
        python=platform.python_version(),
        cores=os.cpu_count(),
        load=f"{load:.1f}",
        country=country_table(path.name if path else "made up", table),
        growth=growth_table(),
    )
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
