# SPDX-License-Identifier: EUPL-1.2
"""The arrangements of a municipality as a councillor reads them: grouped, with role and source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from samenspel.analysis.policy_areas import POLICY_AREAS
from samenspel.datapackage.legal_forms import LEGAL_FORMS
from samenspel.register import labels
from samenspel.register.models import VersionDomain
from samenspel.register.queries.municipality.records import Record, Topic, since

Grouping = Literal["onderwerp", "vorm"]
_THEME = VersionDomain.Scheme.THEME.value
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_FORM_ORDER = {identifier: number for number, identifier in enumerate(LEGAL_FORMS)}


@dataclass(frozen=True)
class ArrangementRow:
    """One arrangement in which a municipality takes part.

    ``others`` counts the other participants of every kind; ``since`` None is unknown;
    ``recorded_as`` names the predecessors under which the source still has it, if it does.
    """

    slug: str
    url: str
    name: str
    form_key: str
    form: str
    domain_key: str
    domain: str
    topics: tuple[str, ...]
    is_guess: bool
    others: int
    organs: str
    since: date | None
    share_percent: float | None
    source: str
    source_url: str
    confirmed_on: date | None
    recorded_as: tuple[str, ...] = ()

    @property
    def short_source(self) -> str:
        """The source without what it says in brackets about columns."""
        return _IN_BRACKETS.sub("", self.source)


@dataclass(frozen=True)
class Group:
    """Arrangements of one domain or form, by name."""

    key: str
    label: str
    rows: tuple[ArrangementRow, ...]


@dataclass(frozen=True)
class EndedRow:
    """An arrangement that is no longer in force, or that the municipality left."""

    url: str
    name: str
    form: str
    start: date | None
    end: date | None
    source: str


class Describer:
    """Turns records into rows; knows topics, numbers of participants and addresses."""

    def __init__(
        self,
        *,
        topics: Mapping[int, Sequence[Topic]],
        numbers: Mapping[int, int],
        all_records: Sequence[Record],
        base: str,
        suffix: str,
    ) -> None:
        self._topics, self._numbers = topics, numbers
        self._all, self._base, self._suffix = all_records, base, suffix

    def row(self, record: Record, *, recorded_as: Sequence[str] = ()) -> ArrangementRow:
        """The row of one record; ``recorded_as`` where it stands under other names."""
        domain_key, domain, names = _subject(self._topics.get(record.version_id, ()))
        theirs = [r for r in self._all if r.municipality_id == record.municipality_id]
        of_own = max(len(recorded_as), 1)
        return ArrangementRow(
            slug=record.arrangement,
            url=f"{self._base}{record.arrangement}/{self._suffix}",
            name=record.name,
            form_key=record.legal_form or labels.UNKNOWN_FORM,
            form=labels.legal_form(record.legal_form),
            domain_key=domain_key,
            domain=domain,
            topics=names,
            is_guess=any(t.is_guess for t in self._topics.get(record.version_id, ())),
            others=max(self._numbers.get(record.version_id, of_own) - of_own, 0),
            organs=labels.in_words(labels.organs(record.roles)),
            since=since(record, theirs),
            share_percent=record.share_percent,
            source=record.source,
            source_url=record.source_url,
            confirmed_on=record.confirmed_on,
            recorded_as=tuple(recorded_as),
        )

    def under_others(self, records: Iterable[Record], names: Sequence[str]) -> list[ArrangementRow]:
        """Rows recorded under predecessors: each version once, with all the names it is under."""
        by_version: dict[int, list[Record]] = {}
        for record in records:
            by_version.setdefault(record.version_id, []).append(record)
        order = {name: number for number, name in enumerate(names)}
        return [
            self.row(
                found[0],
                recorded_as=sorted({r.recorded_as for r in found}, key=lambda n: order.get(n, 0)),
            )
            for found in by_version.values()
        ]

    def ended(self, records: Iterable[Record], *, on: date) -> list[EndedRow]:
        """Arrangements of which no record holds on the date and the last one is past."""
        chains: dict[str, list[Record]] = {}
        for record in records:
            chains.setdefault(record.arrangement, []).append(record)
        found = []
        for slug, chain in chains.items():
            begun = [r for r in chain if r.start is None or r.start <= on]
            if not begun or any(r.holds_on(on) for r in chain):
                continue
            last = max(begun, key=lambda r: (r.end or date.max, r.version_id))
            found.append(
                EndedRow(
                    url=f"{self._base}{slug}/{self._suffix}",
                    name=last.name,
                    form=labels.legal_form(last.legal_form),
                    start=since(last, chain),
                    end=last.end,
                    source=last.source,
                )
            )
        return sorted(found, key=lambda r: (-(r.end or date.max).toordinal(), r.name.casefold()))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _subject(topics: Sequence[Topic]) -> tuple[str, str, tuple[str, ...]]:
    """Key and label of the main domain (that of the first topic), and the names of all topics."""
    areas = [t for t in topics if t.scheme != _THEME]
    if not areas:
        themes = tuple(labels.theme(t.key) for t in topics)
        if not themes:
            return "", _("Subject not stated by the source"), ()
        return topics[0].key, _capital(themes[0]), themes[1:]
    key = labels.domain_of(areas[0].key) or areas[0].key
    label = labels.domain(key)
    names = [labels.policy_area(t.key) for t in areas if t.key in POLICY_AREAS]
    return key, _capital(label), tuple(dict.fromkeys(n for n in names if n != label))


def grouped(rows: Iterable[ArrangementRow], by: Grouping) -> tuple[Group, ...]:
    """Rows by domain (alphabetical, unknown last) or by legal form (its usual order)."""
    groups: dict[tuple[int, str, str, str], list[ArrangementRow]] = {}
    for row in rows:
        groups.setdefault(_form_key(row) if by == "vorm" else _domain_key(row), []).append(row)
    return tuple(
        Group(key or "onbekend", label, tuple(found))
        for (_order, _name, key, label), found in sorted(groups.items(), key=lambda item: item[0])
    )


def _form_key(row: ArrangementRow) -> tuple[int, str, str, str]:
    return _FORM_ORDER.get(row.form_key, len(_FORM_ORDER)), "", row.form_key, row.form


def _domain_key(row: ArrangementRow) -> tuple[int, str, str, str]:
    return int(not row.domain_key), row.domain.casefold(), row.domain_key, row.domain
