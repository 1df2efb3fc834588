# SPDX-License-Identifier: EUPL-1.2
"""What residents and councillors said of the statements, as far as it was published; one query."""

from __future__ import annotations

from typing import Any

from samenspel.dialogue.models import Round
from samenspel.dialogue.models.statements import StatementCount


def statements_of(round_: Round) -> list[dict[str, Any]]:
    """Published counts by statement and audience, as plain values, in the order of the numbers.

    Only what the page of statements shows: counts of groups that are large enough.
    """
    rows = StatementCount.objects.filter(statement__round=round_).select_related("statement")
    return [
        {
            "number": row.statement.number,
            "text": row.statement.text,
            "audience": str(row.audience),
            "agree": row.agree,
            "disagree": row.disagree,
            "passed": row.passed,
        }
        for row in rows.order_by("statement__number", "audience")
    ]
