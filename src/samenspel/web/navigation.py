# SPDX-License-Identifier: EUPL-1.2
"""What the navigation bar and the footer lead to, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class NavigationItem:
    """A link to the view with that name; left out where no such view exists.

    ``sections``: further parts of the site that belong to it, as first part of the path.
    """

    label: str | Promise
    view: str
    sections: tuple[str, ...] = ()


MAIN = (
    NavigationItem(_("Municipalities"), "home", ("gemeenten",)),
    NavigationItem(_("Arrangements"), "arrangements"),
    NavigationItem(_("Regional divisions"), "divisions"),
    NavigationItem(_("Commuting"), "commuting-regions", ("woon-werk",)),
    NavigationItem(_("Data"), "data"),
)

FOOTER = (
    NavigationItem(_("About Samenspel"), "about"),
    NavigationItem(_("Methods"), "methods"),
    NavigationItem(_("Sources and licences"), "data"),
    NavigationItem(_("Accessibility"), "accessibility"),
)
