# SPDX-License-Identifier: EUPL-1.2
"""Everything that is recorded under some municipalities, in all collections and of all dates."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samenspel.register.models import Participation, Status, VersionDomain


@dataclass(frozen=True)
class Record:
    """The participation of one municipality in one version."""

    municipality_id: int
    recorded_as: str
    participation_from: date | None
    participation_to: date | None
    roles: str
    share_percent: float | None
    version_id: int
    collection_id: int
    name: str
    legal_form: str
    status: str
    version_from: date | None
    version_to: date | None
    source: str
    source_url: str
    confirmed_on: date | None
    arrangement: str

    @property
    def start(self) -> date | None:
        """First day on which the participation in this version holds; None is unknown."""
        return max(
            (d for d in (self.version_from, self.participation_from) if d is not None), default=None
        )

    @property
    def end(self) -> date | None:
        """First day on which it no longer holds; None is open or unknown."""
        return min(
            (d for d in (self.version_to, self.participation_to) if d is not None), default=None
        )

    @property
    def is_inactive(self) -> bool:
        return self.status == Status.INACTIVE

    def holds_on(self, day: date) -> bool:
        """Whether the version is in force on the day and the municipality takes part in it then."""
        begun = self.start is None or self.start <= day
        return begun and (self.end is None or self.end > day) and not self.is_inactive


def records(codes: Several[str]) -> tuple[Record, ...]:
    """Participations of these municipalities, by name of the arrangement; one query."""
    rows = Participation.objects.filter(municipality__code__in=codes).values_list(
        "municipality_id",
        "municipality__name",
        "valid_from",
        "valid_to",
        "roles",
        "share_percent",
        "version_id",
        "version__collection_id",
        "version__name",
        "version__legal_form",
        "version__status",
        "version__valid_from",
        "version__valid_to",
        "version__source",
        "version__source_url",
        "version__last_confirmed_on",
        "version__arrangement__slug",
    )
    found = [Record(*row) for row in rows]
    return tuple(
        sorted(found, key=lambda r: (r.name.casefold(), r.start or date.min, r.version_id))
    )


def since(record: Record, others: Iterable[Record]) -> date | None:
    """First day of unbroken participation in the arrangement of a record; None is unknown.

    ``others`` are the records of the same municipality; versions that follow one another count as
    one, a gap between them does not.
    """
    begin = record.start
    earlier = sorted(
        (r for r in others if r.arrangement == record.arrangement and r != record),
        key=lambda r: r.start or date.min,
        reverse=True,
    )
    for former in earlier:
        if begin is None:
            break
        reaches = former.end is None or former.end >= begin
        if reaches and (former.start is None or former.start < begin):
            begin = former.start
    return begin


@dataclass(frozen=True)
class Topic:
    """What a version is about; ``is_guess`` when only words in its name suggest it."""

    scheme: str
    key: str
    is_guess: bool


def topics(version_ids: Sequence[int]) -> dict[int, tuple[Topic, ...]]:
    """Topics by version, in the order of the source; one query."""
    found: dict[int, list[Topic]] = {}
    rows = VersionDomain.objects.filter(version_id__in=version_ids).order_by("pk")
    for version, scheme, key, is_guess in rows.values_list(
        "version_id", "scheme", "key", "is_guess"
    ):
        found.setdefault(version, []).append(Topic(scheme, key, is_guess))
    return {version: tuple(listed) for version, listed in found.items()}
