# SPDX-License-Identifier: EUPL-1.2
"""What the log says, in words; a name that is not here shows itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.models import Event, Role

ACTIONS = {
    "accept_invitation": _("accepted an invitation"),
    "add_arrangement": _("added an arrangement"),
    "add_participation": _("added a participation"),
    "add_recess": _("filled in a recess of a council"),
    "add_second_factor": _("added a second step"),
    "appoint_secretariat": _("appointed a secretariat"),
    "ask_run": _("asked for a long computation"),
    "add_representative": _("said who sits for a municipality"),
    "block": _("blocked somebody"),
    "change_email": _("changed an e-mail address"),
    "change_password": _("changed a password"),
    "confirm_arrangement": _("confirmed an arrangement"),
    "correct_arrangement": _("corrected an arrangement"),
    "correct_participation": _("corrected a participation"),
    "correct_representative": _("corrected who sits for a municipality"),
    "decide_incoming": _("decided between sources"),
    "end_arrangement": _("ended an arrangement"),
    "end_participation": _("ended a participation"),
    "end_representative": _("ended who sits for a municipality"),
    "end_role": _("ended a role"),
    "give_role": _("gave a role"),
    "invite": _("invited somebody"),
    "load_package": _("loaded a data package"),
    "log_in": _("logged in"),
    "log_out": _("logged out"),
    "make_organisation": _("made an organisation"),
    "publish_balance": _("published an interim balance"),
    "prune_runs": _("removed old computations"),
    "publish_memo": _("published a reply memo"),
    "remove_recess": _("removed a recess of a council"),
    "reply_to_points": _("replied to points of councils"),
    "set_own_term": _("set a term of an arrangement"),
    "take_over_replies": _("took over replies after a correction"),
    "register_site": _("let another site log people in here"),
    "remove_representative_name": _("removed the name of a representative"),
    "remove_second_factor": _("removed a second step"),
    "renew_recovery_codes": _("made new recovery codes"),
    "reset_burden_assumption": _("put a default assumption back"),
    "reset_password": _("chose a new password by e-mail"),
    "set_burden_assumption": _("changed an assumption about burden"),
    "set_board": _("changed a board"),
    "set_person": _("made or renewed a person"),
    "tell_workload": _("said how much work an arrangement is"),
    "unblock": _("let somebody in again"),
    "undo": _("took back a change"),
    "undo_representative": _("took back a change of a representative"),
    "withdraw_arrangement": _("withdrew an arrangement"),
    "withdraw_board": _("withdrew a board"),
    "withdraw_participation": _("withdrew a participation"),
    "change_statement": _("changed a statement"),
    "close_statement": _("closed a statement"),
    "put_statement": _("put a statement"),
    "reopen_statement": _("opened a statement again"),
    "commit": _("wrote down a commitment"),
    "report_progress": _("reported how far a commitment is"),
    "evaluate": _("wrote an evaluation"),
    "withdraw_workload": _("took back how much work an arrangement is"),
    "adopt_opinion": _("recorded that an opinion was adopted"),
    "appoint_rapporteur": _("appointed a rapporteur"),
    "ask_to_join": _("asked a council to join an opinion"),
    "begin_draft": _("began a draft opinion"),
    "correct_opinion": _("opened an opinion for a new version"),
    "end_rapporteur": _("ended a rapporteur"),
    "join_opinion": _("joined an opinion"),
    "leave_opinion": _("left an opinion"),
    "record_answer": _("entered an answer by letter"),
    "say_no_opinion": _("recorded that no opinion is wished"),
    "send_opinion": _("sent an opinion"),
    "set_agenda": _("put an opinion on the agenda"),
    "take_out_of_opinion": _("went on without a council"),
    "withdraw_opinion": _("withdrew an opinion"),
    "write_draft": _("wrote a draft opinion"),
    "add_addressee": _("added an addressee to a dialogue"),
    "add_text": _("began a version of the text of a dialogue"),
    "change_round": _("changed a dialogue"),
    "change_text": _("changed the text of a dialogue"),
    "close_answers": _("closed the answers of a dialogue"),
    "close_round": _("closed a dialogue"),
    "extend_term": _("gave more time to answer in a dialogue"),
    "make_round": _("began a dialogue"),
    "publish_text": _("published a version of the text of a dialogue"),
    "remind_dialogue": _("reminded somebody of a dialogue"),
    "remove_addressee": _("took an addressee out of a dialogue"),
    "remove_text": _("threw away a version of the text of a dialogue"),
    "send_round": _("sent a dialogue to its addressees"),
    "withdraw_round": _("withdrew a dialogue"),
    "add_proposal": _("put a proposal to the board"),
    "cancel_meeting": _("called off a meeting of the board"),
    "change_meeting": _("changed a meeting of the board"),
    "change_proposal": _("changed a proposal to the board"),
    "close_ballot": _("closed a ballot"),
    "close_meeting": _("closed a meeting of the board"),
    "decide": _("wrote down a decision of the board"),
    "end_delegate": _("ended who votes for a municipality"),
    "give_mandate": _("recorded the mandate of a council"),
    "name_delegate": _("named who votes for a municipality"),
    "open_ballot": _("opened a ballot"),
    "open_meeting": _("opened a meeting of the board"),
    "plan_meeting": _("planned a meeting of the board"),
    "record_vote": _("wrote down a vote that was called out"),
    "remove_delegation": _("took a member off the list of the board"),
    "set_delegation": _("set a member of the board and its votes"),
    "set_present": _("said whether a member was there"),
    "vote": _("voted in the board"),
    "withdraw_proposal": _("withdrew a proposal to the board"),
}


RESULTS = {
    "accepted": _("accepted"),
    "added": _("added"),
    "asked": _("asked"),
    "blocked": _("blocked"),
    "changed": _("changed"),
    "done": _("done"),
    "ended": _("ended"),
    "given": _("given"),
    "loaded": _("loaded"),
    "made": _("made"),
    "refused": _("refused"),
    "removed": _("removed"),
    "sent": _("sent"),
    "sent again": _("sent again"),
    "unblocked": _("let in again"),
    "withdrawn": _("withdrawn"),
}

DETAILS = {
    "after": _("after"),
    "before": _("before"),
    "come_back": _("address"),
    "digest": _("digest"),
    "from": _("from"),
    "kind": _("kind"),
    "organisation": _("organisation"),
    "role": _("role"),
    "until": _("until"),
    "way": _("way"),
}

VALUES = {
    **{kind.value: kind.label for kind in Role.Kind},
    "mfa": _("second step"),
    "password": _("password"),
    "recovery_codes": _("recovery codes"),
    "totp": _("app with codes"),
    "webauthn": _("passkey"),
}


def action_label(action: str) -> str:
    """The action in words, in the language of the page."""
    return _word(ACTIONS, action)


def result_label(result: str) -> str:
    """The result in words."""
    return _word(RESULTS, result)


def detail_labels(event: Event) -> list[tuple[str, str]]:
    """The details of a line that are texts, in words; the file has all of them."""
    texts = {name: value for name, value in event.detail.items() if value and type(value) is str}
    return [(_word(DETAILS, name), str(VALUES.get(value, value))) for name, value in texts.items()]


def _word(words: Mapping[str, str | Promise], name: str) -> str:
    return str(words[name]) if name in words else name.replace("_", " ")
