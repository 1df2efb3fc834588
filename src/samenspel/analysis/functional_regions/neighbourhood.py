# SPDX-License-Identifier: EUPL-1.2
"""Which zones lie beside each other, over land or over water, and which zones hang together.

Neighbours are given as zones that share a border. Water is not drawn, so a municipality on an
island has no neighbour, and one beyond a lake may miss the town across the bridge. Two remedies:
zones whose coasts come close are neighbours (:func:`neighbours_from_borders`), and what then still
lies apart is joined where most people cross (:func:`crossings`): a ferry, a tunnel, a long bridge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from samenspel.analysis.flows import Flows, in_order

if TYPE_CHECKING:
    from samenspel.analysis.region_borders import Border

Neighbours: TypeAlias = Mapping[str, Collection[str]]
Label = TypeVar("Label", int, str)

# Over water narrower than this there is a bridge or a dam, as a rule: 1 km, in the units of 10 m of
# detailed map paths (analysis.cartography). Wider, and zones along one coast would seem to touch.
NARROW_WATER = 100.0


@dataclass(frozen=True)
class Crossing:
    """Two zones that count as neighbours over water; ``flow`` is the people of both ways."""

    one: str
    other: str
    flow: float


def neighbours_from_borders(
    borders: Iterable[Border], *, across: float = 0.0
) -> dict[str, tuple[str, ...]]:
    """Neighbours of every shape that has a border or a coast.

    Parameters
    ----------
    borders
        As ``region_borders.find_borders`` gives them; lines of one shape alone are its coast, or
        the edge of the country.
    across
        Shapes are neighbours too if their coasts come this close somewhere, in the units of the
        borders; see ``NARROW_WATER``. 0: only what shares a border.
    """
    # Here, because shapely comes with it.
    from samenspel.analysis.region_borders import neighbours_by_border

    listed = list(borders)
    beside: dict[str, set[str]] = {code: set() for border in listed for code in border.codes}
    pairs = neighbours_by_border(listed)
    if across > 0:
        pairs |= _close_coasts([b for b in listed if len(b.codes) == 1], across)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    return {code: in_order(beside[code]) for code in in_order(beside)}


def _close_coasts(coasts: Sequence[Border], distance: float) -> set[tuple[str, str]]:
    import shapely

    lines = [shapely.LineString(coast.points) for coast in coasts]
    close = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=distance)
    codes = [coast.codes[0] for coast in coasts]
    return {(codes[i], codes[j]) for i, j in close.T.tolist() if codes[i] < codes[j]}


def symmetrical(neighbours: Neighbours, zones: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Neighbours of each zone, both ways where one way is given.

    Codes that are not among ``zones`` are let be, as is a zone named as its own neighbour; a zone
    that is not named has no neighbours.
    """
    beside: dict[str, set[str]] = {zone: set() for zone in zones}
    for one, others in neighbours.items():
        for other in others:
            if one != other and one in beside and other in beside:
                beside[one].add(other)
                beside[other].add(one)
    return {zone: in_order(found) for zone, found in beside.items()}


def crossings(
    flows: Flows, neighbours: Neighbours, *, among: Iterable[str] | None = None
) -> tuple[Crossing, ...]:
    """The pairs of zones that join what lies apart, where most people cross.

    Of all pairs of zones on different islands those with the largest flow, both ways together,
    come first (of equals those with the strongest link by Smart's index, then the first codes); a
    pair whose islands are joined by then is passed over. An island that exchanges nobody with any
    other stays apart.

    Parameters
    ----------
    among
        The zones that count; all of ``flows`` when left out.
    """
    zones = in_order(flows.zones if among is None else set(among) & set(flows.zones))
    island: dict[str, int] = {}
    for number, part in enumerate(_parts(zones, symmetrical(neighbours, zones), lambda _: 0)):
        island.update(dict.fromkeys(part, number))
    joined: list[int] = list(range(len(zones)))

    def root(number: int) -> int:
        while joined[number] != number:
            joined[number] = number = joined[joined[number]]
        return number

    found = []
    for pair in _pairs_apart(flows, island):
        one, other = root(island[pair.one]), root(island[pair.other])
        if one != other:
            joined[one] = other
            found.append(pair)
    return tuple(found)


def _pairs_apart(flows: Flows, island: Mapping[str, int]) -> list[Crossing]:
    """Pairs of zones on different islands that exchange people, the largest flow first."""
    sent: dict[tuple[int, int], int] = {}
    for a, b, count in zip(
        flows.origin.tolist(), flows.destination.tolist(), flows.count.tolist(), strict=True
    ):
        one, other = island.get(flows.zones[a]), island.get(flows.zones[b])
        if one is not None and other is not None and one != other:
            sent[a, b] = count

    def rank(pair: tuple[int, int]) -> tuple[int, float, int, int]:
        both, link = 0, 0.0
        for a, b in (pair, pair[::-1]):
            flow = sent.get((a, b), 0)
            both += flow
            if flow:
                link += flow / int(flows.residents[a]) * flow / int(flows.jobs[b])
        return -both, -link, *pair

    ranks = sorted(rank((a, b)) for a, b in {(min(pair), max(pair)) for pair in sent})
    return [
        Crossing(flows.zones[a], flows.zones[b], -both / flows.denominator)
        for both, _, a, b in ranks
    ]


def with_crossings(
    flows: Flows,
    neighbours: Neighbours,
    given: Iterable[tuple[str, str]] | None,
    *,
    among: Iterable[str],
) -> tuple[dict[str, tuple[str, ...]], tuple[Crossing, ...]]:
    """Symmetrical neighbours with the crossings in them, and those crossings.

    ``given`` are crossings that take the place of those found in the flows; unknown codes are let
    be.
    """
    zones = in_order(among)
    known = set(zones)
    if given is None:
        ways = crossings(flows, neighbours, among=zones)
    else:
        pairs = [(a, b) for a, b in given if a != b and a in known and b in known]
        ways = tuple(Crossing(a, b, flows.between(a, b) + flows.between(b, a)) for a, b in pairs)
    beside: dict[str, set[str]] = defaultdict(set)
    for code, others in neighbours.items():
        beside[code].update(others)
    for way in ways:
        beside[way.one].add(way.other)
    return symmetrical(beside, zones), ways


def pieces_of(
    region_of: Mapping[str, Label], neighbours: Neighbours
) -> dict[Label, tuple[tuple[str, ...], ...]]:
    """The connected pieces of every region, and their zones, all in order of code.

    Zones in region 0 are in no piece. A region is connected if it has one piece. Give neighbours
    with crossings in them (``Connected.neighbours``) if islands may belong to the mainland.
    """
    zones = in_order(code for code, region in region_of.items() if region != 0)
    found: dict[Label, list[tuple[str, ...]]] = defaultdict(list)
    for part in _parts(zones, symmetrical(neighbours, zones), lambda code: region_of[code]):
        found[region_of[part[0]]].append(part)
    return {region: tuple(found[region]) for region in sorted(found)}


def _parts(
    zones: Sequence[str], beside: Neighbours, region: Callable[[str], object]
) -> list[tuple[str, ...]]:
    """Sets of zones that hang together and have the same region, by their first zone."""
    found, seen = [], set()
    for first in zones:
        if first in seen:
            continue
        part, waiting, own = {first}, [first], region(first)
        while waiting:
            for other in beside[waiting.pop()]:
                if other not in part and region(other) == own:
                    part.add(other)
                    waiting.append(other)
        seen |= part
        found.append(part)
    place = {zone: number for number, zone in enumerate(zones)}
    return [tuple(sorted(part, key=place.__getitem__)) for part in found]
