# SPDX-License-Identifier: EUPL-1.2
"""Who may change the register.

The record of an arrangement is kept by its secretariat; where there is none, by the
municipalities that take part. A municipality always keeps what is about itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Organisation, Role
from samenspel.accounts.rules import ADMINISTRATORS, ActingRole, Actor, Right, Tie
from samenspel.places.models import Municipality, MunicipalityChange
from samenspel.register.models import Arrangement, ArrangementVersion, Participation

_KEEPERS = {
    **ADMINISTRATORS,
    Role.Kind.CLERK: frozenset({Tie.KEEPING}),
    Role.Kind.ADVISER: frozenset({Tie.KEEPING}),
    Role.Kind.SECRETARIAT: frozenset({Tie.OWN}),
}
_KEEPERS_AND_OWN = {
    **_KEEPERS,
    Role.Kind.CLERK: frozenset({Tie.OWN, Tie.KEEPING}),
    Role.Kind.ADVISER: frozenset({Tie.OWN, Tie.KEEPING}),
}
_OWN_MUNICIPALITY = {
    **ADMINISTRATORS,
    Role.Kind.CLERK: frozenset({Tie.OWN}),
    Role.Kind.ADVISER: frozenset({Tie.OWN}),
}

ADD_ARRANGEMENT = Right(
    "add_arrangement",
    "organisation",
    _("add an arrangement"),
    {**_OWN_MUNICIPALITY, Role.Kind.SECRETARIAT: frozenset({Tie.OWN})},
)
CORRECT_ARRANGEMENT = Right(
    "correct_arrangement", "arrangement", _("correct or end an arrangement"), _KEEPERS
)
CORRECT_PARTICIPATION = Right(
    "correct_participation", "participation", _("correct or end a participation"), _KEEPERS_AND_OWN
)
CONFIRM_ARRANGEMENT = Right(
    "confirm_arrangement",
    "arrangement",
    _("confirm that a record is still right"),
    {
        **ADMINISTRATORS,
        Role.Kind.CLERK: frozenset({Tie.KEEPING, Tie.TAKING_PART}),
        Role.Kind.ADVISER: frozenset({Tie.KEEPING, Tie.TAKING_PART}),
        Role.Kind.SECRETARIAT: frozenset({Tie.OWN}),
    },
)
APPOINT_SECRETARIAT = Right(
    "appoint_secretariat", "arrangement", _("appoint the secretariat"), ADMINISTRATORS
)
RIGHTS = (
    ADD_ARRANGEMENT,
    CORRECT_ARRANGEMENT,
    CORRECT_PARTICIPATION,
    CONFIRM_ARRANGEMENT,
    APPOINT_SECRETARIAT,
)


def may_add_arrangement(actor: Actor, organisation: Organisation, *, on: date) -> bool:
    """People of the organisation on whose behalf it is added."""

    return ADD_ARRANGEMENT.allows(actor, on=on, tie=tie_to_organisation(organisation))


def may_correct_arrangement(actor: Actor, version: ArrangementVersion, *, on: date) -> bool:
    """Who keeps the record: name, form, dates, boards, who takes part."""
    return CORRECT_ARRANGEMENT.allows(actor, on=on, tie=TiesToArrangement(actor, version, on=on))


def may_correct_participation(actor: Actor, participation: Participation, *, on: date) -> bool:
    """Who keeps the record, and the municipality that the participation is of."""
    tie = tie_to_participation(actor, participation, on=on)
    return CORRECT_PARTICIPATION.allows(actor, on=on, tie=tie)


def may_confirm_arrangement(actor: Actor, version: ArrangementVersion, *, on: date) -> bool:
    """The secretariat and every municipality that takes part."""
    return CONFIRM_ARRANGEMENT.allows(actor, on=on, tie=TiesToArrangement(actor, version, on=on))


def may_appoint_secretariat(actor: Actor, arrangement: Arrangement, *, on: date) -> bool:
    """Administrators, for every arrangement."""
    del arrangement
    return APPOINT_SECRETARIAT.allows(actor, on=on, tie=lambda _role: Tie.OTHER)


def acting_role(
    actor: Actor, right: Right, *, on: date, tie: Callable[[ActingRole], Tie]
) -> ActingRole | None:
    """The role that gives the actor the right, of several the first; None for the operator."""
    return next(
        (
            role
            for role in actor.roles(on)
            if role.kind in right.allowed and tie(role) in right.allowed[role.kind]
        ),
        None,
    )


def tie_to_organisation(organisation: Organisation) -> Callable[[ActingRole], Tie]:
    """How roles are tied to an organisation: their own, or not."""

    def tie(role: ActingRole) -> Tie:
        return Tie.OWN if role.organisation_id == organisation.pk else Tie.OTHER

    return tie


def tie_to_participation(
    actor: Actor, participation: Participation, *, on: date
) -> Callable[[ActingRole], Tie]:
    """How roles are tied to a participation: as to its version, and their own municipality's."""
    ties = TiesToArrangement(actor, participation.version, on=on)

    def tie(role: ActingRole) -> Tie:
        if participation.municipality_id in ties.acts_for(role):
            return Tie.OWN
        return ties(role)

    return tie


class TiesToArrangement:
    """How the roles of an actor are tied to a version of an arrangement; at most three queries."""

    def __init__(self, actor: Actor, version: ArrangementVersion, *, on: date) -> None:
        mine = {r.municipality_id for r in actor.roles(on) if r.municipality_id is not None}
        self._secretariat = version.arrangement.secretariat_id
        self._acts_for = predecessors(mine)
        known = {pk for pks in self._acts_for.values() for pk in pks}
        self._taking_part = (
            set(
                Participation.objects.filter(
                    version=version, municipality_id__in=known
                ).values_list("municipality_id", flat=True)
            )
            if known
            else set()
        )

    def acts_for(self, role: ActingRole) -> frozenset[int]:
        """The municipality of the role and those that merged into it."""
        if role.municipality_id is None:
            return frozenset()
        return self._acts_for[role.municipality_id]

    def __call__(self, role: ActingRole) -> Tie:
        if self._secretariat is not None and role.organisation_id == self._secretariat:
            return Tie.OWN
        if not self.acts_for(role) & self._taking_part:
            return Tie.OTHER
        return Tie.KEEPING if self._secretariat is None else Tie.TAKING_PART


def predecessors(municipalities: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each municipality itself and all that merged into it, also in steps; one query.

    A municipality acts for those that it succeeds: registers often still name the old one. Parts
    of a territory (split, transfer) do not count.
    """
    wanted = set(municipalities)
    if not wanted:
        return {}
    whole = {MunicipalityChange.Kind.MERGE, MunicipalityChange.Kind.RENAME}
    into: dict[int, set[int]] = {}
    for old, new in MunicipalityChange.objects.filter(kind__in=whole).values_list("old", "new"):
        into.setdefault(new, set()).add(old)
    found = {}
    for one in wanted:
        reached, waiting = {one}, [one]
        while waiting:
            for old in into.get(waiting.pop(), set()) - reached:
                reached.add(old)
                waiting.append(old)
        found[one] = frozenset(reached)
    return found


def all_of_municipality(municipality: Municipality) -> frozenset[int]:
    """The municipality and all that merged into it."""
    return predecessors([municipality.pk])[municipality.pk]
