# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of a computation of regions, within bounds, and the key it is known by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samenspel.analysis.functional_regions import VARIANTS, Parameters, ParametersError, Variant
from samenspel.analysis.functional_regions.scales import PRESETS

# Raised when the same question would get another answer: runs of before are not used any more.
METHOD_VERSION = 1
LARGEST_SIZE = 1_000_000
SHARE_DECIMALS = 4
OPTIONS = ("contiguous", "improved", "levels", "stability")


class RequestError(ValueError):
    """What is asked is out of bounds; the message says what."""


@dataclass(frozen=True)
class RunRequest:
    """What is asked about one set of flows.

    ``contiguous``: every region in one piece. ``improved``: municipalities moved while that keeps
    more people inside their region. ``levels``: the three scales of the presets too, one inside
    the other. ``stability``: again for all years and for requirements around these, to see which
    municipalities always belong together.

    Raises
    ------
    RequestError
        Sizes that are no whole numbers up to a million, shares of more than four decimals, an
        unknown variant.
    """

    parameters: Parameters = field(default_factory=Parameters)
    variant: Variant = "documented"
    contiguous: bool = False
    improved: bool = False
    levels: bool = False
    stability: bool = False

    def __post_init__(self) -> None:
        if self.variant not in VARIANTS:
            raise RequestError(f"there is no variant {self.variant!r}")
        p = self.parameters
        for size in (p.min_size, p.target_size):
            if size != int(size) or size > LARGEST_SIZE:
                raise RequestError(f"a size is a whole number up to {LARGEST_SIZE}, not {size:g}")
        for share in (p.min_self_containment, p.target_self_containment):
            if share != round(share, SHARE_DECIMALS):
                raise RequestError(f"a share has at most {SHARE_DECIMALS} decimals, not {share!r}")

    @property
    def is_long(self) -> bool:
        """Whether it takes more than a moment: computed in the background."""
        return self.improved or self.stability

    @property
    def is_preset(self) -> bool:
        """Whether the requirements are those of a preset; there are few of these."""
        return self.variant == "documented" and self.parameters in PRESETS.values()

    @property
    def needs_neighbours(self) -> bool:
        """Whether it matters which municipalities lie beside each other."""
        return self.contiguous or self.improved or self.stability

    def as_json(self) -> dict[str, Any]:
        """The request in plain values, the same for the same request."""
        p = self.parameters
        return {
            "parameters": {
                "min_size": int(p.min_size),
                "min_self_containment": p.min_self_containment,
                "target_size": int(p.target_size),
                "target_self_containment": p.target_self_containment,
            },
            "variant": self.variant,
            **{name: getattr(self, name) for name in OPTIONS},
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> RunRequest:
        """The request that :meth:`as_json` wrote; further entries are let be.

        Raises
        ------
        RequestError
            Something is missing or out of bounds.
        """
        try:
            return cls(
                Parameters(**said["parameters"]),
                said["variant"],
                **{name: bool(said[name]) for name in OPTIONS},
            )
        except (KeyError, TypeError, ParametersError) as error:
            raise RequestError(f"not a request: {error}") from error


def key_of(said: Mapping[str, Any]) -> str:
    """SHA-256 over plain values, hexadecimal."""
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
