# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a board::

VotingPowerError
├── WeightsError    no members, a negative number of votes, or no votes at all
├── QuotaError      the quota is out of reach, or needs nobody
├── MemberError     a member that is not there, or too few of them
└── TooLargeError   an exact answer would take more memory than allowed
"""

from __future__ import annotations


class VotingPowerError(ValueError):
    """A board whose power cannot be computed."""


class WeightsError(VotingPowerError):
    """The votes of the members make no board; ``member`` is the place of the first wrong one."""

    def __init__(self, reason: str, member: int | None = None) -> None:
        super().__init__(reason)
        self.member = member


class QuotaError(VotingPowerError):
    """The quota is out of reach, or needs nobody."""

    def __init__(self, quota: int, votes: int) -> None:
        super().__init__(f"quota {quota} is not between 1 and the {votes} votes of the board")
        self.quota, self.votes = quota, votes


class MemberError(VotingPowerError):
    """A change names a member that is not there, twice the same one, or too few of them."""

    def __init__(self, reason: str, members: tuple[int, ...]) -> None:
        super().__init__(reason)
        self.members = members


class TooLargeError(VotingPowerError):
    """The tables of this board need ``bits`` of memory, more than the ``most`` allowed."""

    def __init__(self, members: int, votes: int, bits: int, most: int) -> None:
        super().__init__(
            f"a board of {members} members with {votes} votes is too large to count exactly: "
            f"{bits >> 23} MB needed, {most >> 23} MB allowed"
        )
        self.members, self.votes, self.bits, self.most = members, votes, bits, most
