# SPDX-License-Identifier: EUPL-1.2
"""Checking the chain of a round: what it has to hold; how is in ``accounts.chain_checks``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from samenspel.accounts.chain_checks import Head, Stored, Verified, check, logged_heads
from samenspel.dialogue.models import ChainRecord, Round
from samenspel.dialogue.payloads import PAYLOADS, Recipe


def verify(round_: Round, *, heads: Iterable[Head] = ()) -> Verified:
    """Recompute the chain of a round and compare it with what is stored.

    The number of queries grows with the kinds of record, not with their number.
    """
    return check(
        list(ChainRecord.objects.filter(round=round_).order_by("number", "pk")),
        {kind: Stored(_rows(round_, recipe), recipe.payload) for kind, recipe in PAYLOADS.items()},
        slug=round_.slug,
        heads=[*logged_heads("dialogue", round_.slug), *heads],
    )


def _rows(round_: Round, recipe: Recipe) -> Iterable[Any]:
    """The rows of a round that must have a record of this kind."""
    path = "pk" if recipe.model is Round else recipe.round_path
    rows = recipe.model._default_manager.filter(recipe.required, **{path: round_.pk})
    if recipe.related:
        rows = rows.select_related(*recipe.related)
    return rows.prefetch_related(*recipe.children).order_by("pk")
