# SPDX-License-Identifier: EUPL-1.2
"""What changes the register: loads, and edits by people."""

from samenspel.register.actions.arrangements import (
    add_arrangement,
    appoint_secretariat,
    confirm,
    correct_version,
    end_arrangement,
    withdraw_arrangement,
)
from samenspel.register.actions.boards import set_board, withdraw_board
from samenspel.register.actions.decisions import decide_incoming, undo
from samenspel.register.actions.load import LoadRefused, LoadReport, RemovalRefused, load_package
from samenspel.register.actions.participations import (
    add_participation,
    correct_participation,
    end_participation,
    withdraw_participation,
)
from samenspel.register.actions.refusals import (
    ChangedMeanwhile,
    EditRefused,
    FieldDifference,
    Ground,
)
from samenspel.register.editable import (
    BOARD_EDITABLE,
    PARTICIPATION_EDITABLE,
    PARTICIPATION_IDENTITY,
    VERSION_EDITABLE,
)

__all__ = [
    "BOARD_EDITABLE",
    "PARTICIPATION_EDITABLE",
    "PARTICIPATION_IDENTITY",
    "VERSION_EDITABLE",
    "ChangedMeanwhile",
    "EditRefused",
    "FieldDifference",
    "Ground",
    "LoadRefused",
    "LoadReport",
    "RemovalRefused",
    "add_arrangement",
    "add_participation",
    "appoint_secretariat",
    "confirm",
    "correct_participation",
    "correct_version",
    "decide_incoming",
    "end_arrangement",
    "end_participation",
    "load_package",
    "set_board",
    "undo",
    "withdraw_arrangement",
    "withdraw_board",
    "withdraw_participation",
]
