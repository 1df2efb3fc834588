# SPDX-License-Identifier: EUPL-1.2
"""What changes people, roles and the log."""

from samenspel.accounts.actions.invitations import (
    VALID_FOR,
    Invited,
    accept_as_new,
    accept_as_person,
    hash_of,
    invite,
    renew,
    withdraw,
)
from samenspel.accounts.actions.log import log_event
from samenspel.accounts.actions.organisations import make_municipality, make_secretariat
from samenspel.accounts.actions.people import RoleGiven, ensure_organisation, ensure_person
from samenspel.accounts.actions.refusal import ManageRefused
from samenspel.accounts.actions.roles import end_role, give_role, set_blocked
from samenspel.accounts.actions.sites import register_site
from samenspel.accounts.actions.tokens import LONGEST_DAYS, make_token, revoke_token, use_token

__all__ = [
    "LONGEST_DAYS",
    "VALID_FOR",
    "Invited",
    "ManageRefused",
    "RoleGiven",
    "accept_as_new",
    "accept_as_person",
    "end_role",
    "ensure_organisation",
    "ensure_person",
    "give_role",
    "hash_of",
    "invite",
    "log_event",
    "make_municipality",
    "make_secretariat",
    "make_token",
    "register_site",
    "renew",
    "revoke_token",
    "set_blocked",
    "use_token",
    "withdraw",
]
