# SPDX-License-Identifier: EUPL-1.2
"""Which rows of a list are taken over although they are known already."""

from __future__ import annotations

from typing import Any

CHOSEN = "ook"
_LONGEST_NUMBER = 6


def chosen_in(data: Any) -> frozenset[int]:
    """The numbers of the rows that were ticked; what is no number is left out.

    A number that the list does not have does nothing.
    """
    said = (text for text in data.getlist(CHOSEN) if len(text) <= _LONGEST_NUMBER)
    return frozenset(int(text) for text in said if text.isdecimal())
