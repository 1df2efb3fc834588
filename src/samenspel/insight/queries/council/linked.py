# SPDX-License-Identifier: EUPL-1.2
"""A city link on the page of a council."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LinkedPlace:
    """A city link of the municipality, in sentences ready to be shown.

    ``told``: with whom and since when, what the council decided, the term of the agreement.
    ``look_back`` says when the newest one was published and is empty without; ``look_back_url``
    is where to read it.
    """

    slug: str
    name: str
    url: str
    is_public: bool
    told: tuple[str, ...]
    look_back: str
    look_back_url: str
