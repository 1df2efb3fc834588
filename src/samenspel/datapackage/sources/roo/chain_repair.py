# SPDX-License-Identifier: EUPL-1.2
"""Puts versions of arrangements in chains, whatever the records say of each other.

A record may name the version before it and the version after it. Each claim is a link; links that
both sides name come first, then those that leave the smallest gap in time. A link that would give
a version two neighbours on one side, or close a circle, is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

UNKNOWN_VERSION = "version that is not in the file left out"
SECOND_NEIGHBOUR = "second version on one side left out"
CIRCLE = "link that makes the versions go round left out"
ONE_SIDED = "link that only one of two versions names"


@dataclass(frozen=True)
class Version:
    """A version and the versions that it names."""

    key: str
    begin: date | None
    end: date | None
    previous: str | None
    following: str | None


@dataclass(frozen=True)
class LinkRemark:
    """What was done with a claim of ``key`` about its neighbour ``other``."""

    key: str
    other: str
    forwards: bool
    cause: str
    kept: bool


@dataclass(frozen=True)
class Chains:
    """The version after each version, and before each, with the remarks."""

    following: dict[str, str]
    previous: dict[str, str]
    remarks: tuple[LinkRemark, ...]


def chain(versions: Iterable[Version]) -> Chains:
    """The chains; every version has at most one neighbour on each side, and none goes round."""
    known = {version.key: version for version in versions}
    claims, remarks = _claims(known)
    following: dict[str, str] = {}
    previous: dict[str, str] = {}
    parent = {key: key for key in known}
    for link in sorted(claims, key=lambda link: _rank(link, claims[link], known)):
        first, second = link
        if first in following or second in previous:
            cause = SECOND_NEIGHBOUR
        elif _root(parent, first) == _root(parent, second):
            cause = CIRCLE
        else:
            parent[_root(parent, first)] = _root(parent, second)
            following[first], previous[second] = second, first
            if len(claims[link]) == 1:
                remarks += _said(link, claims[link], ONE_SIDED, kept=True)
            continue
        remarks += _said(link, claims[link], cause, kept=False)
    return Chains(following, previous, tuple(remarks))


_Link = tuple[str, str]


def _claims(known: Mapping[str, Version]) -> tuple[dict[_Link, set[bool]], list[LinkRemark]]:
    """Each link with the sides that name it: True is the first of the two, looking forwards."""
    claims: dict[_Link, set[bool]] = {}
    remarks: list[LinkRemark] = []
    for key, version in known.items():
        for other, forwards in ((version.following, True), (version.previous, False)):
            if other is None:
                continue
            if other not in known:
                remarks.append(LinkRemark(key, other, forwards, UNKNOWN_VERSION, kept=False))
                continue
            link = (key, other) if forwards else (other, key)
            claims.setdefault(link, set()).add(forwards)
    return claims, remarks


def _rank(link: _Link, sides: set[bool], known: Mapping[str, Version]) -> tuple[int, int, str, str]:
    end, begin = known[link[0]].end, known[link[1]].begin
    gap = abs((begin - end).days) if begin is not None and end is not None else 10**7
    return (-len(sides), gap, *link)


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _said(link: _Link, sides: set[bool], cause: str, *, kept: bool) -> list[LinkRemark]:
    return [
        LinkRemark(*(link if forwards else (link[1], link[0])), forwards, cause, kept)
        for forwards in sorted(sides)
    ]
