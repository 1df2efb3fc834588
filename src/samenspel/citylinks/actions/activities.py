# SPDX-License-Identifier: EUPL-1.2
"""Activities with their contributions and lessons: added, changed, done, cancelled, removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.activities_loose import (
    add_gift,
    add_lesson,
    remove_gift,
    remove_lesson,
)
from samenspel.citylinks.actions.activities_values import (
    ActivityValues,
    GiftValues,
    LessonValues,
    gift_of,
    lesson_of,
    require_activity,
    require_rows,
)
from samenspel.citylinks.actions.links_checks import require_choice
from samenspel.citylinks.actions.steps import kept_row, locked, log
from samenspel.citylinks.models import Activity, CityLink, Gift, Lesson
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_FILE

__all__ = [
    "ActivityValues",
    "GiftValues",
    "LessonValues",
    "add_activity",
    "add_gift",
    "add_lesson",
    "change_activity",
    "remove_activity",
    "remove_gift",
    "remove_lesson",
    "set_state",
]


@transaction.atomic
def add_activity(
    *,
    link: CityLink,
    values: ActivityValues,
    gifts: Sequence[GiftValues] = (),
    lessons: Sequence[LessonValues] = (),
    by: Actor,
    at: datetime,
) -> Activity:
    """Write down something that the partners do, with who gave what and what was learned.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        Something cannot be right, or the link has ended.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    require_activity(access.link, values, today=access.on)
    require_rows(access.link, gifts, lessons)
    made = Activity(link=access.link)
    _write(made, values, at)
    _write_rows(made, gifts, lessons)
    detail = {"activity": made.pk, "gifts": len(gifts), "lessons": len(lessons)}
    log(access.link, "add_activity", by=by, at=at, detail=detail)
    return made


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    values: ActivityValues,
    gifts: Sequence[GiftValues],
    lessons: Sequence[LessonValues],
    edition: int,
    by: Actor,
    at: datetime,
) -> Activity:
    """Change an activity; its contributions and lessons are those given here.

    Errors as of :func:`~samenspel.citylinks.actions.steps.kept_row`;
    LinkRefused also when something cannot be right.
    """
    access, held = _held(activity, edition=edition, by=by, at=at)
    require_activity(access.link, values, today=access.on)
    require_rows(access.link, gifts, lessons)
    held.edition += 1
    _write(held, values, at)
    held.gifts.all().delete()
    held.lessons.all().delete()
    _write_rows(held, gifts, lessons)
    detail = {"activity": held.pk, "gifts": len(gifts), "lessons": len(lessons)}
    log(access.link, "change_activity", by=by, at=at, detail=detail)
    return held


@transaction.atomic
def set_state(*, activity: Activity, state: str, edition: int, by: Actor, at: datetime) -> Activity:
    """Say that an activity was done, was cancelled, or is planned again.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        The state is unknown, its day is still to come, or the link has ended.
    ChangedMeanwhile
        Somebody else changed or removed it since ``edition``.
    """
    access, held = _held(activity, edition=edition, by=by, at=at)
    require_choice(state, Activity.State.values, "state")
    if state == Activity.State.DONE and held.on > access.on:
        raise LinkRefused(_("This day is still to come. Mark it as done afterwards."), "state")
    held.state, held.changed_at = state, at
    held.edition += 1
    held.save(update_fields=["state", "changed_at", "edition"])
    detail = {"activity": held.pk, "state": state}
    log(access.link, "set_activity_state", by=by, at=at, detail=detail)
    return held


@transaction.atomic
def remove_activity(*, activity: Activity, edition: int, by: Actor, at: datetime) -> None:
    """Remove an activity with its contributions and lessons; photos and documents stay.

    Errors as of :func:`~samenspel.citylinks.actions.steps.kept_row`.
    """
    access, held = _held(activity, edition=edition, by=by, at=at)
    held.delete()
    log(access.link, "remove_activity", by=by, at=at, detail={"activity": activity.pk})


def _held(activity: Activity, *, edition: int, by: Actor, at: datetime) -> tuple[Access, Activity]:
    gone = _("Somebody else removed this activity in the meantime.")
    return kept_row(activity, edition=edition, by=by, at=at, gone=gone)


def _write(held: Activity, values: ActivityValues, at: datetime) -> None:
    for field in ("title", "text", "place", "source"):
        setattr(held, field, getattr(values, field).strip())
    for field in ("kind", "level", "phase", "state", "on", "until", "aim_key"):
        setattr(held, field, getattr(values, field))
    for field in ("with_officials", "with_politicians", "with_society"):
        setattr(held, field, getattr(values, field))
    held.is_quick_result, held.is_public = values.is_quick_result, values.is_public
    held.changed_at = at
    held.save()


def _write_rows(
    held: Activity, gifts: Sequence[GiftValues], lessons: Sequence[LessonValues]
) -> None:
    Gift.objects.bulk_create([gift_of(held.link, one, held.on, held) for one in gifts])
    Lesson.objects.bulk_create([lesson_of(held.link, one, held.on, held) for one in lessons])
