# SPDX-License-Identifier: EUPL-1.2
"""What a published definition consists of."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Method:
    """A definition: what it is, in which unit and range, an example worked out, where it comes
    from, and what it does not say. ``unit`` and ``extent`` are empty where nothing is measured.
    """

    key: str
    title: Promise
    definition: Promise
    example: Promise
    source: Promise
    limits: Promise
    unit: Promise | str = ""
    extent: Promise | str = ""
