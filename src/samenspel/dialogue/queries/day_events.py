# SPDX-License-Identifier: EUPL-1.2
"""What stands in calendars of dialogues: last days, agendas and meetings. Public facts only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.dialogue.icalendars import DayEvent, midnight
from samenspel.dialogue.models import Addressee, Meeting, Round
from samenspel.dialogue.queries.round_calendar import extended
from samenspel.dialogue.terms_wording import explained

Absolute = Callable[[str], str]
"""Makes a whole address of a path."""


@dataclass(frozen=True)
class _Asked:
    """An addressee with what changed last about it."""

    row: Addressee
    steps: int
    changed_at: datetime


def events_of_round(round_: Round, absolute: Absolute) -> list[DayEvent]:
    """The last days of a round that was sent, and the meetings of the board: two queries.

    One event for the day that holds for most, and one for each body with another day.
    """
    if round_.sent_on is None:
        return []
    asked = _asked(Addressee.objects.filter(round=round_))
    return _of_rounds([round_], {round_.pk: asked}, absolute)


def events_of_municipality(municipality_ids: Iterable[int], absolute: Absolute) -> list[DayEvent]:
    """What the council and the executive of a municipality (with its predecessors) must know: last
    days, their agendas, and meetings of the boards that then decide; two queries.
    """
    rows = Addressee.objects.filter(
        municipality_id__in=set(municipality_ids), round__sent_on__isnull=False
    )
    asked = _asked(rows)
    events = []
    for one in asked:
        events.append(_last_day(one, absolute, with_name=True))
        if one.row.agenda_on is not None:
            events.append(_agenda(one, absolute))
    rounds = {one.row.round_id: one.row.round for one in asked}
    return events + _meetings(list(rounds.values()), absolute)


def events_of_arrangement(slug: str, absolute: Absolute) -> list[DayEvent]:
    """The dialogues about an arrangement: three queries."""
    rounds = list(
        Round.objects.filter(arrangement_slug=slug, sent_on__isnull=False).order_by("sent_on", "pk")
    )
    by_round: dict[int, list[_Asked]] = {}
    for one in _asked(Addressee.objects.filter(round__in=rounds)):
        by_round.setdefault(one.row.round_id, []).append(one)
    return _of_rounds(rounds, by_round, absolute)


def _asked(rows: QuerySet[Addressee]) -> list[_Asked]:
    found = (
        rows.filter(due_on__isnull=False)
        .select_related("round")
        .annotate(number_of_steps=Count("steps"), changed_at=Max("steps__at"))
        .order_by("round__sent_on", "round_id", "position", "name", "pk")
    )
    return [
        _Asked(row, row.number_of_steps, row.changed_at or midnight(_sent_on(row.round)))
        for row in found
    ]


def _sent_on(round_: Round) -> date:
    assert round_.sent_on is not None  # noqa: S101 - only rounds that were sent
    return round_.sent_on


def _of_rounds(
    rounds: Sequence[Round], asked: dict[int, list[_Asked]], absolute: Absolute
) -> list[DayEvent]:
    events = []
    for round_ in rounds:
        theirs = asked.get(round_.pk, [])
        most = [one for one in theirs if one.row.due_on == round_.answer_by]
        if most:
            events.append(_common_day(round_, most, absolute))
        others = [one for one in theirs if one.row.due_on != round_.answer_by]
        events += [_last_day(one, absolute, with_name=True) for one in others]
    return events + _meetings(rounds, absolute)


def _common_day(round_: Round, most: Sequence[_Asked], absolute: Absolute) -> DayEvent:
    first = most[0]
    names = ", ".join(one.row.name for one in most[:5])
    if len(most) > 5:
        names = _("%(names)s and %(number)s more") % {"names": names, "number": len(most) - 5}
    return DayEvent(
        uid=_uid("answers", round_.pk, round_),
        on=_due(first.row),
        title=_("Last day to answer: %(title)s") % {"title": round_.title},
        text=_text(first.row, names),
        url=absolute(reverse("dialogue", args=[round_.slug])),
        changed_at=max(one.changed_at for one in most),
        sequence=max(one.steps for one in most),
        has_alarms=True,
        is_cancelled=round_.stage == Round.Stage.WITHDRAWN,
    )


def _last_day(one: _Asked, absolute: Absolute, *, with_name: bool) -> DayEvent:
    row, round_ = one.row, one.row.round
    title = _("Last day to answer: %(title)s") % {"title": round_.title}
    return DayEvent(
        uid=_uid("answer", row.pk, round_),
        on=_due(row),
        title=f"{title} ({row.name})" if with_name else title,
        text=_text(row, row.name),
        url=absolute(reverse("dialogue", args=[round_.slug])),
        changed_at=one.changed_at,
        sequence=one.steps,
        has_alarms=True,
        is_cancelled=round_.stage == Round.Stage.WITHDRAWN,
    )


def _agenda(one: _Asked, absolute: Absolute) -> DayEvent:
    row, round_ = one.row, one.row.round
    assert row.agenda_on is not None  # noqa: S101 - only those with one
    return DayEvent(
        uid=_uid("agenda", row.pk, round_),
        on=row.agenda_on,
        title=_("On the agenda: %(title)s") % {"title": round_.title},
        text=row.name,
        url=absolute(reverse("dialogue", args=[round_.slug])),
        changed_at=one.changed_at,
        sequence=one.steps,
        is_cancelled=round_.stage == Round.Stage.WITHDRAWN,
    )


def _meetings(rounds: Sequence[Round], absolute: Absolute) -> list[DayEvent]:
    events = []
    held = Meeting.objects.filter(Q(round__in=rounds)).select_related("round")
    for meeting in held.order_by("begins_at", "pk"):
        round_ = meeting.round
        begins = timezone.localtime(meeting.begins_at)
        events.append(
            DayEvent(
                uid=_uid("meeting", meeting.pk, round_),
                on=begins.date(),
                title=f"{meeting.name}: {round_.title}",
                text=_("Begins at %(time)s. %(place)s")
                % {"time": f"{begins:%H:%M}", "place": meeting.place},
                url=absolute(reverse("dialogue", args=[round_.slug])),
                changed_at=midnight(_sent_on(round_)),
                is_cancelled=meeting.state == Meeting.State.CANCELLED,
            )
        )
    return events


def _due(row: Addressee) -> date:
    assert row.due_on is not None  # noqa: S101 - only those with a last day
    return row.due_on


def _text(row: Addressee, names: str) -> str:
    """Who answers, what is asked, and why on this day."""
    why = extended(explained(row.term), _due(row))
    lines = [names, "", row.round.question]
    if why is not None:
        lines += ["", *why.lines]
        if why.law:
            lines.append(why.law)
    return "\n".join(lines)


def _uid(kind: str, pk: int, round_: Round) -> str:
    return f"{kind}-{pk}.{round_.slug}@samenspel"
