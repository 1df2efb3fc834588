# SPDX-License-Identifier: EUPL-1.2
"""Records of opinions: what was sent, by whom adopted, with which votes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samenspel.dialogue.models import Sending
from samenspel.dialogue.payloads.recipe import Recipe, fields, fingerprint


def payload_of_opinion_sent(row: Sending) -> dict[str, Any]:
    """A version that was sent, with its points and with every body that adopted it."""
    version = row.version
    points = sorted(version.points.all(), key=lambda point: point.order)
    adoptions = sorted(version.adoptions.all(), key=lambda held: held.pk)
    told = ("addressee_id", "on", "votes_for", "votes_against", "votes_abstained", "at")
    return {
        **fields(row, "version_id", "on", "is_late", "at"),
        "by": fingerprint(row),
        "version": {
            **fields(
                version,
                "opinion_id",
                "number",
                "document_id",
                "introduction",
                "correction",
                "source",
                "at",
            ),
            "by": fingerprint(version),
        },
        "points": [fields(p, "id", "order", "clause_id", "position", "text") for p in points],
        "adoptions": [{**fields(a, *told), "by": fingerprint(a)} for a in adoptions],
    }


RECIPES: Mapping[str, Recipe] = {
    "opinion_sent": Recipe(
        Sending,
        payload_of_opinion_sent,
        "version__opinion__round",
        related=("version",),
        children=("version__points", "version__adoptions"),
    ),
}
