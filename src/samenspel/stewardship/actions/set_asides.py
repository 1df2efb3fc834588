# SPDX-License-Identifier: EUPL-1.2
"""Setting a finding of a quality rule aside, and taking that back."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.register.actions import EditRefused
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.stewardship.models import SetAside
from samenspel.stewardship.quality import rules
from samenspel.stewardship.rules import may_set_aside

LONGEST = 731
"""Days until one has to look again at the latest: two years."""


@transaction.atomic
def set_aside(
    *,
    version: ArrangementVersion,
    rule: str,
    subject: str,
    reason: str,
    look_again_on: date,
    by: Actor,
    at: datetime,
) -> SetAside:
    """Remember that a finding does not apply, because of ``reason``, until ``look_again_on``.

    Raises
    ------
    PermissionDenied
        The actor does not keep the record, nor the participation that it is about.
    EditRefused
        No reason, a day in the past or more than two years ahead, or a rule that does not exist.
    """
    today = at.date()
    _require_right(version, subject, by, today)
    if rule not in rules():
        raise EditRefused(_("This rule does not exist."))
    if not reason.strip():
        raise EditRefused(_("Say why this does not apply."), "reason")
    if not 0 < (look_again_on - today).days <= LONGEST:
        raise EditRefused(_("Choose a day after today, at most two years ahead."), "look_again_on")
    row = SetAside.objects.create(
        rule=rule,
        arrangement_slug=version.arrangement.slug,
        subject=subject,
        reason=reason.strip(),
        look_again_on=look_again_on,
        at=at,
        actor=by.user,
        actor_name=by.name,
    )
    _log(row, "set_aside", by, at)
    return row


@transaction.atomic
def take_back(
    *, version: ArrangementVersion, rule: str, subject: str, by: Actor, at: datetime
) -> SetAside:
    """Put a finding that was set aside back on the list.

    Raises
    ------
    PermissionDenied
        As with :func:`set_aside`.
    EditRefused
        The finding is not set aside.
    """
    _require_right(version, subject, by, at.date())
    slug = version.arrangement.slug
    rows = SetAside.objects.filter(rule=rule, arrangement_slug=slug, subject=subject)
    last = rows.order_by("at", "pk").last()
    if last is None or last.is_taken_back:
        raise EditRefused(_("This was not set aside."))
    row = SetAside.objects.create(
        rule=rule,
        arrangement_slug=slug,
        subject=subject,
        look_again_on=at.date(),
        is_taken_back=True,
        at=at,
        actor=by.user,
        actor_name=by.name,
    )
    _log(row, "take_back", by, at)
    return row


def own_participation(version: ArrangementVersion, subject: str) -> int | None:
    """Number of the municipality whose participation the subject of a finding is; else None."""
    if not subject:
        return None
    rows = Participation.objects.filter(version=version, municipality__code=subject)
    return rows.values_list("municipality_id", flat=True).first()


def _require_right(version: ArrangementVersion, subject: str, by: Actor, on: date) -> None:
    municipality = own_participation(version, subject)
    if not may_set_aside(by, version, on=on, municipality_id=municipality):
        raise PermissionDenied("only who keeps the record sets its findings aside")


def _log(row: SetAside, action: str, by: Actor, at: datetime) -> None:
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="finding",
        object_key=f"{row.rule} {row.arrangement_slug}"[:160],
        result="done",
        detail={"subject": row.subject},
    )
