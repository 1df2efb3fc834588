# SPDX-License-Identifier: EUPL-1.2
"""The record of the reply memo."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from samenspel.accounts.chain import canonical
from samenspel.dialogue.models import Memo
from samenspel.dialogue.payloads.recipe import Recipe, fields, fingerprint


def payload_of_memo(row: Memo) -> dict[str, Any]:
    """The memo as published, and a digest of the replies in their own table."""
    names = ("round_id", "number", "introduction", "content", "on", "at")
    return {**fields(row, *names), "replies": _replies(row), "by": fingerprint(row)}


def _replies(row: Memo) -> dict[str, Any]:
    told = ("point_id", "verdict", "reason", "change", "clause_key")
    held = [fields(reply, *told) for reply in sorted(row.replies.all(), key=lambda r: r.point_id)]
    digest = hashlib.sha256(canonical(held).encode()).hexdigest()
    return {"number": len(held), "digest": digest}


RECIPES: Mapping[str, Recipe] = {"memo": Recipe(Memo, payload_of_memo, children=("replies",))}
