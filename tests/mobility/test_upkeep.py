# SPDX-License-Identifier: EUPL-1.2
"""Runs whose worker died are taken up again, and what nobody looks at goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from samenspel.accounts.models import Event
from samenspel.accounts.rules import operator, visitor
from samenspel.analysis.functional_regions import Parameters
from samenspel.mobility import steps
from samenspel.mobility.actions import (
    ask_run,
    compute_waiting,
    computing,
    prune_runs,
    take_up_runs,
    upkeep,
)
from samenspel.mobility.actions.upkeep import LOST_AFTER, MOST_ATTEMPTS
from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.requests import RunRequest
from tests.mobility.small_flows import (
    AT,
    LONG,
    SHORT,
    TWO_TOWNS,
    clock,
    load,
    two_towns,
    with_flows,
)

pytestmark = pytest.mark.django_db
LATER = AT + LOST_AFTER
SECOND = timedelta(seconds=1)
MONTHS_LATER = AT + timedelta(days=91)
SIZE = {"min_self_containment": 0.6, "target_size": 10_000, "target_self_containment": 0.7}


@pytest.fixture
def waiting(settings: Any) -> Run:
    """A long computation in the queue."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return ask(LONG, two_towns())


def ask(request: RunRequest, flow_set: FlowSet | None = None) -> Run:
    flow_set = flow_set or FlowSet.objects.get()
    return ask_run(flow_set=flow_set, request=request, by=visitor(), clock=clock())


def in_the_queue() -> int:
    return DBTaskResult.objects.ready().count()


def begun(run: Run, *, attempt: int = 1) -> None:
    Run.objects.filter(pk=run.pk).update(state="running", attempt=attempt)


@pytest.mark.parametrize("is_begun", [True, False])
def test_run_without_a_sign_of_life_is_put_in_the_queue_again(
    waiting: Run, *, is_begun: bool
) -> None:
    if is_begun:
        begun(waiting)
    assert take_up_runs(at=LATER - SECOND) == 0
    assert take_up_runs(at=LATER) == 1
    assert take_up_runs(at=LATER) == 0
    assert in_the_queue() == 2
    assert compute_waiting(run_id=waiting.pk, clock=clock(at=LATER))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempt) == ("done", 1 + is_begun)


def test_who_asks_for_a_lost_run_has_it_taken_up(waiting: Run) -> None:
    begun(waiting)
    again = ask_run(
        flow_set=FlowSet.objects.get(), request=LONG, by=visitor(), clock=clock(at=LATER)
    )
    assert (again.state, in_the_queue()) == ("waiting", 2)


def test_run_that_stops_five_times_is_given_up(waiting: Run) -> None:
    begun(waiting, attempt=MOST_ATTEMPTS)
    assert take_up_runs(at=LATER) == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == ("failed", "begun 5 times and never finished")
    assert in_the_queue() == 1


def test_run_that_shows_life_just_now_is_left_alone(waiting: Run) -> None:
    stale = Run.objects.get(pk=waiting.pk)
    Run.objects.filter(pk=waiting.pk).update(seen_at=LATER)
    assert not upkeep._take_up(stale, LATER)
    assert in_the_queue() == 1


def test_worker_taken_for_dead_changes_nothing_when_it_wakes(
    waiting: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(inputs: steps.Inputs, progress: steps.Progress) -> Any:
        begun(waiting, attempt=7)  # another one is at it
        progress(Run.Step.IMPROVED, 1, 2)
        raise AssertionError("went on")

    monkeypatch.setattr(computing, "compute", sleep)
    assert not compute_waiting(run_id=waiting.pk, clock=clock(step=2))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempt, waiting.progress_done) == ("running", 7, 0)


@pytest.mark.parametrize("is_taken_over", [True, False])
def test_worker_that_is_stopped_gives_its_run_back(
    waiting: Run, monkeypatch: pytest.MonkeyPatch, *, is_taken_over: bool
) -> None:
    def stop(*_: Any) -> None:
        if is_taken_over:
            begun(waiting, attempt=7)
        raise SystemExit(0)

    monkeypatch.setattr(computing, "compute", stop)
    with pytest.raises(SystemExit):
        compute_waiting(run_id=waiting.pk, clock=clock())
    waiting.refresh_from_db()
    assert (waiting.state, in_the_queue()) == (("running", 1) if is_taken_over else ("waiting", 2))


def test_own_requirements_nobody_looks_at_go_and_presets_stay() -> None:
    own, usual = ask(SHORT, two_towns()), ask(RunRequest())
    assert prune_runs(by=operator(), at=AT + timedelta(days=90)) == 0
    assert not Event.objects.filter(action="prune_runs").exists()
    assert prune_runs(by=operator(), at=MONTHS_LATER) == 1
    assert list(Run.objects.all()) == [usual]
    assert not Run.objects.filter(pk=own.pk).exists()
    assert Event.objects.get(action="prune_runs").detail == {"runs": 1}


def test_presets_of_flows_that_were_replaced_go_too() -> None:
    ask(RunRequest(), two_towns())
    load(with_flows(TWO_TOWNS[:8]))
    current = ask(RunRequest())
    assert prune_runs(by=operator(), at=MONTHS_LATER) == 1
    assert list(Run.objects.all()) == [current]


def test_runs_that_wait_are_never_pruned(waiting: Run) -> None:
    assert prune_runs(by=operator(), at=MONTHS_LATER) == 0
    assert list(Run.objects.all()) == [waiting]


def test_visitors_prune_nothing() -> None:
    with pytest.raises(PermissionDenied):
        prune_runs(by=visitor(), at=MONTHS_LATER)


def test_of_own_requirements_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "MOST_KEPT", 2)
    usual = ask(RunRequest(), two_towns())
    asked = [ask(replace(SHORT, parameters=Parameters(size, **SIZE))) for size in (1, 2, 3, 4)]
    kept = set(Run.objects.values_list("pk", flat=True))
    # Room is made before the new one comes.
    assert kept == {usual.pk, *(run.pk for run in asked[1:])}


def test_room_is_never_made_by_removing_what_waits(
    waiting: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "MOST_KEPT", 0)
    first = ask(SHORT)
    ask(replace(SHORT, contiguous=True))
    assert Run.objects.filter(pk=waiting.pk).exists()
    assert not Run.objects.filter(pk=first.pk).exists()
