# SPDX-License-Identifier: EUPL-1.2
"""How a stored row becomes the plain values of its record in the chain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q

from samenspel.dialogue.chain import canonical, moment

_PLAIN = frozenset({str, int, bool, type(None)})


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


def plain(value: object) -> Any:
    """A value as the chain can hold it: days and moments as text, no decimal numbers.

    Raises
    ------
    TypeError
        It cannot be written down exactly: a decimal number, a row, a set.
    """
    if type(value) in _PLAIN:  # most values; asked first, as a memo has so many
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(held) for held in value]
    if isinstance(value, str):
        return str(value)  # a member of a TextChoices, too
    if value is None or isinstance(value, (bool, int)):
        return value
    raise TypeError(f"a chain record holds no {type(value).__name__}")


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
