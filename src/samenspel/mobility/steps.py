# SPDX-License-Identifier: EUPL-1.2
"""The steps of a run, one after the other; no database, so that every step can be tried alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import Delineation, delineate, measure
from samenspel.analysis.functional_regions.contiguity import connect
from samenspel.analysis.functional_regions.improvement import Improved, improve
from samenspel.analysis.functional_regions.scales import PRESETS, Level, nested
from samenspel.analysis.functional_regions.stability import default_grid, grid, stability
from samenspel.mobility.models import Run
from samenspel.mobility.requests import RunRequest
from samenspel.mobility.results import Doubts, RunResult

# Called with the step, how much of it is done, and of how much.
Progress = Callable[[Run.Step, int, int], None]


@dataclass(frozen=True)
class Inputs:
    """What a run computes with: the flows, those of all years (for stability), and neighbours."""

    flows: Flows
    request: RunRequest
    years: Mapping[int | str, Flows] = field(default_factory=dict)
    neighbours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def compute(inputs: Inputs, progress: Progress) -> RunResult:
    """Compute what was asked.

    Raises
    ------
    EndlessError, ScalesError
        The method finds no regions for these flows and requirements.
    """
    request = inputs.request
    progress(Run.Step.REGIONS, 0, 1)
    outcome = delineate(inputs.flows, parameters=request.parameters, variant=request.variant)
    region_of = outcome.region_of
    connected = improved = None
    if request.contiguous:
        progress(Run.Step.CONTIGUOUS, 0, 1)
        joined = connect(outcome, neighbours=inputs.neighbours)
        region_of, connected = joined.region_of, joined.moves
    if request.improved:
        better = _improve(inputs, outcome, region_of, progress)
        region_of, improved = better.region_of, better.moves
    return RunResult.of(
        outcome,
        region_of=region_of,
        statistics=measure(outcome.flows, region_of, parameters=request.parameters),
        connected=connected,
        improved=improved,
        levels=_levels(inputs, progress) if request.levels else (),
        doubts=_doubts(inputs, outcome, progress) if request.stability else None,
    )


def _improve(
    inputs: Inputs, outcome: Delineation, region_of: Mapping[str, int], progress: Progress
) -> Improved:
    """Only regions in one piece have to stay in one piece.

    Straight up: the search by chance gains a little more, but moves whole groups of towns from one
    city to another, and no adviser would call that mending a border.
    """
    progress(Run.Step.IMPROVED, 0, 1)
    return improve(
        outcome.flows,
        region_of,
        parameters=inputs.request.parameters,
        neighbours=inputs.neighbours if inputs.request.contiguous else None,
        tries=0,
    )


def _levels(inputs: Inputs, progress: Progress) -> tuple[Level, ...]:
    progress(Run.Step.LEVELS, 0, 1)
    levels = tuple(PRESETS.values())
    return nested(inputs.flows, levels=levels, variant=inputs.request.variant).levels


def _doubts(inputs: Inputs, outcome: Delineation, progress: Progress) -> Doubts:
    """Every year with requirements around those asked for; this year comes first."""
    trials = list(
        grid(
            inputs.years,
            default_grid(inputs.request.parameters),
            variant=inputs.request.variant,
            progress=lambda done, of: progress(Run.Step.STABILITY, done, of),
        )
    )
    found = stability(trials, outcome.flows.zones)
    years = tuple(sorted(int(year) for year in inputs.years))
    return Doubts(len(trials), years, found.zones, found.edges(inputs.neighbours))
