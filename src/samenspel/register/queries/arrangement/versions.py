# SPDX-License-Identifier: EUPL-1.2
"""The versions of an arrangement through time, and which one a date is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet

from samenspel.register import labels
from samenspel.register.models import (
    ArrangementVersion,
    Board,
    Competence,
    Document,
    Resemblance,
    Statement,
    Status,
)

Situation = Literal["in_force", "not_yet", "ended", "between", "inactive"]

TWO_YEARS = 731  # days


@dataclass(frozen=True)
class ShownVersion:
    """The version on the page and how the arrangement stands on the reference date.

    ``in_force`` is the version in force on the date, if any; ``asked_for`` tells that the reader
    chose this version; ``unknown_key`` is a version that was asked for and does not exist.
    """

    version: ArrangementVersion
    situation: Situation
    in_force: ArrangementVersion | None
    asked_for: bool = False
    unknown_key: str = ""

    def seen_on(self, on: date) -> date:
        """The reference date, or the nearest day on which the version held."""
        begin, end = self.version.valid_from, self.version.valid_to
        if end is not None and on >= end:
            on = end - timedelta(days=1)
        return max(on, begin) if begin is not None else on


def versions_of(slug: str) -> list[ArrangementVersion]:
    """All versions of an arrangement, oldest first; empty for an unknown address; one query.

    Each says what hangs on it (``has_boards`` ...), so that nothing is asked in vain.
    """

    def some(rows: QuerySet[Any], *fields: str) -> Exists:
        of_version = Q()
        for field in fields or ("version",):
            of_version |= Q(**{field: OuterRef("pk")})
        return Exists(rows.filter(of_version))

    rows = (
        ArrangementVersion.objects.filter(arrangement__slug=slug)
        .select_related("arrangement", "collection", "body", "seat_municipality__province")
        .defer("search_text")
        .annotate(
            has_boards=some(Board.objects.all()),
            has_competences=some(Competence.objects.all()),
            has_documents=some(Document.objects.all()),
            has_statements=some(Statement.objects.all()),
            has_resemblances=some(Resemblance.objects.all(), "version", "other"),
        )
    )
    return sorted(rows, key=_in_time)


def long_unconfirmed(confirmed_on: date | None, on: date) -> bool:
    """Whether nobody confirmed it in the two years before the reference date."""
    return confirmed_on is not None and (on - confirmed_on).days > TWO_YEARS


def has(version: ArrangementVersion, what: str) -> bool:
    """Whether ``what`` (boards, documents ...) hangs on a version of :func:`versions_of`."""
    return bool(getattr(version, f"has_{what}"))


def _in_time(version: ArrangementVersion) -> tuple[date, date, str]:
    return version.valid_from or date.min, version.valid_to or date.max, version.key


def holds_on(version: ArrangementVersion, on: date) -> bool:
    """Whether the version is in force on the date, as far as known."""
    begun = version.valid_from is None or version.valid_from <= on
    is_over = version.valid_to is not None and version.valid_to <= on
    return begun and not is_over and version.status != Status.INACTIVE


def shown_version(
    versions: Sequence[ArrangementVersion], *, on: date, key: str = ""
) -> ShownVersion:
    """The version asked for by its key; else the one in force; else the nearest one.

    Raises
    ------
    ValueError
        There is no version at all.
    """
    if not versions:
        raise ValueError("an arrangement has at least one version")
    # Of several in force at once the one that began last.
    in_force = next((v for v in reversed(versions) if holds_on(v, on)), None)
    begun = [v for v in versions if v.valid_from is None or v.valid_from <= on]
    asked = next((v for v in versions if v.key == key), None) if key else None
    shown = asked or in_force or (begun[-1] if begun else versions[0])
    return ShownVersion(
        version=shown,
        situation=_situation(versions, begun, in_force, on),
        in_force=in_force,
        asked_for=asked is not None,
        unknown_key=key if key and asked is None else "",
    )


def _situation(
    versions: Sequence[ArrangementVersion],
    begun: Sequence[ArrangementVersion],
    in_force: ArrangementVersion | None,
    on: date,
) -> Situation:
    if in_force is not None:
        return "in_force"
    if not begun:
        return "not_yet"
    if len(begun) < len(versions):
        return "between"
    return "inactive" if begun[-1].valid_to is None or begun[-1].valid_to > on else "ended"


@dataclass(frozen=True)
class VersionLine:
    """A version in the table of versions, with what changed since the one before."""

    key: str
    name: str
    form: str
    valid_from: date | None
    valid_to: date | None
    participants: int
    is_first: bool
    is_shown: bool
    is_in_force: bool
    new_name: str
    new_form: str
    joined: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def form_label(self) -> str:
        """The legal form in words."""
        return labels.legal_form(self.form)

    @property
    def is_unchanged(self) -> bool:
        """Nothing that we record changed: the text of the arrangement may have."""
        return not (self.is_first or self.new_name or self.new_form or self.joined or self.left)


def version_lines(
    versions: Sequence[ArrangementVersion],
    members: Mapping[int, Mapping[str, str]],
    shown: ShownVersion,
) -> tuple[VersionLine, ...]:
    """The versions, oldest first; ``members`` are participants by version: key and name."""
    lines = []
    before: ArrangementVersion | None = None
    for version in versions:
        now = members.get(version.pk, {})
        then = members.get(before.pk, {}) if before else {}
        # Where one of the two names no participant at all, nothing can be said about changes.
        comparable = before is not None and bool(now) and bool(then)
        lines.append(
            VersionLine(
                key=version.key,
                name=version.name,
                form=version.legal_form,
                valid_from=version.valid_from,
                valid_to=version.valid_to,
                participants=len(now),
                is_first=before is None,
                is_shown=version.pk == shown.version.pk,
                is_in_force=shown.in_force is not None and version.pk == shown.in_force.pk,
                new_name=version.name if before and before.name != version.name else "",
                new_form=(
                    version.legal_form if before and before.legal_form != version.legal_form else ""
                ),
                joined=_only_in(now, then) if comparable else (),
                left=_only_in(then, now) if comparable else (),
            )
        )
        before = version
    return tuple(lines)


def _only_in(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(name for key, name in one.items() if key not in other))
