# SPDX-License-Identifier: EUPL-1.2
"""What stands in the chain of a round, by kind of record.

Every subject has a file here with its functions and a table ``RECIPES``. An action appends
``payload_of_...(row)``; ``verification`` makes the payload again from the stored row and compares.
"""

from __future__ import annotations

from collections.abc import Mapping

from samenspel.dialogue.payloads.meetings import RECIPES as MEETINGS
from samenspel.dialogue.payloads.recipe import Recipe

PAYLOADS: Mapping[str, Recipe] = {
    **MEETINGS,
}
"""The recipe of each kind of record; subjects are added one line each, in alphabetical order."""

__all__ = ["PAYLOADS", "Recipe"]
