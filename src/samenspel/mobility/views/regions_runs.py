# SPDX-License-Identifier: EUPL-1.2
"""What takes long: asking for it, and watching how far it is."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.mobility.actions import RunRefused, ask_run
from samenspel.mobility.models import Run
from samenspel.mobility.queries.region_question import Question, question_of
from samenspel.mobility.queries.runs import run_by_key
from samenspel.mobility.views.regions_asking import asked_of

DOUBTS, IMPROVED = "zekerheid", "verbeter"
"""Values of ``wat``: what is to be computed."""
TOO_MANY = 429


@csrf_exempt
@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Have it computed, then show how far it is. Everybody may ask.

    A form that one fills in without being logged in carries no token, so that reading needs no
    cookie: what it can do is nothing that any visitor cannot do. In the name of somebody who is
    logged in nothing is asked without one.
    """
    if request.user.is_authenticated:
        return _compute_protected(request)
    return _compute(request)


def _compute(request: HttpRequest) -> HttpResponse:
    question, what = asked_of(request).question, request.POST.get("wat", "")
    if question is None or what not in {DOUBTS, IMPROVED}:
        return HttpResponse(_("This cannot be computed."), status=400, content_type=_TEXT)
    if what == DOUBTS:
        wanted = question.of_doubts.request
    else:
        wanted = replace(question.request, improved=True, stability=False)
    try:
        run = ask_run(
            flow_set=question.flow_set,
            request=wanted,
            by=actor_of(request),
            clock=timezone.now,
            again=bool(request.POST.get("opnieuw")),
        )
    except RunRefused as refused:
        context = {"refused": str(refused), "back": reverse("commuting-regions") + question.query}
        return render(request, "mobility/regions_refused.html", context, status=TOO_MANY)
    back = "" if what == IMPROVED else question.query
    return HttpResponseRedirect(reverse("commuting-regions-run", args=[run.key]) + back)


_TEXT = "text/plain; charset=utf-8"
_compute_protected = csrf_protect(_compute)


@require_safe
def run(request: HttpRequest, key: str) -> HttpResponse:
    """How far a computation is; when it is done, on to the regions.

    The page comes again by itself through htmx; without JavaScript by a link. It never does so by
    a timer in the page, which nobody could stop.
    """
    found = run_by_key(key)
    question = question_of(found) if found is not None else None
    if found is None or question is None:
        raise Http404(key)
    back = reverse("commuting-regions") + _query(request, question)
    is_part = bool(request.headers.get("HX-Request"))
    if found.state == Run.State.DONE:
        if not is_part:
            return HttpResponseRedirect(back)
        return HttpResponse(headers={"HX-Redirect": back})
    context = {
        "run": found,
        "question": question,
        "back": back,
        "what": IMPROVED if question.request.improved else DOUBTS,
        "breadcrumb": [
            (_("Commuting regions"), back),
            (_("Computing"), ""),
        ],
    }
    template = "mobility/regions_progress.html" if is_part else "mobility/regions_run.html"
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


def _query(request: HttpRequest, question: Question) -> str:
    """The question to go back to: the one that was left, where it was another one."""
    asked = asked_of(request).question if request.GET else None
    return (asked or question).query
