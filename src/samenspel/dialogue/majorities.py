# SPDX-License-Identifier: EUPL-1.2
"""Quorum and majority of stored meetings and proposals, as the analysis takes them."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext as _

from samenspel.analysis.decision import MajorityRule, Quorum, QuorumCount
from samenspel.dialogue.models import Ballot, Meeting, Proposal


class Asking(Protocol):
    """Something with a majority: a proposal, or what somebody filled in about one."""

    @property
    def needs_votes(self) -> int: ...
    @property
    def needs_members(self) -> int | None: ...
    @property
    def needs_of(self) -> int: ...
    @property
    def is_strict(self) -> bool: ...
    @property
    def is_unanimous(self) -> bool: ...


def rule_of(row: Asking) -> MajorityRule:
    """The majority that a proposal needs; raises as :class:`MajorityRule`."""
    return MajorityRule(
        votes=row.needs_votes,
        members=row.needs_members,
        of=row.needs_of,
        is_strict=row.is_strict,
        is_unanimous=row.is_unanimous,
    )


def quorum_of(meeting: Meeting) -> Quorum:
    """The quorum of a meeting."""
    return Quorum(meeting.quorum_members, meeting.quorum_votes)


def awaits_chair(proposal: Proposal) -> bool:
    """Whether a proposal was a tie twice and is now for the chair; one query."""
    ties = proposal.ballots.filter(outcome=Ballot.Outcome.TIED).count()
    return ties > 1 and proposal.tie_rule == Proposal.TieRule.AGAIN_THEN_CHAIR


def lacking(count: QuorumCount) -> str:
    """What is missing for the quorum, as sentences; empty when nothing is."""
    told = {
        "present": count.present,
        "members": count.members,
        "needed": count.needed,
        "votes_present": count.votes_present,
        "votes": count.votes,
        "votes_needed": count.votes_needed,
    }
    sentences = []
    if count.lacking:
        sentences.append(
            _("%(present)d of %(members)d members are there; %(needed)d are needed.") % told
        )
    if count.votes_lacking:
        sentences.append(
            _("%(votes_present)d of %(votes)d votes are there; %(votes_needed)d are needed.") % told
        )
    return " ".join(sentences)
