# SPDX-License-Identifier: EUPL-1.2
"""Moments of contact: added in a moment, changed, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.activities_values import (
    LONGEST_TEXT,
    require_party,
    require_short,
)
from samenspel.citylinks.actions.steps import locked, log, require_edition
from samenspel.citylinks.models import CityLink, Contact, Party, Person
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from samenspel.citylinks.rules import KEEP_FILE


@dataclass(frozen=True)
class ContactValues:
    """A moment of contact; no ``parties`` means all of them, ``people`` only who is known."""

    kind: str
    on: date
    parties: Sequence[Party] = ()
    people: Sequence[Person] = ()
    note: str = ""


@transaction.atomic
def add_contact(*, link: CityLink, values: ContactValues, by: Actor, at: datetime) -> Contact:
    """Write down that the partners were in touch.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        Something cannot be right, or the link has ended.
    """
    access = locked(link, by=by, at=at)
    access.require(KEEP_FILE)
    _require(access, values)
    made = Contact(link=access.link, made_at=at, made_by_name=by.name[:160])
    _write(made, values)
    log(access.link, "add_contact", by=by, at=at, detail={"contact": made.pk})
    return made


@transaction.atomic
def change_contact(
    *, contact: Contact, values: ContactValues, edition: int, by: Actor, at: datetime
) -> Contact:
    """Change a moment of contact.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        Something cannot be right, or the link has ended.
    ChangedMeanwhile
        Somebody else changed or removed it since ``edition``.
    """
    access, held = _held(contact, edition=edition, by=by, at=at)
    _require(access, values)
    held.edition += 1
    _write(held, values)
    log(access.link, "change_contact", by=by, at=at, detail={"contact": held.pk})
    return held


@transaction.atomic
def remove_contact(*, contact: Contact, edition: int, by: Actor, at: datetime) -> None:
    """Remove a moment of contact.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        The link has ended.
    ChangedMeanwhile
        Somebody else changed or removed it since ``edition``.
    """
    access, held = _held(contact, edition=edition, by=by, at=at)
    key = held.pk
    held.delete()
    log(access.link, "remove_contact", by=by, at=at, detail={"contact": key})


def _held(contact: Contact, *, edition: int, by: Actor, at: datetime) -> tuple[Access, Contact]:
    access = locked(contact.link, by=by, at=at)
    access.require(KEEP_FILE)
    held = Contact.objects.filter(pk=contact.pk, link=access.link).first()
    if held is None:
        raise ChangedMeanwhile(_("Somebody else removed this in the meantime."))
    require_edition(held.edition, edition)
    return access, held


def _require(access: Access, values: ContactValues) -> None:
    if values.kind not in Contact.Kind.values:
        raise LinkRefused(_("Choose one of the list."), "kind")
    if values.on > access.on:
        raise LinkRefused(
            _("This day is still to come. Put it in the calendar as an appointment."), "on"
        )
    for party in values.parties:
        require_party(access.link, party, "parties")
    for person in values.people:
        if person.link_id != access.link.pk:
            raise LinkRefused(_("This person is not in this file."), "people")
    require_short(values.note.strip(), LONGEST_TEXT, "note")


def _write(held: Contact, values: ContactValues) -> None:
    held.kind, held.on, held.note = values.kind, values.on, values.note.strip()
    held.save()
    held.parties.set(values.parties)
    held.people.set(values.people)
