# SPDX-License-Identifier: EUPL-1.2
"""The clerk plans: on which agenda it stands, and which councillors prepare the text."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.models import Role, User
from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.opinions.bodies import State, came, held, local_day, require_for
from samenspel.dialogue.actions.steps import log, name_of
from samenspel.dialogue.models import Addressee, Rapporteur
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import ANSWER, APPOINT_RAPPORTEUR
from samenspel.places.models import on_date
from samenspel.register.rules import predecessors


@transaction.atomic
def appoint_rapporteur(*, addressee: Addressee, user: User, by: Actor, at: datetime) -> Rapporteur:
    """Ask a councillor to write the opinion on behalf of the council.

    Raises
    ------
    PermissionDenied
        The actor is not the clerk of this council.
    DialogueRefused
        The person is no councillor here, or is rapporteur already, or this is no council.
    """
    access, body = held(addressee, by=by, at=at)
    access.require(APPOINT_RAPPORTEUR, addressee=body)
    if body.body != Addressee.Body.COUNCIL:
        raise DialogueRefused(_("Only a council has rapporteurs."), "user")
    if not is_councillor(user, body, on=local_day(at)):
        raise DialogueRefused(_("Choose a councillor of this council."), "user")
    if body.rapporteurs.filter(user=user, ended_at__isnull=True).exists():
        raise DialogueRefused(_("This councillor is rapporteur already."), "user")
    made = Rapporteur.objects.create(
        addressee=body, user=user, appointed_at=at, appointed_by_name=name_of(by)
    )
    log(access.round, "appoint_rapporteur", by=by, at=at, detail={"addressee": body.name})
    return made


@transaction.atomic
def end_rapporteur(*, rapporteur: Rapporteur, by: Actor, at: datetime) -> None:
    """Say that somebody is not rapporteur any more.

    Raises
    ------
    PermissionDenied
        The actor is not the clerk of this council.
    DialogueRefused
        It had ended already.
    """
    access, body = held(rapporteur.addressee, by=by, at=at)
    access.require(APPOINT_RAPPORTEUR, addressee=body)
    kept = Rapporteur.objects.get(pk=rapporteur.pk)
    if kept.ended_at is not None:
        raise DialogueRefused(_("This councillor is not rapporteur any more."))
    kept.ended_at = at
    kept.save(update_fields=["ended_at"])
    log(access.round, "end_rapporteur", by=by, at=at, detail={"addressee": body.name})


@transaction.atomic
def set_agenda(*, addressee: Addressee, on: date, by: Actor, at: datetime) -> None:
    """Say in which meeting the body deals with it; another day takes the place of the first.

    Raises
    ------
    PermissionDenied
        The actor does not answer for this body.
    DialogueRefused
        The day is before the letter came.
    """
    access, body = held(addressee, by=by, at=at)
    require_for(access, ANSWER, body)
    if body.received_on is not None and on < body.received_on:
        raise DialogueRefused(_("This day is before the letter was received."), "on")
    body.agenda_on = on
    body.save(update_fields=["agenda_on"])
    if body.state in {State.RECEIVED, State.ON_AGENDA}:
        came(body, State.ON_AGENDA, on=on, by=by, at=at)
    log(
        access.round,
        "set_agenda",
        by=by,
        at=at,
        detail={"addressee": body.name, "on": on.isoformat()},
    )


def is_councillor(user: User, addressee: Addressee, *, on: date) -> bool:
    """Whether the person sits in the council of this municipality, or of the one it is now."""
    roles = user.roles.filter(on_date(on), kind=Role.Kind.COUNCILLOR)
    mine = [pk for pk in roles.values_list("organisation__municipality_id", flat=True) if pk]
    acts_for = predecessors(mine)
    return user.is_active and any(addressee.municipality_id in acts_for[pk] for pk in mine)
