# SPDX-License-Identifier: EUPL-1.2
"""Answers as given: which of them the guide knows, and which questions they bring up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from samenspel.analysis.link_guide.guide import Guide, Question

Answers = Mapping[str, Collection[str]]
"""For each answered question the keys of the chosen answers: one, or more where several may be."""


class AnswersError(ValueError):
    """An answer that the guide does not know, or two answers where one may be given."""


@dataclass(frozen=True)
class Taken:
    """Answers in the order of the guide, and the questions whose answer is not understood."""

    answers: Mapping[str, tuple[str, ...]]
    not_understood: tuple[str, ...]


def take(guide: Guide, given: Mapping[str, Sequence[str]]) -> Taken:
    """Keep of what was given what the guide knows, in its order; other names are left alone.

    ``not_understood`` are questions of the guide with an unknown answer (which is left out) or with
    two answers where one may be given (both are left out).
    """
    answers, strange = {}, []
    for question in guide.questions:
        told = set(given.get(question.key, ()))
        known = tuple(answer.key for answer in question.answers if answer.key in told)
        is_double = len(known) > 1 and not question.several
        if told - set(known) or is_double:
            strange.append(question.key)
        if known and not is_double:
            answers[question.key] = known
    return Taken(answers, tuple(strange))


def require_known(guide: Guide, answers: Answers) -> Mapping[str, tuple[str, ...]]:
    """The answers in the order of the guide.

    Raises
    ------
    AnswersError
        There is a question or an answer that the guide does not know, or two answers to a question
        that takes one.
    """
    for key in answers:
        if key not in guide.by_key:
            raise AnswersError(f"the guide has no question {key!r}")
    taken = take(guide, {key: tuple(told) for key, told in answers.items()})
    for key in taken.not_understood:
        raise AnswersError(f"not an answer to {key!r}: {sorted(answers[key])}")
    return taken.answers


def questions_shown(guide: Guide, answers: Answers) -> tuple[Question, ...]:
    """The questions that matter, given the answers; each depends on earlier ones only.

    An answer to a question that is not shown (any more) brings up nothing.
    """
    shown: dict[str, Question] = {}
    for question in guide.questions:
        conditions = question.only_when or {}
        if all(
            key in shown and wanted.intersection(answers.get(key, ()))
            for key, wanted in conditions.items()
        ):
            shown[question.key] = question
    return tuple(shown.values())
