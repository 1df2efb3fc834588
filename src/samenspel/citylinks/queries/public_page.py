# SPDX-License-Identifier: EUPL-1.2
"""What everybody may know of a link: who, why, since when, what was done and learned.

People, contacts, handovers and what was not made public are never read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from samenspel.citylinks.models import (
    Activity,
    Agreement,
    Appointment,
    CityLink,
    Lesson,
    LinkDocument,
    LookBack,
    LookBackEdition,
    PartyDecision,
    Photo,
)
from samenspel.citylinks.queries.overview import LinkLine, line_of
from samenspel.citylinks.queries.photos import photos_of
from samenspel.citylinks.storing import EXTENSIONS


@dataclass(frozen=True)
class Thing:
    """An activity, lesson, appointment, document or look-back that is public.

    ``kind`` is the kind of an activity, the media type of a document or the verdict of a look-back;
    ``place`` is of a lesson the party that learned; ``size`` is of a document, in bytes. Of a
    look-back ``on`` is the day of its edition, ``text`` its first and ``place`` its last day.
    """

    lane: str
    pk: int
    on: date
    title: str
    text: str
    place: str
    kind: str
    source: str
    size: int

    @property
    def kind_words(self) -> str:
        """The kind or verdict in words, of a document the end of its name in capitals."""
        if self.lane == "activity":
            return str(dict(Activity.Kind.choices)[self.kind])
        if self.lane == "look_back":
            return str(LookBack.Verdict(self.kind).label)
        return EXTENSIONS.get(self.kind, "").upper()

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day of a look-back."""
        return date.fromisoformat(self.text), date.fromisoformat(self.place)


@dataclass(frozen=True)
class PublicPage:
    """One link for everybody.

    ``agreement`` is the newest version that was fixed, ``aims`` are title and text of its aims;
    ``decisions`` are those that nothing replaces.
    """

    line: LinkLine
    agreement: Agreement | None
    aims: tuple[tuple[str, str], ...]
    decisions: tuple[PartyDecision, ...]
    things: tuple[Thing, ...]
    photos: tuple[Photo, ...]

    def _of(self, lane: str) -> tuple[Thing, ...]:
        return tuple(one for one in self.things if one.lane == lane)

    @cached_property
    def activities(self) -> tuple[Thing, ...]:
        """What was done, the newest first."""
        return self._of("activity")

    @cached_property
    def lessons(self) -> tuple[Thing, ...]:
        """What was learned, the newest first."""
        return self._of("lesson")

    @cached_property
    def documents(self) -> tuple[Thing, ...]:
        """The documents, the newest first."""
        return self._of("document")

    @cached_property
    def planned(self) -> tuple[Thing, ...]:
        """What is to come, the first one first."""
        return self._of("appointment")[::-1]

    @cached_property
    def look_backs(self) -> tuple[Thing, ...]:
        """The look-backs that are on the site, the newest first."""
        return self._of("look_back")

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing yet but the name and the parties."""
        return not (self.agreement or self.things)


def public_page(link: CityLink, *, on: date) -> PublicPage:
    """The page of a link on a day; four queries, one more where the parties were not read yet."""
    agreement, aims = _agreement(link)
    decisions = link.decisions.filter(replaced_by__isnull=True).select_related("party")
    return PublicPage(
        line=line_of(link, on=on),
        agreement=agreement,
        aims=aims,
        decisions=tuple(decisions.order_by("on", "pk")),
        things=_things(link, on),
        photos=photos_of(link, is_member=False),
    )


def _agreement(link: CityLink) -> tuple[Agreement | None, tuple[tuple[str, str], ...]]:
    fixed = Agreement.objects.filter(link=link, fixed_at__isnull=False)
    rows = list(
        fixed.annotate(aim=F("aims__title"), aim_text=F("aims__text")).order_by(
            "-number", "aims__position"
        )
    )
    if not rows:
        return None, ()
    aims = [(row.aim, row.aim_text) for row in rows if row.pk == rows[0].pk and row.aim]
    return rows[0], tuple(aims)


def _things(link: CityLink, on: date) -> tuple[Thing, ...]:
    """Everything public with a day, asked for together."""
    told = Q(activity__isnull=True) | Q(activity__is_public=True)
    coming = Q(on__gte=on) | Q(until__gte=on)
    activities = Activity.objects.filter(link=link, is_public=True, state=Activity.State.DONE)
    lessons = Lesson.objects.filter(told, link=link, is_public=True)
    appointments = Appointment.objects.filter(coming, link=link, is_public=True, is_cancelled=False)
    documents = LinkDocument.objects.filter(link=link, is_public=True)
    newer = LookBackEdition.objects.filter(
        look_back=OuterRef("look_back"), number__gt=OuterRef("number")
    )
    look_backs = LookBackEdition.objects.filter(
        ~Exists(newer), look_back__link=link, is_withdrawn=False
    )
    first, *others = (
        _part(activities, "activity", title="title", text="text", place="place", kind="kind",
              source="source"),
        _part(lessons, "lesson", text="text", place="party__name"),
        _part(appointments, "appointment", title="title", text="note", place="place"),
        _part(documents, "document", title="title", text="description", kind="file__media_type",
              size="file__size"),
        _part(look_backs, "look_back", key="look_back_id", title=KT("content__title"),
              text=KT("content__first_day"), place=KT("content__last_day"),
              kind=KT("content__verdict")),
    )  # fmt: skip
    rows = first.union(*others, all=True)
    return tuple(sorted((Thing(*row) for row in rows), key=lambda t: (t.on, t.pk), reverse=True))


def _part(
    rows: QuerySet[Any], lane: str, *, key: str = "pk", size: str = "", **columns: str | Combinable
) -> QuerySet[Any, Any]:
    nothing = Cast(Value(""), TextField())
    texts = [
        Cast(columns[name], TextField()) if name in columns else nothing
        for name in ("title", "text", "place", "kind", "source")
    ]
    sizes = F(size) if size else Cast(Value(0), IntegerField())
    return rows.order_by().values_list(
        Cast(Value(lane), CharField(max_length=20)), key, "on", *texts, sizes
    )
