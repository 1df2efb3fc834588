# SPDX-License-Identifier: EUPL-1.2
"""Records of interim balances.

A balance may be under embargo while the chain of its round can be read: the record holds digests of
what the balance says, which prove it and tell nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from samenspel.accounts.chain import canonical
from samenspel.dialogue.models import Balance
from samenspel.dialogue.payloads.recipe import Recipe, fields, fingerprint


def payload_of_balance(row: Balance) -> dict[str, Any]:
    """That a balance was published, with the digest of everything in it."""
    said = {
        "introduction": row.introduction,
        "content": row.content,
        "parts": {part.key: part.content for part in row.parts.all()},
    }
    digest = hashlib.sha256(canonical(said).encode()).hexdigest()
    names = ("number", "document_id", "public_from", "at")
    return {**fields(row, *names), "said": digest, "by": fingerprint(row)}


RECIPES: Mapping[str, Recipe] = {
    "balance": Recipe(Balance, payload_of_balance, children=("parts",)),
}
