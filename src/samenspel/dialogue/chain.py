# SPDX-License-Identifier: EUPL-1.2
"""The chain of a round: adding a record. Checking it is in ``verification``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from samenspel.accounts.chain import following
from samenspel.dialogue.models import ChainRecord, Round


def append(
    *, round_: Round, kind: str, key: object, payload: Mapping[str, Any], at: datetime
) -> ChainRecord:
    """Add a record to the chain of the round; call it inside the transaction of the action.

    Takes the lock of the round, so that no two records follow the same one.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    last = ChainRecord.objects.filter(round=round_).order_by("-number").first()
    return ChainRecord.objects.create(
        round=round_, **following(last, kind=kind, key=str(key), payload=payload, at=at)
    )
