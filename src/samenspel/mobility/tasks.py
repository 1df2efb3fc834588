# SPDX-License-Identifier: EUPL-1.2
"""What the worker (`samenspel work`) does in the background."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task


@task()
def compute_run(run_id: int) -> bool:
    """Compute a run that waits; whether this worker did it."""
    from samenspel.mobility.actions.computing import compute_waiting

    return compute_waiting(run_id=run_id, clock=timezone.now)
