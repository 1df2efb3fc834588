# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a question about sharing costs."""

from __future__ import annotations


class CostSharingError(ValueError):
    """A key, an amount or a game that cannot be; the message says what."""


class NoAgreementError(CostSharingError):
    """Together costs more than everybody alone: no division leaves each at most its own costs."""


class TooSlowError(CostSharingError):
    """With this most change a year it takes more years than are allowed.

    ``most_years`` is that number.
    """

    def __init__(self, most_years: int) -> None:
        super().__init__(f"the change takes more than {most_years} years")
        self.most_years = most_years
