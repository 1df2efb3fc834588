# SPDX-License-Identifier: EUPL-1.2
"""Definitions of what is computed about sharing costs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="cost-keys",
        title=_("Cost keys and what they change"),
        definition=_(
            "A cost key says which part of the costs each municipality pays. By inhabitants: in "
            "proportion to its inhabitants. Equally: all pay the same. By use: in proportion to "
            "the use that you fill in. A mix divides a part of the costs by each key. A fixed "
            "amount is paid by every municipality first; the rest follows the key. Amounts are "
            "whole cents that add up to exactly the total: all get their cents rounded down, and "
            "the cents left over go to the largest remainders, of equals the first code."
        ),
        unit=_("euro; euro per inhabitant"),
        extent=_("0 to the total"),
        example=_(
            "The total is 100 euro, for A with 60,000, B with 30,000 and C with 10,000 "
            "inhabitants. By inhabitants they pay 60, 30 and 10 euro. With half by inhabitants "
            "and half equally they pay 46.67, 31.67 and 21.66 euro, after rounding: together 100."
        ),
        source=_(
            "Contributions and inhabitants in the register, or the amounts that you fill in. "
            "M. Balinski and H. Young (1982), Fair Representation."
        ),
        limits=_(
            "A computation, no proposal: what is fair is a decision of the councils. Only "
            "municipalities count; other participants that pay are left out. An unknown "
            "contribution stays unknown."
        ),
    ),
    Method(
        key="growth-in",
        title=_("Growing in to another cost key"),
        definition=_(
            "A growth-in rule goes from the old amounts to the new ones in equal steps. After t "
            "of n years t/n of the difference has moved, in whole cents rounded down. Who pays "
            "more takes over in proportion to its whole difference, and so does who pays less. "
            "The cents are dealt out by highest averages, so that every amount goes one way only. "
            "Each year adds up to exactly the total."
        ),
        unit=_("euro a year"),
        extent=_("1 to 50 years"),
        example=_(
            "A goes from 600 to 200 euro and B from 400 to 800, in four years. A pays 500, 400, "
            "300 and 200 euro, B 500, 600, 700 and 800."
        ),
        source=_(
            "The two divisions on the same page. Highest averages: the method of D'Hondt and "
            "Jefferson."
        ),
        limits=_("The total stays the same in all years; prices and inhabitants do not grow."),
    ),
    Method(
        key="shapley",
        title=_("Shapley value"),
        definition=_(
            "For each group of participants it has to be known what the task would cost if that "
            "group did it by itself. Let the participants join one by one, in every order that is "
            "possible. Each time the one that joins pays what it adds to the costs. The Shapley "
            "value is what a participant pays on average over all orders. A group without costs "
            "that were filled in splits up in the cheapest way that was."
        ),
        unit=_("euro"),
        extent=_("together exactly the costs of all"),
        example=_(
            "Alone A pays 300, B 270 and C 280. Any two together pay 410, all three 550. The "
            "Shapley value is 191.67, 176.67 and 181.67."
        ),
        source=_(
            "L. Shapley (1953), A value for n-person games, Contributions to the Theory of Games "
            "II, 307-317. Computed in exact fractions."
        ),
        limits=_(
            "A group may still be cheaper by itself; the page says so when it is. The costs of "
            "groups are mostly estimates, and the answer is as good as they are."
        ),
    ),
    Method(
        key="nucleolus",
        title=_("Nucleolus"),
        definition=_(
            "The advantage of a group is what it would pay by itself, less what its members pay "
            "now. The nucleolus makes the smallest advantage of any group as large as possible, "
            "then the second smallest, and so on; nobody pays more than alone. If there is a "
            "division in which no group is cheaper by itself (the core is not empty), then the "
            "nucleolus is one."
        ),
        unit=_("euro"),
        extent=_("together exactly the costs of all"),
        example=_(
            "Alone A pays 300, B 270 and C 280; any two 410, all three 550. The nucleolus is "
            "183.33 for each: then every pair has the same advantage, 43.33. And of an estate of "
            "300 with claims of 100, 200 and 300 it gives 50, 100 and 150, as the Talmud does."
        ),
        source=_(
            "D. Schmeidler (1969), The nucleolus of a characteristic function game, SIAM Journal "
            "on Applied Mathematics 17, 1163-1170. R. Aumann and M. Maschler (1985), Journal of "
            "Economic Theory 36, 195-213. Linear programs in exact fractions."
        ),
        limits=_(
            "It does not exist when together is dearer than everybody alone. It looks at groups "
            "that could leave, not at who can afford it."
        ),
    ),
)
