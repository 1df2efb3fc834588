# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to keep the register true: worklists and confirm rounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Role
from samenspel.accounts.rules import ADMINISTRATORS, ActingRole, Actor, Right, Tie
from samenspel.places.models import Municipality
from samenspel.register.models import ArrangementVersion
from samenspel.register.rules import TiesToArrangement, predecessors

_OWN = frozenset({Tie.OWN})
_INVOLVED = frozenset({Tie.OWN, Tie.KEEPING, Tie.TAKING_PART})

SEE_WORKLIST = Right(
    "see_worklist",
    "organisation",
    _("see the worklist and the confirm round of an organisation"),
    {
        **ADMINISTRATORS,
        Role.Kind.COUNCILLOR: _OWN,
        Role.Kind.CLERK: _OWN,
        Role.Kind.ADVISER: _OWN,
        Role.Kind.SECRETARIAT: _OWN,
    },
)
SEE_ARRANGEMENT_WORKLIST = Right(
    "see_arrangement_worklist",
    "arrangement",
    _("see the worklist of an arrangement"),
    {
        **ADMINISTRATORS,
        Role.Kind.COUNCILLOR: _INVOLVED,
        Role.Kind.CLERK: _INVOLVED,
        Role.Kind.ADVISER: _INVOLVED,
        Role.Kind.SECRETARIAT: _OWN,
    },
)
SET_ASIDE = Right(
    "set_aside",
    "arrangement",
    _("set a finding aside, with the reason"),
    {
        **ADMINISTRATORS,
        Role.Kind.CLERK: frozenset({Tie.OWN, Tie.KEEPING}),
        Role.Kind.ADVISER: frozenset({Tie.OWN, Tie.KEEPING}),
        Role.Kind.SECRETARIAT: _OWN,
    },
)
RUN_ROUND = Right(
    "run_round",
    "organisation",
    _("start a confirm round and answer in it"),
    {**ADMINISTRATORS, Role.Kind.CLERK: _OWN, Role.Kind.ADVISER: _OWN},
)
IMPORT_LIST = Right(
    "import_list",
    "municipality",
    _("take over a list of a municipality"),
    {**ADMINISTRATORS, Role.Kind.CLERK: _OWN, Role.Kind.ADVISER: _OWN},
)
DECIDE_MATCH = Right(
    "decide_match",
    "arrangement",
    _("decide between two sources"),
    {
        **ADMINISTRATORS,
        Role.Kind.CLERK: frozenset({Tie.KEEPING}),
        Role.Kind.ADVISER: frozenset({Tie.KEEPING}),
        Role.Kind.SECRETARIAT: _OWN,
    },
)
RIGHTS = (
    SEE_WORKLIST,
    SEE_ARRANGEMENT_WORKLIST,
    SET_ASIDE,
    RUN_ROUND,
    IMPORT_LIST,
    DECIDE_MATCH,
)


def may_see_worklist_of_municipality(actor: Actor, municipality_id: int, *, on: date) -> bool:
    """People of the municipality, and administrators."""
    return SEE_WORKLIST.allows(actor, on=on, tie=_of_municipality(municipality_id))


def may_see_worklist_of_organisation(actor: Actor, organisation_id: int, *, on: date) -> bool:
    """People of the organisation, and administrators."""

    def tie(role: ActingRole) -> Tie:
        return Tie.OWN if role.organisation_id == organisation_id else Tie.OTHER

    return SEE_WORKLIST.allows(actor, on=on, tie=tie)


def may_see_worklist_of_arrangement(
    actor: Actor, version: ArrangementVersion, *, on: date, ties: TiesToArrangement | None = None
) -> bool:
    """People of the secretariat and of every municipality that takes part, and administrators.

    ``ties`` are those of the actor to the version, where they have been looked up already.
    """
    known = ties or TiesToArrangement(actor, version, on=on)
    return SEE_ARRANGEMENT_WORKLIST.allows(actor, on=on, tie=known)


def may_set_aside(
    actor: Actor, version: ArrangementVersion, *, on: date, municipality_id: int | None = None
) -> bool:
    """Who keeps the record, and the municipality whose participation the finding is about."""
    ties = TiesToArrangement(actor, version, on=on)

    def tie(role: ActingRole) -> Tie:
        if municipality_id is not None and municipality_id in ties.acts_for(role):
            return Tie.OWN
        return ties(role)

    return SET_ASIDE.allows(actor, on=on, tie=tie)


def may_run_round(actor: Actor, municipality_id: int, *, on: date) -> bool:
    """Clerks and policy advisers of the municipality, and administrators."""
    return RUN_ROUND.allows(actor, on=on, tie=_of_municipality(municipality_id))


def _of_municipality(municipality_id: int) -> Callable[[ActingRole], Tie]:
    """How a role is tied to what belongs to one municipality."""
    return lambda role: Tie.OWN if role.municipality_id == municipality_id else Tie.OTHER


def acting_for(actor: Actor, municipality: Municipality, *, on: date) -> dict[int, frozenset[int]]:
    """Whom the municipality and those of the actor's roles act for; see ``predecessors``."""
    mine = {r.municipality_id for r in actor.roles(on) if r.municipality_id is not None}
    return predecessors({municipality.pk, *mine})


def may_import_list(
    actor: Actor,
    municipality: Municipality,
    *,
    on: date,
    acts_for: Mapping[int, frozenset[int]] | None = None,
) -> bool:
    """Clerks and policy advisers of the municipality or of the one it merged into.

    ``acts_for``: what :func:`acting_for` gives, for who has it at hand.
    """
    known = acting_for(actor, municipality, on=on) if acts_for is None else acts_for

    def tie(role: ActingRole) -> Tie:
        own = known.get(role.municipality_id or 0, frozenset())
        return Tie.OWN if municipality.pk in own else Tie.OTHER

    return IMPORT_LIST.allows(actor, on=on, tie=tie)


def may_decide_match(actor: Actor, version: ArrangementVersion, *, on: date) -> bool:
    """Who keeps the record of the arrangement in the leading source."""
    return DECIDE_MATCH.allows(actor, on=on, tie=TiesToArrangement(actor, version, on=on))
