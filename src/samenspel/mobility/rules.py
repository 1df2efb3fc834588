# SPDX-License-Identifier: EUPL-1.2
"""Who may have regions computed beyond what every visitor may."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Role
from samenspel.accounts.rules import ADMINISTRATORS, ANYTHING, Actor, Right, Tie

ASK_WHEN_BUSY = Right(
    "ask_run_when_busy",
    "site",
    _("ask for a long computation while many visitors wait for theirs"),
    {
        **ADMINISTRATORS,
        Role.Kind.COUNCILLOR: ANYTHING,
        Role.Kind.CLERK: ANYTHING,
        Role.Kind.ADVISER: ANYTHING,
        Role.Kind.SECRETARIAT: ANYTHING,
    },
)
PRUNE_RUNS = Right(
    "prune_runs", "site", _("remove computations that nobody looks at"), ADMINISTRATORS
)
RIGHTS = (ASK_WHEN_BUSY, PRUNE_RUNS)


def may_ask_when_busy(actor: Actor, *, on: date) -> bool:
    """Everybody with a role; visitors have to wait until there are fewer."""
    return ASK_WHEN_BUSY.allows(actor, on=on, tie=lambda _role: Tie.OTHER)


def may_prune_runs(actor: Actor, *, on: date) -> bool:
    """The operator and administrators."""
    return PRUNE_RUNS.allows(actor, on=on, tie=lambda _role: Tie.OTHER)
