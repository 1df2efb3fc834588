# SPDX-License-Identifier: EUPL-1.2
"""Tables of dialogues."""

from samenspel.dialogue.models.balance import Balance, BalancePart
from samenspel.dialogue.models.chain import ChainRecord
from samenspel.dialogue.models.follow_up import Commitment, CommitmentStep, Evaluation
from samenspel.dialogue.models.meetings import (
    Ballot,
    Decision,
    Delegate,
    Delegation,
    Mandate,
    Meeting,
    Proposal,
    Vote,
)
from samenspel.dialogue.models.opinions import (
    Adoption,
    DraftPoint,
    Opinion,
    OpinionParty,
    OpinionPoint,
    OpinionVersion,
    Position,
    Preparation,
    Rapporteur,
    Sending,
)
from samenspel.dialogue.models.reminders import DialogueReminder
from samenspel.dialogue.models.replies import Memo, Reply, Verdict
from samenspel.dialogue.models.rounds import (
    RESERVED,
    Addressee,
    AddresseeStep,
    Clause,
    Round,
    RoundDocument,
)
from samenspel.dialogue.models.statements import (
    OpinionMap,
    Reaction,
    Statement,
    StatementCount,
)
from samenspel.dialogue.models.terms import OwnTerm, Recess

__all__ = [
    "RESERVED",
    "Addressee",
    "AddresseeStep",
    "Adoption",
    "Balance",
    "BalancePart",
    "Ballot",
    "ChainRecord",
    "Clause",
    "Commitment",
    "CommitmentStep",
    "Decision",
    "Delegate",
    "Delegation",
    "DialogueReminder",
    "DraftPoint",
    "Evaluation",
    "Mandate",
    "Meeting",
    "Memo",
    "Opinion",
    "OpinionMap",
    "OpinionParty",
    "OpinionPoint",
    "OpinionVersion",
    "OwnTerm",
    "Position",
    "Preparation",
    "Proposal",
    "Rapporteur",
    "Reaction",
    "Recess",
    "Reply",
    "Round",
    "RoundDocument",
    "Sending",
    "Statement",
    "StatementCount",
    "Verdict",
    "Vote",
]
