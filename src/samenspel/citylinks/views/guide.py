# SPDX-License-Identifier: EUPL-1.2
"""The decision guide for everybody: question by question, with all answers in the address."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.analysis.link_guide import Guide, link_guide
from samenspel.citylinks.queries.guide import (
    AdvicePage,
    advice_page,
    answer_lines,
    first_unanswered,
    key_after,
    question_page,
    said,
)
from samenspel.citylinks.queries.guide_bars import guide_bars
from samenspel.citylinks.rules import KEEP_CONSIDERATION
from samenspel.citylinks.views.guide_addresses import (
    AFTER,
    BACK_TO,
    PAGES,
    SHOW,
    SKIP,
    answers_in,
    pairs_of,
    question_address,
    with_answers,
)

Given = Mapping[str, tuple[str, ...]]


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The first page, or one question; an answer leads on to the next page."""
    held = link_guide()
    taken = answers_in(held, request)
    if taken.not_understood:
        return _overview(request, held, taken.answers, taken.not_understood)
    asked = request.GET
    skipped, answered = asked.get(SKIP, ""), asked.get(AFTER, "")
    if skipped in held.by_key:
        left = {key: told for key, told in taken.answers.items() if key != skipped}
        return _go_on(held, left, skipped, asked.get(BACK_TO, ""))
    if answered in taken.answers:
        return _go_on(held, taken.answers, answered, asked.get(BACK_TO, ""))
    if answered in held.by_key:
        return _question(request, held, taken.answers, answered, is_wrong=True)
    if SHOW in asked:
        return _question(request, held, taken.answers, asked[SHOW])
    return _start(request, held, taken.answers)


def _go_on(held: Guide, answers: Given, key: str, back_to: str) -> HttpResponse:
    """To the next question, or to the page from where an answer was changed."""
    if back_to in PAGES:
        return redirect(with_answers(PAGES[back_to], answers))
    following = key_after(held, answers, key)
    if not following:
        return redirect(with_answers("citylinks-guide-advice", answers))
    return redirect(question_address(answers, following))


def _start(request: HttpRequest, held: Guide, answers: Given) -> HttpResponse:
    first = first_unanswered(held, answers)
    context = {
        "number": sum(question.only_when is None for question in held.questions),
        "forms": [(said(one.name), said(one.is_about)) for one in reversed(held.advices)],
        "begin": question_address(answers, held.questions[0].key),
        "go_on": question_address(answers, first) if answers and first else "",
        "breadcrumb": crumbs(),
    }
    return render(request, "citylinks/guide_start.html", context)


def _question(
    request: HttpRequest, held: Guide, answers: Given, key: str, *, is_wrong: bool = False
) -> HttpResponse:
    page = question_page(held, answers, key)
    if page is None and key in held.by_key:  # it does not matter any more: the one that does
        return _go_on(held, answers, key, "")
    if page is None:
        raise Http404(key)
    back_to = request.GET.get(BACK_TO, "")
    back_to = back_to if back_to in PAGES else ""
    context = {
        "page": page,
        "is_wrong": is_wrong,
        "carried": pairs_of(answers, key),
        "back_to": back_to,
        "back": _way_back(answers, page.previous, back_to),
        "answers_url": with_answers("citylinks-guide-answers", answers),
        "breadcrumb": crumbs(page.ask),
    }
    status = 400 if is_wrong else 200
    return render(request, "citylinks/guide_question.html", context, status=status)


def _way_back(answers: Given, previous: str, back_to: str) -> str:
    if back_to:
        return with_answers(PAGES[back_to], answers)
    if previous:
        return question_address(answers, previous)
    return with_answers("citylinks-guide", answers)


@require_safe
def guide_answers(request: HttpRequest) -> HttpResponse:
    """All answers with a way to change each."""
    held = link_guide()
    taken = answers_in(held, request)
    return _overview(request, held, taken.answers, taken.not_understood)


def _overview(
    request: HttpRequest, held: Guide, answers: Given, not_understood: tuple[str, ...] = ()
) -> HttpResponse:
    lines = answer_lines(
        held, answers, lambda key: question_address(answers, key, back_to="antwoorden")
    )
    first = first_unanswered(held, answers)
    context = {
        "lines": lines,
        "answered": sum(bool(line.answers) for line in lines),
        "not_understood": [said(held.by_key[key].ask) for key in not_understood],
        "advice_url": with_answers("citylinks-guide-advice", answers),
        "go_on": question_address(answers, first) if first else "",
        "breadcrumb": crumbs(_("Your answers")),
    }
    status = 400 if not_understood else 200
    return render(request, "citylinks/guide_answers.html", context, status=status)


@require_safe
def guide_advice(request: HttpRequest) -> HttpResponse:
    """The advice with its reasons; who may, keeps it for the municipality."""
    held = link_guide()
    taken = answers_in(held, request)
    if taken.not_understood:
        return _overview(request, held, taken.answers, taken.not_understood)
    page = advice_of(held, taken.answers)
    context = {
        "page": page,
        "bars": guide_bars(page.standings),
        "answers_url": with_answers("citylinks-guide-answers", taken.answers),
        "go_on": question_address(taken.answers, first_unanswered(held, taken.answers)),
        "downloads": downloads(taken.answers),
        "keep_url": with_answers("citylinks-consideration-new", taken.answers),
        "may_keep": may_keep_some(request),
        "breadcrumb": crumbs(_("Advice")),
    }
    return render(request, "citylinks/guide_advice.html", context)


def advice_of(held: Guide, answers: Given) -> AdvicePage:
    """The advice of answers in the address, with links to change them there."""
    return advice_page(held, answers, lambda key: question_address(answers, key, "advies"))


def downloads(answers: Given) -> list[tuple[str, str]]:
    """The files of an advice: label and address."""
    query = with_answers("citylinks-guide", answers).partition("?")[2]
    return [
        (kind.upper(), f"{reverse('citylinks-guide-download', args=[kind])}?{query}")
        for kind in ("csv", "json", "svg")
    ]


def may_keep_some(request: HttpRequest) -> bool:
    """Whether the person keeps considerations of some municipality."""
    kinds = KEEP_CONSIDERATION.allowed
    roles = actor_of(request).roles(timezone.localdate())
    return any(role.municipality_id and role.kind in kinds for role in roles)


def crumbs(*parts: str) -> list[tuple[str, str]]:
    """The way to a page of the guide."""
    guide_url = reverse("citylinks-guide") if parts else ""
    way = [(_("City links"), reverse("citylinks")), (_("Decision guide"), guide_url)]
    return [*way, *((part, "") for part in parts)]
