# SPDX-License-Identifier: EUPL-1.2
"""The tables of the pages of every municipality and every arrangement, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _

from samenspel.insight.queries.arrangement.page import arrangement_insight
from samenspel.insight.queries.arrangement.tables import open_table
from samenspel.insight.queries.council import council_page
from samenspel.insight.queries.council.joint import councils_page
from samenspel.insight.queries.council.tables import council_tables, councils_tables
from samenspel.insight.queries.export.figures import WHOSE, Exhibit
from samenspel.places.models import Municipality
from samenspel.register.open_data import OpenTable, Value, credit
from samenspel.register.queries.facts import CountryFacts
from samenspel.register.queries.reference import Reference


def page_exhibits(reference: Reference, facts: CountryFacts) -> Iterator[Exhibit]:
    """The tables of all pages of municipalities, then those of arrangements, one by one."""
    yield from _councils(reference, facts)
    yield from _joint_councils(reference, facts)
    yield from _insights(reference, facts)


def _councils(reference: Reference, facts: CountryFacts) -> Iterator[Exhibit]:
    """The tables of the councils of all municipalities, each kind together."""
    together = _Together(
        facts,
        {
            "samenwerkingen": ("council-arrangements", _("Arrangements of every municipality")),
            "veranderingen": ("council-changes", _("What changed for every municipality")),
            "signalen": ("council-signals", _("Questions for the council of every municipality")),
            "vergelijking": ("council-comparison", _("Every municipality beside its peers")),
        },
    )
    places = {
        place.code: place
        for place in Municipality.objects.filter(country=facts.country).select_related("province")
    }
    for one in facts.municipalities:
        page = council_page(places[one.code], reference, reference.today)
        together.add(one.code, one.name, council_tables(page))
    yield from together.exhibits("samenspel report CODE --json")


def _joint_councils(reference: Reference, facts: CountryFacts) -> Iterator[Exhibit]:
    """The tables of the joint councils of all arrangements, each kind together."""
    together = _Together(
        facts,
        {
            "raden": ("joint-councils", _("Councils in every arrangement")),
            "veranderingen": ("joint-changes", _("What changed for every arrangement")),
            "signalen": ("joint-signals", _("Questions for the councils of every arrangement")),
            "vergelijking": ("joint-comparison", _("Every arrangement beside those like it")),
        },
    )
    for one in facts.arrangements:
        page = councils_page(one.slug, reference, reference.today)
        if page is not None:
            together.add(one.slug, one.name, councils_tables(page))
    yield from together.exhibits("samenspel report SLUG --json")


def _insights(reference: Reference, facts: CountryFacts) -> Iterator[Exhibit]:
    """Votes, payments and inhabitants of the members of every arrangement."""
    together = _Together(facts, {"": ("arrangement-members", _("Members of every arrangement"))})
    for one in facts.arrangements:
        page = arrangement_insight(one.slug, reference)
        if page is not None:
            together.add(one.slug, one.name, {"": partial(open_table, page)})
    yield from together.exhibits("")


class _Together:
    """Tables of one kind from many pages, one below the other; by kind: file name and title."""

    def __init__(self, facts: CountryFacts, names: Mapping[str, tuple[str, str]]) -> None:
        self._sources, self._licences = credit(facts.lead.collection)
        self._names = names
        self._tables: dict[str, OpenTable] = {}
        self._rows: dict[str, list[tuple[Value, ...]]] = {kind: [] for kind in names}
        self._methods: dict[str, dict[str, None]] = {kind: {} for kind in names}

    def add(self, code: str, name: str, tables: Mapping[str, Callable[[], OpenTable]]) -> None:
        """Take the tables of one page in."""
        for kind, make in tables.items():
            table = make()
            self._tables.setdefault(kind, table)
            self._rows[kind] += [(code, name, *row) for row in table.rows]
            self._methods[kind].update(dict.fromkeys(table.methods))

    def exhibits(self, command: str) -> Iterator[Exhibit]:
        """A table of each kind, in the order of the names."""
        for kind, (name, title) in self._names.items():
            if kind not in self._tables:
                continue
            table = replace(
                self._tables[kind],
                name="",
                title=title,
                fields=(*WHOSE, *self._tables[kind].fields),
                rows=self._rows[kind],
                sources=self._sources,
                licences=self._licences,
                notes=(),
                methods=tuple(self._methods[kind]),
            )
            yield Exhibit(name, table, command)
