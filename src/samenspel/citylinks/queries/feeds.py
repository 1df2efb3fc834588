# SPDX-License-Identifier: EUPL-1.2
"""News of public links, for feed readers: only what the public pages tell.

People, contacts and notes are never read here; what is taken off the pages goes out of the feed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, Min, Prefetch, QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.accounts.models import Event
from samenspel.citylinks.models import (
    Activity,
    Agreement,
    CityLink,
    LinkStep,
    LookBackEdition,
    Party,
)

MOST = 100
"""Entries in one feed, the newest ones."""
Step = LinkStep.Kind


@dataclass(frozen=True)
class Entry:
    """One thing that happened; ``key`` is the same for ever, ``path`` its page on this site.

    ``on`` is the day it happened, ``at`` when it was told or changed last.
    """

    key: str
    link_name: str
    who: str
    title: str
    summary: str
    path: str
    on: date
    at: datetime


@dataclass(frozen=True)
class _Held:
    """A link, and when everybody could see it first."""

    link: CityLink
    who: str
    public_at: datetime

    def entry(
        self, key: str, title: str, on: date, at: datetime, summary: str = "", path: str = ""
    ) -> Entry:
        page = path or reverse("citylink", args=[self.link.slug])
        key = f"{self.link.slug}/{key}"
        return Entry(key, self.link.name, self.who, title, summary, page, on, at)


def entries(links: QuerySet[CityLink], *, on: date) -> tuple[Entry, ...]:
    """The newest entries of these links as far as they are public; at most seven queries."""
    held = _held(links, on)
    if not held:
        return ()
    found = [_public(one) for one in held.values()]
    for part in (_steps, _agreements, _activities, _look_backs):
        found += part(held, on)
    # Of one that happened twice on a day the last stays: ended, taken up again, and ended.
    newest = {one.key: one for one in sorted(found, key=lambda one: one.at)}
    order = sorted(newest.values(), key=lambda one: (one.at, one.key), reverse=True)
    return tuple(order[:MOST])


def start_of(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _held(links: QuerySet[CityLink], on: date) -> dict[int, _Held]:
    parties = Prefetch("parties", Party.objects.order_by("position", "pk"))
    rows = list(links.filter(is_public=True).prefetch_related(parties))
    told = Event.objects.filter(
        object_kind="city link", object_key__in=[one.slug for one in rows], action="publish_link"
    )
    first = dict(
        told.order_by().values("object_key").annotate(first=Min("at")).values_list(
            "object_key", "first"
        )
    )  # fmt: skip
    return {one.pk: _Held(one, _who(one, on), first.get(one.slug, one.made_at)) for one in rows}


def _who(link: CityLink, on: date) -> str:
    parties = list(link.parties.all())
    there = [party.name for party in parties if party.takes_part(on)]
    return ", ".join(there or [party.name for party in parties])


def _public(held: _Held) -> Entry:
    day = timezone.localdate(held.public_at)
    title = _("Everybody can read about this city link now")
    return held.entry("public", title, day, held.public_at, held.link.purpose)


def _steps(links: Mapping[int, _Held], on: date) -> Iterator[Entry]:
    rows = LinkStep.objects.filter(link__in=links, on__lte=on).select_related("party")
    ended: dict[int, datetime] = {}
    for row in rows.order_by("on", "pk"):
        held = links[row.link_id]
        name = {"name": row.party.name if row.party else ""}
        key = f"{row.kind}/{row.on}"
        if row.kind == Step.ENDED:
            if row.on == held.link.ended_on:
                ended[row.link_id] = row.at
        elif row.kind == Step.ACTIVE:
            yield held.entry(key, _("The city link has begun"), row.on, row.at)
        elif row.kind == Step.REOPENED:
            # Why it had ended is not on the page any more, so only who saw that reads this.
            if row.at >= held.public_at:
                yield held.entry(key, _("The city link was taken up again"), row.on, row.at)
        elif row.kind == Step.JOINED or row.on < on:  # who leaves takes part on the last day
            text = _("%(name)s joined") if row.kind == Step.JOINED else _("%(name)s left")
            yield held.entry(f"{key}/{row.party_id}", text % name, row.on, row.at)
    yield from _ended(links, ended)


def _ended(links: Mapping[int, _Held], told_at: Mapping[int, datetime]) -> Iterator[Entry]:
    """Links that have ended, also those that had when they came into the file."""
    for key, held in links.items():
        link, day = held.link, held.link.ended_on
        if day is not None:
            parts = [link.ended_because]
            if link.ended_lesson:
                parts.append(f"{_('What was learned:')} {link.ended_lesson}")
            at = told_at.get(key, start_of(day))
            yield held.entry(f"ended/{day}", _("The city link ended"), day, at, "\n".join(parts))


def _agreements(links: Mapping[int, _Held], on: date) -> Iterator[Entry]:
    """The newest version that was fixed, as on the page."""
    del on
    rows = Agreement.objects.filter(link__in=links, fixed_at__isnull=False)
    newest = {row.link_id: row for row in rows.defer("text").order_by("link", "number")}
    for row in newest.values():
        assert row.fixed_at is not None  # noqa: S101 - filtered
        day = row.signed_on or timezone.localdate(row.fixed_at)
        title = _("Agreement signed: %(title)s") if row.signed_on else _("Agreement: %(title)s")
        until = ""
        if row.last_day:
            until = _("Until and including %(date)s.") % {"date": _written(row.last_day)}
        yield links[row.link_id].entry(
            f"agreement/{row.number}", title % {"title": row.title}, day, row.fixed_at, until
        )


def _activities(links: Mapping[int, _Held], on: date) -> Iterator[Entry]:
    done = Activity.State.DONE
    rows = Activity.objects.filter(link__in=links, is_public=True, state=done, on__lte=on)
    newest = (F("changed_at").desc(nulls_last=True), "-on", "-pk")
    for row in rows.order_by(*newest)[:MOST]:
        held = links[row.link_id]
        facts = (row.get_kind_display(), _written(row.on), row.place)
        summary = "\n".join(filter(None, (", ".join(filter(None, facts)), row.text)))
        at = max(start_of(row.on), row.changed_at or held.link.made_at)
        page = reverse("citylink", args=[held.link.slug]) + "#done-title"
        title = _("Done together: %(title)s") % {"title": row.title}
        yield held.entry(f"activity/{row.pk}", title, row.on, at, summary, page)


def _look_backs(links: Mapping[int, _Held], on: date) -> Iterator[Entry]:
    """The newest edition of each look-back, unless it was taken off the site."""
    del on
    rows = LookBackEdition.objects.filter(look_back__link__in=links).select_related("look_back")
    told = rows.annotate(title=KT("content__title"), introduction=KT("content__introduction"))
    newest = {row.look_back_id: row for row in told.defer("content").order_by("number")}
    for row in newest.values():
        if row.is_withdrawn:
            continue
        held = links[row.look_back.link_id]
        path = reverse("citylink-look-back", args=[held.link.slug, row.look_back_id])
        title = _("Look-back published: %(title)s") % {"title": row.title}
        key = f"look-back/{row.look_back_id}/{row.number}"
        yield held.entry(key, title, row.on, row.at, row.introduction, path)


def _written(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
