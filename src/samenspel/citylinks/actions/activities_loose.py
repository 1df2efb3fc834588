# SPDX-License-Identifier: EUPL-1.2
"""Contributions and lessons that belong to no activity: what was given or learned by itself."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.activities_values import (
    GiftValues,
    LessonValues,
    gift_of,
    lesson_of,
    require_gift,
    require_lesson,
)
from samenspel.citylinks.actions.links_checks import require_past
from samenspel.citylinks.actions.steps import locked, log
from samenspel.citylinks.models import CityLink, Gift, Lesson
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_FILE


@transaction.atomic
def add_gift(*, link: CityLink, values: GiftValues, on: date, by: Actor, at: datetime) -> Gift:
    """Write down what one party gave to another, on a day that has been.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        Something cannot be right, or the link has ended.
    """
    access = _kept_on(link, on, by=by, at=at)
    require_gift(access.link, values)
    made = gift_of(access.link, values, on)
    made.save()
    log(access.link, "add_gift", by=by, at=at, detail={"gift": made.pk})
    return made


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
    access = _kept_on(link, on, by=by, at=at)
    require_lesson(access.link, values)
    made = lesson_of(access.link, values, on)
    made.save()
    log(access.link, "add_lesson", by=by, at=at, detail={"lesson": made.pk})
    return made


@transaction.atomic
def remove_gift(*, gift: Gift, by: Actor, at: datetime) -> None:
    """Remove a contribution that belongs to no activity; gone already is good too.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        It belongs to an activity (change that), or the link has ended.
    """
    if _removed(gift, by=by, at=at):
        log(gift.link, "remove_gift", by=by, at=at, detail={"gift": gift.pk})


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
    if _removed(lesson, by=by, at=at):
        log(lesson.link, "remove_lesson", by=by, at=at, detail={"lesson": lesson.pk})


def _kept_on(link: CityLink, on: date, *, by: Actor, at: datetime) -> Access:
    """The locked link, for who keeps its file; not for a day that is still to come."""
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    require_past(on, access.on, "on")
    return access


def _removed(row: Gift | Lesson, *, by: Actor, at: datetime) -> bool:
    """Remove the row, when it belongs to no activity; whether it was still there."""
    access = locked(row.link, by=by, at=at)
    access.require(KEEP_FILE)
    if row.activity_id is not None:
        raise LinkRefused(_("This belongs to an activity. Change it there."))
    rows = type(row)._default_manager.filter(pk=row.pk, activity=None)
    return bool(rows.delete()[0])
