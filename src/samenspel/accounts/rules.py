# SPDX-License-Identifier: EUPL-1.2
"""Who may do what.

A right is data: the kinds of role that have it, and how the organisation of the role must be tied
to the object. Every app lists its rights in its own ``rules``; the table of all of them
(docs/rights.md) and the tests of the pages, the API and the administration are made from those
lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Organisation, Role, User
from samenspel.places.models import on_date


class Tie(StrEnum):
    """How the organisation in which somebody holds a role is tied to the object."""

    OWN = "own"
    """The object is its own: its municipality, people, or arrangement as its secretariat."""
    KEEPING = "keeping"
    """A municipality that takes part where there is no secretariat: it keeps the record."""
    TAKING_PART = "taking part"
    """A municipality that takes part where a secretariat keeps the record."""
    OTHER = "other"
    """None of these."""


ANYTHING = frozenset(Tie)


def has_second_factor(user: User) -> bool:
    """Whether the person has an app with codes or a passkey; one query.

    Recovery codes alone do not count: they stand in for one of these.
    """
    from allauth.mfa.models import Authenticator  # models of an app that may not be loaded yet

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists())


@dataclass(frozen=True)
class ActingRole:
    """A role that somebody holds on a day; ``municipality_id`` only for those of a municipality."""

    kind: str
    organisation_id: int
    municipality_id: int | None


@dataclass(frozen=True)
class Actor:
    """Who acts, and from where: a person on the site, or the operator at the command line.

    ``user`` is empty for the operator, who has the machine and therefore every right, and for a
    visitor (:func:`visitor`), who has none. ``address`` is where the request comes from on the
    network. ``needs_second_factor`` are the kinds of role that count only for who has set up a
    second factor or a passkey.
    """

    name: str
    origin: str
    user: User | None = None
    is_operator: bool = False
    address: str = ""
    needs_second_factor: frozenset[str] = frozenset()
    _held: dict[date, tuple[ActingRole, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def roles(self, on: date) -> tuple[ActingRole, ...]:
        """The roles that count on the day; asked for once. A blocked person holds none.

        One query; a second one only for who holds a role that needs a second factor.
        """
        return tuple(role for role in self._roles(on) if role not in self._waiting(on))

    def lacks_second_factor(self, on: date) -> bool:
        """Whether a role of the day does not count until a second factor is set up."""
        return bool(self._waiting(on))

    def _roles(self, on: date) -> tuple[ActingRole, ...]:
        if self.user is None or not self.user.is_active:
            return ()
        if on not in self._held:
            self._held[on] = tuple(
                ActingRole(*row)
                for row in self.user.roles.filter(on_date(on))
                .order_by("pk")
                .values_list("kind", "organisation_id", "organisation__municipality_id")
            )
        return self._held[on]

    def _waiting(self, on: date) -> tuple[ActingRole, ...]:
        needing = tuple(r for r in self._roles(on) if r.kind in self.needs_second_factor)
        if not needing or self.user is None:
            return ()
        if "second factor" not in self._known:
            self._known["second factor"] = has_second_factor(self.user)
        return () if self._known["second factor"] else needing


def operator(name: str = "operator") -> Actor:
    """The person at the command line of the machine."""
    return Actor(name=name, origin="command line", is_operator=True)


def visitor() -> Actor:
    """Somebody who is not logged in."""
    return Actor(name="visitor", origin="site")


@dataclass(frozen=True)
class Right:
    """The right to do one thing to one kind of object.

    ``allowed``: for each kind of role the ties that give the right. The operator has every right.
    """

    action: str
    object_kind: str
    label: str | Promise
    allowed: Mapping[str, frozenset[Tie]]

    def allows(self, actor: Actor, *, on: date, tie: Callable[[ActingRole], Tie]) -> bool:
        """Whether the actor has the right on the day, given how a role is tied to the object."""
        if actor.is_operator:
            return True
        return any(
            tie(role) in self.allowed[role.kind]
            for role in actor.roles(on)
            if role.kind in self.allowed
        )


ADMINISTRATORS: Mapping[str, frozenset[Tie]] = {Role.Kind.ADMINISTRATOR: ANYTHING}

LOAD_PACKAGES = Right("load_packages", "site", _("load data packages"), ADMINISTRATORS)
SEE_LOG = Right("see_log", "site", _("read the log"), ADMINISTRATORS)
MANAGE_PEOPLE = Right(
    "manage_people",
    "organisation",
    _("invite people and give roles"),
    {
        **ADMINISTRATORS,
        Role.Kind.CLERK: frozenset({Tie.OWN}),
        Role.Kind.SECRETARIAT: frozenset({Tie.OWN}),
    },
)
MANAGE_ORGANISATIONS = Right(
    "manage_organisations", "site", _("make organisations"), ADMINISTRATORS
)
GIVE_MUNICIPAL_ROLE = Right(
    "give_role",
    "municipality",
    _("give or end roles in a municipality"),
    {**ADMINISTRATORS, Role.Kind.CLERK: frozenset({Tie.OWN})},
)
GIVE_SECRETARIAT_ROLE = Right(
    "give_role",
    "secretariat",
    _("give or end roles in a secretariat"),
    {**ADMINISTRATORS, Role.Kind.SECRETARIAT: frozenset({Tie.OWN})},
)
GIVE_ADMINISTRATOR = Right(
    "give_role", "site", _("give or end the role of administrator"), ADMINISTRATORS
)
BLOCK_PERSON = Right(
    "block",
    "person",
    _("block somebody whose roles are all in the own organisation"),
    {
        **ADMINISTRATORS,
        Role.Kind.CLERK: frozenset({Tie.OWN}),
        Role.Kind.SECRETARIAT: frozenset({Tie.OWN}),
    },
)
RIGHTS = (
    LOAD_PACKAGES,
    SEE_LOG,
    MANAGE_PEOPLE,
    MANAGE_ORGANISATIONS,
    GIVE_MUNICIPAL_ROLE,
    GIVE_SECRETARIAT_ROLE,
    GIVE_ADMINISTRATOR,
    BLOCK_PERSON,
)

KINDS_IN: Mapping[str, tuple[Role.Kind, ...]] = {
    Organisation.Kind.MUNICIPALITY: (Role.Kind.COUNCILLOR, Role.Kind.CLERK, Role.Kind.ADVISER),
    Organisation.Kind.SECRETARIAT: (Role.Kind.SECRETARIAT,),
    Organisation.Kind.SITE: (Role.Kind.ADMINISTRATOR,),
}
"""The kinds of role that there are in each kind of organisation."""

_GIVING: Mapping[str, Right] = {
    Organisation.Kind.MUNICIPALITY: GIVE_MUNICIPAL_ROLE,
    Organisation.Kind.SECRETARIAT: GIVE_SECRETARIAT_ROLE,
    Organisation.Kind.SITE: GIVE_ADMINISTRATOR,
}


def _no_tie(_role: ActingRole) -> Tie:
    return Tie.OTHER


def may_load_packages(actor: Actor, *, on: date) -> bool:
    """The operator and administrators may load data packages."""
    return LOAD_PACKAGES.allows(actor, on=on, tie=_no_tie)


def may_see_log(actor: Actor, *, on: date) -> bool:
    """The operator and administrators may read the log."""
    return SEE_LOG.allows(actor, on=on, tie=_no_tie)


def may_manage_organisations(actor: Actor, *, on: date) -> bool:
    """The operator and administrators may make organisations."""
    return MANAGE_ORGANISATIONS.allows(actor, on=on, tie=_no_tie)


def may_manage_people(actor: Actor, *, on: date, of: Organisation | None = None) -> bool:
    """Administrators may for every organisation; clerks and secretariats for their own."""

    def tie(role: ActingRole) -> Tie:
        return Tie.OWN if of is not None and role.organisation_id == of.pk else Tie.OTHER

    return MANAGE_PEOPLE.allows(actor, on=on, tie=tie)


def may_manage_some(actor: Actor, *, on: date) -> bool:
    """Whether there is an organisation whose people the actor manages."""
    return MANAGE_PEOPLE.allows(actor, on=on, tie=lambda _role: Tie.OWN)


def may_give_role(actor: Actor, *, on: date, kind: str, organisation: Organisation) -> bool:
    """Whether the actor may give or end a role of this kind there; False where there is none."""

    def tie(role: ActingRole) -> Tie:
        return Tie.OWN if role.organisation_id == organisation.pk else Tie.OTHER

    fits = kind in KINDS_IN[organisation.kind]
    return fits and _GIVING[organisation.kind].allows(actor, on=on, tie=tie)


def may_block(actor: Actor, *, on: date, person: User) -> bool:
    """Whether the actor may block (or unblock) this person; nobody may block themselves.

    One query: the organisations in which the person has a role, now or later.
    """
    if actor.user is not None and actor.user.pk == person.pk:
        return False
    roles = person.roles.exclude(valid_to__lte=on)
    organisations = set(roles.values_list("organisation_id", flat=True))

    def tie(role: ActingRole) -> Tie:
        return Tie.OWN if organisations == {role.organisation_id} else Tie.OTHER

    return BLOCK_PERSON.allows(actor, on=on, tie=tie)


def has_role(user: User, kind: str, *, on: date) -> bool:
    """Whether the person holds a role of this kind on the date; a blocked person holds none."""
    return user.is_active and user.roles.filter(on_date(on), kind=kind).exists()
