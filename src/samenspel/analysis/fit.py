# SPDX-License-Identifier: EUPL-1.2
"""How well a group of municipalities (an arrangement) fits the daily urban system it lies in.

Of a group M of zones, with f(a, b) the flow from a to b, own zone included:

- ``residents`` R: the sum of f(a, b) over a in M and every b; who live in the group and work;
- ``jobs`` W: the sum of f(a, b) over every a and b in M; who work in the group;
- ``inside`` S: the sum of f(a, b) over a and b in M; who do both;
- ``commuters`` R + W - S: everybody who lives or works in the group, each counted once.

The headline is the **share inside**, S / (R + W - S): of all commuting that touches the group, the
part that stays in it; in [0, 1]. S / R and S / W are the **self-containment** of its residents
(supply side) and of its jobs (demand side); the terms are those of Coombes and Bond (2008),
Travel-to-Work Areas: the 2007 review, ONS. The **gain** of a zone that joins or leaves is the share
inside afterwards less the share inside now, in [-1, 1].

What it does not say: a high share is not good in itself; the whole country has share 1. And a zone
whose people mostly work at home raises the share of any group it joins, however weak their link is.
So a zone is called **tied** to the group when no zone outside exchanges more commuters with it,
both ways together, than the group does; only a tied zone can be the best one to join, and only a
member that is not tied the best one to leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.flows import Flows, IntVector, in_order

_NAN = float("nan")


@dataclass(frozen=True)
class Step:
    """One zone that joins the group, or leaves it.

    ``to_group`` is the flow from the zone to the (other) members and ``from_group`` the flow from
    them to the zone, in people; ``share_inside`` is that of the group afterwards and ``gain`` what
    it is more than now, the double nearest to the exact difference. ``is_tied``: there are such
    flows, and no other zone outside the group exchanges more commuters with the zone.
    """

    zone: str
    to_group: float
    from_group: float
    share_inside: float
    gain: float
    is_tied: bool


@dataclass(frozen=True)
class Crossing:
    """A flow that crosses the border of the group, in people; one of both zones is a member."""

    origin: str
    destination: str
    amount: float


@dataclass(frozen=True)
class Overlap:
    """The members that lie in one region of a division.

    ``members`` are those with flows, ``zones`` the number of zones of the region;
    ``share_of_group`` is the part of the group's residents that live in the region,
    ``share_of_region`` the part of the region's residents that live in the group; nan where there
    are no residents.
    """

    region: int | str
    members: tuple[str, ...]
    zones: int
    share_of_group: float
    share_of_region: float


@dataclass(frozen=True)
class Fit:
    """How well a group fits; the module says what each figure is.

    Attributes
    ----------
    members
        Members with flows, in the order of the zones.
    without_flows
        Members that are no zone of the flows, or have neither residents nor jobs.
    residents, jobs, inside, commuters
        Numbers of people.
    share_inside, self_containment_residents, self_containment_jobs
        Fractions in [0, 1]; nan where nobody commutes.
    joining
        Zones that may join, the largest gain first; of equals the first zone.
    leaving
        Members that may leave, in the same order; none that leaves nothing behind.
    crossing
        The largest flows over the border of the group, the largest first.
    overlaps
        By region, the largest share of the group first; empty without regions.
    outside_regions
        Members with flows that are in no region; empty without regions.
    """

    members: tuple[str, ...]
    without_flows: tuple[str, ...]
    residents: float
    jobs: float
    inside: float
    commuters: float
    share_inside: float
    self_containment_residents: float
    self_containment_jobs: float
    joining: tuple[Step, ...]
    leaving: tuple[Step, ...]
    crossing: tuple[Crossing, ...]
    overlaps: tuple[Overlap, ...]
    outside_regions: tuple[str, ...]

    @property
    def best_joining(self) -> Step | None:
        """The zone tied to the group whose joining gains most; None when none of them gains."""
        return _best(step for step in self.joining if step.is_tied)

    @property
    def best_leaving(self) -> Step | None:
        """The member not tied to the others whose leaving gains most; None when none gains."""
        return _best(step for step in self.leaving if not step.is_tied)

    @property
    def best_overlap(self) -> Overlap | None:
        """The region that has the largest part of the group; None without regions."""
        return self.overlaps[0] if self.overlaps else None


def fit_of(
    flows: Flows,
    members: Iterable[str],
    *,
    candidates: Iterable[str] | None = None,
    region_of: Mapping[str, int | str] | None = None,
    most_crossing: int = 10,
) -> Fit:
    """Measure how well a group of zones fits the flows; see the module for the definitions.

    One pass over the flows, whatever the number of candidates; all sums are whole numbers, so that
    shares and gains are rounded once, at the end.

    Parameters
    ----------
    members
        Codes; those that the flows do not have are reported, not refused.
    candidates
        Zones that may join. Without it all zones outside that have a flow from or to a member.
    region_of
        Regions to compare the group with, by code of zone; 0 and missing are no region.
    most_crossing
        How many flows over the border to list, 0 or more.
    """
    given = set(members)
    is_member = np.zeros(len(flows.zones), dtype=bool)
    is_member[[place for code, place in flows.index.items() if code in given]] = True
    is_member &= (flows.residents > 0) | (flows.jobs > 0)
    known = tuple(code for code, inside in zip(flows.zones, is_member, strict=True) if inside)
    group = _Group.of(flows, is_member)
    unit = flows.denominator
    return Fit(
        members=known,
        without_flows=in_order(given - set(known)),
        residents=group.residents / unit,
        jobs=group.jobs / unit,
        inside=group.inside / unit,
        commuters=group.commuters / unit,
        share_inside=_share(group.inside, group.commuters),
        self_containment_residents=_share(group.inside, group.residents),
        self_containment_jobs=_share(group.inside, group.jobs),
        joining=group.steps(_joining(flows, group, candidates), joins=True),
        leaving=group.steps(np.flatnonzero(is_member), joins=False),
        crossing=_crossing(flows, is_member, most_crossing),
        overlaps=_overlaps(flows, known, region_of or {}),
        outside_regions=(
            ()
            if region_of is None
            else tuple(code for code in known if region_of.get(code, 0) == 0)
        ),
    )


@dataclass(frozen=True, eq=False)
class _Group:
    """Sums of a group, in units; vectors hold each zone's flow with it, or with a zone outside."""

    flows: Flows
    is_member: NDArray[np.bool_]
    to_group: IntVector
    from_group: IntVector
    strongest_outside: IntVector
    residents: int
    jobs: int
    inside: int

    @classmethod
    def of(cls, flows: Flows, is_member: NDArray[np.bool_]) -> _Group:
        arrives, leaves = is_member[flows.destination], is_member[flows.origin]
        to_group = _sums(flows, flows.origin, arrives)
        return cls(
            flows=flows,
            is_member=is_member,
            to_group=to_group,
            from_group=_sums(flows, flows.destination, leaves),
            strongest_outside=_strongest_outside(flows, is_member),
            residents=int(flows.residents[is_member].sum()),
            jobs=int(flows.jobs[is_member].sum()),
            inside=int(to_group[is_member].sum()),
        )

    @property
    def commuters(self) -> int:
        return self.residents + self.jobs - self.inside

    def steps(self, places: IntVector, *, joins: bool) -> tuple[Step, ...]:
        """What each of some zones changes, the largest gain first.

        A zone that leaves takes away its flows with all members, its own flow counted once.
        """
        flows, sign = self.flows, 1 if joins else -1
        own = flows.inside[places]
        to_group, from_group = self.to_group[places], self.from_group[places]
        if not joins:
            to_group, from_group = to_group - own, from_group - own
        exchanged = to_group + from_group
        tied = (exchanged > 0) & (exchanged >= self.strongest_outside[places])
        inside = self.inside + sign * (exchanged + own)
        both = flows.residents[places] + flows.jobs[places]
        commuters = self.residents + self.jobs + sign * both - inside
        found = []
        for row in zip(places, to_group, from_group, inside, commuters, tied, strict=True):
            place, to, back, then_inside, then_all, is_tied = (int(value) for value in row)
            if self.commuters and then_all:
                # Whole numbers divided once: the double nearest to the exact difference.
                more = then_inside * self.commuters - self.inside * then_all
                gain = more / (then_all * self.commuters)
                step = Step(
                    zone=flows.zones[place],
                    to_group=to / flows.denominator,
                    from_group=back / flows.denominator,
                    share_inside=then_inside / then_all,
                    gain=gain,
                    is_tied=bool(is_tied),
                )
                found.append((-Fraction(then_inside, then_all), place, step))
        return tuple(step for _, _, step in sorted(found, key=lambda item: item[:2]))


