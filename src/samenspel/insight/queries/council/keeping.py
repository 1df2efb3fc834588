# SPDX-License-Identifier: EUPL-1.2
"""The page on which a municipality tells who sits where for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.insight.models import Representative, RepresentativeChange
from samenspel.insight.queries.council.page import Seated
from samenspel.insight.queries.council.seated import seated
from samenspel.insight.queries.council.texts import short_name
from samenspel.places.models import Municipality
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.register.queries.reference import Reference
from samenspel.register.rules import all_of_municipality


@dataclass(frozen=True)
class Kept:
    """One representative; ``until`` is the last day, ``last`` the last change."""

    pk: int
    slug: str
    arrangement: str
    seated: Seated
    until: date | None
    source: str
    is_current: bool
    is_name_removed: bool
    last: int
    can_undo: bool


@dataclass(frozen=True)
class ChangeOfSeat:
    """A line of the history; no name of who sits there stands in it."""

    at: datetime
    kind: str
    actor: str
    arrangement: str
    office: str


@dataclass(frozen=True)
class KeepingPage:
    """``missing`` are the slug and name of arrangements of which nobody is known to sit there.

    ``former`` and ``history`` are empty for who does not keep the list.
    """

    current: tuple[Kept, ...]
    missing: tuple[tuple[str, str], ...]
    former: tuple[Kept, ...]
    history: tuple[ChangeOfSeat, ...]


HISTORY = 50
"""Lines of the history that are shown, the newest first."""


def keeping_page(municipality: Municipality, reference: Reference, *, keeps: bool) -> KeepingPage:
    """Who sits where for a municipality on the date; four queries, five for who keeps the list."""
    present = arrangements_of(municipality, reference)
    rows = list(
        Representative.objects.filter(municipality=municipality, is_withdrawn=False).select_related(
            "name"
        )
    )
    names = {slug: short_name(name) for slug, name in present}
    names |= _other_names({row.arrangement_slug for row in rows} - set(names))
    changes = _changes(municipality) if keeps else ()
    last: dict[int, RepresentativeChange] = {}
    for change in reversed(changes):
        last[change.representative_id] = change
    kept = [_kept(row, names, last.get(row.pk), reference.on) for row in rows]
    kept.sort(key=lambda one: (dutch_sort_key(one.arrangement), one.pk))
    there = {one.slug for one in kept if one.is_current}
    return KeepingPage(
        current=tuple(one for one in kept if one.is_current),
        missing=tuple((slug, names[slug]) for slug, _name in present if slug not in there),
        former=tuple(one for one in kept if not one.is_current) if keeps else (),
        history=tuple(_line(change, names) for change in changes[:HISTORY]),
    )


def arrangements_of(
    municipality: Municipality, reference: Reference
) -> tuple[tuple[str, str], ...]:
    """Slug and name of what the municipality is in on the date, also under former names."""
    rows = Participation.objects.filter(
        reference.participations(), municipality__in=all_of_municipality(municipality)
    ).values_list("version__arrangement__slug", "version__name")
    return tuple(sorted(set(rows), key=lambda row: (dutch_sort_key(row[1]), row[0])))


def _other_names(slugs: set[str]) -> dict[str, str]:
    """Names of arrangements that it is not in on the date; those of the last version."""
    if not slugs:
        return {}
    rows = ArrangementVersion.objects.filter(arrangement__slug__in=sorted(slugs)).order_by(
        "valid_from", "pk"
    )
    found = dict(rows.values_list("arrangement__slug", "name"))
    return {slug: short_name(found.get(slug, slug)) for slug in slugs}


def _changes(municipality: Municipality) -> tuple[RepresentativeChange, ...]:
    """Newest first."""
    rows = RepresentativeChange.objects.filter(representative__municipality=municipality)
    return tuple(rows.select_related("representative").order_by("-pk"))


def _kept(
    row: Representative,
    names: dict[str, str],
    last: RepresentativeChange | None,
    on: date,
) -> Kept:
    begun = row.valid_from is None or row.valid_from <= on
    fixed = {RepresentativeChange.Kind.UNDO, RepresentativeChange.Kind.REMOVE_NAME}
    return Kept(
        pk=row.pk,
        slug=row.arrangement_slug,
        arrangement=names[row.arrangement_slug],
        seated=seated(row),
        until=row.valid_to - timedelta(days=1) if row.valid_to else None,
        source=row.source,
        is_current=begun and (row.valid_to is None or row.valid_to > on),
        is_name_removed=not (row.name and row.name.text),
        last=last.pk if last else 0,
        can_undo=last is not None and last.kind not in fixed,
    )


def _line(change: RepresentativeChange, names: dict[str, str]) -> ChangeOfSeat:
    row = change.representative
    return ChangeOfSeat(
        at=change.at,
        kind=change.get_kind_display(),
        actor=change.actor_name,
        arrangement=names.get(row.arrangement_slug, _("withdrawn")),
        office=row.get_office_display(),
    )
