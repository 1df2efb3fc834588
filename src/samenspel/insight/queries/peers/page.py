# SPDX-License-Identifier: EUPL-1.2
"""The page about the peers of a municipality, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from samenspel.analysis.likeness import (
    IndicatorRow,
    Peer,
    Peers,
    ProfileRow,
    line_of,
    profile,
)
from samenspel.insight.queries.country.measures import MEASURES, Measure, Value, values_of
from samenspel.insight.queries.coverage.measure import country_coverage, missing_tasks
from samenspel.insight.queries.peers.map import peers_picture
from samenspel.insight.queries.peers.measure import peers_of
from samenspel.places.models import Municipality
from samenspel.places.queries.history import Heir, Place, changes
from samenspel.places.queries.maps import Picture
from samenspel.register.queries.facts import (
    ArrangementFacts,
    CountryFacts,
    MunicipalityFacts,
    country_facts,
)
from samenspel.register.queries.reference import Reference

COMPARED = ("samenwerkingen", "partners", "congruentie", "vergaderingen", "uren")
"""Keys of the measures of cooperation that peers are compared by."""
LISTED_ARRANGEMENTS = 3
Reason = Literal["", "no_facts", "not_there", "no_figures", "none_comparable"]
Address = Callable[[MunicipalityFacts], str]


@dataclass(frozen=True)
class PeerRow:
    """A peer; ``main_theme`` is what most of the difference comes from, empty for none."""

    place: MunicipalityFacts
    peer: Peer
    main_theme: str


@dataclass(frozen=True)
class MeasureRow:
    """A measure of cooperation: the municipality, its peers in their order, and their median."""

    measure: Measure
    line: ProfileRow
    own: Value
    peers: tuple[Value, ...]


@dataclass(frozen=True)
class TaskRow:
    """A main theme that the municipality has no arrangement for, and ``having`` peers have.

    ``arrangements`` are theirs, those with most peers first, with the names of these peers.
    """

    key: str
    label: str
    having: int
    arrangements: tuple[tuple[ArrangementFacts, tuple[str, ...]], ...]
    more: int


@dataclass(frozen=True)
class PeersPage:
    """Everything on the page; ``reason`` says why there are no peers, where there are none.

    ``heirs`` are those in the place of a municipality that does not exist on the date.
    """

    place: Place
    country_name: str
    reason: Reason
    heirs: tuple[Heir, ...] = ()
    facts: CountryFacts | None = None
    found: Peers | None = None
    rows: tuple[PeerRow, ...] = ()
    profile: tuple[IndicatorRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    has_tasks: bool = False
    picture: Picture | None = None
    themes: tuple[str, ...] = field(default=())

    @property
    def is_known(self) -> bool:
        """Whether the source names the municipality, so that its cooperation is known."""
        return self.facts is not None and self.facts.municipality(self.place.code).is_known


def peers_ground(chosen: Municipality, reference: Reference) -> PeersPage:
    """The page without its peers: whether there can be any, and by which themes."""
    place = Place(chosen.code, chosen.name, chosen.slug, chosen.valid_from, chosen.valid_to)
    page = PeersPage(place, chosen.get_country_display(), "no_facts")
    facts = country_facts(reference, chosen.country)
    if facts is None:
        return page
    page = replace(page, facts=facts)
    if chosen.code not in facts.participations.municipalities:
        heirs = changes([chosen.country]).heirs(place, on=reference.on)
        return replace(page, reason="not_there", heirs=heirs)
    found = peers_of(facts, chosen.code)
    return replace(page, reason=found.reason, themes=found.themes)


def peers_page(
    ground: PeersPage, *, weights: Mapping[str, float], address: Address, with_map: bool = True
) -> PeersPage:
    """The page with peers by these weights of themes; ``ground`` must have no reason against."""
    facts = ground.facts
    assert facts is not None  # noqa: S101 - no reason against
    found = peers_of(facts, ground.place.code, weights=weights, robust=True)
    if found.reason:
        return replace(ground, reason=found.reason, found=found)
    return replace(
        ground,
        found=found,
        rows=tuple(
            PeerRow(facts.municipality(peer.code), peer, main_theme(peer)) for peer in found.places
        ),
        profile=profile(found),
        measures=_measures(facts, found),
        tasks=_tasks(facts, found),
        has_tasks=bool(country_coverage(facts).subjects.tasks),
        picture=peers_picture(facts, found, address=address) if with_map else None,
    )


def main_theme(peer: Peer) -> str:
    """The theme that most of the difference comes from; empty where there is no difference."""
    parts = {key: part for key, part in peer.by_theme.items() if part}
    return max(parts, key=lambda key: parts[key], default="")


def _measures(facts: CountryFacts, found: Peers) -> tuple[MeasureRow, ...]:
    place = {m.code: number for number, m in enumerate(facts.municipalities)}
    rows = []
    for measure in MEASURES:
        if measure.key not in COMPARED:
            continue
        values = values_of(measure, facts)
        rows.append(
            MeasureRow(
                measure=measure,
                line=line_of(measure.column, values, tuple(place), found),
                own=values[place[found.code]],
                peers=tuple(values[place[code]] for code in found.codes),
            )
        )
    return tuple(rows)


def _tasks(facts: CountryFacts, found: Peers) -> tuple[TaskRow, ...]:
    """Main themes that half of the peers or more have an arrangement for, and it has none."""
    country = country_coverage(facts)
    if not facts.municipality(found.code).is_known:
        return ()
    members = country.participations
    named = [code for code in found.codes if facts.municipality(code).is_known]
    rows = []
    for task in missing_tasks(country, found.code):
        by_arrangement = {
            key: tuple(
                facts.municipality(code).name
                for code in named
                if key in members.arrangements_of(code)
            )
            for key in country.subjects.arrangements[task.key]
        }
        there = {key: names for key, names in by_arrangement.items() if names}
        having = len({name for names in there.values() for name in names})
        if not named or 2 * having < len(named):
            continue
        listed = sorted(there, key=lambda key: (-len(there[key]), facts.arrangement(key).name, key))
        shown = listed[:LISTED_ARRANGEMENTS]
        rows.append(
            TaskRow(
                key=task.key,
                label=task.label,
                having=having,
                arrangements=tuple((facts.arrangement(key), there[key]) for key in shown),
                more=len(listed) - len(shown),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.having, row.key)))
