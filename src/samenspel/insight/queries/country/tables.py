# SPDX-License-Identifier: EUPL-1.2
"""The figures of the country as open data: per municipality, province and size class, and bars."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samenspel.analysis.distribution import Summary
from samenspel.insight.queries.country.bars import spread
from samenspel.insight.queries.country.measures import NOT_STATED
from samenspel.insight.queries.country.page import CountryPage, GroupRow, PlaceRow
from samenspel.register import labels
from samenspel.register.open_data import Field, OpenTable, Value, credit

PARTS = ("gemeenten", "provincies", "grootte", "verdeling")


def open_table(page: CountryPage, part: str, *, order: Sequence[PlaceRow]) -> OpenTable:
    """One table of the page; ``part`` is one of :data:`PARTS`, ``order`` that of municipalities."""
    fields, rows = _fields_and_rows(page, part, order)
    sources, licences = credit(page.facts.lead.collection)
    return OpenTable(
        name=f"{page.facts.country}-{page.measure.key}-{part}-{page.facts.on.isoformat()}",
        title=f"{page.measure.title}: {_part_title(part)}",
        fields=fields,
        rows=rows,
        on=page.facts.on,
        sources=sources,
        licences=licences,
        methods=(page.measure.method, *(() if part == "gemeenten" else ("distribution",))),
        notes=tuple(_notes(page)),
    )


_Table = tuple[tuple[Field, ...], list[tuple[Value, ...]]]


def _fields_and_rows(page: CountryPage, part: str, order: Sequence[PlaceRow]) -> _Table:
    if part == "gemeenten":
        return _place_fields(page), [_place(row) for row in order]
    if part == "provincies":
        rows = [(group.name or None, *_group(group)) for group in page.provinces]
        return _group_fields(page, (Field("province", _("Province")),)), rows
    if part == "grootte":
        return _group_fields(page, _size_fields()), [
            (*_size(group), *_group(group)) for group in page.sizes
        ]
    return _bars(page)


def _part_title(part: str) -> str:
    return {
        "gemeenten": _("per municipality"),
        "provincies": _("per province"),
        "grootte": _("per size class"),
        "verdeling": _("distribution"),
    }[part]


def _notes(page: CountryPage) -> list[str]:
    found = []
    if page.form:
        found.append(_("Only legal form: %(form)s") % {"form": form_name(page.form)})
    if page.domain:
        found.append(_("Only policy domain: %(domain)s") % {"domain": domain_name(page.domain)})
    if page.measure.is_estimate:
        found.append(
            _(
                "These figures are estimates: they come from assumptions per legal form, except"
                " where real figures are known."
            )
        )
    if not page.facts.lead.is_complete:
        found.append(_("The source is incomplete for this date."))
    return found


def form_name(form: str) -> str:
    """A value of the filter by legal form in words."""
    return _("not stated") if form == NOT_STATED else labels.legal_form(form)


def domain_name(domain: str) -> str:
    """A value of the filter by policy domain in words."""
    return _("not stated") if domain == NOT_STATED else labels.domain(domain)


def _figure_field(page: CountryPage, key: str, label: str) -> Field:
    return Field(key, label, str(page.measure.title), str(page.measure.unit))


def _place_fields(page: CountryPage) -> tuple[Field, ...]:
    return (
        Field("municipality_code", _("Code")),
        Field("municipality", _("Municipality")),
        Field("province", _("Province")),
        Field("inhabitants", _("Inhabitants")),
        Field("inhabitants_on", _("Inhabitants counted on")),
        _figure_field(page, page.measure.column, str(page.measure.title)),
        Field("rank", _("Rank"), _("1 is the highest; equal figures share a rank")),
    )


def _place(row: PlaceRow) -> tuple[Value, ...]:
    facts = row.facts
    return (
        facts.code,
        facts.name,
        facts.province or None,
        facts.population,
        facts.population_on,
        row.value,
        row.rank,
    )


def _size_fields() -> tuple[Field, ...]:
    return (
        Field("inhabitants_from", _("Inhabitants, at least")),
        Field("inhabitants_below", _("Inhabitants, fewer than")),
    )


def _size(group: GroupRow) -> tuple[Value, ...]:
    return (None, None) if group.size is None else (group.size.lower, group.size.upper)


def _group_fields(page: CountryPage, first: tuple[Field, ...]) -> tuple[Field, ...]:
    return (
        *first,
        Field("municipalities", _("Municipalities")),
        Field("without_figure", _("Municipalities without a figure")),
        _figure_field(page, "least", _("Lowest")),
        _figure_field(page, "lower_quartile", _("Lower quartile")),
        _figure_field(page, "median", _("Median")),
        _figure_field(page, "upper_quartile", _("Upper quartile")),
        _figure_field(page, "most", _("Highest")),
        _figure_field(page, "mean", _("Mean")),
    )


def _group(group: GroupRow) -> tuple[Value, ...]:
    return (group.municipalities, group.unknown, *_statistics(group.summary))


def _statistics(found: Summary | None) -> tuple[Value, ...]:
    if found is None:
        return (None,) * 6
    return (found.least, found.lower, found.median, found.upper, found.most, found.mean)


def _bars(page: CountryPage) -> _Table:
    found = spread(page)
    upper = _("To") if found.is_whole else _("To less than")
    fields = (
        _figure_field(page, "from", _("From")),
        _figure_field(page, "to" if found.is_whole else "to_less_than", upper),
        Field("municipalities", _("Municipalities")),
    )
    rows: list[tuple[Value, ...]] = [(one.lower, one.upper, one.number) for one in found.bins]
    if found.beyond:
        rows.append((found.bins[-1].upper + found.is_whole, None, found.beyond))
    return fields, rows
