# SPDX-License-Identifier: EUPL-1.2
"""Dates in the calendar of a link: added, changed, cancelled, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.activities_values import LONGEST_TEXT, LONGEST_TITLE
from samenspel.citylinks.actions.links_checks import require_short
from samenspel.citylinks.actions.steps import kept_row, locked, log
from samenspel.citylinks.models import Appointment, CityLink
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_FILE


@dataclass(frozen=True)
class AppointmentValues:
    """A date; whole days without ``starts_at``. ``until`` is the last day, included."""

    title: str
    on: date
    until: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    note: str = ""
    is_public: bool = False


@transaction.atomic
def add_appointment(
    *, link: CityLink, values: AppointmentValues, by: Actor, at: datetime
) -> Appointment:
    """Put a date in the calendar of the link.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        Something cannot be right, or the link has ended.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    _require(values)
    made = Appointment(link=access.link)
    _write(made, values, at)
    log(access.link, "add_appointment", by=by, at=at, detail={"appointment": made.pk})
    return made


@transaction.atomic
def change_appointment(
    *, appointment: Appointment, values: AppointmentValues, edition: int, by: Actor, at: datetime
) -> Appointment:
    """Change a date.

    Errors as of :func:`~samenspel.citylinks.actions.steps.kept_row`;
    LinkRefused also when something cannot be right.
    """
    access, held = kept_row(appointment, edition=edition, by=by, at=at)
    _require(values)
    held.edition += 1
    _write(held, values, at)
    log(access.link, "change_appointment", by=by, at=at, detail={"appointment": held.pk})
    return held


@transaction.atomic
def cancel_appointment(
    *, appointment: Appointment, is_cancelled: bool, edition: int, by: Actor, at: datetime
) -> Appointment:
    """Say that it does not go through, so that calendars elsewhere hear of it; or that it does.

    Errors as of :func:`~samenspel.citylinks.actions.steps.kept_row`.
    """
    access, held = kept_row(appointment, edition=edition, by=by, at=at)
    held.is_cancelled, held.changed_at = is_cancelled, at
    held.edition += 1
    held.save(update_fields=["is_cancelled", "changed_at", "edition"])
    detail = {"appointment": held.pk, "cancelled": is_cancelled}
    log(access.link, "cancel_appointment", by=by, at=at, detail=detail)
    return held


@transaction.atomic
def remove_appointment(*, appointment: Appointment, edition: int, by: Actor, at: datetime) -> None:
    """Remove a date, as if it had never been there.

    Errors as of :func:`~samenspel.citylinks.actions.steps.kept_row`.
    """
    access, held = kept_row(appointment, edition=edition, by=by, at=at)
    held.delete()
    log(access.link, "remove_appointment", by=by, at=at, detail={"appointment": appointment.pk})


def _require(values: AppointmentValues) -> None:
    if not values.title.strip():
        raise LinkRefused(_("Say in a few words what it is."), "title")
    longest = {"title": LONGEST_TITLE, "place": 160, "note": LONGEST_TEXT}
    for field, most in longest.items():
        require_short(getattr(values, field).strip(), most, field)
    if values.until is not None and values.until < values.on:
        raise LinkRefused(_("The last day is before the first day."), "until")
    if values.ends_at is None:
        return
    if values.starts_at is None:
        raise LinkRefused(_("Fill in when it begins, or leave the end empty."), "starts_at")
    on_one_day = values.until is None or values.until == values.on
    if on_one_day and values.ends_at <= values.starts_at:
        raise LinkRefused(_("It ends before it begins."), "ends_at")


def _write(held: Appointment, values: AppointmentValues, at: datetime) -> None:
    for field in ("title", "place", "note"):
        setattr(held, field, getattr(values, field).strip())
    for field in ("on", "until", "starts_at", "ends_at", "is_public"):
        setattr(held, field, getattr(values, field))
    held.changed_at = at
    held.save()
