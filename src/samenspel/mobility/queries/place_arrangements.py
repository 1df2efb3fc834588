# SPDX-License-Identifier: EUPL-1.2
"""The arrangements of a municipality with the part of its commuting that stays inside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from samenspel.analysis.flows import Flows
from samenspel.analysis.name_search import dutch_sort_key
from samenspel.mobility.queries.fit_list import FEWEST, units_of_members
from samenspel.mobility.queries.fit_shares import GroupShare, group_shares, zone_mask
from samenspel.mobility.queries.place_zones import Units
from samenspel.register.models import Participation
from samenspel.register.queries.reference import Reference


@dataclass(frozen=True)
class ArrangementFit:
    """An arrangement of a municipality.

    ``members`` counts its municipalities with flows; ``own`` is the share of the residents' jobs of
    this municipality that lie in one of them, ``own_jobs`` the share of its jobs that people from
    one of them have; both in [0, 1].
    """

    slug: str
    name: str
    members: int
    own: float
    own_jobs: float
    share: GroupShare


def arrangement_fits(
    place_pk: int,
    code: str,
    reference: Reference,
    *,
    flows: Flows,
    units: Units,
) -> tuple[ArrangementFit, ...]:
    """The arrangements that a municipality takes part in on the date, most commuting inside first.

    ``flows`` are between ``units``, of which ``code`` is that of the municipality. One query,
    none where the flows do not know it.
    """
    if code not in flows.index:
        return ()
    mine = Participation.objects.filter(reference.participations(), municipality_id=place_pk)
    rows = Participation.objects.filter(
        reference.participations(),
        version__in=mine.values("version_id"),
        municipality__isnull=False,
    ).values_list("version_id", "version__name", "version__arrangement__slug", "municipality__code")
    names: dict[int, tuple[str, str]] = {}
    recorded: dict[int, set[str]] = defaultdict(set)
    for version, name, slug, member in rows:
        names[version] = (name, slug)
        recorded[version].add(member or "")
    found = []
    for pk, (name, slug) in names.items():
        members = units_of_members(recorded[pk], units) & flows.index.keys()
        if len(members) >= FEWEST:
            found.append((slug, name, members))
    shares = group_shares(flows, [members for _slug, _name, members in found])
    own = [own_shares(flows, [code], members) for _slug, _name, members in found]
    fits = [
        ArrangementFit(slug, name, len(members), *of, share)
        for (slug, name, members), of, share in zip(found, own, shares, strict=True)
    ]
    return tuple(sorted(fits, key=lambda r: (-r.own, dutch_sort_key(r.name), r.slug)))


def own_shares(
    flows: Flows, codes: Collection[str], members: Collection[str]
) -> tuple[float, float]:
    """The parts of the residents' jobs and of the jobs of some zones that are with the members."""
    is_own, is_member = zone_mask(flows, codes), zone_mask(flows, members)
    parts = []
    for here, there in (
        (flows.origin, flows.destination),
        (flows.destination, flows.origin),
    ):
        own = is_own[here]
        total = int(flows.count[own].sum())
        inside = int(flows.count[own & is_member[there]].sum())
        parts.append(inside / total if total else 0.0)
    return parts[0], parts[1]
