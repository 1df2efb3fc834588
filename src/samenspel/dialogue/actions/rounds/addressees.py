# SPDX-License-Identifier: EUPL-1.2
"""Whom a round is sent to: members of the arrangement, guests, neighbours, others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.analysis.name_search import dutch_sort_key
from samenspel.dialogue.actions.rounds.values import AddresseeValues
from samenspel.dialogue.actions.steps import locked, log
from samenspel.dialogue.models import Addressee, Round
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PREPARE_ROUND
from samenspel.places.models import Country, Municipality, on_date
from samenspel.places.queries.history import Place, changes
from samenspel.register.models import Participation, in_force

Body = Addressee.Body
MOST = 1_000
"""The most addressees of a round."""


@transaction.atomic
def address(*, round_: Round, values: AddresseeValues, by: Actor, at: datetime) -> Addressee:
    """Add one addressee, after those that there are.

    Raises
    ------
    PermissionDenied
        The actor does not prepare this round.
    DialogueRefused
        A value is wrong, it is addressed already, or the round was sent.
    """
    access = locked(round_, by=by, at=at)
    access.require(PREPARE_ROUND)
    _check(values)
    made = Addressee(
        round=access.round,
        body=values.body,
        municipality=values.municipality,
        name=values.name.strip() or _name(values.body, values.municipality),
        is_guest=values.is_guest,
        email=values.email.strip(),
    )
    held = access.round.addressees
    if held.filter(name=made.name).exists():
        raise DialogueRefused(_("This one is addressed already."), "name")
    if made.municipality and held.filter(body=made.body, municipality=made.municipality).exists():
        raise DialogueRefused(_("This one is addressed already."), "municipality")
    made.position = _next_position(access.round, 1)
    made.save()
    log(access.round, "add_addressee", by=by, at=at, detail={"name": made.name})
    return made


@transaction.atomic
def address_members(
    *,
    round_: Round,
    on: date,
    bodies: Sequence[str] = (Body.COUNCIL,),
    by: Actor,
    at: datetime,
) -> list[Addressee]:
    """Add the municipalities that are in the arrangement on the day; who is there already stays.

    A municipality that no longer exists on the day is followed by the one it merged into. Returns
    those that were added, by name.

    Raises
    ------
    PermissionDenied
        The actor does not prepare this round.
    DialogueRefused
        The round names no arrangement, nobody takes part on the day, or it was sent.
    """
    access = locked(round_, by=by, at=at)
    access.require(PREPARE_ROUND)
    if not access.round.arrangement_slug:
        raise DialogueRefused(_("First say which arrangement the round is about."), "on")
    found = members_on(access.round.arrangement_slug, on)
    if not found:
        raise DialogueRefused(_("On this day no municipality takes part in it."), "on")
    return _add_places(access.round, found, bodies, is_guest=False, by=by, at=at)


@transaction.atomic
def address_places(
    *,
    round_: Round,
    municipalities: Iterable[Municipality],
    bodies: Sequence[str] = (Body.COUNCIL,),
    is_guest: bool,
    by: Actor,
    at: datetime,
) -> list[Addressee]:
    """Add bodies of municipalities at once; who is there already stays as it is.

    Raises
    ------
    PermissionDenied
        The actor does not prepare this round.
    DialogueRefused
        There would be too many, or the round was sent.
    """
    access = locked(round_, by=by, at=at)
    access.require(PREPARE_ROUND)
    return _add_places(access.round, list(municipalities), bodies, is_guest=is_guest, by=by, at=at)


@transaction.atomic
def remove_addressee(*, addressee: Addressee, by: Actor, at: datetime) -> None:
    """Take one out of a round that was not sent; nothing happens when it is gone already.

    Raises
    ------
    PermissionDenied
        The actor does not prepare this round.
    DialogueRefused
        The round was sent.
    """
    access = locked(addressee.round, by=by, at=at)
    access.require(PREPARE_ROUND)
    removed, _kinds = access.round.addressees.filter(pk=addressee.pk).delete()
    if removed:
        log(access.round, "remove_addressee", by=by, at=at, detail={"name": addressee.name})


def members_on(arrangement_slug: str, on: date) -> list[Municipality]:
    """The municipalities that take part on the day, by name; at most three queries."""
    rows = Participation.objects.filter(
        on_date(on),
        in_force(on, prefix="version__"),
        version__arrangement__slug=arrangement_slug,
        kind=Participation.Kind.MUNICIPALITY,
    ).select_related("municipality")
    found = {row.municipality.pk: row.municipality for row in rows if row.municipality}
    gone = [one for one in found.values() if not one.exists_on(on)]
    if gone:
        former = changes()
        codes = {
            heir.place.code
            for one in gone
            for heir in former.heirs(
                Place(one.code, one.name, one.slug, one.valid_from, one.valid_to), on=on
            )[:1]
        }
        for one in gone:
            del found[one.pk]
        found |= {one.pk: one for one in Municipality.objects.filter(code__in=codes)}
    return sorted(found.values(), key=lambda one: dutch_sort_key(one.name))


def _add_places(
    round_: Round,
    places: Sequence[Municipality],
    bodies: Sequence[str],
    *,
    is_guest: bool,
    by: Actor,
    at: datetime,
) -> list[Addressee]:
    kinds = [body for body in (Body.COUNCIL, Body.EXECUTIVE) if body in bodies]
    if not kinds:
        raise DialogueRefused(_("Choose councils, executives or both."), "bodies")
    held = set(round_.addressees.values_list("body", "municipality_id"))
    names = set(round_.addressees.values_list("name", flat=True))
    wanted = [
        Addressee(
            round=round_,
            body=body.value,
            municipality=place,
            name=_unlike(_name(body, place), place, names),
            is_guest=is_guest,
        )
        for body in kinds
        for place in places
        if (body.value, place.pk) not in held
    ]
    begin = _next_position(round_, len(wanted))
    for number, one in enumerate(wanted):
        one.position = begin + number
    made = Addressee.objects.bulk_create(wanted)
    if made:
        log(round_, "add_addressee", by=by, at=at, detail={"number": len(made)})
    return made


def _unlike(name: str, place: Municipality, taken: set[str]) -> str:
    """The name, with the code of the municipality where another one has the same."""
    found = f"{name} ({place.code})" if name in taken else name
    taken.add(found)
    return found


def _next_position(round_: Round, number: int) -> int:
    held = round_.addressees.count()
    if held + number > MOST:
        raise DialogueRefused(
            _("A round has at most %(number)d addressees.") % {"number": MOST}, "municipality"
        )
    last: int | None = round_.addressees.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _name(body: str, municipality: Municipality | None) -> str:
    """The usual name of a body; it stands on a Dutch letter, so it is Dutch."""
    place = municipality.name if municipality else ""
    is_flemish = municipality is not None and municipality.country == Country.BELGIUM
    if body == Body.COUNCIL:
        return f"Gemeenteraad van {place}" if is_flemish else f"Raad van {place}"
    return f"College van {place}"


def _check(values: AddresseeValues) -> None:
    if values.body not in Body.values:
        raise DialogueRefused(_("Choose a council, an executive or another body."), "body")
    if values.body == Body.OTHER and values.municipality is not None:
        raise DialogueRefused(_("Another body does not belong to a municipality."), "municipality")
    if values.body == Body.OTHER and not values.name.strip():
        raise DialogueRefused(_("Give the name of the body."), "name")
    if values.body != Body.OTHER and values.municipality is None:
        raise DialogueRefused(_("Choose a municipality."), "municipality")
    if len(values.name) > 200:
        raise DialogueRefused(_("Use %(number)d characters or fewer.") % {"number": 200}, "name")
    if values.email.strip():
        try:
            validate_email(values.email.strip())
        except ValidationError as error:
            raise DialogueRefused(_("This is no e-mail address."), "email") from error
