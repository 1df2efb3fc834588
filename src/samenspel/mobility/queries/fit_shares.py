# SPDX-License-Identifier: EUPL-1.2
"""How much commuting stays inside each of many groups of municipalities, all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.flows import Flows


class GroupShare(NamedTuple):
    """Residents' jobs, jobs there and those that are both, of one group; see ``analysis.fit``."""

    residents: float
    jobs: float
    inside: float

    @property
    def commuters(self) -> float:
        """Everybody who lives or works in the group, each once."""
        return self.residents + self.jobs - self.inside

    @property
    def share_inside(self) -> float | None:
        """The part of all commuting that touches the group and stays in it, in [0, 1]."""
        return self.inside / self.commuters if self.commuters else None

    @property
    def of_residents(self) -> float | None:
        """Share of the residents' jobs that are inside, in [0, 1]."""
        return self.inside / self.residents if self.residents else None

    @property
    def of_jobs(self) -> float | None:
        """Share of the jobs that residents have, in [0, 1]."""
        return self.inside / self.jobs if self.jobs else None


def group_shares(flows: Flows, groups: Sequence[Collection[str]]) -> list[GroupShare]:
    """The figures of every group, in order; codes that are no zone count for nothing.

    The flows become one full table, of which each group takes its own rows and columns: quick for
    hundreds of groups of municipalities; not meant for many thousands of zones. Sums are of whole
    numbers and exact.
    """
    size = len(flows.zones)
    table = np.zeros((size, size), dtype=np.int64)
    table[flows.origin, flows.destination] = flows.count
    unit = flows.denominator
    found = []
    for codes in groups:
        own = [flows.index[code] for code in codes if code in flows.index]
        sums = (flows.residents[own], flows.jobs[own], table[np.ix_(own, own)])
        found.append(GroupShare(*(int(part.sum()) / unit for part in sums)))
    return found


def zone_mask(flows: Flows, codes: Iterable[str]) -> NDArray[np.bool_]:
    """Which zones are among some codes, shape (n,); codes that are no zone are let be."""
    mask = np.zeros(len(flows.zones), dtype=bool)
    mask[[flows.index[code] for code in codes if code in flows.index]] = True
    return mask
