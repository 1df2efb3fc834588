# SPDX-License-Identifier: EUPL-1.2
"""What changes the board: another quota, a merger of members, an accession, an exit.

A change gives a new game and where its members came from, so that the power before and after can
be laid side by side. Power is not votes: a member can gain power by a quota that rises, and two
members that merge can have less power than they had apart.

References
----------
Felsenthal, Machover (1998), The Measurement of Voting Power, Edward Elgar, chapter 7 (paradoxes).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from samenspel.analysis.voting_power.errors import MemberError
from samenspel.analysis.voting_power.game import Game, majority
from samenspel.analysis.voting_power.indices import Power, power_of, powers_of

USUAL_SHARES = (Fraction(3, 5), Fraction(2, 3), Fraction(3, 4), Fraction(1))
"""Parts of all votes that boards ask for, beside more than half."""


@dataclass(frozen=True)
class Changed:
    """A board after a change; ``origins`` has the places before of each member after.

    Empty is a member that is new; two or more have merged.
    """

    game: Game
    origins: tuple[tuple[int, ...], ...]


def usual_quotas(votes: int) -> tuple[int, ...]:
    """More than half, and at least 3/5, 2/3, 3/4 and all of the votes; each quota once, rising."""
    needed = {majority(votes), *(-(-votes * s.numerator // s.denominator) for s in USUAL_SHARES)}
    return tuple(sorted(needed))


def merged(game: Game, members: Iterable[int]) -> Changed:
    """These members become one with all their votes, at the place of the first; same quota.

    Raises
    ------
    MemberError
        Fewer than two different members, or one that is not there.
    """
    one = tuple(sorted(_known(game, members)))
    if len(one) < 2:
        raise MemberError("a merger takes two members or more", one)
    first, others = one[0], set(one[1:])
    origins = tuple(
        one if place == first else (place,)
        for place in range(len(game.weights))
        if place not in others
    )
    return _changed(game, origins, game.quota)


def joined(game: Game, votes: int, *, quota: int | None = None) -> Changed:
    """A new member with these votes, the last of the board.

    Without ``quota`` the decision asks for the same part of all votes as before, rounded up; a
    majority stays one.
    """
    weights = (*game.weights, votes)
    origins = (*((place,) for place in range(len(game.weights))), ())
    wanted = _same_part(game, game.total + votes) if quota is None else quota
    return Changed(Game(weights, wanted), origins)


def left(game: Game, member: int, *, quota: int | None = None) -> Changed:
    """The board without this member; the quota as in ``joined``.

    Raises
    ------
    MemberError
        The member is not there, or nobody would be left.
    WeightsError
        Nobody left has a vote.
    """
    (gone,) = _known(game, (member,))
    if len(game.weights) == 1:
        raise MemberError("the last member cannot leave", (gone,))
    origins = tuple((place,) for place in range(len(game.weights)) if place != gone)
    wanted = _same_part(game, game.total - game.weights[gone]) if quota is None else quota
    return _changed(game, origins, wanted)


@dataclass(frozen=True)
class MergerEffect:
    """The power of merging members: the sum of what they had apart, and what they have as one."""

    votes: int
    banzhaf_apart: Fraction
    banzhaf_merged: Fraction
    shapley_shubik_apart: Fraction
    shapley_shubik_merged: Fraction


def merger_effect(game: Game, members: Iterable[int]) -> MergerEffect:
    """What a merger of these members does to their power; raises as ``merged``."""
    change = merged(game, members)
    place = next(i for i, origin in enumerate(change.origins) if len(origin) > 1)
    before, after = power_of(game).members, power_of(change.game).members[place]
    apart = [before[i] for i in change.origins[place]]
    return MergerEffect(
        votes=after.votes,
        banzhaf_apart=sum((one.banzhaf for one in apart), Fraction(0)),
        banzhaf_merged=after.banzhaf,
        shapley_shubik_apart=sum((one.shapley_shubik for one in apart), Fraction(0)),
        shapley_shubik_merged=after.shapley_shubik,
    )


def quota_effects(weights: Iterable[int], quotas: Iterable[int] | None = None) -> tuple[Power, ...]:
    """The power at each quota: of ``usual_quotas`` unless told; raises as ``powers_of``."""
    votes = tuple(weights)
    return powers_of(votes, usual_quotas(sum(votes)) if quotas is None else quotas)


def _known(game: Game, members: Iterable[int]) -> set[int]:
    found = set(members)
    unknown = tuple(sorted(place for place in found if not 0 <= place < len(game.weights)))
    if unknown:
        raise MemberError(f"the board has no member at place {unknown[0]}", unknown)
    return found


def _same_part(game: Game, votes: int) -> int:
    if game.quota == majority(game.total):
        return majority(votes)
    return max(-(-votes * game.quota // game.total), 1)


def _changed(game: Game, origins: tuple[tuple[int, ...], ...], quota: int) -> Changed:
    weights = tuple(sum(game.weights[place] for place in origin) for origin in origins)
    return Changed(Game(weights, quota), origins)
