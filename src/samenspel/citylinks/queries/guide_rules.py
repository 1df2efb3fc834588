# SPDX-License-Identifier: EUPL-1.2
"""All questions, answers and points of the guide, for who wants to check the advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samenspel.analysis.link_guide import Guide, Question
from samenspel.citylinks.queries.guide import said


@dataclass(frozen=True)
class RuleAnswer:
    """An answer, what it gives to which form, and why."""

    text: str
    points: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class RuleQuestion:
    """A question; ``when``: the answers at which it comes, empty where it always does."""

    part: str
    ask: str
    why: str
    several: bool
    when: tuple[str, ...]
    answers: tuple[RuleAnswer, ...]


@dataclass(frozen=True)
class RuleOut:
    """Answers that together rule forms out."""

    when: tuple[str, ...]
    forms: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class GuideRules:
    """The whole guide; ``order`` is that in which ties are decided."""

    version: str
    least: int
    order: tuple[str, ...]
    questions: tuple[RuleQuestion, ...]
    rules_out: tuple[RuleOut, ...]


def guide_rules(guide: Guide) -> GuideRules:
    """Everything the guide counts, in the language of the reader."""
    names = {advice.key: said(advice.name) for advice in guide.advices}
    return GuideRules(
        version=guide.version,
        least=guide.least_answers,
        order=tuple(names.values()),
        questions=tuple(_question(guide, question, names) for question in guide.questions),
        rules_out=tuple(
            RuleOut(
                when=_when(guide, rule.when),
                forms=tuple(names[key] for key in names if key in rule.advices),
                because=said(rule.because),
            )
            for rule in guide.knock_outs
        ),
    )


def _question(guide: Guide, question: Question, names: Mapping[str, str]) -> RuleQuestion:
    return RuleQuestion(
        part=said(question.part.name),
        ask=said(question.ask),
        why=said(question.why),
        several=question.several,
        when=_when(guide, question.only_when or {}),
        answers=tuple(
            RuleAnswer(
                text=said(answer.text),
                points=tuple(
                    f"{names[key]} {_signed(points)}"
                    for key, points in sorted(answer.points.items(), key=lambda one: -one[1])
                ),
                because=said(answer.because) if answer.because else "",
            )
            for answer in question.answers
        ),
    )


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"−{-points}"


def _when(guide: Guide, conditions: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Each question with the answers that count, as one line."""
    lines = []
    for question in guide.questions:
        wanted = conditions.get(question.key, frozenset())
        texts = [said(answer.text) for answer in question.answers if answer.key in wanted]
        if texts:
            lines.append(f"{said(question.ask)} {' / '.join(texts)}")
    return tuple(lines)
