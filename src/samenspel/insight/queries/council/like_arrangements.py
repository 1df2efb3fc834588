# SPDX-License-Identifier: EUPL-1.2
"""An arrangement beside the others of its legal form."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.insight.queries.council.country import fits_of, inhabitants_of
from samenspel.insight.queries.council.page import ComparedFigure
from samenspel.insight.queries.council.texts import figure_text, share_text
from samenspel.register.queries.facts import ArrangementFacts, CountryFacts
from samenspel.register.queries.reference import Reference

FEWEST_LIKE = 3
"""Other arrangements of the same form below which a median says nothing."""


def _like(facts: CountryFacts, own: ArrangementFacts) -> list[ArrangementFacts]:
    """Other arrangements in force of the same legal form with at least two municipalities."""
    participations = facts.participations
    return [
        one
        for one, members in zip(facts.arrangements, participations.members, strict=True)
        if one.legal_form == own.legal_form and one.key != own.key and members > 1
    ]


def compared_with_like(
    facts: CountryFacts, own: ArrangementFacts, reference: Reference
) -> tuple[ComparedFigure, ...]:
    """Municipalities, inhabitants and fit beside the median of the same legal form."""
    like = _like(facts, own)
    if len(like) < FEWEST_LIKE:
        return ()
    fits = fits_of(facts, reference).by_slug
    participations = facts.participations

    def members(one: ArrangementFacts) -> Fraction:
        return Fraction(int(participations.members[participations.column_of(one.key)]))

    def people(one: ArrangementFacts) -> Fraction | None:
        found = inhabitants_of(facts, one.key)
        return None if found is None else Fraction(found)

    def fit(one: ArrangementFacts) -> Fraction | None:
        return fits.get(one.slug)

    return (
        _figure("members", _("Municipalities"), own, like, members, "arrangements"),
        _figure("inhabitants", _("Inhabitants together"), own, like, people, "population"),
        _figure("fit", _("Commuting that stays inside"), own, like, fit, "fit", is_share=True),
    )


def _figure(
    key: str,
    label: str,
    arrangement: ArrangementFacts,
    like: Sequence[ArrangementFacts],
    of: Callable[[ArrangementFacts], Fraction | None],
    method: str,
    *,
    is_share: bool = False,
) -> ComparedFigure:
    values = [value for value in map(of, like) if value is not None]
    own, median = of(arrangement), statistics.median(values) if values else None
    written = share_text if is_share else figure_text
    return ComparedFigure(
        key=key,
        label=label,
        unit="",
        own=own,
        own_text=written(own),
        median=median,
        median_text=written(median),
        of=len(values),
        method=method,
    )


def like_note(facts: CountryFacts, own: ArrangementFacts) -> str:
    """With which others is compared, or why with none."""
    like = _like(facts, own)
    if len(like) < FEWEST_LIKE:
        return _("There are too few others with this legal form to compare with.")
    return _("The median of the %(number)d other arrangements with the same legal form.") % {
        "number": len(like)
    }
