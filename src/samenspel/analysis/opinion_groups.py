# SPDX-License-Identifier: EUPL-1.2
"""Opinion groups of many people, from how they reacted to the same statements.

The way of Polis: C. Small, M. Bjorkegren, T. Erkkilä, L. Shaw and C. Megill (2021), Polis: scaling
deliberation by mapping high dimensional opinion spaces, Recerca 26(2). Step by step:

1. A reaction is +1 (agree), -1 (disagree) or 0 (pass). Statements without a reaction are left out.
2. What somebody did not react to is filled in with the mean of the statement, so that it pulls
   nobody in any direction. The statements are centred, not scaled.
3. The two directions in which people differ most (principal components) are the plane.
4. Whoever reacted to few statements stands near the middle by that alone: each position is
   multiplied by the root of (statements / own reactions).
5. People with at least ``minimum_answers`` reactions are grouped by k-means (k-means++ starts: D.
   Arthur and S. Vassilvitskii, 2007; the best of ten) for k from 2 to 5; the k with the greatest
   mean silhouette (P. Rousseeuw, 1987) counts, among those of which every group has at least
   ``smallest_group`` people.

Other than Polis: no clusters of clusters, no memory of earlier runs, ten starts instead of one, and
people without any group when there is nothing to divide. Participants are put in the order of their
reactions first and positions are rounded to nine decimals, so that neither the order of the rows
nor the last bits of a machine change the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from samenspel.analysis.opinion_statements import (
    GroupStatement,
    SharedStatement,
    representative_statements,
    shared_statements,
)

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]

MINIMUM_ANSWERS: Final = 7
MOST_GROUPS: Final = 5
NO_GROUP: Final = -1
_STARTS = 10
_MOST_STEPS = 300
# Above this number of people the silhouette is the mean over a drawn part of them.
_ALL_SILHOUETTES = 5_000
_DRAWN_SILHOUETTES = 2_000
_CHUNK = 500
_DECIMALS = 9


class NoGroups(StrEnum):
    """Why there are no groups."""

    TOO_FEW = "too_few"
    """Too few people reacted to enough statements."""
    ALL_THE_SAME = "all_the_same"
    """They all stand in one place."""
    TOO_SMALL = "too_small"
    """Every division has a group that is too small."""


@dataclass(frozen=True)
class OpinionGroups:
    """People in a plane, and their groups; n people, m statements, k groups (0 or 2 to 5).

    Attributes
    ----------
    positions
        n x 2; (0, 0) is the middle. Someone without a reaction stands there.
    components
        2 x m: what each statement adds to the place of who agrees; of length 1, or 0 where people
        differ in fewer directions. The greatest (in absolute value) is positive.
    explained
        The part of all variance in each direction, in [0, 1].
    groups
        n numbers, 0 to k - 1; ``NO_GROUP`` for who reacted to too few statements. Group 0 is the
        largest; equally large ones go from left to right, then from bottom to top.
    sizes, centres, spreads
        Of each group: people, mean position (k x 2), and the root of the mean squared distance.
    silhouettes
        The mean silhouette, in [-1, 1], of each k that was tried.
    counts
        k x m x 3: how many of the group agree, disagree and pass.
    representative, shared
        Per group what sets it apart; and what all groups agree or disagree with.
    why_none
        Why there are no groups; None where there are.
    """

    positions: Floats
    components: Floats
    explained: Floats
    groups: Integers
    sizes: Integers
    centres: Floats
    spreads: Floats
    silhouettes: Mapping[int, float]
    counts: Integers
    representative: tuple[tuple[GroupStatement, ...], ...]
    shared: tuple[SharedStatement, ...]
    why_none: NoGroups | None

    @property
    def number(self) -> int:
        """How many groups there are."""
        return len(self.sizes)


def opinion_groups(
    reactions: Floats,
    *,
    seed: int = 0,
    minimum_answers: int = MINIMUM_ANSWERS,
    smallest_group: int = 1,
    most_groups: int = MOST_GROUPS,
) -> OpinionGroups:
    """Groups of people who react alike; see the module for the method.

    Parameters
    ----------
    reactions
        1 (agree), -1 (disagree), 0 (pass) and NaN (none), shape (people, statements).
    seed
        Of the chance with which the search for groups begins.
    minimum_answers
        To how many statements somebody reacted to be placed, 1 or more; with fewer statements it
        is enough to have reacted to all of them.
    smallest_group
        People in the smallest group that is shown, 1 or more.
    most_groups
        2 or more.

    Raises
    ------
    ValueError
        ``reactions`` is no table of these values, or a number is below 1 (``most_groups``: 2).
    """
    _require(reactions, minimum_answers, smallest_group, most_groups)
    order = _canonical_order(reactions)
    told = reactions[order]
    positions, components, explained = _plane(told)
    needed = min(minimum_answers, int(np.count_nonzero(~np.isnan(told).all(axis=0))))
    is_placed = np.count_nonzero(~np.isnan(told), axis=1) >= max(needed, 1)
    points = positions[is_placed]
    rng = np.random.Generator(np.random.PCG64(seed))
    labels, silhouettes, why = _best_division(points, rng, smallest_group, most_groups)
    labels = _in_order_of_size(points, labels)
    groups = np.full(len(told), NO_GROUP, dtype=np.int64)
    groups[is_placed] = labels
    counts = _counts(told, groups)
    centres, spreads = _centres(points, labels)
    back = np.argsort(order, kind="stable")
    return OpinionGroups(
        positions=positions[back],
        components=components,
        explained=explained,
        groups=groups[back],
        sizes=np.bincount(labels[labels >= 0], minlength=len(centres)).astype(np.int64),
        centres=centres,
        spreads=spreads,
        silhouettes=silhouettes,
        counts=counts,
        representative=representative_statements(counts),
        shared=shared_statements(counts),
        why_none=why,
    )


def _require(
    reactions: Floats, minimum_answers: int, smallest_group: int, most_groups: int
) -> None:
    if reactions.ndim != 2:
        raise ValueError("reactions are a table of people by statements")
    if not np.isin(reactions[~np.isnan(reactions)], (-1, 0, 1)).all():
        raise ValueError("a reaction is 1, -1, 0 or missing")
    if minimum_answers < 1 or smallest_group < 1 or most_groups < 2:
        raise ValueError("there are at least one answer, one person and two groups")


def _canonical_order(reactions: Floats) -> npt.NDArray[np.intp]:
    """The rows by their reactions, so that who comes first does not matter."""
    if not reactions.shape[1]:
        return np.arange(len(reactions))
    return np.lexsort(np.nan_to_num(reactions, nan=2.0).T[::-1])


def _plane(told: Floats) -> tuple[Floats, Floats, Floats]:
    """Positions (n x 2), components (2 x m) and the part of the variance of both."""
    people, statements = told.shape
    has_reaction = ~np.isnan(told)
    per_statement = has_reaction.sum(axis=0)
    mean = np.nansum(told, axis=0) / np.maximum(per_statement, 1)
    centred = np.where(has_reaction, told - mean, 0.0)
    components, variances, total = np.zeros((2, statements)), np.zeros(2), 0.0
    if people and statements:
        values, vectors = np.linalg.eigh(centred.T @ centred / people)
        total = float(np.trace(centred.T @ centred) / people)
        for place, column in enumerate(range(statements - 1, max(statements - 3, -1), -1)):
            if values[column] > 1e-9:
                components[place] = _signed(vectors[:, column])
                variances[place] = values[column]
    used = int(np.count_nonzero(per_statement))
    scale = np.sqrt(used / np.maximum(has_reaction.sum(axis=1), 1))
    positions = np.round(centred @ components.T * scale[:, None], _DECIMALS) + 0.0
    return positions, components, variances / total if total > 0 else variances


def _signed(vector: Floats) -> Floats:
    """The direction of which the greatest loading is positive; among equals the first one."""
    sizes = np.abs(vector)
    first = int(np.argmax(sizes > sizes.max() - 1e-9))
    return vector if vector[first] > 0 else -vector


def _best_division(
    points: Floats, rng: np.random.Generator, smallest_group: int, most_groups: int
) -> tuple[Integers, Mapping[int, float], NoGroups | None]:
    """Labels of the best k (all ``NO_GROUP`` without one), silhouettes per k, and why none."""
    none = np.full(len(points), NO_GROUP, dtype=np.int64)
    if len(points) < max(2 * smallest_group, 3):
        return none, {}, NoGroups.TOO_FEW
    different = len(np.unique(points, axis=0))
    if different < 2:
        return none, {}, NoGroups.ALL_THE_SAME
    most = min(most_groups, different, len(points) - 1)
    divisions = {k: _k_means(points, k, rng) for k in range(2, most + 1)}
    silhouettes = _silhouettes(points, divisions, rng)
    fitting = [
        k
        for k, labels in divisions.items()
        if np.bincount(labels, minlength=k).min() >= smallest_group
    ]
    if not fitting:
        return none, silhouettes, NoGroups.TOO_SMALL
    best = max(fitting, key=lambda k: (round(silhouettes[k], _DECIMALS), -k))
    return divisions[best], silhouettes, None


def _k_means(points: Floats, k: int, rng: np.random.Generator) -> Integers:
    """The division into k groups with the least squared distance, of ten seeded starts."""
    best, least = np.zeros(len(points), dtype=np.int64), np.inf
    for _start in range(_STARTS):
        labels, inertia = _lloyd(points, _first_centres(points, k, rng))
        if round(inertia, _DECIMALS) < least:
            best, least = labels, round(inertia, _DECIMALS)
    return best


def _first_centres(points: Floats, k: int, rng: np.random.Generator) -> Floats:
    """k-means++: each next centre is drawn in proportion to the squared distance to the others."""
    chosen = [points[int(rng.integers(len(points)))]]
    nearest = ((points - chosen[0]) ** 2).sum(axis=1)
    while len(chosen) < k:
        reach = np.cumsum(nearest)
        drawn = int(np.searchsorted(reach, rng.random() * reach[-1], side="right"))
        chosen.append(points[drawn])
        nearest = np.minimum(nearest, ((points - chosen[-1]) ** 2).sum(axis=1))
    return np.array(chosen)


def _lloyd(points: Floats, centres: Floats) -> tuple[Integers, float]:
    """Labels where no point wants another centre any more, and the squared distances together."""
    labels = np.full(len(points), NO_GROUP, dtype=np.int64)
    squared = _squared(points, centres)
    found = squared.argmin(axis=1).astype(np.int64)
    step = 0
    while step < _MOST_STEPS and not np.array_equal(found, labels):
        labels = found
        members = np.bincount(labels, minlength=len(centres))[:, None]
        sums = np.stack(
            [np.bincount(labels, weights=axis, minlength=len(centres)) for axis in points.T], axis=1
        )
        # A centre that lost all its points stays where it is.
        centres = np.where(members > 0, sums / np.maximum(members, 1), centres)
        squared = _squared(points, centres)
        found = squared.argmin(axis=1).astype(np.int64)
        step += 1
    return labels, float(squared.min(axis=1).sum())


def _squared(points: Floats, centres: Floats) -> Floats:
    """Squared distances of points to centres."""
    apart = points[:, None, :] - centres[None, :, :]
    return np.asarray((apart**2).sum(axis=2), dtype=np.float64)


def _silhouettes(
    points: Floats, divisions: Mapping[int, Integers], rng: np.random.Generator
) -> dict[int, float]:
    """The mean silhouette of each division; every distance is computed once for all of them."""
    rows = np.arange(len(points))
    if len(points) > _ALL_SILHOUETTES:
        rows = np.sort(rng.choice(len(points), _DRAWN_SILHOUETTES, replace=False))
    members = {k: np.eye(k)[labels] for k, labels in divisions.items()}
    found: dict[int, list[Floats]] = {k: [] for k in divisions}
    for begin in range(0, len(rows), _CHUNK):
        part = rows[begin : begin + _CHUNK]
        apart = points[part, None, :] - points[None, :, :]
        distances = np.sqrt((apart**2).sum(axis=2))
        for k, labels in divisions.items():
            found[k].append(_silhouette_of(distances @ members[k], members[k], labels[part]))
    return {k: float(np.concatenate(values).mean()) for k, values in found.items()}


def _silhouette_of(sums: Floats, members: Floats, own: Integers) -> Floats:
    """Silhouettes of some points from the sums of their distances to each group; alone: 0."""
    sizes = members.sum(axis=0)
    at = np.arange(len(own))
    inside = sums[at, own] / np.maximum(sizes[own] - 1, 1)
    means = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.inf)
    means[at, own] = np.inf
    outside = means.min(axis=1)
    greatest = np.maximum(inside, outside)
    is_measured = (sizes[own] > 1) & (greatest > 0) & np.isfinite(outside)
    values = np.zeros(len(own))
    np.divide(outside - inside, greatest, out=values, where=is_measured)
    return values


def _in_order_of_size(points: Floats, labels: Integers) -> Integers:
    """The same groups, numbered from large to small; equals from left to right."""
    if not len(labels) or labels[0] == NO_GROUP:
        return labels
    present = np.unique(labels)

    def place(label: int) -> tuple[float, ...]:
        inside = points[labels == label]
        return (-len(inside), *np.round(inside.mean(axis=0), 6).tolist())

    ranks = {label: rank for rank, label in enumerate(sorted(present.tolist(), key=place))}
    return np.array([ranks[label] for label in labels.tolist()], dtype=np.int64)


def _centres(points: Floats, labels: Integers) -> tuple[Floats, Floats]:
    number = int(labels.max(initial=NO_GROUP)) + 1
    inside = [points[labels == label] for label in range(number)]
    centres = np.array([held.mean(axis=0) for held in inside]).reshape(number, 2)
    squares = [
        ((held - centre) ** 2).sum(axis=1).mean()
        for held, centre in zip(inside, centres, strict=True)
    ]
    return centres, np.sqrt(np.array(squares, dtype=np.float64))


def _counts(told: Floats, groups: Integers) -> Integers:
    number = int(groups.max(initial=NO_GROUP)) + 1
    counts = np.zeros((number, told.shape[1], 3), dtype=np.int64)
    for group in range(number):
        inside = told[groups == group]
        for column, value in enumerate((1, -1, 0)):
            counts[group, :, column] = (inside == value).sum(axis=0)
    return counts
