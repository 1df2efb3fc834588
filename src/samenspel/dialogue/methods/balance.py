# SPDX-License-Identifier: EUPL-1.2
"""Definitions of the interim balance: agreement, division, what the silent can still change."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="dialogue-agreement",
        title=_("Agreement in a dialogue"),
        definition=_(
            "Of each body that was asked the last opinion that it sent counts. Agreement on a "
            "clause is the number of bodies that agree, with or without a wish, divided by the "
            "number that took a position: agree, agree with a wish, or object. A body without a "
            "position, and a body that has not answered, is shown and not counted. Each "
            "municipality counts once: its council, and its executive only where the council was "
            "not asked. Guests do not count. By inhabitants each body counts for the inhabitants "
            "of its municipality on the day of sending; who has none on record is left out of "
            "that figure. A joint opinion counts for each of its councils. An opinion that was "
            "withdrawn does not count; one that came too late does, and is marked."
        ),
        unit=_("percent"),
        extent=_("0% to 100%; nothing when nobody took a position"),
        example=_(
            "Of 16 councils 9 agree, 3 agree with a wish, 2 object, 1 has no position and 1 has "
            "not answered. Agreement is (9 + 3) / (9 + 3 + 2) = 86%; without wishes 9 / 14 = 64%."
        ),
        source=_("The opinions that were sent in the dialogue; computed as exact fractions."),
        limits=_(
            "It does not say how important a clause is to a body, nor how heavy a wish weighs. "
            "Read the points as well. It is no vote: the board decides, with its own rules."
        ),
    ),
    Method(
        key="dialogue-spread",
        title=_("Division in a dialogue"),
        definition=_(
            "How far two bodies, drawn at random, stand apart on the scale agree, agree with a "
            "wish, object. With a the part that agrees fully and b the part that agrees with or "
            "without a wish, division is 2 (a (1 - a) + b (1 - b)). Only bodies that took a "
            "position count. The clauses stand in the order of division, the most divided first; "
            "of equal ones the one with less agreement comes first."
        ),
        unit=_("percent"),
        extent=_("0%: all say the same; 100%: half agrees and half objects"),
        example=_(
            "Of 4 bodies 2 agree, 1 has a wish and 1 objects. Then a = 1/2 and b = 3/4, and "
            "division is 2 (1/4 + 3/16) = 7/8 = 88%."
        ),
        source=_(
            "J. Blair and M. G. Lacy (2000), Sociological Methods & Research 28(3), 251-280: the "
            "dispersion 1 - l²; K. J. Berry and P. W. Mielke (1992), Perceptual and Motor Skills "
            "74: index of ordinal variation."
        ),
        limits=_(
            "It uses the order of the positions and takes both steps as equal. With few answers "
            "one body changes much. It does not say why bodies differ."
        ),
    ),
    Method(
        key="dialogue-bounds",
        title=_("What who has not answered can still change"),
        definition=_(
            "The lowest agreement still possible is when everybody who has not answered objects; "
            "the highest is when all of them agree. If the lowest is above half, or the highest "
            "is not, then who has not answered cannot turn the majority any more. Who said that "
            "it wishes no opinion, or took no position, is not counted as able to change it."
        ),
        unit=_("percent"),
        extent=_("0% to 100%; nothing to change when everybody has answered"),
        example=_(
            "12 of 14 agree and 1 has not answered. The lowest is 12 / 15 = 80%, the highest "
            "13 / 15 = 87%: the majority is certain."
        ),
        source=_("Counting; no assumption about who has not answered."),
        limits=_(
            "A body may still send another version of its opinion; that is not in these bounds."
        ),
    ),
)
