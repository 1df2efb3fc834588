# SPDX-License-Identifier: EUPL-1.2
"""How a stored row becomes the plain values of its record in the chain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from samenspel.accounts.chain import canonical, moment, plain


@dataclass(frozen=True)
class Recipe:
    """What a record of one kind is made of.

    ``model``: the table of the row; ``payload``: the plain values of a row and its children, the
    same when the record is made and when it is checked; ``round_path``: how a row leads to its
    round; ``required``: which rows of the table must have a record; ``related`` (foreign keys)
    and ``children`` (rows that point to it) are fetched along when many rows are checked.
    """

    model: type[Model]
    payload: Callable[[Any], dict[str, Any]]
    round_path: str = "round"
    required: Q = field(default_factory=Q)
    related: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


def fields(row: Model, *names: str) -> dict[str, Any]:
    """The named fields of a row as plain values; a foreign key by its column (``ballot_id``)."""
    return {name: plain(getattr(row, name)) for name in names}


def fingerprint(row: Any) -> str:
    """Who did it, as a digest: the chain is public and names no people.

    Reads ``actor_id``, ``actor_name`` and ``at`` of the row. Somebody who sees the rows can check
    it; the digest by itself tells no name.
    """
    text = canonical([row.actor_id, row.actor_name, moment(row.at)])
    return hashlib.sha256(text.encode()).hexdigest()
