# SPDX-License-Identifier: EUPL-1.2
"""The page of statements: what somebody chose, and what is published of everybody together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samenspel.dialogue.models import OpinionMap, Reaction, Round, Statement, StatementCount
from samenspel.dialogue.queries.opinion_map import GroupsShown, groups_shown

EVERYBODY = "all"


@dataclass(frozen=True)
class Counted:
    """Published reactions of an audience (``EVERYBODY``: of all of them together)."""

    audience: str
    label: str
    agree: int
    passed: int
    disagree: int

    @property
    def total(self) -> int:
        """All of them; never 0."""
        return self.agree + self.passed + self.disagree

    @property
    def shares(self) -> tuple[tuple[str, str, int], ...]:
        """Name of the reaction, whole percentage as text, and the number."""
        told = (
            (Reaction.Value.AGREE.label, self.agree),
            (Reaction.Value.PASS.label, self.passed),
            (Reaction.Value.DISAGREE.label, self.disagree),
        )
        return tuple((str(label), percent_of(number, self.total), number) for label, number in told)


@dataclass(frozen=True)
class ShownStatement:
    """A statement, what the visitor chose (or empty), and what is published of it."""

    pk: int
    number: int
    text: str
    is_open: bool
    own: str
    counted: tuple[Counted, ...]

    @property
    def own_label(self) -> str:
        """The visitor's own reaction in words."""
        return str(Reaction.Value(self.own).label) if self.own else ""

    @property
    def in_all(self) -> tuple[Counted, ...]:
        """The audiences, and all of them together where that gives none of them away."""
        everybody = total_of(self.counted)
        return (*self.counted, everybody) if everybody else self.counted


@dataclass(frozen=True)
class StatementsPage:
    """Statements in order; ``groups`` is None until opinion groups were published."""

    statements: tuple[ShownStatement, ...]
    minimum: int
    takes_reactions: bool
    groups: GroupsShown | None

    @property
    def to_answer(self) -> tuple[ShownStatement, ...]:
        """The statements that take reactions now."""
        return tuple(held for held in self.statements if held.is_open and self.takes_reactions)

    @property
    def next(self) -> ShownStatement | None:
        """The first statement without a reaction of the visitor."""
        return next((held for held in self.to_answer if not held.own), None)

    @property
    def answered(self) -> int:
        """How many statements the visitor reacted to."""
        return sum(bool(held.own) for held in self.statements)

    @property
    def answered_of_open(self) -> int:
        """How many of those that take reactions now."""
        return sum(bool(held.own) for held in self.to_answer)

    @property
    def counted(self) -> tuple[ShownStatement, ...]:
        """The statements of which something is published."""
        return tuple(held for held in self.statements if held.counted)


def statements_page(round_: Round, *, voter: str = "") -> StatementsPage:
    """Statements of a round with what is published, and what ``voter`` chose; four queries."""
    counted: dict[int, list[Counted]] = {}
    for row in StatementCount.objects.filter(statement__round=round_).order_by("-audience"):
        counted.setdefault(row.statement_id, []).append(_counted(row))
    own = _own(round_, voter)
    statements = tuple(
        ShownStatement(
            pk=row.pk,
            number=row.number,
            text=row.text,
            is_open=row.is_open,
            own=own.get(row.pk, ""),
            counted=tuple(counted.get(row.pk, ())),
        )
        for row in round_.statements.order_by("number")
    )
    found = OpinionMap.objects.filter(round=round_).first()
    texts = {held.number: held.text for held in statements}
    return StatementsPage(
        statements=statements,
        minimum=round_.minimum_group,
        takes_reactions=round_.stage == Round.Stage.OPEN,
        groups=groups_shown(found.content, texts) if found else None,
    )


def total_of(counted: Sequence[Counted]) -> Counted | None:
    """All audiences together, only where every one of them is published by itself.

    Otherwise the one that is not could be had by subtraction.
    """
    if len(counted) < len(Reaction.Audience):
        return None
    return Counted(
        audience=EVERYBODY,
        label="",
        agree=sum(held.agree for held in counted),
        passed=sum(held.passed for held in counted),
        disagree=sum(held.disagree for held in counted),
    )


@dataclass(frozen=True)
class KeptStatement:
    """A statement as who keeps it sees it: only whether anybody reacted, not how many."""

    statement: Statement
    has_reactions: bool


def kept_statements(round_: Round) -> tuple[KeptStatement, ...]:
    """The statements of a round for the secretariat; two queries."""
    touched = set(
        Reaction.objects.filter(statement__round=round_)
        .order_by()
        .values_list("statement_id", flat=True)
        .distinct()
    )
    rows = round_.statements.order_by("number")
    return tuple(KeptStatement(row, row.pk in touched) for row in rows)


def percent_of(number: int, total: int) -> str:
    """A whole percentage as text; halves go up."""
    return f"{(200 * number + total) // (2 * total)}%"


def _counted(row: StatementCount) -> Counted:
    return Counted(
        audience=row.audience,
        label=str(Reaction.Audience(row.audience).label),
        agree=row.agree,
        passed=row.passed,
        disagree=row.disagree,
    )


def _own(round_: Round, voter: str) -> dict[int, str]:
    if not voter:
        return {}
    rows = Reaction.objects.filter(statement__round=round_, voter=voter)
    return dict(rows.values_list("statement_id", "value"))
