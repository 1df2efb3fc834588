# SPDX-License-Identifier: EUPL-1.2
"""The network of cooperation of a country: pairs, order and groups, kept with the facts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from samenspel.analysis.cooperation_network import (
    CooperationNetwork,
    Group,
    Partner,
    cooperation_network,
)
from samenspel.register import labels
from samenspel.register.queries.facts import ArrangementFacts, CountryFacts, MunicipalityFacts

LEAST = Fraction(1, 5)
"""Groups are not joined when their members would have less than this in common on average."""
KEPT = 16
"""Networks (of a country, a day and a choice) that a process keeps; about three megabytes each."""
NOT_STATED = "niet-vermeld"
"""As a subject: arrangements of which nobody knows what they are about."""


@dataclass(frozen=True)
class Chosen:
    """Which arrangements count.

    ``subject`` is a main domain (or :data:`NOT_STATED`), ``form`` a legal form; empty means all.
    Bodies with more than ``most`` municipal members are left out; None leaves none out.
    """

    subject: str = ""
    form: str = ""
    most: int | None = None

    def holds(self, arrangement: ArrangementFacts) -> bool:
        """Whether an arrangement counts, apart from its number of members."""
        if self.form and arrangement.legal_form != self.form:
            return False
        return not self.subject or self.subject in subjects_of(arrangement)


EVERYTHING = Chosen()


@dataclass(frozen=True)
class PartnerRow:
    """A partner of a municipality: what both share, of the arrangements of one or both."""

    municipality: MunicipalityFacts
    partner: Partner

    @property
    def shared(self) -> int:
        """Arrangements that both are in."""
        return self.partner.shared

    @property
    def either(self) -> int:
        """Arrangements that one or both are in."""
        return self.partner.either

    @property
    def jaccard(self) -> float:
        """Shared / either, in (0, 1]."""
        return self.partner.jaccard


@dataclass(frozen=True)
class NamedGroup:
    """A group with its members in the order of the matrix, named after its largest municipality."""

    core: MunicipalityFacts
    members: tuple[MunicipalityFacts, ...]
    group: Group

    @property
    def key(self) -> str:
        """What stands for the group in addresses."""
        return self.core.code


def subjects_of(arrangement: ArrangementFacts) -> tuple[str, ...]:
    """Main domains of an arrangement, sorted; those guessed from its name too."""
    areas = (*arrangement.policy_areas, *arrangement.guessed_areas)
    found = {labels.domain_of(area) for area in areas} - {""}
    return tuple(sorted(found)) or (NOT_STATED,)


def network_of(facts: CountryFacts, chosen: Chosen = EVERYTHING) -> CooperationNetwork:
    """The network of the arrangements that count; no query."""
    return _network(facts, chosen)


@lru_cache(maxsize=KEPT)
def _network(facts: CountryFacts, chosen: Chosen) -> CooperationNetwork:
    kept = [chosen.holds(arrangement) for arrangement in facts.arrangements]
    return cooperation_network(facts.participations.select(kept), ignore_larger_than=chosen.most)


def groups_of(facts: CountryFacts, chosen: Chosen = EVERYTHING) -> tuple[NamedGroup, ...]:
    """The groups in the order of the matrix; municipalities without a partner are in none."""
    return _groups(facts, chosen)


@lru_cache(maxsize=KEPT)
def _groups(facts: CountryFacts, chosen: Chosen) -> tuple[NamedGroup, ...]:
    network = network_of(facts, chosen)
    place = {row: at for at, row in enumerate(network.order.tolist())}
    found = []
    for group in network.groups(LEAST):
        rows = sorted(group.rows, key=place.__getitem__)
        members = tuple(facts.municipalities[row] for row in rows)
        if len(rows) > 1 or network.partners[rows[0]]:
            found.append(NamedGroup(_largest(members), members, group))
    return tuple(found)


def _largest(members: tuple[MunicipalityFacts, ...]) -> MunicipalityFacts:
    return min(members, key=lambda m: (m.population is None, -(m.population or 0), m.code))


def partner_rows(
    facts: CountryFacts, code: str, chosen: Chosen = EVERYTHING
) -> tuple[PartnerRow, ...]:
    """All partners of a municipality: most shared first, then the highest Jaccard, then code.

    Raises
    ------
    KeyError
        No municipality of that day has this code.
    """
    partners = network_of(facts, chosen).partners_of(code)
    return tuple(PartnerRow(facts.municipality(partner.code), partner) for partner in partners)


def strongest_partners(facts: CountryFacts, code: str, limit: int) -> tuple[PartnerRow, ...]:
    """The first ``limit`` of :func:`partner_rows` over all arrangements; no query."""
    return partner_rows(facts, code)[:limit]
