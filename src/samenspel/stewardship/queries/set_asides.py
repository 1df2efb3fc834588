# SPDX-License-Identifier: EUPL-1.2
"""Which findings are set aside on a day, and why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from samenspel.stewardship.models import SetAside

Identity = tuple[str, str, str]


def set_asides(slugs: Collection[str] | None, *, on: date) -> dict[Identity, SetAside]:
    """What is set aside on the day, by the identity of the finding; one query.

    Of several rows about one finding the last one counts. ``slugs`` narrows to arrangements;
    None is the whole register.
    """
    rows = SetAside.objects.order_by("at", "pk")
    if slugs is not None:
        rows = rows.filter(arrangement_slug__in=slugs)
    last = {(row.rule, row.arrangement_slug, row.subject): row for row in rows}
    return {
        identity: row
        for identity, row in last.items()
        if not row.is_taken_back and row.look_again_on > on
    }
