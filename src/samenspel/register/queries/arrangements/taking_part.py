# SPDX-License-Identifier: EUPL-1.2
"""The municipality that a reader means by a name or a code, for the filter on who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from samenspel.places.models import Municipality
from samenspel.places.queries.history import Heir, Place, changes
from samenspel.places.queries.municipalities import FoundMunicipality, search_municipalities

MOST_CANDIDATES = 8
# Bergen (NH), Bergen (L) and Bergen op Zoom all answer to Bergen: look beyond the ones shown.
_LOOKED_AT = 40


@dataclass(frozen=True)
class NamedMunicipality:
    """What a name means: one municipality, several, or none that we know.

    ``heirs``: who is in its place, where the one found does not exist on the date.
    ``candidates`` are those that may be meant, or names spelt alike where the name is unknown.
    """

    text: str
    outcome: Literal["found", "ambiguous", "unknown"]
    place: Place | None = None
    exists: bool = True
    heirs: tuple[Heir, ...] = ()
    candidates: tuple[FoundMunicipality, ...] = ()


def municipality_named(text: str, *, on: date) -> NamedMunicipality:
    """The municipality called so, or with that code; four queries at most.

    Of several with exactly that name the one that exists on the date is meant; where that leaves
    more than one (Bergen), nothing is guessed. Names spelt alike are only suggested.
    """
    by_code = _with_code(text.strip().upper(), on)
    if by_code is not None:
        return by_code
    found = search_municipalities(text, on=on, limit=_LOOKED_AT).found
    meant = _meant(found)
    if len(meant) == 1:
        one = meant[0]
        return NamedMunicipality(text, "found", one.place, exists=one.exists, heirs=one.heirs)
    shown = tuple(meant or found)[:MOST_CANDIDATES]
    return NamedMunicipality(text, "ambiguous" if meant else "unknown", candidates=shown)


def called(text: str, *, on: date) -> tuple[FoundMunicipality, ...]:
    """Municipalities with exactly that name, existing ones before former; three queries at most."""
    found = search_municipalities(text, on=on, limit=_LOOKED_AT).found
    return tuple(hit for hit in found if hit.how == "exact")[:MOST_CANDIDATES]


def _with_code(code: str, on: date) -> NamedMunicipality | None:
    columns = ("code", "name", "slug", "valid_from", "valid_to")
    row = Municipality.objects.filter(code=code).values_list(*columns).first()
    if row is None:
        return None
    place = Place(*row)
    exists = place.exists_on(on)
    heirs = () if exists else changes().heirs(place, on=on)
    return NamedMunicipality(code, "found", place, exists=exists, heirs=heirs)


def _meant(found: Sequence[FoundMunicipality]) -> list[FoundMunicipality]:
    """The hits that may be meant: the best way of answering, existing ones before former."""
    for how in ("exact", "prefix", "word_prefix", "contains"):
        of_kind = [hit for hit in found if hit.how == how]
        if of_kind:
            return [hit for hit in of_kind if hit.exists] or of_kind
    return []
