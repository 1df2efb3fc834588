# SPDX-License-Identifier: EUPL-1.2
"""Tables of dialogues."""

from samenspel.dialogue.models.balance import Balance
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
from samenspel.dialogue.models.replies import Memo, Reply, Verdict
from samenspel.dialogue.models.rounds import (
    RESERVED,
    Addressee,
    AddresseeStep,
    Clause,
    Round,
    RoundDocument,
)
from samenspel.dialogue.models.statements import Reaction, Statement

__all__ = [
    "RESERVED",
    "Addressee",
    "AddresseeStep",
    "Adoption",
    "Balance",
    "Ballot",
    "ChainRecord",
    "Clause",
    "Commitment",
    "CommitmentStep",
    "Decision",
    "Delegate",
    "Delegation",
    "DraftPoint",
    "Evaluation",
    "Mandate",
    "Meeting",
    "Memo",
    "Opinion",
    "OpinionParty",
    "OpinionPoint",
    "OpinionVersion",
    "Position",
    "Preparation",
    "Proposal",
    "Rapporteur",
    "Reaction",
    "Reply",
    "Round",
    "RoundDocument",
    "Sending",
    "Statement",
    "Verdict",
    "Vote",
]
