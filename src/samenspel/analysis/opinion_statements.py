# SPDX-License-Identifier: EUPL-1.2
"""Which statements set a group of people apart, and which all groups share.

After Polis (C. Small et al., 2021, Recerca 26(2)): proportions with one reaction added to either
side, a group against 50 per cent and against everybody else in a one-sided test at 90 per cent, and
group-informed consensus as the product of the proportions of all groups. Other than Polis, nothing
is put forward that does not pass the tests, and shared means: in every group by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]

MOST_STATEMENTS: Final = 5
CRITICAL: Final = 1.2815515655446004
"""The standard normal value that 10 per cent exceed."""
_DECIMALS = 9


@dataclass(frozen=True)
class GroupStatement:
    """A statement that sets a group apart: it agrees (or disagrees) more than everybody else.

    ``statement``: number of the column, from 0. ``proportion``: of the group, one reaction added to
    either side, in (0, 1). ``ratio``: that proportion by the one of the others. ``weight``: by
    which they are ordered (proportion x its z x ratio x its z).
    """

    statement: int
    is_agreed: bool
    proportion: float
    ratio: float
    weight: float


@dataclass(frozen=True)
class SharedStatement:
    """A statement that most of every group agree (or disagree) with.

    ``consensus``: the product of the proportions of all groups, in (0, 1).
    """

    statement: int
    is_agreed: bool
    consensus: float


def representative_statements(
    counts: Integers, *, most: int = MOST_STATEMENTS
) -> tuple[tuple[GroupStatement, ...], ...]:
    """What tells each group apart, the weightiest statement first; see the module for the method.

    Parameters
    ----------
    counts
        How many of each group agreed, disagreed and passed, shape (groups, statements, 3).
    most
        The most statements of a group, 0 or more.

    Returns
    -------
    At most ``most`` statements for each group, shape (groups,).
    """
    everybody = counts.sum(axis=0)
    return tuple(_of_group(inside, everybody - inside, most) for inside in counts)


def shared_statements(
    counts: Integers, *, most: int = MOST_STATEMENTS
) -> tuple[SharedStatement, ...]:
    """What every group agrees with, then what every group disagrees with; each at most ``most``.

    Parameters
    ----------
    counts
        As for :func:`representative_statements`; without groups there is nothing to share.
    most
        The most statements of each of the two, 0 or more.
    """
    if not len(counts):
        return ()
    trials = counts.sum(axis=2)
    found: list[SharedStatement] = []
    for side, is_agreed in ((0, True), (1, False)):
        proportions = proportion(counts[:, :, side], trials)
        is_shared = (proportions > 0.5) & (against_half(counts[:, :, side], trials) > CRITICAL)
        consensus = proportions.prod(axis=0)
        columns = np.flatnonzero(is_shared.all(axis=0)).tolist()
        columns.sort(key=lambda column: (-round(float(consensus[column]), _DECIMALS), column))
        found += [SharedStatement(c, is_agreed, float(consensus[c])) for c in columns[:most]]
    return tuple(found)


def proportion(successes: Integers, trials: Integers) -> Floats:
    """The part in (0, 1), with one reaction added to either side.

    Parameters
    ----------
    successes, trials
        Whole numbers of 0 or more of the same shape, successes at most the trials.
    """
    return (successes + 1) / (trials + 2)


def against_half(successes: Integers, trials: Integers) -> Floats:
    """z of a proportion against one half, with one success added (numbers: :func:`proportion`)."""
    tried = trials + 1
    return np.asarray(2 * np.sqrt(tried) * ((successes + 1) / tried - 0.5), dtype=np.float64)


def against_others(
    inside: Integers, trials_inside: Integers, outside: Integers, trials_outside: Integers
) -> Floats:
    """z of the difference of two proportions, with one success added to both; 0 where all agree.

    Parameters
    ----------
    inside, trials_inside
        Successes and trials in the group, whole numbers of 0 or more of one shape.
    outside, trials_outside
        The same for everybody else.
    """
    inside, outside = inside + 1, outside + 1
    tried_in, tried_out = trials_inside + 1, trials_outside + 1
    pooled = (inside + outside) / (tried_in + tried_out)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / tried_in + 1 / tried_out))
    difference = inside / tried_in - outside / tried_out
    z = np.zeros(difference.shape)
    np.divide(difference, spread, out=z, where=spread > 0)
    return z


def _of_group(inside: Integers, outside: Integers, most: int) -> tuple[GroupStatement, ...]:
    tried_in, tried_out = inside.sum(axis=1), outside.sum(axis=1)
    found: list[GroupStatement] = []
    for side, is_agreed in ((0, True), (1, False)):
        own, others = inside[:, side], outside[:, side]
        part = proportion(own, tried_in)
        ratio = part / proportion(others, tried_out)
        half = against_half(own, tried_in)
        apart = against_others(own, tried_in, others, tried_out)
        weight = part * half * ratio * apart
        found += [
            GroupStatement(c, is_agreed, float(part[c]), float(ratio[c]), float(weight[c]))
            for c in np.flatnonzero((half > CRITICAL) & (apart > CRITICAL)).tolist()
        ]
    found.sort(key=lambda held: (-round(held.weight, _DECIMALS), held.statement))
    return tuple(found[:most])
