# SPDX-License-Identifier: EUPL-1.2
"""The network as open data: pairs, municipalities in the order of the matrix, groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenspel.analysis.cooperation_network import WEIGHT_UNIT
from samenspel.insight.queries.network.cooperation import NOT_STATED, Chosen, PartnerRow
from samenspel.insight.queries.network.page import NetworkPage
from samenspel.register import labels
from samenspel.register.open_data import Field, OpenTable, Value, credit
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts

INTENSITY, ORDER, GROUPS = "cooperation-intensity", "matrix-order", "cooperation-groups"


@dataclass(frozen=True)
class _Said:
    """What a table is called and what its figures are defined by."""

    name: str
    title: str
    methods: tuple[str, ...]


def _table(
    said: _Said,
    facts: CountryFacts,
    chosen: Chosen,
    fields: tuple[Field, ...],
    rows: Sequence[Sequence[Value]],
) -> OpenTable:
    sources, licences = credit(facts.lead.collection)
    return OpenTable(
        name=f"{said.name}-{facts.country}-{facts.on.isoformat()}",
        title=said.title,
        fields=fields,
        rows=rows,
        on=facts.on,
        sources=sources,
        licences=licences,
        methods=said.methods,
        notes=_notes(chosen),
    )


def _notes(chosen: Chosen) -> tuple[str, ...]:
    found = []
    if chosen.subject:
        found.append(_("Only arrangements about: %(subject)s") % {"subject": subject_text(chosen)})
    if chosen.form:
        found.append(
            _("Only arrangements of the form: %(form)s") % {"form": labels.legal_form(chosen.form)}
        )
    if chosen.most is not None:
        found.append(
            _("Without arrangements of more than %(number)d municipalities")
            % {"number": chosen.most}
        )
    return tuple(found)


def subject_text(chosen: Chosen) -> str:
    """The chosen subject in the reader's words; empty without one."""
    return _("not stated") if chosen.subject == NOT_STATED else labels.domain(chosen.subject)


def _place_fields(key: str, label: str) -> tuple[Field, Field]:
    return (
        Field(f"{key}_code", _("%(what)s: code") % {"what": label}),
        Field(key, label),
    )


def _figure_fields() -> tuple[Field, ...]:
    return (
        Field(
            "shared",
            _("Shared arrangements"),
            _("Arrangements that both are in"),
            _("arrangements"),
        ),
        Field(
            "either",
            _("Arrangements of one or both"),
            _("Arrangements that one or both are in"),
            _("arrangements"),
        ),
        Field("jaccard", _("Part that is shared"), _("Shared / arrangements of one or both")),
        Field(
            "weighted",
            _("Weighted"),
            _("Sum over shared arrangements of 1 / (municipalities in it - 1)"),
        ),
    )


def pairs_table(page: NetworkPage) -> OpenTable:
    """Every pair that shares an arrangement, the strongest first."""
    fields = (
        *_place_fields("municipality", _("Municipality")),
        *_place_fields("partner", _("Partner")),
        *_figure_fields(),
    )
    rows = [
        (*_named(row.one), *_named(row.other), row.value.shared, row.value.either,
         row.value.jaccard, row.value.weight)
        for row in page.pairs
    ]  # fmt: skip
    said = _Said("netwerk-paren", _("Pairs of municipalities that work together"), (INTENSITY,))
    return _table(said, page.facts, page.question.chosen, fields, rows)


def _named(municipality: MunicipalityFacts) -> tuple[str, str]:
    return municipality.code, municipality.name


def order_table(page: NetworkPage) -> OpenTable:
    """Every municipality with its place in the matrix and its group."""
    group_of = {m.code: group.core for group in page.groups for m in group.members}
    fields = (
        Field("place", _("Place in the matrix"), _("From the top; those without a partner last")),
        *_place_fields("municipality", _("Municipality")),
        Field("province", _("Province")),
        *_place_fields("group", _("Group")),
        Field("arrangements", _("Arrangements")),
        Field("partners", _("Partners")),
    )
    network = page.network
    ordered = sorted(network.order.tolist(), key=lambda row: not network.partners[row])
    rows = []
    for place, row in enumerate(ordered, start=1):
        found = page.facts.municipalities[row]
        core = group_of.get(found.code)
        rows.append(
            (place, *_named(found), found.province or None, core.code if core else None,
             core.name if core else None, int(network.number[row]), int(network.partners[row]))
        )  # fmt: skip
    said = _Said(
        "netwerk-gemeenten", _("Municipalities in the order of the matrix"), (ORDER, GROUPS)
    )
    return _table(said, page.facts, page.question.chosen, fields, rows)


def groups_table(page: NetworkPage) -> OpenTable:
    """Every group with how much of the cooperation of its members stays inside."""
    fields = (
        *_place_fields("group", _("Group")),
        Field("municipalities", _("Municipalities")),
        Field("members", _("Members")),
        Field("shared_inside", _("Shared inside"), _("Shared arrangements, summed over pairs")),
        Field("shared_outside", _("Shared with others"), _("The same with all other places")),
        Field("share_inside", _("Part inside"), _("Twice what is inside / that and what is not")),
        Field("mean_inside", _("Shared by two members"), _("On average over pairs of members")),
    )
    rows = [
        (*_named(g.core), len(g.members), ", ".join(m.name for m in g.members), g.group.inside,
         g.group.outside, g.group.share_inside, g.group.mean_inside)
        for g in page.groups
    ]  # fmt: skip
    said = _Said("netwerk-groepen", _("Groups of municipalities that work together"), (GROUPS,))
    return _table(said, page.facts, page.question.chosen, fields, rows)


def partners_table(
    facts: CountryFacts, own: MunicipalityFacts, chosen: Chosen, rows: Sequence[PartnerRow]
) -> OpenTable:
    """The partners of one municipality, the strongest first."""
    fields = (
        *_place_fields("municipality", _("Municipality")),
        *_place_fields("partner", _("Partner")),
        *_figure_fields(),
    )
    cells = [
        (*_named(own), *_named(row.municipality), row.shared, row.either, row.jaccard,
         row.partner.weighted / WEIGHT_UNIT)
        for row in rows
    ]  # fmt: skip
    title = _("Partners of %(name)s") % {"name": own.name}
    said = _Said(f"netwerk-{own.slug[:80]}", title, (INTENSITY,))
    return _table(said, facts, chosen, fields, cells)
