# SPDX-License-Identifier: EUPL-1.2
"""The decision guide in the language of the reader: a question, the answers, the advice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from samenspel.analysis.link_guide import (
    Answers,
    Change,
    Guide,
    Outcome,
    Question,
    Reason,
    Standing,
    Text,
    questions_shown,
    weigh,
    what_would_change,
)

AddressOf = Callable[[str], str]
"""From the key of a question to the page where its answer is given."""


def said(text: Text) -> str:
    """The text in the language of the reader."""
    return text.said_in(get_language() or "nl")


@dataclass(frozen=True)
class Choice:
    """An answer to choose."""

    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class QuestionPage:
    """One question: which of how many, what is asked and why, and the answers.

    ``previous`` is the key of the question before it, empty at the first one.
    """

    key: str
    number: int
    of: int
    part: str
    ask: str
    why: str
    several: bool
    choices: tuple[Choice, ...]
    previous: str

    @property
    def is_answered(self) -> bool:
        """Whether an answer was chosen."""
        return any(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True)
class AnswerLine:
    """A question with the chosen answers; none when it was skipped."""

    key: str
    part: str
    ask: str
    answers: tuple[str, ...]
    url: str
    is_what_it_takes: bool = False


@dataclass(frozen=True)
class ShownReason:
    """Why a form gained or lost points, and the answer that it comes from."""

    points: int
    because: str
    ask: str
    answer: str
    question_key: str
    answer_key: str

    @property
    def signed(self) -> str:
        """The points with their sign, as people write it."""
        return f"+{self.points}" if self.points > 0 else signed(self.points)


@dataclass(frozen=True)
class ShownStanding:
    """A form and how it stands; the weightiest reasons first."""

    key: str
    name: str
    says: str
    is_about: str
    total: int
    points_for: int
    points_against: int
    reasons_for: tuple[ShownReason, ...]
    reasons_against: tuple[ShownReason, ...]
    ruled_out: tuple[str, ...]

    @property
    def sum_text(self) -> str:
        """The sum as people write it."""
        return signed(self.total)

    @property
    def sum_size(self) -> int:
        """The sum without its sign, which says whether it is one point or more."""
        return abs(self.total)


@dataclass(frozen=True)
class ShownChange:
    """One other answer; ``is_taken_back``: leaving out this chosen one."""

    ask: str
    answer: str
    url: str
    is_taken_back: bool


@dataclass(frozen=True)
class ChangesTo:
    """The single other answers that would lead to another advice."""

    key: str
    name: str
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True)
class AdvicePage:
    """The advice with everything that led to it.

    Attributes
    ----------
    standings
        Every form, best first; the first one is advised when ``is_enough``.
    held_back
        Forms with more points than the advised one that cannot be done now.
    equals
        Names of forms with as many points as the advised one.
    changes
        What would change the advice; first to forms that are held back, then best first.
    to_answer
        How many answers are still needed for an advice.
    """

    standings: tuple[ShownStanding, ...]
    is_enough: bool
    held_back: tuple[ShownStanding, ...]
    equals: tuple[str, ...]
    changes: tuple[ChangesTo, ...]
    takes: tuple[str, ...]
    next_steps: tuple[str, ...]
    council: tuple[str, ...]
    skipped: tuple[AnswerLine, ...]
    answered: int
    to_answer: int
    version: str

    @property
    def best(self) -> ShownStanding:
        """The form that comes first."""
        return self.standings[0]

    @property
    def others(self) -> tuple[ShownStanding, ...]:
        """The other forms, best first."""
        return self.standings[1:]

    @property
    def shown(self) -> int:
        """How many questions matter."""
        return self.answered + len(self.skipped)


def question_page(guide: Guide, answers: Answers, key: str) -> QuestionPage | None:
    """The question with this key; None when it is not shown with these answers."""
    shown = questions_shown(guide, answers)
    keys = [question.key for question in shown]
    if key not in keys:
        return None
    place = keys.index(key)
    question = shown[place]
    chosen = answers.get(key, ())
    return QuestionPage(
        key=key,
        number=place + 1,
        of=len(shown),
        part=said(question.part.name),
        ask=said(question.ask),
        why=said(question.why),
        several=question.several,
        choices=tuple(
            Choice(answer.key, said(answer.text), answer.key in chosen)
            for answer in question.answers
        ),
        previous=keys[place - 1] if place else "",
    )


def key_after(guide: Guide, answers: Answers, key: str) -> str:
    """The shown question that comes after this one in the guide; empty after the last."""
    order = [question.key for question in guide.questions]
    passed = order.index(key)
    later = (one.key for one in questions_shown(guide, answers) if order.index(one.key) > passed)
    return next(later, "")


def signed(number: int) -> str:
    """A whole number with a real minus sign."""
    return f"−{-number}" if number < 0 else str(number)


def first_unanswered(guide: Guide, answers: Answers) -> str:
    """The first shown question without an answer; empty when all have one."""
    shown = questions_shown(guide, answers)
    return next((one.key for one in shown if not answers.get(one.key)), "")


def answer_lines(guide: Guide, answers: Answers, address: AddressOf) -> tuple[AnswerLine, ...]:
    """Every shown question with what was answered, in the order of the guide."""
    return tuple(_line(one, answers, address) for one in questions_shown(guide, answers))


def _line(question: Question, answers: Answers, address: AddressOf) -> AnswerLine:
    chosen = answers.get(question.key, ())
    return AnswerLine(
        key=question.key,
        part=said(question.part.name),
        ask=said(question.ask),
        answers=tuple(said(one.text) for one in question.answers if one.key in chosen),
        url=address(question.key),
        is_what_it_takes=question.part.is_what_it_takes,
    )


def advice_page(guide: Guide, answers: Answers, address: AddressOf) -> AdvicePage:
    """The advice that these answers lead to."""
    outcome = weigh(guide, answers)
    best = outcome.standings[0]
    ruled_out = [one for one in outcome.standings if one.ruled_out and one.total > best.total]
    held_back = sorted(ruled_out, key=lambda one: -one.total)
    return AdvicePage(
        standings=tuple(_standing(one) for one in outcome.standings),
        is_enough=outcome.is_enough,
        held_back=tuple(_standing(one) for one in held_back) if outcome.is_enough else (),
        equals=tuple(said(one.advice.name) for one in outcome.equals),
        changes=_changes(what_would_change(guide, answers), outcome, address),
        takes=_texts(best.advice.takes),
        next_steps=_texts(best.advice.next_steps),
        council=_texts(best.advice.council),
        skipped=tuple(_line(question, answers, address) for question in outcome.skipped),
        answered=len(outcome.answered),
        to_answer=max(guide.least_answers - len(outcome.answered), 0),
        version=guide.version,
    )


def _texts(texts: Sequence[Text]) -> tuple[str, ...]:
    return tuple(said(text) for text in texts)


def _standing(standing: Standing) -> ShownStanding:
    reasons = [_reason(reason) for reason in standing.reasons]
    # Sorting is stable: equal reasons stay in the order of the questions.
    reasons.sort(key=lambda reason: -abs(reason.points))
    return ShownStanding(
        key=standing.advice.key,
        name=said(standing.advice.name),
        says=said(standing.advice.says),
        is_about=said(standing.advice.is_about),
        total=standing.total,
        points_for=standing.points_for,
        points_against=standing.points_against,
        reasons_for=tuple(reason for reason in reasons if reason.points > 0),
        reasons_against=tuple(reason for reason in reasons if reason.points < 0),
        ruled_out=tuple(said(rule.knock_out.because) for rule in standing.ruled_out),
    )


def _reason(reason: Reason) -> ShownReason:
    because = reason.answer.because or reason.answer.text  # answers with points have a reason
    return ShownReason(
        points=reason.points,
        because=said(because),
        ask=said(reason.question.ask),
        answer=said(reason.answer.text),
        question_key=reason.question.key,
        answer_key=reason.answer.key,
    )


def _changes(
    changes: Sequence[Change], outcome: Outcome, address: AddressOf
) -> tuple[ChangesTo, ...]:
    order = {
        standing.advice.key: (not standing.ruled_out, place)
        for place, standing in enumerate(outcome.standings)
    }
    ordered = sorted(changes, key=lambda change: order[change.advice.key])
    return tuple(
        ChangesTo(advice.key, said(advice.name), tuple(_change(one, address) for one in same))
        for advice, same in groupby(ordered, key=lambda change: change.advice)
    )


def _change(change: Change, address: AddressOf) -> ShownChange:
    return ShownChange(
        ask=said(change.question.ask),
        answer=said(change.answer.text),
        url=address(change.question.key),
        is_taken_back=change.is_taken_back,
    )
