# SPDX-License-Identifier: EUPL-1.2
"""A process that asks for regions on command (see test_concurrent_runs.py).

Each line on standard input is a command with its arguments as JSON; each gets a line as answer.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from samenspel.accounts.rules import visitor  # noqa: E402
from samenspel.analysis.functional_regions import Parameters  # noqa: E402
from samenspel.mobility.actions import ask_run, compute_waiting, computing  # noqa: E402
from samenspel.mobility.models import FlowSet, Run  # noqa: E402
from tests.mobility.small_flows import SHORT, load  # noqa: E402

settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Long enough for the other one to come in between.
SLOWNESS = 0.2
computed = 0
compute = computing.compute


def counted(*arguments: Any) -> Any:
    """Compute, slowly, and count it."""
    global computed
    computed += 1
    time.sleep(SLOWNESS)
    return compute(*arguments)


def answer(command: str, *arguments: Any) -> Any:
    """Do what is asked."""
    if command == "load":
        return load().is_unchanged
    if command == "ask":
        size, improved = arguments
        request = replace(SHORT, parameters=Parameters(size), improved=improved)
        run = ask_run(
            flow_set=FlowSet.objects.get(), request=request, by=visitor(), clock=timezone.now
        )
        return [run.pk, run.state, run.attempt]
    if command == "compute":
        return compute_waiting(run_id=arguments[0], clock=timezone.now)
    states = list(Run.objects.order_by("pk").values_list("state", flat=True))
    return [computed, states, DBTaskResult.objects.count()]


computing.compute = counted
print("ready", flush=True)
for line in sys.stdin:
    print(json.dumps(answer(*json.loads(line))), flush=True)
