# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with city links.

The file of a link belongs to its parties. A right in a file is data: the kinds of role that have
it when their municipality is a party, the kinds of people named in the file that have it through
their account, and the stages in which it counts. docs/rights.md and the matrix in
``tests/citylinks/test_rights_matrix.py`` are made from :data:`LINK_RIGHTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Role
from samenspel.accounts.rules import ADMINISTRATORS, ActingRole, Actor, Right, Tie
from samenspel.citylinks.models import CityLink, Person
from samenspel.places.models import Municipality
from samenspel.register.rules import predecessors

Stage = CityLink.Stage


class Standing(StrEnum):
    """How a role stands to an object in the file of a link; a role may stand in several ways."""

    PARTY = "party"
    """Its municipality is a party to the link."""
    OWN = "own"
    """The object is of its own municipality: the decision of its council, its person."""
    OTHER = "other"
    """None of these."""


ANY_STANDING = frozenset(Standing)
_PARTY = frozenset({Standing.PARTY})
_OWN = frozenset({Standing.OWN})


@dataclass(frozen=True)
class LinkRight:
    """The right to do one thing to one kind of object in the file of a link.

    ``allowed``: for each kind of role the standings that give the right; ``named``: the kinds of
    people of the file who have it through their account, whatever their roles; ``stages``: when.
    The operator has every right but those with ``is_private``, which are for members only.
    """

    action: str
    object_kind: str
    label: str | Promise
    allowed: Mapping[str, frozenset[Standing]]
    named: frozenset[str]
    stages: frozenset[str]
    is_private: bool = False

    def is_held(
        self,
        actor: Actor,
        *,
        on: date,
        standings: Callable[[ActingRole], frozenset[Standing]],
        named_as: Callable[[], frozenset[str]],
    ) -> bool:
        """Whether the actor has the right in the stages in which it counts.

        ``named_as`` gives the kinds as which the actor is named in the file on the day; it is only
        asked when no role gives the right.
        """
        if actor.is_operator:
            return not self.is_private
        by_role = any(
            standings(role) & self.allowed[role.kind]
            for role in actor.roles(on)
            if role.kind in self.allowed
        )
        return by_role or bool(self.named and self.named & named_as())

    def counts_in(self, stage: str) -> bool:
        """Whether the right counts in this stage of the link."""
        return stage in self.stages


_ALL = frozenset(Stage)
_LIVING = _ALL - {Stage.ENDED}
EVERYBODY_NAMED = frozenset(Person.Kind) - {Person.Kind.OTHER}
_KEEPING_NAMED = frozenset({Person.Kind.COORDINATOR, Person.Kind.OFFICIAL})
_COORDINATOR = frozenset({Person.Kind.COORDINATOR})
_STAFF: Mapping[str, frozenset[Standing]] = {Role.Kind.ADVISER: _PARTY, Role.Kind.CLERK: _PARTY}
_MEMBERS: Mapping[str, frozenset[Standing]] = {**_STAFF, Role.Kind.COUNCILLOR: _PARTY}

SEE_FILE = LinkRight(
    "see_file",
    "link",
    _("see the file of a link, with its people"),
    _MEMBERS,
    EVERYBODY_NAMED,
    _ALL,
    is_private=True,
)
KEEP_FILE = LinkRight(
    "keep_file",
    "link",
    _("keep the file: agreement, aims, activities, contacts, calendar, documents, photos"),
    _STAFF,
    _KEEPING_NAMED,
    _LIVING,
)
KEEP_PEOPLE = LinkRight(
    "keep_people",
    "person",
    _("enter the people of a link, and hand over"),
    _STAFF,
    _COORDINATOR,
    _LIVING,
)
FORGET_PERSON = LinkRight(
    "forget_person",
    "person",
    _("remove somebody from a file on request"),
    {**_STAFF, Role.Kind.ADMINISTRATOR: ANY_STANDING},
    _COORDINATOR,
    _ALL,
)
RECORD_DECISION = LinkRight(
    "record_decision",
    "decision",
    _("write down what the own council or executive decided"),
    {Role.Kind.CLERK: _OWN, Role.Kind.ADVISER: _OWN},
    frozenset(),
    _ALL,
)
RECORD_ELSEWHERE = LinkRight(
    "record_elsewhere",
    "decision",
    _("write down what a partner without people on this site decided"),
    _STAFF,
    _COORDINATOR,
    _ALL,
)
PUBLISH_LINK = LinkRight(
    "publish_link",
    "link",
    _("make the page of a link public, or not"),
    _STAFF,
    _COORDINATOR,
    _ALL,
)
END_LINK = LinkRight(
    "end_link", "link", _("end a link, with the reason"), _STAFF, _COORDINATOR, _LIVING
)
REOPEN_LINK = LinkRight(
    "reopen_link",
    "link",
    _("take up an ended link again"),
    _STAFF,
    _COORDINATOR,
    frozenset({Stage.ENDED}),
)
LOOK_BACK = LinkRight(
    "look_back", "look-back", _("write and publish a look-back"), _STAFF, _COORDINATOR, _ALL
)
LINK_RIGHTS = (
    SEE_FILE,
    KEEP_FILE,
    KEEP_PEOPLE,
    FORGET_PERSON,
    RECORD_DECISION,
    RECORD_ELSEWHERE,
    PUBLISH_LINK,
    END_LINK,
    REOPEN_LINK,
    LOOK_BACK,
)

_OWN_STAFF: Mapping[str, frozenset[Tie]] = {
    Role.Kind.ADVISER: frozenset({Tie.OWN}),
    Role.Kind.CLERK: frozenset({Tie.OWN}),
}
_OWN_PEOPLE: Mapping[str, frozenset[Tie]] = {
    **_OWN_STAFF,
    Role.Kind.COUNCILLOR: frozenset({Tie.OWN}),
}
MAKE_LINK = Right("make_link", "municipality", _("begin the file of a city link"), _OWN_STAFF)
IMPORT_LINKS = Right(
    "import_links",
    "municipality",
    _("import city links from a list"),
    {**ADMINISTRATORS, **_OWN_STAFF},
)
KEEP_PROFILE = Right(
    "keep_profile", "municipality", _("say what the municipality offers and needs"), _OWN_STAFF
)
SEE_PROFILE = Right(
    "see_profile", "municipality", _("see what the municipality does not share"), _OWN_PEOPLE
)
KEEP_CONSIDERATION = Right(
    "keep_consideration", "municipality", _("weigh a city link and keep the answers"), _OWN_STAFF
)
SEE_CONSIDERATION = Right(
    "see_consideration",
    "municipality",
    _("read how the municipality weighs a city link"),
    _OWN_PEOPLE,
)
RIGHTS = (
    MAKE_LINK,
    IMPORT_LINKS,
    KEEP_PROFILE,
    SEE_PROFILE,
    KEEP_CONSIDERATION,
    SEE_CONSIDERATION,
)


def may_for(right: Right, actor: Actor, municipality: Municipality, *, on: date) -> bool:
    """Whether the actor has the right for the municipality, or for one that merged into its own."""
    return bool(those_for(right, actor, [municipality], on=on))


def acts_for(actor: Actor, *, on: date) -> Mapping[int, frozenset[int]]:
    """For each municipality of the actor's roles itself and those that merged into it, by key.

    Two queries, one where the roles are known already.
    """
    return predecessors({r.municipality_id for r in actor.roles(on) if r.municipality_id})


def those_for(
    right: Right,
    actor: Actor,
    municipalities: Iterable[Municipality],
    *,
    on: date,
    acting: Mapping[int, frozenset[int]] | None = None,
) -> list[Municipality]:
    """The municipalities for which the actor has the right, in their order.

    ``acting`` is what :func:`acts_for` says, asked for when it is not given.
    """
    held = acts_for(actor, on=on) if acting is None else acting
    return [one for one in municipalities if right.allows(actor, on=on, tie=_ties(held, one.pk))]


def _ties(
    acting: Mapping[int, frozenset[int]], municipality_id: int
) -> Callable[[ActingRole], Tie]:
    def tie(role: ActingRole) -> Tie:
        held = acting.get(role.municipality_id or 0, frozenset())
        return Tie.OWN if municipality_id in held else Tie.OTHER

    return tie
