# SPDX-License-Identifier: EUPL-1.2
"""What people tell about a round, its text and its addressees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samenspel.places.models import Municipality


@dataclass(frozen=True)
class RoundValues:
    """What can be changed while a round is being prepared.

    ``answer_by``: the last day that is asked for; a later one by law or by the arrangement wins.
    ``decides_on``: when the board wants to decide. ``minimum_group``: the fewest reactions of
    which a count is published.
    """

    title: str
    kind: str
    question: str
    background: str = ""
    arrangement_slug: str = ""
    letter_text: str = ""
    letter_reference: str = ""
    signed_by: str = ""
    answer_by: date | None = None
    decides_on: date | None = None
    minimum_group: int = 10


@dataclass(frozen=True)
class ClauseValues:
    """A numbered item of a text; ``key`` is the same in every version, empty: from the number."""

    key: str
    number: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class AddresseeValues:
    """A body to ask; ``name`` may be empty for a council or executive."""

    body: str
    municipality: Municipality | None
    name: str = ""
    is_guest: bool = False
    email: str = ""
