# SPDX-License-Identifier: EUPL-1.2
"""What stands in the chain of a round, by kind of record.

Every subject has a file here with its functions and a table ``RECIPES``. An action appends
``payload_of_...(row)``; ``verification`` makes the payload again from the stored row and compares.
"""

from __future__ import annotations

from collections.abc import Mapping

from samenspel.dialogue.payloads.balance import RECIPES as BALANCE
from samenspel.dialogue.payloads.follow_up import RECIPES as FOLLOW_UP
from samenspel.dialogue.payloads.meetings import RECIPES as MEETINGS
from samenspel.dialogue.payloads.opinions import RECIPES as OPINIONS
from samenspel.dialogue.payloads.recipe import Recipe
from samenspel.dialogue.payloads.replies import RECIPES as REPLIES
from samenspel.dialogue.payloads.rounds import RECIPES as ROUNDS

PAYLOADS: Mapping[str, Recipe] = {
    **BALANCE,
    **FOLLOW_UP,
    **MEETINGS,
    **OPINIONS,
    **ROUNDS,
    **REPLIES,
}
"""The recipe of each kind of record; subjects are added one line each, in alphabetical order."""

__all__ = ["PAYLOADS", "Recipe"]
