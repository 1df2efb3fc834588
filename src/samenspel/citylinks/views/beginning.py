# SPDX-License-Identifier: EUPL-1.2
"""From what was found to a file: the address of the form, filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from samenspel.accounts.rules import Actor
from samenspel.citylinks.rules import MAKE_LINK, those_for
from samenspel.places.models import Municipality


def begin_url(
    actor: Actor,
    municipality: Municipality,
    partners: Sequence[str] = (),
    *,
    on: date,
    acting: Mapping[int, frozenset[int]] | None = None,
) -> str:
    """Where somebody begins a file for a municipality with these partners (by their slugs).

    Empty for who may not; then a page shows nothing. ``acting`` is that of ``rules.those_for``.
    """
    may = those_for(MAKE_LINK, actor, [municipality], on=on, acting=acting)
    return _address(municipality, partners) if may else ""


def begin_pair_url(
    actor: Actor,
    one: Municipality,
    other: Municipality,
    *,
    on: date,
    acting: Mapping[int, frozenset[int]],
) -> str:
    """The same for two, from the side of which somebody is; empty for people of neither."""
    own = next(iter(those_for(MAKE_LINK, actor, [one, other], on=on, acting=acting)), None)
    if own is None:
        return ""
    return _address(own, [(other if own == one else one).slug])


def _address(municipality: Municipality, partners: Sequence[str]) -> str:
    asked = [("gemeente", municipality.slug), *(("met", slug) for slug in partners)]
    return f"{reverse('citylinks-new')}?{urlencode(asked)}"
