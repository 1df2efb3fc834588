# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a record: it is counted, or left out for one reason."""

from __future__ import annotations

from enum import IntEnum


class Fate(IntEnum):
    """In this order: a record gets the first that holds."""

    COUNTED = 0
    OUTSIDE_CONDITIONS = 1
    NO_PERIOD = 2
    OUTSIDE_PERIOD = 3
    NO_CODE = 4
    NO_WEIGHT = 5
    NO_NUMBER = 6
    NEGATIVE = 7
    UNMAPPED = 8
    SUPPRESSED = 9


WORDS: dict[Fate, str] = {
    Fate.OUTSIDE_CONDITIONS: "outside the conditions",
    Fate.NO_PERIOD: "without a readable year or day",
    Fate.OUTSIDE_PERIOD: "outside the period",
    Fate.NO_CODE: "without origin or destination",
    Fate.NO_WEIGHT: "without weight",
    Fate.NO_NUMBER: "weight is no usable number",
    Fate.NEGATIVE: "negative weight",
    Fate.UNMAPPED: "area without zone",
    Fate.SUPPRESSED: "in pairs under the smallest flow",
}
