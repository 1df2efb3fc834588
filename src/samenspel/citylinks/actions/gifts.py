# SPDX-License-Identifier: EUPL-1.2
"""Contributions that belong to no activity: what one party gave to another by itself."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.activities_values import GiftValues, gift_of, require_gift
from samenspel.citylinks.actions.steps import locked, log
from samenspel.citylinks.models import CityLink, Gift
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
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    require_past(on, today=access.on)
    require_gift(access.link, values)
    made = gift_of(access.link, values, on)
    made.save()
    log(access.link, "add_gift", by=by, at=at, detail={"gift": made.pk})
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
    access = locked(gift.link, by=by, at=at)
    access.require(KEEP_FILE)
    if gift.activity_id is not None:
        raise LinkRefused(_("This belongs to an activity. Change it there."))
    removed, _kinds = Gift.objects.filter(pk=gift.pk, activity=None).delete()
    if removed:
        log(access.link, "remove_gift", by=by, at=at, detail={"gift": gift.pk})


def require_past(on: date, *, today: date) -> None:
    """Refuse a day that is still to come."""
    if on > today:
        raise LinkRefused(_("This day is still to come."), "on")
