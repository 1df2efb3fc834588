# SPDX-License-Identifier: EUPL-1.2
"""Measure the delineation of functional regions, into docs/performance-functional-regions.md.

    python benchmarks/functional_regions.py [FOLDER WITH sardinia.flows.csv.gz AND OTHERS]

How time and memory grow from 500 to 40,000 zones, on made-up networks (see network.py); and the
known cases beside the R package. Every size is measured in a process of its own. Times differ
between machines, so what holds everywhere is the growth and the ratio.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "performance-functional-regions.md"
SIZES = (500, 1_000, 2_000, 4_000, 8_000, 16_000, 40_000)
SEED = 0
VARIANTS = ("documented", "labour-market-areas-3.4")
# Of a size from here on one run is enough to see how long it takes.
LARGE = 16_000
RUNS_SMALL, RUNS_LARGE, RUNS_CASE, RUNS_COMMAND = 5, 2, 31, 7
# CPU seconds of the R package LabourMarketAreas 3.4 on the same files, as published with them.
CASES = {"sardinia": ("sardinia", 51.0), "nl2014_c": ("nl2014", 75.0)}
TEXT = f"""\
# Performance of functional regions

Written by `make bench-regions`: everything in one run on one machine (Python {{python}}, {{cores}}
cores, of which one is used). Seconds differ between machines; growth and ratios hardly do.

## Growth

Made-up commuting networks of `benchmarks/network.py`, seed {SEED}: towns of many sizes, some 40
flows to a zone. Seconds are those of `delineate` alone: the best of {RUNS_SMALL} runs, of
{RUNS_LARGE} from {LARGE:,} zones on; by the clock, and of work (CPU), which other work on the
machine hardly touches. Memory is the highest of a process that reads the flows and
delineates. Budget: 4,000 zones in 2 s, 40,000 zones in 20 s and 1,000 MB, and time that grows with
the flows.

{{growth}}

## Beside the R package

The R package LabourMarketAreas 3.4 takes 51 and 75 CPU seconds for these cases: published figures,
of another machine. Its regions are those of the variant `labour-market-areas-3.4`. In the column ms
is `delineate` alone, the best of {RUNS_CASE} runs; at least 1,000 times as fast is asked. In the
column command is all of `samenspel regions`, with its start and its files, the best of
{RUNS_COMMAND} runs; at least 50 times is asked.

