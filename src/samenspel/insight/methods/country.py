# SPDX-License-Identifier: EUPL-1.2
"""Definitions of the pages of a country: median and spread, size classes, change."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS: tuple[Method, ...] = (
    Method(
        key="distribution",
        title=_("Median and spread over municipalities"),
        definition=_(
            "Put the municipalities in order of their figure. The median is the figure in the "
            "middle; of an even number it lies halfway between the two in the middle. A quarter of "
            "the municipalities lies below the lower quartile and a quarter above the upper one. "
            "Every municipality counts once, large or small. A municipality without a figure does "
            "not count, and is never taken for 0. Municipalities with equal figures share a place; "
            "place 1 is the highest. Bars in the drawing all have the same, round width. "
            "When the highest figure is more than twice as high as the upper quartile plus three "
            "times the distance between both quartiles, what lies above that has one last bar."
        ),
        unit=_("that of the measure"),
        extent=_("from the lowest to the highest figure"),
        example=_(
            "Four municipalities are in 1, 3, 4 and 9 arrangements. The median is halfway between "
            "3 and 4, so 3.5. The lower quartile is 2.5 and the upper one 5.25. The mean is 4.25."
        ),
        source=_(
            "Definition 7 in R.J. Hyndman and Y. Fan (1996), Sample quantiles in statistical "
            "packages, The American Statistician 50(4), 361-365."
        ),
        limits=_(
            "The median does not say what is good or normal. A province or size class with few "
            "municipalities easily differs from another by chance."
        ),
    ),
    Method(
        key="size-classes",
        title=_("Size classes of municipalities"),
        definition=_(
            "Municipalities by number of inhabitants: fewer than 5,000, from 5,000, from 10,000, "
            "from 20,000, from 50,000, from 100,000, from 150,000, and 250,000 or more. A class "
            "begins at its lower bound. We take the number of inhabitants that was counted nearest "
            "to the reference date; the file of the municipalities says on which day."
        ),
        unit=_("inhabitants"),
        extent=_("eight classes; one more for municipalities whose size is unknown"),
        example=_(
            "A municipality with 20,000 inhabitants is in the class 20,000-50,000. One with 19,999 "
            "is in the class 10,000-20,000."
        ),
        source=_("The classes of municipal size of Statistics Netherlands (CBS)."),
        limits=_(
            "Just below and just above a bound municipalities are nearly alike. The same bounds "
            "are used for Flanders, where publications sometimes use others."
        ),
    ),
    Method(
        key="change",
        title=_("Change between two dates"),
        definition=_(
            "An arrangement began when it is in force on the second date and was not on the first; "
            "it ended the other way round. A new version is no beginning and no end, because the "
            "arrangement goes on. It has another legal form when its version on the second date "
            "has. Municipalities are those of the second date: what predecessors that merged were "
            "in, together, each arrangement once, is compared with what the new municipality is "
            "in. So a merger by itself is no change. When a municipality was divided, or the "
            "register names one that does not exist on the date, it is not known who took part: "
            "then we count no change. Per year the dates are 1 January and the next."
        ),
        unit=_("arrangements; municipalities; the unit of the measure"),
        extent=_("0 and more; differences may be below 0"),
        example=_(
            "A is in arrangements 1 and 2, B in 2 and 3. They merge into C, which is in 2, 3 and "
            "4. Before that is three arrangements (1, 2 and 3), after that three as well: the "
            "difference is 0, one arrangement in and one out."
        ),
        source=_(
            "Begin and end dates in the register, and published municipal changes. Only dates for "
            "which the same source counts are compared."
        ),
        limits=_(
            "What both began and ended between the two dates is not seen. A register is sometimes "
            "updated months later. Before the register was complete, something that began may only "
            "have been recorded. Whether the work changed is not said."
        ),
    ),
)
