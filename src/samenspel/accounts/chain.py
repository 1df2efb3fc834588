# SPDX-License-Identifier: EUPL-1.2
"""Records that must never change, each linked to the one before: a chain per object.

A record has a number in its chain, what was fixed as plain values, and the digest of the record
before it. Checking a chain is in ``chain_checks``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from samenspel.accounts.append_only import AddedOnly

BEGINNING = "0" * 64
_EXACT = frozenset({str, int, bool, type(None)})


class ChainedRecord(AddedOnly):
    """One record: what was fixed, as plain values, with the digest of the record before.

    ``digest`` is SHA-256 of the canonical JSON of number, kind, key, moment, payload and previous
    digest; the first record links to 64 zeros.
    """

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    # What the record is of: the primary key of the row, as text.
    key = models.CharField(max_length=60)
    payload = models.JSONField()
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        abstract = True


def canonical(value: object) -> str:
    """The one way to write plain values down: sorted keys, no blanks, no decimals.

    Raises
    ------
    TypeError
        There is a decimal number or something else that JSON cannot say exactly.
    """
    _require_exact(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _require_exact(value: object) -> None:
    # A memo has hundreds of thousands of values: what most of them are is looked at first.
    if type(value) in _EXACT:
        return
    if isinstance(value, Mapping):
        for key, held in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key in a chain record is text, not {type(key).__name__}")
            _require_exact(held)
    elif isinstance(value, (list, tuple)):
        for held in value:
            _require_exact(held)
    elif not (value is None or isinstance(value, (str, bool, int))):
        raise TypeError(f"a chain record holds no {type(value).__name__}")


def moment(at: datetime) -> str:
    """A moment as the chain writes it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest_of(
    *, number: int, kind: str, key: str, at: datetime, payload: Mapping[str, Any], previous: str
) -> str:
    """SHA-256 of a record, in hexadecimal."""
    text = canonical(
        {
            "number": number,
            "kind": kind,
            "key": key,
            "at": moment(at),
            "payload": payload,
            "previous": previous,
        }
    )
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: object) -> Any:
    """A value as the chain can hold it: days and moments as text, no decimal numbers.

    Raises
    ------
    TypeError
        It cannot be written down exactly: a decimal number, a row, a set.
    """
    if type(value) in _EXACT:  # most values; asked first, as a memo has so many
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


def following(
    last: ChainedRecord | None, *, kind: str, key: str, payload: Mapping[str, Any], at: datetime
) -> dict[str, Any]:
    """The columns of the record that comes after ``last`` (None: the first of its chain).

    Call it while the object of the chain is locked, so that no two records follow the same one.
    """
    number, previous = (last.number + 1, last.digest) if last else (1, BEGINNING)
    return {
        "number": number,
        "kind": kind,
        "key": key,
        "payload": dict(payload),
        "at": at,
        "previous": previous,
        "digest": digest_of(
            number=number, kind=kind, key=key, at=at, payload=payload, previous=previous
        ),
    }
