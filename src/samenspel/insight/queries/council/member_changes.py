# SPDX-License-Identifier: EUPL-1.2
"""Which councils came to an arrangement and which left it, between two days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.insight.queries.council.changes import in_order, merged, renewed
from samenspel.insight.queries.council.page import ChangeLine
from samenspel.insight.queries.council.texts import short_name
from samenspel.places.queries.history import Changes, Place, changes
from samenspel.register.models import ArrangementVersion, Participation


@dataclass(frozen=True)
class Member:
    """A participant of a version; ``code`` is empty for who is no municipality."""

    version_id: int
    municipality_id: int | None
    code: str
    name: str
    place: Place
    roles: str
    begin: date | None
    end: date | None

    def holds(self, version_id: int, day: date) -> bool:
        """Whether it takes part in this version on the day."""
        begun = self.begin is None or self.begin <= day
        return self.version_id == version_id and begun and (self.end is None or self.end > day)


def members_of_versions(version_ids: Collection[int]) -> tuple[Member, ...]:
    """Participants of some versions, municipalities by name first; one query."""
    rows = Participation.objects.filter(version_id__in=set(version_ids)).values_list(
        "version_id", "municipality_id", "name", "roles", "valid_from", "valid_to",
        "municipality__code", "municipality__name", "municipality__slug",
        "municipality__valid_from", "municipality__valid_to",
    )  # fmt: skip
    found = []
    for version, pk, name, roles, begin, end, code, place_name, slug, place_from, place_to in rows:
        place = Place(code or "", place_name or name, slug or "", place_from, place_to)
        found.append(Member(version, pk, code or "", name, place, roles, begin, end))
    return tuple(sorted(found, key=lambda m: (dutch_sort_key(m.place.name), m.code)))


@dataclass(frozen=True)
class _Renewed:
    """A version as ``changes.renewed`` reads it."""

    name: str
    legal_form: str
    arrangement: str
    version_from: date | None


def changes_of_arrangement(
    versions: Sequence[ArrangementVersion],
    members: Iterable[Member],
    *,
    now: ArrangementVersion,
    earlier: ArrangementVersion | None,
    then: date,
    on: date,
) -> tuple[ChangeLine, ...]:
    """What changed between the two days; at most one query.

    ``earlier`` is the version in force on ``then``. A municipality that merged takes its seat
    along: its heir has not joined.
    """
    slug = now.arrangement.slug
    if earlier is None:
        begin = versions[0].valid_from
        is_new = begin is not None and then < begin <= on
        return (_began(now, slug, begin),) if is_new else ()
    listed = list(members)
    before = {m.code: m for m in listed if m.code and m.holds(earlier.pk, then)}
    present = {m.code: m for m in listed if m.code and m.holds(now.pk, on)}
    ended = [m for m in before.values() if not m.place.exists_on(on)]
    known = changes([now.collection.country]) if ended else Changes(())
    lines = []
    if earlier.pk != now.pk:
        lines.append(renewed(_as_named(earlier), _as_named(now)))
    kept = set(before)
    for member in ended:
        heirs = {heir.place.code for heir in known.heirs(member.place, on=on)}
        kept |= heirs
        if heirs & set(present):
            history = known.history(member.place, on=on)
            lines += [merged(one) for one in history.after if then < one.on <= on]
        elif member.code not in present:
            lines.append(_left(member, earlier))
    lines += [_joined(m, now) for code, m in present.items() if code not in kept]
    gone = [m for code, m in before.items() if code not in present and m not in ended]
    lines += [_left(m, earlier) for m in gone]
    return in_order(lines)


def _as_named(version: ArrangementVersion) -> _Renewed:
    return _Renewed(version.name, version.legal_form, version.arrangement.slug, version.valid_from)


def _began(version: ArrangementVersion, slug: str, begin: date | None) -> ChangeLine:
    day = date_format(begin, "DATE_FORMAT") if begin else ""
    return ChangeLine(
        kind="began",
        label=pgettext("change", "New"),
        name=version.name,
        short_name=short_name(version.name),
        url=reverse("arrangement", args=[slug]),
        on=begin,
        text=_("began on %(date)s") % {"date": day},
    )


def _joined(member: Member, version: ArrangementVersion) -> ChangeLine:
    return _council(
        "joined", pgettext("change", "Joined"), member, member.begin or version.valid_from,
        _("takes part since %(date)s"), _("takes part now"),
    )  # fmt: skip


def _left(member: Member, version: ArrangementVersion) -> ChangeLine:
    return _council(
        "left", pgettext("change", "Left"), member, member.end or version.valid_to,
        _("takes part no longer since %(date)s"), _("takes part no longer"),
    )  # fmt: skip


def _council(
    kind: str, label: str, member: Member, on: date | None, dated: str, undated: str
) -> ChangeLine:
    text = dated % {"date": date_format(on, "DATE_FORMAT")} if on else undated
    return ChangeLine(
        kind=kind,
        label=label,
        name=member.place.name,
        short_name=member.place.name,
        url=reverse("municipality", args=[member.place.slug]),
        on=on,
        text=text,
    )
