# SPDX-License-Identifier: EUPL-1.2
"""Activities, contributions and lessons as tables to take along; for members."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samenspel.citylinks.models import CityLink, Gift, Lesson
from samenspel.citylinks.queries.activities import aims_of, with_rows
from samenspel.citylinks.queries.activities_balance import sums
from samenspel.register.exports import Column, Table


def activities_table(link: CityLink) -> Table:
    """An activity a row, the first one first; four queries."""
    titles = dict(aims_of(link))
    columns = (
        Column("on", _("Day")),
        Column("until", _("Last day")),
        Column("title", _("Title")),
        Column("kind", _("Kind")),
        Column("state", _("State")),
        Column("phase", _("Phase of the link")),
        Column("level", _("Who gets better from it?")),
        Column("aim", _("Aim")),
        Column("place", _("Place")),
        Column("with_officials", _("Officials")),
        Column("with_politicians", _("Councillors, aldermen or mayors")),
        Column("with_society", _("Society")),
        Column("is_quick_result", _("Quick result")),
        Column("people", _("People")),
        Column("hours", _("Hours")),
        Column("euros", _("Euros")),
        Column("lessons", _("Lessons")),
        Column("source", _("Source")),
    )
    lines = []
    for one in reversed(with_rows(link)):
        given = sums(one.gifts.all())
        lines.append(
            (
                one.on,
                one.until,
                one.title,
                one.get_kind_display(),
                one.get_state_display(),
                one.get_phase_display(),
                one.get_level_display(),
                titles.get(one.aim_key, one.aim_key),
                one.place,
                one.with_officials,
                one.with_politicians,
                one.with_society,
                one.is_quick_result,
                given.people,
                given.hours,
                given.euros,
                len(one.lessons.all()),
                one.source,
            )
        )
    return Table(title=_("Activities"), columns=columns, rows=lines)


def gifts_table(link: CityLink) -> Table:
    """A contribution a row, with its activity; one query."""
    columns = (
        Column("on", _("Day")),
        Column("giver", _("Who gave?")),
        Column("receiver", _("Who received?")),
        Column("people", _("People")),
        Column("hours", _("Hours")),
        Column("euros", _("Euros")),
        Column("note", _("What was it?")),
        Column("activity", _("Activity")),
        Column("state", _("State")),
    )
    found = Gift.objects.filter(link=link).select_related("giver", "receiver", "activity")
    lines = [
        (
            gift.on,
            gift.giver.name,
            gift.receiver.name,
            gift.people,
            gift.hours,
            gift.euros,
            gift.note,
            gift.activity.title if gift.activity else "",
            gift.activity.get_state_display() if gift.activity else "",
        )
        for gift in found.order_by("on", "pk")
    ]
    return Table(title=_("Contributions"), columns=columns, rows=lines)


def lessons_table(link: CityLink) -> Table:
    """A lesson a row, with its activity; one query."""
    columns = (
        Column("on", _("Day")),
        Column("party", _("Who learned?")),
        Column("learned_from", _("From whom?")),
        Column("text", _("What was learned?")),
        Column("activity", _("Activity")),
        Column("is_public", _("For everybody")),
    )
    found = Lesson.objects.filter(link=link).select_related("party", "learned_from", "activity")
    lines = [
        (
            lesson.on,
            lesson.party.name,
            lesson.learned_from.name if lesson.learned_from else "",
            lesson.text,
            lesson.activity.title if lesson.activity else "",
            lesson.is_public,
        )
        for lesson in found.order_by("on", "pk")
    ]
    return Table(title=_("Lessons"), columns=columns, rows=lines)
