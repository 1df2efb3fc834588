# SPDX-License-Identifier: EUPL-1.2
"""The worker does what waits, keeps things tidy, and can be stopped at any moment."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from samenspel.accounts.rules import visitor
from samenspel.mobility import worker
from samenspel.mobility.actions import ask_run, computing
from samenspel.mobility.actions.upkeep import LOST_AFTER
from samenspel.mobility.models import Run
from samenspel.mobility.worker import KEEP_LOST, KEEP_RESULTS, Upkeep, work
from tests.mobility.small_flows import AT, LONG, clock, two_towns

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """Signals and logging are of the whole process."""
    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(one) for one in signals]
    yield
    for one, handler in zip(signals, before, strict=True):
        signal.signal(one, handler)
    logging.getLogger("django_tasks").setLevel(logging.NOTSET)


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real worker drops connections that are in a state it did not leave them in, as here."""
    for module in (worker, db_worker):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)


@pytest.fixture(autouse=True)
def _queue(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def run() -> Run:
    """A long computation that waits."""
    return ask_run(flow_set=two_towns(), request=LONG, by=visitor(), clock=clock())


def told_to_stop(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_once_does_what_waits_and_stops(run: Run) -> None:
    work(once=True, clock=clock())
    run.refresh_from_db()
    assert run.state == "done"
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_without_work_it_looks_again_after_a_pause() -> None:
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            told_to_stop()

    with pytest.raises(SystemExit) as stopped:
        work(once=False, clock=clock(), pause=pause)
    assert stopped.value.code == 0
    assert pauses == [1.0, 1.0, 1.0]


def test_stopped_in_the_middle_it_gives_the_run_back(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing, "compute", told_to_stop)
    work(once=False, clock=clock(), pause=lambda _: pytest.fail("went on"))
    run.refresh_from_db()
    assert run.state == "waiting"
    assert DBTaskResult.objects.ready().count() == 1


def test_database_that_does_not_answer_is_waited_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(Upkeep, "do_what_is_due", fail)
        work(once=True, clock=clock())
    assert "waits for the database" in caplog.text
    work(once=True, clock=clock())
    run.refresh_from_db()
    assert run.state == "done"


def test_lost_runs_are_looked_for_every_minute_and_old_ones_every_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    monkeypatch.setattr(worker, "take_up_runs", lambda **_: done.append("take up"))
    monkeypatch.setattr(worker, "prune_runs", lambda **_: done.append("prune"))
    upkeep = Upkeep()
    for minutes in (0, 0.5, 1, 59, 60):
        upkeep.do_what_is_due(AT + timedelta(minutes=minutes))
    assert done == ["take up", "prune", "take up", "take up", "take up", "prune"]


def test_run_of_a_dead_worker_is_done_by_the_next(run: Run) -> None:
    DBTaskResult.objects.update(status="RUNNING")
    Run.objects.update(state="running", attempt=1)
    work(once=True, clock=clock(at=AT + LOST_AFTER))
    run.refresh_from_db()
    assert (run.state, run.attempt) == ("done", 2)


def test_queue_forgets_tasks_that_are_over(run: Run) -> None:
    work(once=True, clock=clock())
    DBTaskResult.objects.update(finished_at=AT, started_at=AT)
    Upkeep().do_what_is_due(AT + KEEP_RESULTS - timedelta(seconds=1))
    assert DBTaskResult.objects.count() == 1
    Upkeep().do_what_is_due(AT + KEEP_RESULTS)
    assert DBTaskResult.objects.count() == 0
    assert Run.objects.get() == run


def test_queue_forgets_tasks_whose_worker_died_long_ago(run: Run) -> None:
    Run.objects.filter(pk=run.pk).delete()
    DBTaskResult.objects.update(status="RUNNING", started_at=AT)
    Upkeep().do_what_is_due(AT + KEEP_LOST)
    assert DBTaskResult.objects.count() == 0
