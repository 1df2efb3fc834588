# SPDX-License-Identifier: EUPL-1.2
"""The pages of divisions: the list by domain, and one division with arrangements that fit it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.places.models import Country
from samenspel.places.queries.division_maps import (
    DivisionPicture,
    SmallMaps,
    division_picture,
    small_maps,
)
from samenspel.places.queries.divisions import (
    DivisionOnDate,
    DivisionSummary,
    RegionMembers,
    all_divisions,
    division_on,
)
from samenspel.places.queries.maps import map_ground
from samenspel.register.models import ArrangementVersion, Collection, Participation
from samenspel.register.queries.reference import Reference

# From this likeness on, participants are called "mostly" the municipalities of a region.
MOSTLY = 0.8
# A region of one municipality would fit anything that it does alone.
SMALLEST_REGION = 2

DOMAINS = {
    "Bestuurlijk": gettext_lazy("Administration and statistics"),
    "Fysiek": gettext_lazy("Space and environment"),
    "Sociaal": gettext_lazy("Work, care and education"),
    "Veiligheid": gettext_lazy("Safety"),
}


@dataclass(frozen=True)
class DivisionCard:
    """A division in the list; ``lines`` is the path of its small map, empty without one."""

    division: DivisionSummary
    lines: str


@dataclass(frozen=True)
class DomainGroup:
    """Divisions of one domain of one country."""

    country: str
    domain: str
    cards: tuple[DivisionCard, ...]


@dataclass(frozen=True)
class DivisionsPage:
    """The list of divisions; ``small`` has what the small maps share."""

    groups: tuple[DomainGroup, ...]
    small: SmallMaps | None
    number: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class FittingArrangement:
    """An arrangement whose municipalities are those of a region, exactly or mostly.

    ``likeness`` is the Jaccard index of both sets, in [0.8, 1]; ``missing`` and ``more`` count the
    municipalities of the region that do not take part, and participants from outside.
    """

    name: str
    slug: str
    likeness: float
    missing: int
    more: int

    @property
    def is_exact(self) -> bool:
        return not self.missing and not self.more

    @property
    def url(self) -> str:
        return reverse("arrangement", args=[self.slug])


@dataclass(frozen=True)
class RegionRow:
    """A region of the page with its colour on the map and the arrangements that fit it."""

    region: RegionMembers
    css: str
    arrangements: tuple[FittingArrangement, ...]


@dataclass(frozen=True)
class DivisionPage:
    """One division on the reference date."""

    shown: DivisionOnDate
    map: DivisionPicture
    regions: tuple[RegionRow, ...]
    domain: str
    source: Collection | None

    @property
    def exact(self) -> int:
        """Number of regions with an arrangement of exactly their municipalities."""
        return sum(any(a.is_exact for a in row.arrangements) for row in self.regions)

    @property
    def largest(self) -> int:
        return max((len(row.region.members) for row in self.regions), default=0)

    @property
    def smallest(self) -> int:
        return min((len(row.region.members) for row in self.regions), default=0)


def divisions_page(*, language: str) -> DivisionsPage:
    """All divisions by country and domain; eight queries, one more the first time of a process."""
    found = all_divisions(language=language)
    small = _small_maps(found)
    groups = tuple(
        DomainGroup(
            country=str(Country(country).label),
            domain=domain_label(domain),
            cards=tuple(DivisionCard(d, small.lines.get(d.pk, "") if small else "") for d in those),
        )
        for (country, domain), those in groupby(found, key=lambda d: (d.country, d.domain))
    )
    titles = Collection.objects.filter(slug__in={d.source for d in found}).order_by("slug")
    return DivisionsPage(
        groups=groups,
        small=small,
        number=len(found),
        sources=tuple(titles.values_list("title", flat=True)),
    )


def _small_maps(found: Sequence[DivisionSummary]) -> SmallMaps | None:
    """Small maps of the divisions of the country and year that most divisions are of."""
    of: dict[tuple[str, int], list[DivisionSummary]] = defaultdict(list)
    for division in found:
        of[(division.country, division.year)].append(division)
    if not of:
        return None
    country, year = max(of, key=lambda key: (len(of[key]), key))
    ground = map_ground(on=date(year, 1, 1), countries=(country,))
    return small_maps(of[(country, year)], ground)


def domain_label(domain: str) -> str:
    """The domain in the language of the page; one that is not known as the source writes it."""
    return str(DOMAINS.get(domain, domain)) or _("Other")


def division_page(*, key: str, reference: Reference, language: str) -> DivisionPage | None:
    """One division on the reference date; None when there is none of that key.

    Eleven queries with those of ``reference``, one more the first time of a process.
    """
    shown = division_for(key=key, reference=reference, language=language)
    if shown is None:
        return None
    country = shown.division.country
    number = len(shown.regions)
    drawn = division_picture(
        shown,
        map_ground(on=reference.on, countries=(country,)),
        title=_("Map of %(division)s") % {"division": shown.division.name},
        description=_(
            "The country in %(number)s regions. Neighbouring regions have different colours; "
            "the colours mean nothing else. The same regions stand in the table."
        )
        % {"number": number},
        text_several=_("in more than one region"),
        text_outside=_("in no region"),
    )
    fitting = _fitting_arrangements(shown.regions, reference)
    rows = tuple(
        RegionRow(region, drawn.colour[region.slug], fitting.get(region.slug, ()))
        for region in shown.regions
    )
    return DivisionPage(
        shown=shown,
        map=drawn,
        regions=rows,
        domain=domain_label(shown.division.domain),
        source=next((c for c in reference.collections if c.slug == shown.division.source), None),
    )


def division_for(*, key: str, reference: Reference, language: str) -> DivisionOnDate | None:
    """The division on the reference date, of the best source; None when there is none."""
    examples = {c.slug for c in reference.collections if c.kind == Collection.Kind.EXAMPLE}
    return division_on(key=key, on=reference.on, language=language, least_wanted=examples)


def _fitting_arrangements(
    regions: Sequence[RegionMembers], reference: Reference
) -> dict[str, tuple[FittingArrangement, ...]]:
    """Arrangements by region (slug), the most alike first; two queries.

    Regions and arrangements become the rows of two 0/1 matrices over the municipalities, so that
    one product gives every number of shared municipalities at once.
    """
    wanted = [region for region in regions if len(region.members) >= SMALLEST_REGION]
    rows = list(
        Participation.objects.filter(
            reference.participations(), kind=Participation.Kind.MUNICIPALITY
        ).values_list("version_id", "municipality_id")
    )
    if not wanted or not rows:
        return {}
    versions = sorted({version for version, _ in rows})
    place = {version: number for number, version in enumerate(versions)}
    members = [(i, m.pk) for i, region in enumerate(wanted) for m in region.members]
    columns = {
        pk: number
        for number, pk in enumerate(sorted({m for _, m in rows} | {m for _, m in members}))
    }
    of_regions = np.zeros((len(wanted), len(columns)), dtype=np.float32)
    of_regions[[i for i, _ in members], [columns[pk] for _, pk in members]] = 1
    of_versions = np.zeros((len(versions), len(columns)), dtype=np.float32)
    of_versions[[place[v] for v, _ in rows], [columns[m] for _, m in rows]] = 1
    shared = of_regions @ of_versions.T
    sizes, counts = of_regions.sum(axis=1)[:, None], of_versions.sum(axis=1)[None, :]
    likeness = shared / (sizes + counts - shared)
    pairs = np.argwhere(likeness >= MOSTLY)
    names = _names([versions[v] for _, v in pairs.tolist()])
    found: dict[str, list[FittingArrangement]] = defaultdict(list)
    for region, version in pairs.tolist():
        name, slug = names[versions[version]]
        in_both = int(shared[region, version])
        found[wanted[region].slug].append(
            FittingArrangement(
                name=name,
                slug=slug,
                likeness=float(likeness[region, version]),
                missing=int(sizes[region, 0]) - in_both,
                more=int(counts[0, version]) - in_both,
            )
        )
    return {
        slug: tuple(sorted(those, key=lambda a: (-a.likeness, a.name.casefold(), a.slug)))
        for slug, those in found.items()
    }


def _names(versions: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    rows = ArrangementVersion.objects.filter(pk__in=set(versions)).values_list(
        "pk", "name", "arrangement__slug"
    )
    return {pk: (name, slug) for pk, name, slug in rows}
