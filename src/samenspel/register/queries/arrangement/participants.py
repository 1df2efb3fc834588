# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in the versions of an arrangement: municipalities and others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.places.queries.history import Heir, Place, changes
from samenspel.register import labels
from samenspel.register.models import ArrangementVersion, Participation

Kind = Participation.Kind
_ORDER = {kind: place for place, kind in enumerate(Kind.values)}


@dataclass(frozen=True)
class Payment:
    """What a participant pays in a year, in euro, and by which key costs are divided."""

    year: int
    amount_eur: Decimal
    cost_key: str
    source: str


@dataclass(frozen=True)
class Participant:
    """One participant of one version.

    ``place`` is set for a municipality. ``heirs`` are in its place when it does not exist on the
    date; ``name_in_source`` is empty where the source uses the same name.
    """

    pk: int
    version_id: int
    kind: str
    code: str
    name: str
    name_in_source: str
    roles: str
    valid_from: date | None
    valid_to: date | None
    share_percent: float | None
    source: str
    place: Place | None
    payments: tuple[Payment, ...] = ()
    heirs: tuple[Heir, ...] = ()
    is_gone: bool = False

    @property
    def identity(self) -> str:
        """By what the same participant is known in another version."""
        return self.code or f"{self.kind} {self.name.casefold()}"

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return labels.participant_kind(self.kind)

    @cached_property
    def organs(self) -> str:
        """The organs that take part, in words."""
        return labels.in_words(labels.organs(self.roles))

    def takes_part_on(self, on: date) -> bool:
        """Whether the participation holds on the date."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or self.valid_to > on)


@dataclass(frozen=True)
class Participants:
    """The participants of the version shown: on the date, and those of another time.

    ``by_version``: of every version, key and name of each participant.
    """

    now: tuple[Participant, ...]
    earlier_or_later: tuple[Participant, ...]
    by_version: dict[int, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind on the date."""
        found: dict[str, int] = defaultdict(int)
        for participant in self.now:
            found[participant.kind] += 1
        return dict(found)

    @cached_property
    def by_organs(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Names of the participants on the date, together for the same organs."""
        found: dict[str, list[str]] = defaultdict(list)
        for participant in self.now:
            found[participant.organs].append(participant.name)
        return tuple((organs, tuple(names)) for organs, names in found.items())

    @cached_property
    def shared_organs(self) -> str:
        """The organs that take part, where they are the same for every participant."""
        found = {p.organs for p in (*self.now, *self.earlier_or_later)}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def knows(self) -> frozenset[str]:
        """The columns of the table that have something to tell: roles, since, until, share."""
        every = (*self.now, *self.earlier_or_later)
        columns = {
            "roles": any(p.roles for p in every) and not self.shared_organs,
            "since": any(p.valid_from for p in every),
            "until": any(p.valid_to for p in every),
            "share": any(p.share_percent is not None for p in every),
        }
        return frozenset(name for name, is_known in columns.items() if is_known)

    @cached_property
    def gone(self) -> tuple[Participant, ...]:
        """Participants that no longer exist as a municipality on the date."""
        return tuple(p for p in self.now if p.is_gone)


def participants_of(
    versions: Sequence[ArrangementVersion], shown: ArrangementVersion, *, on: date
) -> Participants:
    """Participants of all versions; one query, one more where a municipality no longer exists."""
    rows = _rows([version.pk for version in versions])
    ours = [row for row in rows if row.version_id == shown.pk]
    ours = _with_heirs(ours, on)
    ours.sort(key=lambda p: (_ORDER.get(p.kind, len(_ORDER)), dutch_sort_key(p.name), p.pk))
    by_version: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        by_version[row.version_id][row.identity] = row.name
    return Participants(
        now=tuple(p for p in ours if p.takes_part_on(on)),
        earlier_or_later=tuple(p for p in ours if not p.takes_part_on(on)),
        by_version=dict(by_version),
    )


def _rows(versions: Sequence[int]) -> list[Participant]:
    """Participations with what was paid; a participant that paid in two years has two rows."""
    columns = (
        "pk", "version_id", "kind", "code", "name", "name_in_source", "roles", "valid_from",
        "valid_to", "share_percent", "source", "municipality__code", "municipality__name",
        "municipality__slug", "municipality__valid_from", "municipality__valid_to",
        "contributions__year", "contributions__amount_eur", "contributions__cost_key",
        "contributions__source",
    )  # fmt: skip
    found: dict[int, Participant] = {}
    payments: dict[int, list[Payment]] = defaultdict(list)
    rows = Participation.objects.filter(version_id__in=versions).order_by("pk")
    for row in rows.values_list(*columns):
        pk, version_id, kind, code, name, in_source, roles, begin, end, share, source = row[:11]
        place = Place(*row[11:16]) if row[11] else None
        if row[16] is not None:
            payments[pk].append(Payment(*row[16:]))
        found[pk] = Participant(
            pk=pk,
            version_id=version_id,
            kind=kind,
            code=code,
            name=name,
            name_in_source="" if in_source == name else in_source.replace("|", ", "),
            roles=roles,
            valid_from=begin,
            valid_to=end,
            share_percent=share,
            source=source,
            place=place,
        )
    return [_paying(participant, payments[pk]) for pk, participant in found.items()]


def _paying(participant: Participant, payments: Iterable[Payment]) -> Participant:
    paid = tuple(sorted(payments, key=lambda payment: payment.year))
    return replace(participant, payments=paid) if paid else participant


def _with_heirs(participants: Iterable[Participant], on: date) -> list[Participant]:
    """Mark municipalities that no longer exist on the date, with who is in their place."""
    listed = list(participants)
    gone = {
        p.pk: p.place
        for p in listed
        if p.place is not None and p.place.valid_to is not None and p.place.valid_to <= on
    }
    if not gone:
        return listed
    all_changes = changes()
    return [
        replace(p, is_gone=True, heirs=all_changes.heirs(gone[p.pk], on=on)) if p.pk in gone else p
        for p in listed
    ]
