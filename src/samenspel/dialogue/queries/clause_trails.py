# SPDX-License-Identifier: EUPL-1.2
"""The trail of a clause: what was said, what was replied, what changed, how it was voted on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter

from django.db.models import Count, Q
from django.utils import timezone

from samenspel.dialogue.models import (
    ChainRecord,
    Clause,
    Position,
    Proposal,
    Reply,
    Round,
    RoundDocument,
    Verdict,
)
from samenspel.dialogue.queries.counted import (
    PointRow,
    needs_reply,
    point_rows,
    points_that_count,
)
from samenspel.dialogue.queries.memo import named

GENERAL = ""
BEFORE_MEMO = frozenset({Round.Stage.PREPARING, Round.Stage.OPEN, Round.Stage.WEIGHING})
AFTER_MEMO = frozenset({Round.Stage.DECIDING, Round.Stage.DECIDED, Round.Stage.CLOSED})


@dataclass(frozen=True)
class Counted:
    """A code with its words and how often."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class ClauseName:
    """What a clause is called."""

    key: str
    name: str


@dataclass(frozen=True)
class ClauseLine:
    """A clause in the table of trails; general points have no key."""

    key: str
    name: str
    positions: tuple[Counted, ...]
    verdicts: tuple[Counted, ...]
    changes: int

    @property
    def said(self) -> int:
        """How many bodies said something about it."""
        return sum(one.number for one in self.positions)

    @property
    def replied(self) -> int:
        """How many points about it were answered in the memo."""
        return sum(one.number for one in self.verdicts)


def clause_lines(round_: Round, document: RoundDocument | None) -> tuple[ClauseLine, ...]:
    """A line per clause of the version, and one for general points; three queries."""
    positions = _positions(round_)
    verdicts, changes = _final(round_)
    lines = _lines(document, positions, verdicts, changes) if document else ()
    general = _line(GENERAL, "", positions, verdicts, changes)
    return (*lines, general) if general.said else lines


def _lines(
    document: RoundDocument,
    positions: Mapping[str, Mapping[str, int]],
    verdicts: Mapping[str, Mapping[str, int]],
    changes: Mapping[str, int],
) -> tuple[ClauseLine, ...]:
    return tuple(_line(one.key, one.name, positions, verdicts, changes) for one in _named(document))


def _named(document: RoundDocument) -> list[ClauseName]:
    """The clauses of a version, in the order of the text; one query."""
    rows = Clause.objects.filter(document=document).order_by("position")
    told = rows.values_list("key", "number", "title")
    return [ClauseName(key, named(number, title)) for key, number, title in told]


def _line(
    key: str,
    name: str,
    positions: Mapping[str, Mapping[str, int]],
    verdicts: Mapping[str, Mapping[str, int]],
    changes: Mapping[str, int],
) -> ClauseLine:
    return ClauseLine(
        key=key,
        name=name,
        positions=_labelled(Position, positions.get(key, {})),
        verdicts=_labelled(Verdict, verdicts.get(key, {})),
        changes=changes.get(key, 0),
    )


def _labelled(
    kinds: type[Position] | type[Verdict], found: Mapping[str, int]
) -> tuple[Counted, ...]:
    return tuple(
        Counted(one.value, str(one.label), found[one.value]) for one in kinds if one.value in found
    )


def _positions(round_: Round) -> Mapping[str, Mapping[str, int]]:
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    told = points_that_count(round_).values_list("clause__key", "position")
    for key, position, number in told.annotate(number=Count("pk")):
        counted[key or GENERAL][position] = number
    return counted


_Final = tuple[Mapping[str, Mapping[str, int]], Mapping[str, int]]


def _final(round_: Round) -> _Final:
    """Of the memo: verdicts by the clause of the point, changes by the clause that changes.

    Counted once for a memo: its replies are final, and the digest of its record names them.
    """
    if round_.stage in BEFORE_MEMO:
        return {}, {}
    records = ChainRecord.objects.filter(round=round_, kind="memo").order_by("-number")
    digest = records.values_list("digest", flat=True).first()
    return _counted(round_.pk) if digest is None else _kept(round_.pk, digest)


@lru_cache(maxsize=64)
def _kept(round_: int, digest: str) -> _Final:
    del digest  # part of what names the memo
    return _counted(round_)


def _counted(round_: int) -> _Final:
    verdicts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    changes: dict[str, int] = defaultdict(int)
    rows = Reply.objects.filter(memo__round=round_).order_by()
    told = rows.values_list("point__clause__key", "verdict", "clause_key")
    for key, verdict, changed, number in told.annotate(number=Count("pk")):
        verdicts[key or GENERAL][verdict] += number
        if changed:
            changes[changed] += number
    return verdicts, changes


@dataclass(frozen=True)
class TextVersion:
    """The clause in one published version of the text; ``text`` None: it is not in it.

    ``is_same``: it is word for word as in the version before.
    """

    number: int
    title: str
    status: str
    on: date
    text: str | None
    heading: str
    is_same: bool


@dataclass(frozen=True)
class ClauseVote:
    """A proposal about a version of the text that has the clause."""

    number: int
    title: str
    document: int | None
    outcome: str
    label: str
    meeting: str
    on: date


