# SPDX-License-Identifier: EUPL-1.2
"""Published definitions of what dialogues count, a file per subject."""

from __future__ import annotations

from samenspel.dialogue.methods.balance import METHODS as BALANCE
from samenspel.dialogue.methods.meetings import METHODS as MEETINGS
from samenspel.dialogue.methods.statements import METHODS as STATEMENTS
from samenspel.dialogue.methods.terms import METHODS as TERMS
from samenspel.register.methods import Method

METHODS: tuple[Method, ...] = (*MEETINGS, *BALANCE, *STATEMENTS, *TERMS)
