# SPDX-License-Identifier: EUPL-1.2
"""Quorum and majority in words."""

from __future__ import annotations

from math import gcd

from django.utils.translation import gettext as _

from samenspel.analysis.decision import MajorityRule
from samenspel.dialogue.queries.decisions import MeetingResult


def rule_sentence(rule: MajorityRule) -> str:
    """When a proposal is adopted."""
    if rule.is_unanimous:
        return _("Adopted when nobody is against and at least one vote is in favour.")
    votes = {"share": _part(rule.votes, rule.of)}
    if rule.is_strict:
        sentence = _("Adopted when more than %(share)s of the votes cast is in favour.") % votes
    else:
        sentence = _("Adopted when at least %(share)s of the votes cast is in favour.") % votes
    if rule.members is None:
        return sentence
    heads = {"share": _part(rule.members, rule.of)}
    if rule.is_strict:
        more = _("Also, more than %(share)s of the members that vote must be in favour.") % heads
    else:
        more = _("Also, at least %(share)s of the members that vote must be in favour.") % heads
    return f"{sentence} {more}"


def _part(share: int, of: int) -> str:
    divisor = gcd(share, of)
    part = (share // divisor, of // divisor)
    words = {
        (1, 2): _("half"),
        (2, 3): _("two thirds"),
        (3, 4): _("three quarters"),
        (3, 5): _("three fifths"),
    }
    return words.get(part) or (f"{share}%" if of == 100 else f"{part[0]}/{part[1]}")


def quorum_sentence(meeting: MeetingResult) -> str:
    """How many must be there."""
    told = {"needed": meeting.quorum.needed, "members": meeting.quorum.members}
    sentence = _("At least %(needed)d of the %(members)d members must be there.") % told
    if meeting.quorum.votes_needed is None:
        return sentence
    votes = {"needed": meeting.quorum.votes_needed, "votes": meeting.quorum.votes}
    more = _("Together they must have at least %(needed)d of the %(votes)d votes.") % votes
    return f"{sentence} {more}"
