# SPDX-License-Identifier: EUPL-1.2
"""Pairs of a whole country, and groups of partners that complement each other."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="city-link-pairs",
        title=_("A partner for every municipality"),
        definition=_(
            "Every municipality is in one pair at most. The best pairs for all together are those "
            "with the highest total of scores. The proof gives every municipality a price, and "
            "sometimes also a group of an odd number of municipalities. Where for every two "
            "municipalities the prices of both (and of the groups that hold both) are at least "
            "their score, no way of making pairs has a total above all prices together; the "
            "price of a group of 2k + 1 municipalities then counts k times, for it holds no more "
            "than k pairs. We look for the lowest such prices and check them in whole "
            "numbers against all pairs. Where they add up to the total of the pairs that were "
            "found, these pairs are proven to be the best. Pairs are stable when no two "
            "municipalities would both rather have each other than what they have. We make them "
            "by taking the best pair of all, then the best of who is left, and so on. At the "
            "edge is a municipality that is small and does not grow, or that has few addresses "
            "nearby; you can choose the borders. A large one is never at the edge."
        ),
        unit=_("pairs; totals in thousandths of a score"),
        extent=_("stable pairs have at least half of the highest total, and never more than it"),
        example=_(
            "Four municipalities stand in a row. A with B scores 3, B with C scores 4, C with D "
            "scores 3. The best for all are A with B and C with D: total 6. Proof: with prices 2 "
            "for B, 2 for C, 1 for A and 1 for D every pair is paid for, and together they are "
            "6. Stable is only B with C: total 4. For B and C would both rather have each other "
            "(4 instead of 3)."
        ),
        source=_(
            "J. Edmonds (1965), Maximum matching and a polyhedron with 0,1-vertices, Journal of "
            "Research of the National Bureau of Standards 69B, 125-130. M. Padberg and M. Rao "
            "(1982), Odd minimum cut-sets and b-matchings, Mathematics of Operations Research 7, "
            "67-80. R. Irving (1985), An efficient algorithm for the stable roommates problem, "
            "Journal of Algorithms 6, 577-595. The linear programme is solved by HiGHS. The "
            "definition of the edge is our own."
        ),
        limits=_(
            "The pairs are as good as the scores, and the scores are figures. Nobody makes pairs "
            "for a whole country: it shows what is possible. Small changes in scores can give many "
            "other pairs with nearly the same total."
        ),
    ),
    Method(
        key="city-link-group",
        title=_("A group of partners that complement each other"),
        definition=_(
            "We look for the group of 1 to 6 partners with the highest total. The total is the "
            "sum of the scores of each partner with the municipality, plus what they bring "
            "together times a weight that you choose. What they bring together: for each of the "
            "means the largest gain that one of them brings, so that the same thing counts once, "
            "as a part of everything there is to gain. The group is found by branch and bound in "
            "whole numbers, with a bound from a linear programme: no group is worth more than "
            "the prices of all means, and of each partner its score and what it brings above "
            "these prices."
        ),
        unit=_("thousandths of a score; gains in per cent of everything there is to gain"),
        extent=_("0 and more"),
        example=_(
            "A scores 10 and brings 8 of knowledge. B scores 9 and brings 8 of knowledge too. C "
            "scores 5 and brings 6 of space. Of two partners A and B have the highest scores: 19, "
            "and together they bring 8, total 27. A and C score 15 and bring 8 + 6 = 14: total "
            "29. So A and C are chosen: B brings more of the same."
        ),
        source=_(
            "G. Cornuéjols, M. Fisher and G. Nemhauser (1977), Location of bank accounts to "
            "optimize float, Management Science 23, 789-810 (the bound). The use for groups of "
            "municipalities is our own."
        ),
        limits=_(
            "It says what each partner brings to the municipality, not what the partners bring to "
            "each other. With more partners a link takes more time and people."
        ),
    ),
)
