# SPDX-License-Identifier: EUPL-1.2
"""Reading a guide from its file: everything that is wrong is said at once, with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from samenspel.analysis.link_guide.checking import problems_of
from samenspel.analysis.link_guide.guide import Advice, Answer, Guide, KnockOut, Part, Question
from samenspel.analysis.link_guide.tables import NOTHING, FileTable

MOST = 1000


class GuideError(ValueError):
    """The file of a guide is not right; ``problems`` names each thing, with where it stands."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@lru_cache(maxsize=1)
def link_guide() -> Guide:
    """The guide of this product: ``link_guide.toml`` beside this file."""
    return read_guide(guide_text())


@lru_cache(maxsize=1)
def guide_text() -> str:
    """The file of the guide of this product, as it is."""
    return files(__package__).joinpath("link_guide.toml").read_text(encoding="utf-8")


def read_guide(text: str) -> Guide:
    """The guide that the text of a file describes; the header of ``link_guide.toml`` says how.

    Raises
    ------
    GuideError
        The text is no TOML, or something is missing, unknown or does not fit together.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GuideError([f"the file is no TOML: {error}"]) from error
    problems: list[str] = []
    guide = _guide(FileTable(values, "the file", problems))
    problems += problems_of(guide)
    if problems:
        raise GuideError(problems)
    return guide


def _guide(table: FileTable) -> Guide:
    parts = tuple(_part(row) for row in table.tables("parts", called="part"))
    by_key = {part.key: part for part in parts}
    guide = Guide(
        version=table.string("version"),
        least_answers=table.whole("least_answers", 1, MOST),
        advices=tuple(_advice(row) for row in table.tables("advices", called="advice")),
        parts=parts,
        questions=tuple(
            _question(row, by_key) for row in table.tables("questions", called="question")
        ),
        knock_outs=tuple(_knock_out(row) for row in table.tables("knock_outs", called="rule")),
    )
    table.end()
    return guide


def _advice(table: FileTable) -> Advice:
    advice = Advice(
        key=table.key(),
        name=table.needed_text("name"),
        says=table.needed_text("says"),
        is_about=table.needed_text("is"),
        takes=table.texts("takes"),
        next_steps=table.texts("next"),
        council=table.texts("council"),
        is_last_resort=table.flag("is_last_resort"),
    )
    table.end()
    return advice


def _part(table: FileTable) -> Part:
    part = Part(table.key(), table.own_text(), table.flag("is_what_it_takes"))
    table.end()
    return part


def _question(table: FileTable, parts: dict[str, Part]) -> Question:
    name = table.string("part")
    if name and name not in parts:
        table.wrong(f"unknown part {name!r}")
    question = Question(
        key=table.key(),
        part=parts.get(name, Part(name, NOTHING)),
        ask=table.needed_text("ask"),
        why=table.needed_text("why"),
        several=table.flag("several"),
        only_when=table.names_by_name("only_when") or None,
        answers=tuple(_answer(row) for row in table.tables("answers", called="answer")),
    )
    table.end()
    return question


def _answer(table: FileTable) -> Answer:
    answer = Answer(
        key=table.key(),
        text=table.own_text(),
        points=table.numbers("points"),
        because=table.text("because", is_required=False),
    )
    table.end()
    return answer


def _knock_out(table: FileTable) -> KnockOut:
    rule = KnockOut(
        when=table.names_by_name("when"),
        advices=table.names("advices"),
        because=table.needed_text("because"),
    )
    table.end()
    return rule
