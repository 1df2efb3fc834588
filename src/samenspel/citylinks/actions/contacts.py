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
from samenspel.citylinks.actions.activities_values import LONGEST_TEXT, require_party
from samenspel.citylinks.actions.links_checks import name_of, require_choice, require_short
from samenspel.citylinks.actions.steps import kept_row, locked, log
from samenspel.citylinks.models import CityLink, Contact, Party, Person
from samenspel.citylinks.refusal import LinkRefused
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
    made = Contact(link=access.link, made_at=at, made_by_name=name_of(by))
    _write(made, values)
    log(access.link, "add_contact", by=by, at=at, detail={"contact": made.pk})
    return made


@transaction.atomic
def change_contact(
    *, contact: Contact, values: ContactValues, edition: int, by: Actor, at: datetime
) -> Contact:
    """Change a moment of contact.

    Errors as of :func:`~samenspel.citylinks.actions.steps.kept_row`;
    LinkRefused also when something cannot be right.
    """
    access, held = kept_row(contact, edition=edition, by=by, at=at)
    _require(access, values)
    held.edition += 1
    _write(held, values)
    log(access.link, "change_contact", by=by, at=at, detail={"contact": held.pk})
    return held


@transaction.atomic
def remove_contact(*, contact: Contact, edition: int, by: Actor, at: datetime) -> None:
    """Remove a moment of contact.

    Errors as of :func:`~samenspel.citylinks.actions.steps.kept_row`.
    """
    access, held = kept_row(contact, edition=edition, by=by, at=at)
    held.delete()
    log(access.link, "remove_contact", by=by, at=at, detail={"contact": contact.pk})


def _require(access: Access, values: ContactValues) -> None:
    require_choice(values.kind, Contact.Kind.values, "kind")
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
