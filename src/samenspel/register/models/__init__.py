# SPDX-License-Identifier: EUPL-1.2
"""The tables of the register, by subject."""

from samenspel.register.models.arrangements import (
    Arrangement,
    ArrangementVersion,
    Status,
    VersionDomain,
    in_force,
)
from samenspel.register.models.changes import (
    Change,
    ChangeSet,
    HeldValue,
    RecordKind,
)
from samenspel.register.models.collections import (
    Body,
    Collection,
)
from samenspel.register.models.participations import (
    Board,
    Contribution,
    Participation,
    Seat,
)
from samenspel.register.models.sent_lists import (
    DECIDED_IF_AND_ONLY_IF,
    LONGEST_FILENAME,
    SentList,
)
from samenspel.register.models.statements import (
    Competence,
    Document,
    Resemblance,
    Statement,
)

__all__ = [
    "DECIDED_IF_AND_ONLY_IF",
    "LONGEST_FILENAME",
    "Arrangement",
    "ArrangementVersion",
    "Board",
    "Body",
    "Change",
    "ChangeSet",
    "Collection",
    "Competence",
    "Contribution",
    "Document",
    "HeldValue",
    "Participation",
    "RecordKind",
    "Resemblance",
    "Seat",
    "SentList",
    "Statement",
    "Status",
    "VersionDomain",
    "in_force",
]
