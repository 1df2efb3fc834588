# SPDX-License-Identifier: EUPL-1.2
"""The burden of every municipality of a country, as its page shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.burden import FIGURES, Amount, Burden, FigureName
from samenspel.analysis.distribution import SIZE_CLASSES, SizeClass, quantile, size_class
from samenspel.analysis.name_search import dutch_sort_key
from samenspel.insight.queries.burden.measure import burden_of
from samenspel.insight.queries.country.map import shaded
from samenspel.places.notation import written
from samenspel.places.queries.maps import UNKNOWN, Mark, Picture, draw, map_ground
from samenspel.register.open_data import Field, OpenTable, Value, credit
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts


@dataclass(frozen=True)
class FigureChoice:
    """One of the five figures: its key in addresses, and how people call it."""

    key: str
    name: FigureName
    label: Promise
    unit: Promise
    decimals: int = 0


CHOICES = (
    FigureChoice(
        "uren-leden", "member_hours", gettext_lazy("Hours of members"), gettext_lazy("hours")
    ),
    FigureChoice(
        "uren-ambtenaren",
        "official_hours",
        gettext_lazy("Hours of officials"),
        gettext_lazy("hours"),
    ),
    FigureChoice("zetels", "seats", gettext_lazy("Seats"), gettext_lazy("seats")),
    FigureChoice("vergaderingen", "meetings", gettext_lazy("Meetings"), gettext_lazy("meetings")),
    FigureChoice("paginas", "pages", gettext_lazy("Pages of papers"), gettext_lazy("pages")),
)
BY_KEY = {choice.key: choice for choice in CHOICES}
_NONE = (None,) * len(CHOICES)
PER_DECIMALS = 1
"""Decimals of a figure per 10,000 inhabitants."""


@dataclass(frozen=True)
class BurdenRow:
    """A municipality with its figures, in the order of ``CHOICES``; ``values`` are those shown.

    None where the source never names the municipality, so that nothing is known of it, or where
    the inhabitants, by whom it is divided, are not known.
    """

    facts: MunicipalityFacts
    arrangements: int
    amounts: tuple[Amount | None, ...]
    values: tuple[Fraction | None, ...]
    size: int | None

    @property
    def shown(self) -> tuple[float | int | None, ...]:
        """The values as the numbers nearest to them."""
        return tuple(None if value is None else _plain(value) for value in self.values)


@dataclass(frozen=True)
class SizeRow:
    """Municipalities of one size; ``medians`` of what is shown, ``share`` of the highest median."""

    size: SizeClass | None
    municipalities: int
    medians: tuple[float | int | None, ...]
    share: float


@dataclass(frozen=True)
class BurdenPage:
    """The burden of a country; ``place`` is that of the chosen figure in ``CHOICES``."""

    facts: CountryFacts
    burden: Burden
    choice: FigureChoice
    per: bool
    rows: tuple[BurdenRow, ...]
    sizes: tuple[SizeRow, ...]
    medians: tuple[float | int | None, ...]
    known: float

    @property
    def place(self) -> int:
        return CHOICES.index(self.choice)

    @property
    def decimals(self) -> int:
        """Of every figure on the page."""
        return PER_DECIMALS if self.per else 0

    @property
    def without_figure(self) -> int:
        """Municipalities of which there is no such figure."""
        return sum(row.values[self.place] is None for row in self.rows)


def burden_page(facts: CountryFacts, choice: FigureChoice, *, per: bool) -> BurdenPage:
    """The page of a country; ``per``: figures per 10,000 inhabitants. Queries of ``burden_of``."""
    burden = burden_of(facts)
    columns = [burden.amounts(one.name) for one in CHOICES]
    rows = [
        _row(municipality, int(number), amounts, per=per)
        for municipality, number, *amounts in zip(
            facts.municipalities, facts.participations.number, *columns, strict=True
        )
    ]
    rows.sort(key=lambda row: (dutch_sort_key(row.facts.name), row.facts.code))
    place = CHOICES.index(choice)
    return BurdenPage(
        facts=facts,
        burden=burden,
        choice=choice,
        per=per,
        rows=tuple(rows),
        sizes=_sizes(rows, place),
        medians=_medians(rows),
        known=_known_share(columns[place]),
    )


def _row(
    facts: MunicipalityFacts, arrangements: int, amounts: Sequence[Amount], *, per: bool
) -> BurdenRow:
    people = facts.population
    size = None if people is None else size_class(people)
    if not facts.is_known:
        return BurdenRow(facts, arrangements, _NONE, _NONE, size)
    values = [amount.per(people) if per else amount.total for amount in amounts]
    return BurdenRow(facts, arrangements, tuple(amounts), tuple(values), size)


def _medians(rows: Sequence[BurdenRow]) -> tuple[float | int | None, ...]:
    columns = zip(*(row.shown for row in rows), strict=True)
    known = [[value for value in column if value is not None] for column in columns]
    return tuple(quantile(values, 1, 2) if values else None for values in known) or _NONE


def _sizes(rows: Sequence[BurdenRow], place: int) -> tuple[SizeRow, ...]:
    """Size classes that occur, the smallest first, those of unknown size last."""
    groups: dict[int | None, list[BurdenRow]] = defaultdict(list)
    for row in rows:
        groups[row.size].append(row)
    medians = {size: _medians(group) for size, group in groups.items()}
    highest = max((found[place] or 0 for found in medians.values()), default=0)
    order: list[int | None] = [*range(len(SIZE_CLASSES)), None]
    return tuple(
        SizeRow(
            size=None if size is None else SIZE_CLASSES[size],
            municipalities=len(groups[size]),
            medians=medians[size],
            share=(medians[size][place] or 0) / highest if highest else 0.0,
        )
        for size in order
        if size in groups
    )


def _known_share(amounts: Sequence[Amount]) -> float:
    """The part of all that is not assumed, in [0, 1]."""
    total = sum((amount.total for amount in amounts), Fraction(0))
    known = sum((amount.known for amount in amounts), Fraction(0))
    return float(known / total) if total else 0.0


def _plain(value: Fraction) -> float | int:
    return int(value) if value.denominator == 1 else float(value)


ORDERS = ("naam", "inwoners", "samenwerkingen", *BY_KEY)


def ordered(rows: Sequence[BurdenRow], by: str) -> tuple[BurdenRow, ...]:
    """Rows in the order of one of ``ORDERS``, a minus before it turns it around; unknown last."""
    name, down = by.removeprefix("-"), by.startswith("-")

    def value(row: BurdenRow) -> Fraction | int | None:
        if name == "inwoners":
            return row.facts.population
        if name == "samenwerkingen":
            return row.arrangements
        return row.values[CHOICES.index(BY_KEY[name])]

    by_name = sorted(rows, key=lambda row: (dutch_sort_key(row.facts.name), row.facts.code))
    if name == "naam":
        return tuple(reversed(by_name) if down else by_name)
    known = [row for row in by_name if value(row) is not None]
    known.sort(key=lambda row: value(row) or 0, reverse=down)
    return (*known, *(row for row in by_name if value(row) is None))


def burden_map(page: BurdenPage, *, address: Callable[[str], str]) -> Picture:
    """The chosen figure on the map; ``address`` gives the page of a place. Two or three queries."""
    numbers = [row.shown[page.place] for row in page.rows]
    css, legend = shaded(numbers, page.decimals)
    said = [
        _("no figure") if number is None else written(number, page.decimals) for number in numbers
    ]
    marks = [
        Mark(
            code=row.facts.code,
            text=f"{row.facts.name}: {text}",
            css=shade,
            href=address(row.facts.slug),
            value=float(number or 0),
        )
        for row, shade, number, text in zip(page.rows, css, numbers, said, strict=True)
    ]
    facts = page.facts
    return draw(
        map_ground(on=facts.on, marked=[m.code for m in marks], countries=[facts.country]),
        marks,
        key="burden",
        title=_("Map: %(measure)s of every municipality") % {"measure": page.choice.label},
        description=_(
            "Each municipality is coloured by its figure; darker is more. The same figures are in"
            " the table of municipalities."
        ),
        zoom=False,
        legend_title=f"{page.choice.label} ({unit_of(page)})",
        legend=[item for item in legend if item.css != UNKNOWN or None in numbers],
    )


def unit_of(page: BurdenPage) -> str:
    """The unit of the chosen figure, in words."""
    said = str(page.choice.unit)
    if page.choice.name != "seats":
        said = _("%(unit)s a year") % {"unit": said}
    return _("%(unit)s per 10,000 inhabitants") % {"unit": said} if page.per else said


def per_year(choice: FigureChoice) -> str:
    """The figure in words; seats are there all year."""
    if choice.name == "seats":
        return str(choice.label)
    return _("%(unit)s a year") % {"unit": choice.label}


def burden_table(page: BurdenPage) -> OpenTable:
    """All five figures of every municipality, for files: exact, known and in total."""
    sources, licences = credit(page.facts.lead.collection)
    return OpenTable(
        name=f"bestuurlijke-drukte-{page.facts.country}-{page.facts.on.isoformat()}",
        title=_("Administrative burden of municipalities"),
        fields=_fields(),
        rows=[_cells(row) for row in page.rows],
        on=page.facts.on,
        sources=sources,
        licences=licences,
        methods=("burden",),
        notes=(
            _("Most of these figures follow from assumptions for each legal form: %(address)s")
            % {"address": reverse("burden-assumptions")},
        ),
    )


def _fields() -> tuple[Field, ...]:
    labels = {one.name: one for one in CHOICES}
    found = [
        Field("code", _("Code")),
        Field("name", _("Municipality")),
        Field("population", _("Inhabitants")),
        Field("population_date", _("Date of the inhabitants")),
        Field("arrangements", _("Arrangements")),
    ]
    for name in FIGURES:
        label = str(labels[name].label)
        unit = str(labels[name].unit)
        if name != "seats":
            unit = _("%(unit)s a year") % {"unit": unit}
        found += [
            Field(name, label, unit=unit),
            Field(f"{name}_known", _("%(figure)s, known") % {"figure": label}, unit=unit),
            Field(
                f"{name}_per_10000",
                _("%(figure)s per 10,000 inhabitants") % {"figure": label},
                unit=unit,
            ),
        ]
    return tuple(found)


def _cells(row: BurdenRow) -> tuple[Value, ...]:
    amounts = dict(zip((one.name for one in CHOICES), row.amounts, strict=True))
    cells: list[Value] = [
        row.facts.code,
        row.facts.name,
        row.facts.population,
        row.facts.population_on,
        row.arrangements if row.facts.is_known else None,
    ]
    for name in FIGURES:
        amount = amounts[name]
        if amount is None:
            cells += [None] * 3
            continue
        per = amount.per(row.facts.population)
        cells += [
            _plain(amount.total),
            _plain(amount.known),
            None if per is None else _plain(per),
        ]
    return tuple(cells)
