# SPDX-License-Identifier: EUPL-1.2
"""Where else an arrangement is recorded: asked of whoever above this layer knows.

The register does not know the app that compares sources; that app adds a finder here when it
starts (``AppConfig.ready``), so that the page of an arrangement can name the other sources.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Elsewhere:
    """Another source about the same arrangement; ``differences`` is empty when not counted."""

    source: str
    name: str
    url: str
    differences: int | None


Finder = Callable[[str], Sequence[Elsewhere]]

_finders: list[Finder] = []


def add_finder(finder: Finder) -> None:
    """Ask this one too; the same one a second time changes nothing."""
    if finder not in _finders:
        _finders.append(finder)


def recorded_elsewhere(slug: str) -> tuple[Elsewhere, ...]:
    """What all finders know of the arrangement with this address."""
    return tuple(found for finder in _finders for found in finder(slug))
