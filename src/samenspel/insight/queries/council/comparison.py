# SPDX-License-Identifier: EUPL-1.2
"""Figures of a municipality beside the median of those most like it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.analysis.likeness import Peers
from samenspel.insight.queries.burden.measure import burden_of
from samenspel.insight.queries.congruence import congruence_of
from samenspel.insight.queries.council.page import ComparedFigure, Neighbour
from samenspel.insight.queries.council.texts import figure_text
from samenspel.insight.queries.network.cooperation import network_of
from samenspel.insight.queries.peers.measure import median_of_peers
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts


def compared_with_peers(facts: CountryFacts, code: str, peers: Peers) -> tuple[ComparedFigure, ...]:
    """Arrangements, partners, seats, hours and congruence; one query when it is all at hand.

    Municipalities that the collection never names have no figure: it is unknown, not zero.
    """
    participations = facts.participations
    burden, congruence, network = burden_of(facts), congruence_of(facts), network_of(facts)

    def number(one: str) -> Fraction:
        return Fraction(int(participations.number[participations.index_of(one)]))

    def partners(one: str) -> Fraction:
        return Fraction(int(network.partners[participations.index_of(one)]))

    def figure(
        key: str, label: str, unit: str, of: Callable[[str], Fraction | None],
        method: str, decimals: int | None = None,
    ) -> ComparedFigure:  # fmt: skip
        values = {one: of(one) for one in (code, *peers.codes) if facts.municipality(one).is_known}
        return _figure(key, label, unit, values, code, peers, method, decimals)

    return (
        figure("arrangements", _("Arrangements"), "", number, "arrangements"),
        figure("partners", _("Partner municipalities"), "", partners, "partners"),
        figure(
            "seats", _("Seats to fill"), "", lambda one: burden.of(one).seats.total, "burden"
        ),
        figure(
            "member_hours", _("Hours of members a year"), _("hours"),
            lambda one: burden.of(one).member_hours.total, "burden", 0,
        ),
        figure(
            "congruence", _("Always the same partners (congruence)"), "",
            congruence.of, "congruence", 2,
        ),
    )  # fmt: skip


def _figure(
    key: str,
    label: str,
    unit: str,
    values: Mapping[str, Fraction | None],
    code: str,
    peers: Peers,
    method: str,
    decimals: int | None,
) -> ComparedFigure:
    own, median = values.get(code), _fraction(median_of_peers(values, peers))
    return ComparedFigure(
        key=key,
        label=label,
        unit=unit,
        own=own,
        own_text=figure_text(own, decimals),
        median=median,
        median_text=figure_text(median, decimals),
        of=sum(values.get(one) is not None for one in peers.codes),
        method=method,
    )


def _fraction(value: Fraction | float | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def comparing_note(peers: Peers, name: str) -> str:
    """With whom is compared, or why with nobody."""
    if not peers.codes:
        return _("There is not enough known to find municipalities that are like this one.")
    return _("The median of the %(number)d municipalities most like %(name)s.") % {
        "number": len(peers.codes),
        "name": name,
    }


def neighbour(municipality: MunicipalityFacts, *, shared: int | None = None) -> Neighbour:
    """Another municipality with the address of its page."""
    return Neighbour(
        code=municipality.code,
        name=municipality.name,
        slug=municipality.slug,
        url=reverse("municipality", args=[municipality.slug]),
        shared=shared,
    )
