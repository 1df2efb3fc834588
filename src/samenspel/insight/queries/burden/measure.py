# SPDX-License-Identifier: EUPL-1.2
"""The burden of arrangements in a country: facts, assumptions and what is really known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db.models import Sum, Value

from samenspel.analysis.burden import FIGURES, Assumption, Burden, Known, burden
from samenspel.analysis.burden_assumptions import DEFAULT_ASSUMPTIONS
from samenspel.insight.models import BurdenAssumption, Workload
from samenspel.register.models import Board, Seat, in_force
from samenspel.register.queries.facts import KEPT_FACTS, CountryFacts


@dataclass(frozen=True)
class _Told:
    """What people told that counts on a day: by legal form (None: the default), and by slug."""

    assumptions: tuple[tuple[str, Assumption | None], ...]
    workloads: tuple[tuple[str, Known], ...]


def burden_of(facts: CountryFacts) -> Burden:
    """The burden of every municipality of the facts; keys are those of their participations.

    One query when it is at hand, two when not (computing the Netherlands takes some 30 ms): what
    people told is read every time. Never change what it returns.
    """
    return _burden(facts, _told(on=facts.on))


@lru_cache(maxsize=KEPT_FACTS)
def _burden(facts: CountryFacts, told: _Told) -> Burden:
    workloads = dict(told.workloads)
    return burden(
        facts.participations,
        [arrangement.legal_form for arrangement in facts.arrangements],
        _assumptions(told),
        known={
            arrangement.key: workloads[arrangement.slug]
            for arrangement in facts.arrangements
            if arrangement.slug in workloads
        },
        known_of_member=_seats(facts),
    )


def current_assumptions() -> dict[str, Assumption]:
    """What every legal form is assumed to ask now: as changed on this site, else the default.

    One query.
    """
    return _assumptions(_told(on=date.max))


def _assumptions(told: _Told) -> dict[str, Assumption]:
    changed = {form: one for form, one in told.assumptions if one is not None}
    return {**DEFAULT_ASSUMPTIONS, **changed}


def _told(*, on: date) -> _Told:
    """The last row of each form, and of each arrangement that of the last year up to the day.

    Both tables in one query; they hold what people typed in, so they are small.
    """
    form = BurdenAssumption.objects.order_by().values_list(
        "pk", "legal_form", Value(0), *FIGURES, "note", "is_default"
    )
    real = (
        Workload.objects.order_by()
        .filter(year__lte=on.year)
        .values_list("pk", "arrangement_slug", "year", *FIGURES, "source", "is_withdrawn")
    )
    forms: dict[str, Assumption | None] = {}
    years: dict[str, dict[int, Known | None]] = defaultdict(dict)
    for row in sorted(form.union(real, all=True), key=lambda row: (row[2], row[0])):
        _pk, key, year, *amounts, text, is_void = row
        named = dict(zip(FIGURES, amounts, strict=True))
        if year:
            years[key][year] = None if is_void else Known(**named)
        elif key in DEFAULT_ASSUMPTIONS:
            forms[key] = None if is_void else Assumption(**named, note=text)
    return _Told(
        tuple((form, forms[form]) for form in sorted(forms)),
        tuple((slug, one) for slug in sorted(years) for one in _last(years[slug])),
    )


def workloads(*, on: date) -> dict[str, Workload]:
    """By slug of an arrangement, its real figures of the last year known on the day; one query."""
    last: dict[tuple[str, int], Workload] = {}
    for row in Workload.objects.filter(year__lte=on.year).order_by("pk"):
        last[row.arrangement_slug, row.year] = row
    found = {}
    for (slug, _year), row in sorted(last.items(), key=lambda item: item[0]):
        if not row.is_withdrawn:
            found[slug] = row
    return found


def _last(by_year: dict[int, Known | None]) -> list[Known]:
    """The figures of the last year that has any; nothing when all were taken back."""
    return [one for _, one in sorted(by_year.items(), key=lambda item: item[0]) if one][-1:]


def _seats(facts: CountryFacts) -> dict[tuple[str, str], Known]:
    """Seats in the general board, by (code, key of the version), where the register has them."""
    rows = (
        Seat.objects.filter(
            in_force(facts.on, prefix="board__version__"),
            board__version__collection=facts.lead.collection,
            board__kind=Board.Kind.GENERAL,
            participation__municipality__isnull=False,
            seats__isnull=False,
        )
        .values("participation__municipality__code", "board__version__key")
        .annotate(number=Sum("seats"))
        .order_by()
        .values_list("participation__municipality__code", "board__version__key", "number")
    )
    return {(code, key): Known(seats=Decimal(number)) for code, key, number in rows}
