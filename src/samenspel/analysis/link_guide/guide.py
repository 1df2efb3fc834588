# SPDX-License-Identifier: EUPL-1.2
"""What a decision guide consists of, as plain values in the order of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Text:
    """A text in both languages."""

    nl: str
    en: str

    def said_in(self, language: str) -> str:
        """The text in this language (``nl``, ``nl-be``, ``en`` ...); English for any other."""
        return self.nl if language.split("-")[0] == "nl" else self.en


@dataclass(frozen=True)
class Advice:
    """A form that can be advised.

    ``says``: the advice in one sentence; ``is_about``: what the form is; ``takes``: in people, time
    and money; ``next_steps``; ``council``: what the council is asked to decide. ``is_last_resort``:
    it can never be ruled out.
    """

    key: str
    name: Text
    says: Text
    is_about: Text
    takes: tuple[Text, ...]
    next_steps: tuple[Text, ...]
    council: tuple[Text, ...]
    is_last_resort: bool = False


@dataclass(frozen=True)
class Part:
    """A group of questions; ``is_what_it_takes``: about people, money and time."""

    key: str
    name: Text
    is_what_it_takes: bool = False


@dataclass(frozen=True)
class Answer:
    """An answer: whole points per advice (above 0 towards it, below 0 away from it), and why."""

    key: str
    text: Text
    points: Mapping[str, int]
    because: Text | None = None


@dataclass(frozen=True)
class Question:
    """A question; ``only_when``: for each earlier question the answers at which this one comes."""

    key: str
    part: Part
    ask: Text
    why: Text
    answers: tuple[Answer, ...]
    several: bool = False
    only_when: Mapping[str, frozenset[str]] | None = None

    @cached_property
    def by_key(self) -> dict[str, Answer]:
        """The answers by their key, in order."""
        return {answer.key: answer for answer in self.answers}


@dataclass(frozen=True)
class KnockOut:
    """Rules advices out when for each question of ``when`` one of its answers was given."""

    when: Mapping[str, frozenset[str]]
    advices: frozenset[str]
    because: Text


@dataclass(frozen=True)
class Guide:
    """A guide whose parts fit together, as :func:`read_guide` makes sure.

    ``advices`` stand in the order that decides ties; ``least_answers``: with fewer there is no
    advice.
    """

    version: str
    least_answers: int
    advices: tuple[Advice, ...]
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    knock_outs: tuple[KnockOut, ...]

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """The questions by their key, in order."""
        return {question.key: question for question in self.questions}
