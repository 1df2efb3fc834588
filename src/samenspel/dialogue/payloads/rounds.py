# SPDX-License-Identifier: EUPL-1.2
"""Records of the question: a text that was published, a round that was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from samenspel.dialogue.models import Round, RoundDocument
from samenspel.dialogue.payloads.recipe import Recipe, fields


def payload_of_text(row: RoundDocument) -> dict[str, Any]:
    """A published version of the text, clause by clause."""
    clauses = sorted(row.clauses.all(), key=lambda clause: clause.position)
    told = ("key", "position", "number", "title", "text")
    return {
        **fields(row, "number", "status", "title", "introduction", "published_at"),
        "clauses": [fields(clause, *told) for clause in clauses],
    }


def payload_of_round_sent(row: Round) -> dict[str, Any]:
    """What was asked, of whom, and each one's last day as it was told; longer terms come later.

    People's names and addresses stay out: of who signed there is a digest.
    """
    asked = (
        "title", "kind", "country", "question", "background", "organisation_id",
        "arrangement_slug", "arrangement_name", "letter_text", "letter_reference", "sent_on",
        "minimum_group",
    )  # fmt: skip
    told = (
        "body", "municipality_id", "name", "is_guest", "position", "inhabitants",
        "inhabitants_on", "received_on", "term",
    )  # fmt: skip
    addressees = sorted(row.addressees.all(), key=lambda addressee: addressee.pk)
    return {
        **fields(row, *asked),
        "signed_by": hashlib.sha256(row.signed_by.encode()).hexdigest(),
        "addressees": [{"id": one.pk, **fields(one, *told)} for one in addressees],
    }


RECIPES: Mapping[str, Recipe] = {
    "text_published": Recipe(
        RoundDocument,
        payload_of_text,
        required=Q(published_at__isnull=False),
        children=("clauses",),
    ),
    "round_sent": Recipe(
        Round,
        payload_of_round_sent,
        round_path="pk",
        required=Q(sent_on__isnull=False),
        children=("addressees",),
    ),
}
