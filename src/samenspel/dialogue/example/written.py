# SPDX-License-Identifier: EUPL-1.2
"""What stands in the files of the example, as typed values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class WrittenClause:
    """A clause as the text of the round names it; ``key`` is the same in every version."""

    key: str
    number: str
    title: str
    text: str


@dataclass(frozen=True)
class WrittenPoint:
    """``key`` of a clause, or empty for a general point."""

    key: str
    position: str
    text: str


@dataclass(frozen=True)
class WrittenAnswer:
    """What a body answered; ``votes`` in favour, against and abstained, or None."""

    body: str
    municipality: str
    on: date
    at: datetime
    votes: tuple[int, int, int] | None
    rest: str
    introduction: str
    source: str
    points: tuple[WrittenPoint, ...]

    def points_on(self, keys: tuple[str, ...]) -> tuple[WrittenPoint, ...]:
        """A point for every clause, in the order of the text, and then the general points."""
        told = {point.key: point for point in self.points if point.key}
        unknown = told.keys() - set(keys)
        if unknown:
            raise KeyError(f"no such clause: {', '.join(sorted(unknown))}")
        each = tuple(told.get(key, WrittenPoint(key, self.rest, "")) for key in keys)
        return each + tuple(point for point in self.points if not point.key)


class Written:
    """The two files: the round (``stadsregio_2012.toml``) and the answers."""

    @cached_property
    def round(self) -> dict[str, Any]:
        """The table ``round`` with stripped texts."""
        return {
            name: value.strip() if isinstance(value, str) else value
            for name, value in self._file["round"].items()
        }

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        """Versions of the text in their order."""
        return list(self._file["documents"])

    @cached_property
    def others(self) -> list[dict[str, Any]]:
        """Who is asked beside the councils of the members."""
        return list(self._file["others"])

    @cached_property
    def statements(self) -> dict[str, Any]:
        """Texts, and how many people of each audience said what to all of them."""
        return dict(self._file["statements"])

    @cached_property
    def balance(self) -> dict[str, Any]:
        return dict(self._file["balance"])

    @cached_property
    def commitments(self) -> list[dict[str, Any]]:
        return list(self._file["commitments"])

    def clauses(self, document: dict[str, Any]) -> tuple[WrittenClause, ...]:
        """The clauses of a version, in their order."""
        told = self._file["clauses"]
        return tuple(WrittenClause(key, **told[key]) for key in document["clauses"])

    @cached_property
    def answers(self) -> tuple[WrittenAnswer, ...]:
        """All answers by the moment at which they were entered; made up ones say so."""
        held = _read("answers_2012.toml")
        made_up = held["made_up"]
        found = (_answer(one, made_up) for one in held["answers"])
        return tuple(sorted(found, key=lambda one: (one.at, one.municipality)))

    @cached_property
    def _file(self) -> dict[str, Any]:
        return _read("stadsregio_2012.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _answer(told: dict[str, Any], made_up: dict[str, str]) -> WrittenAnswer:
    is_real = told.get("is_real", False)
    votes = told.get("votes")
    return WrittenAnswer(
        body="executive" if is_real else "council",
        municipality=told["municipality"],
        on=told["on"],
        at=told["at"],
        votes=(votes[0], votes[1], votes[2]) if votes else None,
        rest=told["rest"],
        introduction=told["introduction"] if is_real else made_up["introduction"],
        source=told["source"] if is_real else made_up["source"],
        points=tuple(_point(one, "" if is_real else made_up["point"]) for one in told["points"]),
    )


def _point(told: dict[str, str], word: str) -> WrittenPoint:
    text = told.get("text", "")
    return WrittenPoint(
        told.get("clause", ""), told["position"], f"{word} {text}".strip() if text else ""
    )
