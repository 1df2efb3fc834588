# SPDX-License-Identifier: EUPL-1.2
"""What a register of arrangements names: the items of article 27 of the Wgr, in its order.

The article held until 1 July 2021 for the register of a municipality; since then article 136 gives
one register for the country (decision 13). What has to be in it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.datapackage.legal_forms import LEGAL_FORMS

UNTIL = "2021-07-01"

ITEMS: Mapping[str, Promise] = MappingProxyType(
    {
        "a": _("Participants"),
        "b": _("Statutory basis"),
        "c": _("Powers handed over"),
        "d": _("Address and seat"),
        "e": _("Kind of body"),
    }
)
"""The letters of the items in the second paragraph, and what each is about."""

FEWEST = 2


@dataclass(frozen=True)
class Entry:
    """What is known of one arrangement, as far as the register names it.

    ``participants`` counts those of the day; ``articles`` the recorded articles on powers.
    """

    participants: int
    legal_bases: str
    powers: str
    articles: int
    seat_place: str
    seat_postcode: str
    legal_form: str


def missing(entry: Entry) -> tuple[str, ...]:
    """The letters of the items that are not known, in order; empty for a complete record."""
    known = {
        "a": entry.participants >= FEWEST,
        "b": bool(entry.legal_bases.strip(" |")),
        "c": bool(entry.powers.strip(" |")) or entry.articles > 0,
        "d": bool(entry.seat_place.strip()) and bool(entry.seat_postcode.strip()),
        "e": entry.legal_form not in {"", "unknown"},
    }
    return tuple(letter for letter in ITEMS if not known[letter])


def applies_to(legal_form: str) -> bool:
    """Whether the law is about it: a form of public law, or one that nobody stated."""
    form = LEGAL_FORMS.get(legal_form or "unknown")
    return form is not None and form.family in {"public_law", "unknown"}
