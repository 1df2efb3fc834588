# SPDX-License-Identifier: EUPL-1.2
"""What changes flows and runs."""

from samenspel.mobility.actions.computing import compute_waiting
from samenspel.mobility.actions.load import load_package
from samenspel.mobility.actions.runs import RunRefused, ask_run
from samenspel.mobility.actions.upkeep import prune_runs, take_up_runs

__all__ = [
    "RunRefused",
    "ask_run",
    "compute_waiting",
    "load_package",
    "prune_runs",
    "take_up_runs",
]
