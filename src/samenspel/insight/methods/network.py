# SPDX-License-Identifier: EUPL-1.2
"""Definitions of the network of cooperation: intensity of pairs, order of the matrix, groups."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="cooperation-intensity",
        title=_("How much two municipalities work together"),
        definition=_(
            "Three measures of a pair. Shared: the number of arrangements in force on the "
            "reference date that both are in. Part that is shared: that number divided by the "
            "number of arrangements that one or both are in (the Jaccard index). Weighted: each "
            "shared arrangement counts 1 / (its municipalities - 1), so that a large one counts "
            "for less. Arrangements above a number of municipalities can be left out. On the map "
            "each municipality has lines to those that it shares most with; of equally strong ones "
            "the nearest are drawn."
        ),
        unit=_("arrangements; the part and the weighted number have none"),
        extent=_("shared: 1 and more; part: above 0% to 100%; weighted: above 0"),
        example=_(
            "A is in 4 arrangements and B in 6; they share 2, one with 3 municipalities and one "
            "with 11. The part is 2 / (4 + 6 - 2) = 25%. Weighted it is 1/2 + 1/10 = 0.6."
        ),
        source=_(
            "Participations in the source that we follow on the reference date. P. Jaccard (1912), "
            "New Phytologist 11, 37-50; M. Newman (2001), Physical Review E 64, 016132."
        ),
        limits=_(
            "It does not say how much work, money or influence goes with it. Who is in few "
            "arrangements soon has a high part. Light forms of cooperation are often not in "
            "registers. Where the source names no subject we may have guessed it from the name; "
            "the filter by subject uses these as well."
        ),
    ),
    Method(
        key="matrix-order",
        title=_("The order of the matrix"),
        definition=_(
            "Rows and columns have the same order, in which municipalities that work together "
            "stand side by side. We always join the two groups whose members have the highest part "
            "in common on average, until all are one. Where two groups meet, each is turned so "
            "that the members that share most with the other group stand nearest to it. If the "
            "order of official codes keeps partners nearer to each other than this, we take that "
            "one. How near is the sum over all pairs of the part they share times how far apart "
            "they stand: the lower, the better."
        ),
        unit=_("none"),
        extent=_("each municipality with a partner has one place"),
        example=_(
            "A and C share 60%, B and D 50%, C and D 10%. First A and C are joined, then B and D. "
            "C and D are turned towards each other: A, C, D, B."
        ),
        source=_(
            "R. Sokal and C. Michener (1958), Univ. Kansas Science Bulletin 38, 1409-1438 "
            "(average linkage); G. Gruvaeus and H. Wainer (1972), British Journal of Mathematical "
            "and Statistical Psychology 25, 200-206 (turning). Computed in whole numbers, so that "
            "every computer finds the same order."
        ),
        limits=_(
            "It is one good order, not the only one. Side by side in the matrix is not side by "
            "side on the map. At the border of two groups neighbours may have little in common."
        ),
    ),
    Method(
        key="cooperation-groups",
        title=_("Groups that work together"),
        definition=_(
            "Joining (see the order of the matrix) stops when no two groups are left whose members "
            "have 20% or more of their arrangements in common on average. What stands together "
            "then is a group. It has the name of its municipality with most inhabitants. The part "
            "inside is what its members share with each other, divided by all that they share with "
            "anybody; it is counted from each member, so a tie inside counts twice."
        ),
        unit=_("municipalities; percent"),
        extent=_("part inside: 0% to 100%"),
        example=_(
            "A group has members A, B and C. Each two of them share 4 arrangements, together 12. "
            "With municipalities outside they share 6. The part inside is 24 / (24 + 6) = 80%."
        ),
        source=_(
            "Participations in the source that we follow on the reference date; inhabitants nearest"
            " to that date. Same literature as the order of the matrix."
        ),
        limits=_(
            "Groups follow from the figures; they are no administrative regions and have no legal "
            "meaning. With another border than 20% there are more or fewer. A municipality at an "
            "edge may have almost as much in common with the neighbouring group."
        ),
    ),
)
