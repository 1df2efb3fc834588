# SPDX-License-Identifier: EUPL-1.2
"""What the fields of records are called, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELD_LABELS: Mapping[str, str | Promise] = {
    "name": _("Name"),
    "citation_title": _("Citation title"),
    "legal_form": _("Legal form"),
    "is_compulsory": _("Compulsory or chosen"),
    "purpose": _("Purpose"),
    "powers": _("How powers are handed over"),
    "legal_bases": _("Acts it rests on"),
    "decree_urls": _("Published decisions"),
    "status": _("Status"),
    "status_note": _("Remark on the status"),
    "valid_from": _("First day"),
    "valid_to": _("Last day"),
    "seat_place": _("Place of the seat"),
    "seat_postcode": _("Postcode of the seat"),
    "seat_municipality": _("Municipality of the seat"),
    "website": _("Website"),
    "source": _("Source"),
    "source_url": _("Address of the source"),
    "last_changed_on": _("Changed in the source on"),
    "last_confirmed_on": _("Last confirmed on"),
    "is_entered": _("Entered by hand"),
    "is_guess": _("Guessed from the name"),
    "body": _("Body that carries it out"),
    "policy_areas": _("Policy areas"),
    "themes": _("Themes"),
    "kind": _("Kind"),
    "municipality": _("Municipality"),
    "code": _("Code"),
    "name_in_source": _("Name in the source"),
    "roles": _("Organs that take part"),
    "share_percent": _("Share in percent"),
    "contributions": _("Contributions"),
    "quota": _("Votes needed for a decision"),
    "total_seats": _("Number of seats"),
    "seats": _("Seats"),
    "votes": _("Votes"),
    "amount_eur": _("Amount in euro"),
    "cost_key": _("Cost key"),
    "participants": _("Participants"),
}


def field_label(name: str) -> str:
    """The name of a field in words."""
    return str(FIELD_LABELS[name])
