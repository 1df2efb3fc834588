# SPDX-License-Identifier: EUPL-1.2
"""How alike two divisions of the same zones are: functional regions beside administrative ones.

All counting is in whole numbers and fractions, logarithms are taken in decimals that are the same
on every machine; a float comes last.

References
----------
Hubert, Arabie (1985), Comparing partitions, J. Classif. 2, 193-218 (adjusted Rand index).
Meila (2007), Comparing clusterings: an information based distance, J. Multivar. Anal. 98, 873-895
(variation of information).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from math import comb, isfinite, nan
from typing import TypeAlias

from samenspel.analysis.flows import in_order

Label: TypeAlias = int | str
# Region of each zone, or several where a zone lies in several; 0 is no region.
Division: TypeAlias = Mapping[str, "Label | Collection[Label]"]

# Far more digits than a double has, so that what is rounded last is right to the last bit.
_DIGITS = 40


class PartitionsError(ValueError):
    """Divisions or weights that cannot be compared."""


@dataclass(frozen=True)
class Overlap:
    """What a region of the first division and one of the second have in common.

    ``zones``, ``weight``: of the first region; ``other_zones``, ``other_weight``: of the second;
    ``common_zones``, ``common_weight``: of both. Only zones that both divisions know.
    """

    region: Label
    other: Label
    zones: int
    other_zones: int
    common_zones: int
    weight: float
    other_weight: float
    common_weight: float

    @property
    def share_of_zones(self) -> float:
        """Part of the first region's zones that lie in the second one, in (0, 1]."""
        return self.common_zones / self.zones

    @property
    def share_of_other_zones(self) -> float:
        """Part of the second region's zones that lie in the first one, in (0, 1]."""
        return self.common_zones / self.other_zones

    @property
    def share_of_weight(self) -> float:
        """Part of the first region's weight that lies in the second one; nan without weight."""
        return _share(self.common_weight, self.weight)

    @property
    def share_of_other_weight(self) -> float:
        """Part of the second region's weight that lies in the first one; nan without weight."""
        return _share(self.common_weight, self.other_weight)

    @property
    def jaccard(self) -> float:
        """Common zones as part of the zones of either, in (0, 1]."""
        return self.common_zones / (self.zones + self.other_zones - self.common_zones)

    @property
    def jaccard_of_weight(self) -> float:
        """Common weight as part of the weight of either; nan without weight."""
        return _share(self.common_weight, self.weight + self.other_weight - self.common_weight)

    @property
    def lies_within(self) -> bool:
        """Whether the first region lies wholly within the second."""
        return self.common_zones == self.zones


@dataclass(frozen=True)
class Comparison:
    """Two divisions, a and b, of the same zones.

    Attributes
    ----------
    zones
        How many zones are in a region of both.
    only_in_a, only_in_b
        Zones that the other does not know or has in no region; they count nowhere.
    in_several
        Zones that lie in several regions of a or of b. They count in full in the overlaps of each
        of their regions; the indices are about divisions and leave them out.
    regions_of_a, regions_of_b
        How many regions have a zone that is compared.
    adjusted_rand
        1: the same; 0: as alike as chance would have it; may be negative. Two divisions that are
        the same in a trivial way (all zones in one region, or each on its own) have 1.
    rand
        Share of the pairs of zones on which both agree (together, or apart), in [0, 1].
    variation_of_information
        What a zone's region in a does not tell about its region in b, and the other way round, in
        bits; 0: the same. A metric.
    normalised_variation
        The same divided by its largest possible value, log2 of the number of zones; in [0, 1].
    weighted_variation
        Variation of information, in bits, in which a zone counts by its weight.
    share_of_zones_matched, share_of_weight_matched
        Part of the zones that lie in the region of b that is the best for their region of a, and
        of the weight in that best by weight; in [0, 1].
    overlaps
        Every pair of regions with a common zone, in the order of a's regions, then b's.

    All indices are nan when no zone is left for them; ``weighted_variation`` also when none of
    them has weight.
    """

    zones: int
    only_in_a: tuple[str, ...]
    only_in_b: tuple[str, ...]
    in_several: tuple[str, ...]
    regions_of_a: int
    regions_of_b: int
    adjusted_rand: float
    rand: float
    variation_of_information: float
    normalised_variation: float
    weighted_variation: float
    share_of_zones_matched: float
    share_of_weight_matched: float
    overlaps: tuple[Overlap, ...]

    @cached_property
    def best_by_zones(self) -> tuple[Overlap, ...]:
        """For every region of a the region of b with most of its zones.

        Of equals the one with more of its weight, then the one most alike (Jaccard), then the
        first label.
        """
        return _best(self.overlaps, _by_zones)

    @cached_property
    def best_by_weight(self) -> tuple[Overlap, ...]:
        """For every region of a the region of b with most of its weight; of equals as above."""
        return _best(self.overlaps, _by_weight)

    @property
    def nested(self) -> int:
        """How many regions of a lie wholly within one of b."""
        return len({o.region for o in self.overlaps if o.lies_within})

    @property
    def nested_in_a(self) -> int:
        """How many regions of b lie wholly within one of a."""
        return len({o.other for o in self.overlaps if o.common_zones == o.other_zones})


