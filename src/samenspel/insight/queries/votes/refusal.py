# SPDX-License-Identifier: EUPL-1.2
"""Why a board cannot be shown, in a sentence for the reader."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samenspel.analysis.voting_power import QuotaError, TooLargeError, VotingPowerError
from samenspel.places.notation import written

MOST_VOTES = 1_000_000
"""Votes of one member."""


def typed_votes(text: str) -> str:
    """What is wrong with a number of votes as typed; empty when nothing is, or nothing typed."""
    if not text:
        return ""
    if not (text.isascii() and text.isdigit()):
        return _("write the votes as a whole number, 0 or more")
    if len(text) > 9 or int(text) > MOST_VOTES:
        return _("no more than %(most)s votes, please") % {"most": written(MOST_VOTES)}
    return ""


def is_number(text: str) -> bool:
    """Whether a number of votes that a decision needs is written in plain digits."""
    return text.isascii() and text.isdigit() and len(text) <= 9


def refusal(error: VotingPowerError) -> str:
    """The sentence for an error of the analysis."""
    if isinstance(error, QuotaError):
        return _(
            "A decision that needs %(quota)s votes is not possible: all members together have "
            "%(votes)s. Choose a number from 1 to %(votes)s."
        ) % {"quota": written(error.quota), "votes": written(error.votes)}
    if isinstance(error, TooLargeError):
        return _(
            "This board is too large for this page: %(members)s members with %(votes)s votes. Use "
            "smaller numbers, for instance one vote for each 10,000 inhabitants."
        ) % {"members": written(error.members), "votes": written(error.votes)}
    return _("Nobody has a vote on this board. Give at least one member a vote.")
