# SPDX-License-Identifier: EUPL-1.2
"""Handing over the work of somebody who leaves, so that a link does not hang on one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.links_checks import (
    ONE_DAY,
    name_of,
    require_order,
    require_past,
    some_text,
)
from samenspel.citylinks.actions.steps import locked, log, require_edition
from samenspel.citylinks.models import Handover, Person
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_PEOPLE

TEXTS = ("open_matters", "promises", "whom_to_know", "advice")


@dataclass(frozen=True)
class HandoverValues:
    """What the successor has to know, in four texts."""

    open_matters: str = ""
    promises: str = ""
    whom_to_know: str = ""
    advice: str = ""


@transaction.atomic
def begin_handover(*, person: Person, last_day: date, by: Actor, at: datetime) -> Handover:
    """Somebody leaves after ``last_day``, now or in the past; from then on without the file.

    Raises
    ------
    PermissionDenied
        The actor may not hand over.
    LinkRefused
        The person was removed, began later, or a handover is under way.
    """
    access = locked(person.link, by=by, at=at)
    access.require(KEEP_PEOPLE)
    kept = _person(person)
    if kept.handed_over.filter(done_on__isnull=True).exists():
        raise LinkRefused(_("A handover of this person is under way already."))
    require_order(kept.valid_from, last_day, "last_day")
    made = Handover.objects.create(
        link=access.link, leaving=kept, last_day=last_day, begun_at=at, begun_by_name=name_of(by)
    )
    _leaves(kept, last_day)
    log(access.link, "begin_handover", by=by, at=at, detail=_detail(made))
    return made


@transaction.atomic
def write_handover(
    *, handover: Handover, values: HandoverValues, edition: int, by: Actor, at: datetime
) -> Handover:
    """Write down what the successor has to know; also after it is done.

    Raises
    ------
    PermissionDenied
        The actor may not hand over.
    LinkRefused
        Somebody else changed it meanwhile.
    """
    access, kept = _held(handover, by=by, at=at)
    require_edition(kept.edition, edition)
    for name in TEXTS:
        setattr(kept, name, some_text(getattr(values, name), name))
    kept.edition += 1
    kept.save()
    log(access.link, "write_handover", by=by, at=at, detail=_detail(kept))
    return kept


@transaction.atomic
def finish_handover(
    *, handover: Handover, successor: Person, on: date, by: Actor, at: datetime
) -> Handover:
    """The successor has taken over on a day.

    Raises
    ------
    PermissionDenied
        The actor may not hand over.
    LinkRefused
        It is done already, nothing was written down, the day is still to come, or the successor is
        no other person of the same party who is there on that day.
    """
    access, kept = _held(handover, by=by, at=at)
    if kept.done_on is not None:
        raise LinkRefused(_("This handover is done already."))
    if not any(getattr(kept, name) for name in TEXTS):
        raise LinkRefused(_("Nothing was written down yet. Write at least what is open."))
    require_past(on, access.on, "on")
    chosen = Person.objects.get(pk=successor.pk)
    leaving = kept.leaving
    if chosen.pk == leaving.pk or chosen.party_id != leaving.party_id or chosen.removed_at:
        raise LinkRefused(_("Choose somebody else of the same partner."), "successor")
    if chosen.valid_to is not None and chosen.valid_to <= on:
        raise LinkRefused(_("This person is not there any more on that day."), "successor")
    kept.successor, kept.done_on = chosen, on
    kept.edition += 1
    kept.save()
    _leaves(leaving, kept.last_day)
    log(access.link, "finish_handover", by=by, at=at, detail=_detail(kept))
    return kept


@transaction.atomic
def cancel_handover(*, handover: Handover, by: Actor, at: datetime) -> Person:
    """The person stays after all: the handover goes, with what was written in it.

    Raises
    ------
    PermissionDenied
        The actor may not hand over.
    LinkRefused
        It is done.
    """
    access, kept = _held(handover, by=by, at=at)
    if kept.done_on is not None:
        raise LinkRefused(_("This handover is done already."))
    stays = kept.leaving
    detail = _detail(kept)
    kept.delete()
    stays.valid_to = None
    stays.edition += 1
    stays.save(update_fields=["valid_to", "edition"])
    log(access.link, "cancel_handover", by=by, at=at, detail=detail)
    return stays


def _person(person: Person) -> Person:
    kept = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if kept.removed_at is not None:
        raise LinkRefused(_("This person was removed from the file."))
    return kept


def _held(handover: Handover, *, by: Actor, at: datetime) -> tuple[Access, Handover]:
    """The handover as it is now, for who keeps the people; the link is locked."""
    access = locked(handover.link, by=by, at=at)
    access.require(KEEP_PEOPLE)
    rows = Handover.objects.select_for_update(of=("self",)).select_related("leaving")
    return access, rows.get(pk=handover.pk)


def _leaves(person: Person, last_day: date) -> None:
    person.valid_to = last_day + ONE_DAY
    person.edition += 1
    person.save(update_fields=["valid_to", "edition"])


def _detail(handover: Handover) -> dict[str, int]:
    return {"handover": handover.pk, "person": handover.leaving_id}
