# SPDX-License-Identifier: EUPL-1.2
"""Territorial congruence in a country, from its facts."""

from __future__ import annotations

from functools import lru_cache

from samenspel.analysis.congruence import Congruence, congruence, task_weights
from samenspel.register.queries.facts import KEPT_FACTS, CountryFacts


@lru_cache(maxsize=KEPT_FACTS)
def congruence_of(facts: CountryFacts) -> Congruence:
    """Congruence of every municipality of the facts, in their order.

    No query; the Netherlands take some three milliseconds, and nothing the second time for the same
    facts. Never change what it returns.
    """
    return congruence(facts.participations)


@lru_cache(maxsize=KEPT_FACTS)
def congruence_by_task_of(facts: CountryFacts) -> Congruence:
    """The variant weighted by task: policy areas that the source states; costs as the other."""
    tasks = (len(arrangement.policy_areas) for arrangement in facts.arrangements)
    return congruence(facts.participations, weights=task_weights(tasks))
