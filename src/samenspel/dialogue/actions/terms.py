# SPDX-License-Identifier: EUPL-1.2
"""Writing down the terms that an arrangement itself sets, and when a council is in recess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.analysis.terms import LONGEST_OWN
from samenspel.dialogue.actions.steps import name_of, signed
from samenspel.dialogue.models import OwnTerm, Recess
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import may_keep_recess
from samenspel.dialogue.school_holidays import SchoolHoliday
from samenspel.dialogue.terms import own_rules
from samenspel.places.models import Municipality
from samenspel.register.models import ArrangementVersion
from samenspel.register.rules import may_correct_arrangement

LONGEST_RECESS = 120
"""Days of the longest recess that is believed."""


@dataclass(frozen=True)
class RecessValues:
    """What is told about a recess; ``last_day`` is the last day of it."""

    name: str
    begins: date
    last_day: date
    source: str


@transaction.atomic
def set_own_term(
    *,
    version: ArrangementVersion,
    rule: str,
    weeks: int | None,
    source: str,
    by: Actor,
    at: datetime,
) -> OwnTerm:
    """Say how many weeks an arrangement itself sets for a rule; None: what the law says.

    ``version`` is the one that holds now. What was told before stays in the history; rounds that
    were sent keep their days.

    Raises
    ------
    PermissionDenied
        The actor does not keep the record of the arrangement.
    DialogueRefused
        The rule has no own weeks, the number makes no sense, or the source is missing.
    """
    if not may_correct_arrangement(by, version, on=at.date()):
        raise PermissionDenied("only who keeps the arrangement sets its terms")
    if rule not in own_rules():
        raise DialogueRefused(_("Choose a rule from the list."), "rule")
    if weeks is not None and not 1 <= weeks <= LONGEST_OWN:
        raise DialogueRefused(
            _("Fill in a number of weeks from 1 to %(most)s.") % {"most": LONGEST_OWN}, "weeks"
        )
    if not source.strip():
        raise DialogueRefused(_("Say where this stands: the article of the arrangement."), "source")
    slug = version.arrangement.slug
    made = OwnTerm.objects.create(
        arrangement_slug=slug,
        rule=rule,
        weeks=weeks,
        source=source.strip(),
        **signed(by, at),
    )
    log_event(
        by=by,
        at=at,
        action="set_own_term",
        object_kind="arrangement",
        object_key=slug,
        result="done",
        detail={"rule": rule, "weeks": weeks},
    )
    return made


@transaction.atomic
def add_recess(
    *, municipality: Municipality, values: RecessValues, by: Actor, at: datetime
) -> Recess:
    """Say from which until which day a council does not meet.

    Raises
    ------
    PermissionDenied
        The actor is not the clerk of the municipality, nor an administrator.
    DialogueRefused
        A value is missing or makes no sense, or the days overlap another recess.
    """
    _require_right(municipality, by, at)
    _check(values)
    ends = values.last_day + timedelta(days=1)
    if _overlapping(municipality, values.begins, ends).exists():
        raise DialogueRefused(_("There is already a recess on some of these days."), "begins")
    made = _add(municipality, values, ends, by, at)
    _log("add_recess", municipality, by, at, number=1)
    return made


@transaction.atomic
def take_school_holidays(
    *, municipality: Municipality, holidays: Iterable[SchoolHoliday], by: Actor, at: datetime
) -> list[Recess]:
    """Take school holidays as recesses; those that overlap a recess are left out.

    Raises
    ------
    PermissionDenied
        The actor is not the clerk of the municipality, nor an administrator.
    """
    _require_right(municipality, by, at)
    made = []
    for one in holidays:
        if _overlapping(municipality, one.begins, one.ends).exists():
            continue
        last_day = one.ends - timedelta(days=1)
        values = RecessValues(one.name, one.begins, last_day, one.source)
        made.append(_add(municipality, values, one.ends, by, at))
    if made:
        _log("add_recess", municipality, by, at, number=len(made))
    return made


@transaction.atomic
def remove_recess(*, recess: Recess, by: Actor, at: datetime) -> None:
    """Take a recess out again; rounds that were sent keep the warning that they gave.

    Raises
    ------
    PermissionDenied
        The actor is not the clerk of the municipality, nor an administrator.
    """
    municipality = recess.municipality
    _require_right(municipality, by, at)
    recess.delete()
    _log("remove_recess", municipality, by, at, number=1)


def _require_right(municipality: Municipality, by: Actor, at: datetime) -> None:
    if not may_keep_recess(by, municipality.pk, on=at.date()):
        raise PermissionDenied("only the clerk says when the council is in recess")


def _check(values: RecessValues) -> None:
    if not values.name.strip():
        raise DialogueRefused(_("Fill in a name, for instance: summer recess."), "name")
    if values.last_day < values.begins:
        raise DialogueRefused(_("The last day cannot come before the first day."), "last_day")
    if (values.last_day - values.begins).days >= LONGEST_RECESS:
        raise DialogueRefused(
            _("A recess is at most %(most)s days.") % {"most": LONGEST_RECESS}, "last_day"
        )
    if not values.source.strip():
        raise DialogueRefused(_("Say how you know this."), "source")


def _overlapping(municipality: Municipality, begins: date, ends: date) -> QuerySet[Recess]:
    return Recess.objects.filter(municipality=municipality, begins__lt=ends, ends__gt=begins)


def _add(
    municipality: Municipality, values: RecessValues, ends: date, by: Actor, at: datetime
) -> Recess:
    return Recess.objects.create(
        municipality=municipality,
        name=values.name.strip(),
        begins=values.begins,
        ends=ends,
        source=values.source.strip(),
        made_at=at,
        made_by_name=name_of(by),
    )


def _log(action: str, municipality: Municipality, by: Actor, at: datetime, *, number: int) -> None:
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="municipality",
        object_key=municipality.code,
        result="done",
        detail={"number": number},
    )
