# SPDX-License-Identifier: EUPL-1.2
"""The tables of insight about a whole country, to hand out together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from django.utils.translation import gettext as _

from samenspel.analysis.burden import FIGURES
from samenspel.analysis.congruence import pairs
from samenspel.analysis.likeness import peer_columns, peer_rows
from samenspel.insight.queries.burden.measure import current_assumptions, workloads
from samenspel.insight.queries.burden.page import CHOICES, burden_page, burden_table
from samenspel.insight.queries.congruence import congruence_of
from samenspel.insight.queries.country.measures import MEASURES, values_of
from samenspel.insight.queries.country.page import country_page
from samenspel.insight.queries.country.tables import PARTS, open_table
from samenspel.insight.queries.coverage.page import Part, coverage_page
from samenspel.insight.queries.coverage.tables import open_table as coverage_table
from samenspel.insight.queries.network.page import network_page
from samenspel.insight.queries.network.question import Addresses, Question
from samenspel.insight.queries.network.tables import groups_table, order_table
from samenspel.insight.queries.peers.measure import peers_of
from samenspel.insight.queries.votes.measure import power_in_boards
from samenspel.places.queries.maps import map_ground
from samenspel.register.open_data import Field, OpenTable, Value, credit
from samenspel.register.queries.facts import CountryFacts

WHOSE = (Field("of_code", "Code"), Field("of_name", "Name"))
"""Columns that lead a table of many pages: whose page it is."""


@dataclass(frozen=True)
class Exhibit:
    """A table, the name of its files, and the command that makes it again from the package.

    ``command`` names the package ``PACKAGE``; it is empty where only the site shows the table.
    """

    name: str
    table: OpenTable
    command: str = ""


def country_exhibits(facts: CountryFacts) -> Iterator[Exhibit]:
    """All tables about the country, one after another."""
    yield Exhibit("municipalities", _municipalities(facts))
    yield Exhibit("congruence", _congruence(facts), "samenspel congruence PACKAGE")
    for measure in MEASURES:
        page = country_page(facts, measure)
        for part in PARTS[1:]:
            yield Exhibit(f"country-{measure.key}-{part}", open_table(page, part, order=page.rows))
    yield Exhibit(
        "burden",
        burden_table(burden_page(facts, CHOICES[0], per=False)),
        "samenspel burden PACKAGE --assumptions figures/burden-assumptions.csv",
    )
    yield Exhibit("burden-assumptions", _assumptions(facts))
    yield Exhibit("burden-workloads", _workloads(facts))
    yield Exhibit("pairs", _pairs(facts), "samenspel congruence PACKAGE --pairs")
    yield Exhibit("votes", _votes(facts), "samenspel power --weights VOTES --quota QUOTA")
    yield from _peers(facts)
    yield from _network(facts)
    coverage = coverage_page(facts)
    for kind in get_args(Part):
        yield Exhibit(f"coverage-{kind}", coverage_table(coverage, kind))


def _table(
    facts: CountryFacts,
    title: str,
    fields: Iterable[Field],
    rows: Iterable[Iterable[Value]],
    methods: Iterable[str],
) -> OpenTable:
    sources, licences = credit(facts.lead.collection)
    return OpenTable(
        name="",
        title=title,
        fields=tuple(fields),
        rows=[tuple(row) for row in rows],
        on=facts.on,
        sources=sources,
        licences=licences,
        methods=tuple(dict.fromkeys(methods)),
    )


def _municipalities(facts: CountryFacts) -> OpenTable:
    """Every measure of every municipality."""
    columns = [values_of(measure, facts) for measure in MEASURES]
    return _table(
        facts,
        _("Every measure of every municipality"),
        (
            Field("code", _("Code")),
            Field("name", _("Municipality")),
            Field("province", _("Province")),
            Field("inhabitants", _("Inhabitants")),
            Field("inhabitants_on", _("Inhabitants counted on")),
            *(Field(m.column, str(m.title), "", str(m.unit)) for m in MEASURES),
        ),
        (
            (one.code, one.name, one.province or None, one.population, one.population_on, *values)
            for one, *values in zip(facts.municipalities, *columns, strict=True)
        ),
        (measure.method for measure in MEASURES),
    )


def _congruence(facts: CountryFacts) -> OpenTable:
    """What the congruence of every municipality is made of."""
    found = congruence_of(facts)
    return _table(
        facts,
        _("Same partners (congruence)"),
        (
            Field("code", _("Code")),
            Field("name", _("Municipality")),
            Field("arrangements", _("Arrangements with a partner")),
            Field("partners", _("Partners")),
            Field("numerator", _("Sum of shared arrangements")),
            Field("denominator", _("Arrangements times partners")),
            Field("congruence", _("Congruence"), "", _("from 0 to 1")),
        ),
        (
            (
                one.code, one.name, int(found.arrangements[place]), int(found.partners[place]),
                int(found.numerator[place]), int(found.denominator[place]),
                float(found.value[place]) if found.denominator[place] else None,
            )
            for place, one in enumerate(facts.municipalities)
        ),
        ("congruence",),
    )  # fmt: skip


def _assumptions(facts: CountryFacts) -> OpenTable:
    """What each legal form is assumed to ask, in the form that ``samenspel burden`` reads."""
    return _table(
        facts,
        _("What each legal form is assumed to ask"),
        (
            Field("form", _("Key of the legal form")),
            *(Field(one.name, str(one.label), "", str(one.unit)) for one in CHOICES),
            Field("note", _("Note")),
        ),
        (
            (form, *(getattr(one, name) for name in (choice.name for choice in CHOICES)), one.note)
            for form, one in sorted(current_assumptions().items())
        ),
        ("burden",),
    )


def _workloads(facts: CountryFacts) -> OpenTable:
    """What arrangements really asked, as far as known; nobody is named."""
    found = workloads(on=facts.on)
    known = [one for one in facts.arrangements if one.slug in found]
    return _table(
        facts,
        _("What arrangements really asked in a year"),
        (
            Field("key", _("Key of the arrangement")),
            Field("name", _("Arrangement")),
            Field("year", _("Year")),
            *(Field(name, name) for name in FIGURES),
            Field("record_source", _("Source of the record")),
        ),
        (
            (
                one.key,
                one.name,
                found[one.slug].year,
                *(getattr(found[one.slug], name) for name in FIGURES),
                found[one.slug].source,
            )
            for one in known
        ),
        ("burden",),
    )


def _pairs(facts: CountryFacts) -> OpenTable:
    """Every two municipalities that share an arrangement."""
    found = pairs(facts.participations)
    names = {one.code: one.name for one in facts.municipalities}
    codes = facts.participations.municipalities
    return _table(
        facts,
        _("Pairs of municipalities that share arrangements"),
        (
            Field("first", _("Code")),
            Field("first_name", _("Municipality")),
            Field("second", _("Code")),
            Field("second_name", _("Municipality")),
            Field("shared", _("Shared arrangements")),
            Field("either", _("Arrangements of one or both")),
            Field("jaccard", _("Part that is shared")),
        ),
        (
            (codes[a], names[codes[a]], codes[b], names[codes[b]], int(shared), int(either), ratio)
            for a, b, shared, either, ratio in zip(
                found.first, found.second, found.shared, found.either,
                map(float, found.jaccard), strict=True,
            )
        ),
        ("intensity",),
    )  # fmt: skip


def _votes(facts: CountryFacts) -> OpenTable:
    """Votes and power in every board of which all votes are known."""
    boards = power_in_boards([one.version_id for one in facts.arrangements], on=facts.on)
    part = _("part of 1")
    return _table(
        facts,
        _("Votes and power in boards"),
        (
            Field("key", _("Key of the arrangement")),
            Field("arrangement", _("Arrangement")),
            Field("board", _("Board")),
            Field("quota", _("Votes needed")),
            Field("code", _("Code")),
            Field("member", _("Member")),
            Field("votes", _("Votes")),
            Field("share_of_votes", _("Share of the votes"), "", part),
            Field("banzhaf", _("Power (Banzhaf)"), "", part),
            Field("shapley_shubik", _("Power (Shapley-Shubik)"), "", part),
        ),
        (
            (
                one.key, one.name, board.board_name, board.quota, seat.code or None, seat.name,
                seat.votes, seat.share, seat.banzhaf, seat.shapley_shubik,
            )
            for one in facts.arrangements
            if (board := boards.get(one.version_id)) is not None
            for seat in board.seats
        ),
        ("votes", "voting-power", "shapley-shubik"),
    )  # fmt: skip


def _peers(facts: CountryFacts) -> Iterator[Exhibit]:
    """The peers of every municipality."""
    names = {one.code: one.name for one in facts.municipalities}
    columns: tuple[str, ...] = ()
    rows: list[tuple[Value, ...]] = []
    for one in facts.municipalities:
        found = peers_of(facts, one.code, robust=True)
        if not found.places:
            continue
        columns = columns or tuple(peer_columns(found))
        said = (dict(zip(peer_columns(found), row, strict=True)) for row in peer_rows(found, names))
        rows += [(one.code, one.name, *(row.get(key) for key in columns)) for row in said]
    if rows:
        fields = (*WHOSE, *(Field(key, key) for key in columns))
        table = _table(facts, _("The peers of every municipality"), fields, rows, ("peers",))
        yield Exhibit("peers", table, "samenspel peers CODE --package PACKAGE")


def _network(facts: CountryFacts) -> Iterator[Exhibit]:
    """The order of the matrix, and the groups of those that work together."""
    codes = [one.code for one in facts.municipalities]
    ground = map_ground(on=facts.on, marked=codes, countries=[facts.country])
    nowhere = Addresses(lambda _municipality: "", lambda _key: "")
    page = network_page(facts, Question(), ground, nowhere)
    yield Exhibit("network-order", order_table(page))
    yield Exhibit("network-groups", groups_table(page))
