# SPDX-License-Identifier: EUPL-1.2
"""The chain of a round: adding a record. Checking it is in ``verification``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from samenspel.dialogue.models import ChainRecord, Round

BEGINNING = "0" * 64
_EXACT = frozenset({str, int, bool, type(None)})


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


def append(
    *, round_: Round, kind: str, key: object, payload: Mapping[str, Any], at: datetime
) -> ChainRecord:
    """Add a record to the chain of the round; call it inside the transaction of the action.

    Takes the lock of the round, so that no two records follow the same one.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    last = ChainRecord.objects.filter(round=round_).order_by("-number").first()
    number, previous = (last.number + 1, last.digest) if last else (1, BEGINNING)
    return ChainRecord.objects.create(
        round=round_,
        number=number,
        kind=kind,
        key=str(key),
        payload=dict(payload),
        at=at,
        previous=previous,
        digest=digest_of(
            number=number, kind=kind, key=str(key), at=at, payload=payload, previous=previous
        ),
    )
