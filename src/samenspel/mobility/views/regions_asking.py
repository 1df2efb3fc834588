# SPDX-License-Identifier: EUPL-1.2
"""What a request asks about regions, and the answer: what all pages of regions begin with."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from samenspel.accounts.actors import actor_of
from samenspel.mobility.actions import ask_run
from samenspel.mobility.forms_regions import RegionsForm
from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.queries.flows import countries_with_flows, flow_sets
from samenspel.mobility.queries.region_page import Answer, answer_of
from samenspel.mobility.queries.region_question import Question, stored_run
from samenspel.places.models import Country

FIRST_COUNTRY = "nl"


@dataclass(frozen=True)
class Asked:
    """The question of an address; None where something in it is wrong, or nothing is loaded."""

    form: RegionsForm
    question: Question | None
    sets: tuple[FlowSet, ...]
    country: str

    @property
    def country_name(self) -> str:
        """The country of the flows."""
        return str(Country(self.country).label)


@dataclass(frozen=True)
class Answered:
    """Regions, and how far it is with what takes long.

    ``run`` gave the regions. There is no answer when it failed, or gave none. ``doubts_run`` and
    ``improved_run`` are there once somebody asked for them.
    """

    answer: Answer | None
    run: Run
    doubts_run: Run | None
    improved_run: Run | None


def asked_of(request: HttpRequest) -> Asked:
    """Read the question; one query, two more where the first country has no flows."""
    sets, country = flow_sets(FIRST_COUNTRY), FIRST_COUNTRY
    if not sets:
        country = next(iter(countries_with_flows()), FIRST_COUNTRY)
        sets = flow_sets(country)
    form = RegionsForm(request.POST if request.method == "POST" else request.GET, sets=sets)
    if not sets or not form.is_valid():
        return Asked(form, None, sets, country)
    question = Question(form.flow_set, form.scale, form.run_request)
    return Asked(form, question, sets, country)


def answered(request: HttpRequest, question: Question, *, with_doubts: bool = True) -> Answered:
    """The regions of a question: computed now when that is quick, else as far as it is.

    Where improved borders were asked and are not there yet, the answer is the regions before that.
    Three to eight queries.
    """
    improved_run = stored_run(question) if question.request.improved else None
    done = improved_run is not None and improved_run.state == Run.State.DONE
    run = improved_run if done else None
    if run is None:
        run = ask_run(
            flow_set=question.flow_set,
            request=question.quick.request,
            by=actor_of(request),
            clock=timezone.now,
        )
    if run.state != Run.State.DONE:
        return Answered(None, run, None, improved_run)
    waits = question.request.improved and not done
    doubts_run = stored_run(question.of_doubts) if with_doubts and not waits else None
    shown = question.quick if waits else question
    answer = answer_of(shown, run, doubts_run, on=timezone.localdate())
    # Nothing meets the requirements: as good as no answer.
    return Answered(answer if answer.systems else None, run, doubts_run, improved_run)
