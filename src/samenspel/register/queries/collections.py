# SPDX-License-Identifier: EUPL-1.2
"""Collections in the reader's words."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.register.leading import Lead
from samenspel.register.models import Collection


def collection_label(collection: Collection) -> str:
    """A collection by what it is and when it was observed: "register van 16 mei 2026"."""
    patterns = {
        Collection.Kind.REGISTER: _("register of %(date)s"),
        Collection.Kind.INVENTORY: _("inventory of %(date)s"),
        Collection.Kind.EXAMPLE: _("example of %(date)s"),
    }
    day = date_format(collection.observed_on, "DATE_FORMAT")
    return patterns[Collection.Kind(collection.kind)] % {"date": day}


def lead_note(lead: Lead | None) -> str:
    """One sentence: whose figures a page shows; empty without a collection."""
    if lead is None:
        return ""
    return _("According to the %(source)s.") % {"source": collection_label(lead.collection)}
