# SPDX-License-Identifier: EUPL-1.2
"""The people of a link on each side: entered, changed, and removed on request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.models import User
from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.handover import (
    HandoverValues,
    begin_handover,
    cancel_handover,
    finish_handover,
    write_handover,
)
from samenspel.citylinks.actions.links_checks import (
    ONE_DAY,
    one_line,
    require_choice,
    require_order,
)
from samenspel.citylinks.actions.people_forget import forget_person
from samenspel.citylinks.actions.steps import locked, log, require_edition
from samenspel.citylinks.models import Party, Person
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import KEEP_PEOPLE

__all__ = [
    "HandoverValues",
    "PersonValues",
    "add_person",
    "begin_handover",
    "cancel_handover",
    "change_person",
    "couple_account",
    "finish_handover",
    "forget_person",
    "write_handover",
]

LONGEST_NAME, LONGEST_TELEPHONE = 160, 40


@dataclass(frozen=True)
class PersonValues:
    """Somebody in the file; ``valid_to`` is the day after the last one (empty: still there).

    ``account_email``: who logs in with this address sees the file, as far as there is such an
    account; nobody is told whether there is.
    """

    kind: str
    name: str
    function: str = ""
    email: str = ""
    telephone: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    account_email: str = ""


@transaction.atomic
def add_person(*, party: Party, values: PersonValues, by: Actor, at: datetime) -> Person:
    """Somebody comes into the file, at a party.

    Raises
    ------
    PermissionDenied
        The actor may not enter people.
    LinkRefused
        The link has ended, the person is there already, or a value cannot be right.
    """
    access = locked(party.link, by=by, at=at)
    access.require(KEEP_PEOPLE)
    told = _checked(values)
    same = Person.objects.filter(party=party, kind=values.kind, name__iexact=told["name"])
    if same.filter(valid_from=values.valid_from).exists():
        raise LinkRefused(_("This person is in the file already."), "name")
    made = Person.objects.create(link=access.link, party=party, **told)
    log(access.link, "add_person", by=by, at=at, detail={"person": made.pk, "party": party.pk})
    return made


@transaction.atomic
def change_person(
    *, person: Person, values: PersonValues, edition: int, by: Actor, at: datetime
) -> Person:
    """Write down anew who somebody is and how to reach them.

    Raises
    ------
    PermissionDenied
        The actor may not enter people.
    LinkRefused
        The person was removed, somebody else changed it meanwhile, a handover is under way and the
        last day is another, or a value cannot be right.
    """
    access = locked(person.link, by=by, at=at)
    access.require(KEEP_PEOPLE)
    kept = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if kept.removed_at is not None:
        raise LinkRefused(_("This person was removed from the file."))
    require_edition(kept.edition, edition)
    open_one = kept.handed_over.filter(done_on__isnull=True).first()
    if open_one is not None and values.valid_to != open_one.last_day + ONE_DAY:
        raise LinkRefused(_("A handover is under way. Its last day stands there."), "valid_to")
    for name, value in _checked(values).items():
        setattr(kept, name, value)
    kept.edition += 1
    kept.save()
    log(access.link, "change_person", by=by, at=at, detail={"person": kept.pk})
    return kept


@transaction.atomic
def couple_account(*, user: User, by: Actor, at: datetime) -> int:
    """Couple an account to the people in files with its address; how many there were.

    For an account that was made after somebody was written down. Only for oneself.
    """
    if by.user is None or by.user.pk != user.pk:
        return 0
    waiting = Person.objects.filter(
        user__isnull=True, account_email__iexact=user.email, removed_at__isnull=True
    )
    rows = list(waiting.select_related("link").order_by("pk"))
    for person in rows:
        person.user = user
        person.save(update_fields=["user"])
        log(person.link, "couple_account", by=by, at=at, detail={"person": person.pk})
    return len(rows)


def _checked(values: PersonValues) -> dict[str, object]:
    require_choice(values.kind, Person.Kind.values, "kind")
    require_order(values.valid_from, values.valid_to, "valid_to")
    address = _address(values.account_email, "account_email")
    return {
        "kind": values.kind,
        "name": one_line(values.name, LONGEST_NAME, "name", _("Fill in a name.")),
        "function": one_line(values.function, LONGEST_NAME, "function"),
        "email": _address(values.email, "email"),
        "telephone": one_line(values.telephone, LONGEST_TELEPHONE, "telephone"),
        "account_email": address,
        "user": User.objects.filter(email__iexact=address).first() if address else None,
        "valid_from": values.valid_from,
        "valid_to": values.valid_to,
    }


def _address(text: str, field: str) -> str:
    told = text.strip()
    if not told:
        return ""
    try:
        validate_email(told)
    except ValidationError as error:
        told = _("This is no e-mail address. An example: naam@gemeente.nl.")
        raise LinkRefused(told, field) from error
    return told
