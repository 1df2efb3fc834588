# SPDX-License-Identifier: EUPL-1.2
"""The pages of divisions: the list by domain, and one division with arrangements that fit it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

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
    collections = list(Collection.objects.order_by("slug"))
    examples = {c.slug for c in collections if c.kind == Collection.Kind.EXAMPLE}
    found = all_divisions(language=language, least_wanted=examples)
    small = _small_maps(found)
    groups = tuple(
        DomainGroup(
            country=str(Country(country).label),
            domain=domain_label(domain),
            cards=tuple(DivisionCard(d, small.lines.get(d.pk, "") if small else "") for d in those),
        )
        for (country, domain), those in groupby(found, key=lambda d: (d.country, d.domain))
    )
    used = {division.source for division in found}
    return DivisionsPage(
        groups=groups,
        small=small,
        number=len(found),
        sources=tuple(c.title for c in collections if c.slug in used),
    )


def _small_maps(found: Sequence[DivisionSummary]) -> SmallMaps | None:
    """Small maps of the divisions of the country and year that most divisions are of."""
    of: dict[tuple[str, int], list[DivisionSummary]] = defaultdict(list)
    for division in found:
        of[(division.country, division.year)].append(division)
    if not of:
        return None
    country, year = max(of, key=lambda key: (len(of[key]), key))
    ground = map_ground(on=date(year, 1, 1), marked=(), countries=(country,))
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
        map_ground(on=reference.on, marked=shown.codes, countries=(country,)),
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

    Only pairs that share a municipality are counted, in one pass over the participations.
    """
    regions_of: dict[int, list[int]] = defaultdict(list)
    for place, region in enumerate(regions):
        for member in region.members if len(region.members) >= SMALLEST_REGION else ():
            regions_of[member.pk].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    sizes: Counter[int] = Counter()
    for version, municipality in Participation.objects.filter(
        reference.participations(), kind=Participation.Kind.MUNICIPALITY
    ).values_list("version_id", "municipality_id"):
        sizes[version] += 1
        for place in regions_of.get(municipality or 0, ()):
            shared[(place, version)] += 1
    alike = {
        (place, version): both / (len(regions[place].members) + sizes[version] - both)
        for (place, version), both in shared.items()
    }
    pairs = [pair for pair, likeness in alike.items() if likeness >= MOSTLY]
    names = _names([version for _, version in pairs])
    found: dict[str, list[FittingArrangement]] = defaultdict(list)
    for place, version in pairs:
        name, slug = names[version]
        both = shared[(place, version)]
        found[regions[place].slug].append(
            FittingArrangement(
                name=name,
                slug=slug,
                likeness=alike[(place, version)],
                missing=len(regions[place].members) - both,
                more=sizes[version] - both,
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
