# SPDX-License-Identifier: EUPL-1.2
"""What the board does: planning a meeting, mandates, presence, ballots, votes, decisions."""

from samenspel.dialogue.actions.meetings.closing import close_ballot, decide_as_chair
from samenspel.dialogue.actions.meetings.delegates import (
    end_delegate,
    give_mandate,
    name_delegate,
)
from samenspel.dialogue.actions.meetings.holding import close_meeting, open_meeting, set_present
from samenspel.dialogue.actions.meetings.planning import (
    DelegationValues,
    MeetingValues,
    cancel_meeting,
    change_meeting,
    plan_meeting,
    remove_delegation,
    set_delegation,
)
from samenspel.dialogue.actions.meetings.proposals import (
    ProposalValues,
    add_proposal,
    change_proposal,
    withdraw_proposal,
)
from samenspel.dialogue.actions.meetings.voting import open_ballot, record_vote, vote

__all__ = [
    "DelegationValues",
    "MeetingValues",
    "ProposalValues",
    "add_proposal",
    "cancel_meeting",
    "change_meeting",
    "change_proposal",
    "close_ballot",
    "close_meeting",
    "decide_as_chair",
    "end_delegate",
    "give_mandate",
    "name_delegate",
    "open_ballot",
    "open_meeting",
    "plan_meeting",
    "record_vote",
    "remove_delegation",
    "set_delegation",
    "set_present",
    "vote",
    "withdraw_proposal",
]
