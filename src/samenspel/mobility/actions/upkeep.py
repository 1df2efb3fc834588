# SPDX-License-Identifier: EUPL-1.2
"""Upkeep of runs: taking up what a dead worker left, and removing what nobody looks at.

The worker does both now and then. What goes can be computed again by whoever asks.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.mobility.actions.computing import NO_PROGRESS, enqueue
from samenspel.mobility.models import Run
from samenspel.mobility.queries.runs import is_outdated
from samenspel.mobility.rules import may_prune_runs

# Longer without a sign of life than any step takes.
LOST_AFTER = timedelta(minutes=3)
# A run whose worker died this often is given up.
MOST_ATTEMPTS = 5
# Runs of own requirements that are kept, whatever their age; some ten kilobytes each.
MOST_KEPT = 2_000
OVER = (Run.State.DONE, Run.State.FAILED)


def take_up_runs(*, at: datetime) -> int:
    """Put runs in the queue again of which nobody gave a sign of life for three minutes.

    Returns
    -------
    How many; those given up because it happened five times do not count.
    """
    lost = Run.objects.filter(
        state__in=(Run.State.WAITING, Run.State.RUNNING), seen_at__lte=at - LOST_AFTER
    )
    return sum(_take_up(run, at) for run in lost.order_by("asked_at", "pk"))


def _take_up(run: Run, at: datetime) -> bool:
    with transaction.atomic():
        still = Run.objects.filter(pk=run.pk, state=run.state, seen_at=run.seen_at)
        if run.attempt >= MOST_ATTEMPTS:
            still.update(
                state=Run.State.FAILED,
                error=f"begun {run.attempt} times and never finished",
                finished_at=at,
                seen_at=at,
                **NO_PROGRESS,
            )
            return False
        if not still.update(state=Run.State.WAITING, seen_at=at, **NO_PROGRESS):
            return False
        enqueue(run)
    return True


def prune_runs(*, by: Actor, at: datetime) -> int:
    """Remove runs of own requirements that nobody looked at for SAMENSPEL_RUNS_KEPT_DAYS days,
    and those of presets as well when their flows have been replaced.

    Returns
    -------
    How many.

    Raises
    ------
    PermissionDenied
        The actor may not.
    """
    if not may_prune_runs(by, on=at.date()):
        raise PermissionDenied("only administrators remove computations")
    before = at - timedelta(days=settings.SAMENSPEL_RUNS_KEPT_DAYS)
    with transaction.atomic():
        old = Run.objects.filter(state__in=OVER, used_at__lt=before)
        own = list(old.filter(is_preset=False).values_list("pk", flat=True))
        presets = old.filter(is_preset=True).defer("result").select_related("flow_set")
        own += [run.pk for run in presets if is_outdated(run)]
        for start in range(0, len(own), MOST_KEPT):
            Run.objects.filter(pk__in=own[start : start + MOST_KEPT]).delete()
        if own:
            log_event(
                by=by,
                at=at,
                action="prune_runs",
                object_kind="run",
                object_key="",
                result="removed",
                detail={"runs": len(own)},
            )
    return len(own)


def make_room() -> None:
    """Remove the runs of own requirements that were used longest ago, beyond so many."""
    # From an index alone, without the results.
    own = Run.objects.filter(is_preset=False).order_by("-used_at", "-pk")
    beyond = list(own.values_list("pk", flat=True)[MOST_KEPT:])
    if beyond:
        Run.objects.filter(pk__in=beyond, state__in=OVER).delete()
