# SPDX-License-Identifier: EUPL-1.2
"""What it means that two municipalities complement each other, and how sure that is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="city-link-score",
        title=_("Partners for a city link (score)"),
        definition=_(
            "A city link works between municipalities that know each other's problems, have "
            "something different to offer, and both gain. So the score is alike in problem × "
            "unlike in means × reciprocity. You can make each factor count zero to three times. "
            "Who does not meet a condition that you set, scores 0. Every figure is turned into a "
            "place among the municipalities of the country: 0 is the lowest, 1 the highest, equal "
            "figures share a place. So only the order counts, not how far apart figures are. A "
            "figure counts when it is known in both. Each theme has the same weight, divided over "
            "its figures, unless you choose otherwise. Less than half of the weight known on one "
            "of both sides is not compared. Equal scores stand in the order of their code. We "
            "compute in whole numbers and fractions, so nothing is rounded before it is shown."
        ),
        unit=_("none"),
        extent=_(
            "0 to 0.5 from figures, to 2 with what municipalities say themselves; only the order "
            "has a meaning"
        ),
        example=_(
            "A and B are alike in problem for 0.77, unlike in means for 0.70, and reciprocity is "
            "0.34. The score is 0.77 × 0.70 × 0.34 = 0.18. It is the same from A to B and from B "
            "to A. The explanations of the factors show where these numbers come from."
        ),
        source=_(
            "Figures of municipalities in the loaded sources; of each figure one day and one "
            "source holds for the whole country. The score is of this project. It follows the "
            "idea behind the city link of Amsterdam, Delfzijl, Heerlen and Sluis: chosen on "
            "difference, complementarity and solidarity. Figures and weights were chosen "
            "beforehand and not fitted to that link."
        ),
        limits=_(
            "It does not say that a link will work. That depends on people who want it: mayors, "
            "officials and residents, on time and on money. History, language and politics are "
            "not in the figures. Use the list to begin a conversation, not to end one."
        ),
    ),
    Method(
        key="city-link-alike",
        title=_("Alike in problem"),
        definition=_(
            "Which part of their problems two municipalities share. Of each problem we take the "
            "smaller of both places and the larger of both places. Alike is the sum of the "
            "smaller ones divided by the sum of the larger ones, by weight (Ruzicka likeness). "
            "Problems are: falling or hardly growing population, many people of 65 and over, many "
            "people living alone, a low value of homes, many low incomes and few people in work. "
            "The heavier the problem, the higher the place. Growth is the change in population "
            "over the newest period that is known, in per cent; a figure without a day is the "
            "latest one of its source."
        ),
        unit=_("none"),
        extent=_("0 (no problem in common) to 1 (exactly the same problems)"),
        example=_(
            "Ageing: A has place 0.8 and B has 0.6. Low incomes: A has 0.4 and B has 0.5. The "
            "smaller ones are 0.6 and 0.4, together 1.0. The larger ones are 0.8 and 0.5, "
            "together 1.3. Alike in problem is 1.0 / 1.3 = 0.77."
        ),
        source=_(
            "Figures of municipalities in the loaded sources. M. Ruzicka (1958), Biologia 13, "
            "647-661. The choice of problems is our own."
        ),
        limits=_(
            "The same figure may have another cause: few people in work may be students or people "
            "who are ill. A place says nothing about how large a problem is, only who has more of "
            "it. Two municipalities without problems are not alike in problem."
        ),
    ),
    Method(
        key="city-link-gain",
        title=_("Unlike in means, and gain on both sides (reciprocity)"),
        definition=_(
            "What a municipality gains from another is how much higher the other stands in what "
            "it has itself less of, by weight, divided by the most that could be. Means are "
            "things of the city and of the countryside: young people, experience of older people, "
            "affordable homes, high incomes, higher education, facilities nearby, a large "
            "territory, room to grow and a large organisation. Unlike in means is what both gain "
            "together. Reciprocity is the harmonic mean of both gains: 2 × gain of the one × gain "
            "of the other, divided by the sum. It stays close to the smaller gain, and is 0 when "
            "one of both gains nothing: a gift is not a link."
        ),
        unit=_("none"),
        extent=_("gain, unlike and reciprocity: 0 to 1 from figures"),
        example=_(
            "Higher education: A has place 0.9 and B has 0.1. Room to grow: A has 0.2 and B has "
            "0.8. B gains (0.9 − 0.1) / 2 = 0.40 and A gains (0.8 − 0.2) / 2 = 0.30. Unlike in "
            "means is 0.40 + 0.30 = 0.70. Reciprocity is 2 × 0.40 × 0.30 / 0.70 = 0.34."
        ),
        source=_(
            "Figures of municipalities in the loaded sources. The choice of means is our own. "
            "Some figures are a problem and a means: an old population needs care and has "
            "experience."
        ),
        limits=_(
            "A gain is a possibility, not a promise: the other must want to share, and it must be "
            "possible over the distance. What residents know and do has no figure. Municipalities "
            "that are much alike score low here; look for them among the comparable ones."
        ),
    ),
    Method(
        key="city-link-contribution",
        title=_("What a figure contributes to the score"),
        definition=_(
            "The score minus the score without the figure, everything else the same: its weight "
            "is 0 and nothing is divided again. A figure may contribute less than 0: then the two "
            "would fit better without it. A figure that stands among the problems and among the "
            "means has a contribution on each side, and one of both sides together."
        ),
        unit=_("as the score"),
        extent=_("from below 0 up to the whole score"),
        example=_(
            "A and B of the other examples score 0.185. Without low incomes they are alike for "
            "0.6 / 0.8 = 0.75, and the score is 0.180: low incomes contribute 0.005. Without "
            "higher education B gains nothing, so the score is 0: it contributes the whole 0.185."
        ),
        source=_("Computed from the same fractions as the score itself."),
        limits=_(
            "Contributions do not add up to the score, for factors are multiplied: when two "
            "figures are both needed, each contributes much."
        ),
    ),
    Method(
        key="city-link-entries",
        title=_("What municipalities say themselves"),
        definition=_(
            "Figures do not know what people offer and look for. So a municipality can enter, for "
            "six themes, its challenges, what it offers or is strong in, and what it needs or is "
            "weak in. A challenge of both is a shared problem. A need of the one that the other "
            "offers is a whole gain of 1, else 0; a theme in which neither needs anything does "
            "not count. It counts only for two municipalities that both share something; for "
            "others it changes nothing. Together the six themes weigh as much as one theme of "
            "figures, unless you choose otherwise."
        ),
        unit=_("none"),
        extent=_("0 or 1 for each of the six themes"),
        example=_(
            "A needs help with talent and education, and B offers it: A gains 1 in that theme. B "
            "needs nothing that A offers: B gains 0. Both call an attractive place to live a "
            "challenge: that is a problem they share."
        ),
        source=_("The profiles of municipalities, as far as they share them."),
        limits=_(
            "Who entered nothing is not without needs. What somebody enters is not checked by "
            "others."
        ),
    ),
    Method(
        key="city-link-robustness",
        title=_("How sure a place among the partners is"),
        definition=_(
            "We make the list again with 1,000 other weightings of the themes that count. Each is "
            "a division of 1,000 whole points over the themes, drawn by chance: every division is "
            "as likely as any other. We count in how many a municipality is among the first ten, "
            "and show its best and worst place. The draws are always the same."
        ),
        unit=_("weightings out of 1,000"),
        extent=_("0 to 1,000"),
        example=_(
            "A municipality is number 3. In 834 of the 1,000 weightings it is among the first "
            "ten, at places 2 to 47. Number 8 is there in 436: with other weights another one "
            "would stand there."
        ),
        source=_(
            "Stars and bars: W. Feller (1968), An Introduction to Probability Theory and Its "
            "Applications, chapter II; generator PCG64 with a fixed seed."
        ),
        limits=_(
            "It tries other weights, not other figures or factors. With one theme there is "
            "nothing to try."
        ),
    ),
)
