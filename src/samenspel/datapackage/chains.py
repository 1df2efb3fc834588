# SPDX-License-Identifier: EUPL-1.2
"""The versions of an arrangement, chained in time."""

from __future__ import annotations

from collections.abc import Mapping


class ChainError(ValueError):
    """Versions that cannot be put in one line: two follow the same one, or they go round."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(f"version {key}: {what}")
        self.key = key
        self.what = what


def previous_of(
    previous_id: Mapping[str, str | None], next_id: Mapping[str, str | None]
) -> dict[str, str]:
    """The version before each version, from either side's word.

    Parameters
    ----------
    previous_id, next_id
        From version to the version it names before and after it; a version may name either.

    Raises
    ------
    ChainError
        Two versions would come before or after the same one.
    """
    before: dict[str, str] = {}
    claims = [(key, other) for key, other in previous_id.items() if other]
    claims += [(other, key) for key, other in next_id.items() if other]
    for key, other in claims:
        if before.setdefault(key, other) != other:
            raise ChainError(key, f"both {before[key]} and {other} are named as the one before it")
    after: dict[str, str] = {}
    for key, other in before.items():
        if after.setdefault(other, key) != key:
            raise ChainError(other, f"both {after[other]} and {key} are named as the one after it")
    return before


def first_versions(keys: Mapping[str, object], before: Mapping[str, str]) -> dict[str, str]:
    """The first version of the chain that each version belongs to.

    Raises
    ------
    ChainError
        A chain goes round, so that it has no first version.
    """
    first: dict[str, str] = {}
    for key in keys:
        line: list[str] = []
        at = key
        while at not in first:
            line.append(at)
            if at not in before:
                first[at] = at
                break
            at = before[at]
            if at in line:
                raise ChainError(at, "the chain of versions goes round")
        for member in line:
            first[member] = first[at]
    return first
