# SPDX-License-Identifier: EUPL-1.2
"""What counts of reactions mean, how opinion groups are made, and what both do not say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="statement-agreement",
        title=_("Agreement with a statement"),
        definition=_(
            "Of everybody who reacted to a statement: how many agree, pass and disagree. The "
            "percentage is of all reactions to that statement. Residents and councillors are "
            "counted apart. A count is shown from the smallest group on (10 people, unless the "
            "round says otherwise) and renewed each time that at least as many reactions came "
            "in. Both together are shown only where both are shown apart."
        ),
        unit=_("reactions, and per cent of the reactions"),
        extent=_("from the smallest group on; 0% to 100%"),
        example=_(
            "24 residents and 6 councillors react. 12 residents agree, 3 pass, 9 disagree: 50%, "
            "13% and 38% (rounded). The councillors are fewer than 10: "
            "nothing is shown of them, nor of all 30 together."
        ),
        source=_("Reactions on this site. The smallest group: a choice of who asks, at least 3."),
        limits=_(
            "It is no poll: who reacts chooses that, so the figures do not stand for all "
            "residents. Someone with two browsers counts twice, and nobody is checked to live "
            "there; we do limit how often one network reacts. "
            "Who could be recognised? We keep a code made from a random number in the browser, or "
            "from the account of a councillor, and no name, network address or time. The code is "
            "another one in each round. Who runs the site has the secret behind the codes and "
            "could find out whether a known councillor reacted. When all of a group give the same "
            "answer, you know what each of them answered; and nine who tell each other what they "
            "chose know the tenth. Who uses your browser after you sees what you chose: remove "
            "it there. Removed reactions leave the figures at the next renewal."
        ),
    ),
    Method(
        key="opinion-groups",
        title=_("Opinion groups"),
        definition=_(
            "Groups of people who react alike, in the way of Polis. Agree is 1, disagree −1, pass "
            "0. A statement that somebody skipped gets the mean of that statement. Principal "
            "component analysis finds the two directions in which people differ most: that is the "
            "map. A place is multiplied by the root of (statements ÷ own reactions), so that few "
            "reactions do not push somebody to the middle. Who reacted to at least 7 statements "
            "(or all, when there are fewer) is put in one of 2 to 5 groups by k-means, with fixed "
            "seed and ten starts. The number of groups with the greatest silhouette counts; a "
            "division with a group below the smallest size is not used. A statement sets a group "
            "apart when the group agrees (or disagrees) more than half and more than the others, "
            "both beyond chance (one-sided test at 90%). Shared is what each group by itself "
            "agrees with beyond chance. The map is made again when a tenth more people took part."
        ),
        unit=_("people; silhouette without unit"),
        extent=_(
            "2 to 5 groups, or none; silhouette −1 to 1: above 0.5 reasonably apart, below 0.25 "
            "hardly any structure"
        ),
        example=_(
            "60 people react to 10 statements. 30 agree with the first five and disagree with the "
            "rest, 30 the other way round. There are two groups of 30; the first statement sets "
            "them apart, and nothing is shared."
        ),
        source=_(
            "C. Small, M. Bjorkegren, T. Erkkilä, L. Shaw and C. Megill (2021), Polis: scaling "
            "deliberation by mapping high dimensional opinion spaces, Recerca 26(2). Silhouette: "
            "P. Rousseeuw (1987). Other than Polis: ten starts, no memory of earlier maps, "
            "only statements that pass the tests, and no single dots."
        ),
        limits=_(
            "The groups are a summary of these statements, made by who wrote them; other "
            "statements give other groups. Every crowd can be cut in two: look at how far apart "
            "the groups lie. Nobody is told in which group they are. Shares within a group are in "
            "steps of five per cent, and a statement is left out when one of the groups has too "
            "few reactions to it: subtracting groups from the whole does not lead to a person. "
            "Somebody who knows all reactions of a person can still guess the group."
        ),
    ),
)
