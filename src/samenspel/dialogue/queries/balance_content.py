# SPDX-License-Identifier: EUPL-1.2
"""The interim balance as plain values: computed once, kept with a published version.

Page, tables and papers are drawn from these values alone, whether they were kept last year or made
a moment ago. Ratios are texts (``6/7``), positions letters, bodies and clauses places in their
lists: nothing in it is in a language or rounded.

A municipality speaks once: its council counts, and its executive only where the council was not
asked. Guests never count. The figures by inhabitants leave out who has none on record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from samenspel.analysis.positions import (
    IntMatrix,
    Measure,
    Stand,
    body_order,
    differing,
    measures,
    most_divided,
)
from samenspel.dialogue.models import Addressee
from samenspel.dialogue.queries.balance_facts import BalanceFacts, BodyFact

FORMAT = 1
LETTERS = "awon-"
"""The letter of each ``Stand``, by its number."""

Content = Mapping[str, Any]


def content_of(facts: BalanceFacts, *, on: date, statements: object = None) -> dict[str, Any]:
    """Everything that the page of a balance shows, as plain values.

    ``statements``: what residents and councillors said, as plain values already.
    """
    counted = counting_rows(facts.bodies)
    heads = [row for row in counted if facts.bodies[row].inhabitants is not None]
    weights = [facts.bodies[row].inhabitants or 0 for row in heads]
    found = measures(facts.positions[counted])
    document = facts.document
    return {
        "format": FORMAT,
        "on": on.isoformat(),
        "document": (
            {"number": document.number, "title": document.title, "status": str(document.status)}
            if document
            else None
        ),
        "clauses": [
            {
                "key": clause.key,
                "number": clause.number,
                "title": clause.title,
                "is_gone": clause.is_gone,
                "remarks": remarks,
            }
            for clause, remarks in zip(facts.clauses, facts.remarks, strict=True)
        ],
        "bodies": _bodies(facts, frozenset(counted)),
        "measures": [_written(measure) for measure in found],
        "weighted": [_written(m) for m in measures(facts.positions[heads], weights)],
        "divided": list(most_divided(found)),
        "rows": _rows(facts, counted),
        "pairs": _pairs(facts),
        "general": facts.general,
        "statements": statements,
    }


def counting_rows(bodies: Sequence[BodyFact]) -> list[int]:
    """Places of the bodies that count: see the top of this file."""
    councils = {
        body.code for body in bodies if body.body == Addressee.Body.COUNCIL and not body.is_guest
    }
    return [
        row
        for row, body in enumerate(bodies)
        if not body.is_guest
        and not (body.body == Addressee.Body.EXECUTIVE and body.code in councils)
    ]


def ratio(text: str | None) -> Fraction | None:
    """A ratio as it is kept."""
    return None if text is None else Fraction(text)


def letters(row: Sequence[int]) -> str:
    """The positions of a body as text: one letter for each clause."""
    return "".join(LETTERS[stand] for stand in row)


def stands(text: str) -> tuple[Stand, ...]:
    """The positions of a body from their text."""
    return tuple(Stand(LETTERS.index(letter)) for letter in text)


def read_measure(kept: Mapping[str, Any]) -> Measure:
    """The figures of a clause as they were kept."""
    agree, wish, against, none, silent = kept["counts"]
    return Measure(
        counts=(agree, wish, against, none, silent),
        agreement=ratio(kept["agreement"]),
        strict=ratio(kept["strict"]),
        spread=ratio(kept["spread"]),
        lowest=ratio(kept["lowest"]),
        highest=ratio(kept["highest"]),
    )


def _written(measure: Measure) -> dict[str, Any]:
    def text(value: Fraction | None) -> str | None:
        return None if value is None else f"{value.numerator}/{value.denominator}"

    return {
        "counts": list(measure.counts),
        "agreement": text(measure.agreement),
        "strict": text(measure.strict),
        "spread": text(measure.spread),
        "lowest": text(measure.lowest),
        "highest": text(measure.highest),
    }


def _bodies(facts: BalanceFacts, counted: frozenset[int]) -> list[dict[str, Any]]:
    together: dict[int, list[int]] = {}
    for row, body in enumerate(facts.bodies):
        if body.version is not None:
            together.setdefault(body.version, []).append(row)
    rows: list[list[int]] = facts.positions.tolist()
    return [
        {
            "id": body.pk,
            "body": str(body.body),
            "name": body.name,
            "municipality": body.municipality,
            "code": body.code,
            "inhabitants": body.inhabitants,
            "is_guest": body.is_guest,
            "counts": row in counted,
            "state": str(body.state),
            "version": body.version,
            "sent_on": body.sent_on.isoformat() if body.sent_on else None,
            "is_late": body.is_late,
            "with": [other for other in together.get(body.version or 0, ()) if other != row],
            "positions": letters(rows[row]),
        }
        for row, body in enumerate(facts.bodies)
    ]


def _rows(facts: BalanceFacts, counted: Sequence[int]) -> list[int]:
    """All bodies in the order of the picture: those that count, executives, guests.

    Of those that count, who says the same stands side by side, and the silent ones are last.
    """
    aside = [row for row in range(len(facts.bodies)) if row not in set(counted)]
    executives = [row for row in aside if not facts.bodies[row].is_guest]
    guests = [row for row in aside if facts.bodies[row].is_guest]
    # From one order that says nothing, so that the result does not hang on that of the letter.
    by_name = sorted(counted, key=lambda row: (facts.bodies[row].name, row))
    said = np.ascontiguousarray(facts.positions[by_name], dtype=np.int64)
    ordered = _ordered(said.tobytes(), said.shape)
    silent = Stand.SILENT

    def answered(row: int) -> bool:
        return facts.positions.shape[1] == 0 or int(facts.positions[row, 0]) != silent

    rows = [by_name[place] for place in ordered]
    rows.sort(key=lambda row: not answered(row))
    return [*rows, *executives, *guests]


@lru_cache(maxsize=8)
def _ordered(said: bytes, shape: tuple[int, int]) -> tuple[int, ...]:
    """``body_order`` of positions; kept, as it is most of the work and who asks looks often."""
    return tuple(body_order(np.frombuffer(said, dtype=np.int64).reshape(shape)))


def _pairs(facts: BalanceFacts) -> list[dict[str, Any]]:
    """Council and executive of one municipality that both answered, and where they differ."""
    matrix: IntMatrix = facts.positions
    executives = {
        body.code: row
        for row, body in enumerate(facts.bodies)
        if body.body == Addressee.Body.EXECUTIVE and body.version is not None
    }
    return [
        {
            "council": row,
            "executive": executives[body.code],
            "clauses": list(
                differing(matrix[row].tolist(), matrix[executives[body.code]].tolist())
            ),
        }
        for row, body in enumerate(facts.bodies)
        if body.body == Addressee.Body.COUNCIL
        and body.version is not None
        and body.code in executives
    ]
