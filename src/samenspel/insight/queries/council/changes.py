# SPDX-License-Identifier: EUPL-1.2
"""What changed between two days in what a municipality is in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenspel.insight.queries.council.page import ChangeLine
from samenspel.insight.queries.council.texts import short_name
from samenspel.places.queries.history import Change, History
from samenspel.register import labels
from samenspel.register.leading import Lead
from samenspel.register.models import ArrangementVersion, Status
from samenspel.register.models import Collection as Package
from samenspel.register.queries.municipality.records import Record


@dataclass(frozen=True)
class Lifetime:
    """When an arrangement began, through all its versions, and whether it is still in force."""

    begin: date | None
    is_in_force: bool


def changes_between(
    believed: Iterable[Record], history: History, *, then: date, on: date
) -> tuple[ChangeLine, ...]:
    """What the municipality joined, left and saw renewed; the latest first.

    ``believed`` are the records of the municipality and of those that went into it, of one
    collection: whatever it had through a former municipality it still has. At most one query.
    """
    records = list(believed)
    before, now = _by_arrangement(records, then), _by_arrangement(records, on)
    lives = lifetimes({*before} ^ {*now}, on=on)
    lines = [
        *(merged(change) for change in history.before if then < change.on <= on),
        *(
            _came(now[slug], lives.get(slug), then=then, on=on)
            for slug in now
            if slug not in before
        ),
        *(_went(before[slug], lives.get(slug)) for slug in before if slug not in now),
    ]
    lines += [
        renewed(before[slug], now[slug])
        for slug in now
        if slug in before and now[slug].version_id != before[slug].version_id
    ]
    return in_order(lines)


def in_order(lines: Iterable[ChangeLine]) -> tuple[ChangeLine, ...]:
    """The latest first, those without a date last."""
    return tuple(
        sorted(lines, key=lambda line: (-(line.on or date.min).toordinal(), line.name, line.kind))
    )


def _by_arrangement(records: Sequence[Record], day: date) -> dict[str, Record]:
    """The record of each arrangement that holds on a day; of several the one that began last."""
    found: dict[str, Record] = {}
    for record in sorted(records, key=lambda r: (r.start or date.min, r.version_id)):
        if record.holds_on(day):
            found[record.arrangement] = record
    return found


def lifetimes(slugs: Collection[str], *, on: date) -> Mapping[str, Lifetime]:
    """When some arrangements began and whether they still are; one query, none for none."""
    if not slugs:
        return {}
    rows = ArrangementVersion.objects.filter(arrangement__slug__in=sorted(slugs)).values_list(
        "arrangement__slug", "valid_from", "valid_to", "status"
    )
    begins: dict[str, list[date | None]] = {}
    in_force: set[str] = set()
    for slug, begin, end, status in rows:
        begins.setdefault(slug, []).append(begin)
        begun = begin is None or begin <= on
        if begun and (end is None or end > on) and status != Status.INACTIVE:
            in_force.add(slug)
    found = {}
    for slug, days in begins.items():
        known = [day for day in days if day is not None]
        # A version without a begin has always held.
        found[slug] = Lifetime(min(known) if len(known) == len(days) else None, slug in in_force)
    return found


def _came(record: Record, life: Lifetime | None, *, then: date, on: date) -> ChangeLine:
    is_new = life is not None and life.begin is not None and then < life.begin <= on
    label = pgettext("change", "New") if is_new else pgettext("change", "Joined")
    pattern = _("began on %(date)s") if is_new else _("we take part since %(date)s")
    day = record.start
    text = pattern % {"date": date_format(day, "DATE_FORMAT")} if day else ""
    return _line("began" if is_new else "joined", label, record.name, record.arrangement, day, text)


def _went(record: Record, life: Lifetime | None) -> ChangeLine:
    is_over = life is None or not life.is_in_force
    label = pgettext("change", "Ended") if is_over else pgettext("change", "Left")
    pattern = _("ended on %(date)s") if is_over else _("we take part no longer since %(date)s")
    day = record.end
    text = pattern % {"date": date_format(day, "DATE_FORMAT")} if day else _("no longer active")
    return _line("ended" if is_over else "left", label, record.name, record.arrangement, day, text)


class Named(Protocol):
    """A version, as far as changes go."""

    @property
    def name(self) -> str: ...
    @property
    def legal_form(self) -> str: ...
    @property
    def arrangement(self) -> str: ...
    @property
    def version_from(self) -> date | None: ...


def renewed(old: Named, new: Named) -> ChangeLine:
    """A new version of an arrangement: with another form, another name, or neither."""
    on = new.version_from
    if old.legal_form != new.legal_form:
        kind, label = "form", pgettext("change", "Other form")
        text = _("now %(form)s, was %(former)s") % {
            "form": labels.legal_form(new.legal_form).lower(),
            "former": labels.legal_form(old.legal_form).lower(),
        }
    elif short_name(old.name) != short_name(new.name):
        kind, label = "name", pgettext("change", "Other name")
        text = _("was called %(name)s") % {"name": short_name(old.name)}
    else:
        kind, label = "renewed", pgettext("change", "New version")
        day = date_format(on, "DATE_FORMAT") if on else ""
        text = _("new version since %(date)s") % {"date": day} if day else _("new version")
    return _line(kind, label, new.name, new.arrangement, on, text)


def merged(change: Change) -> ChangeLine:
    """A municipality that became (part of) this one."""
    text = _("%(old)s became part of %(new)s on %(date)s") % {
        "old": change.old.name,
        "new": change.new.name,
        "date": date_format(change.on, "DATE_FORMAT"),
    }
    return ChangeLine(
        kind="merged",
        label=pgettext("change", "Municipalities"),
        name=change.old.name,
        short_name=change.old.name,
        url=reverse("municipality", args=[change.old.slug]),
        on=change.on,
        text=text,
    )


def _line(kind: str, label: str, name: str, slug: str, on: date | None, text: str) -> ChangeLine:
    return ChangeLine(
        kind=kind,
        label=label,
        name=name,
        short_name=short_name(name),
        url=reverse("arrangement", args=[slug]),
        on=on,
        text=text,
    )


def can_compare(lead: Lead) -> bool:
    """Whether the collection knows periods at all: an inventory is of one day."""
    return lead.collection.kind != Package.Kind.INVENTORY


def comparing_note(lead: Lead | None, *, then: date) -> str:
    """What the comparison of two days cannot say; empty where nothing is to be said."""
    if lead is None:
        return ""
    if not can_compare(lead):
        return _("The source describes one day, so it does not say what changed.")
    begin = lead.collection.complete_from
    if lead.collection.kind == Package.Kind.REGISTER and (begin is None or begin > then):
        return _("The source was not complete yet on %(date)s: something may be missing here.") % {
            "date": date_format(then, "DATE_FORMAT")
        }
    return ""
