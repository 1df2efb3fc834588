# SPDX-License-Identifier: EUPL-1.2
"""What the navigation bar and the footer lead to, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class NavigationItem:
    """A link to the view with that name; left out where no such view exists.

    ``sections``: what else belongs to it: further parts of the site, as first part of the path; in
    :data:`DIALOGUE` and :data:`CITY_LINK` further names of views. ``for_members``: only on pages
    whose context says ``is_member``.
    """

    label: str | Promise
    view: str
    sections: tuple[str, ...] = ()
    for_members: bool = False


MAIN = (
    NavigationItem(_("Municipalities"), "home", ("gemeenten",)),
    NavigationItem(_("Arrangements"), "arrangements"),
    NavigationItem(_("Regional divisions"), "divisions"),
    NavigationItem(_("Commuting"), "commuting-regions", ("woon-werk",)),
    NavigationItem(_("Insight"), "insight"),
    NavigationItem(_("Dialogues"), "dialogues"),
    NavigationItem(_("City links"), "citylinks"),
    NavigationItem(_("Data"), "data"),
)

# The pages of one municipality and of one arrangement: views that take its slug.
MUNICIPALITY = (
    NavigationItem(_("Overview"), "municipality"),
    NavigationItem(_("For the council"), "municipality-council"),
    NavigationItem(_("Partners"), "municipality-network"),
    NavigationItem(_("Comparable municipalities"), "municipality-peers"),
    NavigationItem(_("City links"), "municipality-citylinks"),
    NavigationItem(_("Commuting"), "municipality-commuting"),
    NavigationItem(_("Public register"), "municipality-public-register"),
)
ARRANGEMENT = (
    NavigationItem(_("Overview"), "arrangement"),
    NavigationItem(_("Insight"), "arrangement-insight"),
    NavigationItem(_("For the councils"), "arrangement-councils"),
    NavigationItem(_("Votes"), "arrangement-votes"),
    NavigationItem(_("Costs"), "arrangement-costs"),
    NavigationItem(_("Commuting"), "arrangement-commuting"),
    NavigationItem(_("Dialogues"), "arrangement-dialogues"),
    NavigationItem(_("History"), "arrangement-history"),
)

# The pages of one dialogue. A page without a tab of its own stands under the one whose name its
# own begins with, or under what ``sections`` names.
DIALOGUE = (
    NavigationItem(_("Overview"), "dialogue"),
    NavigationItem(_("Text"), "dialogue-documents", ("dialogue-document", "dialogue-difference")),
    NavigationItem(_("Who has answered"), "dialogue-states", ("dialogue-addressee",)),
    NavigationItem(_("Calendar"), "dialogue-calendar"),
    NavigationItem(_("Interim balance"), "dialogue-balance"),
    NavigationItem(_("Statements"), "dialogue-statements"),
    NavigationItem(_("Replies"), "dialogue-replies", ("dialogue-points",)),
    NavigationItem(_("Decision"), "dialogue-decision", ("dialogue-chain",)),
    NavigationItem(_("Commitments"), "dialogue-follow-up"),
)

# The pages of one city link, in the same way. Its file is for members.
CITY_LINK = (
    NavigationItem(_("For everybody"), "citylink"),
    NavigationItem(pgettext_lazy("city link", "File"), "citylink-file", for_members=True),
    NavigationItem(
        pgettext_lazy("city link", "Agreement"),
        "citylink-agreement",
        ("citylink-decision",),
        for_members=True,
    ),
    NavigationItem(_("People"), "citylink-people", ("citylink-handover",), for_members=True),
    NavigationItem(
        _("Activities"), "citylink-activities", ("citylink-activity",), for_members=True
    ),
    NavigationItem(_("Contact"), "citylink-contacts", for_members=True),
    NavigationItem(
        _("Documents and photos"), "citylink-documents", ("citylink-photos",), for_members=True
    ),
    NavigationItem(_("Signals"), "citylink-signals", for_members=True),
    NavigationItem(_("Looking back"), "citylink-look-backs", ("citylink-look-back",)),
)

# What who is logged in finds in the header.
ACCOUNT = (
    NavigationItem(_("My work"), "my-page"),
    NavigationItem(_("My dialogues"), "my-dialogues"),
    NavigationItem(_("My city links"), "my-citylinks"),
)

FOOTER = (
    NavigationItem(_("About Samenspel"), "about"),
    NavigationItem(_("Methods"), "methods"),
    NavigationItem(_("Sources and licences"), "data"),
    NavigationItem(_("Accessibility"), "accessibility"),
)
