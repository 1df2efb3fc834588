# SPDX-License-Identifier: EUPL-1.2
"""Stored runs as pages need them: what was asked, how far it is, and what came out."""

from __future__ import annotations

from typing import Any

from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.queries.neighbours import neighbour_source
from samenspel.mobility.requests import METHOD_VERSION, RunRequest
from samenspel.mobility.results import RunResult


class NotDoneError(ValueError):
    """A run that has no result yet, or never will."""


def run_by_key(key: str) -> Run | None:
    """The run of a key, with its flows and their package; None when there is none. One query."""
    return Run.objects.select_related("flow_set__collection").filter(key=key).first()


def request_of(run: Run) -> RunRequest:
    """What was asked."""
    return RunRequest.from_json(run.request)


def is_outdated(run: Run) -> bool:
    """Whether the flows were replaced by others since, or the method."""
    said = run.request
    return (
        run.flow_set is None
        or run.flow_set.fingerprint != said["flows"]["fingerprint"]
        or said["method"] != METHOD_VERSION
    )


def result_of(run: Run) -> RunResult:
    """What came out of a run that is done.

    Raises
    ------
    NotDoneError
        The run is not done.
    """
    if run.result is None:
        raise NotDoneError(f"the run is {run.state}")
    return RunResult.from_json(run.result)


def same_division_years(flow_set: FlowSet) -> tuple[FlowSet, ...]:
    """The flows of all years in the same division from the same package, in order. One query."""
    alike = FlowSet.objects.filter(
        collection=flow_set.collection_id, kind=flow_set.kind, division_on=flow_set.division_on
    )
    return tuple(alike.order_by("year"))


def what_is_asked(flow_set: FlowSet, request: RunRequest) -> dict[str, Any]:
    """Everything that the outcome depends on, in plain values. At most two queries."""
    said: dict[str, Any] = {
        "method": METHOD_VERSION,
        "flows": {
            "kind": flow_set.kind,
            "country": flow_set.country,
            "year": flow_set.year,
            "division_on": flow_set.division_on.isoformat(),
            "fingerprint": flow_set.fingerprint,
        },
        **request.as_json(),
    }
    if request.needs_neighbours:
        said["borders"] = neighbour_source(flow_set).fingerprint
    if request.stability:
        said["years"] = [[one.year, one.fingerprint] for one in same_division_years(flow_set)]
    return said
