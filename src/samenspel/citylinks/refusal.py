# SPDX-License-Identifier: EUPL-1.2
"""What cannot be done in the file of a city link, with the reason for the person who tried."""

from __future__ import annotations


class LinkRefused(Exception):  # noqa: N818 - what it is, not an error of the program
    """The action is refused; the message says why and what would help, in the active language.

    ``field`` is the field of the form that it is about, or empty.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field


class ChangedMeanwhile(LinkRefused):
    """Somebody else changed it since the form was opened; nothing is overwritten."""
