# SPDX-License-Identifier: EUPL-1.2
"""What it means that municipalities are alike, and how sure that is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="peers",
        title=_("Comparable municipalities (peers)"),
        definition=_(
            "We compare municipalities by figures in six themes: size (residents), space (area, "
            "addresses nearby), age (five groups), living (people living alone, owned homes, value "
            "of homes), work and income (people in work, low incomes, high incomes) and education. "
            "Of residents, area, addresses and value of homes we take the logarithm: ten thousand "
            "more residents mean much to a village and little to a city. Of each figure we take "
            "the distance to the mean of all municipalities, in standard deviations (z-score). "
            "The difference between two municipalities is the root of the sum of weight × (z of "
            "the one − z of the other)². Every theme has the same weight, divided equally over "
            "its figures, unless you choose otherwise; all weights together are 1. Of each figure "
            "one day and one source holds for all municipalities: the nearest one that nine out "
            "of ten have. Where a figure is unknown in one of both, the others weigh "
            "more; less than half of the weight known is not compared. Equal ones stand in the "
            "order of their code. “The middle one” is the median: half of the municipalities is "
            "below it. “Four fifths” leaves out the lowest and the highest tenth."
        ),
        unit=_("standard deviations, averaged over the themes"),
        extent=_("0 (the same in everything) and more; below 0.5 is very like, above 1.5 unlike"),
        example=_(
            "Two themes, size and education, each weigh 0.5. In size A is at z = 1.0 and B at 0.4; "
            "in education A is at 0.2 and B at 1.0. The parts are 0.5 × 0.6² = 0.18 and 0.5 × "
            "0.8² = 0.32, together 0.50. The difference is the root: 0.71. Of it 64% comes from "
            "education."
        ),
        source=_(
            "Figures of municipalities in the loaded sources. L. Kaufman and P. Rousseeuw (1990), "
            "Finding Groups in Data, chapter 1. The choice of figures is our own; left out is "
            "what would count double, such as residents per km² (residents by area), households, "
            "dwellings, and the class of urbanity (addresses nearby)."
        ),
        limits=_(
            "Like in figures is not like in everything: location, history, politics and whether "
            "it is a centre for its region are not in it. A city or an island may have no real "
            "peers: look at the difference, not only at the place. Other figures or weights give "
            "another list."
        ),
    ),
    Method(
        key="peers-robustness",
        title=_("How sure a place among the peers is"),
        definition=_(
            "Which theme matters most is a choice. So we make the list again with 1,000 other "
            "weightings of the themes, drawn by chance: every division of the weight over the "
            "themes that count is as likely as any other. We count in how many of these "
            "a municipality is among the first ten. The draws are always the same, so "
            "everybody gets the same answer."
        ),
        unit=_("weightings out of 1,000"),
        extent=_("0 to 1,000; 950 and more we call “nearly always”, 750 “mostly”, 500 “often”"),
        example=_(
            "A municipality is number 2. In 874 of the 1,000 weightings it is among the first ten, "
            "at places 1 to 24. It is a peer by nearly any choice. Number 10 is in the list in 397 "
            "weightings: with other weights another one would stand there."
        ),
        source=_(
            "Even draws from all weightings (Dirichlet distribution) as the gaps between sorted "
            "random numbers: L. Devroye (1986), Non-Uniform Random Variate Generation, chapter V; "
            "generator PCG64 with a fixed seed."
        ),
        limits=_(
            "It tries other weights, not other figures. With one theme there is nothing to try."
        ),
    ),
)
