# SPDX-License-Identifier: EUPL-1.2
"""The worklist of a municipality, a secretariat or one arrangement: what to mend, worst first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.register import labels
from samenspel.register.queries.arrangements.bars import BarChart, Counted, bar_chart
from samenspel.stewardship.article27 import ITEMS, applies_to, missing
from samenspel.stewardship.models import SetAside
from samenspel.stewardship.quality import Keeper, Rule, Severity, rules
from samenspel.stewardship.queries.checks import findings
from samenspel.stewardship.queries.facts import Facts, Record
from samenspel.stewardship.queries.findings import Finding
from samenspel.stewardship.queries.set_asides import Identity, set_asides


@dataclass(frozen=True)
class Scope:
    """Whose list it is.

    ``municipalities`` are those that the reader acts for, with their predecessors;
    ``organisations`` the secretariats; ``is_administrator`` adds what only administrators mend.
    """

    condition: Q
    municipalities: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    is_administrator: bool = False

    def keeps(self, record: Record) -> bool:
        """Whether the record is theirs to keep."""
        if self.is_administrator:
            return True
        if record.secretariat_id is not None:
            return record.secretariat_id in self.organisations
        return self.takes_part(record)

    def takes_part(self, record: Record) -> bool:
        """Whether one of the municipalities is a participant."""
        return any(member.municipality_id in self.municipalities for member in record.members)

    def mends(self, finding: Finding) -> bool:
        """Whether the finding is theirs to mend."""
        keeper = finding.rule.keeper
        if keeper == Keeper.ADMINISTRATOR:
            return self.is_administrator
        if self.keeps(finding.record):
            return True
        if keeper != Keeper.OWN:
            return False
        if finding.municipality_id is not None:
            return finding.municipality_id in self.municipalities
        return self.takes_part(finding.record)


@dataclass(frozen=True)
class Choice:
    """The filters of the address: keys of a rule and a severity (empty: all), whose findings."""

    rule: str = ""
    severity: str = ""
    others: bool = False

    def takes(self, finding: Finding) -> bool:
        """Whether the finding passes the filters on rule and severity."""
        return (not self.rule or finding.rule.key == self.rule) and (
            not self.severity or finding.rule.severity == self.severity
        )


@dataclass(frozen=True)
class Work:
    """The findings of one arrangement, worst first.

    ``lacking`` are names of the items of article 27 that are missing; None where the article is
    not about it.
    """

    record: Record
    items: tuple[Finding, ...]
    lacking: tuple[str, ...] | None

    @property
    def url(self) -> str:
        return reverse("arrangement", args=[self.record.slug])

    @property
    def form(self) -> str:
        """The legal form in words."""
        return labels.legal_form(self.record.legal_form)

    @property
    def keeper(self) -> str:
        """Who keeps the record."""
        return self.record.secretariat or _("the municipalities that take part")


@dataclass(frozen=True)
class Aside:
    """A finding that is set aside: what, why, by whom and until when."""

    finding: Finding
    row: SetAside


@dataclass(frozen=True)
class Worklist:
    """What the page shows.

    ``by_severity`` counts all that is theirs, before the filters; ``others`` counts what somebody
    else has to mend. ``arrangements`` counts those that were looked at.
    """

    on: date
    works: tuple[Work, ...]
    chart: BarChart | None
    by_severity: Mapping[Severity, int]
    number: int
    others: int
    arrangements: int
    asides: tuple[Aside, ...]
    choice: Choice
    facts: Facts

    @property
    def shown(self) -> int:
        """Findings that pass the filters."""
        return sum(len(work.items) for work in self.works)

    @property
    def severities(self) -> tuple[tuple[Severity, int], ...]:
        return tuple((severity, self.by_severity.get(severity, 0)) for severity in Severity)


def worklist(facts: Facts, scope: Scope, choice: Choice, *, url: str = "") -> Worklist:
    """The list for a scope; one query (what was set aside), one more when a successor is sought.

    ``url`` is the address of the page, for bars that filter.
    """
    found = findings(facts)
    aside = set_asides({f.record.slug for f in found}, on=facts.today)
    standing = [f for f in found if f.identity not in aside]
    mine, others = _divided(standing, scope)
    listed = others if choice.others else mine
    shown = [f for f in listed if choice.takes(f)]
    return Worklist(
        on=facts.today,
        works=works(shown, facts.today),
        chart=_chart(listed, choice, url),
        by_severity=Counter(f.rule.severity for f in listed),
        number=len(mine),
        others=len(others),
        arrangements=len({record.slug for record in facts.in_force}),
        asides=_asides(found, aside),
        choice=choice,
        facts=facts,
    )


def works(found: Iterable[Finding], on: date) -> tuple[Work, ...]:
    """Findings grouped by arrangement; the arrangement with the worst and oldest comes first."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        groups[finding.record.slug].append(finding)
    listed = [
        Work(items[0].record, tuple(items), lacking(items[0].record, on))
        for items in (sorted(group, key=lambda f: f.order) for group in groups.values())
    ]
    return tuple(sorted(listed, key=lambda w: (w.items[0].order[:2], w.record.name.casefold())))


def lacking(record: Record, on: date) -> tuple[str, ...] | None:
    """Names of the items of article 27 that are not known; None where it is not about it."""
    if record.country != "nl" or not applies_to(record.legal_form) or not record.holds_on(on):
        return None
    return tuple(str(ITEMS[letter]) for letter in missing(record.entry(on)))


def _divided(found: Sequence[Finding], scope: Scope) -> tuple[list[Finding], list[Finding]]:
    mine = [f for f in found if scope.mends(f)]
    theirs = {f.identity for f in mine}
    return mine, [f for f in found if f.identity not in theirs]


def _asides(found: Iterable[Finding], aside: Mapping[Identity, SetAside]) -> tuple[Aside, ...]:
    listed = [Aside(f, aside[f.identity]) for f in found if f.identity in aside]
    return tuple(sorted(listed, key=lambda a: (a.row.look_again_on, a.finding.record.name)))


def _chart(found: Sequence[Finding], choice: Choice, url: str) -> BarChart | None:
    """Findings per rule as bars that filter; None where there is nothing to count."""
    if not found:
        return None
    known: Mapping[str, Rule] = rules()
    who = "&wie=anderen" if choice.others else ""
    values = [
        Counted(known[key].title, number, f"{url}?regel={key}{who}", key == choice.rule)
        for key, number in Counter(f.rule.key for f in found).items()
    ]
    return bar_chart(values, key="per-regel", title=_("Findings per rule"), most=len(known))