@dataclass(frozen=True)
class Silent:
    """Who took a position without a word."""

    label: str
    names: str


@dataclass(frozen=True)
class ClauseTrail:
    """Everything about one clause, followable in both directions.

    ``points``: about this clause, those that need a reply; ``elsewhere``: points about something
    else whose reply changes this clause.
    """

    line: ClauseLine
    versions: tuple[TextVersion, ...]
    quiet: tuple[Silent, ...]
    points: tuple[PointRow, ...]
    elsewhere: tuple[PointRow, ...]
    votes: tuple[ClauseVote, ...]
    before: ClauseName | None
    after: ClauseName | None
    has_memo: bool

    @property
    def first(self) -> TextVersion:
        """The first version that has the clause."""
        return next(one for one in self.versions if one.text is not None)

    @property
    def last(self) -> TextVersion:
        """The last published version."""
        return self.versions[-1]

    @property
    def is_changed(self) -> bool:
        """Whether the text of the clause differs between the first and the last version."""
        first, last = self.first, self.last
        return (first.text, first.heading) != (last.text, last.heading)


def clause_trail(round_: Round, key: str) -> ClauseTrail | None:
    """The trail of a clause, or None when no published version has it; seven queries."""
    documents = list(
        RoundDocument.objects.filter(round=round_, published_at__isnull=False).order_by("number")
    )
    versions = _versions(documents, key)
    if all(one.text is None for one in versions):
        return None
    heading = next(one.heading for one in reversed(versions) if one.text is not None)
    about, elsewhere = _points(round_, key)
    verdicts, changes = _final(round_)
    before, after = _neighbours(documents[-1], key)
    return ClauseTrail(
        line=_line(key, heading, {key: Counter(row.position for row in about)}, verdicts, changes),
        versions=versions,
        quiet=_quiet(about),
        points=tuple(row for row in about if needs_reply(row.position, row.text)),
        elsewhere=elsewhere,
        votes=_votes(round_, {one.number for one in versions if one.text is not None}),
        before=before,
        after=after,
        has_memo=bool(verdicts) or round_.stage in AFTER_MEMO,
    )


def _points(round_: Round, key: str) -> tuple[tuple[PointRow, ...], tuple[PointRow, ...]]:
    """The points about the clause, and those about something else that change it."""
    own = Clause.objects.filter(document__round=round_, key=key)
    changing = Reply.objects.filter(memo__isnull=False, clause_key=key)
    # By columns of the points themselves, and sorted here: a database is slow with the joins.
    asked = Q(clause__in=own.order_by()) | Q(pk__in=changing.order_by().values("point"))
    found = point_rows(points_that_count(round_).filter(asked))
    rows = sorted(found, key=attrgetter("place"))
    about = tuple(row for row in rows if row.clause_key == key)
    return about, tuple(row for row in rows if row.clause_key != key)


def _neighbours(document: RoundDocument, key: str) -> tuple[ClauseName | None, ClauseName | None]:
    """The clauses before and after this one; nothing where the version does not have it."""
    names = _named(document)
    place = next((n for n, one in enumerate(names) if one.key == key), None)
    if place is None:
        return None, None
    following = names[place + 1 :]
    return names[place - 1] if place else None, following[0] if following else None


def _versions(documents: list[RoundDocument], key: str) -> tuple[TextVersion, ...]:
    rows = Clause.objects.filter(document__in=documents, key=key)
    clauses = {row.document_id: row for row in rows}
    found: list[TextVersion] = []
    before: tuple[str | None, str] | None = None
    for row in documents:
        clause = clauses.get(row.pk)
        now = (clause.text, named(clause.number, clause.title)) if clause else (None, "")
        assert row.published_at is not None  # noqa: S101 - filtered
        found.append(
            TextVersion(
                number=row.number,
                title=row.title,
                status=str(row.get_status_display()),
                on=timezone.localdate(row.published_at),
                text=now[0],
                heading=now[1],
                is_same=now == before,
            )
        )
        before = now
    return tuple(found)


def _quiet(about: tuple[PointRow, ...]) -> tuple[Silent, ...]:
    """Who took a position without a word, by position."""
    held: dict[str, list[str]] = defaultdict(list)
    for row in about:
        if not needs_reply(row.position, row.text):
            held[row.position].append(row.names)
    return tuple(
        Silent(str(one.label), ", ".join(held[one.value])) for one in Position if one.value in held
    )


def _votes(round_: Round, documents: set[int]) -> tuple[ClauseVote, ...]:
    rows = Proposal.objects.filter(meeting__round=round_).select_related(
        "meeting", "document", "decision"
    )
    found = []
    for row in rows.exclude(meeting__state="cancelled").order_by("meeting__begins_at", "number"):
        number = row.document.number if row.document else None
        if number is None or number in documents:
            decision = getattr(row, "decision", None)
            found.append(
                ClauseVote(
                    number=row.number,
                    title=row.title,
                    document=number,
                    outcome=decision.outcome if decision else "",
                    label=str(
                        decision.get_outcome_display() if decision else row.get_state_display()
                    ),
                    meeting=row.meeting.name,
                    on=timezone.localdate(row.meeting.begins_at),
                )
            )
    return tuple(found)
