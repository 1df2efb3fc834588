# SPDX-License-Identifier: EUPL-1.2
"""Definitions of the signals of a city link; the numbers are computed in the tests."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

_FILE = _("What the members wrote in the file of the link; computed as exact fractions.")
_BOOK = _(
    "What the members wrote in the file of the link. The idea is from the handbooks on city links: "
    "building each other's capacity, colleague to colleague, carried by society."
)

METHODS = (
    Method(
        key="city-link-fading",
        title=_("Contact in a city link"),
        definition=_(
            "The days since the last contact, divided by the rhythm of the link. A contact is a "
            "moment of contact or an activity that was done. The rhythm is what the partners "
            "agreed on; else the middle one (median) of the last twelve gaps between days with a "
            "contact, with at least three gaps. More than once the rhythm: keep an eye on it. More "
            "than twice: do something about it."
        ),
        unit=_("times the rhythm"),
        extent=_(
            "0 and more; nothing with fewer than four days with a contact and no agreed rhythm"
        ),
        example=_(
            "Contacts 300, 270, 200, 180 and 100 days ago. The gaps are 30, 70, 20 and 80 days, "
            "and the median is 50. The last contact was 100 / 50 = 2 times the rhythm ago."
        ),
        source=_FILE,
        limits=_(
            "Only what was written down counts. A quiet period can be what the partners want. It "
            "says nothing about how good a contact was."
        ),
    ),
    Method(
        key="city-link-term",
        title=_("Term of an agreement"),
        definition=_(
            "The days from today to the last day of the fixed agreement that is in force, or of "
            "the last one that was. The last day to say that one stops is counted back from there "
            "by the term of notice. Less than 365 days: keep an eye on it, as looking back and "
            "deciding takes time. Less than 120 days: do something about it."
        ),
        unit=_("days"),
        extent=_("any number; below 0 when the term has ended"),
        example=_(
            "On 31 December 2024 an agreement that runs until 30 June 2025 has 181 days left. With "
            "a notice of 90 days the last day to say so is 1 April 2025."
        ),
        source=_FILE,
        limits=_("It does not read the agreement. An agreement can say more about how it ends."),
    ),
    Method(
        key="city-link-dependence",
        title=_("Dependence on one person"),
        definition=_(
            "For each partner the number of coordinators, officials and mayors or aldermen who are "
            "in the file today; and of the contacts in which one of them, or another who is there "
            "today, is known to have been, the part with the person who was there most. One "
            "person, or more than two thirds of at least three contacts: keep an eye on it. "
            "Nobody: do something about it."
        ),
        unit=_("people, and percent"),
        extent=_("0 and more; 0% to 100%"),
        example=_(
            "Of 4 contacts with somebody of Sluis, one person was in 3. That is 3 / 4 = 75%, more "
            "than two thirds."
        ),
        source=_FILE,
        limits=_(
            "A contact without names does not count. It says nothing about a person: somebody who "
            "does much is no problem, a link without anybody else is."
        ),
    ),
    Method(
        key="city-link-support",
        title=_("Support for a city link"),
        definition=_(
            "For each partner the last decision of its council: the seats of the groups that voted "
            "in favour, a divided group for half, divided by the seats of all groups that were "
            "there; from the totals of votes where no groups are known. Less than two thirds, no "
            "opposition group in favour, or a partner without a decision: keep an eye on it. A "
            "decision against: do something about it."
        ),
        unit=_("percent"),
        extent=_("0% to 100%; nothing when no votes are known"),
        example=_(
            "Groups of 9 seats in favour, 4 divided and 3 against; 5 absent. That is "
            "(9 + 2) / 16 = 69%."
        ),
        source=_FILE,
        limits=_("It does not say why a group voted as it did, nor what residents think."),
    ),
    Method(
        key="city-link-reciprocity",
        title=_("Reciprocity in a city link"),
        definition=_(
            "For hours, people, euros and lessons apart: 1 minus the sum over the partners of the "
            "difference between what each gave and received, divided by the sum of what they gave "
            "and received. A lesson is given by the partner it was learned from; by all others in "
            "equal parts when nobody in particular is named. The measures are never added up, and "
            "there is no mark."
        ),
        unit=_("percent"),
        extent=_("0%: some only give and others only receive; 100%: each receives what it gives"),
        example=_(
            "Two partners. The first gives 30 hours, the second 10. The balance is "
            "1 - (20 + 20) / (40 + 40) = 50%."
        ),
        source=_FILE,
        limits=_(
            "Partners of unequal size need not give the same. Hospitality, trust and pride cannot "
            "be counted. Read it together with what both sides say they learned."
        ),
    ),
    Method(
        key="city-link-colleagues",
        title=_("Colleague to colleague"),
        definition=_(
            "Of the activities that were done, the part of a kind in which one learns (colleague "
            "to colleague, masterclass, workshop, placement, advice, working visit, project) and "
            "in which officials or politicians took part. Less than half: keep an eye on it."
        ),
        unit=_("percent"),
        extent=_("0% to 100%; nothing without activities"),
        example=_(
            "A masterclass for officials, a visit of aldermen, a concert and a workshop for "
            "residents: 2 / 4 = 50%."
        ),
        source=_BOOK,
        limits=_("Each activity counts once, a day as much as a year."),
    ),
    Method(
        key="city-link-levels",
        title=_("Levels of capacity"),
        definition=_(
            "The number of activities that were done at each of three levels: people learn; the "
            "organisation gets better; rules and working together get better. A level without an "
            "activity: keep an eye on it."
        ),
        unit=_("activities"),
        extent=_("0 and more for each level"),
        example=_("Two activities for people and one for institutions: organisations are missing."),
        source=_BOOK,
        limits=_("The members choose the level themselves. It says nothing about the result."),
    ),
    Method(
        key="city-link-society",
        title=_("Society in every phase"),
        definition=_(
            "For each phase of the link (getting acquainted, making the agreement, carrying out, "
            "looking back) the activities that were done, and those in which residents or "
            "organisations took part. A phase without them: keep an eye on it."
        ),
        unit=_("activities"),
        extent=_("0 and more for each phase"),
        example=_(
            "One of one activity in getting acquainted, none of one in carrying out: carrying out "
            "lacks residents and organisations."
        ),
        source=_BOOK,
        limits=_("It does not say how many people took part, or whom they speak for."),
    ),
    Method(
        key="city-link-quick",
        title=_("Quick results"),
        definition=_(
            "Of the activities that were done, the part of which the result shows at once, and of "
            "those the part that serves an aim of the agreement. In getting acquainted and making "
            "the agreement a loose one is allowed. A later loose one, or more than a third: keep "
            "an eye on it. Both: do something about it."
        ),
        unit=_("percent"),
        extent=_("0% to 100%; nothing without activities"),
        example=_(
            "Of 4 activities 3 gave a quick result: 3 / 4 = 75%. One of them served an aim: "
            "1 / 3 = 33%."
        ),
        source=_BOOK,
        limits=_("A quick result can be the beginning of trust. The members say what is quick."),
    ),
)
