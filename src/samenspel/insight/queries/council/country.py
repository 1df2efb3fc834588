# SPDX-License-Identifier: EUPL-1.2
"""What the pages of all councils of a country share, kept with its facts."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from samenspel.mobility.queries.fit_list import fit_rows
from samenspel.places.models import on_date
from samenspel.places.queries.municipalities import nearest_figures
from samenspel.register.models import Board, Contribution, Seat, in_force
from samenspel.register.queries.facts import KEPT_FACTS, ArrangementFacts, CountryFacts
from samenspel.register.queries.municipality.records import Topic, topics
from samenspel.register.queries.reference import Reference


@dataclass(frozen=True)
class Paid:
    """A contribution; ``share`` of all of that year only where every participant's is known."""

    year: int
    amount: Decimal
    share: Fraction | None
    cost_key: str
    source: str


@dataclass(frozen=True, eq=False)
class Money:
    """Contributions on a day, by version and participant (code, or name without one).

    Of each the one of the last year up to the day, else of the first year after it.
    """

    paid: Mapping[tuple[int, str], Paid]

    def of(self, version: int, code: str) -> Paid | None:
        """What a participant pays in a version; None is unknown."""
        return self.paid.get((version, code))


@lru_cache(maxsize=KEPT_FACTS)
def money_of(facts: CountryFacts) -> Money:
    """All contributions of versions in force; one query, once for the same facts."""
    rows = Contribution.objects.filter(
        on_date(facts.on, prefix="participation__"),
        in_force(facts.on, prefix="participation__version__"),
        participation__version__collection=facts.lead.collection.pk,
    ).values_list(
        "participation__version_id", "participation__code", "participation__name",
        "year", "amount_eur", "cost_key", "source",
    )  # fmt: skip
    by_year: dict[tuple[int, int], list[Decimal]] = defaultdict(list)
    theirs: dict[tuple[int, str], list[tuple[int, Decimal, str, str]]] = defaultdict(list)
    for version, code, name, year, amount, cost_key, source in rows:
        by_year[version, year].append(amount)
        theirs[version, code or name].append((year, amount, cost_key, source))
    participants = {one.version_id: one.participants for one in facts.arrangements}
    paid = {}
    for (version, who), found in theirs.items():
        year, amount, cost_key, source = min(found, key=lambda f: _distance(f[0], facts.on.year))
        amounts = by_year[version, year]
        total = sum(amounts)
        is_whole = len(amounts) == participants.get(version) and total > 0
        share = Fraction(amount) / Fraction(total) if is_whole else None
        paid[version, who] = Paid(year, amount, share, cost_key, source)
    return Money(paid)


def _distance(year: int, wanted: int) -> tuple[bool, int]:
    return year > wanted, abs(wanted - year)


@dataclass(frozen=True)
class SeatsThere:
    """Seats of a participant in the general board, as far as the register has them."""

    board: str
    seats: int | None


@lru_cache(maxsize=KEPT_FACTS)
def seats_of(facts: CountryFacts) -> Mapping[tuple[int, str], SeatsThere]:
    """Seats in general boards by version and code; one query, once for the same facts."""
    rows = (
        Seat.objects.filter(
            on_date(facts.on, prefix="participation__"),
            in_force(facts.on, prefix="board__version__"),
            board__kind=Board.Kind.GENERAL,
            board__version__collection=facts.lead.collection.pk,
        )
        .order_by("board__name", "pk")
        .values_list("board__version_id", "participation__code", "board__name", "seats")
    )
    found: dict[tuple[int, str], SeatsThere] = {}
    for version, code, board, seats in rows:
        found.setdefault((version, code), SeatsThere(board, seats))
    return found


@lru_cache(maxsize=KEPT_FACTS)
def topics_of(facts: CountryFacts) -> Mapping[int, tuple[Topic, ...]]:
    """What every version in force is about, in the order of the source; one query, once."""
    return topics([one.version_id for one in facts.arrangements])


@dataclass(frozen=True, eq=False)
class Fits:
    """The fit with commuting of arrangements by slug, in [0, 1], and the median of all."""

    by_slug: Mapping[str, Fraction]
    usual: Fraction | None


@dataclass(frozen=True)
class _Question:
    facts: CountryFacts
    # The same for the same facts; it only says how to ask.
    reference: Reference = field(compare=False)


def fits_of(facts: CountryFacts, reference: Reference) -> Fits:
    """As on the page about the fit of all arrangements; some queries, once for the same facts."""
    return _fits(_Question(facts, reference))


@lru_cache(maxsize=KEPT_FACTS)
def _fits(question: _Question) -> Fits:
    found = {}
    for row in fit_rows(question.reference, question.facts.country).rows:
        inside, commuters = Fraction(row.share.inside), Fraction(row.share.commuters)
        found[row.slug] = inside / commuters
    return Fits(found, statistics.median(found.values()) if found else None)


@lru_cache(maxsize=KEPT_FACTS)
def by_version(facts: CountryFacts) -> Mapping[int, ArrangementFacts]:
    """Arrangements in force by the number of their version; no query."""
    return {one.version_id: one for one in facts.arrangements}


def inhabitants_of(facts: CountryFacts, key: str) -> int | None:
    """Of all members together; None when that of one is unknown or not all are municipalities."""
    codes = facts.participations.members_of(key)
    if not codes or len(codes) != facts.arrangement(key).participants:
        return None
    people = [facts.municipality(code).population for code in codes]
    known = [number for number in people if number is not None]
    return sum(known) if len(known) == len(people) else None


@lru_cache(maxsize=KEPT_FACTS)
def council_seats_of(facts: CountryFacts) -> Mapping[str, int]:
    """Seats in the council by code, the figure nearest to the day; one query, once."""
    found = nearest_figures("council_seats", country=facts.country, on=facts.on)
    return {one.code: round(found[one.pk].value) for one in facts.municipalities if one.pk in found}
