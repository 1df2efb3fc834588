# SPDX-License-Identifier: EUPL-1.2
"""Answers to the guide in an address: a parameter for each question, its name is its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from samenspel.analysis.link_guide import Guide, Taken, take

SHOW, AFTER, SKIP, BACK_TO = "vraag", "na", "overslaan", "terug"
"""Names in the address that are no question: which one to show, which one was just answered or is
skipped, and the page to go back to."""
PARAMETERS = frozenset({SHOW, AFTER, SKIP, BACK_TO})
PAGES: Mapping[str, str] = {
    "antwoorden": "citylinks-guide-answers",
    "advies": "citylinks-guide-advice",
}
"""Pages to go back to after an answer was changed."""


def answers_in(guide: Guide, request: HttpRequest) -> Taken:
    """The answers that the address carries."""
    return take(guide, {key: request.GET.getlist(key) for key in guide.by_key})


def pairs_of(answers: Mapping[str, Sequence[str]], *without: str) -> list[tuple[str, str]]:
    """Name and value of each answer, for an address or hidden fields."""
    return [(key, one) for key, told in answers.items() if key not in without for one in told]


def with_answers(view: str, answers: Mapping[str, Sequence[str]], **more: str) -> str:
    """The address of a page with these answers."""
    pairs = [*pairs_of(answers), *((name, value) for name, value in more.items() if value)]
    return reverse(view) + (f"?{urlencode(pairs)}" if pairs else "")


def question_address(answers: Mapping[str, Sequence[str]], key: str, back_to: str = "") -> str:
    """The address of one question with the answers so far."""
    return with_answers("citylinks-guide", answers, **{SHOW: key, BACK_TO: back_to})
