# SPDX-License-Identifier: EUPL-1.2
"""The record of an evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samenspel.dialogue.models import Evaluation
from samenspel.dialogue.payloads.recipe import Recipe, fields, fingerprint


def payload_of_evaluation(row: Evaluation) -> dict[str, Any]:
    """The evaluation as it was written."""
    names = ("round_id", "year", "text", "lessons", "next_on", "at")
    return {**fields(row, *names), "by": fingerprint(row)}


RECIPES: Mapping[str, Recipe] = {"evaluation": Recipe(Evaluation, payload_of_evaluation)}
