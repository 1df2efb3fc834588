# SPDX-License-Identifier: EUPL-1.2
"""How the advice of the decision guide comes about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="link-guide",
        title=_("Advice of the decision guide"),
        definition=_(
            "Each answer gives a whole number of points to one form or more: above 0 points "
            "towards the form, below 0 away from it. For each form the points of all answers are "
            "added up. The form with the highest sum is the advice. Some answers, or two answers "
            "together, rule a form out; then it cannot be the advice, whatever its points. “Not "
            "now” is never ruled out. With equal sums the form that asks least goes first: not "
            "now, civil initiative, thematic network, geographic network, other bilateral form, "
            "multilateral programme, city link. Skipped questions count for nothing, and so do "
            "answers to questions that are not asked any more after another answer. There is no "
            "advice with fewer than five answers. What would change the advice is found by trying "
            "each other answer by itself. Questions, points and texts stand in one file that "
            "everybody can read."
        ),
        unit=_("points"),
        extent=_("whole numbers, below and above 0"),
        example=_(
            "Five answers: you want to learn together (city link +3), you look for a municipality "
            "that differs (city link +3), you keep it up for five years or more (city link +2), "
            "coalition and opposition support it (city link +2), and there is nobody for the work "
            "(city link −3, not now +6). The city link has 3 + 3 + 2 + 2 − 3 = 7 points, not now "
            "has 6. But without somebody for the work a city link is ruled out: the advice is not "
            "now. With a coordinator for two years the city link has 3 + 3 + 2 + 2 + 2 = 12 points "
            "and is the advice."
        ),
        source=_(
            "The questions follow what Flemish and Dutch experience says of good city links: "
            "solidarity, both sides learn, carried by politics and society, a path of years, and "
            "the pitfall of short and visible results. The points are a choice of ours."
        ),
        limits=_(
            "It is a conversation in writing, and no proof. The points have not been tested "
            "against links that succeeded or failed. Who answers chooses how strict to be: let "
            "colleagues and councillors answer too, and compare. A small difference in points "
            "says little."
        ),
    ),
)
