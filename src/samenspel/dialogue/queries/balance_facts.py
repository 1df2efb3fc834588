# SPDX-License-Identifier: EUPL-1.2
"""Who was asked, and what each said of each clause, read in columns: four queries for any round.

The same opinions count as in ``counted``: of each opinion the last version that was sent, for every
body that adopted it and stands behind it. Without the texts of points, which may be many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from django.db.models import Q

from samenspel.analysis.positions import IntMatrix, Stand
from samenspel.dialogue.models import (
    Addressee,
    Adoption,
    Clause,
    OpinionPoint,
    Position,
    Round,
    RoundDocument,
)

Body, State = Addressee.Body, Addressee.State
STANDS = {
    Position.AGREE.value: Stand.AGREE,
    Position.WISH.value: Stand.WISH,
    Position.OBJECT.value: Stand.OBJECT,
    Position.NONE.value: Stand.NONE,
}


@dataclass(frozen=True)
class ClauseFact:
    """A clause under its stable key; ``is_gone``: not in the version of the text that counts."""

    key: str
    number: str
    title: str
    is_gone: bool = False


@dataclass(frozen=True)
class BodyFact:
    """A body that was asked, and the version that counts for it; ``version`` None: it is silent.

    ``inhabitants`` is None where nobody wrote down how many there are.
    """

    pk: int
    body: str
    name: str
    municipality: str
    code: str
    inhabitants: int | None
    is_guest: bool
    state: str
    version: int | None = None
    sent_on: date | None = None
    is_late: bool = False


@dataclass(frozen=True, eq=False)
class BalanceFacts:
    """All that the balance is computed from.

    Attributes
    ----------
    document
        The version of the text whose clauses are shown; None before one is published.
    clauses
        In the order of the text; those of other versions on which somebody spoke come last.
    bodies
        In the order of the letter.
    positions
        Values of ``Stand``, shape (bodies, clauses).
    remarks, general
        How many points with a text there are: per clause, and about no clause.
    """

    document: RoundDocument | None
    clauses: tuple[ClauseFact, ...]
    bodies: tuple[BodyFact, ...]
    positions: IntMatrix
    remarks: tuple[int, ...]
    general: int


def balance_facts(round_: Round) -> BalanceFacts:
    """Everything for the balance of a round as it is now; at most four queries."""
    clauses = list(_clauses(round_))
    bodies = _bodies(round_)
    versions = tuple(sorted({body.version for body in bodies if body.version is not None}))
    points = _points(versions)
    document = _document(clauses, {clause for _version, clause, _position, _has in points})
    shown, column_of = _shown(clauses, document, points)
    return BalanceFacts(
        document=document,
        clauses=shown,
        bodies=tuple(bodies),
        positions=_matrix(bodies, points, column_of, len(shown)),
        remarks=_remarks(points, column_of, len(shown)),
        general=sum(has for _version, clause, _position, has in points if clause is None),
    )


_Point = tuple[int, "int | None", str, bool]


def _clauses(round_: Round) -> Iterable[Clause]:
    """Every clause of every published version, in the order of versions and text."""
    rows = Clause.objects.filter(document__round=round_, document__published_at__isnull=False)
    return (
        rows.select_related("document")
        .defer("text", "document__introduction")
        .order_by("document__number", "position")
    )


def _bodies(round_: Round) -> list[BodyFact]:
    counting = _counting(round_)
    columns = (
        "pk", "body", "name", "municipality__name", "municipality__code", "inhabitants",
        "is_guest", "state", "position",
    )  # fmt: skip
    # Sorted here: databases do not agree on the order of names.
    rows = sorted(
        Addressee.objects.filter(round=round_).order_by("pk").values_list(*columns),
        key=lambda row: (row[8], row[2], row[0]),
    )
    found = []
    for pk, body, name, place, code, inhabitants, is_guest, state, _position in rows:
        version, sent_on, is_late = counting.get(pk, (None, None, False))
        found.append(
            BodyFact(
                pk, body, name, place or "", code or "", inhabitants, is_guest, state,
                version, sent_on, is_late,
            )
        )  # fmt: skip
    return found


def _counting(round_: Round) -> dict[int, tuple[int, date, bool]]:
    """The version that counts for each body, when it was sent, and whether that was too late."""
    adopted = Adoption.objects.filter(
        version__opinion__round=round_, version__sending__isnull=False
    ).values_list(
        "version__opinion_id", "version__number", "addressee_id", "addressee__state",
        "addressee__party__opinion_id", "version_id", "version__sending__on",
        "version__sending__is_late",
    )  # fmt: skip
    rows = list(adopted)
    last: dict[int, int] = {}
    for opinion, number, *_others in rows:
        last[opinion] = max(number, last.get(opinion, 0))
    return {
        addressee: (version, on, is_late)
        for opinion, number, addressee, state, party, version, on, is_late in rows
        if number == last[opinion] and state != State.WITHDRAWN and party == opinion
    }


@lru_cache(maxsize=4)
def _points(versions: tuple[int, ...]) -> tuple[_Point, ...]:
    """Version, clause, position, and whether there is a text, of each point.

    Kept by the process: points of a version that was sent never change.
    """
    rows = OpinionPoint.objects.filter(version__in=versions).annotate(has=~Q(text=""))
    return tuple(rows.values_list("version_id", "clause_id", "position", "has"))


def forget() -> None:
    """Let go of what the process keeps: for another database, as every test has."""
    _points.cache_clear()


def _document(clauses: Sequence[Clause], spoken_of: set[int | None]) -> RoundDocument | None:
    """The last published version that somebody answered on; the last one when nobody did."""
    answered = [clause for clause in clauses if clause.pk in spoken_of]
    return (answered or clauses)[-1].document if clauses else None


def _shown(
    clauses: Sequence[Clause], document: RoundDocument | None, points: Sequence[_Point]
) -> tuple[tuple[ClauseFact, ...], dict[int, int]]:
    """The clauses to show, and the column of each clause of any version."""
    spoken_of = {clause for _version, clause, _position, _has in points}
    own = [clause for clause in clauses if document and clause.document_id == document.pk]
    here = {clause.key for clause in own}
    gone: dict[str, Clause] = {}
    for clause in clauses:
        if clause.key not in here and clause.pk in spoken_of:
            gone[clause.key] = clause
    shown = (
        *(ClauseFact(c.key, c.number, c.title) for c in own),
        *(ClauseFact(c.key, c.number, c.title, is_gone=True) for c in gone.values()),
    )
    place = {clause.key: column for column, clause in enumerate(shown)}
    return shown, {clause.pk: place[clause.key] for clause in clauses if clause.key in place}


def _matrix(
    bodies: Sequence[BodyFact], points: Sequence[_Point], column_of: dict[int, int], columns: int
) -> IntMatrix:
    """A row for each body: silent without an opinion that counts; no position where it is mute."""
    versions = {body.version for body in bodies if body.version is not None}
    row_of = {version: row for row, version in enumerate(sorted(versions))}
    said = np.full((len(row_of) + 1, columns), int(Stand.NONE), dtype=np.int64)
    said[-1] = int(Stand.SILENT)
    for version, clause, position, _has in points:
        if clause is not None:
            said[row_of[version], column_of[clause]] = STANDS[position]
    rows = [len(row_of) if body.version is None else row_of[body.version] for body in bodies]
    matrix: IntMatrix = said[np.array(rows, dtype=np.int64)]
    for row, body in enumerate(bodies):
        # It has answered: that it wishes to say nothing.
        if body.version is None and body.state == State.NONE_WISHED:
            matrix[row] = int(Stand.NONE)
    return matrix


def _remarks(points: Sequence[_Point], column_of: dict[int, int], columns: int) -> tuple[int, ...]:
    counted = [0] * columns
    for _version, clause, _position, has in points:
        if has and clause is not None:
            counted[column_of[clause]] += 1
    return tuple(counted)
