# SPDX-License-Identifier: EUPL-1.2
"""How good the register of a country is: per rule the number and share of arrangements."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenspel.register.queries.arrangements.bars import BarChart, Counted, bar_chart
from samenspel.stewardship.quality import Rule, Severity, rules
from samenspel.stewardship.queries.checks import findings
from samenspel.stewardship.queries.facts import Facts
from samenspel.stewardship.queries.set_asides import set_asides


@dataclass(frozen=True)
class RuleLine:
    """A rule with what it found: findings, arrangements, share of all in force, set aside.

    ``share`` is in [0, 1]; None where there is no arrangement at all, or where the rule is about
    arrangements that have ended.
    """

    rule: Rule
    findings: int
    arrangements: int
    share: float | None
    aside: int


@dataclass(frozen=True)
class QualityOverview:
    """All rules of the country, in their order; ``in_force`` arrangements were looked at.

    ``clean`` of them have no finding that is wrong or missing.
    """

    lines: tuple[RuleLine, ...]
    in_force: int
    clean: int
    chart: BarChart | None

    @property
    def groups(self) -> tuple[tuple[Severity, tuple[RuleLine, ...]], ...]:
        """The lines by severity."""
        return tuple(
            (severity, tuple(line for line in self.lines if line.rule.severity == severity))
            for severity in Severity
        )


def quality_overview(facts: Facts, country: str) -> QualityOverview:
    """What the rules find in the arrangements of a country; one query, or two."""
    found = [f for f in findings(facts) if f.record.country == country]
    aside = set_asides(None, on=facts.today)
    here = {record.slug for record in facts.in_force if record.country == country}
    number, laid = Counter[str](), Counter[str]()
    slugs: dict[str, set[str]] = defaultdict(set)
    flawed: set[str] = set()
    for finding in found:
        if finding.identity in aside:
            laid[finding.rule.key] += 1
            continue
        number[finding.rule.key] += 1
        slugs[finding.rule.key].add(finding.record.slug)
        if finding.rule.severity != Severity.CHECK:
            flawed.add(finding.record.slug)
    lines = tuple(
        RuleLine(
            rule=rule,
            findings=number[rule.key],
            arrangements=len(slugs[rule.key]),
            share=len(slugs[rule.key] & here) / len(here) if here else None,
            aside=laid[rule.key],
        )
        for rule in rules().values()
        if rule.country in {"", country}
    )
    return QualityOverview(lines, len(here), len(here - flawed), _chart(lines))


def _chart(lines: tuple[RuleLine, ...]) -> BarChart | None:
    values = [
        Counted(line.rule.title, line.arrangements, f"#{line.rule.key}")
        for line in lines
        if line.arrangements
    ]
    title = _("Arrangements per rule")
    return bar_chart(values, key="per-regel", title=title, most=12) if values else None
