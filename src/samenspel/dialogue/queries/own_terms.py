# SPDX-License-Identifier: EUPL-1.2
"""The terms that an arrangement sets itself, beside those of the law, with their history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samenspel.analysis.terms import versions_of
from samenspel.dialogue.models import OwnTerm
from samenspel.dialogue.terms import own_rules
from samenspel.dialogue.terms_wording import TITLES, law, rule_length


@dataclass(frozen=True)
class TermLine:
    """A rule: what the law says, and the weeks of the arrangement (None: the law alone)."""

    rule: str
    title: str
    by_law: str
    law: str
    weeks: int | None
    source: str


@dataclass(frozen=True)
class TermChange:
    """What somebody told about a term."""

    at: datetime
    actor: str
    title: str
    weeks: int | None
    source: str


@dataclass(frozen=True)
class OwnTermsPage:
    """All rules of which an arrangement may set its own, and what was told, the last first."""

    lines: tuple[TermLine, ...]
    history: tuple[TermChange, ...]


def own_terms_page(slug: str) -> OwnTermsPage:
    """The terms of an arrangement; one query."""
    told = list(OwnTerm.objects.filter(arrangement_slug=slug).order_by("at", "pk"))
    last = {row.rule: row for row in told}
    return OwnTermsPage(
        lines=tuple(_line(key, last.get(key)) for key in own_rules()),
        history=tuple(
            TermChange(row.at, row.actor_name, str(TITLES[row.rule]), row.weeks, row.source)
            for row in reversed(told)
        ),
    )


def _line(key: str, own: OwnTerm | None) -> TermLine:
    rule = versions_of(key)[-1]
    return TermLine(
        rule=key,
        title=str(TITLES[key]),
        by_law=rule_length(rule),
        law=law(rule.act, rule.article),
        weeks=own.weeks if own else None,
        source=own.source if own and own.weeks is not None else "",
    )
