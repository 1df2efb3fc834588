# SPDX-License-Identifier: EUPL-1.2
"""Cost keys (verdeelsleutels): which part of the costs each municipality pays.

A key gives each participant a share, an exact fraction in [0, 1]; the shares add up to 1. Amounts
are whole cents. They follow the shares by the method of largest remainders (Hamilton): everybody
first gets the cents rounded down, the cents left over go one each to those with the largest
remainder, of equals the first code. So the parts always add up to exactly the total, and no part is
a cent or more away from its share.

References
----------
M. Balinski, H. Young (1982), Fair Representation: largest remainders and what it guarantees.
H. Young, ed. (1985), Cost Allocation: Methods, Principles, Applications.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from samenspel.analysis.cost_sharing.errors import CostSharingError

Number: TypeAlias = "int | Fraction"
Shares = Mapping[str, Fraction]


def by_weight(weights: Mapping[str, Number]) -> dict[str, Fraction]:
    """Each pays in proportion to a weight: inhabitants, use, votes.

    Parameters
    ----------
    weights
        By code, 0 or more; not all 0. Exact: a float has no place here.

    Raises
    ------
    CostSharingError
        A weight is below 0, or none is above 0.
    """
    if any(weight < 0 for weight in weights.values()):
        raise CostSharingError("a weight is 0 or more")
    total = sum(weights.values(), Fraction(0))
    if not total:
        raise CostSharingError("at least one weight is more than 0")
    return {code: Fraction(weights[code]) / total for code in sorted(weights)}


def equally(codes: Iterable[str]) -> dict[str, Fraction]:
    """Each pays the same; CostSharingError when there is nobody."""
    return by_weight(dict.fromkeys(codes, 1))


def mixed(parts: Sequence[tuple[Number, Shares]]) -> dict[str, Fraction]:
    """Several keys together: of each a part of the costs is divided by it.

    Parameters
    ----------
    parts
        Weight of each key (0 or more, not all 0) and its shares, all for the same codes.

    Raises
    ------
    CostSharingError
        The weights cannot be, or two keys are about other participants.
    """
    weights = by_weight({str(place): weight for place, (weight, _key) in enumerate(parts)})
    codes = {frozenset(shares) for _weight, shares in parts}
    if len(codes) > 1:
        raise CostSharingError("keys that are mixed are about the same participants")
    return {
        code: sum(
            (weights[str(place)] * shares[code] for place, (_weight, shares) in enumerate(parts)),
            Fraction(0),
        )
        for code in sorted(codes.pop())
    }


def with_fixed_part(shares: Shares, *, fixed: Fraction) -> dict[str, Fraction]:
    """A fixed part that all pay equally, and the rest by the key.

    ``fixed`` is the fixed part of the total, in [0, 1]; CostSharingError outside.
    """
    if not 0 <= fixed <= 1:
        raise CostSharingError("a fixed part lies between nothing and everything")
    return mixed([(fixed, equally(shares)), (1 - fixed, shares)])


def divided(total: int, shares: Shares) -> dict[str, int]:
    """The amounts of the participants, in whole cents that add up to the total.

    Parameters
    ----------
    total
        Whole cents, 0 or more.
    shares
        Fractions that add up to 1.

    Raises
    ------
    CostSharingError
        The total is below 0, or the shares do not add up to 1 or lie outside [0, 1].
    """
    if total < 0:
        raise CostSharingError("a total is 0 or more")
    if sum(shares.values()) != 1 or any(share < 0 for share in shares.values()):
        raise CostSharingError("shares lie between 0 and 1 and add up to 1")
    exact = {code: total * shares[code] for code in sorted(shares)}
    amounts = {code: amount.numerator // amount.denominator for code, amount in exact.items()}
    left = total - sum(amounts.values())
    order = sorted(exact, key=lambda code: (amounts[code] - exact[code], code))
    return {code: amounts[code] + (code in order[:left]) for code in exact}
