# SPDX-License-Identifier: EUPL-1.2
"""The advice: points of the answers added up, what rules a form out, and what would change it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samenspel.analysis.link_guide.answering import Answers, questions_shown, require_known
from samenspel.analysis.link_guide.guide import Advice, Answer, Guide, KnockOut, Question


@dataclass(frozen=True)
class Reason:
    """Why a form gained (``points`` above 0) or lost points: an answer that was given."""

    question: Question
    answer: Answer
    points: int


@dataclass(frozen=True)
class RuledOut:
    """What rules a form out, and the answers that brought it about."""

    knock_out: KnockOut
    answers: tuple[tuple[Question, Answer], ...]


@dataclass(frozen=True)
class Standing:
    """How a form stands; reasons in the order of the questions."""

    advice: Advice
    reasons: tuple[Reason, ...]
    ruled_out: tuple[RuledOut, ...]

    @property
    def points_for(self) -> int:
        """Points gained, 0 or more."""
        return sum(reason.points for reason in self.reasons if reason.points > 0)

    @property
    def points_against(self) -> int:
        """Points lost, as a number of 0 or more."""
        return -sum(reason.points for reason in self.reasons if reason.points < 0)

    @property
    def total(self) -> int:
        """Points gained less points lost; can be below 0."""
        return self.points_for - self.points_against


@dataclass(frozen=True)
class Outcome:
    """What the answers come to.

    Attributes
    ----------
    standings
        Every form, best first: those that are not ruled out before those that are, then by total,
        then by the published order of the guide.
    answered, skipped
        The questions that matter, with and without an answer.
    is_enough
        Whether enough questions were answered for an advice.
    """

    standings: tuple[Standing, ...]
    answered: tuple[Question, ...]
    skipped: tuple[Question, ...]
    is_enough: bool

    @property
    def best(self) -> Standing | None:
        """The advised form; None with too few answers."""
        return self.standings[0] if self.is_enough else None

    @property
    def equals(self) -> tuple[Standing, ...]:
        """Other forms with as many points as the advised one, that stood later in the order."""
        first = self.standings[0]
        return tuple(
            other
            for other in self.standings[1:]
            if self.is_enough and not other.ruled_out and other.total == first.total
        )


@dataclass(frozen=True)
class Change:
    """One other answer that leads to another advice.

    ``is_taken_back``: the answer was chosen and would not be (of several).
    """

    question: Question
    answer: Answer
    advice: Advice
    is_taken_back: bool = False


def weigh(guide: Guide, answers: Answers) -> Outcome:
    """Add up what the answers point to; answers to questions that are not shown do not count.

    The order of the answers makes no difference: everything is read in the order of the guide.

    Raises
    ------
    AnswersError
        An answer is not one of the guide.
    """
    told = require_known(guide, answers)
    shown = questions_shown(guide, told)
    given = _given(shown, told)
    return Outcome(
        standings=tuple(_standing(guide, advice, given) for advice in _ranked(guide, given)),
        answered=tuple(question for question in shown if question.key in given),
        skipped=tuple(question for question in shown if question.key not in given),
        is_enough=len(given) >= guide.least_answers,
    )


Given = Mapping[str, tuple[str, ...]]
"""The answers that count: those to questions that are shown, in the order of the guide."""


def _given(shown: Sequence[Question], told: Given) -> dict[str, tuple[str, ...]]:
    return {question.key: told[question.key] for question in shown if told.get(question.key)}


def _ranked(guide: Guide, given: Given) -> list[Advice]:
    """The forms, best first."""
    totals: Counter[str] = Counter()
    for key, chosen in given.items():
        for one in chosen:
            totals.update(guide.by_key[key].by_key[one].points)
    ruled_out = {key for rule in guide.knock_outs if _happens(rule, given) for key in rule.advices}
    # Sorting is stable: what is equal stays in the order of the guide, which decides ties.
    return sorted(guide.advices, key=lambda one: (one.key in ruled_out, -totals[one.key]))


def _happens(rule: KnockOut, given: Given) -> bool:
    return all(wanted.intersection(given.get(key, ())) for key, wanted in rule.when.items())


def _standing(guide: Guide, advice: Advice, given: Given) -> Standing:
    reasons = tuple(
        Reason(guide.by_key[key], answer, answer.points[advice.key])
        for key, chosen in given.items()
        for answer in (guide.by_key[key].by_key[one] for one in chosen)
        if advice.key in answer.points
    )
    ruled_out = tuple(
        RuledOut(rule, _brought_about(guide, rule, given))
        for rule in guide.knock_outs
        if advice.key in rule.advices and _happens(rule, given)
    )
    return Standing(advice, reasons, ruled_out)


def _brought_about(
    guide: Guide, rule: KnockOut, given: Given
) -> tuple[tuple[Question, Answer], ...]:
    return tuple(
        (question, question.by_key[one])
        for question in guide.questions
        for one in given.get(question.key, ())
        if one in rule.when.get(question.key, ())
    )


def what_would_change(guide: Guide, answers: Answers) -> tuple[Change, ...]:
    """Every single other answer to a shown question that leads to another advice.

    Each is tried by itself, with all other answers as they are: at most one sum per answer in the
    guide. Empty with too few answers for an advice.

    Raises
    ------
    AnswersError
        An answer is not one of the guide.
    """
    told = require_known(guide, answers)
    now = weigh(guide, told).best
    if now is None:
        return ()
    found = []
    for question in questions_shown(guide, told):
        for answer in question.answers:
            chosen = _with(question, answer, told.get(question.key, ()))
            other = _advised(guide, {**told, question.key: chosen})
            if other is not None and other is not now.advice:
                is_taken_back = answer.key not in chosen
                found.append(Change(question, answer, other, is_taken_back))
    return tuple(found)


def _advised(guide: Guide, told: Given) -> Advice | None:
    given = _given(questions_shown(guide, told), told)
    return _ranked(guide, given)[0] if len(given) >= guide.least_answers else None


def _with(question: Question, answer: Answer, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The chosen answers with one changed: added or taken back where several may be given."""
    if not question.several:
        return (answer.key,)
    if answer.key in chosen:
        return tuple(key for key in chosen if key != answer.key)
    return (*chosen, answer.key)
