# SPDX-License-Identifier: EUPL-1.2
"""Whether the parts of a guide fit together: names that exist, questions that can be reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from samenspel.analysis.link_guide.guide import Answer, Guide, Question

LARGEST = 9
"""Points of an answer lie from minus this to this; an answer alone never decides."""


def problems_of(guide: Guide) -> list[str]:
    """Everything that does not fit, an English sentence each; empty when the guide is right.

    Such as keys that stand twice, points for an advice that there is not, or an advice that no
    answer points towards.
    """
    return [
        *_twice("advice", (advice.key for advice in guide.advices)),
        *_twice("part", (part.key for part in guide.parts)),
        *_twice("question", (question.key for question in guide.questions)),
        *_advices(guide),
        *(problem for question in guide.questions for problem in _question(guide, question)),
        *_knock_outs(guide),
        *_length(guide),
    ]


def _twice(what: str, keys: Iterable[str]) -> Iterator[str]:
    return (f"{what} {key!r} stands there twice" for key, n in Counter(keys).items() if n > 1)


def _advices(guide: Guide) -> Iterator[str]:
    if sum(advice.is_last_resort for advice in guide.advices) != 1:
        yield "exactly one advice must be the last resort (is_last_resort = true)"
    gaining = {
        key
        for question in guide.questions
        for answer in question.answers
        for key, points in answer.points.items()
        if points > 0
    }
    for advice in guide.advices:
        if advice.key not in gaining:
            yield f"advice {advice.key!r}: no answer points towards it"


def _question(guide: Guide, question: Question) -> Iterator[str]:
    place = f"question {question.key!r}"
    if len(question.answers) < 2:
        yield f"{place}: needs at least two answers"
    yield from _twice(f"{place}: answer", (answer.key for answer in question.answers))
    for answer in question.answers:
        for problem in _answer(guide, answer):
            yield f"{place}, answer {answer.key!r}: {problem}"
    conditions = question.only_when or {}
    before = takewhile(lambda one: one is not question, guide.questions)
    earlier = {one.key: one for one in before}
    wrong = [*_unknown(earlier, conditions, "earlier question")]
    yield from (f"{place}: {problem}" for problem in wrong)
    if not wrong and not _is_possible(guide, conditions):
        yield f"{place}: cannot be reached, its conditions exclude each other"


def _answer(guide: Guide, answer: Answer) -> Iterator[str]:
    known = {advice.key for advice in guide.advices}
    for key, points in answer.points.items():
        if key not in known:
            yield f"points to an unknown advice {key!r}"
        if not 1 <= abs(points) <= LARGEST:
            yield f"points of {key!r} must lie from -{LARGEST} to {LARGEST}, and not be 0"
    if answer.points and answer.because is None:
        yield "has points and no reason (because)"
    if answer.because is not None and not answer.points:
        yield "has a reason (because) and no points"


def _unknown(
    questions: Mapping[str, Question], conditions: Mapping[str, frozenset[str]], what: str
) -> Iterator[str]:
    for key, wanted in conditions.items():
        if key not in questions:
            yield f"there is no {what} {key!r}"
            continue
        for answer in sorted(wanted - set(questions[key].by_key)):
            yield f"question {key!r} has no answer {answer!r}"


def _knock_outs(guide: Guide) -> Iterator[str]:
    known = {advice.key: advice for advice in guide.advices}
    for number, rule in enumerate(guide.knock_outs, start=1):
        place = f"rule {number}"
        if not rule.when:
            yield f"{place}: says not when (when)"
        wrong = [*_unknown(guide.by_key, rule.when, "question")]
        yield from (f"{place}: {problem}" for problem in wrong)
        if not wrong and not _is_possible(guide, rule.when):
            yield f"{place}: can never happen, its answers exclude each other"
        for key in sorted(rule.advices):
            if key not in known:
                yield f"{place}: unknown advice {key!r}"
            elif known[key].is_last_resort:
                yield f"{place}: the last resort {key!r} cannot be ruled out"


def _is_possible(guide: Guide, conditions: Mapping[str, frozenset[str]]) -> bool:
    """Whether answers exist that meet the conditions and bring up the questions they are about."""
    demands: dict[str, frozenset[str]] = {}
    waiting = list(conditions.items())
    while waiting:
        key, wanted = waiting.pop()
        question = guide.by_key[key]
        if key not in demands:
            waiting += (question.only_when or {}).items()
        held = demands.get(key)
        # Where several answers may be given, each demand can be met by another one.
        demands[key] = wanted if held is None or question.several else held & wanted
        if not demands[key]:
            return False
    return True


def _length(guide: Guide) -> Iterator[str]:
    always = sum(question.only_when is None for question in guide.questions)
    if guide.least_answers > always:
        yield f"least_answers is {guide.least_answers}; only {always} questions are always asked"
