# SPDX-License-Identifier: EUPL-1.2
"""The worker: does what waits in the queue, takes up what was lost, removes what is old.

It can be stopped at any moment: what it was computing goes back into the queue.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType
from typing import NoReturn

from django.db import OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from samenspel.accounts.rules import operator
from samenspel.mobility.actions import prune_runs, take_up_runs

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds
TAKE_UP_EVERY = timedelta(minutes=1)
PRUNE_EVERY = timedelta(hours=1)
# What the queue remembers of tasks that are over, and of those whose worker died.
KEEP_RESULTS = timedelta(days=1)
KEEP_LOST = timedelta(days=7)


class Worker(QueueWorker):
    """Does what is in the queue now; stops at once when it is told to."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def shutdown(self, signum: int, frame: FrameType | None) -> NoReturn:
        """Leave whatever is being done; the task hears of it as an exception."""
        self.running = False
        logging.getLogger("django_tasks").setLevel(logging.CRITICAL)
        raise SystemExit(0)

    def do_what_waits(self) -> None:
        """Until the queue is empty. Looking costs nothing; taking from it locks the database."""
        if DBTaskResult.objects.ready().exists():
            self.run()


def work(
    *, once: bool, clock: Callable[[], datetime], pause: Callable[[float], None] = time.sleep
) -> None:
    """Work until told to stop (SIGTERM, SIGINT), or ``once``: until the queue is empty."""
    worker = Worker()
    signal.signal(signal.SIGTERM, worker.shutdown)
    signal.signal(signal.SIGINT, worker.shutdown)
    upkeep = Upkeep()
    while worker.running:
        close_old_connections()
        try:
            upkeep.do_what_is_due(clock())
            worker.do_what_waits()
        except OperationalError as error:
            # A load holds SQLite, or PostgreSQL is being restarted: it will pass.
            log.warning("the worker waits for the database: %s", error)
        if once:
            return
        if worker.running:
            pause(LOOK_EVERY)


class Upkeep:
    """Now and then: lost runs, old runs, and what the queue remembers."""

    def __init__(self) -> None:
        self._take_up_at: datetime | None = None
        self._prune_at: datetime | None = None

    def do_what_is_due(self, now: datetime) -> None:
        """Do what was not done lately; everything the first time."""
        if self._take_up_at is None or now >= self._take_up_at:
            self._take_up_at = now + TAKE_UP_EVERY
            take_up_runs(at=now)
        if self._prune_at is None or now >= self._prune_at:
            self._prune_at = now + PRUNE_EVERY
            prune_runs(by=operator("samenspel work"), at=now)
            DBTaskResult.objects.finished().filter(finished_at__lte=now - KEEP_RESULTS).delete()
            DBTaskResult.objects.running().filter(started_at__lte=now - KEEP_LOST).delete()
