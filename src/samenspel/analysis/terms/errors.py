# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong in what is asked about a term."""

from __future__ import annotations


class TermsError(ValueError):
    """A term cannot be computed; ``reason`` is one of REASONS, ``value`` what was given.

    The message is English, for developers and the command line; pages have their own words.
    """

    REASONS = {
        "country": "there are rules for nl and be, not for {value}",
        "year": "holidays are not known for the year {value}",
        "rule": "there is no rule {value}",
        "not_in_force": "no rule held on {value}",
        "start": "this rule counts from another day: {value}",
        "length": "a term is 1 to 520 weeks, not {value}",
    }

    def __init__(self, reason: str, value: object) -> None:
        super().__init__(self.REASONS[reason].format(value=value))
        self.reason, self.value = reason, value
