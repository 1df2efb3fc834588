# SPDX-License-Identifier: EUPL-1.2
"""Computing a run: claimed by one, told how far it is, and written down once.

Whoever begins a run raises its ``attempt``, and writes only as long as that is still the number it
raised it to. So a worker that was taken for dead and wakes up again changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import EndlessError
from samenspel.analysis.functional_regions.scales import ScalesError
from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.queries.flows import flows_of
from samenspel.mobility.queries.neighbours import neighbour_source, neighbours_of
from samenspel.mobility.queries.runs import same_division_years, what_is_asked
from samenspel.mobility.requests import RunRequest, key_of
from samenspel.mobility.steps import Inputs, compute

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

# Progress is written at most this often.
TELL_EVERY = timedelta(seconds=1)
NO_PROGRESS: dict[str, Any] = {"step": "", "progress_done": 0, "progress_of": 0}


class TakenOverError(Exception):
    """Somebody else computes this run now."""


class FlowsChangedError(Exception):
    """The flows, boundaries or years that the run was asked for are there no longer."""

    def __init__(self) -> None:
        super().__init__("the flows were loaded anew since this was asked")


def enqueue(run: Run) -> None:
    """Let the worker compute a run; part of the caller's transaction."""
    from samenspel.mobility.tasks import compute_run

    compute_run.enqueue(run_id=run.pk)


def compute_waiting(*, run_id: int, clock: Clock) -> bool:
    """Compute a run that waits for the worker.

    Returns
    -------
    Whether it was computed here, with success or not: False when somebody else has it.
    """
    waiting = Run.objects.filter(pk=run_id, state=Run.State.WAITING)
    now = clock()
    if not waiting.update(
        state=Run.State.RUNNING,
        attempt=F("attempt") + 1,
        started_at=now,
        seen_at=now,
        **NO_PROGRESS,
    ):
        return False
    run = Run.objects.select_related("flow_set__collection").get(pk=run_id)
    try:
        compute_now(run, clock)
    except TakenOverError:
        return False
    except BaseException:
        _give_back(run, clock())
        raise
    return True


def compute_now(run: Run, clock: Clock) -> None:
    """Compute a run that is claimed already, and write its result or why there is none.

    Raises
    ------
    TakenOverError
        Somebody else has claimed it since.
    """
    told = run.seen_at

    def tell(step: Run.Step, done: int, of: int) -> None:
        nonlocal told
        now = clock()
        if now - told >= TELL_EVERY:
            told = now
            _write(run, seen_at=now, step=step.value, progress_done=done, progress_of=of)

    try:
        result = compute(_inputs(run), tell).as_json()
    except (EndlessError, ScalesError, FlowsChangedError) as error:
        _fail(run, str(error), clock())
    except TakenOverError:
        raise
    except Exception as error:
        log.exception("run %s failed", run.key)
        _fail(run, f"unexpected: {type(error).__name__}", clock())
    else:
        now = clock()
        _write(
            run, state=Run.State.DONE, result=result, seen_at=now, finished_at=now, **NO_PROGRESS
        )


def _fail(run: Run, error: str, now: datetime) -> None:
    _write(run, state=Run.State.FAILED, error=error, seen_at=now, finished_at=now, **NO_PROGRESS)


def _give_back(run: Run, now: datetime) -> None:
    """Whoever computed it has to stop: let another worker do it."""
    with transaction.atomic():
        if _mine(run).update(state=Run.State.WAITING, seen_at=now, **NO_PROGRESS):
            enqueue(run)


def _mine(run: Run) -> QuerySet[Run]:
    return Run.objects.filter(pk=run.pk, state=Run.State.RUNNING, attempt=run.attempt)


def _write(run: Run, **values: Any) -> None:
    if not _mine(run).update(**values):
        raise TakenOverError
    for name, value in values.items():
        setattr(run, name, value)


def _inputs(run: Run) -> Inputs:
    request = RunRequest.from_json(run.request)
    flow_set = run.flow_set
    if flow_set is None or key_of(what_is_asked(flow_set, request)) != run.key:
        raise FlowsChangedError
    neighbours = {}
    if request.needs_neighbours:
        neighbours = dict(neighbours_of(flow_set, neighbour_source(flow_set)))
    return Inputs(flows_of(flow_set), request, _years(flow_set, request), neighbours)


def _years(flow_set: FlowSet, request: RunRequest) -> dict[int | str, Flows]:
    """The flows of all years, those asked for first: they name the systems."""
    if not request.stability:
        return {}
    sets = sorted(
        same_division_years(flow_set), key=lambda one: (one.year != flow_set.year, one.year)
    )
    return {one.year: flows_of(one) for one in sets}
