# SPDX-License-Identifier: EUPL-1.2
"""Measure territorial congruence, into docs/performance-insight.md.

    python benchmarks/congruence.py [DATA PACKAGE]

Beside a plain computation of the same figure with pandas and with networkx, in the same run and
with the same result; and how time and memory grow on made-up cooperation (see cooperation.py), each
size in a process of its own. Times differ between machines, so what holds everywhere are the
ratios.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samenspel.analysis.participation import Participations

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "performance-insight.md"
SEED = 0
# Municipalities and arrangements; the last one is far above any country.
SIZES = ((350, 1_000), (3_500, 10_000), (35_000, 100_000))
RUNS_OURS, RUNS_PLAIN = 31, 3
TEXT = f"""\
# Performance of insight

Written by `make bench-insight`: everything in one run on one machine (Python {{python}}, {{cores}}
cores). Seconds differ between machines; ratios hardly do.

## Territorial congruence beside a plain computation

The congruence of every municipality (definition: `/methoden/#congruence`), from participations that
are in memory already. Plain is the obvious program: with pandas a merge of the participations with
themselves and two group-bys; with networkx a multigraph in which each arrangement is a clique. All
three give the same ratios, compared exactly in this run. Milliseconds are the best of {RUNS_OURS}
runs of ours and {RUNS_PLAIN} of the others. Budget: a country in 50 ms.

{{plain}}

## Growth

Made-up cooperation of `benchmarks/cooperation.py`, seed {SEED}: arrangements of a handful of
neighbours up to a few of everybody. Seconds are those of `congruence` alone, memory is the highest
of a process that makes the case and measures it. Budget: 35,000 municipalities and 100,000
arrangements in 10 s and 4,000 MB.

{{growth}}
"""


def with_pandas(participations: Participations) -> dict[str, Fraction]:
    """Merge the participations with themselves and count."""
    import pandas as pd

    rows, columns = participations.matrix.nonzero()
    frame = pd.DataFrame({"municipality": rows, "arrangement": columns})
    met = frame.merge(frame, on="arrangement", suffixes=("", "_partner"))
    met = met[met["municipality"] != met["municipality_partner"]]
    shared = met.groupby(["municipality", "municipality_partner"]).size()
    number = met.groupby("municipality")["arrangement"].nunique()
    by_municipality = shared.groupby(level=0)
    total, partners = by_municipality.sum(), by_municipality.size()
    return {
        participations.municipalities[place]: Fraction(
            int(total[place]), int(number[place]) * int(partners[place])
        )
        for place in total.index
    }


def with_networkx(participations: Participations) -> dict[str, Fraction]:
    """A graph with an edge for every two members of every arrangement."""
    import networkx as nx

    graph = nx.MultiGraph()
    for arrangement in participations.arrangements:
        for one, other in combinations(participations.members_of(arrangement), 2):
            graph.add_edge(one, other, key=arrangement)
    found = {}
    for code in graph:
        tables = {key for _one, _other, key in graph.edges(code, keys=True)}
        found[code] = Fraction(graph.degree(code), len(tables) * len(graph[code]))
    return found


def with_samenspel(participations: Participations) -> dict[str, Fraction]:
    """The measure of this project, as exact ratios."""
    from samenspel.analysis.congruence import congruence

    found = congruence(participations)
    ratios = ((code, found.of(code)) for code in found.municipalities)
    return {code: ratio for code, ratio in ratios if ratio is not None}


PLAIN: Mapping[str, Callable[[Participations], dict[str, Fraction]]] = {
    "pandas": with_pandas,
    "networkx": with_networkx,
}


def best(run: Callable[[], object], runs: int) -> float:
    """Seconds of the quickest of some runs."""
    found = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        run()
        found = min(found, time.perf_counter() - start)
    return found


def plain_rows(name: str, participations: Participations) -> list[str]:
    """A row of the table for each plain computation; the results must be the same."""
    from samenspel.analysis.congruence import congruence

    expected = with_samenspel(participations)
    ours = best(lambda: congruence(participations), RUNS_OURS)
    rows = []
    for tool, compute in PLAIN.items():
        if compute(participations) != expected:
            raise SystemExit(f"{name}: {tool} finds another congruence")
        theirs = best(lambda compute=compute: compute(participations), RUNS_PLAIN)  # type: ignore[misc]
        size = f"{len(participations.municipalities):,} | {len(participations.arrangements):,}"
        rows.append(
            f"| {name} | {size} | {participations.matrix.nnz:,} | {ours * 1000:.1f} | {tool} "
            f"| {theirs * 1000:.0f} | {theirs / ours:.0f} |"
        )
        print(rows[-1], file=sys.stderr)
    return rows


def plain_table(package: Path | None) -> list[str]:
    """The national data where they are, and made-up cooperation of the size of a country."""
    from cooperation import cooperation

    lines = [
        "| case | municipalities | arrangements | participations | ours, ms | plain | ms | times |",
        "| --- | ---: | ---: | ---: | ---: | --- | ---: | ---: |",
    ]
    if package is not None:
        from samenspel.cli.package_measures import read_facts

        lines += plain_rows(package.name, read_facts(package, on=None).participations)
    return [*lines, *plain_rows("made up", cooperation(*SIZES[0], seed=SEED))]


@dataclass(frozen=True)
class Figures:
    """What one measurement took: the best of a few runs, and the highest memory of its process."""

    municipalities: int
    arrangements: int
    participations: int
    seconds: float
    megabytes: float


def measure(municipalities: int, arrangements: int) -> Figures:
    """Make a case, measure it, and look at the clock and the memory of this process."""
    from cooperation import cooperation

    from samenspel.analysis.congruence import congruence

    made = cooperation(municipalities, arrangements, seed=SEED)
    seconds = best(lambda: congruence(made), RUNS_PLAIN)
    return Figures(
        municipalities,
        arrangements,
        made.matrix.nnz,
        seconds,
        # Linux counts kilobytes.
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    )


def measured_apart(municipalities: int, arrangements: int) -> Figures:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--measure", str(municipalities), str(arrangements)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Figures(**json.loads(done.stdout))


def growth_table() -> list[str]:
    lines = [
        "| municipalities | arrangements | participations | seconds | peak MB |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    for size in SIZES:
        row = measured_apart(*size)
        lines.append(
            f"| {row.municipalities:,} | {row.arrangements:,} | {row.participations:,} "
            f"| {row.seconds:.3f} | {row.megabytes:.0f} |"
        )
        print(lines[-1], file=sys.stderr)
    return lines


def report(package: Path | None) -> str:
    """The document, measured now."""
    # First: a process begins with the highest memory of the one that starts it.
    growth = growth_table()
    return TEXT.format(
        python=platform.python_version(),
        cores=os.cpu_count(),
        plain="\n".join(plain_table(package)),
        growth="\n".join(growth),
    )


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(*map(int, sys.argv[2:])).__dict__))
        return
    shared = ROOT.parent / "shared" / "data" / "nl-2026"
    package: Path | None = Path(sys.argv[1]) if len(sys.argv) > 1 else shared
    if package is not None and not (package / "datapackage.json").exists():
        print(f"There is no data package at {package}; name one.", file=sys.stderr)
        package = None
    text = report(package)
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