def compare(a: Division, b: Division, *, weights: Mapping[str, float] | None = None) -> Comparison:
    """Compare two divisions of the same zones; indices are symmetric, the overlaps are a's.

    Parameters
    ----------
    a, b
        Region by zone, or a collection of regions where a zone is in several. Zones without a
        region (0, or an empty collection) are left out.
    weights
        Weight of each zone, 0 or more, for instance its residents; without it every zone has 1.

    Raises
    ------
    PartitionsError
        A compared zone has no weight, or a weight is negative or not finite.
    """
    in_a, in_b = _regions_by_zone(a), _regions_by_zone(b)
    both = in_order(in_a.keys() & in_b.keys())
    weight = _exact(weights, both)
    single = [z for z in both if len(in_a[z]) == len(in_b[z]) == 1]
    once = {z: (in_a[z][0], in_b[z][0]) for z in single}
    overlaps = _overlaps(in_a, in_b, both, weight)
    rand, adjusted = _rand(once)
    variation = _variation(once, {z: Fraction(1) for z in single})
    matched = _matched(_best(overlaps, _by_zones), in_a, in_b)
    matched_by_weight = _matched(_best(overlaps, _by_weight), in_a, in_b)
    return Comparison(
        zones=len(both),
        only_in_a=in_order(in_a.keys() - in_b.keys()),
        only_in_b=in_order(in_b.keys() - in_a.keys()),
        in_several=tuple(z for z in both if z not in once),
        regions_of_a=len({o.region for o in overlaps}),
        regions_of_b=len({o.other for o in overlaps}),
        adjusted_rand=adjusted,
        rand=rand,
        variation_of_information=float(variation),
        normalised_variation=_normalised(variation, len(single)),
        weighted_variation=float(_variation(once, {z: weight[z] for z in single})),
        share_of_zones_matched=len(matched) / len(both) if both else nan,
        share_of_weight_matched=_share(
            sum((weight[z] for z in matched_by_weight), Fraction()),
            sum(weight.values(), Fraction()),
        ),
        overlaps=overlaps,
    )


def _regions_by_zone(division: Division) -> dict[str, tuple[Label, ...]]:
    """The regions of each zone that is in one, each once."""
    found: dict[str, tuple[Label, ...]] = {}
    for zone, given in division.items():
        labels = (given,) if isinstance(given, int | str) else given
        regions = tuple(sorted({label for label in labels if label != 0}, key=_label_order))
        if regions:
            found[zone] = regions
    return found


def _label_order(label: Label) -> tuple[bool, Label]:
    return isinstance(label, str), label


def _exact(weights: Mapping[str, float] | None, zones: Collection[str]) -> dict[str, Fraction]:
    if weights is None:
        return {zone: Fraction(1) for zone in zones}
    missing = [zone for zone in zones if zone not in weights]
    if missing:
        raise PartitionsError(f"{len(missing)} zones have no weight, the first is {missing[0]}")
    wrong = [zone for zone in zones if not (isfinite(weights[zone]) and weights[zone] >= 0)]
    if wrong:
        raise PartitionsError(
            f"{len(wrong)} weights are negative or not finite, the first is that of {wrong[0]}"
        )
    return {zone: Fraction(weights[zone]) for zone in zones}