def _sums(flows: Flows, side: IntVector, chosen: NDArray[np.bool_]) -> IntVector:
    # bincount adds doubles: exact, as the total of the flows is under 2**53.
    weights = flows.count[chosen]
    return np.bincount(side[chosen], weights=weights, minlength=len(flows.zones)).astype(np.int64)


def _strongest_outside(flows: Flows, is_member: NDArray[np.bool_]) -> IntVector:
    """For each zone the most it exchanges, both ways together, with one other zone outside."""
    n = len(flows.zones)
    other = flows.origin != flows.destination
    low = np.minimum(flows.origin, flows.destination)[other]
    high = np.maximum(flows.origin, flows.destination)[other]
    keys, pair = np.unique(low * n + high, return_inverse=True)
    amount = np.bincount(pair, weights=flows.count[other], minlength=len(keys)).astype(np.int64)
    strongest = np.zeros(n, dtype=np.int64)
    for zone, partner in ((keys // n, keys % n), (keys % n, keys // n)):
        outside = ~is_member[partner]
        np.maximum.at(strongest, zone[outside], amount[outside])
    return strongest


def _joining(flows: Flows, group: _Group, candidates: Iterable[str] | None) -> IntVector:
    may_join = group.to_group + group.from_group > 0
    if candidates is not None:
        wanted = set(candidates)
        may_join = np.array([code in wanted for code in flows.zones], dtype=bool)
    return np.flatnonzero(may_join & ~group.is_member)


def _crossing(flows: Flows, is_member: NDArray[np.bool_], most: int) -> tuple[Crossing, ...]:
    over = np.flatnonzero(is_member[flows.origin] != is_member[flows.destination])
    largest = over[np.argsort(-flows.count[over], kind="stable")[:most]]
    return tuple(
        Crossing(
            flows.zones[flows.origin[pair]],
            flows.zones[flows.destination[pair]],
            int(flows.count[pair]) / flows.denominator,
        )
        for pair in largest.tolist()
    )


def _overlaps(
    flows: Flows, members: tuple[str, ...], region_of: Mapping[str, int | str]
) -> tuple[Overlap, ...]:
    zones: dict[int | str, list[str]] = {}
    for code in flows.zones:
        zones.setdefault(region_of.get(code, 0), []).append(code)
    shared: dict[int | str, list[str]] = {}
    for code in members:
        shared.setdefault(region_of.get(code, 0), []).append(code)
    shared.pop(0, None)

    def residents(codes: Iterable[str]) -> int:
        return int(flows.residents[[flows.index[code] for code in codes]].sum())

    total = residents(members) if shared else 0
    found = [
        Overlap(
            region=label,
            members=tuple(codes),
            zones=len(zones[label]),
            share_of_group=_share(residents(codes), total),
            share_of_region=_share(residents(codes), residents(zones[label])),
        )
        for label, codes in shared.items()
    ]
    weight = {item.region: (-residents(item.members), -len(item.members)) for item in found}
    return tuple(
        sorted(found, key=lambda o: (weight[o.region], isinstance(o.region, str), o.region))
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else _NAN


def _best(steps: Iterable[Step]) -> Step | None:
    return next((step for step in steps if step.gain > 0), None)
