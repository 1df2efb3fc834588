# SPDX-License-Identifier: EUPL-1.2
"""One arrangement at a glance: size, votes, power and payment of its members, and what it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from samenspel.analysis.coverage import Provinces, provinces_of
from samenspel.analysis.name_search import dutch_sort_key
from samenspel.insight.queries.coverage.measure import NestedTable, country_coverage, nested_table
from samenspel.insight.queries.votes.measure import BoardPower, power_in_boards
from samenspel.mobility.queries.fit_list import FEWEST, units_of_members
from samenspel.mobility.queries.fit_shares import GroupShare, group_shares
from samenspel.mobility.queries.flows import flow_set_of, flows_of
from samenspel.mobility.queries.place_zones import units_on, zone_places
from samenspel.places.queries.history import changes
from samenspel.register import labels
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.register.queries.arrangement.participants import Participant, participants_of
from samenspel.register.queries.arrangement.versions import shown_version, versions_of
from samenspel.register.queries.facts import ArrangementFacts, CountryFacts, country_facts
from samenspel.register.queries.reference import Reference


@dataclass(frozen=True)
class Member:
    """A municipality in the arrangement; None is unknown.

    ``population_share``, ``votes_share``, ``power`` (normalised Banzhaf index) and
    ``payment_share`` are parts of 1: of all municipalities in the arrangement, and votes and power
    of the whole board. ``paid`` is in cents, of the year on the page.
    """

    code: str
    name: str
    slug: str
    province: str
    population: int | None
    population_share: Fraction | None
    votes: int | None
    votes_share: Fraction | None
    power: Fraction | None
    paid: int | None
    payment_share: Fraction | None

    @property
    def paid_per_inhabitant(self) -> Fraction | None:
        """Euro per inhabitant; None where one of both is unknown."""
        if self.paid is None or not self.population:
            return None
        return Fraction(self.paid, 100 * self.population)

    @property
    def paid_euro(self) -> Decimal | None:
        """Euro of the year on the page."""
        return None if self.paid is None else Decimal(self.paid) / 100


@dataclass(frozen=True)
class Overlap:
    """Another arrangement for one of the tasks, with ``common`` municipalities in both."""

    arrangement: ArrangementFacts
    tasks: tuple[str, ...]
    common: int

    @property
    def task_names(self) -> str:
        """The tasks that both name, in words."""
        return labels.in_words([labels.policy_area(task) for task in self.tasks])


@dataclass(frozen=True)
class Commuting:
    """How much commuting stays inside, as on the page of the fit; and of which year."""

    share: GroupShare
    year: int
    source: str


@dataclass(frozen=True)
class ArrangementInsight:
    """Everything on the page; ``seen_on`` is the day that participants are shown of.

    Attributes
    ----------
    members
        Municipalities, the most inhabitants first, those of unknown size last.
    others
        Participants that are no municipality of this country, counted in words.
    board
        The general board with votes and power; None where somebody's votes are unknown.
    year, years
        The year of the payments and all years with a known one; None and empty without.
    commuting
        None without figures.
    compared
        Whether the arrangement is among those in force of the source that leads: only then
        ``provinces``, ``same``, ``nested`` and ``overlaps`` say something.
    """

    slug: str
    version: ArrangementVersion
    seen_on: date
    in_force: bool
    facts: CountryFacts | None
    members: tuple[Member, ...]
    others: str
    board: BoardPower | None
    year: int | None
    years: tuple[int, ...]
    commuting: Commuting | None
    compared: bool
    provinces: Provinces | None
    same: tuple[ArrangementFacts, ...]
    nested: tuple[NestedTable, ...]
    overlaps: tuple[Overlap, ...]
    names_tasks: bool

    @property
    def population(self) -> int | None:
        """Inhabitants of all members; None where one of them is unknown."""
        known = [member.population for member in self.members if member.population is not None]
        return sum(known) if known and len(known) == len(self.members) else None

    @property
    def paying(self) -> int:
        """How many members have a known contribution in the year."""
        return sum(member.paid is not None for member in self.members)

    @property
    def knows_payments(self) -> bool:
        """Whether the contribution of every municipality is known."""
        return bool(self.members) and self.paying == len(self.members)

    @property
    def paid(self) -> int | None:
        """Cents of all municipalities together; None where one of them is unknown."""
        return sum(m.paid or 0 for m in self.members) if self.knows_payments else None


def arrangement_insight(
    slug: str, reference: Reference, *, year: int | None = None, with_commuting: bool = True
) -> ArrangementInsight | None:
    """The page of an arrangement; None for an unknown address.

    ``year`` chooses the contributions; else the newest year with one. Eight queries with that of
    the reference, two fewer ``with_commuting`` off; six more the first time of a process.
    """
    versions = versions_of(slug)
    if not versions:
        return None
    shown = shown_version(versions, on=reference.on)
    version, seen_on = shown.version, shown.seen_on(reference.on)
    country = version.collection.country
    facts = country_facts(reference, country)
    now = participants_of(versions, version, on=seen_on).now
    places = [p for p in now if p.place and p.kind == Participation.Kind.MUNICIPALITY]
    board = power_in_boards([version.pk], on=seen_on).get(version.pk)
    years = tuple(sorted({paid.year for p in places for paid in p.payments}))
    chosen = year if year in years else (years[-1] if years else None)
    page = ArrangementInsight(
        slug=slug,
        version=version,
        seen_on=seen_on,
        in_force=shown.in_force is not None,
        facts=facts,
        members=_members(places, facts, board, chosen),
        others=_others(now, places),
        board=board,
        year=chosen,
        years=years,
        commuting=(
            commuting_of(country, seen_on, {p.code for p in places}) if with_commuting else None
        ),
        compared=False,
        provinces=None,
        same=(),
        nested=(),
        overlaps=(),
        names_tasks=False,
    )
    return _compared(page, facts) if facts else page


def _others(now: Sequence[Participant], places: Sequence[Participant]) -> str:
    counts: dict[str, int] = {}
    inside = {place.pk for place in places}
    for participant in now:
        if participant.pk not in inside:
            counts[participant.kind] = counts.get(participant.kind, 0) + 1
    return labels.participants_counted(counts)


def _members(
    places: Sequence[Participant],
    facts: CountryFacts | None,
    board: BoardPower | None,
    year: int | None,
) -> tuple[Member, ...]:
    known = {m.code: m for m in facts.municipalities} if facts else {}
    people = {p.code: known[p.code].population if p.code in known else None for p in places}
    paid = {p.code: _paid(p, year) for p in places}
    of_people, of_paid = _shares(people), _shares(paid)
    found = []
    for participant in places:
        code = participant.code
        seat = board.by_participation.get(participant.pk) if board else None
        found.append(
            Member(
                code=code,
                name=participant.name,
                slug=participant.place.slug if participant.place else "",
                province=known[code].province if code in known else "",
                population=people[code],
                population_share=of_people.get(code),
                votes=seat.votes if seat else None,
                votes_share=seat.share if seat else None,
                power=seat.banzhaf if seat else None,
                paid=paid[code],
                payment_share=of_paid.get(code),
            )
        )
    return tuple(
        sorted(found, key=lambda m: (-(m.population or 0), dutch_sort_key(m.name), m.code))
    )


def _paid(participant: Participant, year: int | None) -> int | None:
    amounts = [paid.amount_eur for paid in participant.payments if paid.year == year]
    return int(amounts[0] * 100) if amounts else None


def _shares(amounts: Mapping[str, int | None]) -> dict[str, Fraction]:
    """Parts of the whole; empty where one of them is unknown or all are nothing."""
    total = sum(amount or 0 for amount in amounts.values())
    if not total or any(amount is None for amount in amounts.values()):
        return {}
    return {code: Fraction(amount or 0, total) for code, amount in amounts.items()}


def commuting_of(country: str, on: date, codes: set[str]) -> Commuting | None:
    """The fit of these municipalities with the commuting; None without figures of at least two."""
    flow_set = flow_set_of(country)
    if flow_set is None:
        return None
    published = flows_of(flow_set)
    zones = zone_places(flow_set, published.zones)
    units = units_on(zones.values(), on=on, known=changes([country]))
    flows = published.aggregate(units.unit_of)
    members = units_of_members(codes, units) & flows.index.keys()
    if len(members) < FEWEST:
        return None
    [share] = group_shares(flows, [members])
    return Commuting(share, flow_set.year, flow_set.source) if share.commuters else None


def _compared(page: ArrangementInsight, facts: CountryFacts) -> ArrangementInsight:
    """The page with what other arrangements in force say about this one."""
    key, who = page.version.key, facts.participations
    lead = facts.lead.collection
    if page.version.collection_id != lead.pk or key not in who.arrangements:
        return page
    country = country_coverage(facts)
    province_of = {one.code: one.province for one in facts.municipalities}
    table = next((t for t in country.tables if key in t.arrangements), None)
    same = [other for other in table.arrangements if other != key] if table else []
    nested = [pair for pair in country.nested if table in (pair.inner, pair.outer)]
    return replace(
        page,
        compared=True,
        provinces=provinces_of(who, key, province_of),
        same=country.arrangements(same),
        nested=tuple(nested_table(country, pair) for pair in nested),
        overlaps=_overlaps(facts, key),
        names_tasks=bool(facts.arrangement(key).policy_areas),
    )


def _overlaps(facts: CountryFacts, key: str) -> tuple[Overlap, ...]:
    """Others that name one of the tasks and share a municipality; the most in common first."""
    who = facts.participations
    tasks, members = set(facts.arrangement(key).policy_areas), set(who.members_of(key))
    found = []
    for other in facts.arrangements:
        both = tuple(task for task in other.policy_areas if task in tasks)
        if other.key != key and both and (common := members & {*who.members_of(other.key)}):
            found.append(Overlap(other, both, len(common)))
    return tuple(sorted(found, key=lambda one: (-one.common, -len(one.tasks), one.arrangement.key)))
