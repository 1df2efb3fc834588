# SPDX-License-Identifier: EUPL-1.2
"""A small world in which every kind of role has every tie with every kind of object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django.test import Client

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor, Tie
from samenspel.places.models import Municipality
from samenspel.register.models import Arrangement, ArrangementVersion, Participation
from samenspel.stewardship.models import Match
from tests.register.small_register import (
    LIGHT,
    OLD,
    organisation_of,
    participation,
    secretariat,
    site,
    version,
)

AT = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
# Both take part in the arrangement; the third does not.
MEMBER, FELLOW, OUTSIDER = "GM0358", "GM0362", "GM0479"
MUNICIPAL = (Role.Kind.COUNCILLOR.value, Role.Kind.CLERK.value, Role.Kind.ADVISER.value)
SECRETARIAT = Role.Kind.SECRETARIAT.value
ADMINISTRATOR = Role.Kind.ADMINISTRATOR.value
VISITOR, NO_ROLE, BLOCKED = "visitor", "nobody", "blocked clerk"
KINDS = (VISITOR, NO_ROLE, *MUNICIPAL, SECRETARIAT, ADMINISTRATOR)


@dataclass(frozen=True)
class World:
    """The object that is acted on, and who acts."""

    actor: Actor
    client: Client
    organisation: Organisation
    municipality: Municipality
    version: ArrangementVersion
    participation: Participation
    person: User
    match: Match

    @property
    def slug(self) -> str:
        return self.version.arrangement.slug


def ties_of(kind: str, object_kind: str) -> tuple[Tie, ...]:
    """The ties that a kind of role can have with a kind of object."""
    if kind in {VISITOR, NO_ROLE, ADMINISTRATOR} or object_kind == "site":
        return (Tie.OTHER,)
    if kind == SECRETARIAT:
        return (Tie.OTHER,) if object_kind == "municipality" else (Tie.OWN, Tie.OTHER)
    if object_kind == "arrangement":
        return (Tie.KEEPING, Tie.TAKING_PART, Tie.OTHER)
    if object_kind == "participation":
        return (Tie.OWN, Tie.KEEPING, Tie.TAKING_PART, Tie.OTHER)
    return (Tie.OTHER,) if object_kind == "secretariat" else (Tie.OWN, Tie.OTHER)


def make_world(kind: str, tie: Tie, object_kind: str) -> World:
    """An actor of this kind with this tie to the object; needs the small register loaded."""
    keeper, other_keeper = secretariat("Eigen secretariaat"), secretariat("Ander secretariaat")
    own = organisation_of(FELLOW if (object_kind, tie) == ("participation", Tie.OWN) else MEMBER)
    if kind in MUNICIPAL and tie == Tie.OTHER:
        own = organisation_of(OUTSIDER)
    if kind == SECRETARIAT:
        own = keeper if tie == Tie.OWN else other_keeper
    if kind == ADMINISTRATOR:
        own = site()
    if kind == SECRETARIAT or tie in {Tie.TAKING_PART, Tie.OWN}:
        Arrangement.objects.filter(versions__key=LIGHT).update(secretariat=keeper)
    user = User.objects.create_user("wie@voorbeeld.example", "een-lang-wachtwoord", name="Wie")
    if kind not in {VISITOR, NO_ROLE}:
        Role.objects.create(user=user, organisation=own, kind=kind)
    if kind == ADMINISTRATOR:  # counts only with a second factor
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    if kind != VISITOR:
        client.force_login(user)
    municipality = Municipality.objects.get(code=MEMBER)
    # What "own" means for organisations and people: the object is of the actor's organisation.
    of = organisation_of(MEMBER)
    if kind == SECRETARIAT or object_kind == "secretariat":
        of = keeper
    person = User.objects.create_user("ander@voorbeeld.example", "x", name="Ander")
    fits = SECRETARIAT if of.kind == Organisation.Kind.SECRETARIAT else MUNICIPAL[0]
    Role.objects.create(user=person, organisation=of, kind=fits)
    first = version(LIGHT)
    needing = frozenset({ADMINISTRATOR})
    return World(
        actor=Actor("Wie", "site", user if kind != VISITOR else None, needs_second_factor=needing),
        client=client,
        organisation=of,
        municipality=municipality,
        version=first,
        participation=participation(FELLOW, LIGHT),
        person=person,
        match=_match(first.arrangement, version(OLD).arrangement),
    )


def _match(first: Arrangement, second: Arrangement) -> Match:
    return Match.objects.create(
        first=first,
        second=second,
        first_slug=first.slug,
        second_slug=second.slug,
        score=0.8,
        parts={},
        proposed_at=AT,
    )
