# SPDX-License-Identifier: EUPL-1.2
"""The actions of the log in words; one that is not here shows its own name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "accept_invitation": _("accepted an invitation"),
    "add_arrangement": _("added an arrangement"),
    "add_participation": _("added a participation"),
    "add_second_factor": _("added a second step"),
    "appoint_secretariat": _("appointed a secretariat"),
    "block": _("blocked somebody"),
    "change_email": _("changed an e-mail address"),
    "change_password": _("changed a password"),
    "confirm_arrangement": _("confirmed an arrangement"),
    "correct_arrangement": _("corrected an arrangement"),
    "correct_participation": _("corrected a participation"),
    "decide_incoming": _("decided between sources"),
    "end_arrangement": _("ended an arrangement"),
    "end_participation": _("ended a participation"),
    "end_role": _("ended a role"),
    "give_role": _("gave a role"),
    "invite": _("invited somebody"),
    "load_package": _("loaded a data package"),
    "log_in": _("logged in"),
    "log_out": _("logged out"),
    "make_organisation": _("made an organisation"),
    "register_site": _("let another site log people in here"),
    "remove_second_factor": _("removed a second step"),
    "renew_recovery_codes": _("made new recovery codes"),
    "reset_password": _("chose a new password by e-mail"),
    "set_board": _("changed a board"),
    "set_person": _("made or renewed a person"),
    "unblock": _("let somebody in again"),
    "undo": _("took back a change"),
    "withdraw_arrangement": _("withdrew an arrangement"),
    "withdraw_board": _("withdrew a board"),
    "withdraw_participation": _("withdrew a participation"),
}


def action_label(action: str) -> str:
    """The action in words, in the language of the page."""
    return str(ACTIONS[action]) if action in ACTIONS else action.replace("_", " ")
