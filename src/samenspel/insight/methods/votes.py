# SPDX-License-Identifier: EUPL-1.2
"""Definitions of votes and power."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="voting-power",
        title=_("Voting power (Banzhaf)"),
        definition=_(
            "We look at all groups that the other members can form. The votes of a member decide "
            "when such a group has too few votes without this member and enough with it: a swing. "
            "Power is the number of swings of the member, divided by the swings of all members "
            "together. The absolute index divides them by all groups of other members. A member "
            "without a swing never decides. The part of all votings that end in a decision counts "
            "every way to vote for or against once (Coleman)."
        ),
        unit=_("percentage of all power"),
        extent=_("0% (never decides) to 100% (decides alone); all members together 100%"),
        example=_(
            "A has 3 votes, B 2 and C 1; a decision needs 4. A decides when B votes for, when C "
            "does, and when both do: 3 swings. B decides only when A votes for and C does not: 1 "
            "swing. C likewise: 1 swing. So A has 3/5 of the power, B and C each 1/5, although B "
            "has twice as many votes as C."
        ),
        source=_(
            "Votes and quota in the source, or as you fill them in. L. Penrose (1946), Journal of "
            "the Royal Statistical Society 109, 53-57; J. Banzhaf (1965), Rutgers Law Review 19, "
            "317-343; J. Coleman (1971), in: Social Choice, 269-300. We count exactly, with whole "
            "numbers; nothing is estimated."
        ),
        limits=_(
            "It only looks at votes. It does not know who agrees with whom, who persuades, who "
            "prepares the papers or who pays. Boards mostly decide without counting votes."
        ),
    ),
    Method(
        key="shapley-shubik",
        title=_("Voting power (Shapley-Shubik)"),
        definition=_(
            "Imagine that the members vote for a proposal one after the other. One of them brings "
            "the votes to the number needed: that member decides. Power is the part of all "
            "possible orders in which this member is the one."
        ),
        unit=_("percentage of all orders"),
        extent=_("0% to 100%; all members together 100%"),
        example=_(
            "A has 3 votes, B 2 and C 1; a decision needs 4. Of the six orders A decides in four: "
            "BAC, CAB, BCA and CBA. B decides in ABC, C in ACB. So A has 4/6 of the power, B and C "
            "each 1/6."
        ),
        source=_(
            "Votes and quota in the source, or as you fill them in. L. Shapley and M. Shubik "
            "(1954), American Political Science Review 48, 787-792. We count exactly."
        ),
        limits=_(
            "It gives other numbers than Banzhaf, because it counts orders and not groups. Where "
            "both say the same, you can be more certain. It knows as little about opinions."
        ),
    ),
    Method(
        key="blocking",
        title=_("Just enough to decide, just enough to block"),
        definition=_(
            "A group just decides when its votes reach the number needed and nobody in it can be "
            "missed. A group just blocks when the others have too few votes without it, and nobody "
            "in it can be missed. A member blocks alone when the others together are too few. "
            "Members have equal power when they have as many swings: they can then take each "
            "other's place in every group. Members with as many votes are taken together in the "
            "list; combinations says how many groups of different members that are."
        ),
        unit=_("groups of members"),
        extent=_("1 and more"),
        example=_(
            "A has 3 votes, B 2 and C 1; a decision needs 4. Just enough are A and B, and A and C. "
            "A can block alone, because B and C together have 3 votes. B and C can block together, "
            "because A alone has 3."
        ),
        source=_(
            "Votes and quota in the source, or as you fill them in. D. Felsenthal and M. Machover "
            "(1998), The Measurement of Voting Power, chapter 2."
        ),
        limits=_(
            "Of a large board only the first groups are listed, those with the largest members; "
            "the number is of all of them. It does not say that these members would ever agree."
        ),
    ),
    Method(
        key="no-majority",
        title=_("No municipality has the majority"),
        definition=_(
            "The law on joint arrangements (Wet gemeenschappelijke regelingen, Wgr) lets the "
            "arrangement give members different numbers of votes, for instance 3, 2 or 1 by size. "
            "But no single municipality may have the majority. We look whether a member has more "
            "than half of all votes on the board."
        ),
        example=_(
            "Of 7 votes A has 4, B 2 and C 1. A has more than half: that is not allowed. With 3, 2 "
            "and 1 A has exactly half. That is allowed, although nothing is decided without A."
        ),
        source=_("Wet gemeenschappelijke regelingen, as it holds since 1 July 2022."),
        limits=_(
            "It is no legal advice: the text of the arrangement and the law decide. The rule is "
            "about votes. A member can have most of the power without the majority of the votes."
        ),
    ),
)
