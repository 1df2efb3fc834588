# SPDX-License-Identifier: EUPL-1.2
"""Definitions of the measures, one file per subject."""

from __future__ import annotations

from samenspel.insight.methods.burden import METHODS as BURDEN
from samenspel.insight.methods.congruence import METHODS as CONGRUENCE
from samenspel.insight.methods.costs import METHODS as COSTS
from samenspel.insight.methods.council import METHODS as COUNCIL
from samenspel.insight.methods.country import METHODS as COUNTRY
from samenspel.insight.methods.coverage import METHODS as COVERAGE
from samenspel.insight.methods.network import METHODS as NETWORK
from samenspel.insight.methods.peers import METHODS as PEERS
from samenspel.insight.methods.votes import METHODS as VOTES
from samenspel.register.methods import Method

METHODS: tuple[Method, ...] = (
    *CONGRUENCE,
    *BURDEN,
    *COUNTRY,
    *PEERS,
    *NETWORK,
    *COSTS,
    *COVERAGE,
    *VOTES,
    *COUNCIL,
)
