# SPDX-License-Identifier: EUPL-1.2
"""The made-up commuting network that speed is measured on."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from benchmarks.functional_regions import growth_table, measure
from benchmarks.network import network
from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import delineate

ROOT = Path(__file__).resolve().parents[2]


def fingerprint(flows: Flows) -> str:
    columns = np.concatenate([flows.origin, flows.destination, flows.count])
    return hashlib.sha256(columns.astype("<i8").tobytes()).hexdigest()[:16]


@pytest.fixture(scope="module")
def flows() -> Flows:
    return network(1_000)


def test_seed_gives_the_same_network_on_every_machine(flows: Flows) -> None:
    assert fingerprint(flows) == "3ec6e9a666b1f5f5"
    assert fingerprint(network(1_000, seed=1)) != fingerprint(flows)


def test_network_looks_like_commuting(flows: Flows) -> None:
    assert len(flows.zones) == 1_000
    assert 30 < len(flows) / len(flows.zones) < 50
    # Few large zones and many small ones; some people stay, most do not.
    assert flows.residents.max() > 10 * np.median(flows.residents)
    assert 0.15 < flows.inside.sum() / flows.total < 0.5


def test_regions_come_out_at_many_sizes(flows: Flows) -> None:
    regions = delineate(flows).statistics.regions
    sizes = sorted(len(region.members) for region in regions)
    assert len(sizes) > 20
    assert sizes[-1] > 5 * sizes[0]
    assert sizes[-1] < len(flows.zones) / 4


def test_smallest_network_is_one_zone() -> None:
    assert network(1).zones == ("1",)


@pytest.mark.parametrize("name", ["flows.csv", "flows.parquet"])
def test_network_is_written_as_a_table(tmp_path: Path, name: str) -> None:
    program = ROOT / "benchmarks" / "network.py"
    subprocess.run([sys.executable, program, "60", tmp_path / name], check=True)
    read = pl.read_csv if name.endswith(".csv") else pl.read_parquet
    assert fingerprint(Flows.from_frame(read(tmp_path / name))) == fingerprint(network(60))


def test_delineation_is_measured_by_clock_work_and_memory(tmp_path: Path) -> None:
    flows = network(200)
    codes = np.array([int(code) for code in flows.zones])
    columns = {"origin": codes[flows.origin], "destination": codes[flows.destination]}
    np.savez(tmp_path / "n.npz", flow=flows.count, **columns)
    found = measure(tmp_path / "n.npz", "documented", 1)
    outcome = delineate(flows)
    assert (found.zones, found.flows, found.passes) == (200, len(flows), outcome.passes)
    assert found.regions == len(outcome.statistics.regions)
    assert 0 < found.seconds < 60
    assert found.megabytes > 10
    assert growth_table([found])[2].startswith(f"| 200 | {len(flows):,} | {outcome.passes:,} |")
