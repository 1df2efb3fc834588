# SPDX-License-Identifier: EUPL-1.2
"""Lessons that belong to no activity: what a party learned from the link."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.activities_values import LessonValues, lesson_of, require_lesson
from samenspel.citylinks.actions.gifts import require_past
from samenspel.citylinks.actions.steps import locked, log
from samenspel.citylinks.models import CityLink, Lesson
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_FILE


@transaction.atomic
def add_lesson(
    *, link: CityLink, values: LessonValues, on: date, by: Actor, at: datetime
) -> Lesson:
    """Write down what a party learned, on a day that has been.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        Something cannot be right, or the link has ended.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    require_past(on, today=access.on)
    require_lesson(access.link, values)
    made = lesson_of(access.link, values, on)
    made.save()
    log(access.link, "add_lesson", by=by, at=at, detail={"lesson": made.pk})
    return made


@transaction.atomic
def remove_lesson(*, lesson: Lesson, by: Actor, at: datetime) -> None:
    """Remove a lesson that belongs to no activity; gone already is good too.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        It belongs to an activity (change that), or the link has ended.
    """
    access = locked(lesson.link, by=by, at=at)
    access.require(KEEP_FILE)
    if lesson.activity_id is not None:
        raise LinkRefused(_("This belongs to an activity. Change it there."))
    removed, _kinds = Lesson.objects.filter(pk=lesson.pk, activity=None).delete()
    if removed:
        log(access.link, "remove_lesson", by=by, at=at, detail={"lesson": lesson.pk})
