# SPDX-License-Identifier: EUPL-1.2
"""Asking for regions: what was asked before is there at once, short ones are computed at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.mobility.actions.computing import Clock, compute_now, enqueue
from samenspel.mobility.actions.upkeep import LOST_AFTER, make_room, take_up_runs
from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.queries.runs import what_is_asked
from samenspel.mobility.requests import RunRequest, key_of
from samenspel.mobility.rules import may_ask_when_busy

# That somebody looked is written down at most this often.
USED_EVERY = timedelta(days=1)


class RunRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """A computation that is not begun; the message, for who asked, says why."""


def ask_run(
    *, flow_set: FlowSet, request: RunRequest, by: Actor, clock: Clock, again: bool = False
) -> Run:
    """The run of a request: the one there is, or a new one.

    A short one is done (or failed) when this returns; a long one waits for the worker. Whoever
    asks the same at the same time gets the same run, computed once. Visitors may ask.

    Parameters
    ----------
    by, clock
        Who asks, and what tells the time.
    again
        Begin anew if it failed.

    Raises
    ------
    RunRefused
        A long one, while as many as visitors may have are waiting.
    """
    said = what_is_asked(flow_set, request)
    key = key_of(said)
    found = _find(key)
    if found is not None and not (again and found.state == Run.State.FAILED):
        return _looked_at(found, flow_set, clock())
    with transaction.atomic():
        run = _begun(found, flow_set, request, said, key, by, clock)
    if run.is_long:
        run.refresh_from_db()
    return run


def _find(key: str) -> Run | None:
    return Run.objects.filter(key=key).first()


def _begun(
    found: Run | None,
    flow_set: FlowSet,
    request: RunRequest,
    said: dict[str, Any],
    key: str,
    by: Actor,
    clock: Clock,
) -> Run:
    """A run begun here, or by somebody else just before."""
    now = clock()
    if request.is_long:
        _refuse_when_busy(by, now)
    else:
        make_room()
    begin = _beginning(request, now)
    if found is None:
        run, is_mine = Run.objects.get_or_create(
            key=key,
            defaults={
                "flow_set": flow_set,
                "request": said,
                "is_preset": request.is_preset,
                "is_long": request.is_long,
                "asked_by": by.user,
                "asked_at": now,
                "used_at": now,
                **begin,
                "attempt": int(not request.is_long),
            },
        )
    else:
        failed = Run.objects.filter(pk=found.pk, state=Run.State.FAILED, attempt=found.attempt)
        attempt = found.attempt + int(not request.is_long)
        is_mine = bool(failed.update(flow_set=flow_set, used_at=now, **begin, attempt=attempt))
        run = Run.objects.get(pk=found.pk)
    if not is_mine:
        return run
    run.flow_set = flow_set
    if not request.is_long:
        compute_now(run, clock)
        return run
    log_event(
        by=by, at=now, action="ask_run", object_kind="run", object_key=run.key, result="asked"
    )
    enqueue(run)
    return run


def _beginning(request: RunRequest, now: datetime) -> dict[str, Any]:
    """The state of a run that begins: in the queue, or computed right here."""
    return {
        "state": Run.State.WAITING if request.is_long else Run.State.RUNNING,
        "error": "",
        "seen_at": now,
        "started_at": None if request.is_long else now,
        "finished_at": None,
    }


def _refuse_when_busy(by: Actor, now: datetime) -> None:
    """Visitors together may have so many long ones waiting; two at once may make it one more."""
    waiting = Run.objects.filter(
        is_long=True, asked_by=None, state__in=(Run.State.WAITING, Run.State.RUNNING)
    )
    if waiting.count() >= settings.SAMENSPEL_RUNS_WAITING and not may_ask_when_busy(
        by, on=now.date()
    ):
        raise RunRefused(
            _("Many long computations are waiting already. Please try again in ten minutes.")
        )


def _looked_at(run: Run, flow_set: FlowSet, now: datetime) -> Run:
    """A run that was there: note that it is used, and take it up again if its worker died."""
    if run.flow_set_id != flow_set.pk or now - run.used_at >= USED_EVERY:
        run.flow_set, run.used_at = flow_set, now
        run.save(update_fields=["flow_set", "used_at"])
    if not run.is_over and now - run.seen_at >= LOST_AFTER:
        take_up_runs(at=now)
        run.refresh_from_db()
    return run