{{cases}}
"""


@dataclass(frozen=True)
class Figures:
    """What one delineation took: the best of a few runs, and the highest memory of its process.

    ``seconds`` by the clock, ``cpu`` of work.
    """

    zones: int
    flows: int
    passes: int
    regions: int
    seconds: float
    cpu: float
    megabytes: float

    @property
    def per_million(self) -> float:
        """Seconds of work for each million flows."""
        return self.cpu / self.flows * 1_000_000


def measure(file: Path, variant: str, runs: int) -> Figures:
    """Read three columns, delineate, and look at the clock and the memory of this process."""
    import numpy as np

    from samenspel.analysis.flows import Flows
    from samenspel.analysis.functional_regions import VARIANTS, delineate

    chosen = VARIANTS[VARIANTS.index(variant)]
    with np.load(file) as columns:
        flows = Flows.of(columns["origin"], columns["destination"], columns["flow"])
    seconds = cpu = float("inf")
    for _ in range(runs):
        fresh = replace(flows)  # without the sums that were kept
        start, work = time.perf_counter(), time.process_time()
        outcome = delineate(fresh, variant=chosen)
        seconds = min(seconds, time.perf_counter() - start)
        cpu = min(cpu, time.process_time() - work)
    return Figures(
        zones=len(flows.zones),
        flows=len(flows),
        passes=outcome.passes,
        regions=len(set(outcome.region_of.values()) - {0}),
        seconds=seconds,
        cpu=cpu,
        # Linux counts kilobytes.
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    )


def measured_apart(file: Path, variant: str, runs: int) -> Figures:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--measure", str(file), variant, str(runs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Figures(**json.loads(done.stdout))


def write_network(zones: int, file: Path) -> None:
    """A made-up network as three columns of numbers."""
    import numpy as np
    from network import network

    flows = network(zones, seed=SEED)
    codes = np.array([int(code) for code in flows.zones])
    np.savez(
        file, origin=codes[flows.origin], destination=codes[flows.destination], flow=flows.count
    )


def measure_growth(folder: Path) -> dict[str, list[Figures]]:
    """Every size and variant."""
    growth: dict[str, list[Figures]] = {variant: [] for variant in VARIANTS}
    for zones in SIZES:
        file = folder / f"{zones}.npz"
        write_network(zones, file)
        for variant in VARIANTS:
            found = measured_apart(file, variant, RUNS_LARGE if zones >= LARGE else RUNS_SMALL)
            print(f"{found.zones} zones, {variant}: {found.seconds:.2f} s", file=sys.stderr)
            growth[variant].append(found)
    return growth


def write_case(source: Path, file: Path) -> None:
    """A known case as three columns of numbers."""
    import numpy as np
    import polars as pl

    frame = pl.read_csv(source).select("origin", "destination", "flow")
    origin, destination, flow = (frame[name].to_numpy() for name in frame.columns)
    np.savez(file, origin=origin, destination=destination, flow=flow)


def time_command(source: Path, variant: str, folder: Path) -> float:
    """Best seconds of the whole command, its start included."""
    command = [sys.executable, "-c", "from samenspel.cli import main; main()"]
    command += ["regions", str(source), "-o", str(folder / "regions.csv")]
    command += ["--variant", variant]
    best = float("inf")
    for _ in range(RUNS_COMMAND):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best


def growth_table(rows: list[Figures]) -> list[str]:
    lines = [
        "| zones | flows | passes | regions | seconds | CPU s | per million flows | peak MB |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {row.zones:,} | {row.flows:,} | {row.passes:,} | {row.regions:,} "
        f"| {row.seconds:.2f} | {row.cpu:.2f} | {row.per_million:.1f} | {row.megabytes:.0f} |"
        for row in rows
    ]
    first, last = rows[0], rows[-1]
    flows, cpu = last.flows / first.flows, last.cpu / first.cpu
    return [
        *lines,
        "",
        f"From first to last: {flows:.0f} times the flows, {cpu:.0f} times the work.",
    ]


def case_table(data: Path, folder: Path) -> list[str]:
    lines = [
        "| case | variant | zones | flows | regions | R, CPU s | ms | times | command s | times |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, (file, published) in CASES.items():
        source = data / f"{file}.flows.csv.gz"
        columns = folder / f"{name}.npz"
        write_case(source, columns)
        for variant in VARIANTS:
            found = measured_apart(columns, variant, RUNS_CASE)
            whole = time_command(source, variant, folder)
            lines.append(
                f"| {name} | {variant} | {found.zones} | {found.flows:,} | {found.regions} "
                f"| {published:.0f} | {found.seconds * 1000:.1f} "
                f"| {published / found.seconds:,.0f} | {whole:.2f} | {published / whole:,.0f} |"
            )
    return lines


def report(data: Path) -> str:
    """The document, measured now."""
    with tempfile.TemporaryDirectory(prefix="samenspel-bench-") as scratch:
        folder = Path(scratch)
        growth = measure_growth(folder)
        known = (data / "sardinia.flows.csv.gz").exists()
        cases = case_table(data, folder) if known else ["Not measured: the files are not here."]
    tables = "\n\n".join(
        f"Variant `{variant}`:\n\n" + "\n".join(growth_table(rows))
        for variant, rows in growth.items()
    )
    return TEXT.format(
        python=platform.python_version(),
        cores=os.cpu_count(),
        growth=tables,
        cases="\n".join(cases),
    )


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        file, variant, runs = sys.argv[2:]
        print(json.dumps(measure(Path(file), variant, int(runs)).__dict__))
        return
    shared = ROOT.parent / "shared" / "data" / "functional-regions"
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else shared
    if not (data / "sardinia.flows.csv.gz").exists():
        print(f"The known cases are not in {data}; name the folder that has them.", file=sys.stderr)
    text = report(data)
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
