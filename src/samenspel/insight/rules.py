# SPDX-License-Identifier: EUPL-1.2
"""Who may tell what the measures are made of: representatives, workloads, assumptions."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Role
from samenspel.accounts.rules import ADMINISTRATORS, ActingRole, Actor, Right, Tie
from samenspel.register.models import ArrangementVersion
from samenspel.register.rules import CORRECT_ARRANGEMENT, TiesToArrangement

KEEP_REPRESENTATIVES = Right(
    "keep_representatives",
    "municipality",
    _("say who sits in boards for a municipality"),
    {
        **ADMINISTRATORS,
        Role.Kind.CLERK: frozenset({Tie.OWN}),
        Role.Kind.ADVISER: frozenset({Tie.OWN}),
    },
)
SET_ASSUMPTIONS = Right(
    "set_burden_assumptions",
    "site",
    _("change what the burden of arrangements is assumed to be"),
    ADMINISTRATORS,
)
TELL_WORKLOAD = Right(
    "tell_workload",
    "arrangement",
    _("say how much work an arrangement really is"),
    CORRECT_ARRANGEMENT.allowed,
)
RIGHTS: tuple[Right, ...] = (KEEP_REPRESENTATIVES, SET_ASSUMPTIONS, TELL_WORKLOAD)


def may_keep_representatives(actor: Actor, municipality_id: int, *, on: date) -> bool:
    """Clerks and policy advisers of the municipality, and administrators."""

    def tie(role: ActingRole) -> Tie:
        return Tie.OWN if role.municipality_id == municipality_id else Tie.OTHER

    return KEEP_REPRESENTATIVES.allows(actor, on=on, tie=tie)


def may_set_assumptions(actor: Actor, *, on: date) -> bool:
    """Administrators: the assumptions hold for everybody."""
    return SET_ASSUMPTIONS.allows(actor, on=on, tie=lambda _role: Tie.OTHER)


def may_tell_workload(actor: Actor, version: ArrangementVersion, *, on: date) -> bool:
    """Who keeps the record of the arrangement, as for its other facts."""
    return TELL_WORKLOAD.allows(actor, on=on, tie=TiesToArrangement(actor, version, on=on))
