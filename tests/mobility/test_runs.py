# SPDX-License-Identifier: EUPL-1.2
"""Asking for regions: computed once, kept, begun anew when that makes sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from samenspel.accounts.models import Event
from samenspel.accounts.rules import Actor, visitor
from samenspel.analysis.functional_regions import EndlessError, Parameters
from samenspel.mobility import steps
from samenspel.mobility.actions import RunRefused, ask_run, compute_waiting
from samenspel.mobility.actions import runs as run_actions
from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.queries.runs import (
    NotDoneError,
    is_outdated,
    request_of,
    result_of,
    run_by_key,
)
from samenspel.mobility.requests import RunRequest
from tests.mobility.small_flows import (
    AMSTERDAM,
    AT,
    HAARLEM,
    LONG,
    PURMEREND,
    SHORT,
    TWO_TOWNS,
    ZAANSTAD,
    clock,
    load,
    two_towns,
    with_flows,
)
from tests.register.small_register import clerk

pytestmark = pytest.mark.django_db
WAITS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def flow_set() -> FlowSet:
    return two_towns()


@pytest.fixture
def queue(settings: Any) -> None:
    """Long computations wait for a worker."""
    settings.TASKS = WAITS


def ask(flow_set: FlowSet, request: RunRequest = SHORT, **said: Any) -> Run:
    return ask_run(
        **{"flow_set": flow_set, "request": request, "by": visitor(), "clock": clock(), **said}
    )


def break_down(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(steps, "delineate", fail)


def test_short_one_is_done_at_once(flow_set: FlowSet) -> None:
    run = ask(flow_set)
    assert (run.state, run.attempt, run.is_long, run.asked_by) == ("done", 1, False, None)
    region_of = result_of(run).region_of
    assert region_of[AMSTERDAM] == region_of[PURMEREND] != region_of[HAARLEM]
    assert region_of[HAARLEM] == region_of[ZAANSTAD]
    stored = run_by_key(run.key)
    assert stored is not None
    assert result_of(stored) == result_of(run)
    assert request_of(stored) == SHORT
    assert str(stored) == f"{run.key[:12]} (done)"
    assert stored.is_over
    assert run_by_key("0" * 64) is None


def test_same_question_is_computed_once(
    flow_set: FlowSet,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    run = ask(flow_set)
    break_down(monkeypatch, AssertionError("computed again"))
    with django_assert_num_queries(1):
        assert ask(flow_set) == run
    assert Run.objects.count() == 1


def test_that_somebody_looks_is_noted_once_a_day(flow_set: FlowSet) -> None:
    run = ask(flow_set)
    ask(flow_set, clock=clock(at=AT + timedelta(hours=23)))
    run.refresh_from_db()
    assert run.used_at == AT
    ask(flow_set, clock=clock(at=AT + timedelta(hours=25)))
    run.refresh_from_db()
    assert run.used_at == AT + timedelta(hours=25)
    assert run.asked_at == AT


def test_every_option_says_what_it_did(flow_set: FlowSet) -> None:
    request = RunRequest(SHORT.parameters, contiguous=True, improved=True, stability=True)
    result = result_of(ask(flow_set, request))
    assert result.connected == ()
    assert result.improved == ()
    assert result.doubts is not None
    assert (result.doubts.years, result.doubts.runs > 1) == ((2014,), True)
    assert {zone.zone for zone in result.doubts.zones} == set(result.region_of)
    plain = result_of(ask(flow_set))
    assert (plain.connected, plain.improved, plain.levels, plain.doubts) == (None, None, (), None)


def test_stability_takes_the_years_of_the_same_division_this_one_first() -> None:
    before = [(year, a, b, jobs + year) for year in (2012, 2013) for _, a, b, jobs in TWO_TOWNS]
    load(with_flows([*before, *TWO_TOWNS]))
    run = ask(FlowSet.objects.get(year=2013), replace(SHORT, stability=True))
    doubts = result_of(run).doubts
    assert doubts is not None
    assert doubts.years == (2012, 2013, 2014)
    assert [year for year, _ in run.request["years"]] == [2012, 2013, 2014]


def test_other_flows_are_another_question(flow_set: FlowSet) -> None:
    run = ask(flow_set)
    load(with_flows(TWO_TOWNS[:8]))
    changed = FlowSet.objects.get()
    again = ask(changed)
    assert again.key != run.key
    run = Run.objects.get(pk=run.pk)
    assert is_outdated(run)
    assert not is_outdated(again)
    assert result_of(run).region_of  # what was computed can still be looked at


def test_run_finds_its_flows_again_after_they_were_away(flow_set: FlowSet) -> None:
    run = ask(flow_set)
    FlowSet.objects.all().delete()
    run.refresh_from_db()
    assert run.flow_set is None
    assert is_outdated(run)
    again = ask(two_towns())
    assert again.pk == run.pk
    assert not is_outdated(again)


@pytest.mark.usefixtures("queue")
def test_long_one_waits_and_is_in_the_log(flow_set: FlowSet) -> None:
    by = clerk(AMSTERDAM)
    run = ask(flow_set, LONG, by=by)
    assert (run.state, run.attempt, run.asked_by) == ("waiting", 0, by.user)
    with pytest.raises(NotDoneError, match="waiting"):
        result_of(run)
    event = Event.objects.get(action="ask_run")
    assert (event.object_key, event.actor, event.result) == (run.key, by.user, "asked")
    assert compute_waiting(run_id=run.pk, clock=clock())
    assert ask(flow_set, LONG).state == "done"
    assert not compute_waiting(run_id=run.pk, clock=clock())


@pytest.mark.usefixtures("queue")
def test_progress_is_written_at_most_once_a_second(
    flow_set: FlowSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(flow_set, LONG)
    seen: list[tuple[Any, ...]] = []

    def watch(inputs: steps.Inputs, progress: steps.Progress) -> Any:
        for done in range(4):
            progress(Run.Step.IMPROVED, done, 4)
            fields = ("state", "step", "progress_done", "progress_of")
            seen.append(Run.objects.values_list(*fields).get(pk=run.pk))
        return steps.compute(inputs, lambda *_: None)

    monkeypatch.setattr("samenspel.mobility.actions.computing.compute", watch)
    compute_waiting(run_id=run.pk, clock=clock(step=0.5))
    assert [progress for *_, progress, _of in seen] == [0, 1, 1, 3]
    assert seen[1] == ("running", "improved", 1, 4)
    run.refresh_from_db()
    assert (run.state, run.step, run.progress_of) == ("done", "", 0)


def test_visitors_wait_their_turn_and_people_with_a_role_do_not(
    flow_set: FlowSet, settings: Any
) -> None:
    settings.TASKS, settings.SAMENSPEL_RUNS_WAITING = WAITS, 2
    for size in (1_000, 2_000):
        ask(flow_set, RunRequest(Parameters(size), improved=True))
    third = RunRequest(Parameters(3_000), improved=True)
    with pytest.raises(RunRefused, match="tien minuten"):
        ask(flow_set, third)
    with pytest.raises(RunRefused):
        ask(flow_set, third, by=Actor("Iemand", "site"))
    assert Run.objects.count() == 2
    assert ask(flow_set).state == "done"  # short ones always
    assert ask(flow_set, third, by=clerk(AMSTERDAM)).state == "waiting"
    assert ask(flow_set, third).state == "waiting"  # what is asked already may be looked at


@pytest.mark.parametrize("request_", [SHORT, LONG])
def test_failure_says_why_and_can_be_asked_again(
    flow_set: FlowSet, request_: RunRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        break_down(patch, EndlessError(9))
        run = ask(flow_set, request_)
        assert run.state == "failed"
        assert "after 9 passes" in run.error
        with pytest.raises(NotDoneError):
            result_of(run)
    assert ask(flow_set, request_).state == "failed"
    again = ask(flow_set, request_, again=True)
    assert (again.pk, again.state, again.error, again.attempt) == (run.pk, "done", "", 2)
    assert ask(flow_set, request_, again=True).attempt == 2


def test_unexpected_failure_is_told_without_its_inside(
    flow_set: FlowSet, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    break_down(monkeypatch, KeyError("inside"))
    run = ask(flow_set)
    assert (run.state, run.error) == ("failed", "unexpected: KeyError")
    assert "inside" in caplog.text


@pytest.mark.usefixtures("queue")
def test_flows_loaded_anew_meanwhile_are_a_failure(flow_set: FlowSet) -> None:
    run = ask(flow_set, LONG)
    load(with_flows(TWO_TOWNS[:8]))
    assert compute_waiting(run_id=run.pk, clock=clock())
    run.refresh_from_db()
    assert run.state == "failed"
    assert "loaded anew" in run.error
    gone = ask(FlowSet.objects.get(), LONG)
    FlowSet.objects.all().delete()
    assert compute_waiting(run_id=gone.pk, clock=clock())
    gone.refresh_from_db()
    assert gone.state == "failed"


def test_who_comes_second_to_a_failed_one_gets_what_the_first_made(
    flow_set: FlowSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        break_down(patch, EndlessError(9))
        failed = ask(flow_set)
    first = ask(flow_set, again=True)
    with monkeypatch.context() as patch:
        # The second saw it failed, but it was begun anew before it got any further.
        patch.setattr(run_actions, "_find", lambda _key: failed)
        second = ask(flow_set, again=True)
    assert (second.pk, second.state, second.attempt) == (first.pk, "done", 2)


def test_who_comes_second_to_a_new_one_gets_that(
    flow_set: FlowSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(flow_set)
    monkeypatch.setattr(run_actions, "_find", lambda _key: None)
    break_down(monkeypatch, AssertionError("computed again"))
    assert ask(flow_set) == first


def test_database_refuses_a_state_that_contradicts_itself(flow_set: FlowSet) -> None:
    run = ask(flow_set)
    for wrong in (
        {"result": None},
        {"state": "running"},
        {"error": "x"},
        {"finished_at": None},
        {"state": "failed", "result": None},
        {"progress_done": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(**wrong)