def _overlaps(
    in_a: Mapping[str, tuple[Label, ...]],
    in_b: Mapping[str, tuple[Label, ...]],
    zones: Collection[str],
    weight: Mapping[str, Fraction],
) -> tuple[Overlap, ...]:
    size_a: dict[Label, list[Fraction]] = defaultdict(list)
    size_b: dict[Label, list[Fraction]] = defaultdict(list)
    common: dict[tuple[Label, Label], list[Fraction]] = defaultdict(list)
    for zone in zones:
        for region in in_a[zone]:
            size_a[region].append(weight[zone])
        for other in in_b[zone]:
            size_b[other].append(weight[zone])
            for region in in_a[zone]:
                common[region, other].append(weight[zone])
    sum_a = {region: float(sum(each)) for region, each in size_a.items()}
    sum_b = {region: float(sum(each)) for region, each in size_b.items()}
    return tuple(
        Overlap(
            region=a,
            other=b,
            zones=len(size_a[a]),
            other_zones=len(size_b[b]),
            common_zones=len(each),
            weight=sum_a[a],
            other_weight=sum_b[b],
            common_weight=float(sum(each)),
        )
        for (a, b), each in sorted(
            common.items(), key=lambda item: (_label_order(item[0][0]), _label_order(item[0][1]))
        )
    )


def _by_zones(overlap: Overlap) -> tuple[float, ...]:
    return overlap.common_zones, overlap.common_weight, overlap.jaccard


def _by_weight(overlap: Overlap) -> tuple[float, ...]:
    return overlap.common_weight, overlap.common_zones, overlap.jaccard


def _best(
    overlaps: Iterable[Overlap], key: Callable[[Overlap], tuple[float, ...]]
) -> tuple[Overlap, ...]:
    best: dict[Label, Overlap] = {}
    for overlap in overlaps:
        so_far = best.get(overlap.region)
        if so_far is None or key(overlap) > key(so_far):
            best[overlap.region] = overlap
    return tuple(best.values())


def _matched(
    best: Iterable[Overlap],
    in_a: Mapping[str, tuple[Label, ...]],
    in_b: Mapping[str, tuple[Label, ...]],
) -> list[str]:
    """Zones that lie in a region and in the one that matches it best; each once."""
    other = {overlap.region: overlap.other for overlap in best}
    return [
        zone
        for zone in in_order(in_a.keys() & in_b.keys())
        if any(other[region] in in_b[zone] for region in in_a[zone])
    ]


def _rand(once: Mapping[str, tuple[Label, Label]]) -> tuple[float, float]:
    """Rand index and adjusted Rand index, from counts of pairs."""
    if not once:
        return nan, nan
    pairs = comb(len(once), 2)
    together, in_a, in_b = (
        sum(comb(n, 2) for n in _counts(key).values())
        for key in (once.values(), (a for a, _ in once.values()), (b for _, b in once.values()))
    )
    agreed = pairs + 2 * together - in_a - in_b
    rand = agreed / pairs if pairs else 1.0
    largest = (in_a + in_b) * pairs - 2 * in_a * in_b
    # 0 only for divisions that are the same: all zones in one region, or each on its own.
    adjusted = Fraction(2 * (together * pairs - in_a * in_b), largest) if largest else Fraction(1)
    return rand, float(adjusted)


def _counts(keys: Iterable[object]) -> dict[object, int]:
    found: dict[object, int] = defaultdict(int)
    for key in keys:
        found[key] += 1
    return found


def _variation(once: Mapping[str, tuple[Label, Label]], weight: Mapping[str, Fraction]) -> Decimal:
    """Variation of information in bits, with far more digits than a float."""
    total = sum(weight.values(), Fraction())
    if not total:
        return Decimal("nan")
    in_a: dict[Label, Fraction] = defaultdict(Fraction)
    in_b: dict[Label, Fraction] = defaultdict(Fraction)
    in_both: dict[tuple[Label, Label], Fraction] = defaultdict(Fraction)
    for zone, (a, b) in once.items():
        in_a[a] += weight[zone]
        in_b[b] += weight[zone]
        in_both[a, b] += weight[zone]
    with localcontext() as context:
        context.prec = _DIGITS
        bits: dict[Fraction, Decimal] = {
            share: _log2(share)
            for share in {*in_a.values(), *in_b.values(), *in_both.values()}
            if share
        }
        # Of terms in a fixed order, so that the last digit does not depend on the order given.
        terms = sorted(
            _decimal(common / total) * (bits[in_a[a]] + bits[in_b[b]] - 2 * bits[common])
            for (a, b), common in in_both.items()
            if common
        )
        return sum(terms, Decimal())


def _normalised(variation: Decimal, zones: int) -> float:
    if zones < 2:
        return float(variation)
    with localcontext() as context:
        context.prec = _DIGITS
        return float(variation / _log2(Fraction(zones)))


def _log2(number: Fraction) -> Decimal:
    return _decimal(number).ln() / Decimal(2).ln()


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _share(part: float | Fraction, whole: float | Fraction) -> float:
    return float(part / whole) if whole else nan
